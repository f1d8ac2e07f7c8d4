"""Which indicator of the catalogue a target is about. See docs/design/indicators.md.

The phrase that a figure counts has to be one of the names of a row, word for word in their order: what changes nothing
(全市, 数量, 增速) may stand around it, every other word makes it something else. Unit and basis have to agree with the row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache

from pipeline.lang.conversion import find_conversion
from pipeline.lang.fold import fold
from pipeline.model import Indicator, Target
from pipeline.rules import RuleError
from pipeline.rules.divisions import by_name, longest_name
from pipeline.rules.indicators import CatalogueRow, indicator_words, indicators

CHANGES = ("growth", "reduction")
LONGEST_TAIL = 2  # characters that were taken off the end of a name: 比 of 城乡居民收入比
LONGEST_COMPARATOR = 4  # characters between a figure and what it counts: 5场或以上活动
LIST_COMMA = "、"  # a name does not begin in one entry of a list and end in another
_NOISE = re.compile(r"[\s_“”\"'‘’《》]|（[^（）]*）|[（）]")
# What the basis of a figure may be, by what the indicator's is: a stock can be added to, a flow of the period is no stock.
_BASES = {
    "level": ("level", "added", None, *CHANGES),
    "flow": ("flow", "level", "added", None, *CHANGES),
    "added": ("added", "flow", None, *CHANGES),
}


class Names:
    """The rows of the catalogue by their names, as plain as phrases are made."""

    def __init__(self, rows: Iterable[CatalogueRow]) -> None:
        """Index rows. Raises `RuleError` where two have one name."""
        self.by_name: dict[str, CatalogueRow] = {}
        self.by_added: dict[str, CatalogueRow] = {}  # of what is added, without the word that says so
        for row in rows:
            for name in dict.fromkeys(map(make_plain, row.names)):
                rest = _without_added(name)
                if row.basis == "added":
                    self._enter(self.by_added, rest, row)
                if row.basis != "added" or rest != name:
                    self._enter(self.by_name, name, row)
        self.longest = max(map(len, self.by_name))

    @staticmethod
    def _enter(index: dict[str, CatalogueRow], name: str, row: CatalogueRow) -> None:
        other = index.setdefault(name, row)
        if other is not row and other.indicator_id != row.indicator_id:
            raise RuleError(f"indicators.csv: {name!r} names {other.indicator_id} and {row.indicator_id}")

    def find(self, target: Target, clause: str, sentence: str) -> CatalogueRow | None:
        """Find the row that a target names; `clause` and `sentence`, folded, are those it stands in."""
        if not target.indicator or (target.base and target.dimension == "ratio" and target.basis == "level"):
            return None
        for index, phrase, dimension in self._ways(make_plain(target.indicator), _clean(clause), target):
            row = index.get(phrase)
            if row and dimension in ("", row.dimension) and agrees(row, target) and _is_near(row, sentence):
                return row
        return None

    def _ways(self, plain: str, clause: str, target: Target) -> Iterator[tuple[dict[str, CatalogueRow], str, str]]:
        """Every reading of a phrase, the longest first: index, what to look up there, the dimension that its tail is of."""
        at = clause.find(plain)
        if at >= 0:
            for name, before in self._around(clause, at, at + len(plain)):
                if not _words().is_qualified(before, target):
                    yield self.by_name, name, ""
            if _words().is_qualified(clause[:at], target):
                return
        readings = list(_read(plain, target))
        if target.basis == "added":
            rests = [(_without_added(phrase), dimension) for phrase, dimension in readings]
            yield from ((self.by_added, *reading) for reading in rests)
            readings += rests
        yield from ((self.by_name, *reading) for reading in readings)

    def _around(self, clause: str, start: int, end: int) -> Iterator[tuple[str, str]]:
        """The names in a clause, and the words before them, that hold the phrase at `start` to `end` and more: its words were cut as verbs are (服务贸易额)."""
        for first in range(max(0, end - self.longest), start + 1):
            for last in range(min(len(clause), end + LONGEST_TAIL), end - 1, -1):
                more = clause[first:start] + clause[end:last]
                if (
                    more
                    and LIST_COMMA not in more
                    and clause[first:last] in self.by_name
                    and not _is_cut(clause, first)
                ):
                    yield clause[first:last], clause[:first]


@cache
def known_names() -> Names:
    """The whole catalogue, read when the first target asks."""
    return Names(indicators())


def identify(target: Target, clause: str, sentence: str) -> str | None:
    """The key of the indicator that a target names, or None; `clause` and `sentence` are folded."""
    row = known_names().find(target, clause, sentence)
    return row.indicator_id if row else None


def list_used(targets: Iterable[Target]) -> Iterator[Indicator]:
    """The indicators of targets, as they are published, sorted by key."""
    used = {target.indicator_id for target in targets if target.indicator_id}
    for row in sorted((row for row in indicators() if row.indicator_id in used), key=lambda row: row.indicator_id):
        yield Indicator(
            row.indicator_id,
            row.name_zh,
            row.name_en,
            row.dimension,
            row.base_unit or None,
            row.basis,
            row.definition,
            row.source,
            row.other_names,
        )


def agrees(row: CatalogueRow, target: Target) -> bool:
    """Tell whether a target's figure can be one of the indicator: its basis, and its unit."""
    if target.basis not in _BASES[row.basis] or (target.basis == "added" and target.dimension == "ratio"):
        return False
    if target.basis in CHANGES and (target.unit == "%" or (target.unit == "pp" and row.dimension == "ratio")):
        return True
    if not row.base_unit:
        return target.unit is None
    return find_conversion(target.unit).unit == row.base_unit or target.unit in row.units.split()


