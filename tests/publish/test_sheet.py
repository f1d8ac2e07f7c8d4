"""Columns written at once are what cells written one by one are; no text is markup or a formula, whatever it holds."""

import re
import zipfile
from datetime import date

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.publish.excel.sheet import LONGEST, ColumnSheet, cut_long

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=8) | st.sampled_from(
    ["=1+1", "<r>", "a\nb", " a", "a ", "_x0041_", "x" * (LONGEST + 5), "\x00\x1f", "&amp;<b>", "\ufffe"]
)
VALUES = (
    TEXTS
    | st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(-1e12, 1e12).map(lambda number: number + 0.0)
    | st.dates(date(1950, 1, 1))
)
ATTACK = '<r></r></is></c><c r="B9"><f>HYPERLINK("http://x/")</f></c><c r="C9" t="inlineStr"><is><r><t>1</t></r>'


def write(path, columns, one_by_one):
    """A heading, then the columns."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("s", ColumnSheet)
        body, day = book.add_format({"valign": "top"}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_label(0, 0, "heading", body)
        if not one_by_one:
            assert sheet.write_columns(1, columns, body, day) == 1 + len(columns[0])
            return
        for row, values in enumerate(zip(*columns, strict=True), start=1):
            for column, value in enumerate(values):
                if isinstance(value, bool):
                    sheet.write_boolean(row, column, value, body)
                elif isinstance(value, int | float):
                    sheet.write_number(row, column, value, body)
                elif isinstance(value, date):
                    sheet.write_datetime(row, column, value, day)
                elif value:
                    sheet.write_string(row, column, cut_long(value), body)


def read_xml(path):
    with zipfile.ZipFile(path) as package:
        return package.read("xl/worksheets/sheet1.xml")


def read_cells(path):
    """All but the dimension, which counts rows without a value."""
    return read_xml(path).partition(b"<sheetViews>")[2]


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(VALUES, min_size=n, max_size=n), min_size=1, max_size=4)))
def test_columns_are_what_cells_are(tmp_path_factory, columns):
    folder = tmp_path_factory.mktemp("sheet")
    for name, one_by_one in (("a.xlsx", False), ("b.xlsx", True)):
        write(folder / name, columns, one_by_one)
    assert read_cells(folder / "a.xlsx") == read_cells(folder / "b.xlsx") != b""


def test_equal_values_of_other_types_stay_apart(tmp_path):
    write(tmp_path / "a.xlsx", [[1, True, 1.0, "1"]], one_by_one=False)
    rows = openpyxl.load_workbook(tmp_path / "a.xlsx")["s"].iter_rows(min_row=2, values_only=True)
    assert [(type(value), value) for (value,) in rows] == [(int, 1), (bool, True), (int, 1), (str, "1")]


@pytest.mark.parametrize("text", [ATTACK + "</r>", "<r>\n</r>", "<r></r>", "=1+1", "<f>1</f>"])
def test_a_text_is_never_markup(tmp_path, text):
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx"), {"constant_memory": True}) as book:
        sheet, body = book.add_worksheet("s", ColumnSheet), book.add_format({"bold": True})
        sheet.write_label(0, 0, text, body)
        sheet.write_columns(1, [[text]], body)
    xml = etree.fromstring(read_xml(tmp_path / "a.xlsx"))
    assert {etree.QName(one).localname for one in xml.iter(etree.Element)}.isdisjoint({"f", "hyperlink"})
    cells = list(xml.iter("{*}c"))
    assert [one.get("r") for one in cells] == ["A1", "A2"]
    for cell in cells:
        assert re.sub(r"_x([0-9A-F]{4})_", "", "".join(cell.itertext())) == text
