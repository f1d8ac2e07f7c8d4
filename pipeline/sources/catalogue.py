"""The files of raw/ and what raw/sources.csv says of them."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import PurePosixPath
from typing import Any
from unicodedata import normalize

from pipeline import __version__
from pipeline.model import Document, Finding, Source
from pipeline.rules.findings import tell
from pipeline.rules.limits import limit
from pipeline.sources.attached import MARK, FindInner, Inner
from pipeline.sources.corrections import SUFFIX
from pipeline.sources.folders import File, Folder
from pipeline.sources.own_rules import is_own_table

CATALOGUE = "sources.csv"
_COLUMNS = ("file", "doc_id", "title", "region", "published")
DOC_ID = re.compile(r"\w[\w-]*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
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
    published: date | None = None
    corrections: str = ""  # the file beside it that corrects it
    corrections_sha256: str = ""
    size: int = 0  # bytes
    duplicate_of: str | None = None  # doc_id of the first document of the same bytes
    member: str = ""  # of the file, a package: the document is attached there

    def load(self, content: bytes, corrections: bytes = b"") -> Source:
        """The document as the rooms get it."""
        known = (self.title, self.region, self.published, self.duplicate_of)
        return Source(self.doc_id, self.path, content, self.sha256, *known, corrections)


def describe(source: Source) -> Document:
    """A document of which nothing could be read (yet)."""
    path = PurePosixPath(source.path)
    return Document(
        doc_id=source.doc_id,
        title=source.title or path.stem,
        region=None,
        region_code=None,
        source_path=source.path,
        source_format=path.suffix.lstrip(".").lower() or "unknown",
        source_sha256=source.sha256,
        converter=None,
        first_year=None,
        last_year=None,
        measure_count=0,
        pipeline_version=__version__,
        status="failed",
        published=source.published,
        duplicate_of=source.duplicate_of,
    )


def _find_none(path: str, content: bytes) -> list[Inner]:
    return []


def find_entries(raw: Folder, find_inner: FindInner = _find_none) -> tuple[list[Entry], list[Finding]]:
    """Find the documents of a folder, sorted by doc_id, with their catalogue rows.

    `find_inner` finds those that lie inside a file: each is an entry of its own, named after both.
    Left out: README files, the catalogue, corrections, tables of rules, hidden files and Word's lock files (~$x.docx). Findings: D01 no
    folder, D02 empty folder, D03 and D08-D15 a bad catalogue or a row of it, D04 two files of one doc_id (neither is
    read), D05 a file that can not be read, D06 a file over the limit, D07 corrections of no document.
    """
    if not raw.exists():
        return [], [tell("D01", raw.place, "")]
    found = list(raw.find())
    files = [file for file in found if not _is_left_out(file.path)]
    if not files:
        return [], [tell("D02", raw.place, "")]
    rows, findings = _read_catalogue(raw, next((file for file in found if file.path == CATALOGUE), None))
    beside = [file for file in found if file.path.endswith(SUFFIX)]
    troubles = [trouble for file in beside if (trouble := _find_obstacle(file))]
    unread = {trouble.path for trouble in troubles}
    corrections = {file.path.removesuffix(SUFFIX): file.path for file in beside if _show(file.path) not in unread}
    maker = _Maker(raw, rows, corrections, find_inner)
    made = [one for file in files for one in maker.make(file)]
    entries = _name_inner([one for one in made if isinstance(one, Entry)])
    names = {_name(file.path) for file in files} | {_name(entry.path) for entry in entries}
    findings += _cut_short(tell("D08", CATALOGUE, name) for name in sorted(rows.keys() - names))
    findings += troubles
    stems = {_stem(file.path) for file in files} | {_stem(entry.path) for entry in entries}
    findings += [tell("D07", _show(corrections[stem]), "") for stem in sorted(corrections.keys() - stems)]
    findings += [one for one in made if isinstance(one, Finding)]
    return _distinct(entries, findings)


def _is_left_out(path: str) -> bool:
    parts = PurePosixPath(path)
    return (
        path == CATALOGUE
        or path.endswith(SUFFIX)
        or is_own_table(path)
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
        return tell("D05", _show(file.path), "", reason=file.trouble)
    if file.size > limit("file_bytes"):
        return tell("D06", _show(file.path), "", size=file.size, limit=limit("file_bytes"))
    return None


def _cut_short(findings: Iterator[Finding]) -> list[Finding]:
    """The first findings on the catalogue, and how many more there are: it may have a million rows."""
    told = list(islice(findings, MOST_TOLD))
    more = sum(1 for _ in findings)
    return [*told, tell("D15", CATALOGUE, "", count=more)] if more else told


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
        return {}, [tell("D05", CATALOGUE, "", reason=error.strerror or error)]
    except (UnicodeDecodeError, csv.Error) as error:
        return {}, [tell("D13", CATALOGUE, "", reason=error)]
    if "file" not in names or any(name not in _COLUMNS for name in names) or len(names) > len(set(names)):
        told = {"expected": ", ".join(_COLUMNS), "found": ", ".join(names) or "-"}
        return {}, [tell("D14", CATALOGUE, "line 1", **told)]
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
            troubles.append(("file", "D11"))
        if (name := normalize("NFC", row["file"])) in rows:
            troubles.append(("file", "D12"))
        for column, code in troubles:
            told = {"limit": LONGEST_ID} if code == "D10" else {}
            yield tell(code, CATALOGUE, f"line {number}", value=row[column][:80], **told)
            if column != "file":
                row[column] = ""
        rows[name] = row


def _find_trouble(row: Mapping[str, str]) -> list[tuple[str, str]]:
    """Columns of a row whose value can not be used, and the code that says why."""
    found = []
    if row.get("published") and not _is_date(row["published"]):
        found.append(("published", "D03"))
    if row.get("doc_id") and not DOC_ID.fullmatch(row["doc_id"]):
        found.append(("doc_id", "D09"))
    elif len(row.get("doc_id", "")) > LONGEST_ID:
        found.append(("doc_id", "D10"))
    return found


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):  # Python takes 20220815 and 2022-W33 too
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def make_doc_id(stem: str) -> str:
    """Make a slug of a file's stem: letters, digits and Chinese stay, the rest becomes a hyphen."""
    return re.sub(r"[^\w]+", "-", normalize("NFC", stem).lower()).strip("-_") or "document"


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes entries of files."""

    raw: Folder
    rows: Mapping[str, Mapping[str, str]]
    corrections: Mapping[str, str]
    find_inner: FindInner

    def make(self, file: File) -> Iterator[Entry | Finding]:
        """Yield the entry of a file and those of the documents inside it, or why it is not read."""
        path = _show(file.path)
        if obstacle := _find_obstacle(file):
            yield obstacle
            return
        try:
            content = self.raw.read(file.path)
            own = self._describe(file, path, content, make_doc_id(PurePosixPath(path).stem))
            yield own
            for inner in self.find_inner(path, content):
                doc_id = f"{own.doc_id}-{make_doc_id(PurePosixPath(inner.name).stem)}"
                entry = self._describe(file, f"{path}{MARK}{inner.member}", inner.content, doc_id)
                region, published = entry.region or own.region, entry.published or own.published
                yield replace(entry, member=inner.member, size=len(inner.content), region=region, published=published)
        except OSError as error:
            yield tell("D05", path, "", reason=error.strerror or error)

    def _describe(self, file: File, path: str, content: bytes, doc_id: str) -> Entry:
        row, beside = self.rows.get(_name(path), {}), self.corrections.get(_stem(path), "")
        sha256 = hashlib.sha256(content).hexdigest()
        corrections_sha256 = hashlib.sha256(self.raw.read(beside)).hexdigest() if beside else ""
        title, region, stated = (row.get(name) or None for name in ("title", "region", "published"))
        published = date.fromisoformat(stated) if stated else None
        known = (title, region, published, beside, corrections_sha256)
        return Entry(row.get("doc_id") or doc_id, file.path, path, sha256, *known, file.size)


def _name_inner(entries: list[Entry]) -> list[Entry]:
    """Number documents inside files whose doc_id is taken: a file keeps its own."""
    taken = {entry.doc_id for entry in entries if not entry.member}
    named: list[Entry] = []
    for entry in entries:
        doc_id, nth = entry.doc_id, 1
        while entry.member and doc_id in taken:
            nth += 1
            doc_id = f"{entry.doc_id}-{nth}"
        taken.add(doc_id)
        named.append(replace(entry, doc_id=doc_id))
    return named


def _distinct(entries: list[Entry], findings: list[Finding]) -> tuple[list[Entry], list[Finding]]:
    """Keep the entries whose doc_id is theirs alone, sorted by it."""
    by_id: dict[str, list[Entry]] = {}
    for entry in entries:
        by_id.setdefault(entry.doc_id, []).append(entry)
    for doc_id, group in by_id.items():
        if len(group) > 1:
            told = {"names": ", ".join(entry.path for entry in group), "doc_id": doc_id, "catalogue": CATALOGUE}
            findings.append(tell("D04", group[0].path, "doc_id", **told))
    own = sorted((e for e in entries if len(by_id[e.doc_id]) == 1), key=lambda entry: entry.doc_id)
    first = {entry.sha256: entry.doc_id for entry in reversed(own)}
    copies = {entry.doc_id: first[entry.sha256] for entry in own if first[entry.sha256] != entry.doc_id}
    return [replace(entry, duplicate_of=copies.get(entry.doc_id)) for entry in own], findings
