"""Pages → paragraphs and tables: what every source of pages has in common (docs/design/pdf.md).

Paragraph breaks are inferred (by room, indentation and list numbers), since a page holds none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.model import Finding, GridCell, Paragraph, Table
from pipeline.parse.pages.body import Margins, find_margins, read_paragraphs, unfold_columns
from pipeline.parse.pages.gaps import Confidences, find_confidence, find_doubts, find_gaps, find_watermarks
from pipeline.parse.pages.grid import PageTable
from pipeline.parse.pages.join import JoinedTable, continue_table, start_table
from pipeline.parse.pages.layout import PageLayout, lay_out
from pipeline.parse.pages.lines import Limits, Line, find_limits, join_lines
from pipeline.parse.pages.margins import strip_margins
from pipeline.parse.pages.page import Page
from pipeline.parse.pages.text_columns import find_columns
from pipeline.rules.findings import tell

DEFAULT_PADDING = 5.4  # points: Word's


def read_pages(pages: Iterable[Page], path: str) -> tuple[tuple[Paragraph | Table, ...], tuple[Finding, ...]]:
    """Read pages into paragraphs and tables, and say what was left out or can not be read; one page is held at a time.

    `path` names the file in findings. Raises `UnreadableFile` where no page holds text.
    """
    layouts = [lay_out(page) for page in pages]
    notes = [*find_gaps(layouts, path), *find_watermarks(layouts, path), *strip_margins(layouts, path)]
    find_columns(layouts)
    unfold_columns(layouts)
    blocks = list(_blocks(layouts))
    tables = [block for block in blocks if isinstance(block, JoinedTable)]
    told = {page.number: page.confidences for page in layouts if page.confidences is not None}
    finished = tuple(_finish(blocks, find_margins(layouts), told))
    return finished, (*notes, *_notes(tables, path), *find_doubts(finished, path))


def _blocks(pages: Sequence[PageLayout]) -> Iterator[list[Line] | JoinedTable]:
    """Yield the tables, parts on following pages joined, and the lines between them, in order."""
    table: JoinedTable | None = None
    lines: list[Line] = []
    for page in pages:
        items: list[PageTable | Line] = [*page.tables, *page.lines]
        for item in sorted(items, key=_top):
            if isinstance(item, PageTable):
                if table is not None and not lines and continue_table(table, item):
                    continue
                if table is not None:
                    yield table
                if lines:
                    yield lines
                table, lines = start_table(item), []
                continue
            if table is not None:
                yield table
                table = None
            lines.append(item)
    if table is not None:
        yield table
    if lines:
        yield lines


def _top(item: PageTable | Line) -> float:
    return item.box[1] if isinstance(item, PageTable) else item.top


def _finish(
    blocks: Sequence[list[Line] | JoinedTable], margins: dict[int, Margins], told: Confidences
) -> Iterator[Paragraph | Table]:
    number = 0
    for block in blocks:
        if isinstance(block, JoinedTable):
            number += 1
            yield finish_table(block, number, told)
        else:
            yield from read_paragraphs(block, margins, told)


def finish_table(table: JoinedTable, number: int, told: Confidences) -> Table:
    """Turn a joined table into the record of the house; only now do lines become texts."""
    columns: dict[tuple[int, int], list[Line]] = {}
    for cell in table.cells:
        columns.setdefault((cell.column, cell.column_span), []).extend(cell.lines)
    margins = [line.indent for lines in columns.values() for line in lines if line.indent >= 0]
    padding = min(margins, default=DEFAULT_PADDING)
    limits: dict[tuple[int, int], Limits] = {key: find_limits(lines, padding) for key, lines in columns.items()}
    cells = []
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        text = join_lines(cell.lines, limits[cell.column, cell.column_span])
        place = (cell.row, cell.column, cell.row_span, cell.column_span)
        sure = find_confidence(cell.lines, told) if told else None
        cells.append(GridCell(*place, text, cell.page, cell.box, "\n" in text, sure))
    return Table(number, table.n_rows, len(table.xs) - 1, tuple(cells), table.repeated)


def _notes(tables: Sequence[JoinedTable], path: str) -> Iterator[Finding]:
    for number, table in enumerate(tables, start=1):
        if not table.is_ruled:
            yield tell("P44", path, f"table {number}")
        if table.cut_rows:
            yield tell("P42", path, f"table {number}", rows=", ".join(map(str, table.cut_rows)))
