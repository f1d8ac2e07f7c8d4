"""The catalogue of indicators of Chinese planning and statistics: rules/extract/indicators.csv. See docs/design/indicators.md."""

from __future__ import annotations

from functools import cache, partial
from typing import NamedTuple

from pipeline.model import closed
from pipeline.rules import RuleError, load, row_place
from pipeline.rules.language import units

ALIAS_MARK = "；"  # between the names in a cell
WORD_PLACE = ("same", "lead", "tail", "change", "added", "qualifier", "part")
SHOWS = ("named", "not")
_FILE = "extract/indicators.csv"


class CatalogueRow(NamedTuple):
    """An indicator: what is measured, in what, and every way in which documents write it.

    `basis` is what its figure is by nature: a `level`, a `flow` of the period, something `added`. `units` are further units
    that count the same (个 beside 家), parted by blanks; what converts to `base_unit` needs none. Where `near` is not empty,
    one of its words has to stand in the sentence. `source` defines the indicator: a standard, law, yearbook, survey or plan.
    """

    indicator_id: str
    name_zh: str
    name_en: str
    dimension: str
    base_unit: str
    units: str
    basis: str
    near: str
    definition: str
    source: str
    aliases: str

    @property
    def names(self) -> tuple[str, ...]:
        """The official name, then the others."""
        return (self.name_zh, *self.other_names)

    @property
    def other_names(self) -> tuple[str, ...]:
        """All names but the official one."""
        return _split(self.aliases)


@cache
def _split(aliases: str) -> tuple[str, ...]:
    return tuple(name for name in aliases.split(ALIAS_MARK) if name)


class IndicatorExample(NamedTuple):
    """A sentence that names the indicator, or (`shows` = not) one that seems to and must not."""

    indicator_id: str
    shows: str
    example: str
    source: str


class IndicatorWord(NamedTuple):
    """A word that names of indicators are read by.

    `place`: `same` (written for `value`; 的 for nothing), `lead` (before a name, changes nothing: 全市), `tail` (behind a name of the dimension
    `value`: 数量 of a count), `change` (behind a name where the figure is a change: 增速), `added` (says that the figure is
    something added), `qualifier` (directly before a name it makes another indicator: 修复), `part` (names a division, but also a
    part of any city: 城区; no lead).
    """

    word: str
    place: str
    value: str
    example: str
    source: str


@cache
def indicators() -> tuple[CatalogueRow, ...]:
    """Every indicator. Raises `RuleError` also for a unit that units.csv does not have and a name that stands twice."""
    closed_columns = (("dimension", closed.DIMENSION), ("basis", closed.BASIS))
    taken: dict[str, str] = {}
    return load(_FILE, CatalogueRow, closed=closed_columns, find_trouble=partial(_find_trouble, taken))


def _find_trouble(taken: dict[str, str], row: CatalogueRow) -> str | None:
    """What is wrong with a row; `taken` are the names of the rows before it, and is told those of this one."""
    for name in (row.name_en, *row.names):
        if name in taken:
            return f"{name!r} names {taken[name]} already"
        taken[name] = row.indicator_id
    if unknown := [part for part in row.base_unit.split("/") if not _is_unit(part)]:
        return f"base_unit {unknown[0]!r} is no unit of units.csv"
    missing = [column for column in ("name_zh", "name_en", "definition", "source") if not getattr(row, column)]
    return f"empty {missing[0]}" if missing else None


def _is_unit(text: str) -> bool:
    """Tell whether units.csv has a unit, or both of two (人次)."""
    known = _unit_names()
    return text in known or any({text[:at], text[at:]} <= known for at in range(1, len(text)))


@cache
def _unit_names() -> frozenset[str]:
    return frozenset(unit for row in units() for unit in (row.unit, row.base))


@cache
def indicator_examples() -> tuple[IndicatorExample, ...]:
    """What proves the catalogue (rules/extract/indicator_examples.csv). Raises `RuleError` for an unknown indicator."""
    name = "extract/indicator_examples.csv"
    rows = load(name, IndicatorExample, key=("indicator_id", "example"), closed=(("shows", SHOWS),))
    known = {row.indicator_id for row in indicators()}
    for index, row in enumerate(rows):
        if row.indicator_id not in known:
            raise RuleError(f"{row_place(name, index)}: no indicator {row.indicator_id!r}")
    return rows


@cache
def indicator_words() -> tuple[IndicatorWord, ...]:
    """Words around and in the names (rules/extract/indicator_words.csv)."""
    return load("extract/indicator_words.csv", IndicatorWord, key=("word", "place"), closed=(("place", WORD_PLACE),))
