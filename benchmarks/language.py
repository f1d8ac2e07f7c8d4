"""Reads the shared cases and the first list with our extractor, a plain regular expression and today's libraries.

    python benchmarks/language.py [--peer jionlp=/path/to/its/python ...]

Prints, a system a line: F1 of the value, of value + unit, of value + unit + comparator (every quantity; then targets
only), characters read per second on one core (the digits are shuffled, so that nothing can be remembered), and that as
a multiple of ours. A quantity that sets several indicators counts once. Peers know no
targets: all that they find counts as one. A library that is not installed is skipped, and said so.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import regex_baseline  # noqa: E402
from language_peers import NOT_INSTALLED, PEERS  # noqa: E402

from pipeline import parse  # noqa: E402
from pipeline.extract.target.passage import read_passage  # noqa: E402
from pipeline.find.lists import find_lists  # noqa: E402
from pipeline.model import Cell, Numeral, Passage, PlanItem, ResponsibilityList, Source  # noqa: E402
from pipeline.split.measures import read_measures  # noqa: E402
from pipeline.split.plan_items import read_items  # noqa: E402

CASES = ROOT / "tests/cases/quantities.jsonl"
LIST = ROOT / "tests/data/sources/responsibility_list.txt"
GOLD = ROOT / "tests/gold/quantities_part.csv"
MIN_SECONDS = 1.0
ROUNDS = 5
GENERATOR = random.Random(1)
Key = tuple[object, ...]


class Sample(NamedTuple):
    """A text with what is right: `quantities` and, of them, the `targets`."""

    passage: Passage
    quantities: list[dict[str, object]]
    targets: list[dict[str, object]]


class Result(NamedTuple):
    """What a system found in every text, all and (where it knows them) targets, and its speed."""

    name: str
    found: list[list[dict[str, object]]]
    targets: list[list[dict[str, object]]]
    speed: float


def read_cases() -> list[Sample]:
    """Read tests/cases/quantities.jsonl."""
    samples = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        field = str(case["plan_year"] or "measure")
        passage = Passage("case", f"case/{case['id']}", field, case["text"], case["plan_year"], case["first_year"])
        samples.append(_make_sample(passage, case["quantities"], ("text", "nth", "role")))
    return samples


def _make_sample(passage: Passage, quantities: Iterable[dict[str, object]], place: tuple[str, ...]) -> Sample:
    """Make a sample; a quantity with several indicators is kept once."""
    unique = list({tuple(q[name] for name in place): q for q in quantities}.values())
    return Sample(passage, unique, [q for q in unique if q["role"] == "target"])


def read_list() -> list[Sample]:
    """Read the annotated cells of the first list (tests/gold/quantities_part.csv)."""
    gold: dict[tuple[str, str], list[dict[str, object]]] = defaultdict(list)
    with GOLD.open(encoding="utf-8-sig", newline="") as handle:
        for row in csv.DictReader(handle):
            values = {"value": float(row["value"]), "value_max": float(row["value_max"]) if row["value_max"] else None}
            gold[row["measure"], row["field"]].append({**row, **values, "unit": row["unit"] or None})
    source = Source("list", LIST.name, LIST.read_bytes(), "")
    lists = [r for r in find_lists(parse.read(source), LIST.name) if isinstance(r, ResponsibilityList)]
    cells = [r for r in read_measures(lists, "list", LIST.name) if isinstance(r, Cell)]
    measures = {number for number, _ in gold}
    return [
        _make_sample(_make_passage(cell), gold[key], ("start", "end", "role"))
        for cell in cells
        if (key := (cell.measure_id.split("/")[1], cell.field))[0] in measures
        and (cell.field == "measure" or cell.field.isdigit())
    ]


def _make_passage(cell: Cell) -> Passage:
    """Make the passage of a cell as the pipeline does."""
    year = int(cell.field) if cell.field.isdigit() else None
    items = tuple(i for i in read_items(cell, year) if isinstance(i, PlanItem)) if year else ()
    return Passage("list", cell.measure_id, cell.field, cell.text, year, 2022, items)


def run_ours(samples: list[Sample]) -> Result:
    """Read with our extractor: everything the issue asks for, targets, kinds and all."""
    found, targets = [], []
    for sample in samples:
        numerals = [r for r in read_passage(sample.passage) if isinstance(r, Numeral)]
        rows = [(n.kind, _describe(n)) for n in numerals if n.kind in ("target", "parameter", "reference")]
        found.append([row for _, row in rows])
        targets.append([row for kind, row in rows if kind == "target"])
    return Result("policy-pledges", found, targets, _measure_speed(samples, lambda s: list(read_passage(s.passage))))


def _describe(numeral: Numeral) -> dict[str, object]:
    """Describe a numeral as the cases do."""
    most = None if numeral.value_max is None else float(numeral.value_max)
    value = None if numeral.value is None else float(numeral.value)
    return {"value": value, "value_max": most, "unit": numeral.unit, "comparator": numeral.comparator}


def run_baseline(samples: list[Sample]) -> Result:
    """Read with the plain regular expression."""
    found = [regex_baseline.read(sample.passage.text) for sample in samples]
    speed = _measure_speed(samples, lambda s: regex_baseline.read(s.passage.text))
    return Result(regex_baseline.NAME, found, found, speed)


def _measure_speed(samples: list[Sample], read: object) -> float:
    """Measure characters per second, warm, on shuffled digits, for a second at least."""
    samples = [_shuffle(sample) for _ in range(ROUNDS) for sample in samples]
    done, start = 0, time.perf_counter()
    while time.perf_counter() - start < MIN_SECONDS:
        for sample in samples:
            read(sample)  # type: ignore[operator]
            done += len(sample.passage.text)
    return done / (time.perf_counter() - start)


def _shuffle(sample: Sample) -> Sample:
    """Give a sample other digits."""
    text = "".join(GENERATOR.choice("123456789") if c.isascii() and c.isdigit() else c for c in sample.passage.text)
    return sample._replace(passage=replace(sample.passage, text=text))


def run_peer(name: str, python: str, samples: list[Sample]) -> Result | None:
    """Read with a library in its own interpreter; None, with a message, where it is not installed."""
    lines = "\n".join(json.dumps(sample.passage.text) for sample in samples)
    command = [python, str(ROOT / "benchmarks/language_peers.py"), name]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode == NOT_INSTALLED:
        print(f"{name}: skipped, not installed (install {PEERS[name][0]} anywhere, then --peer {name}=PYTHON)")
        return None
    if done.returncode:
        print(f"{name}: failed\n{done.stderr[-1000:]}")
        return None
    head, *rows = [json.loads(line) for line in done.stdout.splitlines()]
    speed = sum(len(sample.passage.text) for sample in samples) / head["seconds"]
    return Result(f"{name} {head['version']}", rows, rows, speed)


def score(right: Iterable[list[dict[str, object]]], found: Iterable[list[dict[str, object]]], *names: str) -> float:
    """Score by F1: quantities of a text that are equal in the named attributes."""
    hits = n_right = n_found = 0
    for wanted, got in zip(right, found, strict=True):
        one, other = Counter(_key(q, names) for q in wanted), Counter(_key(q, names) for q in got)
        hits += sum((one & other).values())
        n_right, n_found = n_right + len(wanted), n_found + len(got)
    return 2 * hits / (n_right + n_found) if n_right + n_found else 1.0


def _key(quantity: dict[str, object], names: tuple[str, ...]) -> Key:
    """Make what is compared: numbers to four significant digits (thirds are rounded in the cases)."""
    values = tuple(quantity.get(name) for name in names)
    return tuple(float(f"{value:.4g}") if isinstance(value, int | float) else value for value in values)


def report(title: str, samples: list[Sample], peers: dict[str, str]) -> None:
    """Run every system on one set of samples and print its line."""
    size, n_quantities = sum(len(s.passage.text) for s in samples), sum(len(s.quantities) for s in samples)
    print(f"\n{title}: {len(samples)} texts, {size} characters, {n_quantities} quantities\n")
    results = [run_ours(samples), run_baseline(samples), *(run_peer(n, p, samples) for n, p in peers.items())]
    print(
        "| F1 of | value | + unit | + comparator | targets only | characters a second | times ours |\n|---|---|---|---|---|---|---|"
    )
    number, unit = ("value", "value_max"), ("value", "value_max", "unit")
    everything = (*unit, "comparator")
    ours = results[0].speed if results[0] else 1.0
    for result in filter(None, results):
        right = [s.quantities for s in samples]
        scores = [score(right, result.found, *names) for names in (number, unit, everything)]
        only = score([s.targets for s in samples], result.targets, *everything)
        print(
            f"| {title}: {result.name} | {' | '.join(f'{one:.3f}' for one in (*scores, only))} | {result.speed:,.0f} | {result.speed / ours:.2f} |"
        )


def main() -> None:
    """Compare on the shared cases and on the first list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=PYTHON", help="interpreter of a library")
    peers = dict.fromkeys(PEERS, sys.executable)
    peers.update(pair.split("=", 1) for pair in parser.parse_args().peer)
    report("shared cases", read_cases(), peers)
    report("first list (six annotated measures)", read_list(), peers)


if __name__ == "__main__":
    main()
