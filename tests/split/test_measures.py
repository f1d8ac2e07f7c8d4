"""Rows → measures, cells and findings; a measure's text → clauses."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Cell, Deadline, Finding, Measure, ResponsibilityList, Row, RowCell
from pipeline.split.measures import find_clauses, read_measures


def make_row(number: int, *cells: tuple[str, str], inherited: bool = False) -> Row:
    return Row(
        1, number, tuple(RowCell(f, t, i, page=2, inherited=inherited) for i, (f, t) in enumerate(cells, 1)), "一"
    )


def read(*rows: Row) -> list[Measure | Cell | Deadline | Finding]:
    return list(read_measures([ResponsibilityList("清单", rows, (2023,))], "list", "list.docx"))


def show(*texts: str) -> list[str]:
    rows = [make_row(i, ("measure", text)) for i, text in enumerate(texts, 2)]
    return [f"{r.measure_id}|{r.number}|{r.text}" for r in read(*rows) if isinstance(r, Measure)]


def codes(*rows: Row) -> list[str]:
    return [f"{r.code} {r.level}" for r in read(*rows) if isinstance(r, Finding)]


CASES = [
    (["1.推进试点。", "10. 积极推进。\n加快建设。"], ["list/1|1|推进试点。", "list/10|10|积极推进。\n加快建设。"]),
    (["14.5家医院建成中心"], ["list/14|14|5家医院建成中心"]),
    (["（一）推进", "（二）落实"], ["list/一|一|推进", "list/二|二|落实"]),
    (["１、推进", "２．１ 落实"], ["list/1|1|推进", "list/2.1|2.1|落实"]),
    (["推进", "落实"], ["list/1|1|推进", "list/2|2|落实"]),
    (["1.5亿元用于改造"], ["list/1|1|1.5亿元用于改造"]),
    (["1.推进A\n2.推进B"], ["list/1|1|1.推进A\n2.推进B"]),
    (["3.推进", "3.落实", "3.保障"], ["list/3|3|推进", "list/3-2|3|落实", "list/3-3|3|保障"]),
    ([""], ["list/1|1|"]),
]


@pytest.mark.parametrize(("texts", "expected"), CASES)
def test_numbers_and_texts(texts: list[str], expected: list[str]) -> None:
    assert show(*texts) == expected


def test_a_serial_column_numbers_the_measure() -> None:
    row = make_row(2, ("serial", "7"), ("measure", "推进试点"), ("2023", "建成"))
    measure, deadline, *cells = read(row)
    assert measure == Measure("list/7", "list", "7", "推进试点", 2, 2, "一", list_title="清单")
    assert deadline == Deadline("list/7", None, None, None)
    assert cells == [
        Cell("list", "list/7", field, text, 2, column, 2)
        for column, (field, text) in enumerate([("serial", "7"), ("measure", "推进试点"), ("2023", "建成")], 1)
    ]


def test_a_serial_that_the_list_number_repeats_is_taken_off() -> None:
    measure = read(make_row(2, ("serial", "7."), ("measure", "7、推进试点")))[0]
    assert isinstance(measure, Measure)
    assert (measure.number, measure.text) == ("7", "推进试点")


def test_a_serial_that_the_list_number_contradicts_is_said() -> None:
    row = make_row(2, ("serial", "7"), ("measure", "8.推进试点"))
    assert codes(row) == ["S07 info"]
    measure = next(r for r in read(row) if isinstance(r, Measure))
    assert (measure.number, measure.text) == ("7", "8.推进试点")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([make_row(2, ("measure", "1.推进"))], []),
        ([make_row(2, ("measure", "推进"))], ["S08 info"]),
        ([make_row(2, ("measure", "1.推进")), make_row(3, ("measure", "1.落实"))], ["S04 warning"]),
        ([make_row(2, ("measure", "1.推进")), make_row(3, ("measure", "1.推进"), inherited=True)], ["S09 info"]),
        ([make_row(2, ("serial", "1"), ("measure", ""))], ["S05 warning"]),
        ([make_row(2, ("measure", "1.推进"), ("remark", "甲"), ("remark", "乙"))], ["S06 warning"]),
    ],
)
def test_findings(rows: list[Row], expected: list[str]) -> None:
    assert codes(*rows) == expected


def test_a_second_cell_of_a_field_keeps_its_text() -> None:
    records = read(make_row(2, ("measure", "1.推进"), ("remark", "甲"), ("remark", "乙")))
    assert [(c.field, c.text) for c in records if isinstance(c, Cell)][1:] == [("remark", "甲"), ("remark-2", "乙")]


@given(st.lists(st.sampled_from(["1.推进", "2.推进", "推进", "1-2", "", "2"]), max_size=12))
def test_keys_are_unique_and_no_row_is_lost(texts: list[str]) -> None:
    rows = [make_row(i, ("serial", text) if text.isdigit() else ("measure", text)) for i, text in enumerate(texts, 2)]
    records = read(*rows)
    measures = [r for r in records if isinstance(r, Measure)]
    assert [m.row for m in measures] == [row.row for row in rows]
    assert len({m.measure_id for m in measures}) == len(rows)
    assert [c.measure_id for c in records if isinstance(c, Cell)] == [m.measure_id for m in measures]


CLAUSES = [
    (
        "10. 推进试点，构建模式。（市卫生健康局牵头）\n开展服务。（市医保局牵头）",
        ["推进试点，构建模式。", "开展服务。"],
    ),
    ("推进试点。（市卫生健康局牵头）开展服务。（市医保局牵头）", ["推进试点。", "开展服务。"]),
    ("推进A（含B）试点。", ["推进A（含B）试点。"]),
    ("推进试点（责任单位：市商务局，各县（市、区）政府）。\n开展服务", ["推进试点", "开展服务"]),
    ("推进试点。（甲局负责，乙局配合）", ["推进试点。"]),
    ("由（市商务局牵头）的工作继续推进。", ["由（市商务局牵头）的工作继续推进。"]),
    ("1.推进A。\n\n2.推进B。", ["1.推进A。", "2.推进B。"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_clauses(text: str, expected: list[str]) -> None:
    assert [clause.text for clause in find_clauses(text)] == expected


@given(
    st.lists(
        st.sampled_from(["1.", "推进", "。", "（市商务局牵头）", "（", "）", "\n", " ", "（含）"]), max_size=20
    ).map("".join)
)
def test_clause_spans_hold(text: str) -> None:
    end = 0
    for clause in find_clauses(text):
        assert end <= clause.start < clause.end
        assert text[clause.start : clause.end] == clause.text == clause.text.strip()
        end = clause.end


TIMES = [  # a goal, the headings above it, and the years that the measure is due in and that its targets have
    ("地区生产总值年均增长5%以上。", ("二、“十五五”时期主要目标",), 2030, 2030),
    ("地区生产总值年均增长5%以上。", ("二、“十五五”时期主要目标", "三、2026年重点工作"), 2026, 2026),
    ("城镇化率达到71%以上。", ("一、总体要求",), 2026, None),
    ("到2030年，人均预期寿命提高到80岁以上。", ("二、“十五五”时期主要目标",), 2030, None),
    ("到2030年，人均预期寿命提高到80岁以上。", (), 2030, None),
    ("到2025年，人均预期寿命提高到80岁以上。", (), 2026, None),
    ("到2027年达到10家，到2030年达到20家。", (), 2026, None),
]


@pytest.mark.parametrize(("text", "above", "due_year", "target_year"), TIMES)
def test_a_chapter_says_when_its_goals_are_due(
    text: str, above: tuple[str, ...], due_year: int, target_year: int | None
):
    row = replace(make_row(1, ("measure", text)), above=" / ".join(above), section=None)
    found = list(read_measures([ResponsibilityList("2026年政府工作报告", (row,), (), "goal")], "r", "r.txt"))
    assert [one.due_year for one in found if isinstance(one, Measure)] == [due_year]
    assert [one.target_year for one in found if isinstance(one, Deadline)] == [target_year]