def _is_cut(clause: str, at: int) -> bool:
    """Tell whether a Latin word or number goes on at a place: A of 5A级景区."""
    return at > 0 and clause[at - 1 : at + 1].isascii() and clause[at - 1 : at + 1].isalnum()


def _is_near(row: CatalogueRow, sentence: str) -> bool:
    return not row.near or any(word in sentence for word in row.near.split())


def _read(plain: str, target: Target) -> Iterator[tuple[str, str]]:
    """A phrase, as it is and without what may stand around a name, the longest first; the dimension that its tail is of."""
    words = _words()
    changes = words.changes if target.basis in CHANGES else []
    for phrase in _cut_leads(plain):
        yield phrase, ""
        for tail in changes:
            if phrase.endswith(tail):
                yield phrase.removesuffix(tail), ""
        for tail, dimension in words.tails:
            if phrase.endswith(tail):
                yield phrase.removesuffix(tail), dimension


def _cut_leads(phrase: str) -> Iterator[str]:
    while phrase:
        yield phrase
        lead = next((word for word in _words().leads if phrase.startswith(word)), "") or _region(phrase)
        if not lead:
            return
        phrase = phrase[len(lead) :]


def _region(phrase: str) -> str:
    """The division that a phrase begins with, or nothing."""
    sizes = range(min(longest_name(), len(phrase) - 1), 1, -1)
    return next((phrase[:size] for size in sizes if phrase[:size] in by_name()), "")


@lru_cache(maxsize=4096)  # a plan names the same in every year
def make_plain(text: str) -> str:
    """A name or phrase as names are compared: folded, without marks, brackets and blanks, one word for what means the same."""
    return _clean(fold(text))


def _clean(folded: str) -> str:
    words = _words()
    return words.pattern.sub(lambda found: words.same[found[0]], _NOISE.sub("", folded).upper())


def _without_added(plain: str) -> str:
    return _words().added.sub("", plain)


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
    def leads(self) -> list[str]:
        return self._at("lead")

    @cached_property
    def changes(self) -> list[str]:
        return self._at("change")

    @cached_property
    def _qualifiers(self) -> tuple[str, ...]:
        return tuple(self._at("qualifier"))

    def is_qualified(self, before: str, target: Target) -> bool:
        """Tell whether the words before a phrase make it another thing: its own figure, and what says it is added, do not."""
        figure = before.rfind(make_plain(target.text))
        if figure >= 0 and len(before) - figure - len(make_plain(target.text)) <= LONGEST_COMPARATOR:
            return False
        added = next((word for word in self._added if before.endswith(word)), "")
        is_share = target.dimension == "ratio" and target.basis not in CHANGES
        return bool(added and is_share) or before.removesuffix(added).endswith(self._qualifiers)

    @cached_property
    def _added(self) -> list[str]:
        return self._at("added")

    @cached_property
    def added(self) -> re.Pattern[str]:
        return _any(self._added)

    @staticmethod
    def _at(place: str) -> list[str]:
        return sorted((row.word for row in indicator_words() if row.place == place), key=len, reverse=True)


@cache
def _words() -> _Words:
    return _Words()


def _any(words: Iterable[str]) -> re.Pattern[str]:
    """Compile what finds any of some words, the longest first."""
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
