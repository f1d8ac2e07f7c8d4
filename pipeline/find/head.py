"""The heading of a table: which rows it takes, and whether it is the heading of a responsibility list."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from pipeline.find.columns import TASKED, Column, Grid, GridLine, name_columns
from pipeline.find.heading_spans import Groups, find_groups, regroup
from pipeline.find.titles import ends_like_title
from pipeline.lang.attribution import find_attributions
from pipeline.lang.cue import Cue
from pipeline.lang.department import ends_like_department
from pipeline.lang.heading import NOTE, UNITS, field_of, is_sure, may_be_headings, squeeze
from pipeline.lang.sentence import has_stop
from pipeline.lang.text import read_once
from pipeline.model.field import read_field

SHORTEST_TITLE = 6  # characters, of one in a cell beside others
_DEEPEST = 3  # levels of a heading
_COUNTED = ("plan", "baseline", "progress")  # columns whose cells may be figures alone
LOWEST_HEADING = 8  # rows of title and filling-in that may stand above it inside the table
ASKED = Cue("column_words", "asked")  # whom a list of requests turns to
COMPANY = Cue("column_words", "company")


class Head(NamedTuple):
    """The heading of a list: rows `first` to `end` (excluded) and its columns."""

    first: int
    end: int
    columns: tuple[Column, ...]
    groups: Groups = ()  # the grid columns of each column


def find_head(grid: Grid) -> Head | None:
    """Find the heading at the top of a table, below its title rows; None where it is no list's."""
    for first in range(min(LOWEST_HEADING, len(grid))):
        head = read_head(grid, first)
        if head:
            return head
        if not is_title_row(grid[first]):
            return None
    return None


def read_head(grid: Grid, first: int) -> Head | None:
    """Read the heading that begins in row `first`: the fewest rows that name measures and units, then what goes on."""
    for end in range(first + 1, min(first + _DEEPEST, len(grid)) + 1):
        if not may_be_headings(cell.text for cell in grid[end - 1]) or (end == first + 1 and is_title_row(grid[first])):
            return None
        head = _read_columns(grid, first, end)
        if head:
            last = end
            while last < len(grid) and last - first < _DEEPEST and heading_goes_on(grid, first, last):
                last += 1
            return head if last == end else _read_columns(grid, first, last)
    return None


def _read_columns(grid: Grid, first: int, end: int) -> Head | None:
    """Read rows as the heading of a list: measures, and units in a column or in most of the measures; None for others."""
    groups = find_groups(grid, first, end)
    grouped = regroup(grid, groups)
    columns = name_columns(grouped, first, end)
    if end == first + 1 and _is_form(columns):
        return None
    return None if _what_lacks(grouped, columns, end) else Head(first, end, columns, groups)


def _is_form(columns: tuple[Column, ...]) -> bool:
    """Tell whether a row of labels and values is no heading: 项目名称 | 智慧公园 | 责任单位 | 市自然资源局."""
    return any(
        read_field(label.field).kind in UNITS
        and read_field(value.field).is_other
        and ends_like_department(value.heading)
        for label, value in pairwise(columns)
    )


def _what_lacks(grid: Grid, columns: tuple[Column, ...], end: int) -> str:
    """The code of what a table lacks to be a responsibility list; "" where it is one."""
    fields = [read_field(column.field).kind for column in columns]
    units = [column for column in columns if read_field(column.field).kind in UNITS]
    if "measure" not in fields:
        return "P51"
    if "request" in fields and all(ASKED.within(column.heading) for column in units):
        return "P52"
    if units:
        return "P53" if _are_companies(grid, columns, end) else ""
    place = fields.index("measure")
    texts = [read_once(line[place].text).folded for line in grid[end:] if line[place].text.strip()]
    told = sum(any(place.is_apart for place in find_attributions(text)) for text in texts)
    return "" if told * 2 > len(texts) else "P54"


def _are_companies(grid: Grid, columns: tuple[Column, ...], end: int) -> bool:
    """Tell whether 实施主体 and the like are companies: then the table is a list of projects."""
    places = [index for index, column in enumerate(columns) if read_field(column.field).kind in UNITS]
    if any(TASKED.within(columns[index].heading) for index in places):
        return False
    texts = [text for line in grid[end:] for index in places if (text := squeeze(line[index].text))]
    return sum(COMPANY.ends(NOTE.sub("", text)) for text in texts) * 2 > len(texts)


def explain_heading(grid: Grid) -> str:
    """The code of the finding that says why a table is no list."""
    first = next((row for row, line in enumerate(grid) if not is_title_row(line)), None)
    if first is None or not may_be_headings(cell.text for cell in grid[first]):
        return "P02"
    grouped = regroup(grid, find_groups(grid, first, first + 1))
    return _what_lacks(grouped, name_columns(grouped, first, first + 1), first + 1) or "P50"


def is_title_row(line: GridLine) -> bool:
    """Tell whether a row says one thing, or nothing, across the table, or is to be filled in (填报单位： 日期：)."""
    texts = {(cell.row, cell.column): cell.text for cell in line if cell.text.strip()}
    return len(texts) < 2 or all("：" in text or ":" in text or _is_title(text) for text in texts.values())


def _is_title(text: str) -> bool:
    """Tell whether a cell above a heading is a title: it ends like one and is no heading."""
    return ends_like_title(squeeze(text)) and not is_sure(text) and len(squeeze(text)) > SHORTEST_TITLE


def heading_goes_on(grid: Grid, first: int, row: int) -> bool:
    """Tell whether the heading takes this row, too: a cell reaches down into it, or it holds nothing but headings.

    A row 1 2 3 … that numbers the columns belongs to it as well.
    """
    line = grid[row]
    reaching = [cell for cell in line if first <= cell.row < row]
    own = [squeeze(cell.text) for cell in line if cell.text.strip()]
    if any(cell.text.strip() for cell in reaching):
        return True
    if reaching and not any(text.isdigit() or has_stop(text) for text in own):  # a blank corner, and no row of a list
        return True
    if len(own) > 2 and own in ([str(n) for n in range(start, start + len(own))] for start in (0, 1)):
        return True
    return len(set(own)) > 1 and all(field_of(text) for text in own)


def with_unit(head: Head, note: str) -> Head:
    """Put what is said above the table of the unit of its figures above the headings of their columns, as their first level."""
    if not note:
        return head
    columns = (
        column._replace(heading=f"{note}\n{column.heading}") if read_field(column.field).kind in _COUNTED else column
        for column in head.columns
    )
    return head._replace(columns=tuple(columns))
