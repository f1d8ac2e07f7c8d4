"""The files of raw/ and what raw/sources.csv says of them."""

from __future__ import annotations

import csv
import hashlib
import re
from datetime import date
from pathlib import Path

from pipeline.corrections import SUFFIX
from pipeline.model import Finding, Source

CATALOGUE = "sources.csv"
COLUMNS = ("file", "doc_id", "title", "region", "published")


def find_sources(raw: Path) -> tuple[list[Source], list[Finding]]:
    """Find the documents below `raw`, sorted by path, with their catalogue rows.

    Left out: README files, the catalogue, corrections, hidden files and Word's lock files (~$x.docx). Findings: D01 no folder, D02
    empty folder, D03 a bad catalogue row, D04 two files of one doc_id (neither is read), D05 an unreadable
    file, D07 corrections of no document.
    """
    if not raw.is_dir():
        return [], [
            Finding("D01", "error", str(raw), "", "there is no such folder; put documents into it and run again")
        ]
    paths = [path for path in sorted(raw.rglob("*")) if path.is_file() and not _is_left_out(path, raw)]
    if not paths:
        return [], [
            Finding("D02", "error", str(raw), "", "the folder holds no document; put a .docx into it and run again")
        ]
    rows, findings = _read_catalogue(raw)
    names = {path.relative_to(raw).as_posix() for path in paths}
    findings += [
        Finding("D03", "warning", CATALOGUE, name, "names a file that is not there")
        for name in sorted(rows.keys() - names)
    ]
    stems = {path.with_suffix("") for path in paths}
    findings += [
        Finding("D07", "warning", path.relative_to(raw).as_posix(), "", "corrects a file that is not there")
        for path in sorted(raw.rglob(f"*{SUFFIX}"))
        if path.with_name(path.name.removesuffix(SUFFIX)) not in stems
    ]
    sources: list[Source] = []
    for path in paths:
        try:
            sources.append(_make(path, raw, rows.get(path.relative_to(raw).as_posix(), {})))
        except OSError as error:
            findings.append(
                Finding("D05", "error", path.relative_to(raw).as_posix(), "", f"can not be read: {error.strerror}")
            )
    return _distinct(sources, findings)


def _is_left_out(path: Path, raw: Path) -> bool:
    parts = path.relative_to(raw).parts
    return (
        path.name == CATALOGUE
        or path.name.endswith(SUFFIX)
        or path.stem == "README"
        or any(part.startswith((".", "~$")) for part in parts)
    )


def _read_catalogue(raw: Path) -> tuple[dict[str, dict[str, str]], list[Finding]]:
    path = raw / CATALOGUE
    if not path.is_file():
        return {}, []
    rows: dict[str, dict[str, str]] = {}
    findings: list[Finding] = []
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        unknown = [name for name in reader.fieldnames or [] if name not in COLUMNS]
        if unknown or "file" not in (reader.fieldnames or []):
            message = f"columns have to be {', '.join(COLUMNS)}; found {', '.join(reader.fieldnames or ['none'])}"
            return {}, [Finding("D03", "error", CATALOGUE, "line 1", message)]
        for row in reader:
            published = (row.get("published") or "").strip()
            if published and not _is_date(published):
                findings.append(
                    Finding(
                        "D03",
                        "error",
                        CATALOGUE,
                        f"line {reader.line_num}",
                        f"published {published!r} is no date (2022-08-15)",
                    )
                )
                row["published"] = ""
            rows[(row["file"] or "").strip()] = {key: (value or "").strip() for key, value in row.items() if key}
    return rows, findings


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def make_doc_id(stem: str) -> str:
    """Make a slug of a file's stem: letters, digits and Chinese stay, the rest becomes a hyphen."""
    return re.sub(r"[^\w]+", "-", stem.lower()).strip("-_") or "document"


def _make(path: Path, raw: Path, row: dict[str, str]) -> Source:
    content = path.read_bytes()
    doc_id = row.get("doc_id") or make_doc_id(path.stem)
    sha256 = hashlib.sha256(content).hexdigest()
    corrections = path.with_name(path.stem + SUFFIX)
    return Source(
        doc_id,
        path.relative_to(raw).as_posix(),
        content,
        sha256,
        row.get("title") or None,
        row.get("region") or None,
        row.get("published") or None,
        corrections.read_bytes() if corrections.is_file() else b"",
    )


def _distinct(sources: list[Source], findings: list[Finding]) -> tuple[list[Source], list[Finding]]:
    """Keep the sources whose doc_id is theirs alone."""
    by_id: dict[str, list[Source]] = {}
    for source in sources:
        by_id.setdefault(source.doc_id, []).append(source)
    for doc_id, group in by_id.items():
        if len(group) > 1:
            names = ", ".join(source.path for source in group)
            message = (
                f"{names} would all be doc_id {doc_id!r}; none is read. Rename one or give it a doc_id in {CATALOGUE}"
            )
            findings.append(Finding("D04", "error", group[0].path, "doc_id", message))
    return [source for source in sources if len(by_id[source.doc_id]) == 1], findings
