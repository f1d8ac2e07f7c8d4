"""Whether the three places of a build may be used: publishing replaces output/ as a whole, so nothing else may lie in it."""

from __future__ import annotations

import errno
import json
import os
from itertools import permutations
from pathlib import Path

from pipeline.publish.release import INSIDE, KEPT, OF_DISK
from pipeline.run.lock import LOCK
from pipeline.sources.folders import Bucket, local_path
from schemas import TABLES

_MARK, _NAME = "datapackage.json", "policy-pledges"  # every dataset has this file, and it says this name
_REPORT, PAGES = "report", (".html", ".css", ".js")
_INNER = ("regions", "texts")  # folders of the report of many documents
WRITTEN = {
    *(_MARK, "croissant.json", "pledges.odcs.yaml", "report.html", "pledges.sqlite", "metadata.json", "pledges.xlsx"),
    *(f"{table}.{suffix}" for table in TABLES for suffix in ("parquet", "csv")),
}
HARMLESS = (KEPT, ".gitkeep", ".gitignore")
_Place = str | Path


def find_output(output: _Place) -> _Place:
    """The place itself; of a link the folder that it leads to, so that the link is not replaced."""
    path = local_path(output)
    return path.resolve() if path is not None and path.is_symlink() else output


def check_places(raw: _Place, interim: _Place, output: _Place) -> None:
    """Refuse places that lie in each other. Raises `OSError`."""
    names = {"raw": raw, "interim": interim, "output": output}
    for (inner, place), (outer, other) in permutations(names.items(), 2):
        if _lies_in(place, other):
            message = f"{inner} ({place}) may not lie in {outer} ({other}): what is written to one would be read or deleted as the other"
            raise OSError(errno.EINVAL, message, str(place))


def _lies_in(place: _Place, other: _Place) -> bool:
    """Tell whether a place is another or lies in it."""
    path, outer = local_path(place), local_path(other)
    if path is not None and outer is not None:
        return path.resolve().is_relative_to(outer.resolve())
    return path is outer and f"{str(place).rstrip('/')}/".startswith(f"{str(other).rstrip('/')}/")


def check_output(output: _Place) -> None:
    """Refuse an output that holds something else than a dataset, before anything is written. Raises `OSError`."""
    path = local_path(output)
    if path is not None and not path.is_dir():
        if os.path.lexists(path):
            raise NotADirectoryError(errno.ENOTDIR, "is no folder; a dataset can not take its place", str(path))
        return
    foreign = _find_foreign(path) if path is not None else _find_foreign_objects(str(output))
    if foreign:
        message = f"holds {foreign}, which no build wrote and this one would delete; name an empty or a new place"
        raise OSError(errno.ENOTEMPTY, message, str(output))


def _find_foreign(folder: Path) -> str | None:
    """The first entry of a folder that is no part of a dataset of ours."""
    ours = {*HARMLESS, *_read_mark(folder / _MARK), *_read_mark(folder / INSIDE / _MARK)}
    for entry in sorted(folder.iterdir()):
        if entry.name in (INSIDE, OF_DISK) and entry.is_dir() and not entry.is_symlink():
            continue  # of a build that was killed; of a disk
        if entry.name == _REPORT and entry.is_dir() and not entry.is_symlink():
            if strange := _find_strange_page(entry):
                return f"{_REPORT}/{strange}"
        elif entry.name not in ours or entry.is_dir():
            return entry.name
    return None


def _find_strange_page(folder: Path, inner: tuple[str, ...] = _INNER) -> str | None:
    """The first entry of the report's folder that is neither a page nor a folder of pages."""
    for entry in sorted(folder.iterdir()):
        if entry.name in inner and entry.is_dir() and not entry.is_symlink():
            if strange := _find_strange_page(entry, ()):
                return f"{entry.name}/{strange}"
        elif entry.suffix not in PAGES or entry.is_dir():
            return entry.name
    return None


def _read_mark(mark: Path) -> set[str]:
    """Names of the files of a dataset, where the mark is that of ours: else none, whatever lies there."""
    try:
        package = json.loads(mark.read_bytes())
        if package["name"] != _NAME:
            return set()
        return {*WRITTEN, *(resource["path"] for resource in package["resources"])}
    except (OSError, ValueError, LookupError, TypeError):
        return set()


def _find_foreign_objects(url: str) -> str | None:
    names = {file.path for file in Bucket(url).find()}
    if _MARK in names or any(
        name.startswith(LOCK) for name in names
    ):  # a lock: a run that was killed while it uploaded
        return None
    return next(iter(sorted(names - set(HARMLESS))), None)
