"""A text dump of a Word table: every cell starts with a line break and a tab.

A blank line is no row border, so rows are counted: the heading cells (rules/headers.csv) tell how many columns there
are, and the cells after them have to fill whole rows.
"""

from __future__ import annotations

import re

from pipeline.model import Content, GridCell, Paragraph, Source, Table
from pipeline.parse.errors import UnreadableFile
from pipeline.rules.headers import field_of

NOISE = re.compile(r"\[bookmark: [^\]]*\]")


def decode(content: bytes, path: str) -> str:
    """Decode UTF-8 (with or without BOM), UTF-16 with BOM, or GB18030. Raises `UnreadableFile`."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(path, "", "the text is neither UTF-8 nor GB18030")


def read(source: Source) -> Content:
    """Read a dump into its paragraphs and its table."""
    text = NOISE.sub("", decode(source.content, source.path).replace("\r\n", "\n").replace("\r", "\n"))
    head, *cells = re.split(r"(?:\n|\A)\t", text)
    paragraphs = tuple(Paragraph(line.strip()) for line in head.split("\n") if line.strip())
    if not cells:
        return Content("txt", paragraphs)
    return Content("txt", (*paragraphs, _build(cells, source.path, head.count("\n") + 2)))


def _build(cells: list[str], path: str, first_line: int) -> Table:
    """Cut the row of cells into rows."""
    columns = _count_columns(cells)
    if columns < 2:
        raise UnreadableFile(
            path, f"line {first_line}", f"the first cells ({cells[0].strip()[:20]!r} …) are no known headings"
        )
    rest = len(cells) % columns
    if rest:
        line = first_line + sum(cell.count("\n") + 1 for cell in cells[:-rest])
        message = f"{len(cells)} cells do not fill rows of {columns}: the last row has {rest}; a cell border is lost or one too many"
        raise UnreadableFile(path, f"line {line}", message)
    grid = tuple(GridCell(i // columns, i % columns, 1, 1, cell.strip()) for i, cell in enumerate(cells))
    return Table(1, len(cells) // columns, columns, grid, heading_rows=1)


def _count_columns(cells: list[str]) -> int:
    """Count the heading cells that the dump begins with."""
    count = 0
    while count < len(cells) and field_of(cells[count]) is not None:
        count += 1
    return count
