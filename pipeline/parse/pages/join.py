"""Parts of a table on several pages → one table: repeated headings dropped, cut rows healed (docs/design/pdf.md)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise, takewhile

from pipeline.lang.heading import opens_table, squeeze
from pipeline.lang.list_label.shape import parse_label
from pipeline.parse.pages.grid import PageCell, PageTable
from pipeline.parse.pages.lines import ENDED, SLACK, Line
from pipeline.parse.pages.page import Box

_SAME = 4.0  # points by which column edges may differ from page to page
MAX_HEADING = 4  # rows
_NUMBER = re.compile(r"[（(]?(\d{1,4}|[一二三四五六七八九十百]{1,5})(?:[)）]?[.．、](?!\d)|[)）]|$)")
RECENT = 40  # cells of a column that are looked at
_MOSTLY = 0.6  # share of the cells that makes a column one of numbers
_SURE = 8  # evidence of a column of sentences: one that has not ended outweighs what seems ended elsewhere
LEAST_OTHERS = 4  # cells of a column that say whether it is always filled
_ALWAYS = 0.95  # share of filled cells that makes a column one that is always filled


@dataclass(slots=True)
class JoinedCell:
    """An origin cell of a table that may run over pages; page and box are those of its first part."""

    row: int
    column: int
    row_span: int
    column_span: int
    lines: list[Line]
    page: int
    box: Box


@dataclass(slots=True)
class JoinedTable:
    """A table over one or more pages."""

    xs: list[float]
    n_rows: int = 0
    cells: list[JoinedCell] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    is_open_below: bool = False
    is_ruled: bool = True
    last: dict[int, JoinedCell] = field(default_factory=dict)  # cells that reach the last row, by column
    repeated: int = 0  # rows of the heading that pages repeat
    cut_rows: list[int] = field(default_factory=list)  # 1-based rows that a page break had cut


def start_table(part: PageTable) -> JoinedTable:
    """Begin a table with its first part."""
    table = JoinedTable(list(part.xs), is_ruled=part.is_ruled)
    _append(table, part, list(range(len(part.xs))), 0, {}, is_cut=False)
    return table


def continue_table(table: JoinedTable, part: PageTable) -> bool:
    """Add the part of the next page to a table; False, and nothing done, if it is another table."""
    columns = _match_columns(table, part)
    if columns is None:
        return False
    repeated = _repeated_heading(table, part, columns)
    if not repeated and opens_table(_text(cell.lines) for cell in part.cells if cell.row == 0):
        return False
    table.repeated = max(table.repeated, repeated)
    first = [cell for cell in part.cells if cell.row <= repeated < cell.row + cell.row_span]
    is_cut = bool(first) and _is_cut(table, part, first, columns, repeated)
    above = table.last if is_cut else _merged(table, first, columns)
    _append(table, part, columns, repeated, above, is_cut)
    return True


def _match_columns(table: JoinedTable, part: PageTable) -> list[int] | None:
    """Map the edges of a part to those of the table; None if they are not the same columns.

    A page that shows only merged cells has fewer edges; edges that are new here are put into the table.
    """
    shift = part.xs[0] - table.xs[0]  # odd and even pages may have different margins
    if abs(part.xs[-1] - shift - table.xs[-1]) > _SAME or part.is_ruled != table.is_ruled:
        return None
    moved = [x - shift for x in part.xs]
    new = [x for x in moved if min(abs(x - y) for y in table.xs) > _SAME]
    missing = [y for y in table.xs if min(abs(x - y) for x in moved) > _SAME]
    if new and missing:
        return None
    for x in new:
        _insert_edge(table, x)
    return [min(range(len(table.xs)), key=lambda i: abs(table.xs[i] - x)) for x in moved]


def _insert_edge(table: JoinedTable, x: float) -> None:
    at = next(i for i, edge in enumerate(table.xs) if edge > x)
    table.xs.insert(at, x)
    for cell in table.cells:
        if cell.column >= at:
            cell.column += 1
        elif cell.column + cell.column_span >= at:
            cell.column_span += 1
    table.last = {cell.column: cell for cell in table.last.values()}


def _text(lines: Sequence[Line]) -> str:
    return squeeze("".join(line.text for line in lines))


def _repeated_heading(table: JoinedTable, part: PageTable, columns: list[int]) -> int:
    """Count the rows that repeat the first rows of the table."""
    if _text(table.cells[0].lines) != _text(part.cells[0].lines):
        return 0
    most = min(MAX_HEADING, table.n_rows, len(part.ys) - 2)
    top = takewhile(lambda cell: cell.row < MAX_HEADING, table.cells)
    own = {(c.row, c.column, c.row_span, _text(c.lines)) for c in top if c.row < most}
    theirs = {(c.row, columns[c.column], c.row_span, _text(c.lines)) for c in part.cells if c.row < most}
    for count in range(most, 0, -1):
        first = {entry for entry in own if entry[0] < count}
        is_whole = all(row + span <= count for row, _, span, _ in first)
        is_same = first == {entry for entry in theirs if entry[0] < count}
        if is_same and is_whole and any(text for *_, text in first):
            return count
    return 0


def _append(
    table: JoinedTable, part: PageTable, columns: list[int], skipped: int, last: dict[int, JoinedCell], is_cut: bool
) -> None:
    """Put the rows of a part below those of the table; the first one into the last where a page break had cut it.

    `last`: cells of the last row, by column, that go on in the first row of the part.
    """
    offset = table.n_rows - skipped - is_cut
    reaching: list[JoinedCell] = list(last.values())
    for cell in part.cells:
        if cell.row < skipped:
            continue
        column = columns[cell.column]
        span = columns[cell.column + cell.column_span] - column
        row = cell.row + offset
        above = last.get(column)
        if above is not None and cell.row == skipped:
            if _text(cell.lines) != _text(above.lines):  # a label that is said again on the next page is one label
                above.lines.extend(cell.lines)
            above.row_span = max(above.row_span, row + cell.row_span - above.row)
            continue
        joined = JoinedCell(row, column, cell.row_span, span, list(cell.lines), part.page, cell.box)
        table.cells.append(joined)
        reaching.append(joined)
    if is_cut:
        table.cut_rows.append(table.n_rows)
    table.n_rows = offset + len(part.ys) - 1
    table.last = {cell.column: cell for cell in reaching if cell.row + cell.row_span == table.n_rows}
    table.pages.append(part.page)
    table.is_open_below = part.is_open_below


def _is_cut(
    table: JoinedTable,
    part: PageTable,
    first: list[PageCell],
    columns: list[int],
    skipped: int,
) -> bool:
    """Tell whether the first row of a part is the rest of the table's last row."""
    pairs = [(table.last.get(columns[cell.column]), cell) for cell in first]
    if any(
        above is None or above.column + above.column_span != columns[c.column + c.column_span] for above, c in pairs
    ):
        return False
    if table.is_open_below or (part.is_open_above and not skipped):
        return True
    known = [(above, cell) for above, cell in pairs if above is not None]
    numbers = [_number_verdict(table, above, cell) for above, cell in known]
    if NEW in numbers:
        return False
    verdicts = [
        _list_verdict(*pair) or number or _text_verdict(table, *pair)
        for number, pair in zip(numbers, known, strict=True)
    ]
    is_full = skipped > 0 and len(known) == len(pairs) and all(cell.lines and above.lines for above, cell in known)
    if is_full and not any(numbers) and min(verdicts) < 0:
        return False  # where no column counts: one that has ended is blank in the rest of its row
    return sum(verdicts) > 0


