"""Makes rules/extract/lexicon.csv: the words of jieba's dictionary that hold a Chinese numeral and count nothing.

    python -m tools.make_lexicon

jieba's dictionary (dict.txt of the installed package) has a word, its frequency and its part of speech a line. Taken are

* set phrases and idioms (`l`, `i`) of four characters and more: 千方百计, 万家灯火. 番 says a number (翻了一番);
* the same in proper names (`nz`): four characters, every other one a numeral (九牛一毛, 接二连三);
* names of places and bodies (`ns`, `nt`) and proper names (`nz`) of three characters and more: 三门峡市, 乙二醇. A proper name
  that begins with its numeral is left out: those are mostly counts (三人份, 二日游);
* frequent words (100 and more) of other kinds (进一步, 一般, 零售, 统一), unless a measure word (`q`, or a row
  of units.csv) follows the numeral that begins them: 三级, 二期; nouns may not end in it.

Dates, counts, persons and shorter words are left out: a numeral that no measure word follows counts nothing anyway.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from pipeline.lang.numeral import CHINESE
from pipeline.rules.language import units

TARGET = Path(__file__).parents[1] / "pipeline/rules/extract/lexicon.csv"
NUMERAL = re.compile(f"[{CHINESE}]")
COUPLET = re.compile(rf"(?:[{CHINESE}]\D){{2}}|(?:\D[{CHINESE}]){{2}}")
HAN = re.compile("[\u4e00-\u9fff〇]+")
PHRASES = ("i", "l")
PLACES = ("ns", "nt")
FREQUENT = 100
CLOSED = ("b", "c", "d", "r", "v", "vn")  # whose words may end in their numeral: 统一, 之一
WORDS = ("a", "b", "c", "d", "i", "l", "n", "r", "v", "vn", "z")


def read_dictionary() -> Iterator[tuple[str, int, str]]:
    """The lines of jieba's dictionary: word, frequency, part of speech."""
    for line in files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines():
        word, frequency, tag = line.split(" ")
        yield word, int(frequency), tag


def tell_kind(word: str, frequency: int, tag: str, measures: frozenset[str]) -> str | None:
    """`word` or `name` where the rule above takes a word, else None."""
    if not HAN.fullmatch(word) or not NUMERAL.search(word):
        return None
    if (tag in PHRASES and len(word) >= 4 and "番" not in word) or (tag == "nz" and COUPLET.fullmatch(word)):
        return "word"
    if tag in PLACES or (tag == "nz" and not NUMERAL.match(word)):
        return "name" if len(word) >= 3 else None
    count = re.match(f"[第几{CHINESE}]+(.)", word)
    is_count = len(word) < 2 or (count is not None and count[1] in measures)
    is_cut = NUMERAL.match(word[-1]) and tag not in CLOSED  # 提高一倍 is not 高一
    return "word" if tag in WORDS and frequency >= FREQUENT and not is_count and not is_cut else None


def make_rows() -> list[tuple[str, str, str]]:
    """The rows of lexicon.csv, sorted by word."""
    source = f"jieba {version('jieba')} dictionary"
    entries = list(read_dictionary())
    measures = frozenset([word for word, _, tag in entries if tag == "q"] + [row.written for row in units()])
    kinds = {word: tell_kind(word, frequency, tag, measures) for word, frequency, tag in entries}
    return [(word, kind, source) for word, kind in sorted(kinds.items()) if kind]


def main() -> int:
    """Write the table."""
    with TARGET.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(("word", "kind", "source"))
        writer.writerows(make_rows())
    return 0


if __name__ == "__main__":
    sys.exit(main())
