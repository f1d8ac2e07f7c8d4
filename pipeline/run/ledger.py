"""What was built from what: so that nothing is done twice, and a run with nothing changed has nothing to do."""

from __future__ import annotations

import hashlib
import json
import platform
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import __version__
from pipeline.model import Finding
from pipeline.rules.own import OwnTable
from pipeline.sources.catalogue import Entry
from pipeline.sources.folders import Folder, LocalFolder

LEDGER = "ledger.json"
# what documents are read and written with; of the extra ocr "none" where it is not installed
LIBRARIES = ("lxml", "onnxruntime", "opencv-python-headless", "pandas", "pandera", "pyarrow", "pypdfium2", "rapidocr")
_KEPT = "README.md"
_DISTRIBUTION = re.compile("([^-]+)-([^-]+)")  # name and version of its folder
KEYS = {"fingerprint", "status", "output", "findings", "total", "segments"}


_of_entry = attrgetter(*Entry.__slots__)


class Past(NamedTuple):
    """What the last build said: exit status, the findings that were shown, how many there were."""

    status: int
    shown: tuple[Finding, ...]
    total: int


@cache
def program_mark() -> str:
    """Hash what every document depends on: code, rule tables, assets of the report, schemas, the versions of Python and of the libraries."""
    digest = hashlib.sha256(f"{__version__} {platform.python_version()}".encode())
    for name in LIBRARIES:
        digest.update(f"{name} {_version(name)}\n".encode())
    root = Path(__file__).parents[1]
    tops, endings = (root, root.parent / "schemas"), (".py", ".csv", ".html", ".css", ".js")
    paths = [path for top in tops for path in top.rglob("*") if path.suffix in endings]
    for path in sorted(paths):
        digest.update(path.relative_to(root.parent).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _version(name: str) -> str:
    return _installed().get(name, "none")


@cache
def _installed() -> dict[str, str]:
    """The versions of all distributions, as their folders are called (PEP 376, PEP 427): `importlib.metadata` reads a letter of each."""
    found: dict[str, str] = {}
    for place in map(Path, sys.path):
        for folder in place.glob("*.*-info") if place.is_dir() else ():
            if told := _DISTRIBUTION.match(folder.stem):
                found.setdefault(told[1].lower().replace("_", "-").replace(".", "-"), told[2])
    return found


def make_key(entry: Entry, limits: Mapping[str, int], is_paged: bool, rules: Sequence[OwnTable] = ()) -> str:
    """Hash everything that a document's part depends on: its bytes, its catalogue row, the limits, the team's rules, the program."""
    told = [(own.table, own.text) for own in rules]
    parts = (program_mark(), _of_entry(entry), sorted(limits.items()), is_paged, *([told] if told else []))
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def make_mark(keys: Iterable[str], findings: Iterable[Finding]) -> str:
    """Hash everything that a dataset depends on."""
    digest = hashlib.sha256()
    for key in keys:
        digest.update(key.encode())
    digest.update(repr([astuple(finding) for finding in findings]).encode())
    return digest.hexdigest()


def write_ledger(interim: Folder, mark: str, past: Past, output: Mapping[str, Any], segments: Sequence[str]) -> None:
    """Note what was built, and where in interim/ its segments lie."""
    ledger = {
        "fingerprint": mark,
        "status": past.status,
        "output": output,
        "findings": [astuple(finding) for finding in past.shown],
        "total": past.total,
        "segments": segments,
    }
    interim.write(LEDGER, json.dumps(ledger, ensure_ascii=False, indent=1).encode())


def read_ledger(interim: Folder) -> dict[str, Any]:
    """The last ledger; empty where there is none."""
    try:
        ledger: dict[str, Any] = json.loads(interim.read(LEDGER))
    except (FileNotFoundError, ValueError):  # ValueError: cut short by a power failure; build again
        return {}
    return ledger if isinstance(ledger, dict) and ledger.keys() >= KEYS else {}


def read_past(ledger: Mapping[str, Any]) -> Past:
    """What the last build said."""
    return Past(ledger["status"], tuple(Finding(*row) for row in ledger["findings"]), ledger["total"])


def describe_output(
    output: Path, known: Mapping[str, Any] | None = None, hashes: Mapping[str, str] | None = None
) -> dict[str, list[Any]]:
    """Size, time (ns) and sha256 of every published file.

    A file whose size and time are the `known` ones is not hashed again: it would have to be changed and set back.
    Nor is one of `hashes` (SHA-256 by name), which are those of files that were just written.
    """
    found: dict[str, list[Any]] = {}
    for name, _, trouble in LocalFolder(output).find():
        if name == _KEPT:
            continue
        path = output / name
        stat = path.lstat()
        old = (known or {}).get(name)
        if old and old[:2] == [stat.st_size, stat.st_mtime_ns]:
            found[name] = old
            continue
        sha256 = "" if trouble else (hashes or {}).get(name) or _hash_file(path)
        found[name] = [stat.st_size, stat.st_mtime_ns, sha256]
    return found


def _hash_file(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def is_same(output: Path, known: Mapping[str, Any]) -> bool:
    """Tell whether the published files are those that were noted."""
    found = describe_output(output, known)
    return found.keys() == known.keys() and all(found[name][2] == known[name][2] for name in found)
