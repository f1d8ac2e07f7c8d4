"""A sheet that takes whole columns of plain values, and rows whose cells are written already.

xlsxwriter makes an object of every cell and asks it for its format, its row's and its column's; a sheet of a table has tens of thousands
that differ in nothing but their value. Their XML is written here, each value of a column once, each text of the workbook once (`texts`).
A text is always a text: xlsxwriter takes one that begins with `<r>` and ends with `</r>` for markup of its own, and a document may
hold one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from io import StringIO
from pathlib import Path
from typing import IO, NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet
from xlsxwriter.xmlwriter import XMLwriter

CellValue = str | float | bool | date | None
_EPOCH = date(1899, 12, 30)  # day 0 of Excel, as it counts from March 1900 on
_ROW = "\0"  # stands for the number of the row in the XML of a cell
BODY = "\0"  # stands for the rows in the XML of a sheet


class Coded(NamedTuple):
    """A column: its values, each once or oftener, and which of them every row holds."""

    values: Sequence[CellValue]
    places: Sequence[int]


class ColumnSheet(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """A sheet of a `Book`, which keeps one row in memory."""

    def write_columns(self, row: int, columns: Sequence[Coded], body: Format, day: Format | None = None) -> int:
        """Write columns of equal length from a row on, in a format, days in one of their own; gives the next free row.

        Rows above have to be written; nothing may be written to these afterwards.
        """
        written = []
        for at, (values, places) in enumerate(columns):
            cells = [*map(self.renderer(at, body, day), values)]
            written.append(map(cells.__getitem__, places))
        return self.write_rows(row, map("".join, zip(*written, strict=True)), len(columns))

    def renderer(self, column: int, body: Format, day: Format | None = None) -> Callable[[CellValue], str]:
        """What writes the values of a column as the XML of cells in any row; nothing for an empty one."""
        head = f'<c r="{xl_col_to_name(column)}{_ROW}" s="'
        style, days = (f'{head}{one._get_xf_index()}"' for one in (body, day or body))
        place = self.str_table.__getitem__

        def render(value: CellValue) -> str:
            if value is None or value == "":
                return ""
            if isinstance(value, str):
                return f'{style} t="s"><v>{place(value)}</v></c>'
            return f"{days}><v>{(value - _EPOCH).days}</v></c>" if isinstance(value, date) else style + _number(value)

        return render

    def render_runs(self, column: int, pieces: Sequence[str | Format], body: Format) -> str:
        """The XML of a cell whose text is in pieces, a format before those that have one; at least two, none empty."""
        runs: list[tuple[str, str]] = []
        font = ""
        for piece in pieces:
            if isinstance(piece, Format):
                font = _write_font(piece)
            else:
                runs.append((font or ("" if not runs else _write_font(None)), piece))
                font = ""
        style = f'<c r="{xl_col_to_name(column)}{_ROW}" s="{body._get_xf_index()}"'
        return f'{style} t="s"><v>{self.str_table[tuple(runs)]}</v></c>'

    def write_rows(self, row: int, rows: Iterable[str], width: int, height: float | None = None) -> int:
        """Write rows of cells of this sheet's renderers, `width` columns at most; gives the next free row."""
        self._write_single_row(row)  # the row that is open is closed: what follows goes behind it
        high = "" if height is None else f' ht="{height:.16g}" customHeight="1"'
        numbered = [
            f'<row r="{number}"{high}>{cells.replace(_ROW, str(number))}</row>' if cells else ""
            for number, cells in enumerate(rows, start=row + 1)
        ]
        self.row_data_fh.write("".join(numbered))
        end = row + len(numbered)
        if end > row:
            self._check_dimensions(end - 1, width - 1)
        self.previous_row = end
        return end

    def take_rows(self) -> IO[bytes]:
        """The file of the rows, which is the taker's from now on; it has no name any more."""
        self.row_data_fh.flush()
        Path(self.row_data_filename).unlink()
        self.row_data_fh_closed = True
        rows: IO[bytes] = self.row_data_fh.detach()
        return rows

    def _write_optimized_sheet_data(self) -> None:
        self.fh.write(f"<sheetData>{BODY}</sheetData>")

    def write_label(self, row: int, column: int, text: str, style: Format) -> None:
        """Write a single text in a row of its own."""
        self.write_rows(row, [self.renderer(column, style)(text)], column + 1)


def _number(value: float | bool) -> str:
    if isinstance(value, bool):
        return f' t="b"><v>{value:d}</v></c>'
    return f"><v>{value:.16G}</v></c>"


@cache
def _write_font(style: Format | None) -> str:
    """The font of a run, as xlsxwriter writes it."""
    sheet, font = Worksheet(), StringIO()
    sheet.rstring = XMLwriter()
    sheet.rstring._set_filehandle(font)
    sheet._write_font(style or Format())
    return font.getvalue()
