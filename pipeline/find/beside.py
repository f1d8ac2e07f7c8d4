"""Lists that stand beside each other in one table, as sheets have them: 序号 | 任务 | 责任单位 || 序号 | 任务 | 责任单位."""

from __future__ import annotations

from dataclasses import replace

from pipeline.find.columns import Grid
from pipeline.lang.heading import is_heading, squeeze
from pipeline.model import GridCell

_LOWEST = 8  # rows that may stand above the headings
_FEWEST = 2  # columns of a list


def part_beside(grid: Grid) -> list[Grid]:
    """Part a grid where its first heading begins again and both sides are headings of lists; else the grid as it is."""
    for row, line in enumerate(grid[:_LOWEST]):
        texts = [squeeze(cell.text) if cell.column == index else "" for index, cell in enumerate(line)]
        starts = _find_starts(texts) or _find_apart(grid, row, texts)
        if len(starts) > 1:
            ends = [*starts[1:], len(line)]
            return [_drop_blank(_cut(grid, *place)) for place in zip(starts, ends, strict=True)]
    return [grid]


def _find_starts(texts: list[str]) -> list[int]:
    first = next((index for index, text in enumerate(texts) if text), 0)
    starts = [index for index, text in enumerate(texts) if text and text == texts[first]]
    if len(starts) < 2:
        return []
    ends = [*starts[1:], len(texts)]
    parts = [texts[start:end] for start, end in zip(starts, ends, strict=True)]
    return starts if all(len(part) >= _FEWEST and is_heading(part) for part in parts) else []


def _find_apart(grid: Grid, row: int, texts: list[str]) -> list[int]:
    """Where a blank column stands between a list and a table that says a heading of it again: who is called how, say."""
    for gap in range(_FEWEST, len(texts) - 1):
        is_blank = all(not line[gap].text.strip() for line in grid[row:])
        after = {text for text in texts[gap:] if text}
        if is_blank and after & set(texts[:gap]) and is_heading(texts[:gap]):
            return [next(index for index, text in enumerate(texts) if text), gap + 1]
    return []


def _cut(grid: Grid, start: int, end: int) -> Grid:
    """The cells between two columns; one that reaches beyond is cut, and stays one object wherever it reaches."""
    made: dict[GridCell, GridCell] = {}
    for cell in (cell for line in grid for cell in line[start:end]):
        low, high = max(cell.column, start), min(cell.column + cell.column_span, end)
        made.setdefault(cell, replace(cell, column=low - start, column_span=max(0, high - low)))
    return [[made[cell] for cell in line[start:end]] for line in grid]


def _drop_blank(grid: Grid) -> Grid:
    """Leave out the blank columns behind the last that holds a text."""
    width = max((index + 1 for line in grid for index, cell in enumerate(line) if cell.text.strip()), default=0)
    return _cut(grid, 0, width)
