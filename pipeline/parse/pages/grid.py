"""Rules → the grid of a ruled table on one page: origin cells with their boxes (docs/design/pdf.md)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.parse.pages.lines import Line
from pipeline.parse.pages.page import SNAP, Box, Stroke

COVERED = 0.7  # share of a cell's side that a rule has to cover to close it
SLIVER = 18.0  # points: an outer column without text that is no wider is none
OPEN_END = 6.0  # points: rules that reach further than this over the last crossing rule leave an open cell there


@dataclass(slots=True)
class PageCell:
    """An origin cell on one page, with its lines once they are read."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    lines: list[Line] = field(default_factory=list)
    is_open: bool = False  # of the first row: no rule closes it above, so it goes on from the page before
    is_outside: bool = False  # no rule closes it at a side, since another row reaches further


@dataclass(slots=True)
class PageTable:
    """A table, or the part of one, on one page."""

    page: int  # 1-based
    xs: list[float]  # column edges
    ys: list[float]  # row edges
    cells: list[PageCell]
    is_open_above: bool = False  # no rule closes its first row above: the row goes on from the page before
    is_open_below: bool = False
    is_ruled: bool = True  # False: columns and rows are told by alignment

    @property
    def box(self) -> Box:
        """Outer box."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def locate(self, x: float, y: float) -> tuple[int, int] | None:
        """Find the grid position (row, column) of a point; None outside of the table."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        is_inside = 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1
        return (row, column) if is_inside else None


def find_grids(rules: tuple[Stroke, ...], page: int) -> Iterator[PageTable]:
    """Find the ruled tables of a page, from top to bottom; a frame around one cell is none."""
    built = [_build(group, page) for group in _connected(rules)]
    tables = [table for table in built if table is not None]
    found = [table for table in tables if not any(_holds(other, table) for other in tables if other is not table)]
    yield from sorted(found, key=lambda table: (table.box[1], table.box[0]))


def drop_slivers(table: PageTable) -> None:
    """Take out outer columns without any text that are narrow or closed by no rule: the edge of a row or two was dragged."""
    for is_last in (True, False):
        while _is_sliver(table, len(table.xs) - 2 if is_last else 0):
            _drop_column(table, len(table.xs) - 2 if is_last else 0)


def _is_sliver(table: PageTable, column: int) -> bool:
    own = [cell for cell in table.cells if cell.column <= column < cell.column + cell.column_span]
    alone = [cell for cell in own if cell.column_span == 1]
    is_blank = len(table.xs) > 3 and len(alone) < len(own) and not any(cell.lines for cell in alone)
    is_narrow = table.xs[column + 1] - table.xs[column] <= SLIVER
    return is_blank and (is_narrow or all(cell.is_outside for cell in alone))


def _drop_column(table: PageTable, column: int) -> None:
    own = [cell for cell in table.cells if cell.column <= column < cell.column + cell.column_span]
    gone, reaching = {id(cell) for cell in own if cell.column_span == 1}, {id(cell) for cell in own}
    del table.xs[-1 if column else 0]
    table.cells = [cell for cell in table.cells if id(cell) not in gone]
    for cell in table.cells:
        cell.column_span -= id(cell) in reaching
        cell.column -= column == 0 and cell.column > 0
        cell.box = (table.xs[cell.column], cell.box[1], table.xs[cell.column + cell.column_span], cell.box[3])


def _holds(outer: PageTable, inner: PageTable) -> bool:
    """Tell whether a table stands within a cell of another: its text belongs to that cell."""
    a, b = outer.box, inner.box
    return a[0] <= b[0] + SNAP and a[1] <= b[1] + SNAP and a[2] >= b[2] - SNAP and a[3] >= b[3] - SNAP


