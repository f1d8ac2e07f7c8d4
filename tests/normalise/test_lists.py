"""Lists of every province, level and layout as they stand in real documents, and cases that others wrote unseen."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.normalise.text import DepartmentReading, read_department_text

FOLDER = Path(__file__).parent.parent / "cases"
with (FOLDER / "unit_lists.csv").open(encoding="utf-8", newline="") as handle:
    LISTS = list(csv.DictReader(handle))
UNSEEN = [json.loads(line) for line in (FOLDER / "units_unseen.jsonl").read_text(encoding="utf-8").splitlines()]


def _line(unit: DepartmentReading) -> str:
    """l:市商务局=惠州市商务局 (a row), ~ for a name by rule, ? for none, nothing where the words are the name."""
    if unit.name is None:
        return f"{unit.role[0]}:{unit.text}?"
    if unit.resolution == "rule":
        return f"{unit.role[0]}:{unit.text}~{unit.name}"
    return f"{unit.role[0]}:{unit.text}" + ("" if unit.name == unit.text else f"={unit.name}")


@pytest.mark.parametrize("row", LISTS, ids=lambda row: f"{row['region']}@{row['year']} {row['text'][:20]}")
def test_lists(row: dict[str, str]) -> None:
    units = read_department_text(row["text"], row["region"] or None, int(row["year"]), row["layout"])
    assert [_line(unit) for unit in units] == (row["expected"].split("\n") if row["expected"] else [])


@pytest.mark.parametrize("case", UNSEEN, ids=lambda case: case["id"])
def test_unseen(case: dict[str, Any]) -> None:
    units = read_department_text(case["text"], case["region"], case["year"], case["layout"])
    assert [unit.text for unit in units] == [wanted["text"] for wanted in case["units"]]
    for unit, wanted in zip(units, case["units"], strict=True):
        assert "name" in wanted.get("open", ()) or unit.name in [wanted["name"], *wanted.get("name_alt", [])]
        assert unit.role in [wanted["role"], *wanted.get("role_alt", [])]
