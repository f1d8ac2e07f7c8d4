"""What stands outside of lists and tasks: paragraphs that may state goals, tables of indicators without departments.

Cases and rule: docs/design/sections.md. Which paragraphs state a goal only the extractor can tell.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from pipeline.find.columns import INDICATOR_COLUMN, Column, Grid, name_columns
from pipeline.find.head import LOWEST_HEADING, Head, heading_goes_on, is_title_row
from pipeline.find.heading_spans import find_groups, regroup
from pipeline.find.plan_lines import PlanLine
from pipeline.find.row import make_list
from pipeline.find.sections import Outline
from pipeline.find.titles import is_note
from pipeline.lang.cue import Cue
from pipeline.lang.heading import UNITS, find_header, may_be_headings, period_of, squeeze
from pipeline.lang.numeral import holds_numeral
from pipeline.lang.period import cut_year, find_due_years
from pipeline.lang.sentence import has_stop
from pipeline.lang.text import read_once
from pipeline.model import Content, ResponsibilityList, Row, RowCell, Table
from pipeline.model.field import name_plan, number_fields, read_field

GOALS = Cue("title_words", "goals")
_DIGIT = re.compile(r"\d")
_MOSTLY = 0.5  # of the filled cells of a column are figures
_DEEPEST = 3  # rows of a heading
_DASH = re.compile("[-—–]{1,2}|[●•▪◆■○·]")
LONGEST_FIGURE = 30  # characters of a cell


class _Lead(NamedTuple):
    """A paragraph that says a year for those below it: its section, the year, and whether all below are its items."""

    above: str
    year: int | None
    is_open: bool


def find_goals(
    content: Content, lines: Sequence[PlanLine], outline: Outline, taken: Collection[int], told: Sequence[Row] = ()
) -> Iterator[ResponsibilityList]:
    """Find the paragraphs with numerals that are no part of a list, in one list; `taken` are those that tasks are made of.

    `told` are the goals that tables tell in sentences (find_goal_cells).
    """
    rows = [
        Row(0, place, (RowCell("measure", text, 1, page, ocr_confidence=sure),), above=above)
        for place, text, page, above, sure in _read_texts(content, lines, outline, taken)
        if holds_numeral(text)
    ]
    if rows or told:
        yield make_list(outline.title, [*_carry_years(rows), *told], (), "goal")


def _carry_years(rows: Iterable[Row]) -> Iterator[Row]:
    """Give the items of an enumeration the year that the paragraph above them says: 到2025年，主要目标是：—— ….

    It holds for what follows in its section: behind a colon for all, else for what a dash opens and in a section of goals.
    A paragraph of goals that begins with its year says it for all its sentences: 到2030年，…。建成…. Where no paragraph says
    one, the innermost heading that names a year does (split.measures).
    """
    lead = _Lead("", None, False)
    for row in rows:
        text = row.cells[0].text
        due = find_due_years(read_once(text).folded, None)
        years = set(due.years)
        is_item = lead.year is not None and row.above.startswith(lead.above) and _DASH.match(text)
        if years and not is_item:
            lead = _Lead(row.above, min(years) if len(years) == 1 else None, text.endswith(("：", ":")))
            if GOALS.ends(row.above) and not _DIGIT.search(text[: due.positions[0]]):
                row = replace(row, due_year=lead.year)
        elif not row.above.startswith(lead.above) or lead.year is None:
            lead = _Lead("", None, False)
        elif not years and (is_item or lead.is_open or GOALS.ends(lead.above)):
            row = replace(row, due_year=lead.year)
        yield row


def _read_texts(
    content: Content, lines: Sequence[PlanLine], outline: Outline, taken: Collection[int]
) -> Iterator[tuple[int, str, int | None, str, Decimal | None]]:
    """Give every paragraph of the text, also those in frames: its place, text, page, the headings above, how sure it is."""
    by_block = {
        block: list(group)
        for block, group in groupby(zip(lines, outline.places, strict=True), key=lambda entry: entry[0].block)
    }
    place = 0
    for index, block in enumerate(content.blocks):
        if isinstance(block, Table):
            if block.n_columns == 1:
                texts = [(text, cell) for cell in block.cells for text in cell.text.split("\n") if not is_note(text)]
                above = outline.above(index)
                yield from ((place, text, cell.page, above, cell.ocr_confidence) for text, cell in texts)
            continue
        place += 1
        for line, where in by_block.get(index, ()):
            if where.is_text and place not in taken:
                yield place, line.text, line.page, where.above, line.ocr_confidence


# --- tables that tell goals in sentences -----------------------------------------------------


def find_goal_cells(grid: Grid, table: int, above: str) -> Iterator[Row]:
    """Give the cells of a table without departments whose heading says that they tell goals or results to come: 标志性成果."""
    first = next((row for row in range(min(LOWEST_HEADING, len(grid))) if not is_title_row(grid[row])), None)
    if first is None or not may_be_headings(cell.text for cell in grid[first]):
        return
    columns = name_columns(grid, first, first + 1)
    if any(read_field(column.field).kind in UNITS for column in columns):
        return
    told = [(index, column) for index, column in enumerate(columns) if _tells_goals(column.heading)]
    for row in range(first + 1, len(grid)):
        for index, column in told:
            cell = grid[row][index]
            if (cell.row, cell.column) == (row, index) and has_stop(cell.text) and holds_numeral(cell.text):
                own = RowCell(
                    "measure",
                    cell.text,
                    index + 1,
                    cell.page,
                    column.heading,
                    box=cell.box,
                    ocr_confidence=cell.ocr_confidence,
                )
                yield Row(table, row + 1, (own,), above=above, due_year=period_of(column.heading).year)


def _tells_goals(heading: str) -> bool:
    """Tell whether a heading is of goals or of results to come."""
    found = find_header(heading.rpartition("\n")[2])
    return found is not None and found.field == "plan"


# --- tables of indicators --------------------------------------------------------------------


def find_indicators(grid: Grid, year: int | None) -> Head | None:
    """Find the heading of a table of indicators without departments; None where a table is none.

    `year` is the first that the document plans: earlier columns tell where the indicators stand.
    """
    for first in range(min(LOWEST_HEADING, len(grid))):
        if is_title_row(grid[first]):
            continue
        for end in range(first + 1, min(first + _DEEPEST, len(grid)) + 1):
            if not may_be_headings(cell.text for cell in grid[end - 1]):
                return None
            if end < len(grid) and heading_goes_on(grid, first, end):
                continue
            groups = find_groups(grid, first, end)
            grouped = regroup(grid, groups)
            columns = _place_in_time(name_columns(grouped, first, end), year)
            if _are_indicators(grouped, columns, end):
                return Head(first, end, columns, groups)
        return None
    return None


def _place_in_time(columns: Sequence[Column], year: int | None) -> tuple[Column, ...]:
    """Tell the years that are planned from the years that were, where the document, or a column 2023年现状, says when it was written."""
    stood = [
        own
        for column in columns
        if read_field(column.field).kind == "baseline"
        and (own := period_of(column.heading).year)
        and cut_year(squeeze(column.heading))
    ]
    year = max(stood) + 1 if stood else year
    if year is None:
        return tuple(columns)
    is_plan_table = not stood and any(INDICATOR_COLUMN.within(column.heading) for column in columns)
    placed = []
    for column in columns:
        is_bare = not cut_year(squeeze(column.heading))
        own = period_of(column.heading).year if is_bare else read_field(column.field).year
        was = own is not None and (own < year or (own == year and is_plan_table and is_bare))
        if own is not None and read_field(column.field).kind in ("plan", "baseline") and (is_bare or was):
            column = column._replace(field="baseline" if was else name_plan(own, read_field(column.field).quarter))
        placed.append(column)
    return _number(placed)


def _number(columns: Sequence[Column]) -> tuple[Column, ...]:
    fields = number_fields(str(read_field(column.field)._replace(nth=1)) for column in columns)
    return tuple(column._replace(field=field) for column, field in zip(columns, fields, strict=True))


def _are_indicators(grid: Grid, columns: Sequence[Column], end: int) -> bool:
    """Tell whether columns are those of indicators: names, no departments, and a plan whose cells are figures."""
    kinds = [read_field(column.field).kind for column in columns]
    if "measure" not in kinds or any(kind in UNITS for kind in kinds):
        return False
    named = find_header(columns[kinds.index("measure")].heading.rpartition("\n")[2])
    is_named = named is not None and named.field == "indicator"
    if not is_named and "measure_unit" not in kinds:
        return False
    plans = [index for index, column in enumerate(columns) if read_field(column.field).is_plan]
    return any(_holds_figures(grid, index, end) for index in plans)


def _holds_figures(grid: Grid, index: int, end: int) -> bool:
    texts = [text for row in range(end, len(grid)) if (text := squeeze(grid[row][index].text))]
    figures = sum(len(text) <= LONGEST_FIGURE and not has_stop(text) and bool(_DIGIT.search(text)) for text in texts)
    return bool(texts) and figures >= _MOSTLY * len(texts)
