"""Steps of Python that the extractor takes for fixed texts: what no busy machine changes.

    python -m benchmarks.extract_cost [functions]

Prints as JSON how many opcodes a character costs, by corpus of `tests/cases/cost.jsonl`; with a number, below it the
functions that take most. Everything is read before with other digits, so that nothing is compiled or loaded while we count;
what `re` does to compile is left out all the same. An opcode is CPython's: figures of two versions do not compare.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from benchmarks.extract_speed import shuffle
from pipeline.extract.target.passage import read_passage
from pipeline.model import Passage

TEXTS = Path(__file__).parents[1] / "tests/cases/cost.jsonl"
COMPILING = "/re/_"  # in the path of the modules that compile patterns
WARMING = 3  # rounds


def read_texts() -> dict[str, list[Passage]]:
    """The fixed texts by corpus."""
    corpora: dict[str, list[Passage]] = {}
    for number, row in enumerate(map(json.loads, TEXTS.read_text(encoding="utf-8").splitlines())):
        field = str(row["plan_year"] or "measure")
        passage = Passage("cost", f"cost/{number}", field, row["text"], row["plan_year"], row["first_year"])
        corpora.setdefault(row["corpus"], []).append(passage)
    return corpora


def count_opcodes(passages: list[Passage]) -> Counter[CodeType]:
    """Opcodes of reading passages, by function; another tracer comes back afterwards."""
    counts: Counter[CodeType] = Counter()

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        frame.f_trace_lines, frame.f_trace_opcodes = False, True
        if event == "opcode":
            counts[frame.f_code] += 1
        return trace

    other = sys.gettrace()
    sys.settrace(trace)
    try:
        for passage in passages:
            list(read_passage(passage))
    finally:
        sys.settrace(other)
    return Counter({code: count for code, count in counts.items() if COMPILING not in code.co_filename})


def main() -> None:
    """Print the table."""
    dice, corpora = random.Random(1), read_texts()
    costs, all_counts = {}, Counter[CodeType]()
    for passage in [shuffle(one, dice) for texts in corpora.values() for one in texts for _ in range(WARMING)]:
        list(read_passage(passage))
    for corpus, passages in corpora.items():
        counts = count_opcodes([shuffle(passage, dice) for passage in passages])
        costs[corpus] = round(counts.total() / sum(len(passage.text) for passage in passages), 1)
        all_counts += counts
    print(json.dumps(costs))
    for code, count in all_counts.most_common(int(sys.argv[1])) if sys.argv[1:] else ():
        print(f"{count:8} {count / all_counts.total():6.1%} {code.co_filename[-40:]} {code.co_qualname}")


if __name__ == "__main__":
    main()
