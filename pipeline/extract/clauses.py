"""Sentences and clauses of a text, by position."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from pipeline.model import Span

SENTENCE_END = re.compile(
    r"[。；！？!?](?:[”’」』）])?|\n(?=\s*(?:[\d一二三四五六七八九十]{1,3}[.、．]|（[一二三四五六七八九十\d]{1,3}）|[①-⑳]))|(?<=[。；：:！？])\n|\n\s*\n|(?<=[\u4e00-\u9fff\d%）])\.(?=$|\s)"
)
COMMA = re.compile(r"[，：|]|,(?!\d{3}(?!\d))|(?<!\d):(?!\d)")


class Clauses(NamedTuple):
    """Borders (sorted start offsets) of sentences and of comma clauses, and the length of the text."""

    sentences: list[int]
    commas: list[int]
    length: int


def find_clauses(folded: str, item_starts: tuple[int, ...] = ()) -> Clauses:
    """Cut a folded text at sentence ends, item starts and commas; commas inside brackets cut clauses too."""
    sentences = sorted({0, *item_starts, *(found.end() for found in SENTENCE_END.finditer(folded))})
    commas = sorted({*sentences, *(found.end() for found in COMMA.finditer(folded))})
    return Clauses(sentences, commas, len(folded))


def _around(borders: list[int], length: int, position: int) -> Span:
    index = bisect_right(borders, position)
    return Span(borders[index - 1], borders[index] if index < len(borders) else length)


def sentence_at(clauses: Clauses, position: int) -> Span:
    """Span of the sentence that holds `position`."""
    return _around(clauses.sentences, clauses.length, position)


def clause_at(clauses: Clauses, position: int) -> Span:
    """Span of the comma clause that holds `position`."""
    return _around(clauses.commas, clauses.length, position)