def _merged(table: JoinedTable, first: Sequence[PageCell], columns: list[int]) -> dict[int, JoinedCell]:
    """Find the merged cells that go on over the page break although a new row begins there.

    No rule closes them above, or they are blank where cells are merged or always filled.
    """
    found: dict[int, JoinedCell] = {}
    for cell in first:
        above = table.last.get(columns[cell.column])
        if above is None or above.column + above.column_span != columns[cell.column + cell.column_span]:
            continue
        is_blank = bool(above.lines) and not cell.lines
        is_tall = above.row_span > 1 or cell.row_span > 1
        if cell.is_open or (is_blank and (is_tall or _is_always_filled(table, above))):
            found[above.column] = above
    return found


def _is_always_filled(table: JoinedTable, cell: JoinedCell) -> bool:
    others = [other for other in _recent(table, cell.column) if other is not cell]
    return len(others) >= LEAST_OTHERS and sum(bool(other.lines) for other in others) >= _ALWAYS * len(others)


NEW = -100


def _recent(table: JoinedTable, column: int) -> list[JoinedCell]:
    """The last cells of a column, in order; enough to see what it is like, and few, so that long tables stay cheap."""
    found = (cell for cell in reversed(table.cells) if cell.column == column)
    return list(islice(found, RECENT))[::-1]


