"""However the rules and the text are drawn, the grid is the same."""

from itertools import pairwise

import pytest

from pipeline.model import Source, Table
from pipeline.parse.pdf import document as pdf
from tests.parse.pdf_writer import Page, write

XS, YS = [50, 100, 250, 400], [80, 110, 160, 220]
CELLS = [["序号", "具体措施", "牵头单位"], ["1", "新增床位300张", "市卫健局"], ["2", "新建5G基站200个", "市工信局"]]


def read(*pages):
    return pdf.read(Source("list", "list.pdf", write(*pages), "0"))


def tables(content):
    return [block for block in content.blocks if isinstance(block, Table)]


def texts(table):
    rows = [[""] * table.n_columns for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


def filled(page, size=10):
    for top, row in zip(YS, CELLS, strict=False):
        page.row(XS, top, row, size)
    return page


def lines(page):
    return page.grid(XS, YS)


def thin_boxes(page):
    for y in YS:
        page.box(XS[0], y - 0.4, XS[-1], y + 0.4)
    for x in XS:
        page.box(x - 0.4, YS[0], x + 0.4, YS[-1])
    return page


def stroked_cells(page):
    for top, bottom in pairwise(YS):
        for left, right in pairwise(XS):
            page.box(left, top, right, bottom, "S")
    return page


def pieces(page, length, gap):
    for y in YS:
        for x in range(XS[0], XS[-1], length + gap):
            page.line(x, y, min(x + length, XS[-1]), y)
    for x in XS:
        for y in range(YS[0], YS[-1], length + gap):
            page.line(x, y, x, min(y + length, YS[-1]))
    return page


def dots(page):
    for y in YS:
        for x in range(XS[0], XS[-1], 2):
            page.box(x, y, x + 0.8, y + 0.8)
    for x in XS:
        for y in range(YS[0], YS[-1], 2):
            page.box(x, y, x + 0.8, y + 0.8)
    return page


def double(page):
    for shift in (0, 2):
        page.grid([x + shift for x in XS], [y + shift for y in YS])
    return page


def white(page):
    return lines(page.paint("1 1 1 RG"))


def one_path(page):
    steps = [f"{XS[0]} {842 - y} m {XS[-1]} {842 - y} l" for y in YS]
    steps += [f"{x} {842 - YS[0]} m {x} {842 - YS[-1]} l" for x in XS]
    return page.paint(" ".join(steps) + " S")


def scaled(page):
    steps = [f"{XS[0] * 10} {(842 - y) * 10} m {XS[-1] * 10} {(842 - y) * 10} l" for y in YS]
    steps += [f"{x * 10} {(842 - YS[0]) * 10} m {x * 10} {(842 - YS[-1]) * 10} l" for x in XS]
    return page.paint("q 0.1 0 0 0.1 0 0 cm " + " ".join(steps) + " S Q")


def in_a_form(page):
    page.form += [f"{XS[0] - 10} {842 - y} m {XS[-1] - 10} {842 - y} l S" for y in YS]
    page.form += [f"{x - 10} {842 - YS[0]} m {x - 10} {842 - YS[-1]} l S" for x in XS]
    return page


def shaded(page):
    page.paint("0.9 g").box(XS[0], YS[0], XS[-1], YS[1]).paint("0 g")
    return lines(page)


def underlined(page):
    return lines(page).line(XS[1] + 5, 124, XS[1] + 60, 124).line(XS[2], 150, XS[2] + 30, 150)


DRAWN = [
    lines,
    thin_boxes,
    stroked_cells,
    lambda page: pieces(page, 4, 2),
    lambda page: pieces(page, 20, 0),
    dots,
    double,
    white,
    one_path,
    scaled,
    in_a_form,
    shaded,
    underlined,
]


@pytest.mark.parametrize("draw", DRAWN, ids=lambda draw: draw.__name__)
def test_rules_of_every_kind_make_the_same_grid(draw):
    (table,) = tables(read(filled(draw(Page()))))
    assert texts(table) == CELLS
    for column, edge in enumerate(XS[:-1]):
        assert abs(table.cells[column].box[0] - edge) < 3


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_rotated_page_reads_as_it_is_displayed(rotate):
    upright = tables(read(filled(lines(Page()))))[0]
    # A page that is displayed turned shows the text on its side, so the text decides what is upright.
    (table,) = tables(read(filled(lines(Page(rotate=rotate)))))
    assert texts(table) == CELLS
    for cell, other in zip(table.cells, upright.cells, strict=True):
        assert cell.box == pytest.approx(other.box, abs=0.1)


@pytest.mark.parametrize("rotate", [0, 90, 270])
def test_a_table_printed_on_its_side_reads_upright(rotate):
    (table,) = tables(read(filled(lines(Page(turned=True, rotate=rotate)))))
    assert texts(table) == CELLS


def test_boxes_are_counted_from_the_corner_of_the_crop_box():
    (table,) = tables(read(filled(lines(Page(crop=(20, 100, 575, 802))))))
    assert table.cells[0].box == pytest.approx((30, 40, 80, 70), abs=0.5)


def test_text_beyond_the_page_is_told():
    content = read(filled(lines(Page())).text(700, 100, "看不见"))
    assert [(note.code, note.level, note.place) for note in content.notes] == [("P43", "warning", "page 1")]


def test_a_frame_around_the_page_is_no_table():
    assert texts(tables(read(filled(lines(Page().box(20, 20, 575, 822, "S")))))[0]) == CELLS
    assert tables(read(Page().box(20, 20, 575, 822, "S").text(50, 50, "只有文字"))) == []


def test_text_drawn_twice_to_look_bold_counts_once():
    page = filled(lines(Page()))
    for shift in (0.2, 0.4):
        for x, text in zip(XS, CELLS[0], strict=False):
            page.text(x + 5 + shift, YS[0] + 3, text)
    assert texts(tables(read(page))[0]) == CELLS


def test_characters_in_any_order_stand_where_they_are_drawn():
    page = lines(Page())
    for row, top in reversed(list(zip(CELLS, YS, strict=False))):
        for text, x in reversed(list(zip(row, XS, strict=False))):
            for index, char in reversed(list(enumerate(text))):
                before = sum(5 if other.isascii() else 10 for other in text[:index])
                page.text(x + 5 + before, top + 3, char)
    assert texts(tables(read(page))[0]) == CELLS


def test_merged_cells_and_headings_of_two_levels():
    page = Page().grid([50, 350], [80, 120, 160, 200])
    page.line(100, 80, 100, 200).line(250, 100, 250, 200).line(100, 100, 350, 100)  # 工作计划 over 2024 and 2025
    page.parts = [part for part in page.parts if not part.startswith(f"0.5 w 50 {842 - 160}")]
    page.line(100, 160, 350, 160)  # the first column is merged over the last two rows
    page.row([50, 150], 80, ["措施", "工作计划"]).row([100, 250], 100, ["2024年", "2025年"])
    page.row([50, 100, 250], 120, ["甲", "a", "b"]).row([100, 250], 160, ["c", "d"])
    (table,) = tables(read(page))
    found = [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in table.cells]
    assert found == [
        (0, 0, 2, 1, "措施"),
        (0, 1, 1, 2, "工作计划"),
        (1, 1, 1, 1, "2024年"),
        (1, 2, 1, 1, "2025年"),
        (2, 0, 2, 1, "甲"),
        (2, 1, 1, 1, "a"),
        (2, 2, 1, 1, "b"),
        (3, 1, 1, 1, "c"),
        (3, 2, 1, 1, "d"),
    ]


def test_a_table_inside_a_cell_is_text_of_the_cell():
    page = lines(Page()).row(XS, YS[0], CELLS[0]).row(XS, YS[1], ["1", "", "市卫健局"])
    page.grid([110, 170, 230], [120, 135, 150]).row([110, 170], 119, ["一", "二"]).row([110, 170], 134, ["三", "四"])
    (table,) = tables(read(page))
    assert (table.n_rows, table.n_columns) == (3, 3)
    assert "".join(texts(table)[1][1].split()) == "一二三四"
