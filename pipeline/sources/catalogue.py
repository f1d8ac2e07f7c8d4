"""The files of raw/ and what raw/sources.csv says of them."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import PurePosixPath
from typing import Any
from unicodedata import normalize

from pipeline.model import Finding, Source
from pipeline.rules.limits import limit
from pipeline.sources.corrections import SUFFIX
from pipeline.sources.folders import File, Folder

CATALOGUE = "sources.csv"
COLUMNS = ("file", "doc_id", "title", "region", "published")
DOC_ID = re.compile(r"\w[\w-]*")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LONGEST_FIELD = 100_000  # characters
LONGEST_ID = 1000  # characters
MOST_TOLD = 1000  # findings on the catalogue


@dataclass(frozen=True, slots=True)
class Entry:
    """A document to be read: everything that its records depend on, but for code and rules. Its bytes stay where they are."""

    doc_id: str
    file: str  # as the folder knows it
    path: str  # the same as text that can be written: bytes of a name that are no UTF-8 are spelled out (\\xff)
    sha256: str
    title: str | None = None
    region: str | None = None
    published: str | None = None  # ISO date
    corrections: str = ""  # the file beside it that corrects it
    corrections_sha256: str = ""
    size: int = 0  # bytes

    def load(self, content: bytes, corrections: bytes = b"") -> Source:
        """The document as the rooms get it."""
        known = (self.title, self.region, self.published)
        return Source(self.doc_id, self.path, content, self.sha256, *known, corrections)


def find_entries(raw: Folder) -> tuple[list[Entry], list[Finding]]:
    """Find the documents of a folder, sorted by doc_id, with their catalogue rows.

    Left out: README files, the catalogue, corrections, hidden files and Word's lock files (~$x.docx). Findings: D01 no
    folder, D02 empty folder, D03 a bad catalogue row, D04 two files of one doc_id (neither is read), D05 a file that can
    not be read, D06 a file over the limit, D07 corrections of no document.
    """
    if not raw.exists():
        message = "there is no such folder; put documents into it and run again"
        return [], [Finding("D01", "error", raw.place, "", message)]
    found = list(raw.find())
    files = [file for file in found if not _is_left_out(file.path)]
    if not files:
        message = "the folder holds no document; put a .docx into it and run again"
        return [], [Finding("D02", "error", raw.place, "", message)]
    rows, findings = _read_catalogue(raw, next((file for file in found if file.path == CATALOGUE), None))
    names = {_name(file.path) for file in files}
    findings += _cut_short(
        Finding("D03", "warning", CATALOGUE, name, "names a file that is not there")
        for name in sorted(rows.keys() - names)
    )
    beside = [file for file in found if file.path.endswith(SUFFIX)]
    troubles = [trouble for file in beside if (trouble := _find_obstacle(file))]
    unread = {trouble.path for trouble in troubles}
    findings += troubles
    corrections = {file.path.removesuffix(SUFFIX): file.path for file in beside if _show(file.path) not in unread}
    stems = {_stem(file.path) for file in files}
    findings += [
        Finding("D07", "warning", _show(corrections[stem]), "", "corrects a file that is not there")
        for stem in sorted(corrections.keys() - stems)
    ]
    entries: list[Entry] = []
    for file in files:
        entry = _make(file, raw, rows.get(_name(file.path), {}), corrections.get(_stem(file.path), ""))
        if isinstance(entry, Finding):
            findings.append(entry)
        else:
            entries.append(entry)
    return _distinct(entries, findings)


def _is_left_out(path: str) -> bool:
    parts = PurePosixPath(path)
    return (
        path == CATALOGUE
        or path.endswith(SUFFIX)
        or parts.stem == "README"
        or any(part.startswith((".", "~$")) for part in parts.parts)
    )


def _stem(path: str) -> str:
    """The path without the ending of its name."""
    return str(PurePosixPath(path).with_suffix(""))


def _show(path: str) -> str:
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _name(path: str) -> str:
    """The path as the catalogue may name it: systems differ in how they store é, as one character or as two (NFC, NFD)."""
    return normalize("NFC", _show(path))


def _find_obstacle(file: File) -> Finding | None:
    """Tell why a file is not opened, if so."""
    if file.trouble:
        return Finding("D05", "error", _show(file.path), "", file.trouble)
    if file.size > limit("file_bytes"):
        message = f"{file.size} bytes; the limit file_bytes is {limit('file_bytes')}"
        return Finding("D06", "error", _show(file.path), "", message)
    return None


def _cut_short(findings: Iterator[Finding]) -> list[Finding]:
    """The first findings on the catalogue, and how many more there are: it may have a million rows."""
    told = list(islice(findings, MOST_TOLD))
    more = sum(1 for _ in findings)
    return [*told, Finding("D03", told[-1].level, CATALOGUE, "", f"and {more} more like the last")] if more else told


def _read_catalogue(raw: Folder, file: File | None) -> tuple[dict[str, dict[str, str]], list[Finding]]:
    if file is None:
        return {}, []
    if obstacle := _find_obstacle(file):
        return {}, [obstacle]
    csv.field_size_limit(LONGEST_FIELD)  # one for the whole process: a reader may have set another
    try:
        text = raw.read(CATALOGUE).decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""))
        names, lines = reader.fieldnames or [], [(reader.line_num, row) for row in reader]
    except OSError as error:
        return {}, [Finding("D05", "error", CATALOGUE, "", f"can not be read: {error.strerror or error}")]
    except (UnicodeDecodeError, csv.Error) as error:
        return {}, [Finding("D03", "error", CATALOGUE, "", f"is no CSV in UTF-8: {error}")]
    if "file" not in names or any(name not in COLUMNS for name in names) or len(names) > len(set(names)):
        message = f"columns have to be {', '.join(COLUMNS)}; found {', '.join(names) or 'none'}"
        return {}, [Finding("D03", "error", CATALOGUE, "line 1", message)]
    rows: dict[str, dict[str, str]] = {}
    return rows, _cut_short(_take_rows(lines, rows))


def _take_rows(
    lines: Iterable[tuple[int, Mapping[str | None, Any]]], rows: dict[str, dict[str, str]]
) -> Iterator[Finding]:
    """Put the lines into `rows` by the file they name; yields what is wrong with them."""
    for number, line in lines:
        row = {key: (value or "").strip() for key, value in line.items() if key}
        if not any(row.values()):  # the empty rows that a spreadsheet leaves at the end
            continue
        troubles = _find_trouble(row)
        if None in line:
            troubles.append(("file", "has more cells than there are columns; they are left out"))
        if (name := normalize("NFC", row["file"])) in rows:
            troubles.append(("file", "is named again; the last line counts"))
        for column, trouble in troubles:
            yield Finding("D03", "error", CATALOGUE, f"line {number}", f"{column} {row[column][:80]!r} {trouble}")
            if column != "file":
                row[column] = ""
        rows[name] = row


def _find_trouble(row: Mapping[str, str]) -> list[tuple[str, str]]:
    """Columns of a row whose value can not be used, and why."""
    found = []
    if row.get("published") and not _is_date(row["published"]):
        found.append(("published", "is no date (2022-08-15)"))
    if row.get("doc_id") and not DOC_ID.fullmatch(row["doc_id"]):
        found.append(("doc_id", "may hold letters, digits, _ and - only"))
    elif len(row.get("doc_id", "")) > LONGEST_ID:
        found.append(("doc_id", f"is longer than {LONGEST_ID} characters"))
    return found


def _is_date(text: str) -> bool:
    if not DATE.fullmatch(text):  # Python takes 20220815 and 2022-W33 too
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def make_doc_id(stem: str) -> str:
    """Make a slug of a file's stem: letters, digits and Chinese stay, the rest becomes a hyphen."""
    return re.sub(r"[^\w]+", "-", normalize("NFC", stem).lower()).strip("-_") or "document"


