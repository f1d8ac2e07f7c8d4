"""Unit lists of cities all over China that nobody looked at while writing rules (see tests/extract/test_held_out.py)."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.normalise.text import read_department_text

CASES = Path(__file__).parents[1] / "cases/held_out_departments.jsonl"
NAME_FLOOR, ROLE_FLOOR = 0.95, 0.97


def _find_nth(text: str, part: str, nth: int) -> int:
    start = -1
    for _ in range(nth):
        start = text.index(part, start + 1)
    return start


def test_unseen_units_are_read() -> None:
    of = names = roles = extra = 0
    for line in CASES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        found = {
            (u.text, u.start): u
            for u in read_department_text(case["text"], case["region"], case["year"], case["layout"])
        }
        for wanted in case["units"]:
            of += 1
            unit = found.pop((wanted["text"], _find_nth(case["text"], wanted["text"], wanted["nth"])), None)
            if unit is None:
                continue
            names += "name" in wanted.get("open", []) or unit.name in [wanted["name"], *wanted.get("name_alt", [])]
            roles += unit.role in [wanted["role"], *wanted.get("role_alt", [])]
        extra += len(found)
    assert names / of >= NAME_FLOOR, (names, of)
    assert roles / of >= ROLE_FLOOR, (roles, of)
    assert extra <= of // 50
