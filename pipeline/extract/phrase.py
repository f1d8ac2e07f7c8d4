"""The words of a phrase as names of indicators are compared: in one spelling, without what changes nothing (rules/extract/indicator_words.csv)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from pipeline.extract.shared_noun import JOINT
from pipeline.lang.fold import fold
from pipeline.model import Target
from pipeline.model.record import record
from pipeline.rules.divisions import by_name, longest_name, name_heads
from pipeline.rules.indicators import indicator_words
from pipeline.rules.notation import join

CHANGES = ("growth", "reduction")
PHRASES_KEPT = 4096  # phrases: a plan names the same in every year
LONGEST_COMPARATOR = 4  # characters between a figure and what it counts: 5场或以上活动
_BETWEEN = "\x00"  # names: no character of one, and closed to a bracket that one leaves open
_NOISE = re.compile(r"[\s_“”\"'‘’《》]|（[^（）\x00]*）|[（）]")


@record
class Figure:
    """What the catalogue is told of a target before it is one: as the fields of `Target`."""

    indicator: str | None
    base: str | None
    basis: str | None
    unit: str | None
    dimension: str
    text: str


class PhraseReading(NamedTuple):
    """A phrase that may be a name, the dimension that its tail is of ("" without one), and whether what is added has it."""

    phrase: str
    dimension: str
    is_added: bool


@lru_cache(PHRASES_KEPT)
def read_phrase(plain: str, basis: str | None) -> tuple[PhraseReading, ...]:
    """The readings of a phrase, as it is and without what may stand around a name, the longest first; `basis` "change" of a change."""
    readings = [
        PhraseReading(phrase, dimension, False)
        for lead in _cut_leads(plain)
        for phrase, dimension in _cut_tails(lead, basis == "change")
    ]
    if basis != "added":
        return tuple(readings)
    rests = [PhraseReading(cut_added(phrase), dimension, True) for phrase, dimension, _ in readings]
    return (*rests, *readings, *(rest._replace(is_added=False) for rest in rests))


def _cut_tails(phrase: str, is_change: bool) -> Iterator[tuple[str, str]]:
    """A phrase and what is left of it before a tail, with the dimension of that."""
    words = _words()
    yield phrase, ""
    for tail in words.changes if is_change else ():
        if phrase.endswith(tail):
            yield phrase.removesuffix(tail), ""
    for tail, dimension in words.tails:
        if phrase.endswith(tail):
            yield phrase.removesuffix(tail), dimension


def _cut_leads(phrase: str) -> Iterator[str]:
    while phrase:
        yield phrase
        lead = _words().lead.match(phrase)
        cut = lead.end() if lead else _end_of_region(phrase)
        if not cut:
            return
        phrase = phrase[cut:]


def names_division(text: str) -> bool:
    """Whether a division's full name stands in a text: 雷州市新建高标准农田; a short name may be a word."""
    sizes = range(2, longest_name() + 1)
    starts = [at for at in range(len(text)) if text[at : at + 2] in name_heads()]
    return any(
        text[at : at + size] == one.name
        for at in starts
        for size in sizes
        for one in by_name().get(text[at : at + size], ())
    )


def cut_divisions(phrase: str) -> str:
    """A phrase without the divisions it begins with: 甲市、乙县|污水处理率."""
    while phrase:
        cut = _end_of_region(phrase + _BETWEEN)
        if not cut:
            return phrase
        joint = JOINT.match(phrase, cut)
        phrase = phrase[joint.end() if joint else cut :]
    return phrase


def _end_of_region(phrase: str) -> int:
    """Length of the division that a phrase begins with; the whole phrase is none, and neither is 城区, a part of any city."""
    sizes = range(min(longest_name(), len(phrase) - 1), 1, -1) if phrase[:2] in name_heads() else ()
    return next((size for size in sizes if phrase[:size] in by_name() and phrase[:size] not in _words().parts), 0)


@lru_cache(PHRASES_KEPT)
def make_plain(text: str) -> str:
    """A name or phrase as names are compared."""
    return simplify(fold(text))


def make_all_plain(texts: Iterable[str]) -> list[str]:
    """Many names as they are compared, in one go."""
    return simplify(fold(_BETWEEN.join(texts))).split(_BETWEEN)


def simplify(folded: str) -> str:
    """A folded text without marks, brackets and blanks, in capitals, one word for what means the same."""
    words = _words()
    return words.pattern.sub(lambda found: words.same[found[0]], _NOISE.sub("", folded).upper())


def cut_added(plain: str) -> str:
    """A plain phrase without the words that say something is added."""
    return _words().added.sub("", plain)


def is_qualified(before: str, target: Figure | Target) -> bool:
    """Tell whether the words before a phrase make it another thing: its own figure, and what says it is added, do not."""
    figure = before.rfind(make_plain(target.text))
    if figure >= 0 and len(before) - figure - len(make_plain(target.text)) <= LONGEST_COMPARATOR:
        return False
    added = next((word for word in _words().added_words if before.endswith(word)), "")
    is_share = target.dimension == "ratio" and target.basis not in CHANGES
    return bool(added and is_share) or before.removesuffix(added).endswith(_words().qualifiers)


class _Words:
    """The rows of indicator_words.csv by place, longest first."""

    @cached_property
    def same(self) -> dict[str, str]:
        """What a word is written for; a word that others are written for is itself."""
        found = {row.word.upper(): row.value.upper() for row in indicator_words() if row.place == "same"}
        return found | {value: value for value in found.values() if value}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return _any(self.same)

    @cached_property
    def tails(self) -> list[tuple[str, str]]:
        found = [(row.word, row.value) for row in indicator_words() if row.place == "tail"]
        return sorted(found, key=lambda tail: -len(tail[0]))

    @cached_property
    def lead(self) -> re.Pattern[str]:
        return _any(self._at("lead"))

    @cached_property
    def parts(self) -> list[str]:
        return self._at("part")

    @cached_property
    def changes(self) -> list[str]:
        return self._at("change")

    @cached_property
    def qualifiers(self) -> tuple[str, ...]:
        return tuple(self._at("qualifier"))

    @cached_property
    def added_words(self) -> list[str]:
        return self._at("added")

    @cached_property
    def added(self) -> re.Pattern[str]:
        return _any(self.added_words)

    @staticmethod
    def _at(place: str) -> list[str]:
        return sorted((row.word for row in indicator_words() if row.place == place), key=len, reverse=True)


@cache
def _words() -> _Words:
    return _Words()


def _any(words: Iterable[str]) -> re.Pattern[str]:
    """Compile what finds any of some words, the longest first."""
    return re.compile(join(map(re.escape, sorted(words, key=len, reverse=True))))
