"""Cells that were merged where the text was made: a spreadsheet writes their text once, and blanks for the rest.

A blank below a number, category or task goes on from above where the row has a measure of its own; so do blank departments
of such a row, and what else is blank in all of them. A blank heading over texts goes on from the left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.lang.heading import field_of
from pipeline.model import Finding, GridCell, Table
from pipeline.model.field import read_field
from pipeline.parse.grid import cell_text
from pipeline.rules.findings import tell

_GROUPING = ("serial", "category", "task", "measure")
_TOLD = ("lead_units", "responsible_units")  # a measure has someone
_SHARED = ("cooperating_units", "supervising_units", "deadline", "person")
_Place = tuple[int, int]


def merge_cells(rows: Sequence[Sequence[str]]) -> tuple[GridCell, ...]:
    """Make the cells of a table whose first row is its heading."""
    texts = [[cell_text([text]) for text in row] for row in rows]
    origin = _find_origins(texts)
    last: dict[_Place, _Place] = {}
    for place, first in origin.items():
        last[first] = max(last.get(first, first), place)
    return tuple(
        GridCell(row, column, last[row, column][0] - row + 1, last[row, column][1] - column + 1, texts[row][column])
        for row, column in sorted(last)
    )


def report_merged(table: Table, path: str) -> Iterator[Finding]:
    """P68: how many cells were left blank below the one that they go on from."""
    count = sum(cell.row_span - 1 for cell in table.cells)
    if count:
        yield tell("P68", path, f"table {table.number}", count=count)


def _find_origins(texts: list[list[str]]) -> dict[_Place, _Place]:
    """The cell that each place belongs to."""
    origin = {(row, column): (row, column) for row, line in enumerate(texts) for column in range(len(line))}
    if not texts:
        return origin
    kinds = [read_field(field_of(text) or "").kind for text in texts[0]]
    for column in range(1, len(kinds)):
        if not texts[0][column] and _is_bare(texts, column):
            origin[0, column] = origin[0, column - 1]
    measures = [column for column, kind in enumerate(kinds) if kind == "measure"]
    groups = [c for c, kind in enumerate(kinds) if kind in _GROUPING and c != max(measures, default=-1)]
    following: list[int] = []
    for row in range(2, len(texts)):
        open_groups = [c for c in groups if not texts[row][c : c + 1] or not texts[row][c]]
        if _is_whole(texts, row, measures[-1:]) and any(_is_filled(texts, row, c, following) for c in open_groups):
            following.append(row)
    for column, kind in enumerate(kinds):
        is_merged = column in groups or kind in _TOLD
        is_merged = is_merged or (kind in _SHARED and not any(texts[row][column] for row in following))
        for row in following if is_merged else ():
            if not texts[row][column]:
                origin[row, column] = origin[row - 1, column]
    return origin


def _is_bare(texts: list[list[str]], column: int) -> bool:
    """Tell whether a column has texts and no heading in its first two rows."""
    below = [line[column] for line in texts[1:] if len(line) > column]
    return any(below) and field_of(below[0]) is None and bool(texts[0][column - 1])


def _is_whole(texts: list[list[str]], row: int, measures: list[int]) -> bool:
    """Tell whether a row and the one above are no titles across the table, and it has a measure of its own."""
    line, above = texts[row], texts[row - 1]
    return len(line) == len(above) > 0 and min(_count(line), _count(above)) > 1 and all(line[c] for c in measures)


def _count(line: list[str]) -> int:
    return sum(map(bool, line))


def _is_filled(texts: list[list[str]], row: int, column: int, following: list[int]) -> bool:
    """Tell whether the cell above is filled, and no heading, or goes on itself."""
    above = texts[row - 1][column]
    return (bool(above) and field_of(above) is None) or (not above and row - 1 in following)