def _make(file: File, raw: Folder, row: Mapping[str, str], corrections: str) -> Entry | Finding:
    path = _show(file.path)
    if obstacle := _find_obstacle(file):
        return obstacle
    try:
        sha256 = hashlib.sha256(raw.read(file.path)).hexdigest()
        corrections_sha256 = hashlib.sha256(raw.read(corrections)).hexdigest() if corrections else ""
    except OSError as error:
        return Finding("D05", "error", path, "", f"can not be read: {error.strerror or error}")
    doc_id = row.get("doc_id") or make_doc_id(PurePosixPath(path).stem)
    title, region, published = (row.get(name) or None for name in ("title", "region", "published"))
    return Entry(doc_id, file.path, path, sha256, title, region, published, corrections, corrections_sha256, file.size)


def _distinct(entries: list[Entry], findings: list[Finding]) -> tuple[list[Entry], list[Finding]]:
    """Keep the entries whose doc_id is theirs alone, sorted by it."""
    by_id: dict[str, list[Entry]] = {}
    for entry in entries:
        by_id.setdefault(entry.doc_id, []).append(entry)
    for doc_id, group in by_id.items():
        if len(group) > 1:
            names = ", ".join(entry.path for entry in group)
            message = (
                f"{names} would all be doc_id {doc_id!r}; none is read. Rename one or give it a doc_id in {CATALOGUE}"
            )
            findings.append(Finding("D04", "error", group[0].path, "doc_id", message))
    return sorted((e for e in entries if len(by_id[e.doc_id]) == 1), key=lambda entry: entry.doc_id), findings
