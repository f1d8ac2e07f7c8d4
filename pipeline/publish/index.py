"""The report: one page for a few documents; for many a page a document and an index of the same make over all.

The index holds compact rows: a line a document (where, when, how much, whose) and its targets, for comparison. Of more than
`MOST_COMPARED` documents the targets stand in a page a province, and the index holds the documents alone.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from html import escape
from pathlib import Path
from types import TracebackType
from typing import IO, Any, NamedTuple, Self
from urllib.parse import quote

from pipeline import __version__
from pipeline.model import Dataset, Finding, Target
from pipeline.publish.page_words import PAGE, UNIT_NAMES
from pipeline.publish.report import POLICY, embed, read_assets, read_index_frame, render_report
from pipeline.rules.departments import functions
from pipeline.store.part import Part
from pipeline.store.records import SHARED_TABLES, folder_name, merge_shared
from schemas import labels

MOST_COMPARED = 600  # documents whose targets stand in one page
_FORWARD = {"lead", "responsible"}
DOCUMENT_COLUMNS = (
    "page", "title", "path", "region", "code", "province", "level", "first", "last", "status", "measures", "targets",
    "look", "units",
)  # fmt: skip
TARGET_COLUMNS = (
    "target_id", "indicator_id", "indicator", "year", "quarter", "comparator", "value", "value_max", "unit",
    "dimension", "basis", "text", "function", "base_value", "base_unit",
)  # fmt: skip


def render_page(dataset: Dataset, findings: Sequence[Finding]) -> str:
    """The page of one document, where each has its own; they share style and scripts."""
    return render_report(dataset, findings, is_alone=False)


class Index:
    """`report.html` where each document has its own page, `report/<doc_id>.html`."""

    def __init__(self, folder: Path, findings: Sequence[Finding]) -> None:
        """Open it; `findings` are those of no document."""
        (folder / "report").mkdir()
        for name, text in read_assets().items():
            (folder / "report" / name).write_text(text, encoding="utf-8")
        self._folder, self._findings, self._count = folder, findings, 0
        self._spool = (folder / "report" / "documents.jsonl").open("w+b")

    def add(self, rows: bytes) -> None:
        """Take the rows of the next documents."""
        self._spool.write(rows)
        self._count += rows.count(b"\n")

    def __enter__(self) -> Self:
        """It is open."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Write the pages of what was taken."""
        with self._spool:
            if kind is None:
                self._write_pages()
        (self._folder / "report" / "documents.jsonl").unlink()

    def _write_pages(self) -> None:
        regions = self._find_regions() if self._count > MOST_COMPARED else {}
        with ExitStack() as files:
            top = files.enter_context(_Page(self._folder / "report.html", "report/", self._findings, regions=regions))
            pages = {
                code: files.enter_context(_Page(self._folder / f"report/regions/{code}.html", "../", (), title))
                for code, title in regions.items()
            }
            for line in self._read():
                document, _, targets = line.partition(b"\t")
                top.add(document, b"[]" if pages else targets)
                if pages:
                    code = _find_place(document).code
                    pages[code if code in pages else code[:2]].add(document, targets)

    def _read(self) -> Iterator[bytes]:
        self._spool.seek(0)
        return (line.rstrip(b"\n") for line in self._spool)

    def _find_regions(self) -> dict[str, str]:
        """Code → name of the pages that targets are parted into: a province each, or its cities where it has too many documents."""
        (self._folder / "report/regions").mkdir()
        cities = Counter(_find_place(line.partition(b"\t")[0]) for line in self._read())
        provinces: Counter[str] = Counter()
        for place, count in cities.items():
            provinces[place.code[:2]] += count
        found: dict[str, str] = {}
        for place in sorted(cities):
            is_large = provinces[place.code[:2]] > MOST_COMPARED
            found.setdefault(place.code if is_large else place.code[:2], place.city if is_large else place.province)
        return found


class _Place(NamedTuple):
    code: str  # first four digits of GB/T 2260; `other` where nothing is known
    province: str
    city: str


def _find_place(document: bytes) -> _Place:
    row = dict(zip(DOCUMENT_COLUMNS, json.loads(document), strict=True))
    province = row["province"] or row["region"] or "其他"
    return _Place((row["code"] or "other")[:4], province, row["region"] or province)


