"""Reads and writes tables: records ↔ frames, CSV and Parquet. Everything that several rooms need of files.

In files a number is float64 and a list of strings is a list (Parquet) or joined by `|` (CSV).
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import model

if TYPE_CHECKING:
    import pandas as pd

RECORDS: dict[str, type[Any]] = {name: table.record for name, table in model.TABLES.items()}
SHARED_TABLES = ("departments", "indicators")  # their rows belong to no one document: the dataset has each key once
PART = "part.zip"  # what is kept of a document, in its folder of interim/
KEY_AT, KEY_END = 33, 97  # of its first member, `key`: after 30 bytes of zip header and 3 of name
LIST_SEPARATOR = "|"
_LONGEST_NAME = 200  # bytes; file systems take 255, and we add endings
BOM = b"\xef\xbb\xbf"
# What a spreadsheet runs as a formula when it opens a CSV (our own mark comes along), what it turns into a date, a time or a
# fraction, and digits of which it shows (from 12) and keeps (from 16) the first ones only. A whole ISO date is left alone: it is one.
_ACTIVE = re.compile(
    r"['=+\-@\t\r＝＋－＠]|\d{1,2}[-/:]\d{1,4}\Z|\d{1,4}[-/:]\d{1,2}\Z|\d{1,2}[-/:]\d{1,2}[-/:]\d{1,4}\Z"
    r"|\d{12,}\Z"
)


def folder_name(doc_id: str) -> str:
    """A file name for a key: the key itself, cut where a file system would not take its length."""
    if len(doc_id.encode()) <= _LONGEST_NAME:
        return doc_id
    return (
        doc_id.encode()[: _LONGEST_NAME - 17].decode(errors="ignore") + "-" + sha256(doc_id.encode()).hexdigest()[:16]
    )


def read_key(head: bytes) -> str:
    """The key of a part, from its first bytes; empty where they are none of a part."""
    return head[KEY_AT:KEY_END].decode("ascii", "replace") if head.startswith(b"PK") else ""


def join_keys(keys: Iterable[str]) -> str:
    """The key of something made of several things."""
    return sha256("\n".join(keys).encode()).hexdigest()


def columns(record: type[Any]) -> tuple[str, ...]:
    """The columns of a record's table, in order."""
    return tuple(f.name for f in fields(record))


def make_frame(table: str, records: Sequence[Any]) -> pd.DataFrame:
    """Put records of one table into a frame of Python values; exact numbers become float.

    All columns are of type object: what does not fit is for `check.shape` to say, not to be cast away here.
    """
    import pandas as pd

    names = columns(RECORDS[table])
    data = {name: [plain(getattr(record, name)) for record in records] for name in names}
    return pd.DataFrame(data, columns=pd.Index(names), dtype=object)


def make_object_frame(data: dict[str, list[Any]]) -> pd.DataFrame:
    """Put columns of Python values into a frame, as `make_frame` does."""
    import pandas as pd

    return pd.DataFrame(data, columns=pd.Index(list(data)), dtype=object)


def plain(value: object) -> object:
    """A value as files hold it: a number is float, a tuple a list."""
    if isinstance(value, Decimal):
        return float(value)
    return list(value) if isinstance(value, tuple) else value


def read_table(folder: Path, table: str) -> list[dict[str, Any]]:
    """Read a published table (Parquet) as one dict a row. Raises `FileNotFoundError` where it is not published."""
    import pyarrow.parquet as pq

    rows: list[dict[str, Any]] = pq.read_table(folder / f"{table}.parquet").to_pylist()
    return rows


def make_records(table: str, rows: Iterable[dict[str, Any]]) -> list[Any]:
    """Make records of published rows: numbers exact as they are written, lists as tuples."""
    record = RECORDS[table]
    readers = {f.name: _READERS.get(str(f.type).removesuffix(" | None"), _frozen) for f in fields(record)}
    return [record(**{name: readers[name](value) for name, value in row.items()}) for row in rows]


def _exact(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))


def _dated(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


_READERS: dict[str, Callable[[Any], object]] = {"Decimal": _exact, "date": _dated}


def render_csv(names: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV that spreadsheets and programs read alike: UTF-8 with byte order mark, line feeds, a heading always."""
    return BOM + _lines([names]) + render_rows(rows)


def render_rows(rows: Iterable[Sequence[object]]) -> bytes:
    """The rows of a CSV, without heading and mark; rows of tables, whose columns repeat few values."""
    return _lines(zip(*map(_render_column, zip(*rows, strict=True)), strict=True))


def _render_column(column: Sequence[object]) -> list[str]:
    """Write the values of a column, each of them once."""
    texts = {value: _render(value) for value in set(column)}
    return [texts[value] for value in column]


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def values(record: type[Any], records: Iterable[Any]) -> Iterator[tuple[object, ...]]:
    """The values of records in the order of their columns (of which a table has two at least)."""
    return map(attrgetter(*columns(record)), records)


def _render(value: object) -> str:
    """Write a value as CSV text: null is empty, 45000000.0 is 45000000, a list is joined by `|`.

    A text that a spreadsheet would run or turn into a date gets a `'` in front, and so does one that begins with `'`:
    whoever takes one leading `'` away has the text again (`unmark`).
    """
    match value:
        case str():
            return mark_text(value)
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal() | float():
            return _number(float(value))
        case tuple() | list():
            # A | inside of an entry would make two of it.
            return mark_text(LIST_SEPARATOR.join(str(entry).replace(LIST_SEPARATOR, "｜") for entry in value))
    return str(value)


def show_value(value: object) -> str:
    """A value as the CSV has it, without the mark for spreadsheets."""
    return unmark(_render(value))


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def mark_text(text: str) -> str:
    """Put a `'` before a text that a spreadsheet would not show as it is."""
    return "'" + text if _ACTIVE.match(text) else text


def unmark(text: str) -> str:
    """Take the `'` of `mark` away."""
    return text.removeprefix("'")


def tables(dataset: model.Dataset) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The tables of a dataset with their records, in the order of the contract."""
    for table in model.TABLES:
        yield table, getattr(dataset, table)


def merge_shared(table: str, rows: Iterable[Any]) -> list[Any]:
    """The rows of a shared table, one for each key, sorted by it."""
    if table == "departments":
        return merge_departments(rows)
    key = columns(RECORDS[table])[0]
    found = {getattr(row, key): row for row in rows}
    return [found[name] for name in sorted(found)]


def merge_departments(departments: Iterable[model.Department]) -> list[model.Department]:
    """One row a unit, sorted by key: the first one's words, the aliases of all."""
    merged: dict[str, model.Department] = {}
    for department in departments:
        known = merged.setdefault(department.department_id, department)
        if not set(department.aliases) <= set(known.aliases):
            aliases = tuple(sorted({*known.aliases, *department.aliases}))
            merged[department.department_id] = replace(known, aliases=aliases)
    return [merged[key] for key in sorted(merged)]


def publish_findings(findings: Iterable[model.Finding], doc_id: str | None) -> Iterator[model.PublishedFinding]:
    """Give the findings of a document (None: of none) their keys: doc_id/code/n."""
    counts: Counter[str] = Counter()
    for finding in findings:
        counts[finding.code] += 1
        key = f"{doc_id or '-'}/{finding.code}/{counts[finding.code]}"
        place = (finding.path, finding.place, finding.code, finding.level)
        yield model.PublishedFinding(key, doc_id, *place, finding.message, finding.message_zh)
