"""The report: one page for a few documents, an index and a page a document for many."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

from pipeline.model import Dataset, Document, Finding
from pipeline.publish.part import Part
from pipeline.publish.report import STYLE, render_report
from pipeline.store import folder_name

ONE_PAGE = 20  # documents


def render_page(dataset: Dataset, findings: Sequence[Finding]) -> str:
    """The page of one document, where each has its own."""
    return render_report(dataset, findings)


class Report:
    """Takes parts in the order of their doc_id and writes `report.html` (and `report/<doc_id>.html`)."""

    def __init__(self, folder: Path, is_paged: bool, findings: Sequence[Finding]) -> None:
        """Open the report; `findings` are those of no document."""
        self.folder, self.is_paged, self.findings = folder, is_paged, list(findings)
        self._datasets: list[Dataset] = []
        if is_paged:
            (folder / "report").mkdir()
            self._index = (folder / "report.html").open("w", encoding="utf-8")
            self._index.write(_head(findings))

    def add(self, part: Part) -> None:
        """Take the next document."""
        if not self.is_paged:
            self._datasets.append(part.dataset())
            self.findings += part.findings
            return
        name = folder_name(part.document.doc_id)
        (self.folder / "report" / f"{name}.html").write_text(part.page, encoding="utf-8")
        self._index.write(_row(part, f"report/{quote(name)}.html"))

    def close(self, departments: Dataset) -> None:
        """Finish the pages; `departments` is a dataset of nothing but the merged units."""
        if self.is_paged:
            self._index.write("</table></div></body></html>\n")
            self._index.close()
        else:
            whole = join(self._datasets, departments)
            (self.folder / "report.html").write_text(render_report(whole, self.findings), encoding="utf-8")


def join(datasets: Sequence[Dataset], departments: Dataset) -> Dataset:
    """One dataset of several documents, with the merged units."""
    names = [name for name in Dataset.__dataclass_fields__ if name != "departments"]
    tables = {name: tuple(row for dataset in datasets for row in getattr(dataset, name)) for name in names}
    return Dataset(departments=departments.departments, **tables)


def _head(findings: Sequence[Finding]) -> str:
    rows = "".join(
        f"<li><b class='{'fail' if f.level == 'error' else 'warn'}'>{escape(f.code)}</b> {escape(f.path)}: {escape(f.message)}</li>"
        for f in findings
    )
    return (
        "<!doctype html><html lang='zh-CN'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width,initial-scale=1'><title>Policy Pledges · 责任清单</title>"
        f"<style>{STYLE}</style></head><body><h1>责任清单数据报告 · Policy Pledges report</h1><ul>{rows}</ul>"
        "<div class='scroll'><table><tr><th>文件 document</th><th>地区 region</th><th>状态 status</th>"
        "<th>措施 measures</th><th>目标 targets</th><th>发现 findings</th></tr>\n"
    )


def _row(part: Part, link: str) -> str:
    document: Document = part.document
    loud = sum(finding.level != "info" for finding in part.findings)
    return (
        f"<tr><td><a href='{escape(link, quote=True)}'>{escape(document.title)}</a><br>{escape(document.source_path)}</td>"
        f"<td>{escape(document.region or '—')}</td><td class='{escape(document.status)}'>{escape(document.status)}</td>"
        f"<td>{document.measure_count}</td><td>{part.counts['rows']['targets']}</td><td>{loud}</td></tr>\n"
    )
