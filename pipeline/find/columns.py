"""What the columns of a table are: fields by their headings, and what only the whole table tells.

Cases and rule: docs/design/tables.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.lang.cue import Cue
from pipeline.lang.department import ends_like_department, looks_like_department
from pipeline.lang.fold import fold
from pipeline.lang.heading import PLANNED, UNITS, field_of, find_header, may_name_departments, period_of, squeeze
from pipeline.model import GridCell, Table
from pipeline.model.field import name_other, name_plan, number_fields, read_field
from pipeline.rules.headers import Header

GridLine = Sequence[GridCell]
Grid = Sequence[GridLine]
INDICATOR_COLUMN = Cue("column_words", "indicator_column")
LEADS = Cue("column_words", "leads")
COOPERATES = Cue("column_words", "cooperates")
TASKED = Cue("column_words", "tasked")
_PAUSE = re.compile(r"[、，,；;\s]+")
GOAL = re.compile(r"\d|[。；]")
_MOST = 0.6  # share of the cells that have to look like departments
FALLBACK = ("task", "indicator")  # what the measures are where no column says measure


class Column(NamedTuple):
    """A column of a list: its field, unlike that of any other column, and its heading as written."""

    field: str
    heading: str


class _Named(NamedTuple):
    """A column while its field is being found."""

    field: str
    heading: str
    rank: int


def name_columns(grid: Grid, start: int, end: int) -> tuple[Column, ...]:
    """Name the columns under the heading rows `start`..`end`, in the light of each other and of the cells below."""
    named = [_name([grid[row][index].text for row in range(start, end)]) for index in range(len(grid[start]))]
    named = _find_departments(_decide_units(named, grid, end), grid, end)
    named = _find_goals(_find_baseline(_choose_serial(_choose_measure(named))), grid, end)
    fields = number_fields(column.field for column in named)
    return tuple(Column(field, column.heading) for field, column in zip(fields, named, strict=True))


def _name(levels: list[str]) -> _Named:
    """Name a column: the lowest heading that means something; a year or quarter of any level goes with a plan."""
    texts = list(dict.fromkeys("".join(text.split("\n")) for text in levels if text.strip()))
    heading = "\n".join(texts)
    found = [field for text in reversed(texts) if (field := field_of(text))]
    headers = [header for text in texts if (header := find_header(text))]
    rank = max((int(header.rank or 0) for header in headers), default=0)
    if not found or found[0] == "other":
        return _Named(name_other(squeeze(" ".join(texts))), heading, 0)
    if read_field(found[0]).is_plan:
        return _Named(_with_period(texts, headers), heading, rank)
    return _Named(found[0], heading, rank)


def _with_period(texts: list[str], headers: list[Header]) -> str:
    periods = [period_of(text) for text in reversed(texts)]
    year = next((period.year for period in periods if period.year), None)
    quarter = next((period.quarter for period in periods if period.quarter), None)
    if year and not all(header.field in PLANNED for header in headers):
        year = next((own for text in reversed(texts) if (own := read_field(field_of(text) or "").year)), year)
    return name_plan(year, quarter)


def _decide_units(named: list[_Named], grid: Grid, end: int) -> list[_Named]:
    """单位 is an organisation, or what an indicator is counted in: the cells tell."""
    others = any(column.field in UNITS for column in named)

    def decide(index: int, column: _Named) -> _Named:
        if column.field != "unit?":
            return column
        texts = [text for row in range(end, len(grid)) if (text := squeeze(grid[row][index].text))]
        are_units = sum(ends_like_department(text) for text in texts) * 2 > len(texts)
        return column._replace(field="responsible_units" if are_units and not others else "measure_unit")

    return [decide(index, column) for index, column in enumerate(named)]


def _find_departments(named: list[_Named], grid: Grid, end: int) -> list[_Named]:
    """A column whose heading is not known holds departments where the heading ends so or no other column does.

    责任人 may be departments, too: the cells tell.
    """
    lacks = not any(column.field in UNITS for column in named)

    def decide(index: int, column: _Named) -> _Named:
        is_unknown = read_field(column.field).is_other and bool(column.heading)
        may_be = lacks or TASKED.within(column.heading) or any(map(may_name_departments, column.heading.split("\n")))
        if not (is_unknown and may_be) and not (lacks and column.field == "person"):
            return column
        texts = [text for row in range(end, len(grid)) if (text := grid[row][index].text.strip())]
        if sum(map(are_departments, texts)) <= _MOST * len(texts):
            return column
        leads, cooperates = LEADS.within(column.heading), COOPERATES.within(column.heading)
        return column._replace(
            field="lead_units" if leads else "cooperating_units" if cooperates else "responsible_units"
        )

    return [decide(index, column) for index, column in enumerate(named)]


def are_departments(text: str) -> bool:
    """Tell whether a cell holds departments and nothing else."""
    return all(looks_like_department(fold(part)) for part in _PAUSE.split(text.strip()) if part)


def _find_goals(named: list[_Named], grid: Grid, end: int) -> list[_Named]:
    """目标指标 beside the measures is a plan where its cells state goals, and no mere names of indicators."""

    def decide(index: int, column: _Named) -> _Named:
        if column.field != "indicator":
            return column
        texts = [text for row in range(end, len(grid)) if (text := grid[row][index].text.strip())]
        stated = sum(GOAL.search(text) is not None for text in texts)
        return column._replace(field="plan") if stated * 2 > len(texts) else column

    return [decide(index, column) for index, column in enumerate(named)]


def _choose_measure(named: list[_Named]) -> list[_Named]:
    """Of several columns of measures the best ranked, then the rightmost, is it; the others are tasks.

    Where there is none: the task, else the indicator, else the only plan whose heading names tasks, else the only plan.
    """
    measures = [index for index, column in enumerate(named) if column.field == "measure"]
    if measures:
        best = max(measures, key=lambda index: (named[index].rank, index))
        return [
            c._replace(field="task") if i in measures and i != best else c for i, c in enumerate(named)
        ]  # fmt: skip
    for field in FALLBACK:
        found = [index for index, column in enumerate(named) if column.field == field]
        if found:
            chosen = found[-1] if field == "task" else _last_beside(named, found[0])
            before = range(found[0], chosen) if field == "indicator" else ()
            classes = [c._replace(field="category") if i in before else c for i, c in enumerate(named)]
            return [c._replace(field="measure") if i == chosen else c for i, c in enumerate(classes)]
    plans = [index for index, column in enumerate(named) if read_field(column.field).is_plan]
    tasks = [index for index in plans if _names_tasks(named[index].heading)]
    only = tasks if len(tasks) == 1 else plans
    if len(only) == 1:
        return [c._replace(field="measure") if i == only[0] else c for i, c in enumerate(named)]
    return named


def _last_beside(named: list[_Named], index: int) -> int:
    """The last of the columns under one heading: of 指标 over class and indicator the indicator."""
    while index + 1 < len(named) and named[index + 1].heading == named[index].heading:
        index += 1
    return index


def _find_baseline(named: list[_Named]) -> list[_Named]:
    """In a plan's table of indicators (指标 | 属性 | 2020年 | 2025年) the first of the bare years is where they start from."""
    years = [
        i for i, c in enumerate(named) if read_field(c.field).year and squeeze(c.heading).removesuffix("年") == c.field
    ]
    if not years:
        return named
    first = min(years, key=lambda index: named[index].field)
    if len(years) == 1:
        is_start = any(map(_names_indicators, named)) and any(_is_goal_after(c, named[first]) for c in named)
    else:
        is_start = any(INDICATOR_COLUMN.within(column.heading) for column in named)
    if not is_start:
        return named
    return [c._replace(field="baseline") if i == first else c for i, c in enumerate(named)]


