"""Loads and proves rules/*.csv: what we know, one fact a line.

A table is read into a NamedTuple whose fields are exactly its columns. An empty cell is "".
Its `source` is the document, standard or law where the example (or fact) stands, `own` where we wrote it.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import import_module
from inspect import signature
from pathlib import Path
from pkgutil import iter_modules
from typing import TypeVar

FOLDER = Path(__file__).parent

R = TypeVar("R", bound=tuple[str, ...])
Closed = tuple[tuple[str, tuple[str, ...]], ...]  # columns with the only values that they may have


class RuleError(Exception):
    """A rule table that can not be trusted; names the file and the line."""


def prove() -> None:
    """Load every table once, so that a row that can not be trusted is told before anything is read by it.

    Raises `RuleError`. The loaders are the cached functions without parameters of this folder's modules.
    """
    for found in iter_modules([str(FOLDER)]):
        for name, loader in vars(import_module(f"{__name__}.{found.name}")).items():
            if not name.startswith("_") and hasattr(loader, "cache_info") and not signature(loader).parameters:
                loader()


@cache
def load(
    file_name: str, row: type[R], *, key: tuple[str, ...] = (), closed: Closed = (), folder: Path = FOLDER
) -> tuple[R, ...]:
    """Read rules/`file_name` (UTF-8 CSV with a heading) into `row`s, in the order of the file.

    `key` names the columns that identify a row (default: the first), `closed` the values that columns may have.
    Raises `RuleError` on an unknown or missing column, a row of wrong length, an empty or repeated key, another value.
    """
    path = folder / file_name
    columns: tuple[str, ...] = row._fields  # type: ignore[attr-defined]  # a NamedTuple, which no bound can say
    key = key or columns[:1]
    where = f"pipeline/rules/{file_name}"
    seen: dict[tuple[str, ...], int] = {}
    rows: list[R] = []
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.reader(handle)
        heading = next(reader, [])
        if tuple(heading) != columns:
            raise RuleError(f"{where}: columns are {heading}, expected {list(columns)}")
        for values in reader:
            line = reader.line_num
            if len(values) != len(columns):
                raise RuleError(f"{where}, line {line}: {len(values)} values for {len(columns)} columns")
            record: R = row(*values)
            identity = tuple(getattr(record, name) for name in key)
            if not any(identity):
                raise RuleError(f"{where}, line {line}: empty {', '.join(key)}")
            if identity in seen:
                raise RuleError(f"{where}, line {line}: {identity} stands on line {seen[identity]} already")
            for name, allowed in closed:
                if (value := getattr(record, name)) not in allowed:
                    raise RuleError(f"{where}, line {line}: {name} {value!r} is none of {', '.join(allowed)}")
            seen[identity] = line
            rows.append(record)
    return tuple(rows)
