"""Tables of HTML as grids.

Source: HTML Living Standard, 4.9.12.1 (forming a table). Where it lets cells overlap, the later one is made narrower here:
every grid position belongs to exactly one cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from pipeline.parse.decode import read_integer
from pipeline.parse.grid import check_size

MOST_COLUMNS, MOST_ROWS = 1000, 65534  # that a span may have, by the standard
GROUPS = ("thead", "tbody", "tfoot")
CELL_TAGS = ("td", "th")
COLLAPSED = re.compile(r"visibility\s*:\s*collapse", re.IGNORECASE)
NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
NO_WIDTH = re.compile(r"(?<![\w-])width\s*:\s*0(?:\.0+)?(?:pt|px)?(?![\w.])", re.IGNORECASE)


class CellPlace(NamedTuple):
    """A cell element and the positions that it takes."""

    element: Any
    row: int
    column: int
    row_span: int
    column_span: int

    @property
    def columns(self) -> range:
        """The columns that it takes."""
        return range(self.column, self.column + self.column_span)


class Layout(NamedTuple):
    """A table as placed cells."""

    places: tuple[CellPlace, ...]
    n_rows: int
    n_columns: int
    heading_rows: int


def lay_out_table(table: Any) -> Layout:
    """Place the cells of a table. Raises `GridError` beyond the limits."""
    places: list[CellPlace] = []
    taken: set[tuple[int, int]] = set()
    reach: dict[int, int] = {}  # row → column behind its last cell
    row = width = headings = 0
    for rows, is_head in _row_groups(table):
        for index, cells in enumerate(rows):
            column = 0
            for element in cells:
                while (row, column) in taken:
                    column += 1
                left = len(rows) - index
                place = _place(element, row, column, left, taken)
                places.append(place)
                check_size(row + place.row_span, column + place.column_span)
                taken.update(_positions(place))
                column += place.column_span
                for below in range(row, row + place.row_span):
                    reach[below] = max(reach.get(below, 0), column)
            width = max(width, reach.get(row, 0))
            headings += headings == row and (is_head or (bool(cells) and all(cell.tag == "th" for cell in cells)))
            row += 1
            check_size(row, width)
    return Layout(tuple(places), row, width, headings)


def find_hidden_columns(table: Any) -> set[int]:
    """The columns that a table's own `col` and `colgroup` hide: collapsed, or left out by a spreadsheet that gave them no width."""
    hidden: set[int] = set()
    column = 0
    for group in table.iterchildren("col", "colgroup"):
        for element in group.findall("col") or [group]:
            span = _span(element.get("span"), MOST_COLUMNS)
            if _hides_column(element) or _hides_column(group):
                hidden.update(range(column, column + span))
            column += span
            check_size(1, column)
    return hidden


def _hides_column(element: Any) -> bool:
    style = element.get("style", "")
    is_narrow = element.get("width", "").strip() == "0" or NO_WIDTH.search(style) is not None
    return COLLAPSED.search(style) is not None or (is_narrow and NOT_SHOWN.search(style) is not None)


def _place(element: Any, row: int, column: int, rows_left: int, taken: set[tuple[int, int]]) -> CellPlace:
    """Measure a cell: its spans end with the group of rows, and where another cell stands."""
    down = _span(element.get("rowspan"), MOST_ROWS) if element.get("rowspan", "").strip() != "0" else rows_left
    wide = _span(element.get("colspan"), MOST_COLUMNS)
    free = next((n for n in range(1, wide) if (row, column + n) in taken), wide)
    return CellPlace(element, row, column, min(down, rows_left), free)


def _positions(place: CellPlace) -> Iterator[tuple[int, int]]:
    for row in range(place.row, place.row + place.row_span):
        for column in range(place.column, place.column + place.column_span):
            yield row, column


def _span(text: str | None, most: int) -> int:
    """Read a span; 1 where it is missing, none or 0."""
    return min(max(read_integer(text, 1), 1), most)


def _row_groups(table: Any) -> Iterator[tuple[list[list[Any]], bool]]:
    """Yield the groups of rows as shown, the foot last: each as lists of cells, and whether it is a heading."""
    feet = []
    for is_group, children in groupby(table, key=lambda child: child.tag in GROUPS):
        if not is_group:
            yield list(_rows(children)), False
            continue
        for group in children:
            if group.tag == "tfoot":
                feet.append(list(_rows(group)))
            else:
                yield list(_rows(group)), group.tag == "thead"
    for rows in feet:
        yield rows, False


def _rows(parent: Iterable[Any]) -> Iterator[list[Any]]:
    """Find rows; cells that stand outside of one make one of their own, a form or the like is looked into."""
    stray: list[Any] = []
    for child in parent:
        if child.tag in CELL_TAGS:
            stray.append(child)
            continue
        if stray:
            yield stray
            stray = []
        if child.tag == "tr":
            yield list(_cells(child))
        elif isinstance(child.tag, str) and child.tag not in ("caption", "colgroup", "col", "table"):
            yield from _rows(child)
    if stray:
        yield stray


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag in CELL_TAGS:
            yield child
        elif isinstance(child.tag, str) and child.tag != "table":
            yield from _cells(child)
