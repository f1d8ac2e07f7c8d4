"""Which indicator of the catalogue a target is about. See docs/design/indicators.md.

The phrase that a figure counts has to be one of the names of a row, word for word in their order: what changes nothing
(全市, 数量, 增速) may stand around it, every other word makes it something else. Unit and basis have to agree with the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from pipeline.extract.phrase import (
    CHANGES,
    PHRASES_KEPT,
    Figure,
    cut_added,
    is_qualified,
    make_all_plain,
    make_plain,
    read_phrase,
    simplify,
)
from pipeline.lang.conversion import find_conversion
from pipeline.model import Indicator, Target
from pipeline.model.record import record
from pipeline.rules import RuleError
from pipeline.rules.indicators import CatalogueRow, indicators

LONGEST_TAIL = 2  # characters that were taken off the end of a name: 比 of 城乡居民收入比
_END = "\n"  # of a name where all of them stand in one text
LIST_COMMA = "、"  # a name does not begin in one entry of a list and end in another
# What the basis of a figure may be, by what the indicator's is: a stock can be added to, a flow of the period is no stock.
_BASES = {
    "level": ("level", "added", None, *CHANGES),
    "flow": ("flow", "level", "added", None, *CHANGES),
    "added": ("added", "flow", None, *CHANGES),
}


_Longer = dict[str, list[tuple[str, int]]]


@record
class _Near:
    """A phrase as names are written, the longer names that hold it, and the rows that its readings name."""

    plain: str
    longer: _Longer
    named: list[CatalogueRow]


class Names:
    """The rows of the catalogue by their names, as plain as phrases are made."""

    def __init__(self, rows: Iterable[CatalogueRow]) -> None:
        """Index rows. Raises `RuleError` where two have one name."""
        self.by_name: dict[str, CatalogueRow] = {}
        self.by_added: dict[str, CatalogueRow] = {}  # of what is added, without the word that says so
        rows = list(rows)
        plain = iter(make_all_plain(name for row in rows for name in row.names))
        for row in rows:
            for name in dict.fromkeys([next(plain) for _ in row.names]):
                rest = cut_added(name)
                if row.basis == "added":
                    self._enter(self.by_added, rest, row)
                if row.basis != "added" or rest != name:
                    self._enter(self.by_name, name, row)
        self._written = _END.join(["", *self.by_name, ""])
        self.look_up = lru_cache(PHRASES_KEPT)(self._look_up)

    @staticmethod
    def _enter(index: dict[str, CatalogueRow], name: str, row: CatalogueRow) -> None:
        other = index.setdefault(name, row)
        if other is not row and other.indicator_id != row.indicator_id:
            raise RuleError(f"indicators.csv: {name!r} names {other.indicator_id} and {row.indicator_id}")

    def find(self, target: Figure | Target, clause: str, sentence: str) -> CatalogueRow | None:
        """Find the row that a target names; `clause` and `sentence`, folded, are those it stands in.

        The longest reading of its phrase wins.
        """
        near = self.look_up(target.indicator, target.basis)
        is_apart = target.base is not None and target.base not in (target.indicator or "")
        if near is None or (is_apart and target.dimension == "ratio" and target.basis == "level"):
            return None
        clause, plain, longer, named = simplify(clause), near.plain, near.longer, near.named
        at = clause.find(plain)
        for name, before in self._around(clause, at, at + len(plain), longer) if at >= 0 else ():
            row = self.by_name.get(name)
            if row and _fits(row, target, sentence) and not is_qualified(before, target):
                return row
        if at >= 0 and is_qualified(clause[:at], target):
            return None
        return next((row for row in named if _fits(row, target, sentence)), None)

    def _look_up(self, phrase: str | None, basis: str | None) -> _Near | None:
        """The names that are like a phrase; None where it is in no name, and no name in it."""
        plain = make_plain(phrase or "")
        if not plain:
            return None
        longer, named = self._find_longer(plain), self._list_named(plain, basis)
        return _Near(plain, longer, named) if longer or named else None

    def _list_named(self, plain: str, basis: str | None) -> list[CatalogueRow]:
        """The rows that the readings of a phrase name, of the longest first."""
        rows = []
        for phrase, dimension, is_added in read_phrase(plain, "change" if basis in CHANGES else basis):
            row = (self.by_added if is_added else self.by_name).get(phrase)
            if row and dimension in ("", row.dimension):
                rows.append(row)
        return rows

    def _find_longer(self, plain: str) -> _Longer:
        """The names that hold a phrase and more, each with where it stands in them, by the phrase with the character before it, else behind it."""
        found: _Longer = {}
        at = self._written.find(plain)
        while at >= 0:
            start, end = self._written.rfind(_END, 0, at) + 1, self._written.find(_END, at)
            more = self._written[max(start, at - 1) : min(end, at + len(plain) + (at == start))]
            if more != plain:
                found.setdefault(more, []).append((self._written[start:end], at - start))
            at = self._written.find(plain, at + 1)
        return found

    @staticmethod
    def _around(clause: str, start: int, end: int, longer: _Longer) -> list[tuple[str, str]]:
        """The names in a clause around the phrase from `start` to `end`, first and longest first, and what stands before each.

        The words of the phrase were cut as verbs are: 贸易额 of 服务贸易额.
        """
        found = []
        for name, inside in (
            *longer.get(clause[max(0, start - 1) : end], ()),
            *longer.get(clause[start : end + 1], ()),
        ):
            first, last = start - inside, start - inside + len(name)
            if first < 0 or last > end + LONGEST_TAIL or not clause.startswith(name, first):
                continue
            if LIST_COMMA not in clause[first:start] + clause[end:last] and not _is_cut(clause, first):
                found.append((first, -last, name))
        return [(name, clause[:first]) for first, _, name in sorted(found)]


@cache
def known_names() -> Names:
    """The whole catalogue, read when the first target asks."""
    return Names(indicators())


def is_near_name(phrase: str | None, basis: str | None) -> bool:
    """Tell whether a phrase can be a part of a name, or hold one; of most nothing more needs to be asked."""
    return known_names().look_up(phrase, basis) is not None


def identify(target: Figure | Target, clause: str, sentence: str) -> str | None:
    """The key of the indicator that a target names, or None; `clause` and `sentence` are folded."""
    row = known_names().find(target, clause, sentence)
    return row.indicator_id if row else None


@cache
def dimension_of(indicator_id: str) -> str:
    """The dimension of an indicator: what a coefficient (PUE 1.3) is of, which has no unit that would tell."""
    return next(row.dimension for row in indicators() if row.indicator_id == indicator_id)


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


def agrees(row: CatalogueRow, target: Figure | Target) -> bool:
    """Tell whether a target's figure can be one of the indicator: its basis, and its unit."""
    if target.basis not in _BASES[row.basis] or (target.basis == "added" and target.dimension == "ratio"):
        return False
    if target.basis in CHANGES and (target.unit == "%" or (target.unit == "pp" and row.dimension == "ratio")):
        return True
    return find_conversion(target.unit).unit == (row.base_unit or None) or target.unit in row.units.split()


def _is_cut(clause: str, at: int) -> bool:
    """Tell whether a Latin word or number goes on at a place: A of 5A级景区."""
    return at > 0 and clause[at - 1 : at + 1].isascii() and clause[at - 1 : at + 1].isalnum()


def _fits(row: CatalogueRow, target: Figure | Target, sentence: str) -> bool:
    """Tell whether a target's figure can be one of the indicator, and what has to stand near it does."""
    return agrees(row, target) and (not row.near or any(word in sentence for word in row.near.split()))
