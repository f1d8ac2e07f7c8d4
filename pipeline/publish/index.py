"""The report: one page for a few documents, an index and a page a document for many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from pipeline.model import Dataset, Department, Document, Finding
from pipeline.publish.report import POLICY, read_assets, render_report
from pipeline.publish.words import PAGE
from pipeline.store.part import Part
from pipeline.store.records import folder_name
from schemas import labels

_LEVELS = {"error": "fail"}
_COLUMNS = (
    PAGE["document_label"],
    PAGE["col_region"],
    PAGE["status_label"],
    labels.TABLES["measures"],
    labels.TABLES["targets"],
    PAGE["to_look_at"],
)


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
        self._file = (folder / "report.html").open("wb")
        self._file.write(_head(findings).encode())

    def add(self, rows: bytes) -> None:
        """Take the rows of the next documents."""
        self._file.write(rows)

    def __enter__(self) -> Self:
        """It is open."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Finish it."""
        with self._file:
            self._file.write(b"</tbody></table></div></main></body></html>\n")


def write_alone(folder: Path, parts: Iterable[Part], units: Sequence[Department], findings: Iterable[Finding]) -> None:
    """Write `report.html` about a few documents; `findings` are those of none of them."""
    known = tuple(parts)
    whole = join_datasets([part.dataset() for part in known], Dataset(departments=tuple(units)))
    told = [*findings, *(finding for part in known for finding in part.findings)]
    (folder / "report.html").write_text(render_report(whole, told), encoding="utf-8")


def join_datasets(datasets: Sequence[Dataset], departments: Dataset) -> Dataset:
    """One dataset of several documents, with the merged units."""
    names = [name for name in Dataset.__dataclass_fields__ if name != "departments"]
    tables = {name: tuple(row for dataset in datasets for row in getattr(dataset, name)) for name in names}
    return Dataset(departments=departments.departments, **tables)


def _both(label: labels.Label) -> str:
    return escape(f"{label.zh} {label.en}")


def _head(findings: Sequence[Finding]) -> str:
    """The index down to its table; `findings` are those of no document."""
    told = "".join(
        f'<li class="problem {_LEVELS.get(f.level, "warn")}"><span class="what">{escape(f.code)}</span>'
        f'<span class="message">{escape(f"{f.path}: {f.message_zh} {f.message}")}</span></li>'
        for f in findings
    )
    policy = POLICY.format("'none'")
    heads = "".join(f'<th scope="col">{_both(label)}</th>' for label in _COLUMNS)
    return (
        f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Policy Pledges · 责任清单</title>'
        '<link rel="stylesheet" href="report/report.css"></head>\n'
        f'<body><header><p class="eyebrow">Policy Pledges · {_both(PAGE["subtitle"])}</p><h1>责任清单</h1></header>\n'
        f'<main class="index"><ol class="problems">{told}</ol><div class="scroll" tabindex="0" role="region" aria-label="责任清单">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>\n"
    )


def render_row(part: Part) -> str:
    """A document's row of the index."""
    link = f"report/{quote(folder_name(part.document.doc_id))}.html"
    document: Document = part.document
    loud = sum(finding.level != "info" for finding in part.findings) + len(part.checks)
    years = "–".join(sorted({str(year) for year in (document.first_year, document.last_year) if year}))
    status = {"ok": "pass", "failed": "fail"}.get(document.status, document.status)
    numbers = (document.measure_count, part.counts["rows"]["targets"], loud)
    return (
        f'<tr><td><a href="{escape(link, quote=True)}">{escape(document.title)}</a><br>'
        f"<small>{escape(document.source_path)} {years}</small></td><td>{escape(document.region or '—')}</td>"
        f'<td><span class="status {status}">{_both(labels.of(document.status))}</span></td>'
        + "".join(f'<td class="number">{number}</td>' for number in numbers)
        + "</tr>\n"
    )
