"""Looks words that hold numerals up at a numeral: the curated table first, then the dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pipeline.extract.numeral.units import match_plain
from pipeline.lang.numeral import find_numeral_char
from pipeline.model.record import record
from pipeline.rules.divisions import divisions
from pipeline.rules.language import lexicon, words

_WIDE = ("province", "prefecture")  # levels whose short names say the division: 四川, 三亚; 新建 and 三台 are counties
_NEAR = 24  # characters behind a word
CLAUSE_END = re.compile("[，。；]")
DIGIT = re.compile(r"[\d.%％,+°余多来几]|[ ]?[万亿]")


@record
class _Entry:
    """A word, how far into it its first numeral stands, and what must or must not stand around it."""

    word: str
    offset: int
    kind: str
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


# The longest first, by the first numeral of each and the character beside it: behind a numeral that begins the word,
# before one that stands further in
_Beside = dict[str, tuple[_Entry, ...]]
_Index = dict[str, tuple[_Beside, _Beside]]


def _index(entries: list[_Entry]) -> _Index:
    """Key every entry by its numeral and the character beside it."""
    index: _Index = {}
    for entry in sorted(entries, key=lambda entry: -len(entry.word)):
        word, offset = entry.word, entry.offset
        begun, within = index.setdefault(word[offset], ({}, {}))
        group, beside = (within, word[offset - 1]) if offset else (begun, word[1:2])
        group[beside] = (*group.get(beside, ()), entry)
    return index


def _entries(rows: Iterable[tuple[str, str]]) -> list[_Entry]:
    """Words and kinds as entries; a word without a numeral is none."""
    places = ((word, kind, find_numeral_char(word)) for word, kind in rows)
    return [_Entry(word, offset, kind) for word, kind, offset in places if offset is not None]


@cache
def curated() -> _Index:
    """Index rules/extract/words.csv, and the names of divisions (四川, 三门峡市)."""
    rows = ((row, find_numeral_char(row.word)) for row in words())
    known = [
        _Entry(row.word, offset, row.kind, *(tuple(around.split()) for around in row[2:6]))
        for row, offset in rows
        if offset is not None
    ]
    names = {name for row in divisions() for name in (row.name, row.short_name if row.level in _WIDE else "")}
    return _index(known + _entries((name, "name") for name in sorted(names) if len(name) > 1))


@cache
def dictionary() -> _Index:
    """Index rules/extract/lexicon.csv."""
    return _index(_entries((row.word, row.kind) for row in lexicon()))


def find_word(index: _Index, folded: str, position: int, floor: int) -> tuple[int, int, str] | None:
    """Find the longest word whose first numeral stands at `position` and that starts at `floor` or later.

    Returns its start, end and kind.
    """
    known = index.get(folded[position])
    if known is None:
        return None
    begun, within = known
    best: tuple[int, int, str] | None = None
    behind, before = folded[position + 1 : position + 2], folded[position - 1 : position]
    for entry in begun.get(behind, ()) + within.get(before, ()) + begun.get("", ()):
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


def _fits(entry: _Entry, folded: str, start: int, end: int) -> bool:
    """Check what stands around a word."""
    if entry.word.isdigit() and (
        folded[start - 1 : start].isdigit()
        or match_plain(folded, end + folded.startswith(" ", end))
        or DIGIT.match(folded, end)
    ):
        return False
    if folded.endswith(entry.not_after, max(0, start - 8), start) or folded.startswith(entry.not_before, end):
        return False
    if entry.before and not folded.startswith(entry.before, end):
        return False
    if not entry.near:
        return True
    clause = CLAUSE_END.split(folded[end : end + _NEAR], maxsplit=1)[0]
    return any(word in clause for word in entry.near)
