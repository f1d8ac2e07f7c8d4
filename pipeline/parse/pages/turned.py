"""Text that is turned by quarters: read upright, then put into its cell, or among the lines of its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.parse.pages.grid import PageCell, PageTable
from pipeline.parse.pages.lines import Line, build_lines, find_limits, join_lines
from pipeline.parse.pages.page import Box, Glyphs, Page, Run

_QUARTER = 90  # degrees
PADDING = 5.4  # points: Word's


def place_turned(runs: Sequence[Run], tables: Sequence[PageTable], page: Page) -> list[Line]:
    """Put turned runs into the cells of tables as one line each; returns the lines of those that stand outside."""
    outside: list[Line] = []
    inside: dict[int, tuple[PageCell, list[Run]]] = {}
    for run in runs:
        cell = next((cell for table in tables if (cell := _cell_of(run, table)) is not None), None)
        if cell is not None:
            inside.setdefault(id(cell), (cell, []))[1].append(run)
    for cell, own in inside.values():
        cell.lines += [line for turn, group in _by_turn(own) for line in _in_cell(turn, group, cell, page)]
    placed = {id(run) for _, own in inside.values() for run in own}
    for turn, group in _by_turn([run for run in runs if id(run) not in placed]):
        lines = build_lines([_upright(run, turn, page) for run in group], page.number)
        outside += [_back(line, turn, page) for line in lines]
    return outside


def _by_turn(runs: Sequence[Run]) -> Iterator[tuple[int, list[Run]]]:
    """Group runs by the quarters that they are turned by, clockwise."""
    for turn, group in groupby(sorted(runs, key=_turn), key=_turn):
        yield turn, list(group)


def _turn(run: Run) -> int:
    return round(run.angle / _QUARTER) % 4


def _cell_of(run: Run, table: PageTable) -> PageCell | None:
    first, last = run.glyphs[0], run.glyphs[-1]
    x, y = (first.x0 + last.x1) / 2, (first.top + last.bottom) / 2
    return next((c for c in table.cells if c.box[0] <= x < c.box[2] and c.box[1] <= y < c.box[3]), None)


def _in_cell(turn: int, runs: Sequence[Run], cell: PageCell, page: Page) -> Iterator[Line]:
    """Read the turned text of a cell as one line that stands in the middle of it."""
    edges = _turn_box(cell.box, turn, page)
    lines = build_lines([_upright(run, turn, page) for run in runs], page.number, (edges[0], edges[2]))
    if not lines:
        return
    text = join_lines(lines, find_limits(lines, PADDING))
    first, boxes = lines[0], [_back(line, turn, page) for line in lines]
    x0, x1 = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
    top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
    yield Line(text, x0, top, x1, bottom, first.em, first.em, page.number, x0 - cell.box[0], cell.box[2] - x1)


def _upright(run: Run, turn: int, page: Page) -> Glyphs:
    """The glyphs of a run as they stand on the page when it is turned back."""
    return tuple(
        glyph._replace(x0=x0, top=top, x1=x1, bottom=bottom)
        for glyph in run.glyphs
        for x0, top, x1, bottom in [_turn_box((glyph.x0, glyph.top, glyph.x1, glyph.bottom), turn, page)]
    )


def _turn_box(box: Box, turn: int, page: Page) -> Box:
    """Turn a box back by quarters: text that runs down (1), on its head (2), up (3) then runs to the right."""
    x0, top, x1, bottom = box
    if turn == 1:
        return top, page.width - x1, bottom, page.width - x0
    if turn == 2:
        return page.width - x1, page.height - bottom, page.width - x0, page.height - top
    return page.height - bottom, x0, page.height - top, x1


def _back(line: Line, turn: int, page: Page) -> Line:
    """A line with its place on the page as it is displayed."""
    x0, top, x1, bottom = line.x0, line.top, line.x1, line.bottom
    if turn == 1:
        box = page.width - bottom, x0, page.width - top, x1
    elif turn == 2:
        box = page.width - x1, page.height - bottom, page.width - x0, page.height - top
    else:
        box = top, page.height - x1, bottom, page.height - x0
    return line._replace(x0=box[0], top=box[1], x1=box[2], bottom=box[3], pieces=())
