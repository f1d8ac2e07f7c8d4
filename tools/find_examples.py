"""Finds real examples for rows of the language tables: the shortest good sentence of a folder that proves the row.

    python -m tools.find_examples PATH … [--table roles …] [--all] [--write]

Reads every file (of a folder: all in it) with the readers of the pipeline, cuts the texts into sentences and runs of
clauses, and looks for each row for the best one in which the row decides (`tools/proof.py`: with 苹果 in the place of its cue,
and with the row taken out, the answer is another). Prints `table,row,example,source`; with `--write` puts them into the
tables, where a row has no real example yet (with `--all`: also where it has one). The source is the file's name. Sentences
are as written, but for white space and marks at their ends. Read what it finds before you commit it: a sentence may prove
a row by a mistake of the reader (签约3543亿元).
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from pipeline import rules
from pipeline.lang.fold import fold
from pipeline.lang.sentence import read_sentences
from pipeline.model import Source, Table
from pipeline.parse import read
from pipeline.parse.errors import UnreadableFile
from tools.proof import OWN, TABLES, Rule, all_rules, is_proved_by_absence, is_proved_by_apple

SHORTEST, BEST_FROM, LONGEST = 10, 15, 80  # characters
MOST_TRIED = 600  # sentences for one row
INSIDE, OPEN_END = 15, 5  # characters that a sentence is "longer" where it begins, or ends, inside of one
LIST_NUMBER = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十\d]{1,3}[、．.](?!\d)|[①-⑳]|[^\w“《]+)+"
)
GAP = re.compile(r"(?<![A-Za-z\d])\s+|\s+(?![A-Za-z\d])")  # what is no blank between Latin words
BAD = re.compile(r"[|_~^\\\ue000-\uf8ff\ufffd]|[A-Za-z]{12}|(.)\1{3}|\.{3}|…|https?:|[a-z]\d[a-z]")
PAIRS = ("（）", "“”", "《》", "〔〕", "()", "‘’")
CLOSED = re.compile(r"[，；：、,;:]+$")
LOOSE = re.compile(r"^(?:[、，。；：）”》和及与等的]|以及|其中)|[（“《：、]$")


class Sentence(NamedTuple):
    """A sentence of a document, or clauses of it, and how good an example it is: the lower, the better."""

    text: str
    source: str
    cost: int


def read_texts(path: Path) -> Iterator[str]:
    """Yield the paragraphs and cells of a file. Raises `UnreadableFile`."""
    content = path.read_bytes()
    for block in read(Source(path.stem, path.name, content, sha256(content).hexdigest())).blocks:
        yield from (cell.text for cell in block.cells) if isinstance(block, Table) else (block.text,)


def read_all(paths: list[Path]) -> Iterator[tuple[str, str]]:
    """Yield every text of every file with the file's name; says on stderr what could not be read."""
    inside = (one for path in paths for one in ([path] if path.is_file() else sorted(path.rglob("*"))))
    for path in (path for path in inside if path.is_file()):
        try:
            yield from ((text, path.name) for text in read_texts(path))
        except UnreadableFile as error:
            print(f"{path.name}: {error}", file=sys.stderr)


def cut(text: str, source: str) -> Iterator[Sentence]:
    """Cut a text into sentences and runs of clauses that read well by themselves."""
    clauses = read_sentences(fold(text))
    ends = [*clauses.sentences[1:], len(text)]
    for start, end in zip(clauses.sentences, ends, strict=True):
        commas = [at for at in clauses.commas if start < at < end]
        for first in (start, *commas):
            for last in (*commas, end):
                if SHORTEST <= last - first <= 2 * LONGEST:
                    written = _clean(text[first:last])
                    if SHORTEST <= len(written) <= LONGEST and _is_good(written):
                        cost = abs(len(written) - BEST_FROM) + INSIDE * (first > start) + OPEN_END * (last < end)
                        yield Sentence(written, source, cost)


def _clean(text: str) -> str:
    return CLOSED.sub("", LIST_NUMBER.sub("", GAP.sub("", text.strip())))


def _is_good(text: str) -> bool:
    """Tell whether a piece is good Chinese by itself: its brackets close, nothing hangs over, no signs of a layout."""
    is_closed = all(text.count(pair[0]) == text.count(pair[1]) for pair in PAIRS)
    return is_closed and not BAD.search(text) and not LOOSE.search(text)


class Corpus:
    """Sentences, the best first, in one text that a cue can be looked for in."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        """Take sentences; of equal ones the first stays."""
        self.sentences = sorted({one.text: one for one in sentences}.values(), key=lambda one: (one.cost, one.text))
        self.starts = list(accumulate((len(one.text) + 1 for one in self.sentences), initial=0))
        self.folded = fold("\n".join(one.text for one in self.sentences))

    def with_cue(self, cue: str) -> Iterator[Sentence]:
        """Yield the sentences in which a regular expression is found, the best first."""
        position = 0
        pattern = re.compile(cue)
        while found := pattern.search(self.folded, position):
            index = bisect_right(self.starts, found.start()) - 1
            position = self.starts[index + 1]
            if pattern.search(fold(self.sentences[index].text)):
                yield self.sentences[index]


def find_example(rule: Rule, corpus: Corpus) -> Sentence | None:
    """Find the best sentence that proves a row, or None."""
    for number, sentence in enumerate(corpus.with_cue(rule.cue)):
        if number >= MOST_TRIED:
            return None
        if is_proved_by_apple(rule, sentence.text) and is_proved_by_absence(rule, sentence.text):
            return sentence
    return None


def write(found: dict[Rule, Sentence]) -> None:
    """Put examples and sources into the tables; the other cells and the order stay."""
    for table in {rule.table for rule in found}:
        path = rules.FOLDER / TABLES[table].file
        rows = {rule.row: one for rule, one in found.items() if rule.table == table}
        changed = [
            row._replace(example=rows[row].text, source=rows[row].source) if row in rows else row
            for row in TABLES[table].rows()
        ]
        with path.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow(changed[0]._fields)
            writer.writerows(changed)


def main() -> None:
    """Read the arguments, find, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+", help="documents, or folders of documents")
    parser.add_argument("--table", action="append", choices=sorted(TABLES), help="only this table")
    parser.add_argument("--all", action="store_true", help="look again where a row has a real example")
    parser.add_argument("--write", action="store_true", help="put what is found into the tables")
    options = parser.parse_args()
    corpus = Corpus(one for text, source in read_all(options.paths) for one in cut(text, source))
    print(f"{len(corpus.sentences)} sentences", file=sys.stderr)
    found: dict[Rule, Sentence] = {}
    wanted = [rule for rule in all_rules(*options.table or ()) if options.all or rule.row.source == OWN]
    writer = csv.writer(sys.stdout, lineterminator="\n")
    for rule in wanted:
        if sentence := find_example(rule, corpus):
            found[rule] = sentence
            writer.writerow((rule.table, rule.name, sentence.text, sentence.source))
    print(f"{len(found)} of {len(wanted)} rows have an example", file=sys.stderr)
    if options.write:
        write(found)


if __name__ == "__main__":
    main()