class _Page:
    """A page of the index: its documents are written as they come."""

    def __init__(
        self,
        path: Path,
        pages: str,
        findings: Sequence[Finding],
        title: str = "",
        regions: Mapping[str, str] | None = None,
    ) -> None:
        self._path, self._pages, self._findings, self._title = path, pages, findings, title
        self._regions = regions or {}  # pages of provinces, by the code in their names
        self._is_first = True

    def __enter__(self) -> Self:
        self._file: IO[bytes] = self._path.open("wb")
        frame = read_index_frame().replace("__POLICY__", POLICY.format("'self' file:"))
        title = f"Policy Pledges · {self._title}" if self._title else "Policy Pledges · 责任清单"
        frame = frame.replace("__TITLE__", escape(title)).replace("__PAGES__", self._pages)
        head, self._tail = frame.split("__DATA__")
        self._file.write(f'{head}{{"documents":['.encode())
        return self

    def add(self, document: bytes, targets: bytes) -> None:
        self._file.write(b"%s[%s,%s]" % (b"" if self._is_first else b",\n", document, targets))
        self._is_first = False

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self._file:
            rest = embed(self._describe())[1:]
            self._file.write(f"],{rest}{self._tail}".encode())

    def _describe(self) -> dict[str, Any]:
        known = functions()
        return {
            "version": __version__,
            "title": self._title,
            "pages": self._pages,
            "regions": self._regions,
            "columns": [DOCUMENT_COLUMNS, TARGET_COLUMNS],
            "findings": [[f.code, f.level, f.path, [f.message, f.message_zh]] for f in self._findings],
            "functions": {
                key: [row.meaning, _call(row.prefecture or row.province or row.nation) or row.meaning]
                for key, row in known.items()
            },
            "labels": {"values": labels.VALUES, "fields": {}, "tables": labels.TABLES},
            "words": PAGE,
            "units": UNIT_NAMES,
            "tables": {},
            "fields": {},
        }


def _call(name: str) -> str:
    """What government is for, by the name of its body: 发展和改革局 of *发展和改革局."""
    return name.lstrip("*")


def write_alone(folder: Path, parts: Iterable[Part], findings: Iterable[Finding]) -> None:
    """Write `report.html` about a few documents; `findings` are those of none of them."""
    known = tuple(parts)
    whole = join_datasets([part.dataset() for part in known])
    told = [*findings, *(finding for part in known for finding in part.findings)]
    (folder / "report.html").write_text(render_report(whole, told), encoding="utf-8")


def join_datasets(datasets: Sequence[Dataset]) -> Dataset:
    """One dataset of several documents; what they share is in it once."""
    tables = {name: [row for one in datasets for row in getattr(one, name)] for name in Dataset.__dataclass_fields__}
    merged = {name: merge_shared(name, rows) if name in SHARED_TABLES else rows for name, rows in tables.items()}
    return Dataset(**{name: tuple(rows) for name, rows in merged.items()})


def render_row(part: Part) -> str:
    """A document's line of the index: what it is, and its targets; JSON that can stand in a script element, a tab between."""
    dataset, document = part.dataset(), part.document
    loud = sum(finding.level != "info" for finding in part.findings) + len(part.checks)
    units = _count_measures(dataset)
    purposes = {one.department_id: one.function for one in dataset.departments}
    leads: dict[str, str | None] = {}
    for row in dataset.responsibilities:
        if row.role in _FORWARD:
            leads.setdefault(row.measure_id, purposes.get(row.department_id))
    told = (
        quote(folder_name(document.doc_id)), document.title, document.source_path, document.region,
        document.region_code, document.province, document.region_level, document.first_year, document.last_year,
        document.status, document.measure_count, part.counts["rows"]["targets"], loud,
        [[purposes.get(key), key, count] for key, count in units.items()],
    )  # fmt: skip
    targets = [_compact(target, leads.get(target.measure_id)) for target in dataset.targets if target.year is not None]
    return f"{embed(told)}\t{embed(targets)}\n"


def _count_measures(dataset: Dataset) -> dict[str, int]:
    """Department → the measures that it leads or answers for."""
    counts: dict[str, set[str]] = {}
    for row in dataset.responsibilities:
        if row.role in _FORWARD:
            counts.setdefault(row.department_id, set()).add(row.measure_id)
    return {key: len(measures) for key, measures in counts.items()}


def _compact(target: Target, function: str | None) -> tuple[object, ...]:
    """A target for comparison; its text where it is a share in words (三分之一), which is written as it stands."""
    upper = float(target.value_max) if target.value_max is not None else None
    return (
        target.target_id, target.indicator_id, target.indicator, target.year, target.quarter, target.comparator,
        _plain_number(float(target.value)), upper, target.unit, target.dimension, target.basis,
        target.text if target.dimension == "ratio" and "分之" in target.text else None, function, _plain_number(float(target.base_value)), target.base_unit,
    )  # fmt: skip


def _plain_number(number: float) -> float:
    return int(number) if number.is_integer() else number
