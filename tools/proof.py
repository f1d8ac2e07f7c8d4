"""Proves rows of the language tables: a row is proved by a text in which it, and no other row, decides.

Two proofs, both on the row's own example. *Apple*: with 苹果 in the place of the cue, the attribute that the row decides is
another one. *Out*: with the row taken out of its table, it is another one too; where it is not, another row covers this one.
What a row decides depends on its table: a role, a basis, a comparator, a phrase, a meaning. It is asked of the figures
that stand outside of the cue, each beside itself, never of "some figure".
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple
from unittest import mock

from pipeline import rules
from pipeline.extract.target.passage import read_passage
from pipeline.lang.cue import Cue, Lazy, Shape
from pipeline.lang.fold import fold
from pipeline.model import Numeral, Passage, QualitativeTarget, Span, Target
from pipeline.rules import language
from pipeline.rules.notation import spell

OWN = "own"  # the source of an example that we wrote
APPLE, PIECE = "苹果", "个"  # 个 stands in for a unit: 3苹果 would be no figure
YEAR = re.compile(r"20\d\d")
WORDINGS = ("qualitative", "word_groups")  # a row is, or is a part of, what is found
UNITS = ("unit", "level_unit", "level_per")
ROLES = ("target", "parameter", "reference")
PLAN_YEAR, FIRST_YEAR = 2023, 2022
LATER = 2026  # of a document in which 力争2025年达到 would tell the past, were it not for 力争
ROOMS = (
    "pipeline.rules.language",
    "pipeline.rules.notation",
    "pipeline.lang.cue",
    "pipeline.extract.commitment",
    "pipeline.extract.instrument",
    "pipeline.extract.target.",
)  # whose caches hold what tables say

Entry = tuple[int, int, Any]  # span of a figure, and what is decided of it
Reader = Callable[[str, "Rule"], list[Entry]]


class Rule(NamedTuple):
    """A row of a table: the file, the name of the loader, the row, and its cue as a regular expression."""

    table: str
    row: Any
    cue: str

    @property
    def name(self) -> str:
        """The row as a test names it: file and key."""
        place = getattr(self.row, "place", "") or getattr(self.row, "group", "")
        return f"{self.table}-{place}-{self.row[0]}" if place else f"{self.table}-{self.row[0]}"


def _read(text: str, year: int | None = PLAN_YEAR, first_year: int = FIRST_YEAR) -> list[Any]:
    return list(read_passage(Passage("d", "m", str(year or "measure"), text, year, first_year)))


def _roles(text: str, rule: Rule) -> list[Entry]:
    """Role of every quantity; a plan column promises, whatever its words are, so rows on reports are read without one."""
    row = rule.row
    if row.place == "future" and YEAR.search(text):
        found = _read(text, None, LATER)
    else:
        found = _read(text, None if row.place in ("review", "review_hint") else PLAN_YEAR)
    if row.place == "commitment":
        return [(t.start, t.end, "target" if t.commitment else None) for t in found if isinstance(t, Target)]
    numerals = [n for n in found if isinstance(n, Numeral)]
    if row.place == "money_noun" and row.value == "target":  # it also gives its figure a unit
        return [(n.start, n.end, n.kind if n.unit == "CNY" else None) for n in numerals]
    return [(n.start, n.end, n.kind) for n in numerals]


def _bases(text: str, rule: Rule) -> list[Entry]:
    return [(t.start, t.end, t.basis) for t in _read(text) if isinstance(t, Target)]


def _comparators(text: str, rule: Rule) -> list[Entry]:
    return [(n.start, n.end, n.comparator) for n in _read(text) if isinstance(n, Numeral) and n.kind in ROLES]


def _indicators(text: str, rule: Rule) -> list[Entry]:
    return [(t.start, t.end, t.indicator) for t in _read(text) if isinstance(t, Target)]


def _meanings(text: str, rule: Rule) -> list[Entry]:
    return [(t.start, t.end, t.meaning) for t in _read(text) if isinstance(t, QualitativeTarget)]


def _grouped(text: str, rule: Rule) -> list[Entry]:
    """What cues that name a group decide: a meaning, a basis, a commitment."""
    figures = [(t.start, t.end, (t.basis, t.commitment)) for t in _read(text) if isinstance(t, Target)]
    return [*figures, *_meanings(text, rule)]


class Table(NamedTuple):
    """A language table: its file, its rows, a row's cue, what a row decides of a text, and the value that it gives."""

    file: str
    rows: Callable[[], tuple[Any, ...]]
    cue: Callable[[Any], str]
    read: Reader
    value: Callable[[Any], Any]


TABLES = {
    "roles": Table("extract/roles.csv", language.roles, lambda row: spell(row.cue), _roles, lambda row: row.value),
    "basis": Table("extract/basis.csv", language.bases, lambda row: spell(row.cue), _bases, lambda row: row.value),
    "comparators": Table(
        "extract/comparators.csv", language.comparators, lambda row: spell(row.cue), _comparators, lambda row: row.value
    ),
    "phrase_words": Table(
        "extract/phrase_words.csv",
        language.phrase_words,
        lambda row: re.escape(row.word),
        _indicators,
        lambda row: None,
    ),
    "qualitative": Table(
        "extract/qualitative.csv",
        language.qualitative,
        lambda row: spell(row.wording),
        _meanings,
        lambda row: row.meaning,
    ),
    "word_groups": Table(
        "extract/word_groups.csv", language.word_groups, lambda row: spell(row.word), _grouped, lambda row: None
    ),
}


