"""Corrections of targets in words and of who is responsible: applied under the laws of an extraction, or refused aloud."""

import csv
import io
from decimal import Decimal

import pytest

from pipeline.flow import read_content
from pipeline.model import (
    Cell,
    Content,
    Department,
    Finding,
    GridCell,
    QualitativeTarget,
    Responsibility,
    Source,
    Table,
)
from pipeline.rules.findings import tell
from pipeline.sources.corrections import COLUMNS, apply, hash_text

HEADINGS = ("具体措施", "2025年工作计划", "牵头单位", "配合单位")
ROW = ("1.建设网络。", "实现5G网络全覆盖。", "市商务局", "市旅控集团公司、市财政局")
WORD, LEAD, STRANGER = "d/1/2025/1/q1", "d/1/lead/1", "d/1/cooperate/1"
IN_CELL = {WORD: ROW[1], LEAD: ROW[2], STRANGER: ROW[3], "d/1/cooperate/2": ROW[3]}


def correct(*lines):
    out = io.StringIO()
    rows = ((key, hash_text(IN_CELL.get(key, "")), field, old, new, "") for key, field, old, new in lines)
    csv.writer(out).writerows([COLUMNS, *rows])
    grid = [HEADINGS, ROW]
    cells = tuple(GridCell(r, c, 1, 1, text) for r, row in enumerate(grid) for c, text in enumerate(row))
    source = Source("d", "d.docx", b"", "0" * 64, None, "湛江市", None, None, out.getvalue().encode("utf-8-sig"))
    return read_content(Content("docx", (Table(1, len(grid), 4, cells),)), source)


def told(rooms):
    return [finding.code for finding in rooms.findings if finding.code.startswith("K")]


def units(rooms):
    names = {one.department_id: one.name for one in rooms.of(Department)}
    return {part.responsibility_id: names[part.department_id] for part in rooms.of(Responsibility)}


WORDS = [
    (("meaning", "full", "more_than_half"), ("value", "100", "50")),
    (("indicator", "5G网络", "5G网络覆盖率"),),
    (("comparator", "eq", "ge"),),
    (("year", "2025", "2026"),),
    (("quarter", "", "3"),),
    (("basis", "level", "added"),),
    (("meaning", "full", "not_below_before"), ("value", "100", ""), ("unit", "%", ""), ("dimension", "ratio", "other")),
]


@pytest.mark.parametrize("columns", WORDS)
def test_a_target_in_words_is_corrected(columns):
    rooms = correct(*((WORD, *column) for column in columns))
    assert told(rooms) == ["K00"] * len(columns)
    (row,) = rooms.of(QualitativeTarget)
    assert row.corrected
    assert row.extracted == tuple(f"{name}={old}" for name, old, _ in columns)
    for name, _, new in columns:
        value = getattr(row, name)
        assert ("" if value is None else str(value)) == new
    if columns[0][0] in ("year", "quarter"):
        assert str(row.due_date) == {"year": "2026-12-31", "quarter": "2025-09-30"}[columns[0][0]]


def test_words_that_are_no_target_are_taken_out():
    rooms = correct((WORD, "kind", "target", "word"))
    assert (told(rooms), rooms.of(QualitativeTarget)) == (["K06"], [])


REFUSED = [
    ("K08", (WORD, "meaning", "full", "all")),
    ("K08", (WORD, "comparator", "eq", "range")),
    ("K05", (WORD, "meaning", "zero", "full")),
    ("K04", (WORD, "value_max", "", "5")),
    ("K09", (WORD, "value", "100", "many")),
    ("K14", (WORD, "value", "100", "")),
    ("K14", (WORD, "meaning", "full", "not_below_before")),
    ("K11", (WORD, "dimension", "ratio", "area")),
    ("K02", ("d/1/2025/1/q2", "value", "100", "5")),
    ("K03", ("d/1/lead/1", "department", "湛江市商务局", "湛江市财政局")),
    ("K04", (LEAD, "clause", "", "x")),
    ("K05", (LEAD, "department", "湛江市教育局", "湛江市财政局")),
    ("K08", (LEAD, "role", "lead", "boss")),
    ("K12", (LEAD, "department", "湛江市商务局", "<b>局</b>")),
    ("K02", ("d/1/lead/9", "department", "湛江市商务局", "湛江市财政局")),
]


