"""The reading cases: tests/cases/quantities.jsonl (shared) and quantities_more.jsonl, compared as their README says."""

import json
from pathlib import Path

import pytest

from pipeline.extract.target.passage import read_passage
from pipeline.lang.numeral import is_numeral_char
from pipeline.model import Numeral, Passage, Target

FOLDER = Path(__file__).parents[1] / "cases"
CASES = [
    json.loads(line)
    for name in ("quantities.jsonl", "quantities_more.jsonl", "quantities_grammar.jsonl")
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()
]
KNOWN_FAILURES: dict[str, str] = {}  # id → reason; each a strict xfail
ATTRIBUTES = ("value", "value_max", "unit", "dimension", "comparator", "basis", "year", "quarter")
PLAIN = ("value", "value_max", "unit", "comparator")


def locate(text: str, words: str, nth: int) -> int:
    position = -1
    for _ in range(nth):
        position = text.index(words, position + 1)
    return position


def same(got: object, wanted: object) -> bool:
    if got is None or wanted is None or isinstance(wanted, str):
        return got == wanted
    return abs(float(got) - float(wanted)) <= 1e-6 * max(1.0, abs(float(wanted)))


def meets(got: str | None, wanted: str) -> bool:
    one, other = "".join((got or "").split()), "".join(wanted.split())
    return bool(one) and (one in other or other in one)


def find_faults(case: dict) -> list[str]:
    """Compare one case; every difference is a line."""
    text = case["text"]
    field = str(case["plan_year"]) if case["plan_year"] else "measure"
    found = list(read_passage(Passage("d", case["id"], field, text, case["plan_year"], case["first_year"])))
    targets = [entry for entry in found if isinstance(entry, Target)]
    numerals = [entry for entry in found if isinstance(entry, Numeral)]
    faults = []
    for wanted in case["quantities"]:
        start = locate(text, wanted["text"], wanted["nth"])
        end = None if "text" in wanted.get("open", ()) else start + len(wanted["text"])
        pool = targets if wanted["role"] == "target" else [n for n in numerals if n.kind == wanted["role"]]
        there = [entry for entry in pool if entry.start == start and end in (None, entry.end)]
        if not there:
            faults.append(f"{wanted['role']} {wanted['text']} is missing")
            continue
        if wanted["role"] != "target":
            faults += compare(there[0], wanted, PLAIN)
            continue
        entry = next((t for t in there if meets(t.indicator, wanted["indicator"])), there[0])
        targets.remove(entry)
        faults += compare(entry, wanted, ATTRIBUTES)
        if "indicator" not in wanted.get("open", ()) and not meets(entry.indicator, wanted["indicator"]):
            faults.append(f"{wanted['text']}: indicator {entry.indicator}, not {wanted['indicator']}")
    faults += [f"target {entry.text} is one too many" for entry in targets]
    return faults + compare_others(case, numerals)


def compare(entry: object, wanted: dict, names: tuple[str, ...]) -> list[str]:
    names = tuple(name for name in names if name not in wanted.get("open", ()))
    return [
        f"{wanted['text']}: {name} {getattr(entry, name)}, not {wanted[name]}"
        for name in names
        if not same(getattr(entry, name), wanted[name])
    ]


def compare_others(case: dict, numerals: list[Numeral]) -> list[str]:
    faults = []
    for other in case["others"]:
        start = locate(case["text"], other["text"], other["nth"])
        kinds = {other["kind"], *other.get("alt", ())}
        for position in range(start, start + len(other["text"])):
            holder = next((n for n in numerals if n.start <= position < n.end), None)
            if (
                is_numeral_char(case["text"][position])
                and (holder is None or holder.kind not in kinds)
                and not (holder is None and other.get("optional"))
            ):
                faults.append(f"{other['text']}: kind {holder and holder.kind}, not {kinds}")
                break
    return faults


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case["id"],
            marks=pytest.mark.xfail(reason=KNOWN_FAILURES[case["id"]]) if case["id"] in KNOWN_FAILURES else (),
        )
        for case in CASES
    ],
)
def test_case(case):
    assert find_faults(case) == []
