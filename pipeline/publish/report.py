"""report.html: the list as its authors wrote it, every figure marked in its cell, checks and findings below.

One file, no script, nothing fetched; every text is escaped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from html import escape

from pipeline.model import Cell, Dataset, Document, Finding, Numeral, Target

STYLE = """
:root{color-scheme:light dark}body{font:16px/1.6 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:0 auto;max-width:72rem;padding:1rem}
h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2.5rem;border-bottom:1px solid #8886}h3{font-size:1rem;margin:1.6rem 0 .3rem}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{border:1px solid #8885;padding:.3rem .5rem;text-align:left;vertical-align:top}
.scroll{overflow-x:auto}.text{white-space:pre-wrap;overflow-wrap:anywhere}mark{background:#ffd54a;color:#111;padding:0 .1em;border-radius:.2em}
mark.parameter{background:#b8d8ff}mark.reference{background:#ddd}.fail{color:#b00020;font-weight:600}.warn{color:#8a5a00;font-weight:600}
@media(prefers-color-scheme:dark){.fail{color:#ff8a80}.warn{color:#ffcc80}}
"""
SHOWN = ("target", "parameter", "reference")


def render_report(dataset: Dataset, findings: Sequence[Finding]) -> str:
    """Render the whole dataset as one page of HTML."""
    parts = ["<!doctype html><html lang='zh-CN'><head><meta charset='utf-8'>"]
    parts.append(
        "<meta name='viewport' content='width=device-width,initial-scale=1'><title>Policy Pledges · 责任清单</title>"
    )
    parts.append(f"<style>{STYLE}</style></head><body><h1>责任清单数据报告 · Policy Pledges report</h1>")
    parts.append(
        "<p><mark>目标 target</mark> <mark class='parameter'>参数 parameter</mark> <mark class='reference'>提及 reference</mark></p>"
    )
    for document in dataset.documents:
        parts.append(_render_document(document, dataset))
    parts.append(_render_checks(dataset))
    parts.append(_render_findings(findings))
    parts.append("</body></html>\n")
    return "\n".join(parts)


def _render_document(document: Document, dataset: Dataset) -> str:
    numerals: defaultdict[tuple[str, str], list[Numeral]] = defaultdict(list)
    for numeral in dataset.numerals:
        if numeral.doc_id == document.doc_id and numeral.kind in SHOWN:
            numerals[numeral.measure_id, numeral.field].append(numeral)
    targets: defaultdict[tuple[str, str, int], list[Target]] = defaultdict(list)
    for target in dataset.targets:
        targets[target.measure_id, target.field, target.start].append(target)
    parts = [
        f"<h2>{escape(document.title)}</h2><p>{escape(document.region or '—')} · {escape(document.source_path)} · {document.measure_count} 项措施 measures</p>"
    ]
    current = ""
    for cell in dataset.cells:
        if cell.doc_id != document.doc_id:
            continue
        if cell.measure_id != current:
            parts.append(
                ("</table></div>" if current else "")
                + f"<h3 id='{escape(cell.measure_id, quote=True)}'>{escape(cell.measure_id)}</h3><div class='scroll'><table>"
            )
            current = cell.measure_id
        text = _mark(cell, numerals[cell.measure_id, cell.field], targets)
        parts.append(f"<tr><th scope='row'>{escape(cell.field)}</th><td class='text'>{text}</td></tr>")
    return "".join(parts) + ("</table></div>" if current else "")


def _mark(cell: Cell, numerals: Iterable[Numeral], targets: dict[tuple[str, str, int], list[Target]]) -> str:
    """Escape a cell text and mark its figures, with what was read of them as a tooltip."""
    pieces, position = [], 0
    for numeral in sorted(numerals, key=lambda n: n.start):
        meaning = [f"{numeral.kind}: {numeral.comparator} {numeral.value} {numeral.unit or ''} · {numeral.rule}"]
        meaning += [
            f"{t.indicator} {t.basis or ''} {t.year or ''}"
            for t in targets.get((cell.measure_id, cell.field, numeral.start), [])
        ]
        pieces.append(escape(cell.text[position : numeral.start]))
        title = escape("\n".join(meaning), quote=True)
        pieces.append(f"<mark class='{numeral.kind}' title='{title}'>{escape(numeral.text)}</mark>")
        position = numeral.end
    return "".join(pieces) + escape(cell.text[position:])


def _render_checks(dataset: Dataset) -> str:
    shown = sorted(dataset.checks, key=lambda check: ("fail", "warn", "pass").index(check.status))
    rows = "".join(
        f"<tr><td class='{check.status}'>{check.status}</td><td>{escape(check.check)}</td>"
        f"<td>{escape(check.measure_id or '')}</td><td>{escape(check.message)}</td></tr>"
        for check in shown
    )
    return f"<h2>检查 · Checks</h2><div class='scroll'><table><tr><th>状态</th><th>检查</th><th>措施</th><th>说明</th></tr>{rows}</table></div>"


def _render_findings(findings: Sequence[Finding]) -> str:
    rows = "".join(
        f"<tr><td>{escape(f.level)}</td><td>{escape(f.code)}</td><td>{escape(f.path)}</td><td>{escape(f.place)}</td><td>{escape(f.message)}</td></tr>"
        for f in findings
    )
    return f"<h2>发现 · Findings</h2><div class='scroll'><table><tr><th>级别</th><th>代码</th><th>文件</th><th>位置</th><th>说明</th></tr>{rows}</table></div>"
