"""Spreadsheets: struck and raised text, rows and columns of no height or width."""

import io
from pathlib import Path

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from tests.parse.builders import read_bytes, texts

DATA = Path(__file__).parents[1] / "data/marks"
HEAD = ["序号", "具体措施", "牵头单位"]


def read_rows(*rows, change=None):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in (HEAD, *rows):
        sheet.append(row)
    if change:
        change(sheet)
    stream = io.BytesIO()
    workbook.save(stream)
    return read_bytes(stream.getvalue())


def block(text, **font):
    return TextBlock(InlineFont(**font), text)


def test_struck_runs_and_cells_are_no_text():
    def strike(sheet):
        sheet["C2"].font = Font(strike=True)

    rich = CellRichText("新建", block("5", strike=True), "8个")
    content = read_rows([1, rich, "市林业局"], [2, "甲", "市水利局"], change=strike)
    assert texts(content) == [HEAD, ["1", "新建8个", ""], ["2", "甲", "市水利局"]]
    assert [(note.code, note.message) for note in content.notes] == [
        ("P39", "struck text left out (in 1 places): 5"),
        ("P39", "struck text left out (in 1 places): 市林业局"),
    ]


def test_raised_figures_are_powers_or_marks():
    rich = CellRichText(
        "绿地3000m", block("2", vertAlign="superscript"), "，公园6个", block("1", vertAlign="superscript")
    )
    content = read_rows([1, rich, "市林业局"])
    assert texts(content)[1][1] == "绿地3000m²，公园6个"
    assert [note.code for note in content.notes] == ["P40"]


def test_rows_and_columns_of_no_size_are_hidden():
    content = read_bytes((DATA / "k25_zero_height_row.xlsx").read_bytes())
    assert [row[0] for row in texts(content)] == ["序号", "1", "3"]
    assert texts(content)[0][-1] == "牵头单位"
    assert {note.code for note in content.notes} == {"P30"}


def test_rows_and_columns_of_a_pixel_are_hidden():
    def change(sheet):
        sheet.row_dimensions[2].height = 0.75
        sheet.column_dimensions["B"].width = 0.08

    content = read_rows([1, "旧稿", "甲"], [2, "新稿", "乙"], change=change)
    assert [[text for text in row if text] for row in texts(content)] == [["序号", "牵头单位"], ["2", "乙"]]


def test_a_format_shows_and_hides_as_the_program_does():
    def change(sheet):
        for place, code in (("B2", '@"家"'), ("B3", ";;;"), ("B4", "# ?/?"), ("B5", ";;;"), ("B6", "0;-0;;@")):
            sheet[place].number_format = code

    rows = [[1, "15", "甲"], [2, "旧稿", "乙"], [3, 0.75, "丙"], [4, 99, "丁"], [5, 0, "戊"]]
    content = read_rows(*rows, change=change)
    assert [row[1] for row in texts(content)[1:]] == ["15家", "", "3/4", "", ""]
    assert [(note.code, note.place) for note in content.notes] == [
        ("P30", "sheet Sheet, B3"),
        ("P30", "sheet Sheet, B5"),
    ]


def test_struck_runs_side_by_side_are_one():
    rich = CellRichText("新建", block("5", strike=True, rFont="Arial"), block("家", strike=True), "8家")
    content = read_rows([1, rich, "市林业局"])
    assert [note.message for note in content.notes] == ["struck text left out (in 1 places): 5家"]
