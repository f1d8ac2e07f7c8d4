"""Characters that the extractor reads per second and core, beside a bare search for digits in the same texts.

    python -m benchmarks.extract_speed

Corpora: the measure and plan cells of the first list; the sentences of `tests/cases/quantities*.jsonl`, which hold a
numeral every 15 characters; the same sentences joined into texts of 4000 characters; and, where ../shared is there, what
the pipeline reads of its real documents. The digits are drawn anew for every round, so that no round can remember
another. CPU time, median of the rounds.
"""

from __future__ import annotations

import json
import random
import re
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.extract.target.passage import read_passage
from pipeline.flow import read_document
from pipeline.model import Cell, Deadline, Measure, Numeral, Passage, PlanItem, ResponsibilityList, Source
from pipeline.model.closed import UNLED
from pipeline.split.passages import make_passages

ROOT = Path(__file__).parents[1]
LIST = ROOT / "tests/data/sources/responsibility_list.docx"
CASES = ROOT / "tests/cases"
REAL = ROOT.parent / "shared/real"
REGION, FIRST_YEAR = "湛江市", 2022  # of the first list
LONG = 4000  # characters of a joined text
ROUNDS = 7
BARE = re.compile(r"\d+")


def read_cells() -> Iterator[Passage]:
    """The cells of the first list that are read for numerals, as the pipeline passes them on."""
    rooms = read_document(Source("list", LIST.name, LIST.read_bytes(), "", region=REGION))
    for cell in rooms.of(Cell):
        if cell.field == "measure" or cell.field.isdigit():
            year = int(cell.field) if cell.field.isdigit() else None
            place = (cell.measure_id, cell.field)
            items = tuple(item for item in rooms.of(PlanItem) if (item.measure_id, item.field) == place)
            yield Passage("list", *place, cell.text, year, FIRST_YEAR, items)


def read_sentences() -> Iterator[Passage]:
    """The sentences of the reading cases."""
    for path in sorted(CASES.glob("quantities*.jsonl")):
        for case in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            field = str(case["plan_year"] or "measure")
            yield Passage("case", f"case/{case['id']}", field, case["text"], case["plan_year"], case["first_year"])


def read_real() -> Iterator[Passage]:
    """What is read for numerals of the shared real documents; nothing where they are not."""
    for file in sorted((*REAL.glob("*.pdf"), *REAL.glob("*.txt"))):
        rooms = read_document(Source(file.stem, file.name, file.read_bytes(), ""))
        lists = [found for found in rooms.of(ResponsibilityList) if found.source not in UNLED]
        years = sorted({year for found in lists for year in found.years})
        made = (rooms.of(Cell), rooms.of(Measure), rooms.of(PlanItem), rooms.of(Deadline))
        yield from make_passages(*made, years[0] if years else None, rooms.document.published)


def join(passages: list[Passage]) -> Iterator[Passage]:
    """The texts one after the other, cut into long ones."""
    text = "".join(passage.text for passage in passages)
    for start in range(0, len(text), LONG):
        yield Passage("joined", f"joined/{start}", "measure", text[start : start + LONG], None, FIRST_YEAR)


def shuffle(passage: Passage, dice: random.Random) -> Passage:
    """The passage with other digits."""
    text = "".join(dice.choice("123456789") if c.isascii() and c.isdigit() else c for c in passage.text)
    return replace(passage, text=text)


def clock(read: Callable[[Passage], object], passages: list[Passage]) -> float:
    """CPU seconds for all passages."""
    started = time.process_time()
    for passage in passages:
        read(passage)
    return time.process_time() - started


def measure(name: str, passages: list[Passage], rounds: int = ROUNDS) -> str:
    """A line of the table: speed of both readers, and how many times the bare one is faster."""
    dice = random.Random(1)
    size = sum(len(passage.text) for passage in passages)
    count = sum(isinstance(row, Numeral) for passage in passages for row in read_passage(passage))
    ours, bare = [], []
    for _ in range(rounds):
        shuffled = [shuffle(passage, dice) for passage in passages]
        ours.append(clock(lambda passage: list(read_passage(passage)), shuffled))
        bare.append(clock(lambda passage: BARE.findall(passage.text), shuffled))
    speed = size / statistics.median(ours)
    ratio = statistics.median(one / other for one, other in zip(ours, bare, strict=True))
    return f"| {name} | {len(passages)} | {size} | {size / count:.0f} | {speed:,.0f} | {ratio:.0f} |"


def main() -> None:
    """Print the table."""
    sentences = list(read_sentences())
    print("| corpus | texts | characters | a numeral every | characters a second and core | × a bare `\\d+` |")
    print("|---|---|---|---|---|---|")
    for name, passages in (
        ("first list", list(read_cells())),
        ("dense sentences", sentences),
        ("the same, joined", list(join(sentences))),
        ("real documents", list(read_real())),
    ):
        if passages:
            print(measure(name, passages))


if __name__ == "__main__":
    main()
