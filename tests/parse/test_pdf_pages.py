"""Tables over pages: repeated headings, cut rows, page numbers, a new table; pages that can not be read."""

import pytest

from pipeline.model import Paragraph, Source, Table
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.pdf import document as pdf
from tests.parse.pdf_writer import Page, wrap, write

XS = [50, 90, 300, 400]
HEAD = ["序号", "具体措施", "牵头单位"]


def read(*pages):
    return pdf.read(Source("list", "list.pdf", write(*pages), "0"))


def part(*rows, top=80, heading=HEAD, number=None, edges=(True, True)):
    """A page with a part of the table; a row is its three cells and its height."""
    page = Page()
    every = [(heading, 20), *rows] if heading else list(rows)
    ys = [top]
    for _, height in every:
        ys.append(ys[-1] + height)
    page.grid(XS, ys)
    if not edges[0]:
        page.parts = [p for p in page.parts if not (isinstance(p, str) and f"{XS[0]} {842 - ys[0]} m {XS[-1]}" in p)]
    if not edges[1]:
        page.parts = [p for p in page.parts if not (isinstance(p, str) and f"{XS[0]} {842 - ys[-1]} m {XS[-1]}" in p)]
    for (cells, _), y in zip(every, ys, strict=False):
        page.row(XS, y, cells)
    if number:
        page.text(280, 800, number)
    return page


def tables(content):
    return [block for block in content.blocks if isinstance(block, Table)]


