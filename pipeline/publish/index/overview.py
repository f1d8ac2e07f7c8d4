"""The report: one page for a few documents; for many a page a document and an index of the same make over all.

The index holds compact rows: a line a document (where, when, how much, whose) and its targets, for comparison. What its search
looks through, the texts of all documents, stands in a script beside it that is fetched when somebody searches. Of more than
`MOST_COMPARED` documents targets and texts stand in a page a province, and the index holds the documents alone.
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

from pipeline import __version__
from pipeline.model import Dataset, Finding
from pipeline.publish.index.compact import DOCUMENT_COLUMNS, TARGET_COLUMNS
from pipeline.publish.page_words import PAGE, UNIT_NAMES
from pipeline.publish.report import POLICY, embed, read_assets, read_index_frame, render_report
from pipeline.rules.departments import functions
from pipeline.rules.indicators import indicators
from pipeline.store.part import Part
from pipeline.store.records import SHARED_TABLES, merge_shared
from schemas import labels

MOST_COMPARED = 600  # documents whose targets stand in one page


def render_page(dataset: Dataset, findings: Sequence[Finding]) -> str:
    """The page of one document, where each has its own; they share style and scripts."""
    return render_report(dataset, findings, is_alone=False)


class Index:
    """`report.html` where each document has its own page, `report/<doc_id>.html`."""

    def __init__(self, folder: Path, findings: Sequence[Finding]) -> None:
        """Open it; `findings` are those of no document."""
        (folder / "report/texts").mkdir(parents=True)
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
            texts = "" if regions else "texts/all.js"
            top = files.enter_context(
                _Page(self._folder, "report.html", "report/", self._findings, texts, regions=regions)
            )
            pages = {
                code: files.enter_context(
                    _Page(self._folder, f"report/regions/{code}.html", "../", (), f"texts/{code}.js", title)
                )
                for code, title in regions.items()
            }
            for line in self._read():
                document, targets, said, known = line.split(b"\t")
                top.add(document, b"[]" if pages else targets, said, b"[]" if pages else known)
                if pages:
                    code = _find_place(document).code
                    pages[code if code in pages else code[:2]].add(document, targets, said, known)

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
    """A page of the index: its documents are written as they come, and their texts into a script beside it."""

    def __init__(
        self,
        folder: Path,
        name: str,
        pages: str,
        findings: Sequence[Finding],
        texts: str,
        title: str = "",
        regions: Mapping[str, str] | None = None,
    ) -> None:
        self._path, self._pages, self._findings, self._title = folder / name, pages, findings, title
        self._texts = texts  # the script of the texts, in report/; empty where each region has its own
        self._script = folder / "report" / texts
        self._regions = regions or {}  # pages of provinces, by the code in their names
        self._is_first = True
        self._indicators: set[str] = set()

    def __enter__(self) -> Self:
        self._file: IO[bytes] = self._path.open("wb")
        frame = read_index_frame().replace("__POLICY__", POLICY.format("'self' file:"))
        title = f"Policy Pledges · {self._title}" if self._title else "Policy Pledges"
        frame = frame.replace("__TITLE__", escape(title)).replace("__PAGES__", self._pages)
        head, self._tail = frame.split("__DATA__")
        self._file.write(f'{head}{{"documents":['.encode())
        if self._texts:
            self._said: IO[bytes] = self._script.open("wb")
            self._said.write(b"globalThis.pledgeTexts = [")
        return self

    def add(self, document: bytes, targets: bytes, texts: bytes, known: bytes) -> None:
        """Take a document: its line, its targets, its texts, the indicators of its targets; JSON each."""
        comma = b"" if self._is_first else b",\n"
        self._file.write(b"%s[%s,%s]" % (comma, document, targets))
        self._indicators.update(json.loads(known))
        if self._texts:
            self._said.write(comma + texts)
        self._is_first = False

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self._file:
            rest = embed(self._describe())[1:]
            self._file.write(f"],{rest}{self._tail}".encode())
        if self._texts:
            with self._said:
                self._said.write(b"];\n")

    def _describe(self) -> dict[str, Any]:
        known = functions()
        return {
            "version": __version__,
            "title": self._title,
            "pages": self._pages,
            "texts": self._pages + self._texts if self._texts else "",
            "regions": self._regions,
            "indicators": {
                row.indicator_id: [row.name_zh, row.name_en, *row.other_names]
                for row in indicators()
                if row.indicator_id in self._indicators
            },
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