def _connected(rules: tuple[Stroke, ...]) -> Iterator[list[Stroke]]:
    """Group the rules that touch each other."""
    parents = list(range(len(rules)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    across = [(i, rule) for i, rule in enumerate(rules) if not rule.is_vertical]
    down = [(i, rule) for i, rule in enumerate(rules) if rule.is_vertical]
    for i, h in across:
        for j, v in down:
            if v.start - SNAP <= h.at <= v.end + SNAP and h.start - SNAP <= v.at <= h.end + SNAP and root(i) != root(j):
                parents[root(i)] = root(j)
    groups: dict[int, list[Stroke]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault(root(index), []).append(rule)
    yield from groups.values()


def _edges(rules: list[Stroke], others: list[Stroke]) -> tuple[list[float], bool, bool]:
    """Positions of the rules of one direction, with the open ends of the others; whether those were added."""
    ats = sorted(rule.at for rule in rules)
    low, high = min(rule.start for rule in others), max(rule.end for rule in others)
    edges: list[float] = []
    for at in ats:
        if not edges or at - edges[-1] > SNAP:
            edges.append(at)
    is_low, is_high = low < edges[0] - OPEN_END, high > edges[-1] + OPEN_END
    return [*([low] if is_low else []), *edges, *([high] if is_high else [])], is_low, is_high


def _build(rules: list[Stroke], page: int) -> PageTable | None:
    """Build the grid of connected rules; None if they enclose no more than one cell."""
    across = [rule for rule in rules if not rule.is_vertical]
    down = [rule for rule in rules if rule.is_vertical]
    if not across or not down:
        return None
    xs, _, _ = _edges(down, across)
    ys, is_above, is_below = _edges(across, down)
    floors = _closed(across, ys, xs)  # floors[i][j]: a rule runs along ys[i] over column j
    walls = _closed(down, xs, ys)  # walls[j][i]: a rule runs along xs[j] beside row i
    ys, floors, walls = _without_idle(ys, floors, walls)
    xs, walls, floors = _without_idle(xs, walls, floors)
    cells = list(_cells(xs, ys, floors, walls))
    if len(cells) < 2:
        return None
    for cell in cells:
        cell.is_open = cell.row == 0 and not any(floors[0][cell.column : cell.column + cell.column_span])
    return PageTable(page, xs, ys, cells, is_above, is_below)


Sides = list[list[bool]]


def _closed(rules: list[Stroke], edges: list[float], crossing: list[float]) -> Sides:
    """Tell for each edge which of its pieces between the crossing edges a rule covers."""
    sides = [[False] * (len(crossing) - 1) for _ in edges]
    covered = [[0.0] * (len(crossing) - 1) for _ in edges]
    for rule in rules:
        index = min(range(len(edges)), key=lambda i: abs(edges[i] - rule.at))
        for piece, (start, end) in enumerate(pairwise(crossing)):
            covered[index][piece] += max(0.0, min(rule.end, end) - max(rule.start, start)) / (end - start)
            sides[index][piece] = covered[index][piece] >= COVERED
    return sides


def _without_idle(edges: list[float], sides: Sides, others: Sides) -> tuple[list[float], Sides, Sides]:
    """Take out inner edges that close no cell: an underline, a rule within a cell."""
    kept = [i for i in range(len(edges)) if i in (0, len(edges) - 1) or any(sides[i])]
    merged = [[any(line[a:b]) for a, b in pairwise(kept)] for line in others]
    return [edges[i] for i in kept], [sides[i] for i in kept], merged


def _cells(xs: list[float], ys: list[float], floors: Sides, walls: Sides) -> Iterator[PageCell]:
    """Yield the origin cells in reading order: each grows right, then down, until a rule stops it."""
    n_rows, n_columns = len(ys) - 1, len(xs) - 1
    taken = [[False] * n_columns for _ in range(n_rows)]
    for row in range(n_rows):
        for column in range(n_columns):
            if taken[row][column]:
                continue
            right = column + 1
            while right < n_columns and not walls[right][row] and not taken[row][right]:
                right += 1
            low = row + 1
            while low < n_rows and _goes_down(low, column, right, floors, walls):
                low += 1
            for r in range(row, low):
                taken[r][column:right] = [True] * (right - column)
            box = (xs[column], ys[row], xs[right], ys[low])
            is_outside = not all(any(walls[side][row:low]) for side in (column, right))
            yield PageCell(row, column, low - row, right - column, box, is_outside=is_outside)


def _goes_down(row: int, column: int, right: int, floors: Sides, walls: Sides) -> bool:
    """Tell whether a cell of these columns goes on into a row: no rule above it, none within, closed at both sides."""
    return not any(floors[row][column:right]) and not any(walls[j][row] for j in range(column + 1, right))
