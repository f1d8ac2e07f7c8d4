"""The door: cells of a document → responsibilities, departments, findings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.model import Cell, Clause, Department, Finding, Region, Responsibility
from pipeline.normalise.departments import read_departments
from pipeline.normalise.pieces import is_nobody

REGION = Region("湛江市", "440800", "prefecture")


def _cells(rows: Sequence[dict[str, str]]) -> list[Cell]:
    return [
        Cell("d", f"d/{i}", field, text, i + 1, column, None)
        for i, row in enumerate(rows, 1)
        for column, (field, text) in enumerate(row.items(), 1)
    ]


def _read(
    rows: Sequence[dict[str, str]], region: Region | None = REGION
) -> list[Responsibility | Department | Finding]:
    return list(read_departments(_cells(rows), {}, region, 2022, "list.docx"))


def _lines(found: list[Responsibility | Department | Finding]) -> list[str]:
    rows = [x for x in found if isinstance(x, Responsibility)]
    return [f"{x.responsibility_id} {x.text} {x.department_id}" for x in rows]


def _codes(found: list[Responsibility | Department | Finding]) -> list[str]:
    return [x.code for x in found if isinstance(x, Finding)]


def test_inline_leads_come_after_the_column() -> None:
    rows = [
        {
            "measure": "1.推进服务。（市医保局牵头）",
            "2022": "市商务局牵头",
            "lead_units": "市商务局",
            "cooperating_units": "市财政局",
        }
    ]
    found = _read(rows)
    assert _lines(found) == [
        "d/1/lead/1 市商务局 440800/commerce",
        "d/1/cooperate/1 市财政局 440800/finance",
        "d/1/lead/2 市医保局 440800/medical_insurance",
    ]
    inline = [x for x in found if isinstance(x, Responsibility) and x.field == "measure"]
    assert inline[0].clause == "1.推进服务。"
    assert _codes(found) == []


def test_clauses_are_those_of_the_measure() -> None:
    text = "1.甲服务。（市医保局牵头）\n乙服务。\n（市商务局牵头）"
    clauses = {"d/1": (Clause("甲服务。", 2, 6), Clause("乙服务。", 14, 18))}
    found = list(read_departments(_cells([{"measure": text}]), clauses, REGION, 2022, "x"))
    assert [x.clause for x in found if isinstance(x, Responsibility)] == ["甲服务。", "乙服务。"]


def test_one_department_with_its_aliases() -> None:
    found = _read([{"lead_units": "市医保局"}, {"lead_units": "市医疗保障局、湛江市医保局"}])
    departments = [x for x in found if isinstance(x, Department)]
    assert [(d.name, d.short_name, d.aliases) for d in departments] == [
        ("湛江市医疗保障局", "市医疗保障局", ("市医保局", "市医疗保障局", "湛江市医保局"))
    ]


def test_empty_lead_cell_is_reported() -> None:
    assert _codes(_read([{"lead_units": " "}, {"lead_units": "无"}, {"cooperating_units": ""}])) == ["N01", "N01"]


def test_unknown_and_ambiguous_units_are_reported_once() -> None:
    found = _read([{"lead_units": "市产业办、鼓楼区教育局"}, {"lead_units": "市产业办"}])
    assert _codes(found) == ["N02", "N03"]
    ambiguous = next(x for x in found if isinstance(x, Finding) and x.code == "N03")
    assert "350102" in ambiguous.message
    assert "320106" in ambiguous.message


def test_two_names_of_one_department_are_reported() -> None:
    assert _codes(_read([{"lead_units": "市发改局、市发改委"}])) == ["N04"]


def test_unknown_region_is_reported() -> None:
    found = _read([{"lead_units": "市商务局"}], region=None)
    assert _codes(found) == ["N05", "N02"]
    assert _lines(found) == ["d/1/lead/1 市商务局 000000/unresolved/市商务局"]


def test_words_that_are_no_unit_are_reported() -> None:
    found = _read([{"lead_units": "市商务局负责统筹协调"}])
    assert _lines(found) == ["d/1/responsible/1 市商务局 440800/commerce"]
    assert _codes(found) == ["N06"]


def test_first_named_leads_from_there_on() -> None:
    rows = [
        {"responsible_units": "市商务局、市财政局（列第一位的为牵头单位，下同）"},
        {"responsible_units": "市教育局、市民政局"},
    ]
    assert [line.split("/")[2] for line in _lines(_read(rows))] == ["lead", "responsible", "lead", "responsible"]


def test_same_as_above() -> None:
    rows = [
        {"lead_units": "市商务局、市财政局"},
        {"lead_units": "同上"},
        {"lead_units": "市教育局", "cooperating_units": "同上"},
    ]
    found = _read(rows)
    assert _lines(found)[2:4] == ["d/2/lead/1 同上 440800/commerce", "d/2/lead/2 同上 440800/finance"]
    assert _codes(found) == ["N06"]  # nothing stands above the last 同上


PARTS = st.sampled_from(
    ["市商务局", "市产业办", "各县（市、区）政府", "张三", "牵头", "配合单位：", "责任人：", "（", "）", "、", "，", "\n", " ", "和", "等", "会同",
     "积极", "详见附件", "ABC", "市财政局*", "以下任务均由", "列第一位的为牵头单位", "下同", "无", "2022年底前", "开发区管委会"]
)  # fmt: skip


@example(text="无牵头", field="cooperating_units")  # says nobody
@settings(max_examples=200, deadline=None)
@given(text=st.lists(PARTS, max_size=8).map("".join), field=st.sampled_from(["lead_units", "cooperating_units"]))
def test_nothing_of_a_unit_cell_is_lost(text: str, field: str) -> None:
    found = _read([{field: text}])
    rest = list(text)
    for row in found:
        if isinstance(row, Responsibility):
            rest[row.start : row.end] = "、" * (row.end - row.start)
    messages = "".join(x.message for x in found if isinstance(x, Finding) and x.code in ("N01", "N06"))
    assert is_nobody(text) or all(word in messages for word in re.findall("[\u4e00-\u9fffA-Za-z]{2,}", "".join(rest)))


UNITS = st.sampled_from(
    [
        "市商务局",
        "市产业办",
        "湛江海关",
        "各县（市、区）政府",
        "市有关部门",
        "",
        "无",
        "（",
        "市 财 政 局",
        "1.市教育局",
    ]
)
CELLS = st.lists(UNITS, max_size=5).map("、".join)


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(st.fixed_dictionaries({"lead_units": CELLS, "cooperating_units": CELLS}), max_size=4))
def test_keys_are_unique_and_meet(rows: list[dict[str, str]]) -> None:
    found = _read(rows)
    responsibilities = [x for x in found if isinstance(x, Responsibility)]
    departments = [x for x in found if isinstance(x, Department)]
    assert len({x.responsibility_id for x in responsibilities}) == len(responsibilities)
    assert len({x.department_id for x in departments}) == len(departments)
    assert {x.department_id for x in responsibilities} == {x.department_id for x in departments}
    texts = {(cell.measure_id, cell.field): cell.text for cell in _cells(rows)}
    assert all(texts[x.measure_id, x.field][x.start : x.end] == x.text for x in responsibilities)
