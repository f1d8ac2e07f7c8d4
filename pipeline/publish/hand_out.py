"""A Word file for a department: everything that it has to do, in the words of the document, figures bold (python-docx).

A4 landscape; a row a task: 序号 · 任务 · 年度/完成时限 · 目标 · 角色 · 牵头单位 · 原文出处, the heading repeated on every page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import IO, Any, NamedTuple

from pipeline.publish.wording import VALUE_COLUMNS, write_period, write_value
from schemas import labels

HEADINGS = ("序号", "任务", "年度/完成时限", "目标", "角色", "牵头单位", "原文出处")
WIDTHS = (1.3, 6.2, 2.4, 6.5, 1.5, 5.0, 3.0)  # centimetres; together the width of A4 landscape without its margins
BODY_FONT, TITLE_FONT, LATIN_FONT = "仿宋", "黑体", "Times New Roman"
TITLE_SIZE, SIZE, _SMALL = 16, 10.5, 9  # points
_ROLES = ("lead", "responsible", "cooperate")
_GROUND = "EFE9DC"  # of the heading row
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML 1.0 has no place for
_SAID_AGAIN = (
    40  # characters of a task that its further rows say again: a row is read alone where a page begins with it
)
_LONGEST_TITLE = 255  # characters of a document's property
_Row = dict[str, Any]
_DUE = ("due_year", "due_date")
HAND_OUT_TABLES = {  # and what is asked of their rows
    "documents": ("doc_id", "title"),
    "measures": ("measure_id", "doc_id", "number", "row", "page", "text", "deadline", *_DUE),
    "plan_items": ("item_id", "measure_id", "year", "quarter", "text", "start", *_DUE),
    "responsibilities": ("measure_id", "department_id", "role"),
    "departments": ("department_id", "name", "short_name", "aliases"),
    "targets": ("measure_id", "item_id", "indicator", "context", "start", "end", "year", "due_date", *VALUE_COLUMNS),
}


class Duty(NamedTuple):
    """A row of the hand-out; `spans` are the figures in its target text."""

    number: str
    measure: str
    due: str
    target: str
    spans: tuple[tuple[int, int], ...]
    role: str
    leads: str
    source: str
    figures: str = ""  # its targets in words, a line each
    year: int | None = None
    due_date: date | None = None  # the last day on which it is due, where something says so


class Loaded:
    """The published rows, by what hand-outs ask them for."""

    def __init__(self, tables: dict[str, list[_Row]]) -> None:
        """Take the rows of `TABLES`."""
        self.departments = tables["departments"]
        self.documents = {row["doc_id"]: row for row in tables["documents"]}
        self.measures = {row["measure_id"]: row for row in tables["measures"]}
        self._items = _group(tables["plan_items"], "measure_id")
        self._parts = _group(tables["responsibilities"], "measure_id")
        self._of_department = _group(tables["responsibilities"], "department_id")
        self._targets = _group(tables["targets"], "measure_id")
        self._names = {row["department_id"]: row["name"] for row in self.departments}
        self._duties: dict[tuple[str, int | None], list[Duty]] = {}  # of measures, without a part

    def find(self, name: str) -> list[_Row]:
        """The departments of a name: the official one, a short one, or one as written."""
        return [row for row in self.departments if name in (row["name"], row["short_name"], *row["aliases"])]

    def tasks(self, department_id: str, year: int | None = None) -> Iterator[Duty]:
        """What a department has to do, in the order of the documents; with a year what is planned for it or due in it."""
        for measure_id, role in self.roles(department_id):
            name = labels.of(role).zh
            yield from (duty._replace(role=name) for duty in self.duties(measure_id, year))

    def roles(self, department_id: str) -> list[tuple[str, str]]:
        """The measures of a department in the order of the documents, each with its first role there."""
        roles: dict[str, str] = {}
        for part in self._of_department.get(department_id, ()):
            known = roles.get(part["measure_id"], part["role"])
            roles[part["measure_id"]] = min(known, part["role"], key=_ROLES.index)
        return [(key, roles[key]) for key in self.measures if key in roles]

    def duties(self, measure_id: str, year: int | None = None) -> list[Duty]:
        """The tasks of a measure, without a role; what is the same for all its departments is written once."""
        asked = measure_id, year
        if asked not in self._duties:
            self._duties[asked] = list(self._write(self.measures[measure_id], year))
        return self._duties[asked]

    def _write(self, measure: _Row, year: int | None) -> Iterator[Duty]:
        key = measure["measure_id"]
        leads = dict.fromkeys(
            self._names[part["department_id"]] for part in self._parts.get(key, ()) if part["role"] != "cooperate"
        )
        document = self.documents[measure["doc_id"]]
        page = f"第{measure['page']}页，" if measure["page"] else ""
        source = f"《{document['title']}》{page}第{measure['number'] or measure['row']}项"
        given = (measure["number"] or "", measure["text"])
        shared = ("", "、".join(leads), source)
        items = self._items.get(key, [])
        own = self._targets.get(key, [])
        years = _years(measure["due_year"], measure, own)
        if not items and (year is None or year in years):
            due = measure["deadline"] or _say_years(years)
            yield Duty(*given, due, *self._figures(key), *shared)._replace(**_end(own, _last(years), measure))
        for item in items:
            targets = [target for target in own if target["item_id"] == item["item_id"]]
            years = _years(item["year"] or item["due_year"], item, targets)
            if year is None or year in years:
                spans = {(t["start"] - item["start"], t["end"] - item["start"]) for t in targets}
                duty = Duty(*given, _when(item, measure, years), item["text"], tuple(sorted(spans)), *shared)
                yield duty._replace(**_end(targets, _last(years), item))

    def _figures(self, measure_id: str) -> tuple[str, tuple[tuple[int, int], ...]]:
        """What a measure without plan aims at: the clauses of its figures."""
        lines: dict[str, set[tuple[int, int]]] = {}
        for target in self._targets.get(measure_id, ()):
            at = target["context"].find(target["text"])
            lines.setdefault(target["context"], set()).update([(at, at + len(target["text"]))] if at >= 0 else [])
        spans, position = [], 0
        for line, found in lines.items():
            spans += [(start + position, end + position) for start, end in sorted(found)]
            position += len(line) + 1
        return "\n".join(lines), tuple(spans)


def _end(targets: Iterable[_Row], year: int | None, task: _Row) -> dict[str, Any]:
    """The targets in words (`figures`), the `year`, and `due_date`: the first day that a target is due, else that of the task."""
    own = list(targets)
    days = [target["due_date"] for target in own if target["due_date"]]
    words = "\n".join(
        f"{target['indicator'] or ''}{'：' if target['indicator'] else ''}{write_value(target)}" for target in own
    )
    return {"figures": words, "year": year, "due_date": min(days, default=task["due_date"])}


def _group(rows: Iterable[_Row], key: str) -> dict[str, list[_Row]]:
    grouped: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        grouped[row[key]].append(row)
    return grouped


def _years(stated: int | None, task: _Row, targets: Iterable[_Row]) -> list[int]:
    """The years that a task is for: its plan's or deadline's, else those that its words and figures say."""
    if stated:
        return [stated]
    due = {task["due_date"].year} if task["due_date"] else set()
    return sorted(due | {target["year"] for target in targets if target["year"]})


def _last(years: Sequence[int]) -> int | None:
    return years[-1] if years else None


def _say_years(years: Iterable[int]) -> str:
    return "、".join(f"{year}年" for year in years)


def _when(item: _Row, measure: _Row, years: Iterable[int]) -> str:
    if item["year"]:
        return write_period(item["year"], item["quarter"])
    return measure["deadline"] or _say_years(years)


def write_hand_out(
    name: str, tasks: Sequence[Duty], year: int | None, to: Path | IO[bytes], before: date | None = None
) -> None:
    """Write the Word file of a department; `year` and `before` are what its tasks were chosen by."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.9)
    section.top_margin = section.bottom_margin = Cm(1.8)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    due = f"{before.year}年{before.month}月{before.day}日前到期" if before else ""
    heading = f"{name}{write_period(year, None)}{due}任务清单"
    _say(title, heading, TITLE_FONT, TITLE_SIZE)
    counts = {role: sum(task.role == labels.of(role).zh for task in tasks) for role in _ROLES}
    told = "，".join(f"{labels.of(role).zh} {count} 项" for role, count in counts.items() if count)
    _say(document.add_paragraph(), f"共 {len(tasks)} 项：{told}。数值以粗体标出，文字与原文一致。", BODY_FONT, _SMALL)
    _write_table(document, tasks)
    _number_pages(section.footer.paragraphs[0])
    document.core_properties.title = _fit(heading)[:_LONGEST_TITLE]
    document.core_properties.author = "Policy Pledges"
    document.save(str(to) if isinstance(to, Path) else to)