def _number_verdict(table: JoinedTable, above: JoinedCell, cell: PageCell) -> int:
    """Judge by the numbers of a column: `NEW` if the cell begins with the next one, 0 if it does not count its rows."""
    others = [other for other in _recent(table, above.column) if other.lines]
    texts = [_text(other.lines[:1]) for other in others]
    found = [match for match in map(_NUMBER.match, texts) if match]
    numbers = [number for number in (parse_label(match[1]) for match in found) if number]
    steps = sum(b == a + 1 for a, b in pairwise(numbers))
    if len(found) < _MOSTLY * (len(texts) - 1) or not found or steps < _MOSTLY * (len(numbers) - 1):
        return 0
    text = _text(cell.lines)
    is_serial = sum(match.end() == len(match.string) for match in found) >= _MOSTLY * len(found)
    own = _NUMBER.match(text)
    if (is_serial and text) or (own and parse_label(own[1]) == numbers[-1] + 1):
        return NEW
    if re.match(rf"{numbers[-1] + 1}(?!\d)", text):
        return NEW
    return 0 if above.row_span > 1 or len(numbers) < 2 else 3  # one row counts nothing


def _list_verdict(above: JoinedCell, cell: PageCell) -> int:
    """Judge by the list inside of a cell: what goes on with 3. has 2. above it, not 1. or 7."""
    own = _NUMBER.match(_text(cell.lines[:1]))
    number = parse_label(own[1]) if own else None
    if own is None or number is None:
        return 0
    labels = filter(None, (_NUMBER.match(squeeze(line.text)) for line in above.lines))
    alike = [label[1] for label in labels if label[0].replace(label[1], "") == own[0].replace(own[1], "")]
    last = parse_label(alike[-1]) if alike else None
    return 0 if last is None or number == last + 1 else -_SURE


def _text_verdict(table: JoinedTable, above: JoinedCell, cell: PageCell) -> int:
    """Judge by the text: a full line without a full stop goes on; a column that is always filled may not be blank."""
    if not above.lines and not cell.lines:
        return 0
    others = [other for other in _recent(table, above.column) if other is not above]
    filled = [other for other in others if other.lines]
    if not above.lines or not cell.lines:
        return 1 if others and len(filled) >= _ALWAYS * len(others) else 0
    previous, line = above.lines[-1], cell.lines[0]
    margin = min(min(other.room, other.indent) for other in above.lines)
    if previous.room - margin >= line.head + line.em * SLACK or previous.text[-1] in ENDED:
        return -1
    ended = sum(other.lines[-1].text[-1] in ENDED for other in filled)
    return _SURE if ended >= _MOSTLY * len(filled) and len(filled) > 1 else 2
