"""What changed between two published datasets: rows added, rows removed, values changed, by key.

Compared are the CSV files, values as they are written there: a folder of golden tables will do.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pipeline.model import DERIVED
from pipeline.store.records import unmark
from schemas import TABLES, base, model

_Key = tuple[str, ...]
_Row = Mapping[str, str]
_SHOWN = 60  # characters of a value
TELLING = ("indicator", "kind", "text", "name", "message")  # columns that say what a row is


class Change(NamedTuple):
    """One difference. `column` is empty where a row or a table came or went; `told` says what the row was about."""

    table: str
    key: str
    what: str  # added, removed, changed
    column: str
    old: str = ""
    new: str = ""
    told: str = ""


def find_changes(old: Path, new: Path) -> Iterator[Change]:
    """Compare two output folders, table by table, row by row in the order of the new one; removed rows come last.

    A table or a column that only one of them has counts as a change of the table. Raises `FileNotFoundError` where a
    folder holds no dataset.
    """
    for folder in (old, new):
        if not (folder / "documents.csv").is_file():
            raise FileNotFoundError(str(folder))
    for table in TABLES:
        if table in DERIVED:  # its changes are those of the tables that it is joined of
            continue
        before, after = _read(old, table), _read(new, table)
        if before is not None and after is not None:
            yield from _compare_columns(table, before[0], after[0])
            shared = [name for name in after[0] if name in before[0]]
            yield from _compare(table, shared, before[1], after[1])
        elif before is not None or after is not None:
            yield Change(table, "", "removed" if after is None else "added", "")


def _read(folder: Path, table: str) -> tuple[list[str], dict[_Key, _Row]] | None:
    """Columns and rows by key; None where the folder has no such table."""
    path = folder / f"{table}.csv"
    if not path.is_file():
        return None
    names = base.primary_key(model(table))
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        rows = [{name: unmark(value) for name, value in row.items()} for row in reader]
        return list(reader.fieldnames or []), {tuple(row.get(name, "") for name in names): row for row in rows}


def _compare_columns(table: str, old: list[str], new: list[str]) -> Iterator[Change]:
    yield from (Change(table, "", "added", name) for name in new if name not in old)
    yield from (Change(table, "", "removed", name) for name in old if name not in new)


def _compare(table: str, columns: list[str], old: dict[_Key, _Row], new: dict[_Key, _Row]) -> Iterator[Change]:
    for key, row in new.items():
        shown = "/".join(key)
        if key not in old:
            yield Change(table, shown, "added", "", told=_tell(row))
            continue
        for name in columns:
            if old[key][name] != row[name]:
                yield Change(table, shown, "changed", name, old[key][name], row[name])
    yield from (
        Change(table, "/".join(key), "removed", "", told=_tell(row)) for key, row in old.items() if key not in new
    )


def _tell(row: _Row) -> str:
    return " ".join(_show(row[name]) for name in TELLING if row.get(name))


def render_change(change: Change) -> str:
    """A change as one line: `~ targets  d/14/2025/1/1  value: 18600 → 18700`."""
    sign = {"added": "+", "removed": "-", "changed": "~"}[change.what]
    if change.what == "changed":
        return f"{sign} {change.table}  {change.key}  {change.column}: {_show(change.old)} → {_show(change.new)}"
    if not change.key:
        return f"{sign} {change.table}  " + (f"column {change.column}" if change.column else "the table")
    return f"{sign} {change.table}  {change.key}  {change.told}".rstrip()


def _show(value: str) -> str:
    text = value.replace("\n", "⏎") or "null"
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
