"""The tables that a team keeps beside its documents: raw/rules/*.csv."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from pipeline.rules import RuleError
from pipeline.rules.limits import limit
from pipeline.rules.own import OWN_FOLDER, OWN_TABLES, OwnTable
from pipeline.sources.folders import File, Folder, open_folder


def is_own_table(path: str) -> bool:
    """Tell whether a file of raw/ is a table of rules and no document."""
    parts = PurePosixPath(path)
    return parts.parts[:-1] == (OWN_FOLDER,) and parts.suffix.lower() == ".csv"


def read_own_tables(raw: str | Path) -> tuple[OwnTable, ...]:
    """Read those of a place, sorted by name. Raises `RuleError` for a name that is none of ours and a file that can not be read."""
    place = f"{str(raw).rstrip('/')}/{OWN_FOLDER}"
    folder = open_folder(place)
    files = [file for file in folder.find() if is_own_table(f"{OWN_FOLDER}/{file.path}")] if folder.exists() else []
    return tuple(_read(folder, file, f"{place}/{file.path}") for file in files)


def _read(folder: Folder, file: File, where: str) -> OwnTable:
    name = PurePosixPath(file.path).stem
    if name not in OWN_TABLES:
        raise RuleError(f"{where}: no table {name!r}; there are {', '.join(OWN_TABLES)}")
    if file.trouble or file.size > limit("file_bytes"):
        raise RuleError(f"{where}: {file.trouble or 'is larger than the limit file_bytes'}")
    try:
        text = folder.read(file.path).decode("utf-8-sig")
    except OSError as error:
        raise RuleError(f"{where}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise RuleError(f"{where}, line {line}: is no UTF-8 (in Excel: save as CSV UTF-8)") from error
    return OwnTable(OWN_TABLES[name], where, text)
