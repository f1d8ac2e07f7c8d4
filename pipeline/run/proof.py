"""Proves a team's own rows before anything is read by them: each by its example, with the rows and without them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple

from pipeline import flow
from pipeline.extract.known_indicator import known_names
from pipeline.lang.heading import field_of, find_header, is_sure
from pipeline.model import Numeral, Target
from pipeline.normalise.text import read_department_text
from pipeline.rules import RuleError, prove
from pipeline.rules.own import OwnTable, in_force
from pipeline.sources.own_rules import read_own_tables

_YEAR = 2025  # of an example's plan
_EXAMPLE = re.compile(r"(?P<region>.+)@(?P<year>\d{4})[：:](?P<written>.+)=(?P<name>.+)")
_LEAST_NAMED = 2  # sentences that name an indicator
_Row = dict[str, str]


class _Law(NamedTuple):
    """What a row of a table has to show: how its example is read, and what that has to be (a sentence where it is not)."""

    read: Callable[[str], object]
    find_trouble: Callable[[_Row, object], str]


_proved: list[tuple[OwnTable, ...]] = []  # the last rows that were


def rules_beside(document: Path) -> AbstractContextManager[None]:
    """Put the rules that lie beside a document (rules/*.csv) in force, proved. Raises `RuleError`."""
    return rules_of(document.parent)


@contextmanager
def rules_of(raw: Path) -> Iterator[None]:
    """Put the rules of a folder of documents (raw/rules/*.csv) in force, proved. Raises `RuleError`."""
    tables = read_own_tables(raw)
    if tables and tables not in _proved:
        prove_own(tables)
        _proved[:] = [tables]
    with in_force(tables):
        yield


def prove_own(tables: tuple[OwnTable, ...]) -> None:
    """Load the tables with a team's rows and read each row's example. Raises `RuleError`: file, line, reason."""
    if not tables:
        return prove()
    with in_force(tables):
        prove()
        placed = [(own, *line) for own in tables for line in _lines(own)]
        _index(placed)
        _prove_indicators(placed)
        readings = [_prove(own, place, row) for own, place, row in placed]
    with in_force(()):
        for (own, place, row), reading in zip(placed, readings, strict=True):
            if row.get("shows") != "not" and row.get("example") and _read(own, row) == reading:
                raise RuleError(f"{place}: the example is read the same without the row: other rows say it already")
    return None


def _prove(own: OwnTable, place: str, row: _Row) -> object:
    """Read a row's example; returns the reading. Raises `RuleError` where it is not what the row says."""
    reading = _read(own, row)
    trouble = _LAWS[own.table].find_trouble(row, reading) if own.table in _LAWS else ""
    if trouble:
        raise RuleError(f"{place}: {trouble}")
    return reading


def _lines(own: OwnTable) -> Iterator[tuple[str, _Row]]:
    reader = csv.DictReader(io.StringIO(own.text, newline=""), restval="")
    for row in reader:
        if any(value.strip() for value in row.values() if isinstance(value, str)):
            yield f"{own.path}, line {reader.line_num}", row


def _read(own: OwnTable, row: _Row) -> object:
    """How a row's example is read with what is in force; None where the table has none."""
    return _LAWS[own.table].read(row.get("example") or "") if own.table in _LAWS else None


def _index(placed: list[tuple[OwnTable, str, _Row]]) -> None:
    """Make the index of indicators: a name that is another's but for its marks shows only there."""
    try:
        known_names()
    except RuleError as error:
        own = (place for _, place, row in placed if row.get("name_zh") and f" {row['indicator_id']}" in f"{error}")
        raise RuleError(f"{next(own, 'raw/rules')}: {error}") from error


def _prove_indicators(placed: list[tuple[OwnTable, str, _Row]]) -> None:
    """An indicator has sentences that name it and one that seems to, as ours have."""
    shown = [(row["indicator_id"], row["shows"]) for _, _, row in placed if row.get("shows")]
    for _, place, row in placed:
        if row.get("name_zh"):
            key = row["indicator_id"]
            if shown.count((key, "named")) < _LEAST_NAMED or (key, "not") not in shown:
                raise RuleError(
                    f"{place}: {key} needs two sentences that name it and one that does not in indicator_examples.csv"
                )


# --- how examples are read ---------------------------------------------------------------------


def _read_heading(example: str) -> object:
    found = find_header(example)
    return found and (found.heading, found.field, found.rank, is_sure(example), field_of(example))


def _find_heading_trouble(row: _Row, reading: object) -> str:
    wanted = (row["heading"], row["field"])
    is_read = isinstance(reading, tuple) and reading[:2] == wanted
    return "" if is_read else f"the example {row['example']!r} is not read as {row['field']} by {row['heading']!r}"


def _read_numerals(example: str) -> list[tuple[str, str, str | None, str]]:
    found = (entry for entry in flow.read_text(example, _YEAR, _YEAR) if isinstance(entry, Numeral))
    return [(entry.text, entry.kind, entry.unit, str(entry.value)) for entry in found]


def _find_unit_trouble(row: _Row, reading: object) -> str:
    found = [unit for text, _, unit, _ in _numerals(reading) if text.endswith(row["written"]) and unit]
    if any(row["unit"] in unit for unit in found):
        return ""
    return f"no figure of the example {row['example']!r} is read in {row['unit']}"


def _find_word_trouble(row: _Row, reading: object) -> str:
    if any(kind == row["kind"] and text in row["word"] for text, kind, _, _ in _numerals(reading)):
        return ""
    return f"the example {row['example']!r} does not show {row['word']!r} as {row['kind']}"


def _numerals(reading: object) -> list[tuple[str, str, str | None, str]]:
    return reading if isinstance(reading, list) else []


def _read_department(example: str) -> object:
    found = _EXAMPLE.fullmatch(example)
    if not found:
        return None
    read = read_department_text(found["written"], found["region"], int(found["year"]), "lead_units")
    return [(one.text, one.name, one.department_id, one.kind, one.function, one.resolution) for one in read]


def _find_department_trouble(row: _Row, reading: object) -> str:
    found = _EXAMPLE.fullmatch(row["example"])
    if not found or not isinstance(reading, list):
        return f"the example {row['example']!r} is not written REGION@YEAR：WRITTEN=NAME"
    names = [str(one[1]) for one in reading]
    return "" if names == [found["name"]] else f"the example is read as {'、'.join(names) or 'nothing'}"


def _read_indicators(example: str) -> object:
    found = [entry for entry in flow.read_text(example, _YEAR, _YEAR) if isinstance(entry, Target)]
    return [(entry.indicator_id, entry.indicator) for entry in found]


def _find_example_trouble(row: _Row, reading: object) -> str:
    read = reading if isinstance(reading, list) else []
    if not read:
        return f"no target is read in {row['example']!r}"
    is_named = row["indicator_id"] in [key for key, _ in read]
    told = ", ".join(f"{phrase or '-'} ({key or 'no indicator'})" for key, phrase in read)
    return "" if is_named is (row["shows"] == "named") else f"the figures of {row['example']!r} count {told}"


_DEPARTMENT = _Law(_read_department, _find_department_trouble)
_LAWS = {
    "lang/headers.csv": _Law(_read_heading, _find_heading_trouble),
    "extract/units.csv": _Law(_read_numerals, _find_unit_trouble),
    "extract/words.csv": _Law(_read_numerals, _find_word_trouble),
    "normalise/departments.csv": _DEPARTMENT,
    "normalise/department_names.csv": _DEPARTMENT,
    "normalise/department_short_forms.csv": _DEPARTMENT,
    "extract/indicator_examples.csv": _Law(_read_indicators, _find_example_trouble),
}