def _write_table(document: Any, tasks: Sequence[Duty]) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    table = document.add_table(rows=1 + len(tasks), cols=len(HEADINGS), style="Table Grid")
    table.autofit = False
    rows = list(table.rows)
    repeated = OxmlElement("w:tblHeader")
    rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    cells = [list(row.cells) for row in rows]
    for at, (text, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
        table.columns[at].width = Cm(width)
        for line in cells:
            line[at].width = Cm(width)
        _shade(cells[0][at])
        _say(cells[0][at].paragraphs[0], text, TITLE_FONT, SIZE)
    above: Duty | None = None
    for task, line in zip(tasks, cells[1:], strict=True):
        is_same = above is not None and (above.measure, above.source) == (task.measure, task.source)
        measure = _shorten(task.measure) if is_same else task.measure
        texts = (task.number, measure, task.due, "", task.role, task.leads, task.source)
        for cell, text in zip(line, texts, strict=True):
            _say(cell.paragraphs[0], text, BODY_FONT, SIZE)
        for piece, is_figure in _cut(task.target, task.spans):
            _say(line[3].paragraphs[0], piece, BODY_FONT, SIZE, is_figure)
        above = task


def _shorten(text: str) -> str:
    """The first words of a task, up to a mark where one is near: 加快出台电商直播基地认定办法……."""
    if len(text) <= _SAID_AGAIN:
        return text
    head = text[:_SAID_AGAIN]
    marks = [at for at, mark in enumerate(head) if mark in "，。；、\n"]
    return head[: marks[-1] if marks and marks[-1] * 2 >= _SAID_AGAIN else _SAID_AGAIN] + "……"


def _shade(cell: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", _GROUND)):
        shade.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _cut(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """A text in pieces, each with whether it is a figure."""
    position = 0
    for start, end in spans:
        if start >= position:
            yield text[position:start], False
            yield text[start:end], True
            position = end
    yield text[position:], False


def _say(paragraph: Any, text: str, font: str, size: float, is_bold: bool = False) -> None:
    """Add a run of text; Chinese in the font named, Latin letters and digits in one of theirs."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    if not text:
        return
    run = paragraph.add_run(_fit(text))
    run.font.name, run.font.size, run.font.bold = LATIN_FONT, Pt(size), is_bold
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _fit(text: str) -> str:
    """A text as XML can hold it: � for a character that it has not (a plain text may have any)."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _number_pages(paragraph: Any) -> None:
    """The number of the page as a field, in the middle: — 3 —."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _say(paragraph, "— ", BODY_FONT, _SMALL)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    _say(paragraph, " —", BODY_FONT, _SMALL)