def all_rules(*tables: str) -> list[Rule]:
    """Every row of the named tables (default: of all)."""
    return [Rule(name, row, TABLES[name].cue(row)) for name in tables or TABLES for row in TABLES[name].rows()]


def is_proved_by_apple(rule: Rule, text: str) -> bool:
    """Tell whether the row's attribute changes where 苹果 stands in the place of the cue, at one place of the text."""
    before = _decided(rule, text)
    return bool(before) and any(_changes(rule, text, before, span) for span in find_cue(rule, text))


def is_proved_by_absence(rule: Rule, text: str) -> bool:
    """Tell whether the row's attribute changes where the table has no such row.

    A comparing word also tells where the indicator before it ends: 参观人数接近300万 is not about 参观人数接.
    """
    earlier = _with_all().get((rule, text)) or _read_all(rule, text)
    place = getattr(rule.row, "place", "")
    if not earlier[0] or sum(getattr(row, "place", "") == place for row in TABLES[rule.table].rows()) == 1:
        return bool(earlier[0])  # the only row of its place: that a place has rows is checked where it is read
    with without(rule):
        later = [read(text, rule) for read in _readers(rule)]
    return any(
        dict(_by_span(after)).get(span, value if rule.table not in WORDINGS else None) != value
        for entries, after in zip(earlier, later, strict=True)
        for span, value in _by_span(entries)
    )


def _readers(rule: Rule) -> tuple[Reader, ...]:
    return (TABLES[rule.table].read, *((_indicators,) if rule.table == "comparators" else ()))


def _read_all(rule: Rule, text: str) -> list[list[Entry]]:
    return [_decided(rule, text), *(read(text, rule) for read in _readers(rule)[1:])]


@cache
def _with_all() -> dict[tuple[Rule, str], list[list[Entry]]]:
    """What is made of every example by all rows: read before any is taken out, as making the tables anew is what costs."""
    return {(rule, rule.row.example): _read_all(rule, rule.row.example) for rule in all_rules()}


def _by_span(entries: list[Entry]) -> list[tuple[tuple[int, int], Any]]:
    return [((start, end), value) for start, end, value in entries]


def find_cue(rule: Rule, text: str) -> list[Span]:
    """Every place where the cue stands in a text."""
    return [Span(*found.span()) for found in re.finditer(rule.cue, fold(text)) if found[0]]


def _decided(rule: Rule, text: str) -> list[Entry]:
    """The figures of a text that have the value which the row gives."""
    table = TABLES[rule.table]
    value = table.value(rule.row)
    entries = table.read(text, rule)
    return entries if value is None else [entry for entry in entries if entry[2] == value]


def _changes(rule: Rule, text: str, before: list[Entry], span: Span) -> bool:
    is_unit = getattr(rule.row, "place", "") in UNITS
    changed = text[: span.start] + (PIECE if is_unit else APPLE) + text[span.end :]
    shift = len(changed) - len(text)
    after = {(start, end): value for start, end, value in TABLES[rule.table].read(changed, rule)}
    for start, end, value in before:
        is_beside = end <= span.start or start >= span.end
        if rule.table in WORDINGS and not is_beside:
            if all(entry_end <= span.start or entry_start >= span.start + 2 for entry_start, entry_end in after):
                return True
            continue
        if rule.table == "qualitative":
            continue
        if is_unit and end == span.end:
            if after.get((start, span.start + 1), value) != value:
                return True
            continue
        at = (start, end) if end <= span.start else (start + shift, end + shift)
        if is_beside and at in after and after[at] != value:
            return True
    return False


@contextmanager
def without(rule: Rule) -> Iterator[None]:
    """Take a row out of its table for a while."""
    load = rules.load

    def load_others(file_name: str, *args: Any, **more: Any) -> tuple[Any, ...]:
        return tuple(row for row in load(file_name, *args, **more) if row != rule.row)

    with mock.patch.object(language, "load", load_others):
        clear(rule.table)
        yield
    clear(rule.table)


def clear(table: str) -> None:
    """Forget what was made of a table; groups of words are in all."""
    for name in [name for name in sys.modules if name.startswith(ROOMS)]:
        for thing in vars(sys.modules[name]).values():
            cues = [thing] if isinstance(thing, Cue) else thing.cues if isinstance(thing, Shape) else ()
            if table != "word_groups" and cues and all(cue.table != table for cue in cues):
                continue
            if isinstance(thing, Lazy):
                thing.forget()
            elif hasattr(thing, "cache_clear") and thing is not rules.load:
                thing.cache_clear()


def own_shares() -> dict[str, int]:
    """The share of rows whose example we wrote, in whole per cent, rounded up, of every table of rules that has examples."""
    shares = {}
    for path in sorted(rules.FOLDER.rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            sources = [row["source"] for row in csv.DictReader(handle) if "source" in row and "example" in row]
        if sources:
            shares[path.stem] = -(-100 * sources.count(OWN) // len(sources))
    return shares


if __name__ == "__main__":
    for name, share in own_shares().items():
        print(f"{name:<22} {share:>3} % own")
