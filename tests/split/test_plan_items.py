"""Plan items: cases (cell, items as `list number|quarter|text`), then the law that a cell reassembles."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.lang.list_label.list_number import find_list_numbers
from pipeline.model import Cell, Finding, PlanItem
from pipeline.split.plan_items import read_items


def make_cell(text: str) -> Cell:
    return Cell("list", "list/22", "2023", text, 2, 3, None)


def split(text: str) -> list[PlanItem]:
    return [item for item in read_items(make_cell(text), 2023) if isinstance(item, PlanItem)]


def show(text: str) -> list[str]:
    return [f"{item.list_number or ''}|{item.quarter or ''}|{item.text}" for item in split(text)]


CASES = [
    ("开展红橙营销工作。", ["||开展红橙营销工作。"]),
    ("1.8家医院开展试点；1家医院升级。\n2.配合测试。", ["1.||8家医院开展试点；1家医院升级。", "2.||配合测试。"]),
    ("1、 打击虚假宣传。2.打击仿冒。\n3.公示", ["1、||打击虚假宣传。", "2.||打击仿冒。", "3.||公示"]),
    ("1.培育一批跨境\n电商产业园区。\n2.鼓励", ["1.||培育一批跨境\n电商产业园区。", "2.||鼓励"]),
    ("一、建成5家；\n二、升级3家", ["一、||建成5家；", "二、||升级3家"]),
    ("（一）建成5家。（二）升级3家。", ["（一）||建成5家。", "（二）||升级3家。"]),
    ("①建成5家②升级3家", ["①||建成5家②升级3家"]),
    ("①建成5家；②升级3家", ["①||建成5家；", "②||升级3家"]),
    ("一是建成5家；二是升级3家。", ["||一是建成5家；二是升级3家。"]),
    ("1.5亿元用于改造", ["||1.5亿元用于改造"]),
    ("建成5家。\n升级3家。", ["||建成5家。\n升级3家。"]),
    ("做好以下工作：\n1.建成\n2.升级", ["||做好以下工作：", "1.||建成", "2.||升级"]),
    # quarters
    (
        "第三季度：新增3000万元；\n第四季度：新增4000万元。",
        ["|3|第三季度：新增3000万元；", "|4|第四季度：新增4000万元。"],
    ),
    ("一季度: 完成A\n二季度: 完成B", ["|1|一季度: 完成A", "|2|二季度: 完成B"]),
    ("1季度：A\n2季度：B\n3季度：C", ["|1|1季度：A", "|2|2季度：B", "|3|3季度：C"]),
    ("第1季度 完成A。\n第2季度 完成B。", ["|1|第1季度 完成A。", "|2|第2季度 完成B。"]),
    ("2023年一季度：完成A；\n2023年二季度：完成B", ["|1|2023年一季度：完成A；", "|2|2023年二季度：完成B"]),
    ("第一、二季度：完成A；\n三季度：完成B", ["||第一、二季度：完成A；", "|3|三季度：完成B"]),
    ("1.第一季度：完成A\n2.第二季度：完成B", ["1.|1|第一季度：完成A", "2.|2|第二季度：完成B"]),
    (
        "第一季度：\n1.完成A\n2.完成B\n第二季度：\n1.完成C",
        ["|1|第一季度：", "1.|1|完成A", "2.|1|完成B", "|2|第二季度：", "1.|2|完成C"],
    ),
    ("力争在\n第三季度完成验收。", ["||力争在\n第三季度完成验收。"]),
    ("开展工作，第三季度：完成", ["||开展工作，第三季度：完成"]),
    ("每季度开展1次", ["||每季度开展1次"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_cases(text: str, expected: list[str]) -> None:
    assert show(text) == expected


def test_keys_and_places() -> None:
    first, second = split("1.建成。\n2.升级。")
    assert (first.item_id, first.measure_id, first.field, first.year) == ("list/22/2023/1", "list/22", "2023", 2023)
    assert (second.item_id, second.position, second.start, second.end) == ("list/22/2023/2", 2, 8, 11)


@pytest.mark.parametrize("text", ["", " \n\u3000"])
def test_an_empty_cell_is_said(text: str) -> None:
    (finding,) = read_items(make_cell(text), 2023)
    assert isinstance(finding, Finding)
    assert (finding.code, finding.level, finding.place) == ("S01", "info", "list/22/2023")


def test_a_list_number_without_text_is_said() -> None:
    findings = [f for f in read_items(make_cell("1.建成\n2.\n3.升级"), 2023) if isinstance(f, Finding)]
    assert [(f.code, f.message) for f in findings] == [("S02", "list number 2. has no text")]


PIECES = st.sampled_from(
    [
        "1.",
        "2、",
        "（一）",
        "②",
        "3",
        "第二季度：",
        "一季度",
        "8家医院",
        "推进试点",
        "。",
        "；",
        "，",
        "\n",
        " ",
        "\u3000",
        "1.5亿元",
        "”",
        "2.1",
        "一是",
        "\t",
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_items_list_numbers_and_white_space_are_the_cell(text: str) -> None:
    starting = {n.start: n for n in find_list_numbers(text) if n.starts_item}
    position = 0
    for item in split(text):
        assert item.start >= position
        assert text[item.start : item.end] == item.text == item.text.strip()
        assert item.text
        assert_only_list_numbers(text, position, item.start, starting)
        position = item.end
    assert_only_list_numbers(text, position, len(text), starting)


def assert_only_list_numbers(text: str, start: int, end: int, starting: dict) -> None:
    while start < end:
        number = starting.get(start)
        assert number or text[start].isspace()
        start = number.end if number else start + 1
