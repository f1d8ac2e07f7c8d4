"""A field name and its value say the same; only one file takes names to pieces."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.field import Field, name_other, name_plan, number_fields, read_field

ROOT = Path(__file__).parents[2]
CASES = [
    ("measure", Field("measure")),
    ("plan", Field("plan")),
    ("plan-2", Field("plan", nth=2)),
    ("2024", Field("plan", 2024)),
    ("2024-2", Field("plan", 2024, nth=2)),
    ("2024-Q1", Field("plan", 2024, 1)),
    ("plan-Q3", Field("plan", None, 3)),
    ("2024-Q4-3", Field("plan", 2024, 4, 3)),
    ("responsible_units-2", Field("responsible_units", nth=2)),
    ("lead_units-12", Field("lead_units", nth=12)),
    ("other:办理-Q1", Field("other:办理-Q1")),
    ("other:花名-2", Field("other:花名", nth=2)),
    ("other:A-1", Field("other:A-1")),
    ("other:2024-05", Field("other:2024-05")),
    ("planned", Field("planned")),
    ("20245", Field("20245")),
    ("２０２４", Field("２０２４")),
]
kinds = st.sampled_from(["measure", "lead_units", "other:甲-乙", "other:", "indicator", "deadline"])
counts = st.integers(1, 40)
plans = st.builds(Field, st.just("plan"), st.none() | st.integers(0, 9999), st.none() | st.integers(1, 4), counts)


@pytest.mark.parametrize(("name", "value"), CASES)
def test_a_name_and_its_value(name: str, value: Field) -> None:
    assert read_field(name) == value
    assert str(value) == name


@given(plans | st.builds(Field, kinds, st.none(), st.none(), counts))
def test_what_is_printed_is_read_again(value: Field) -> None:
    assert read_field(str(value)) == value


@given(st.text() | st.from_regex(r"(plan|2024|measure|other:.)(-Q\d)?(-\d+)?", fullmatch=True))
def test_any_name_is_printed_as_it_was(name: str) -> None:
    assert str(read_field(name)) == name


@given(st.lists(st.sampled_from(["measure", "plan", "2024-Q1", "remark", "other:花名", "2024"])))
def test_numbered_fields_are_distinct_and_keep_what_they_are(names: list[str]) -> None:
    numbered = number_fields(names)
    assert len(set(numbered)) == len(names)
    assert [str(read_field(name)._replace(nth=1)) for name in numbered] == names


def test_what_a_field_is() -> None:
    assert name_plan(2024, 1) == "2024-Q1"
    assert name_plan(None) == "plan"
    assert read_field(name_other("花名")).is_other
    assert [read_field(name).is_read for name in ("measure", "measure-2", "2024-Q1", "deadline")] == [
        True,
        True,
        True,
        False,
    ]
    assert str(read_field("2024-Q1-2").whole_year) == "2024"


def test_only_one_file_knows_how_a_field_is_written() -> None:
    """A ratchet that may not grow: the parts of a field name are read and printed in model/field.py only."""
    sign = re.compile(r"""-Q|\.partition\("-|base_of|split\("-|-\{number\}|-\{seen""")
    code = [*(ROOT / "pipeline").rglob("*.py"), *(ROOT / "pipeline").rglob("assets/app/*.js")]
    found = {path.name for path in code if sign.search(path.read_text(encoding="utf-8"))}
    assert found == {"field.py"}
