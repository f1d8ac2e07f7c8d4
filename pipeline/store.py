"""Reads and writes tables: records ↔ frames, CSV and Parquet. Everything that several rooms need of files.

In files a number is float64 and a list of strings is a list (Parquet) or joined by `|` (CSV).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import model
from schemas import TABLES

if TYPE_CHECKING:
    import pandas as pd

RECORDS: dict[str, type[Any]] = {
    "documents": model.Document,
    "cells": model.Cell,
    "measures": model.Measure,
    "plan_items": model.PlanItem,
    "responsibilities": model.Responsibility,
    "departments": model.Department,
    "targets": model.Target,
    "numerals": model.Numeral,
    "checks": model.Check,
}
LIST_MARK = "|"
# What a spreadsheet runs as a formula when it opens a CSV (our own mark comes along), and what it turns into a date, a
# time or a fraction. A whole ISO date is left alone: it is one.
_ACTIVE = re.compile(r"['=+\-@\t\r]|\d{1,2}[-/:]\d{1,4}\Z|\d{1,4}[-/:]\d{1,2}\Z|\d{1,2}[-/:]\d{1,2}[-/:]\d{1,4}\Z")


def columns(record: type[Any]) -> tuple[str, ...]:
    """The columns of a record's table, in order."""
    return tuple(f.name for f in fields(record))


def make_frame(table: str, records: Sequence[Any]) -> pd.DataFrame:
    """Put records of one table into a frame of Python values; exact numbers become float.

    All columns are of type object: what does not fit is for `check.shape` to say, not to be cast away here.
    """
    import pandas as pd

    names = columns(RECORDS[table])
    data = {name: [_plain(getattr(record, name)) for record in records] for name in names}
    return pd.DataFrame(data, columns=pd.Index(names), dtype=object)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    return list(value) if isinstance(value, tuple) else value


def read_table(folder: Path, table: str) -> list[dict[str, Any]]:
    """Read a published table (Parquet) as one dict a row. Raises `FileNotFoundError` where it is not published."""
    import pyarrow.parquet as pq

    rows: list[dict[str, Any]] = pq.read_table(folder / f"{table}.parquet").to_pylist()
    return rows


def write_records(path: Path, record: type[Any], records: Iterable[Any]) -> None:
    """Write records (dataclasses of one type) as CSV, also where there are none: a heading says so."""
    names = columns(record)
    write_csv(path, names, ([getattr(r, name) for name in names] for r in records))


def write_csv(path: Path, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV that spreadsheets and programs read alike: UTF-8 with byte order mark, line feeds."""
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([render(value) for value in row] for row in rows)


def render(value: object) -> str:
    """Write a value as CSV text: null is empty, 45000000.0 is 45000000, a list is joined by `|`.

    A text that a spreadsheet would run or turn into a date gets a `'` in front, and so does one that begins with `'`:
    whoever takes one leading `'` away has the text again (`unmark`).
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal() | float():
            return _number(float(value))
        case tuple() | list():
            # A | inside of an entry would make two of it.
            return mark(LIST_MARK.join(str(entry).replace(LIST_MARK, "｜") for entry in value))
        case str():
            return mark(value)
    return str(value)


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def mark(text: str) -> str:
    """Put a `'` before a text that a spreadsheet would not show as it is."""
    return "'" + text if _ACTIVE.match(text) else text


def unmark(text: str) -> str:
    """Take the `'` of `mark` away."""
    return text.removeprefix("'")


def tables(dataset: model.Dataset) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The tables of a dataset with their records, in the order of the contract."""
    for table in TABLES:
        yield table, getattr(dataset, table)