@pytest.mark.parametrize(("code", "line"), REFUSED)
def test_what_breaks_a_law_is_refused_aloud(code, line, monkeypatch):
    if code == "K03":
        monkeypatch.setitem(IN_CELL, LEAD, "市商务局、市财政局")
    rooms, before = correct(line), correct()
    assert told(rooms) == [code]
    for kind in (QualitativeTarget, Responsibility, Department):
        assert rooms.of(kind) == before.of(kind)


@pytest.mark.parametrize(
    ("new", "department_id", "resolution"),
    [
        ("湛江市财政局", "440800/finance", "alias"),  # the document has it
        ("湛江市教育局", "440800/education", "alias"),  # the tables have it
        ("湛江市旅游投资控股集团有限公司", "440800/own/湛江市旅游投资控股集团有限公司", "rule"),  # a form of names
        ("蓝天旅控", "440800/given/蓝天旅控", "alias"),  # nobody knows it but the person who gave the name
    ],
)
def test_a_department_is_corrected_and_no_longer_unknown(new, department_id, resolution):
    assert "N02" in [finding.code for finding in correct().findings]
    rooms = correct((STRANGER, "department", "市旅控集团公司", new))
    assert told(rooms) == ["K00"]
    assert units(rooms)[STRANGER] == new
    assert units(rooms)[LEAD] == "湛江市商务局"
    row = next(part for part in rooms.of(Responsibility) if part.responsibility_id == STRANGER)
    assert (row.corrected, row.extracted) == (True, ("department=市旅控集团公司",))
    own = next(one for one in rooms.of(Department) if one.name == new)
    assert (own.department_id, own.resolution) == (department_id, resolution)
    assert "市旅控集团公司" in own.aliases
    assert {one.department_id for one in rooms.of(Department)} == {
        part.department_id for part in rooms.of(Responsibility)
    }
    assert "N02" not in [finding.code for finding in rooms.findings]


def test_a_unit_that_is_none_is_taken_out():
    rooms = correct((STRANGER, "department", "市旅控集团公司", ""))
    assert told(rooms) == ["K13"]
    assert units(rooms) == {LEAD: "湛江市商务局", "d/1/cooperate/2": "湛江市财政局"}


def test_role_and_department_of_one_row_in_any_order():
    lines = [(STRANGER, "role", "cooperate", "lead"), (STRANGER, "department", "市旅控集团公司", "湛江市教育局")]
    for order in (lines, lines[::-1]):
        rooms = correct(*order)
        assert told(rooms) == ["K00", "K00"]
        assert units(rooms) == {
            LEAD: "湛江市商务局",
            "d/1/lead/2": "湛江市教育局",
            "d/1/cooperate/2": "湛江市财政局",  # its key stays, so that other corrections hold
        }


@pytest.mark.parametrize(("written", "value"), [("500万", 5_000_000), ("1.86万", 18_600), ("3亿", 300_000_000)])
def test_a_number_may_be_written_with_its_scale(written, value):
    rooms = correct((WORD, "value", "100", written))
    assert rooms.of(QualitativeTarget)[0].value == Decimal(value)


def test_what_was_told_of_other_rows_stays():
    other = [Finding("X", "info", "d.docx", "d/1", "a", "a"), tell("N02", "d.docx", "d/1/x", words="市甲局", row="")]
    made = apply(b"", "d.docx", [Cell("d", "d/1", "x", "", 1, 1, None)], [], [], findings=other)
    assert made.findings[:2] == other
