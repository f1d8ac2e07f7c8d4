"""Sentences and clauses of a text, by position."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model import PlanItem, Span

# Every choice begins with a character and looks back from there: `re` then skips to where one may begin.
SENTENCE_END = re.compile(
    "|".join(rf"{mark}[”’」』）]?" for mark in ("。", "；", "！", "？", "!", r"\?"))
    + r"|\n(?=\s{0,8}(?:[\d一二三四五六七八九十]{1,3}[.、．]|（[一二三四五六七八九十\d]{1,3}）|[①-⑳]))"
    r"|\n(?<=[。；：:！？]\n)|\n[ \n]*\n|\.(?<=[\u4e00-\u9fff\d%）]\.)(?=$|\s)"
)
COMMA = re.compile(r"：|\||，(?<!\d，)|，(?!\d{3}(?!\d))|,(?!\d{3}(?!\d))|:(?<!\d:)(?!\d)")
LONGEST_SENTENCE, LONGEST_CLAUSE = 1000, 400  # characters; longer ones are cut, so that reading stays linear


class Clauses(NamedTuple):
    """Borders (sorted start offsets) of sentences and of comma clauses, and the length of the text."""

    sentences: list[int]
    commas: list[int]
    length: int


def find_clauses(folded: str, item_starts: tuple[int, ...] = ()) -> Clauses:
    """Cut a folded text at sentence ends, item starts and commas; commas inside brackets cut clauses too.

    What goes on for more than `LONGEST_SENTENCE` is no sentence of a person: it is cut at the last comma before, or
    there.
    """
    ends = sorted({0, *item_starts, *(found.end() for found in SENTENCE_END.finditer(folded))})
    pauses = sorted({*ends, *(found.end() for found in COMMA.finditer(folded))})
    sentences = list(_cut_long(ends, pauses, len(folded), LONGEST_SENTENCE))
    commas = list(_cut_long(sorted({*pauses, *sentences}), [], len(folded), LONGEST_CLAUSE))
    return Clauses(sentences, commas, len(folded))


def _cut_long(borders: list[int], pauses: list[int], length: int, longest: int) -> Iterator[int]:
    """Yield the borders with more between those that stand too far apart, at pauses where there are any."""
    for start, end in zip(borders, [*borders[1:], length], strict=True):
        yield start
        while end - start > longest:
            index = bisect_right(pauses, start + longest) - 1
            start = pauses[index] if index >= 0 and pauses[index] > start else start + longest
            yield start


def _around(borders: list[int], length: int, position: int) -> Span:
    index = bisect_right(borders, position)
    return Span(borders[index - 1], borders[index] if index < len(borders) else length)


def item_at(items: tuple[PlanItem, ...], position: int) -> PlanItem | None:
    """The plan item, of items in order, that holds `position`."""
    index = bisect_right(items, position, key=lambda item: item.start) - 1
    return items[index] if index >= 0 and position < items[index].end else None


def sentence_at(clauses: Clauses, position: int) -> Span:
    """Span of the sentence that holds `position`."""
    return _around(clauses.sentences, clauses.length, position)


def clause_at(clauses: Clauses, position: int) -> Span:
    """Span of the comma clause that holds `position`."""
    return _around(clauses.commas, clauses.length, position)