def _names_indicators(column: _Named) -> bool:
    header = find_header(column.heading) if column.field == "measure" else None
    return header is not None and header.field == "indicator"


def _is_goal_after(column: _Named, start: _Named) -> bool:
    """Tell whether a column says that it is a plan, of a later year: 2024年目标 beside 2023年."""
    years = read_field(column.field).year or 0, read_field(start.field).year or 0
    return years[0] > years[1] and any(
        (header := find_header(text)) and header.field in PLANNED for text in column.heading.split("\n")
    )


def _names_tasks(heading: str) -> bool:
    return any((header := find_header(text)) and header.field == "measure" for text in heading.split("\n"))


def _choose_serial(named: list[_Named]) -> list[_Named]:
    """Of several columns of numbers the last before the measure numbers it; the others number tasks."""
    measure = next((index for index, column in enumerate(named) if column.field == "measure"), len(named))
    serials = [index for index, column in enumerate(named) if column.field == "serial" and index < measure]
    return [
        c._replace(field="task_serial") if c.field == "serial" and serials and i != serials[-1] else c
        for i, c in enumerate(named)
    ]


def spread(table: Table) -> Grid:
    """The grid with a cell at every position; a hole is an empty cell that spans no column."""
    return [
        [cell or GridCell(row, column, 1, 0, "") for column, cell in enumerate(line)]
        for row, line in enumerate(fill_grid(table))
    ]


def fill_grid(table: Table) -> list[list[GridCell | None]]:
    """Give every grid position the cell that it belongs to; a hole, where a row has too few cells, stays None."""
    grid: list[list[GridCell | None]] = [[None] * table.n_columns for _ in range(table.n_rows)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, table.n_rows)):
            line = grid[row]
            for column in range(cell.column, min(cell.column + cell.column_span, table.n_columns)):
                line[column] = cell
    return grid
