"""Makes rules/extract/lexicon.csv: the words of jieba's dictionary that hold a Chinese numeral and count nothing.

    python -m tools.make_lexicon

jieba's dictionary (dict.txt of the installed package) has a word, its frequency and its part of speech a line. Taken are

* set phrases and idioms (`l`, `i`) of four characters and more: 千方百计, 万家灯火. 番 says a number (翻了一番);
* the same in proper names (`nz`): four characters, every other one a numeral (九牛一毛, 接二连三);
* names of places and bodies (`ns`, `nt`) and proper names (`nz`) of three characters and more: 三门峡市, 乙二醇. A proper name
  that begins with its numeral is left out: those are mostly counts (三人份, 二日游);
* frequent words (100 and more) of two characters whose second is the numeral: 统一, 单一. The numeral begins nothing there.

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

TARGET = Path(__file__).parents[1] / "pipeline/rules/extract/lexicon.csv"
NUMERAL = re.compile(f"[{CHINESE}]")
COUPLET = re.compile(rf"(?:[{CHINESE}]\D){{2}}|(?:\D[{CHINESE}]){{2}}")
HAN = re.compile("[\u4e00-\u9fff〇]+")
PHRASES = ("i", "l")
PLACES = ("ns", "nt")
FREQUENT = 100
NO_WORDS = ("m", "mq", "q", "t", "nr", "nrt", "nrfg")  # numbers, measure words, times, persons


def read_dictionary() -> Iterator[tuple[str, int, str]]:
    """The lines of jieba's dictionary: word, frequency, part of speech."""
    for line in files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines():
        word, frequency, tag = line.split(" ")
        yield word, int(frequency), tag


def tell_kind(word: str, frequency: int, tag: str) -> str | None:
    """`word` or `name` where the rule above takes a word, else None."""
    if not HAN.fullmatch(word) or not NUMERAL.search(word):
        return None
    if tag == "nz" and COUPLET.fullmatch(word):
        return "word"
    if tag in PHRASES:
        return "word" if len(word) >= 4 and "番" not in word else None
    if tag in PLACES or (tag == "nz" and not NUMERAL.match(word)):
        return "name" if len(word) >= 3 else None
    is_end = len(word) == 2 and NUMERAL.match(word[1]) and not NUMERAL.match(word)
    return "word" if is_end and frequency >= FREQUENT and tag not in NO_WORDS else None


def make_rows() -> list[tuple[str, str, str]]:
    """The rows of lexicon.csv, sorted by word."""
    source = f"jieba {version('jieba')} dictionary"
    kinds = {word: tell_kind(word, frequency, tag) for word, frequency, tag in read_dictionary()}
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
