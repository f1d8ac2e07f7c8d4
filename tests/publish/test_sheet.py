"""Columns written at once say what cells written one by one do; no text is markup or a formula, whatever it holds."""

import zipfile
from datetime import date

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.publish.excel import texts
from pipeline.publish.excel.book import Book
from pipeline.publish.excel.sheet import Coded
from pipeline.publish.excel.texts import LONGEST, cut_long

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


def open_book(path, one_by_one):
    if one_by_one:
        book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
        return book, book.add_worksheet("s")
    book = Book(path)
    return book, book.add_sheet("s")


def write(path, columns, one_by_one):
    """A heading, then the columns."""
    book, sheet = open_book(path, one_by_one)
    with book:
        body, day = book.add_format({"valign": "top"}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_string(0, 0, "heading", body)
        if not one_by_one:
            coded = [Coded(column, range(len(column))) for column in columns]
            assert sheet.write_columns(1, coded, body, day) == 1 + len(columns[0])
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


def read_parts(path):
    with zipfile.ZipFile(path) as package:
        return {name: etree.fromstring(package.read(name)) for name in package.namelist() if name.endswith("ml")}


def read_cells(path):
    """Every cell: its place, style and kind, and its value; a shared text as it would stand in the cell."""
    parts = read_parts(path)
    shared = [list(one) for one in parts.get("xl/sharedStrings.xml", ())]
    found = []
    for cell in parts["xl/worksheets/sheet1.xml"].iter("{*}c"):
        kind = cell.get("t")
        inside = shared[int(cell[0].text)] if kind == "s" else list(cell[0]) if kind == "inlineStr" else [cell[0]]
        value = b"".join(etree.tostring(one, method="c14n", exclusive=True) for one in inside)
        found.append((cell.get("r"), cell.get("s"), "text" if kind in ("s", "inlineStr") else kind, value))
    return found


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(VALUES, min_size=n, max_size=n), min_size=1, max_size=4)))
def test_columns_are_what_cells_are(tmp_path_factory, columns):
    folder = tmp_path_factory.mktemp("sheet")
    for name, one_by_one in (("a.xlsx", False), ("b.xlsx", True)):
        write(folder / name, columns, one_by_one)
    assert read_cells(folder / "a.xlsx") == read_cells(folder / "b.xlsx") != []


def test_a_text_stands_once_and_is_forgotten_where_they_are_many(tmp_path, monkeypatch):
    columns = [["一", "二", "一", "二"], ["一", "一", "三", "二"]]
    sizes = {}
    for most in (1000, 10):
        monkeypatch.setattr(texts, "_MOST", most)
        write(tmp_path / f"{most}.xlsx", columns, one_by_one=False)
        with zipfile.ZipFile(tmp_path / f"{most}.xlsx") as package:
            sizes[most] = package.read("xl/sharedStrings.xml").count(b"<si>")
    assert read_cells(tmp_path / "10.xlsx") == read_cells(tmp_path / "1000.xlsx")
    assert sizes[1000] == 3
    assert sizes[10] > 3


def test_runs_are_what_xlsxwriter_writes(tmp_path):
    for name, one_by_one in (("a.xlsx", False), ("b.xlsx", True)):
        book, sheet = open_book(tmp_path / name, one_by_one)
        with book:
            bold, body = book.add_format({"bold": True, "font_color": "#9C5700"}), book.add_format({"valign": "top"})
            for row, pieces in enumerate(([bold, "3", "个 & ", bold, "<5>"], ["建 ", bold, "3", "个"])):
                if one_by_one:
                    sheet.write_rich_string(row, 0, *pieces, body)
                else:
                    sheet.write_rows(row, [sheet.render_runs(0, pieces, body)], 1)
    assert read_cells(tmp_path / "a.xlsx") == read_cells(tmp_path / "b.xlsx") != []


def test_equal_values_of_other_types_stay_apart(tmp_path):
    write(tmp_path / "a.xlsx", [[1, True, 1.0, "1"]], one_by_one=False)
    rows = openpyxl.load_workbook(tmp_path / "a.xlsx")["s"].iter_rows(min_row=2, values_only=True)
    assert [(type(value), value) for (value,) in rows] == [(int, 1), (bool, True), (int, 1), (str, "1")]


@pytest.mark.parametrize("text", [ATTACK + "</r>", "<r>\n</r>", "<r></r>", "=1+1", "<f>1</f>"])
def test_a_text_is_never_markup(tmp_path, text):
    with Book(tmp_path / "a.xlsx") as book:
        sheet, body = book.add_sheet("s"), book.add_format({"bold": True})
        sheet.write_label(0, 0, text, body)
        sheet.write_columns(1, [Coded([text], [0])], body)
    cells = read_cells(tmp_path / "a.xlsx")
    assert [(place, kind) for place, _, kind, _ in cells] == [("A1", "text"), ("A2", "text")]
    for *_, value in cells:
        assert not etree.fromstring(value).getchildren()
        assert etree.fromstring(value).text == text
    names = {
        etree.QName(one).localname
        for part in read_parts(tmp_path / "a.xlsx").values()
        for one in part.iter(etree.Element)
    }
    assert names.isdisjoint({"f", "hyperlink"})
