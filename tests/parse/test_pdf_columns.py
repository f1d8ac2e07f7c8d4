"""Tables without vertical rules: three-line tables, rules between rows only, no rules at all."""

import pytest

from pipeline.model import Paragraph, Source, Table
from pipeline.parse.pdf import document as pdf
from tests.parse.pdf_writer import Page, wrap, write

XS, WIDTHS = [50, 90, 300, 420], [30, 200, 110, 110]
HEAD = ["序号", "具体措施", "2024年目标", "牵头单位"]
ROWS = [
    ["1", "推进医疗卫生服务体系建设，优化资源布局，提升基层能力。", "新增床位300张。", "市卫健局"],
    ["2", "加快新型基础设施建设。", "新建5G基站200个，实现县城以上全覆盖，重点乡镇基本覆盖。", "市工信局、市发改局"],
    ["3", "培育壮大市场主体，引导企业做优做强，形成产业集群效应。", "培育企业10家。", "市商务局"],
]


def printed(row):
    return [wrap([cell], width) for cell, width in zip(row, WIDTHS, strict=True)]


def page_of(rows, top=100, spacing=6, centred=False, heading=HEAD):
    """Write rows below each other; returns the page and the tops of its rows."""
    page, tops = Page(), [top]
    if heading:
        page.row(XS, top, heading)
        tops.append(top + 20)
    for row in rows:
        cells = printed(row)
        height = 13 * max(len(cell.split("\n")) for cell in cells)
        for x, cell in zip(XS, cells, strict=True):
            lines = cell.split("\n")
            down = (height - 13 * len(lines)) / 2 if centred and x in (XS[0], XS[-1]) else 0
            page.row([x], tops[-1] + down, [cell])
        tops.append(tops[-1] + height + spacing)
    return page, tops


def read(*pages):
    return pdf.read(Source("list", "list.pdf", write(*pages), "0"))


def texts(table):
    rows = [[""] * table.n_columns for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


def the_table(*pages):
    (table,) = [block for block in read(*pages).blocks if isinstance(block, Table)]
    return texts(table)


def no_rules(page, tops):
    return page


def three_lines(page, tops):
    for y in (tops[0], tops[1], tops[-1]):
        page.line(XS[0], y, 545, y)
    return page


def rules_between_rows(page, tops):
    for y in tops:
        page.line(XS[0], y, 545, y)
    return page


@pytest.mark.parametrize("draw", [no_rules, three_lines, rules_between_rows])
@pytest.mark.parametrize("spacing", [0, 6])
@pytest.mark.parametrize("centred", [False, True], ids=["top", "centred"])
def test_a_numbered_list_comes_back_whole(draw, spacing, centred):
    assert the_table(draw(*page_of(ROWS, spacing=spacing, centred=centred))) == [HEAD, *ROWS]


def test_without_numbers_rows_begin_where_columns_begin_together():
    rows = [["甲类", *row[1:]] for row in ROWS]
    page, _ = page_of(rows, heading=["类别", *HEAD[1:]])
    assert the_table(page) == [["类别", *HEAD[1:]], *rows]


def test_the_next_page_goes_on_with_or_without_headings():
    for heading in (HEAD, None):
        second, _ = page_of([["4", *ROWS[0][1:]], ["5", *ROWS[1][1:]]], heading=heading)
        rows = the_table(page_of(ROWS)[0], second)
        assert [row[0] for row in rows] == ["序号", "1", "2", "3", "4", "5"]


def test_a_row_across_the_table_stays_one_cell():
    page, tops = page_of(ROWS[:1])
    page.text(150, tops[-1] + 3, "二、加快基础设施建设和提升服务保障水平")
    for x, cell in zip(XS, printed(ROWS[1]), strict=True):
        page.row([x], tops[-1] + 20, [cell])
    rows = the_table(page)
    assert rows[2][0] == "二、加快基础设施建设和提升服务保障水平"
    assert rows[3] == ROWS[1]


def test_a_table_without_rules_is_told_as_such():
    notes = read(page_of(ROWS)[0]).notes
    assert [(note.code, note.level) for note in notes] == [("P44", "warning")]


def test_headings_over_two_lines_and_two_levels():
    page, _ = page_of(ROWS, heading=None)
    page.text(55, 74, "序").text(55, 87, "号").text(150, 80, "具体措施").text(330, 74, "工作计划").text(440, 74, "牵头")
    page.text(440, 87, "单位")
    rows = the_table(page)
    assert rows[0] == ["序号", "具体措施", "工作计划", "牵头单位"]
    assert rows[1:] == ROWS


def test_prose_is_no_table():
    page = Page()
    for index, line in enumerate(["一、具体措施", "二、牵头单位", "　　推进重点任务  落实责任单位  按时完成目标"] * 3):
        page.text(90, 100 + 20 * index, line)
    assert all(isinstance(block, Paragraph) for block in read(page).blocks)


def test_what_follows_the_table_is_no_row_of_it():
    page, tops = page_of(ROWS)
    page.text(90, tops[-1] + 60, "注：本清单自印发之日起施行，由市发展改革局负责解释，有效期五年。")
    *_, last = read(page).blocks
    assert isinstance(last, Paragraph)
