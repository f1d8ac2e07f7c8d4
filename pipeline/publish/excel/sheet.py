"""A sheet that takes whole columns of plain values: the same bytes as one cell after the other, in a tenth of the time.

xlsxwriter makes an object of every cell and asks it for its format, its row's and its column's; a sheet of a table has tens of thousands
that differ in nothing but their value. Their XML is written here, each value of a column once.
It also writes every text as a text: xlsxwriter takes one that begins with `<r>` and ends with `</r>` for markup of its own, and a
document may hold one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from html import escape
from typing import Any, TypeVar

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767  # characters that a cell of Excel holds
CellValue = str | float | bool | date | None
_Made = TypeVar("_Made")
_EPOCH = date(1899, 12, 30)  # day 0 of Excel, as it counts from March 1900 on
# What Excel writes as _xHHHH_ (ECMA-376, ST_Xstring): characters that XML has not, and what would be read as one.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9a-fA-F]{4}_)")
_ODD = re.compile("[&<>_\x00-\x08\x0b-\x1f\ufffe\uffff]")  # what may have to be written otherwise
_MARKED = re.compile(r"<r>.*</r>\Z", re.DOTALL)


class ColumnSheet(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """A sheet of a workbook that keeps one row in memory (`constant_memory`)."""

    def write_columns(
        self, row: int, columns: Sequence[Sequence[CellValue]], body: Format, day: Format | None = None
    ) -> int:
        """Write columns of equal length from a row on, in a format, days in one of their own; gives the next free row.

        Rows above have to be written; nothing may be written to these afterwards.
        """
        self._write_single_row(row)  # the row that is open is closed: what follows goes behind it
        written = [self._render_column(column, body, day or body) for column in columns]
        letters = [f'<c r="{xl_col_to_name(at)}' for at in range(len(columns))]
        for number, cells in enumerate(zip(*written, strict=True), start=row + 1):
            rest = f'{number}"'
            found = [letter + rest + cell for letter, cell in zip(letters, cells, strict=True) if cell]
            if found:
                self.row_data_fh.write(f'<row r="{number}">{"".join(found)}</row>')
        end = row + len(written[0]) if written else row
        if end > row:
            self._check_dimensions(end - 1, len(columns) - 1)
        self.previous_row = end
        return end

    def write_label(self, row: int, column: int, text: str, style: Format) -> None:
        """Write a single text."""
        if _MARKED.match(text):  # in runs, each of which is escaped
            self.write_rich_string(row, column, text[:1], style, text[1:], style)
        else:
            self.write_string(row, column, cut_long(text), style)

    def _render_column(self, column: Sequence[CellValue], body: Format, day: Format) -> list[str]:
        """The XML of cells behind the number of their row; nothing for an empty one."""
        style, days = (f' s="{one._get_xf_index()}"' for one in (body, day))
        return _map_each(column, lambda value: _render(value, days if isinstance(value, date) else style))


def _render(value: CellValue, style: str) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return f'{style} t="b"><v>{value:d}</v></c>'
    if isinstance(value, int | float):
        return f"{style}><v>{value:.16G}</v></c>"
    if isinstance(value, date):
        return f"{style}><v>{(value - _EPOCH).days}</v></c>"
    text = cut_long(value)
    if _ODD.search(text):
        text = escape(_UNWRITABLE.sub(_spell, text), quote=False)
    keep = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
    return f'{style} t="inlineStr"><is><t{keep}>{text}</t></is></c>'


def _spell(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"


def cut_long(text: str) -> str:
    """A text that fits into a cell; the dots say that it goes on (whole in the CSV and the Parquet file)."""
    return text if len(text) < LONGEST else text[: LONGEST - 2] + "…"


def render_each(column: Sequence[Any], render: Callable[[Any], CellValue]) -> list[CellValue]:
    """Render the values of a column, equal ones once; lists can not be told to be equal."""
    if list in map(type, column):
        return [render(value) for value in column]
    return _map_each(column, render)


def _map_each(column: Sequence[Any], make: Callable[[Any], _Made]) -> list[_Made]:
    """Make something of each value, of equal ones of one type once: True is not 1."""
    if len({*map(type, column)} - {type(None)}) < 2:
        made = {value: make(value) for value in dict.fromkeys(column)}
        return [*map(made.__getitem__, column)]
    by_type = {(type(value), value): make(value) for value in column}
    return [by_type[type(value), value] for value in column]
