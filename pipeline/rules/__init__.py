"""Loads and proves rules/*.csv: what we know, one fact a line.

A table is read into a NamedTuple whose fields are exactly its columns. An empty cell is "".
Its `source` is the document, standard or law where the example (or fact) stands, `own` where we wrote it.
A team's own rows (`rules.own`) stand behind ours.

Our tables are proved once: their rows lie beside the .pyc files, under the sizes and times of all that stands in this folder.
"""

from __future__ import annotations

import io
import marshal
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from pipeline.rules.own import is_any_in_force, own_tables_of

FOLDER = Path(__file__).parent

R = TypeVar("R", bound=tuple[str, ...])
Closed = tuple[tuple[str, tuple[str, ...]], ...]  # columns with the only values that they may have


class RuleError(Exception):
    """A rule table that can not be trusted; names the file and the line."""


def prove() -> None:
    """Load every table once, so that a row that can not be trusted is told before anything is read by it.

    Raises `RuleError`. The loaders are the cached functions without parameters of this folder's modules.
    """
    from inspect import signature
    from pkgutil import iter_modules

    for found in iter_modules([str(FOLDER)]):
        for name, loader in vars(import_module(f"{__name__}.{found.name}")).items():
            if not name.startswith("_") and hasattr(loader, "cache_info") and not signature(loader).parameters:
                loader()


_places: dict[str, Sequence[str | int]] = {}  # of the rows of a table, as they were last loaded; of ours the line alone


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
    is_ours = folder == FOLDER and not own_tables_of(file_name)
    asked: list[Any] = [list(columns), list(key), [list(values) for _, values in closed]]
    proved = _read_proved(file_name, asked) if is_ours else None
    if proved:
        _places[file_name], values_of_rows = proved
        return tuple(map(partial(tuple.__new__, row), values_of_rows))
    places, rows = _prove_rows(file_name, row, columns, key or columns[:1], closed, find_trouble, folder)
    _places[file_name] = places
    if is_ours and not is_any_in_force():  # a table may ask another, which has more rows then
        _keep_proved(file_name, asked, places, rows)
    return tuple(rows)


def _prove_rows(
    file_name: str,
    row: type[R],
    columns: tuple[str, ...],
    key: tuple[str, ...],
    closed: Closed,
    find_trouble: Callable[[R], str | None],
    folder: Path,
) -> tuple[list[str], list[R]]:
    """Read and prove the rows of a table, with the place of each."""
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
    return [*seen.values()], rows


# --- what is proved already ------------------------------------------------------------------


@cache
def _stamp() -> list[tuple[str, int, int]]:
    """What a proof holds for: the tables, since one may ask another, and the code that proved them."""
    folders, found = [(FOLDER.as_posix(), "")], []
    while folders:
        folder, below = folders.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir():
                    folders.append((entry.path, f"{below}{entry.name}/"))
                elif entry.name.endswith((".csv", ".py")):
                    stat = entry.stat()
                    found.append((below + entry.name, stat.st_size, stat.st_mtime_ns))
    return sorted(found)


def _proved_path(file_name: str) -> Path:
    return FOLDER / "__pycache__" / f"{file_name.replace('/', '.')}.{sys.implementation.cache_tag}.proved"


def _read_proved(file_name: str, asked: list[Any]) -> tuple[list[int], list[tuple[str, ...]]] | None:
    """The lines and rows of a table that was proved as it is; None where it has to be proved."""
    with suppress(OSError, ValueError, EOFError, TypeError):  # no file, or half of one: as if nothing was proved
        stamp, lines, rows = marshal.loads(_proved_path(file_name).read_bytes())
        if stamp == [asked, _stamp()]:
            return lines, rows
    return None


def _keep_proved(file_name: str, asked: list[Any], places: list[str], rows: Sequence[tuple[str, ...]]) -> None:
    """Keep the rows of a table, where .pyc files may be written."""
    if sys.dont_write_bytecode:
        return
    lines = [int(place.rpartition(" ")[2]) for place in places]
    path = _proved_path(file_name)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(exist_ok=True)
        beside.write_bytes(marshal.dumps(([asked, _stamp()], lines, list(map(tuple, rows)))))
        beside.replace(path)
    except OSError:  # an installation that is not ours to write: it works as well, and slower
        with suppress(OSError):
            beside.unlink()


# --- where a row stands ----------------------------------------------------------------------


def write_row(row: tuple[str, ...]) -> str:
    """A row as a line of its table, without the end of the line."""
    import csv

    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(row)
    return line.getvalue()


def row_place(file_name: str, index: int) -> str:
    """Where a row stands that `load` gave back: `pipeline/rules/extract/units.csv, line 7`, or a file of the team's."""
    place = _places[file_name][index]
    return place if isinstance(place, str) else f"pipeline/rules/{file_name}, line {place}"


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
    import csv  # where nothing has to be proved nothing has to be read

    reader = csv.reader(lines)
    heading = next(reader, [])
    if tuple(heading) != columns:
        raise RuleError(f"{path}: columns are {heading}, expected {list(columns)}")
    try:
        for values in reader:
            yield f"{path}, line {reader.line_num}", values
    except csv.Error as error:
        raise RuleError(f"{path}, line {reader.line_num}: {error}") from error
