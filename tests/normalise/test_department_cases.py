"""The shared cases of unit names, and the units of the first list."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Region
from pipeline.normalise.names import resolve
from pipeline.normalise.text import DepartmentReading, read_department_text

FOLDER = Path(__file__).parent.parent / "cases"
CASES = [json.loads(line) for line in (FOLDER / "departments.jsonl").read_text(encoding="utf-8").splitlines()]
FAILING: dict[str, str] = {}  # id → reason
with (FOLDER / "first_list_units.csv").open(encoding="utf-8-sig", newline="") as handle:
    FIRST_LIST = list(csv.DictReader(handle))


def _params() -> list[Any]:
    marks = {name: [pytest.mark.xfail(strict=True, reason=reason)] for name, reason in FAILING.items()}
    return [pytest.param(case, id=case["id"], marks=marks.get(case["id"], [])) for case in CASES]


def _find_nth(text: str, part: str, nth: int) -> int:
    start = -1
    for _ in range(nth):
        start = text.index(part, start + 1)
    return start


def _read(case: dict[str, Any]) -> list[DepartmentReading]:
    return read_department_text(case["text"], case["region"], case["year"], case["layout"])


@pytest.mark.parametrize("case", _params())
def test_units_are_read(case: dict[str, Any]) -> None:
    units = _read(case)
    expected = [(u["text"], _find_nth(case["text"], u["text"], u["nth"])) for u in case["units"]]
    assert [(u.text, u.start) for u in units] == expected
    for unit, wanted in zip(units, case["units"], strict=True):
        assert unit.name in [wanted["name"], *wanted.get("name_alt", [])]
        assert unit.role in [wanted["role"], *wanted.get("role_alt", [])]
        if "kind" not in wanted.get("open", []):
            assert unit.kind == wanted["kind"]


def test_functions_meet_and_stay_apart() -> None:
    ours: dict[str, set[str | None]] = {}
    theirs: dict[str | None, set[str]] = {}
    for case in CASES:
        for unit, wanted in zip(_read(case), case["units"], strict=True):
            if wanted["function"] and "function" not in wanted.get("open", []):
                ours.setdefault(wanted["function"], set()).add(unit.function)
                theirs.setdefault(unit.function, set()).add(wanted["function"])
    assert {name: found for name, found in ours.items() if len(found) > 1} == {}
    assert {name: found for name, found in theirs.items() if len(found) > 1} == {}


@pytest.mark.parametrize("row", FIRST_LIST, ids=lambda row: row["as_written"])
def test_first_list(row: dict[str, str]) -> None:
    department = resolve(row["as_written"], Region("湛江市", "440800", "prefecture"), 2022).department
    if row["sure"] == "yes":
        assert (department.name, department.resolution) == (row["official_name_2022"], "alias")
    else:
        assert department.resolution in ("rule", "unresolved")
    assert (department.kind == "group") == (row["group"] == "yes")
