"""One heading cell is one column, whatever the number of grid columns under it.

A grid has more columns than the table where a heading is merged (gridSpan, colspan, a merged range) or one row's border was
dragged. A row with one cell for each heading is read cell by cell, also where its edges differ or its spans are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.find.columns import Grid, GridLine
from pipeline.lang.heading import opens_table
from pipeline.model import GridCell

Groups = tuple[tuple[int, int], ...]  # first and last grid column of each column
_PARTED = 0.5  # share of the rows that has to have several texts under a heading, for these to be columns


def find_groups(grid: Grid, first: int, end: int) -> Groups:
    """Find the grid columns that are one column under the heading rows `first`..`end`.

    Under a heading over two columns that are both filled (指标 over class and indicator) they stay two.
    """
    runs: list[tuple[int, int]] = []
    for column in range(len(grid[first])):
        if column and all(line[column] is line[column - 1] for line in grid[first:end]):
            runs[-1] = (runs[-1][0], column)
        else:
            runs.append((column, column))
    whole = tuple(runs)
    if len(whole) == len(grid[first]) or _has_other_heading(grid[end:], whole):
        return tuple((column, column) for column in range(len(grid[first])))
    groups: list[tuple[int, int]] = []
    for run in runs:
        parted = run[0] < run[1] and _is_parted(grid[end:], run, whole)
        groups += [(column, column) for column in range(run[0], run[1] + 1)] if parted else [run]
    return tuple(groups)


def _has_other_heading(body: Grid, groups: Groups) -> bool:
    """Tell whether the heading of another list stands below, whose cells part the columns of this one."""
    return any(
        line[first] is not line[last]
        for line in body
        if opens_table(cell.text for cell in line)
        for first, last in groups
    )


def _is_parted(body: Grid, run: tuple[int, int], groups: Groups) -> bool:
    filled = parted = 0
    for line in body:
        texts = sum(bool(cell.text.strip()) for cell in _distinct(line[run[0] : run[1] + 1]))
        texts = min(texts, 1) if _match(line, groups) else texts
        filled += texts > 0
        parted += texts > 1
    return parted > _PARTED * filled


def _distinct(cells: Sequence[GridCell]) -> list[GridCell]:
    """The cells of a stretch, each once, in order; holes are none."""
    return list({id(cell): cell for cell in cells if cell.column_span}.values())


def _match(line: GridLine, groups: Groups) -> list[GridCell]:
    """The cells of a row that has one for each column, in order; none where it has not.

    Each has to lie under its heading, but in a row that is too short: it has left its spans out.
    """
    cells = _distinct(line)
    if len(cells) != len(groups):
        return []
    is_short = line[-1].column_span == 0
    lies = (
        cell.column <= last and first < cell.column + cell.column_span
        for cell, (first, last) in zip(cells, groups, strict=True)
    )
    return cells if is_short or all(lies) else []


def regroup(grid: Grid, groups: Groups) -> Grid:
    """Make the grid with one column a group; several texts of one row in one of them are its paragraphs.

    Where nothing is grouped, a row of cells that reach nowhere stays the row that it is.
    """
    is_whole = all(first == last for first, last in groups)
    made: dict[int, GridCell] = {}  # by the cell itself: it is one object wherever it reaches
    joined: dict[GridCell, GridCell] = {}
    return [line if is_whole and _is_plain(line) else _lay(line, groups, made, joined) for line in grid]


def _is_plain(line: GridLine) -> bool:
    return all(cell.column == number and cell.column_span == 1 for number, cell in enumerate(line))


def _lay(line: GridLine, groups: Groups, made: dict[int, GridCell], joined: dict[GridCell, GridCell]) -> GridLine:
    """Lay a row under the groups; a cell that several texts made is known by its value."""
    matched = _match(line, groups)
    cells = matched or [_take(line[first : last + 1], joined) for first, last in groups]
    for number, cell in enumerate(cells):
        if id(cell) not in made:
            low, high = (number, number) if matched else _reach(cell, number, groups)
            made[id(cell)] = _put(cell, low, high - low + 1 if cell.column_span else 0)
    return [made[id(cell)] for cell in cells]


def _put(cell: GridCell, column: int, span: int) -> GridCell:
    if (cell.column, cell.column_span) == (column, span):
        return cell
    return replace(cell, column=column, column_span=span)


def _take(cells: Sequence[GridCell], joined: dict[GridCell, GridCell]) -> GridCell:
    """The cell of a group of grid columns: the only one with text, else all of them in one."""
    distinct = _distinct(cells) or list(cells[:1])
    filled = [cell for cell in distinct if cell.text.strip()]
    if len(filled) < 2:
        return (filled or distinct)[0]
    whole = replace(filled[0], text="\n".join(cell.text for cell in filled))
    return joined.setdefault(whole, whole)


def _reach(cell: GridCell, number: int, groups: Groups) -> tuple[int, int]:
    """The first and last group that a cell reaches into."""
    end = cell.column + cell.column_span
    reached = [index for index, (first, last) in enumerate(groups) if cell.column <= last and first < end]
    return (reached[0], reached[-1]) if reached else (number, number)


def count_columns(groups: Groups) -> int:
    """How many grid columns groups are made of."""
    return groups[-1][1] + 1 if groups else 0
