"""Loads and proves rules/*.csv: what we know, one fact a line.

A table is read into a NamedTuple whose fields are exactly its columns. An empty cell is "".
Its `source` is the document, standard or law where the example (or fact) stands, `own` where we wrote it.
A team's own rows (`rules.own`) stand behind ours.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from inspect import signature
from pathlib import Path
from pkgutil import iter_modules
from typing import TypeVar

from pipeline.rules.own import own_tables_of

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


_places: dict[str, list[str]] = {}  # of the rows of a table, as they were last loaded


@cache
def load(
    file_name: str,
    row: type[R],
    *,
    key: tuple[str, ...] = (),
    closed: Closed = (),
    find_trouble: Callable[[R], str | None] = lambda row: None,
    folder: Path = FOLDER,
) -> tuple[R, ...]:
    """Read rules/`file_name` (UTF-8 CSV with a heading) into `row`s, in the order of the file, then those of the team.

    `key` names the columns that identify a row (default: the first), `closed` the values that columns may have,
    `find_trouble` says what else is wrong with a row. Raises `RuleError` on an unknown or missing column, a row of wrong
    length, an empty or repeated key, another value, a trouble.
    """
    columns: tuple[str, ...] = row._fields  # type: ignore[attr-defined]  # a NamedTuple, which no bound can say
    key = key or columns[:1]
    at = [columns.index(name) for name in key]
    seen: dict[tuple[str, ...], str] = {}
    rows: list[R] = []
    for place, values in _read_lines(file_name, columns, folder):
        if len(values) != len(columns):
            raise RuleError(f"{place}: {len(values)} values for {len(columns)} columns")
        record: R = row(*values)
        identity = tuple([values[index] for index in at])
        if not any(identity):
            raise RuleError(f"{place}: empty {', '.join(key)}")
        if identity in seen:
            raise RuleError(f"{place}: {identity} stands on {_cite(seen[identity], place)} already")
        for name, allowed in closed:
            if (value := getattr(record, name)) not in allowed:
                raise RuleError(f"{place}: {name} {value!r} is none of {', '.join(allowed)}")
        if trouble := find_trouble(record):
            raise RuleError(f"{place}: {trouble}")
        seen[identity] = place
        rows.append(record)
    _places[file_name] = [*seen.values()]
    return tuple(rows)


def write_row(row: tuple[str, ...]) -> str:
    """A row as a line of its table, without the end of the line."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(row)
    return line.getvalue()


def row_place(file_name: str, index: int) -> str:
    """Where a row stands that `load` gave back: `pipeline/rules/extract/units.csv, line 7`, or a file of the team's."""
    return _places[file_name][index]


def _cite(place: str, here: str) -> str:
    """A place, short where it is in the same file: `line 7`."""
    return place.removeprefix(f"{here.partition(', line ')[0]}, ")


def _read_lines(file_name: str, columns: tuple[str, ...], folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Each row of a table with its place; rows of the team that are empty (as spreadsheets leave at the end) are none."""
    with (folder / file_name).open(encoding="utf-8", newline="") as handle:
        yield from _read_rows(f"pipeline/rules/{file_name}", handle, columns)
    for own in own_tables_of(file_name) if folder == FOLDER else ():
        rows = _read_rows(own.path, io.StringIO(own.text, newline=""), columns)
        yield from ((place, values) for place, values in rows if any(value.strip() for value in values))


def _read_rows(path: str, lines: Iterable[str], columns: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    reader = csv.reader(lines)
    heading = next(reader, [])
    if tuple(heading) != columns:
        raise RuleError(f"{path}: columns are {heading}, expected {list(columns)}")
    try:
        for values in reader:
            yield f"{path}, line {reader.line_num}", values
    except csv.Error as error:
        raise RuleError(f"{path}, line {reader.line_num}: {error}") from error
