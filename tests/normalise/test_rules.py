"""Every row of the unit tables proves itself by its example."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from pipeline.model import Region
from pipeline.normalise.names import find_group_function, is_group, resolve
from pipeline.normalise.region import name_region
from pipeline.rules import load
from pipeline.rules.departments import (
    DepartmentForm,
    DepartmentName,
    Ending,
    Function,
    GroupCue,
    ShortForm,
    StemPart,
    compose_stem,
    endings,
    forms,
    group_cues,
)
from pipeline.rules.divisions import UNKNOWN, by_code, divisions

EXAMPLE = re.compile(r"(?P<region>.+)@(?P<year>\d{4})：(?P<written>.+)=(?P<name>.+)")
TABLES = (
    load("normalise/departments.csv", DepartmentForm, key=("written", "scope", "valid_from")),
    load("normalise/department_names.csv", DepartmentName),
    load("normalise/department_short_forms.csv", ShortForm, key=("written", "scope", "valid_from")),
)
EXAMPLES = sorted({row.example for table in TABLES for row in table})
LEVELS = {"nation": "国家", "province": "广东省", "prefecture": "惠州市", "county": "博罗县"}


def test_examples_resolve() -> None:
    wrong = []
    for example in EXAMPLES:
        match = EXAMPLE.fullmatch(example)
        assert match, example
        found = resolve(match["written"], name_region(match["region"]), int(match["year"])).department
        if (found.name, found.resolution != "unresolved") != (match["name"], True):
            wrong.append((example, found.name))
    assert wrong == []


def test_examples_hold_the_row() -> None:
    """An example is of its row: the written form stands in it."""
    for table in TABLES:
        for row in table:
            written: str = row.written if isinstance(row, DepartmentForm | ShortForm) else row.official
            parts = [part for part in re.split("[*#~]", written) if part]
            assert all(part in row.example for part in parts), row


@pytest.mark.parametrize("row", load("normalise/department_parts.csv", StemPart), ids=lambda row: row.part)
def test_stem_parts_make_joint_offices(row: StemPart) -> None:
    written, _, official = row.example.partition("=")
    found = compose_stem(written)
    assert found is not None
    assert (found[0], row.part in written) == (official, True)


@pytest.mark.parametrize(
    ("written", "region", "short"),
    [
        ("宁波金融监管局", "宁波市", "宁波金融监管局"),
        ("德化生态环境局", "德化县", "德化生态环境局"),
        ("湛江市商务局", "湛江市", "市商务局"),
    ],
)
def test_short_names(written: str, region: str, short: str) -> None:
    assert resolve(written, name_region(region), 2024).department.short_name == short


def test_tables_are_sorted() -> None:
    forms_, names, shorts = TABLES
    assert list(forms_) == sorted(
        forms_, key=lambda row: (row.function, row.key, row.written, row.scope, row.valid_from)
    )
    assert list(names) == sorted(names, key=lambda row: (row.function, row.official))
    assert list(shorts) == sorted(shorts, key=lambda row: (row.official, row.written, row.scope, row.valid_from))
    parts = load("normalise/department_parts.csv", StemPart)
    assert list(parts) == sorted(parts, key=lambda row: (row.function, row.part))


def test_short_forms_lead_to_official_names() -> None:
    names = {row.official for row in TABLES[1]}
    assert [row for row in TABLES[2] if row.official not in names] == []


@pytest.mark.parametrize("row", load("normalise/functions.csv", Function), ids=lambda row: row.function)
def test_functions_have_bodies(row: Function) -> None:
    for level, region in LEVELS.items():
        written = getattr(row, level)
        if written:
            found = resolve(written.replace("*", region), name_region(region), 2025).department
            assert (found.function, found.resolution != "unresolved") == (row.function, True), written


def test_functions_are_declared() -> None:
    used = {row.function for rows in forms().values() for row in rows}
    assert len({row.function for row in load("normalise/functions.csv", Function)}) >= 70
    assert {row.function for row in load("normalise/functions.csv", Function)} - used == set()


@pytest.mark.parametrize("row", endings(), ids=lambda row: row.ending)
def test_endings(row: Ending) -> None:
    written, _, kind = row.example.partition("=")
    found = resolve(written, Region("湛江市", "440800", "prefecture"), 2022).department
    assert found.kind == kind
    assert (found.resolution == "rule") == (row.use != "kind")


@pytest.mark.parametrize("row", group_cues(), ids=lambda row: f"{row.cue}-{row.position}")
def test_group_cues(row: GroupCue) -> None:
    assert is_group(row.example)
    if row.function:
        assert find_group_function(row.example) == row.function


def test_divisions_hold_together() -> None:
    rows = divisions()
    assert sum(not row.valid_to for row in rows) > 3200
    assert {row.level for row in rows} == {"province", "prefecture", "county"}
    assert [row for row in rows if row.parent and row.parent not in by_code()] == []
    assert [row for row in rows if (row.level == "province") != (not row.parent)] == []
    assert all(earlier.code <= later.code for earlier, later in pairwise(rows))
    assert UNKNOWN not in by_code()
