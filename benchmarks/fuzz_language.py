"""Reads random and mutated passages and checks the laws of the extractor on each.

    python benchmarks/fuzz_language.py [--count 100000] [--seed 1]

Laws: no exception; spans ordered and disjoint; `text[start:end]` is the row's text; every numeral character lies in
exactly one numeral; the targets are the numerals of kind `target`. Prints the first broken passages and exits 1.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.extract.target.passage import read_passage  # noqa: E402
from pipeline.lang.numeral import is_numeral_char  # noqa: E402
from pipeline.model import Finding, Numeral, Passage, QualitativeTarget, Target  # noqa: E402
from pipeline.rules.language import bases, comparators, qualitative, units, words  # noqa: E402

SHOWN = 5
SIGNS = (
    "0123456789０１２３４５６７８９零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟〇○萬億兩"
    "①②⑩⑴Ⅳ½²³⻓⻔⼀⼆⼗.,，、。；：:！？%％‰°（）()【】〔〕[]《》“”‘’「」-—–~～至到/／+×*= \t\n\r\u3000\u200bABGgkKVv第约近超余多几每各均分之成番半"
    "倍元个家年月日级号"
)
Row = Numeral | Target | QualitativeTarget | Finding


def find_broken_law(text: str, year: int | None) -> str | None:
    """Read a passage and name the law that it breaks, or None."""
    rows: list[Row] = list(read_passage(Passage("d", "m", str(year or "measure"), text, year, 2022)))
    numerals = [row for row in rows if isinstance(row, Numeral)]
    end = 0
    for numeral in numerals:
        if numeral.start < end or numeral.end <= numeral.start:
            return f"spans overlap at {numeral.start}"
        end = numeral.end
    spans = [row for row in rows if not isinstance(row, Finding)]
    if any(text[row.start : row.end] != row.text for row in spans):
        return "a span does not hold"
    covered = bytearray(len(text))
    for numeral in numerals:
        covered[numeral.start : numeral.end] = b"\1" * (numeral.end - numeral.start)
    lost = [at for at, character in enumerate(text) if is_numeral_char(character) and not covered[at]]
    if lost:
        return f"numeral {text[lost[0]]!r} at {lost[0]} is in no row"
    targets = {(row.start, row.end) for row in rows if isinstance(row, Target)}
    if targets != {(n.start, n.end) for n in numerals if n.kind == "target"}:
        return "targets and numerals differ"
    return None


class Passages:
    """Makes passages: mutated cases, sentences of our own words, and noise."""

    def __init__(self, seed: int) -> None:
        """Read the cases and the words of the rule tables; `seed` makes the same passages again."""
        self.random = random.Random(seed)
        lines = (ROOT / "tests/cases/quantities.jsonl").read_text(encoding="utf-8").splitlines()
        self.cases = [json.loads(line)["text"] for line in lines]
        tables = ([row.written for row in units()], [row.word for row in words()])
        examples = [row.example for rows in (comparators(), bases(), qualitative()) for row in rows]
        self.words = [*SIGNS, *(word for table in tables for word in table), *examples]

    def make(self) -> str:
        """Make one passage."""
        kind = self.random.random()
        if kind < 0.5:
            return self._mutate(self.random.choice(self.cases))
        if kind < 0.9:
            return "".join(self.random.choices(self.words, k=self.random.randint(0, 30)))
        return "".join(chr(self.random.choice((0x20, 0x4E00, 0x2E80, 0xFF00, 0x2460)) + i % 90) for i in range(40))

    def _mutate(self, text: str) -> str:
        """Insert, delete, double or swap pieces of a text, some times over."""
        for _ in range(self.random.randint(1, 6)):
            at = self.random.randint(0, len(text))
            size = self.random.randint(0, 4)
            piece = self.random.choice((self.random.choice(self.words), text[at : at + size] * 2, ""))
            text = text[:at] + piece + text[at + size :]
        return text


def main() -> int:
    """Read as many passages as asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    passages, broken, size, start = Passages(options.seed), 0, 0, time.perf_counter()
    for number in range(options.count):
        text = passages.make()
        size += len(text)
        is_read = False
        try:
            law = find_broken_law(text, 2023 if number % 2 else None)
            is_read = True
        finally:
            if not is_read:
                print(f"raised by passage {number}\n  {text!r}", file=sys.stderr)
        if law:
            broken += 1
            if broken <= SHOWN:
                print(f"{law}\n  {text!r}")
    seconds = time.perf_counter() - start
    print(f"{options.count} passages, {size} characters, {seconds:.0f} s: {broken} broken")
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
