"""A reviewer's corrections: applied and kept apart from what was extracted; refused aloud where the text has changed."""

import csv
import io
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.flow import read_text
from pipeline.model import Cell, Numeral, Target
from pipeline.run import build
from pipeline.sources.corrections import COLUMN_READERS, COLUMNS, apply, hash_text

DATA = Path(__file__).parents[1] / "data/sources"
TEXT = "新建公园超过5个，发放公章、财务章各1枚。"
CELL = Cell("d", "d/1", "2023", TEXT, 1, 1, None)
FOUND = list(read_text(TEXT, 2023, 2022, "d/1"))
TARGETS = [t for t in FOUND if isinstance(t, Target)]
NUMERALS = [n for n in FOUND if isinstance(n, Numeral)]
KEYS = [target.target_id for target in TARGETS]


def write(*lines: tuple[str, ...], heading: tuple[str, ...] = COLUMNS) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([heading, *lines])
    return out.getvalue().encode("utf-8-sig")


def correct(*lines: tuple[str, ...]):
    return apply(write(*lines), "d.docx", [CELL], TARGETS, NUMERALS)


def line(key: str, field: str, old: str, new: str, text: str = TEXT) -> tuple[str, ...]:
    return (key, hash_text(text), field, old, new, "")


APPLIED = [
    ("value", "5", "6", Decimal(6)),
    ("value", "5.0", "6.5", Decimal("6.5")),
    ("comparator", "gt", "ge", "ge"),
    ("unit", "个", "座", "座"),
    ("unit", "个", "", None),
    ("year", "2023", "2024", 2024),
    ("quarter", "", "3", 3),
    ("indicator", "公园", "口袋公园", "口袋公园"),
]


@pytest.mark.parametrize(("field", "old", "new", "expected"), APPLIED)
def test_a_correction_is_applied_and_the_extracted_value_kept(field, old, new, expected):
    made = correct(line(KEYS[0], field, old, new))
    target = made.targets[0]
    assert [finding.code for finding in made.findings] == ["K00"]
    assert getattr(target, field) == expected
    assert target.corrected
    assert target.extracted == (f"{field}={old.removesuffix('.0')}",)
    assert made.targets[1:] == TARGETS[1:]
    assert (target.base_value, target.base_unit) == (target.value, target.unit)
    follows = field in ("value", "value_max", "unit", "comparator")
    numeral = next(n for n in made.numerals if n.start == target.start)
    assert numeral.corrected == follows
    if follows:
        assert getattr(numeral, field) == expected


def test_an_apostrophe_that_keeps_a_spreadsheet_from_running_a_text_is_no_part_of_it():
    made = correct(line(KEYS[0], "indicator", "'公园", "'=公园"))
    assert made.targets[0].indicator == "=公园"


def test_a_range_takes_two_lines_and_both_or_none_are_applied():
    lines = (line(KEYS[0], "comparator", "gt", "range"), line(KEYS[0], "value_max", "", "8"))
    made = correct(*lines)
    assert (made.targets[0].comparator, made.targets[0].value_max) == ("range", Decimal(8))
    lower = correct(lines[0], line(KEYS[0], "value_max", "", "3"), line(KEYS[1], "indicator", "公章", "印章"))
    assert [finding.code for finding in lower.findings] == ["K10", "K10", "K00"]
    assert (lower.targets[0], lower.targets[1].indicator) == (TARGETS[0], "印章")


def test_two_columns_of_one_row():
    made = correct(line(KEYS[0], "value", "5", "6"), line(KEYS[0], "comparator", "gt", "eq"))
    assert made.targets[0].extracted == ("value=5", "comparator=gt")


REFUSED = [
    ("K02", line("d/1/2023/9/9", "value", "5", "6")),
    ("K03", line(KEYS[0], "value", "5", "6", text="新建公园超过5个。")),
    ("K04", line(KEYS[0], "text", "5个", "6个")),
    ("K09", line(KEYS[0], "value", "5", "six")),
    ("K09", line(KEYS[0], "value", "5", "")),
    ("K09", line(KEYS[0], "value", "5", "Infinity")),
    ("K09", line(KEYS[0], "value", "5", "1e999")),
    ("K08", line(KEYS[0], "year", "2023", "2300")),
    ("K08", line(KEYS[0], "quarter", "", "5")),
    ("K08", line(KEYS[0], "comparator", "gt", ">")),
    ("K08", line(KEYS[0], "year", "2023", "next")),
    ("K08", line(KEYS[0], "kind", "target", "target")),
    ("K05", line(KEYS[0], "value", "7", "6")),
    ("K09", line(KEYS[0], "value", "5", "1e-400")),
    ("K09", line(KEYS[0], "value", "5", "٦")),
    ("K08", line(KEYS[0], "year", "2023", "２０２４")),
    ("K10", line(KEYS[0], "value_max", "", "8")),
    ("K10", line(KEYS[0], "comparator", "gt", "range")),
    ("K11", line(KEYS[0], "dimension", "count", "area")),
    ("K11", line(KEYS[0], "unit", "个", "平方米")),
    ("K12", line(KEYS[0], "unit", "个", "<b>个</b>")),
    ("K12", line(KEYS[0], "unit", "个", "个\x00")),
    ("K12", line(KEYS[0], "unit", "个", "个" * 10_000)),
]


