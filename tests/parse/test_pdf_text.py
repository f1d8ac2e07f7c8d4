"""The text of a cell: wrapped lines joined, paragraphs kept, blanks only where the page has them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Paragraph, Source, Table
from pipeline.parse.pdf import document as pdf
from tests.parse.pdf_writer import Page, wrap, write

XS, WIDTH = [50, 190, 330], 130  # of the text: a column of 140 less 5 on both sides


def read(page):
    return pdf.read(Source("list", "list.pdf", write(page), "0"))


def cell_of(text, size=10):
    """Read what comes back of a cell whose lines are given."""
    page = Page().grid(XS, [80, 110, 110 + max(60, 15 + 13 * len(text.split("\n")))])
    page.row(XS, 80, ["具体措施", "牵头单位"]).row(XS, 110, [text, "市商务局"], size)
    (table,) = [block for block in read(page).blocks if isinstance(block, Table)]
    return table.cells[2].text


BREAKS = [
    # lines as printed in a cell of 13 characters, text of the cell
    ("积极组织开展直播带货活动，提\n高农产品知名度。", "积极组织开展直播带货活动，提高农产品知名度。"),
    ("完成验收。\n启动二期。", "完成验收。\n启动二期。"),  # a line that left room
    ("1.加强农产品质量安全监管。\n2.推进农产品冷链建设。", "1.加强农产品质量安全监管。\n2.推进农产品冷链建设。"),
    ("1.加强农产品质量安全监管工作\n2.推进农产品冷链建设", "1.加强农产品质量安全监管工作\n2.推进农产品冷链建设"),
    ("新增床位三百张，力争突破总数\n12000张。", "新增床位三百张，力争突破总数12000张。"),
    ("力争全市基站总数达到一万八千\n6.5个百分点", "力争全市基站总数达到一万八千6.5个百分点"),  # no list number
    ("建成国家级示范区5个。深入推进\n（一）重点任务落实。", "建成国家级示范区5个。深入推进（一）重点任务落实。"),
    ("建成国家级示范区共计五个整。\n（一）重点任务落实。", "建成国家级示范区共计五个整。\n（一）重点任务落实。"),
    ("推进平台与“粤教翔云”系统及\n“一网通办”对接", "推进平台与“粤教翔云”系统及“一网通办”对接"),
    (
        "开展培训。（市商务局牵头负责）\n加快在市区创建农批市场。",
        "开展培训。（市商务局牵头负责）\n加快在市区创建农批市场。",
    ),
    ("推广使用系统Smart\nCity平台", "推广使用系统Smart\nCity平台"),
    ("推广全市统一建设的Smart\nCity平台并完善", "推广全市统一建设的Smart City平台并完善"),
    (
        "第一季度：新增担保额四千万元；\n第二季度：新增担保额五千万元",
        "第一季度：新增担保额四千万元；\n第二季度：新增担保额五千万元",
    ),
    ("争取建设国家级物流中心项目1-\n2个", "争取建设国家级物流中心项目1-2个"),
    ("项目——某某海鲜", "项目——某某海鲜"),
]


@pytest.mark.parametrize(("printed", "expected"), BREAKS)
def test_breaks(printed, expected):
    assert cell_of(printed) == expected


def test_a_first_line_that_is_set_in_begins_a_paragraph():
    page = Page().grid(XS, [80, 110, 200]).row(XS, 80, ["具体措施", "牵头单位"]).row(XS, 110, ["", "市商务局"])
    for index, (indent, line) in enumerate(
        [
            (20, "全面推进农村电商工作，"),
            (0, "提高流通效率并且降低成本费"),
            (20, "持续完善县域商业体系"),
            (0, "建设。"),
        ]
    ):
        page.text(55 + indent, 113 + 13 * index, line)
    (table,) = [block for block in read(page).blocks if isinstance(block, Table)]
    assert table.cells[2].text == "全面推进农村电商工作，提高流通效率并且降低成本费\n持续完善县域商业体系建设。"


def test_centred_lines_are_joined_by_what_both_sides_leave_free():
    page = Page().grid(XS, [80, 110, 200]).row(XS, 80, ["具体措施", "牵头单位"]).row(XS, 110, ["促进消费", ""])
    for index, line in enumerate(["各县（市、区）政府（管委", "会），市有关部门"]):
        page.text(260 - 5 * len(line), 130 + 13 * index, line)
    (table,) = [block for block in read(page).blocks if isinstance(block, Table)]
    assert table.cells[3].text == "各县（市、区）政府（管委会），市有关部门"


def test_the_typesetters_gap_between_chinese_and_latin_is_no_blank():
    page = Page().grid(XS, [80, 110, 140]).row(XS, 80, ["具体措施", "牵头单位"])
    page.text(55, 113, "年度累计").text(97.5, 113, "5G").text(110, 113, "基站").text(138, 113, "9000")
    (table,) = [block for block in read(page).blocks if isinstance(block, Table)]
    assert table.cells[2].text == "年度累计5G基站 9000"  # 2.5 and 8 points of 10


PIECES = st.lists(
    st.sampled_from(
        ["推进农业农村现代化建设", "完善公共服务体系", "新增床位300张", "达到85%以上", "覆盖5G网络", "培育龙头企业10家"]
    ),
    min_size=2,
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=4))
def test_numbered_paragraphs_come_back_as_they_were(paragraphs):
    numbered = [f"{n}.{'，'.join(pieces)}。" for n, pieces in enumerate(paragraphs, start=1)]
    assert cell_of(wrap(numbered, WIDTH)) == "\n".join(numbered)


def test_prose_outside_of_tables_is_joined_to_paragraphs():
    page = Page().text(200, 60, "某市工作方案", 20)
    lines = [
        "　　为贯彻落实上级部署，现就有关工作制定如下方案，请各县",
        "区认真组织实施。",
        "　　一、总体要求",
        "　　坚持稳中求进工作总基调。",
    ]
    lines += [
        "　　二、重点任务。推进各项工作落实处见到成效，全面提升公",
        "共服务水平，加快建设现代化经济体系，努力开创全市经济社会",
        "发展新局面。",
    ]
    for index, line in enumerate(lines):
        page.text(90, 120 + 25 * index, line, 14)
    assert [block.text for block in read(page).blocks if isinstance(block, Paragraph)] == [
        "某市工作方案",
        "为贯彻落实上级部署，现就有关工作制定如下方案，请各县区认真组织实施。",
        "一、总体要求",
        "坚持稳中求进工作总基调。",
        "二、重点任务。推进各项工作落实处见到成效，全面提升公共服务水平，加快建设现代化经济体系，努力开创全市经济社会发展新局面。",
    ]


FEW = [
    "（一）推进绿色建筑。绿色建筑占比达到80%以上。",
    "责任单位：市住建局、市自然资源局，各区政府",
    "（二）发展新能源。新增装机50万千瓦。【牵头单位：市发展改革局】",
    "（三）加强宣传。开展活动12场。（责任单位：市委宣传部）",
]


def test_what_says_who_is_responsible_and_the_next_number_begin_paragraphs_of_few_lines():
    """The longest of few lines is no proof of a margin."""
    page = Page()
    for index, line in enumerate(FEW):
        page.text(90, 60 + 16 * index, line)
    assert [block.text for block in read(page).blocks] == FEW


def test_a_label_in_a_narrow_cell_begins_a_line():
    printed = "牵头单位：市农业农村水务局\n配合单位：市财政局、市自然\n资源局"
    assert cell_of(printed) == "牵头单位：市农业农村水务局\n配合单位：市财政局、市自然资源局"


def test_a_bracket_that_names_departments_goes_on_over_its_lines():
    page = Page()
    for index, line in enumerate(
        ["推进农村生活污水治理，完善长效管护机制。（牵头单位：省农业农村厅，", "配合单位：省财政厅）"]
    ):
        page.text(90, 60 + 16 * index, line)
    assert [block.text for block in read(page).blocks] == [
        "推进农村生活污水治理，完善长效管护机制。（牵头单位：省农业农村厅，配合单位：省财政厅）"
    ]