def texts(table):
    rows = [[""] * table.n_columns for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


FIRST = (["1", "新增床位300张。", "市卫健局"], 40)
TEXT = "新建5G基站200个，完善数字基础设施，推动公共服务平台互联互通，提升服务水平，年底前全面建成，形成常态长效机制。"
LINES = wrap([TEXT], 200).split("\n")
HEAD_OF_CUT = (["2", "\n".join(LINES[:1]), "市工信局、市发展改"], 40)
REST_OF_CUT = (["", "\n".join(LINES[1:]), "革局"], 50)
WHOLE = ["2", TEXT, "市工信局、市发展改革局"]
THIRD = (["3", "培育企业10家。", "市商务局"], 30)


def test_a_repeated_heading_is_dropped_and_counted():
    (table,) = tables(read(part(FIRST, number="— 1 —"), part(THIRD, number="— 2 —")))
    assert table.heading_rows == 1
    assert texts(table) == [HEAD, FIRST[0], THIRD[0]]
    assert [cell.page for cell in table.cells if cell.column == 0] == [1, 1, 2]


@pytest.mark.parametrize("heading", [HEAD, None])
def test_a_row_cut_by_the_page_is_joined_without_a_paragraph(heading):
    content = read(part(FIRST, HEAD_OF_CUT, number="- 1 -"), part(REST_OF_CUT, THIRD, heading=heading, number="- 2 -"))
    (table,) = tables(content)
    assert texts(table) == [HEAD, FIRST[0], WHOLE, THIRD[0]]
    assert [(note.code, note.message) for note in content.notes] == [
        ("P41", "page number, running header or footer left out: - 1 -, - 2 -"),
        ("P42", "rows that a page break had cut are joined again: 3"),
    ]


def test_a_row_over_three_pages_is_one_row():
    cut = [(["2" if i == 0 else "", line, ""], 20) for i, line in enumerate(LINES)]
    assert len(cut) == 3
    (table,) = tables(read(part(FIRST, cut[0]), part(cut[1]), part(cut[2], THIRD)))
    assert [row[:2] for row in texts(table)] == [HEAD[:2], FIRST[0][:2], ["2", TEXT], THIRD[0][:2]]


def test_a_missing_rule_says_that_the_row_goes_on():
    first = part((["1", "甲", "市卫健局"], 40), edges=(True, False))
    first.line(XS[0], 130, XS[0], 160).line(XS[1], 130, XS[1], 160).line(XS[2], 130, XS[2], 160)
    first.line(XS[3], 130, XS[3], 160)
    second = part((["", "乙", ""], 30), THIRD, heading=None)
    (table,) = tables(read(first, second))
    assert [row[0] for row in texts(table)] == ["序号", "1", "3"]


def test_a_merged_cell_goes_on_over_the_page_break():
    first = part(FIRST, (["2", "乙。", "市商务局"], 30), (["3", "丙。", ""], 30))
    first.parts = [p for p in first.parts if not (isinstance(p, str) and f"{842 - 170} m" in p)]
    first.line(XS[0], 170, XS[2], 170)  # the unit is merged over rows 2 and 3 …
    second = part((["4", "丁。", ""], 30), (["5", "戊。", "市教育局"], 30))  # … and 4
    (table,) = tables(read(first, second))
    (unit,) = [cell for cell in table.cells if cell.text == "市商务局"]
    assert (unit.row, unit.row_span) == (2, 3)
    assert [row[0] for row in texts(table)] == ["序号", "1", "2", "3", "4", "5"]


def test_a_cell_that_no_rule_closes_above_goes_on_though_a_row_begins():
    second = part((["2", "乙。", ""], 30), heading=None, edges=(False, True)).line(XS[0], 80, XS[2], 80)
    (table,) = tables(read(part(FIRST), second))
    assert [(cell.text, cell.row_span) for cell in table.cells if cell.column == 2] == [
        ("牵头单位", 1),
        ("市卫健局", 2),
    ]


def test_a_blank_cell_in_a_column_that_has_others_stays_blank():
    rows = [(["1", "甲。", ""], 30), (["2", "乙。", "市商务局"], 30)]
    (table,) = tables(read(part(*rows), part((["3", "丙。", ""], 30))))
    assert texts(table)[3] == ["3", "丙。", ""]


UNNUMBERED = [
    # last row of a page, first row of the next, rows that come of them
    (["甲类", "全面建成。", "市卫健局"], ["乙类", "推进改造。", "市工信局"], 2),
    (["甲类", wrap(["全面推进农村人居环境整治提升行动和乡村建设"], 200), "市卫健局"], ["", "行动。", ""], 1),
    (["甲类", "全面建成。", "市卫健局"], ["", "推进改造。", ""], 1),
]


@pytest.mark.parametrize(("last", "first", "count"), UNNUMBERED)
def test_without_numbers_the_text_decides(last, first, count):
    head = ["类别", "具体措施", "牵头单位"]
    whole = [(["丁类", "完成一批项目。", "市财政局"], 30), (["丙类", "培育企业10家。", "市商务局"], 30)]
    (table,) = tables(read(part(*whole, (last, 40), heading=head), part((first, 30), heading=head)))
    assert table.n_rows == 3 + count


def test_rows_that_restart_their_numbers_are_rows_of_their_own():
    (table,) = tables(read(part(FIRST, (["2", "乙。", "市商务局"], 30)), part((["1", "丙。", "市教育局"], 30))))
    assert [row[0] for row in texts(table)] == ["序号", "1", "2", "1"]


def test_text_between_two_parts_makes_two_tables():
    second = part(THIRD).text(200, 60, "附件2")
    assert [table.n_rows for table in tables(read(part(FIRST), second))] == [2, 2]


def test_other_columns_make_another_table():
    other = Page().grid([50, 200, 400], [80, 100, 130]).row([50, 200], 80, ["项目名称", "总投资"])
    assert [table.n_columns for table in tables(read(part(FIRST), other.row([50, 200], 100, ["甲", "3亿元"])))] == [
        3,
        2,
    ]


def test_a_heading_of_its_own_begins_another_table():
    other = part(THIRD, heading=["序号", "项目名称", "责任单位"])
    assert [texts(table)[0] for table in tables(read(part(FIRST), other))] == [HEAD, ["序号", "项目名称", "责任单位"]]


def test_odd_and_even_pages_may_have_different_margins():
    shifted = part((["2", "乙。", "市商务局"], 30))
    shifted.parts.insert(0, "1 0 0 1 25 0 cm")
    (table,) = tables(read(part(FIRST), shifted))
    assert [row[0] for row in texts(table)] == ["序号", "1", "2"]


MARGINS = ["— 1 —", "- 1 -", "1", "第 1 页", "第1页 共9页", "1/9", "·1·"]


@pytest.mark.parametrize("number", MARGINS)
def test_page_numbers_are_left_out_with_a_note(number):
    pages = [part(FIRST, number=number), part(THIRD, number=number.replace("1", "2"))]
    content = read(*pages)
    assert [block for block in content.blocks if isinstance(block, Paragraph)] == []
    assert [note.code for note in content.notes] == ["P41"]


def test_running_heads_are_left_out_and_a_date_is_kept():
    pages = [part((["1", "甲。", "市商务局"], 30)).text(60, 30, "某市人民政府文件").text(60, 780, "") for _ in range(3)]
    pages[2].text(300, 700, "2024年5月1日")
    content = read(*pages)
    assert [block.text for block in content.blocks if isinstance(block, Paragraph)] == ["2024年5月1日"]
    assert ["某市人民政府文件" in note.message for note in content.notes if note.code == "P41"] == [True]


def test_a_continuation_line_does_not_part_the_table():
    (table,) = tables(read(part(FIRST), part(THIRD).text(330, 60, "（续表）")))
    assert table.n_rows == 3


BLIND = [
    ([Page(picture=True)], "no text layer.*a scan.*apt install ocrmypdf"),
    ([Page(), Page()], "empty: none of its 2 pages"),
]


@pytest.mark.parametrize(("pages", "told"), BLIND)
def test_a_file_without_text_is_refused(pages, told):
    with pytest.raises(UnreadableFile, match=told):
        read(*pages)


def test_letters_drawn_as_outlines_are_no_text():
    page = Page()
    for index in range(200):
        page.paint(f"{index} {index} m {index + 9} {index + 3} l {index + 5} {index + 9} l f")
    with pytest.raises(UnreadableFile, match="outlines"):
        read(page)


def test_a_scanned_page_among_others_is_an_error_not_silence():
    notes = read(part(FIRST), Page(picture=True), part(THIRD)).notes
    assert [(note.code, note.level, note.place) for note in notes if note.code == "P45"] == [("P45", "error", "page 2")]


def test_characters_without_unicode_are_told():
    notes = read(part((["1", "新增\ue123\ue124张。", "市卫健局"], 40))).notes
    assert [(note.code, note.level, note.place) for note in notes] == [("P46", "warning", "page 1")]


KINDS = ["类别", "具体措施", "牵头单位"]


def test_a_row_whose_cells_are_all_filled_is_no_rest_where_a_column_has_ended():
    first = (["海湾", "\n".join(LINES[:1]), "市工信局"], 40)  # a full line without a full stop
    second = (["海湾", "治理河涌，修复岸线。", "市教育局"], 40)
    (table,) = tables(read(part(first, heading=KINDS), part(second, heading=KINDS)))
    assert texts(table) == [KINDS, ["海湾", LINES[0], "市工信局"], second[0]]


def test_a_label_that_the_next_page_says_again_is_one_label():
    first = (["海湾", "\n".join(LINES[:1]), "市工信局"], 40)
    rest = (["海湾", "\n".join(LINES[1:]), ""], 50)
    (table,) = tables(read(part(first, heading=KINDS), part(rest, heading=None, edges=(False, True))))
    assert texts(table) == [KINDS, ["海湾", TEXT, "市工信局"]]
