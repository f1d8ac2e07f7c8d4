"""Text dumps of a Word table: every cell starts with a line break and a tab.

A blank line is no row border, so rows are counted: the heading (rules/headers.csv) tells how many columns there are, and
the cells have to fill whole rows. Where they do not, the first blank line out of step tells where a border is lost.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.model import Content, GridCell, Paragraph, Source, Table
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.grid import GridError, cell_text, check_size
from pipeline.rules.headers import UNITS, field_of, is_heading_like

NOISE = re.compile(r"\[bookmark: [^\]\n]{0,80}\]")
BREAKS = str.maketrans({"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\u2028": "\n", "\u2029": "\n", "\x07": None})
BORDER = re.compile(r"(?:\n|\A)\t")
WIDEST = 30  # columns that a heading may have
ENCODINGS = ("utf-8-sig", "gb18030")


class _Cell(NamedTuple):
    """A cell of a dump: its text and the line, from 1, that it starts on."""

    text: str
    line: int


def decode(content: bytes, path: str) -> str:
    """Decode UTF-8 (with or without BOM), UTF-16 with BOM, or GB18030. Raises `UnreadableFile`."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ENCODINGS
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            place = f"byte {error.start}"
    raise UnreadableFile(path, place, f"the text is not {' or '.join(encodings)}")


def read(source: Source) -> Content:
    """Read a dump into its paragraphs and its table. Raises `UnreadableFile` where the cells do not fill rows."""
    text = NOISE.sub("", decode(source.content, source.path).replace("\r\n", "\n").translate(BREAKS))
    head, *rest = BORDER.split(text)
    paragraphs = [Paragraph(cell_text([line])) for line in head.split("\n") if line.strip()]
    if not rest:
        return Content("txt", tuple(paragraphs))
    cells = _number_lines(rest, head)
    width = _find_width(cells)
    if width is None:
        raise UnreadableFile(source.path, f"line {cells[0].line}", _explain_heading(cells))
    after = _cut_tail(cells, width)
    return Content("txt", (*paragraphs, _build(cells, width, source.path), *after))


def _number_lines(texts: list[str], head: str) -> list[_Cell]:
    line = head.count("\n") + (2 if head else 1)
    cells = []
    for text in texts:
        cells.append(_Cell(text, line))
        line += text.count("\n") + 1
    return cells


def _find_width(cells: list[_Cell]) -> int | None:
    """Count the columns: the heading begins the dump and ends after its last known words.

    Cells that look like headings but are not known may follow; of the possible widths the first that divides the
    cells evenly is taken, or else the narrowest. None where the dump does not begin with a heading.
    """
    fields = []
    for cell in cells[:WIDEST]:
        if not is_heading_like(cell.text):
            break
        fields.append(field_of(cell.text))
    known = [index for index, field in enumerate(fields) if field]
    if not known or "measure" not in fields or not any(field in UNITS for field in fields):
        return None
    widths = range(known[-1] + 1, len(fields) + 1)
    return next((width for width in widths if len(cells) % width == 0), widths[0])


def _explain_heading(cells: list[_Cell]) -> str:
    first = " | ".join(cell_text([cell.text])[:12] for cell in cells[:8])
    return f"the first cells ({first}) are no heading with a column of measures and one of units (rules/headers.csv)"


def _cut_tail(cells: list[_Cell], width: int) -> list[Paragraph]:
    """Cut off what stands after the table: paragraphs after the blank line that ends the last cell."""
    last = cells[-1]
    row, gap, tail = last.text.partition("\n\n")
    if not gap or not tail.strip() or not _ends_rows(cells[:-1], width):
        return []
    cells[-1] = _Cell(row, last.line)
    return [Paragraph(cell_text([line])) for line in tail.split("\n") if line.strip()]


def _ends_rows(cells: list[_Cell], width: int) -> bool:
    """Tell whether in this dump a blank line follows every row: only then one inside the last cell means its end."""
    ends = [cell.text.endswith("\n") for cell in cells[width - 1 :: width]]
    return bool(ends) and all(ends)


def _build(cells: list[_Cell], width: int, path: str) -> Table:
    """Cut the row of cells into rows."""
    if len(cells) % width:
        row, line = _find_break(cells, width)
        message = (
            f"{len(cells)} cells do not fill rows of {width}: a cell border is lost, or one too many, in row {row}"
        )
        raise UnreadableFile(path, f"line {line}", message)
    try:
        check_size(len(cells) // width, width)
    except GridError as error:
        raise UnreadableFile(path, f"line {cells[0].line}", f"the table is too large: {error}") from error
    grid = tuple(GridCell(i // width, i % width, 1, 1, cell_text([cell.text])) for i, cell in enumerate(cells))
    return Table(1, len(cells) // width, width, grid)


def _find_break(cells: list[_Cell], width: int) -> tuple[int, int]:
    """Find the row (from 1) and line where the blank lines that follow rows fall out of step."""
    for start in range(0, len(cells), width):
        row = cells[start : start + width]
        if len(row) < width or not row[-1].text.endswith("\n"):
            return start // width + 1, row[0].line
    return 1, cells[0].line