@pytest.mark.parametrize(("code", "refused"), REFUSED)
def test_a_correction_that_does_not_fit_is_refused_aloud(code, refused):
    made = correct(refused)
    assert [(finding.code, finding.level) for finding in made.findings] == [(code, "error")]
    assert (made.targets, made.numerals) == (TARGETS, NUMERALS)


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b'"' + b"x" * 200_000, write(heading=("key", "value")), write(("a", "b")), b""]
)
def test_a_file_that_is_no_list_of_corrections_is_refused(content):
    made = apply(content, "d.docx", [CELL], TARGETS, NUMERALS)
    assert [finding.code for finding in made.findings] in (["K01"], ["K07"])


LINES = st.lists(
    st.tuples(
        st.sampled_from([*KEYS, "d/1/9"]),
        st.sampled_from([hash_text(TEXT), ""]),
        st.sampled_from(["kind", *COLUMN_READERS, "text"]),
        st.sampled_from(["5", "gt", "个", "2023", "count", "", "target", "公园"]) | st.text(max_size=4),
        st.sampled_from(["6", "ge", "2024", "area", "", "grade"]) | st.text(max_size=4),
        st.text(max_size=3),
    ),
    max_size=4,
)


@given(LINES)
def test_whatever_the_lines_say_each_gets_an_answer_and_no_numeral_is_lost(lines):
    made = correct(*lines)
    assert len(made.findings) == sum(map(any, lines))
    assert [(n.start, n.end, n.text) for n in made.numerals] == [(n.start, n.end, n.text) for n in NUMERALS]
    untouched = {t.target_id for t in TARGETS} - {entry[0] for entry in lines}
    assert [t for t in made.targets if t.target_id in untouched] == [t for t in TARGETS if t.target_id in untouched]
    assert all(t.corrected == bool(t.extracted) for t in made.targets)


@given(st.binary(max_size=200))
def test_whatever_the_file_holds_nothing_breaks(content):
    made = apply(content, "d.docx", [CELL], TARGETS, NUMERALS)
    assert made.targets == TARGETS
    assert [finding.code for finding in made.findings] in (["K01"], ["K07"])


def test_a_target_that_is_none_leaves_and_its_numeral_stays():
    made = correct(line(KEYS[0], "kind", "target", "grade"))
    numeral = next(n for n in made.numerals if n.start == TARGETS[0].start)
    assert KEYS[0] not in [target.target_id for target in made.targets]
    assert (numeral.kind, numeral.unit, numeral.comparator) == ("grade", None, None)
    assert numeral.extracted == ("kind=target",)
    assert len(made.numerals) == len(NUMERALS)


def test_a_numeral_of_several_targets_stays_a_target_while_one_is_left():
    assert TARGETS[1].start == TARGETS[2].start
    made = correct(line(KEYS[1], "kind", "target", "reference"))
    assert len(made.targets) == len(TARGETS) - 1
    assert made.numerals == NUMERALS


def test_a_build_applies_the_file_beside_the_document_and_notices_a_change(tmp_path):
    folders = tmp_path / "raw", tmp_path / "interim", tmp_path / "output"
    folders[0].mkdir()
    shutil.copy(DATA / "responsibility_list.docx", folders[0] / "list.docx")
    plain = build(*folders).dataset
    target = next(t for t in plain.targets if t.value == 9000)
    text = next(c.text for c in plain.cells if (c.measure_id, c.field) == (target.measure_id, target.field))
    file = folders[0] / "list.corrections.csv"
    file.write_bytes(write((target.target_id, hash_text(text), "value", "9000", "9100", "typo")))
    built = build(*folders)
    made = {t.target_id: t for t in built.dataset.targets}[target.target_id]
    assert (built.status, built.is_current) == (0, False)
    assert (made.value, made.corrected, made.extracted) == (9100, True, ("value=9000",))
    assert build(*folders).is_current
    file.write_bytes(write((target.target_id, hash_text(text + "。"), "value", "9000", "9100", "")))
    built = build(*folders)
    assert built.status == 1
    assert [f.code for f in built.findings if f.level == "error"] == ["K03"]
    file.rename(folders[0] / "other.corrections.csv")
    built = build(*folders)
    assert built.status == 0
    assert "D07" in [finding.code for finding in built.findings]
    assert not any(t.corrected for t in built.dataset.targets)
