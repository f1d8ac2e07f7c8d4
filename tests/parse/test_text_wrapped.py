"""Text whose lines are cut as printed; CSV as spreadsheets write it."""

import pytest

from pipeline.model import Paragraph, Table
from tests.parse.builders import read_bytes, texts

TITLE = "某市优化营商环境行动方案"
FIRST = "（一）优化企业开办。推行企业开办全程网上办理，年内新增自助终端20台。（责任单位：市市场监管局、市税务局）"
SECOND = (
    "（二）优化水电报装。将报装时限压缩至3个工作日，推行报装零材料、零跑腿和零费用。（责任单位：市水务局、市供电公司）"
)


def cut(text, width=20, indent=""):
    """Cut a paragraph after so many characters; the first line is set in."""
    text = indent + text
    return [text[i : i + width] for i in range(0, len(text), width)]


def read_text(lines):
    content = read_bytes("\n".join(lines).encode(), "x.txt")
    return [block.text for block in content.blocks if isinstance(block, Paragraph)], [
        note.code for note in content.notes
    ]


def test_lines_that_are_cut_are_joined():
    lines = [TITLE, "二、重点任务", *cut(FIRST), *cut(SECOND)]
    assert read_text(lines) == ([TITLE, "二、重点任务", FIRST, SECOND], ["P12"])


def test_first_lines_set_in_and_pages_between():
    lines = [TITLE, "", *cut(FIRST, 18, "　　"), *cut(SECOND, 18, "　　")]
    lines[4:4] = ["", "— 1 —", "", "\f"]
    assert read_text(lines) == ([TITLE, FIRST, SECOND], ["P12", "P41"])


def test_a_bare_page_number_at_the_edge_of_a_page_is_no_text():
    lines = [TITLE, *cut(FIRST), *cut(SECOND)]
    lines[3:3] = ["12\f"]
    assert read_text(lines) == ([TITLE, FIRST, SECOND], ["P12", "P41"])


@pytest.mark.parametrize(
    "between",
    [["第 3 页 共 10 页"], ["第3页"], ["", "- 3 -", ""], ["\f" + TITLE]],
    ids=["of how many", "which page", "dashes", "running head"],
)
def test_what_stands_between_pages_is_no_text(between):
    lines = [TITLE, "一、重点任务", *cut(FIRST, 22), *cut(SECOND, 22)]
    lines[4:4] = between
    assert read_text(lines) == ([TITLE, "一、重点任务", FIRST, SECOND], ["P12", "P41"])


def test_lines_of_a_double_spaced_text_are_joined():
    lines = [
        line for text in (TITLE, FIRST, SECOND) for line in (part for piece in cut(text, 24) for part in (piece, ""))
    ]
    assert read_text(lines) == ([TITLE, FIRST, SECOND], ["P12"])


def test_a_number_of_chapters_begins_a_paragraph_also_behind_a_title_that_is_nearly_full():
    title = "某市优化营商环境行动方案（试行版）"
    assert read_text([title, "一、重点任务", *cut(FIRST), *cut(SECOND)])[0] == [title, "一、重点任务", FIRST, SECOND]


def test_a_bracket_that_a_page_cuts_goes_on():
    whole = "（一）建设公园。新建公园5个。（责任单位：市自然资源局、市财政局）"
    cut_off, rest = whole[:-5], whole[-5:]
    assert read_text([TITLE, cut_off, "— 8 —", rest, "（二）其他。"]) == (
        [TITLE, whole, "（二）其他。"],
        ["P12", "P41"],
    )
    assert read_text([TITLE, cut_off, rest, "（二）其他。"])[0] == [TITLE, cut_off, rest, "（二）其他。"]


@pytest.mark.parametrize(
    "lines",
    [
        [TITLE, FIRST, SECOND],  # a line a paragraph
        ["市教育局", "市财政局", "市水利局", "市林业局"],  # short lines
        ["一、推进农业农村现代化建设和乡村全面振兴", "二、推进城市更新改造和老旧小区改造工程项目"],  # headings
        ["新建学校五十所，改造道路三百公里，完成投资。", "治理河涌二十条，建成公园三十座，完成投资。"],  # sentences
    ],
)
def test_lines_that_are_paragraphs_stay(lines):
    assert read_text(lines) == (lines, [])


HEAD = "序号,具体措施,2024年工作计划,牵头单位"
ROW = "1,甲措施,新建公园5个。,市自然资源局"


@pytest.mark.parametrize(
    "above",
    [
        ["佛山市2024年重点工作任务责任清单,,,"],
        ["sep=,", "佛山市2024年重点工作任务责任清单,,,"],
        [",佛山市2024年重点工作任务责任清单,,"],
    ],
)
def test_the_title_of_a_csv_has_empty_cells_beside_it(above):
    content = read_bytes("\n".join([*above, HEAD, ROW]).encode(), "x.csv")
    assert content.blocks[0] == Paragraph("佛山市2024年重点工作任务责任清单")
    assert texts(content) == [HEAD.split(","), ROW.split(",")]


def test_cells_parted_by_semicolons():
    content = read_bytes("\n".join(["sep=;", HEAD.replace(",", ";"), ROW.replace(",", ";")]).encode(), "x.csv")
    assert isinstance(content.blocks[0], Table)
    assert texts(content) == [HEAD.split(","), ROW.split(",")]
