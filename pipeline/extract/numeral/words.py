"""Looks words that hold numerals up at a numeral: the curated table first, then the dictionary."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.extract.numeral.units import match_plain
from pipeline.lang.numeral import is_numeral_char
from pipeline.rules.language import lexicon, words

DIGIT = re.compile(r"[\d.%％,+°]|[ ]?[万亿]")


class Entry(NamedTuple):
    """A word, how far into it its first numeral stands, and what must or must not stand around it."""

    word: str
    offset: int
    kind: str
    not_after: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    before: re.Pattern[str] | None


Index = dict[str, tuple[Entry, ...]]


def _compile(pattern: str, end: str = "") -> re.Pattern[str] | None:
    return re.compile(pattern + end) if pattern else None


def _index(entries: list[Entry]) -> Index:
    """Key every entry by the numeral and the character beside it, longest word first."""
    index: dict[str, list[Entry]] = {}
    for entry in entries:
        index.setdefault(_key(entry.word, entry.offset), []).append(entry)
    return {key: tuple(sorted(group, key=lambda e: -len(e.word))) for key, group in index.items()}


def _key(word: str, offset: int) -> str:
    if offset:
        return "<" + word[offset - 1 : offset + 1]
    return word[:2] if len(word) > 1 else word


def _first_numeral(word: str) -> int | None:
    return next((i for i, character in enumerate(word) if is_numeral_char(character)), None)


@cache
def curated() -> Index:
    """Index rules/extract/words.csv."""
    rows = ((row, _first_numeral(row.word)) for row in words())
    return _index(
        [
            Entry(
                row.word, offset, row.kind, _compile(row.not_after, "$"), _compile(row.not_before), _compile(row.before)
            )
            for row, offset in rows
            if offset is not None
        ]
    )


@cache
def dictionary() -> Index:
    """Index rules/extract/lexicon.csv."""
    rows = ((row, _first_numeral(row.word)) for row in lexicon())
    return _index([Entry(row.word, offset, row.kind, None, None, None) for row, offset in rows if offset is not None])


def find_word(index: Index, folded: str, position: int, floor: int) -> tuple[int, int, str] | None:
    """Find the longest word whose first numeral stands at `position` and that starts at `floor` or later.

    Returns its start, end and kind.
    """
    candidates = (
        index.get(folded[position : position + 2], ())
        + index.get("<" + folded[position - 1 : position + 1], ())
        + index.get(folded[position], ())
    )
    best: tuple[int, int, str] | None = None
    for entry in candidates:
        start = position - entry.offset
        end = start + len(entry.word)
        if start < floor or not folded.startswith(entry.word, start) or (best and end - start <= best[1] - best[0]):
            continue
        if _fits(entry, folded, start, end):
            best = (start, end, entry.kind)
    return best


def is_longer_word(folded: str, position: int, end: int) -> bool:
    """Tell whether a word of either table begins at `position` and reaches beyond `end`."""
    found = (find_word(index, folded, position, position) for index in (curated(), dictionary()))
    return any(word and word[1] > end for word in found)


def _fits(entry: Entry, folded: str, start: int, end: int) -> bool:
    """Check what stands around a word."""
    if entry.word.isdigit() and (
        folded[start - 1 : start].isdigit()
        or match_plain(folded, end + folded.startswith(" ", end))
        or DIGIT.match(folded, end)
    ):
        return False
    if entry.not_after and entry.not_after.search(folded[max(0, start - 8) : start]):
        return False
    if entry.not_before and entry.not_before.match(folded, end):
        return False
    return not entry.before or bool(entry.before.match(folded, end))
