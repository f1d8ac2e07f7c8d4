"""The one module that knows every room: takes one document through them. It knows no folder and writes no file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.lang.heading import find_header
from pipeline.lang.period import is_far
from pipeline.model import (
    Cell,
    Content,
    Dataset,
    Deadline,
    Department,
    Document,
    Finding,
    Measure,
    Numeral,
    Paragraph,
    Passage,
    PlanItem,
    QualitativeTarget,
    Responsibility,
    ResponsibilityList,
    Row,
    Source,
    Target,
)
from pipeline.model.field import Field, read_field
from pipeline.store.departments import merge_departments

FIRST_LINES, LONGEST_TITLE = 20, 60
BRACKET = re.compile(r"[（(][^（）()]+[）)]\s*$")


@dataclass(slots=True)
class Rooms:
    """What each room made of one document."""

    document: Document
    rows: list[Row] = field(default_factory=list)
    records: dict[type, list[Any]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def take(self, entries: Iterable[Any]) -> None:
        """Sort what comes out of a room by its kind; a finding is kept as one."""
        for entry in entries:
            if isinstance(entry, Finding):
                self.findings.append(replace(entry, path=self.document.source_path))
            else:
                self.records.setdefault(type(entry), []).append(entry)

    def of(self, kind: type) -> list[Any]:
        """Records of one kind."""
        return self.records.get(kind, [])


def read_document(source: Source) -> Rooms:
    """Take one file through parse, split, normalise and extract. Raises nothing for bad input: it becomes findings."""
    from pipeline.parse import read
    from pipeline.parse.errors import UnreadableFile

    try:
        content = read(source)
    except UnreadableFile as error:
        return Rooms(unread(source), findings=[error.find(source.path)])
    return read_content(content, source)


def read_content(content: Content, source: Source) -> Rooms:
    """Take what a reader made of a file through the rooms."""
    from pipeline.find.lists import find_lists

    rooms = Rooms(replace(unread(source), source_format=content.source_format, converter=content.converter))
    rooms.take(content.notes)
    rooms.take(find_lists(content, source.path))
    lists: list[ResponsibilityList] = rooms.of(ResponsibilityList)
    if not lists:
        return rooms
    years = sorted({year for found in lists for year in found.years})
    rooms.rows = [row for found in lists for row in found.rows]
    _split(rooms, lists, source)
    _normalise(rooms, source, lists, years, _first_lines(content))
    _extract(rooms, years)
    _correct(rooms, source)
    return rooms


def unread(source: Source) -> Document:
    """A document of which nothing could be read (yet)."""
    stem = Path(source.path).stem
    suffix = Path(source.path).suffix.lstrip(".").lower() or "unknown"
    return Document(
        source.doc_id,
        source.title or stem,
        None,
        None,
        source.path,
        suffix,
        source.sha256,
        None,
        None,
        None,
        0,
        __version__,
        "failed",
        source.published,
    )


def _split(rooms: Rooms, lists: list[ResponsibilityList], source: Source) -> None:
    from pipeline.split.measures import read_measures
    from pipeline.split.plan_items import read_items

    rooms.take(read_measures(lists, source.doc_id, source.path))
    deadlines = {deadline.measure_id: deadline for deadline in rooms.of(Deadline)}
    for cell in rooms.of(Cell):
        field = read_field(cell.field)
        if field.is_plan:
            due = deadlines[cell.measure_id]
            rooms.take(read_items(cell, _plan_year(field, cell, due), field.quarter, due.due_year))


def _plan_year(plan: Field, cell: Cell, due: Deadline) -> int | None:
    """Year of a plan column: the one in its heading, else the one year of the list's title; 远期 is of no year."""
    if plan.year:
        return plan.year
    return None if is_far(cell.heading or "") else due.list_year


def _first_lines(content: Content) -> list[str]:
    """The short lines that a file begins with: who issues it and what it is called."""
    texts = [block.text for block in content.blocks[:FIRST_LINES] if isinstance(block, Paragraph)]
    return [text for text in texts if len(text) <= LONGEST_TITLE]


def _normalise(
    rooms: Rooms, source: Source, lists: list[ResponsibilityList], years: list[int], first_lines: list[str]
) -> None:
    from pipeline.normalise.departments import is_of_units, read_units
    from pipeline.normalise.region import find_region
    from pipeline.split.measures import find_clauses

    cells: list[Cell] = rooms.of(Cell)
    title = source.title or next((found.title for found in lists if found.title), "") or rooms.document.title
    planned = years or sorted({item.year for item in rooms.of(PlanItem) if item.year})
    dated = planned or sorted(d.due_year for d in rooms.of(Deadline) if d.due_year)
    year = int(source.published[:4]) if source.published else (dated[0] if dated else None)
    units = [cell.text for cell in cells if is_of_units(cell.field)]
    known = set(units)  # of a list of ten thousand rows
    others = [cell.text for cell in cells if cell.text not in known]
    region = find_region(source.region, [title, *first_lines], units, others, year)
    clauses = {cell.measure_id: tuple(find_clauses(cell.text)) for cell in cells if cell.field == "measure"}
    notes = [note for found in lists for note in found.notes]
    rooms.take(read_units(cells, clauses, region, year, source.path, notes))
    rooms.document = replace(
        rooms.document,
        title=title,
        region=region.name if region else None,
        region_code=region.code if region else None,
        first_year=planned[0] if planned else None,
        last_year=planned[-1] if planned else None,
        measure_count=len(rooms.of(Measure)),
        status="ok",
    )


def _extract(rooms: Rooms, years: list[int]) -> None:
    from pipeline.extract.target.passage import read_passage

    items: dict[tuple[str, str], list[PlanItem]] = {}
    for item in rooms.of(PlanItem):
        items.setdefault((item.measure_id, item.field), []).append(item)
    deadlines = {deadline.measure_id: deadline for deadline in rooms.of(Deadline)}
    texts = {(cell.measure_id, cell.field): cell.text for cell in rooms.of(Cell)}
    subjects = _subjects(rooms)
    for cell in list(rooms.of(Cell)):
        plan = read_field(cell.field)
        if plan.is_read:
            due = deadlines[cell.measure_id]
            passage = Passage(
                cell.doc_id,
                cell.measure_id,
                cell.field,
                cell.text,
                year=_plan_year(plan, cell, due) if plan.is_plan else None,
                first_year=years[0] if years else due.list_year,
                items=tuple(items.get((cell.measure_id, cell.field), ())),
                heading=_heading(cell, texts) if plan.is_plan else "",
                subject=subjects.get(cell.measure_id, "") if plan.is_plan else "",
                due_year=due.target_year,
            )
            rooms.take(read_passage(passage))


def _subjects(rooms: Rooms) -> dict[str, str]:
    """The indicators that rows are about, by measure: the measures of a column 指标, without the unit in brackets."""
    named = {
        cell.measure_id
        for cell in rooms.of(Cell)
        if cell.field == "measure" and (header := find_header((cell.heading or "").rpartition(" / ")[2]))
        if header.field == "indicator"
    }
    return {m.measure_id: BRACKET.sub("", m.text).strip() for m in rooms.of(Measure) if m.measure_id in named}


def _heading(cell: Cell, texts: dict[tuple[str, str], str]) -> str:
    """Heading of a plan cell with the unit of its figures: its own bracket, the row's 单位, or the indicator's bracket."""
    heading = cell.heading or ""
    unit = texts.get((cell.measure_id, "measure_unit"), "")
    measure = texts.get((cell.measure_id, "measure"), "")
    if BRACKET.search(heading) or not (unit or BRACKET.search(measure)):
        return heading
    return f"{heading}（{unit.strip('（）() ')}）" if unit else measure


def _correct(rooms: Rooms, source: Source) -> None:
    """Put a reviewer's corrections in the place of what was extracted."""
    from pipeline.sources.corrections import apply

    if source.corrections:
        made = apply(source.corrections, source.path, rooms.of(Cell), rooms.of(Target), rooms.of(Numeral))
        rooms.records[Target], rooms.records[Numeral] = list(made.targets), list(made.numerals)
        rooms.take(made.findings)


def make_dataset(rooms: Rooms) -> Dataset:
    """Put one document's records into tables and run the checks on them."""
    from pipeline.check import across

    departments = sorted(rooms.of(Department), key=lambda department: department.department_id)
    dataset = Dataset(
        documents=(_graded(rooms),),
        cells=tuple(rooms.of(Cell)),
        measures=tuple(rooms.of(Measure)),
        plan_items=tuple(rooms.of(PlanItem)),
        responsibilities=tuple(rooms.of(Responsibility)),
        departments=tuple(merge_departments(departments)),
        targets=tuple(rooms.of(Target)),
        numerals=tuple(rooms.of(Numeral)),
        qualitative_targets=tuple(rooms.of(QualitativeTarget)),
    )
    return replace(dataset, checks=tuple(across.run(dataset)))


def fail(rooms: Rooms, findings: Iterable[Finding]) -> Rooms:
    """Withdraw a document: nothing of it is published but that it failed, and why."""
    document = replace(rooms.document, status="failed", measure_count=0, first_year=None, last_year=None)
    return Rooms(document, findings=[*rooms.findings, *findings])


def _graded(rooms: Rooms) -> Document:
    """Status of a document: failed (nothing published), warn (something odd was found), ok."""
    if rooms.document.status == "failed":
        return rooms.document
    odd = any(finding.level in ("warning", "error") for finding in rooms.findings)
    return replace(rooms.document, status="warn" if odd else "ok")


def read_text(
    text: str, plan_year: int | None = None, first_year: int | None = None, text_id: str = "text"
) -> Iterator[Numeral | Target | QualitativeTarget | Finding]:
    """Read the numerals and targets of any text, a sentence or a page; no files.

    `plan_year` is the year of the plan column that it stands in (None: measure text or prose), `first_year` what 今年 is.
    """
    from pipeline.extract.target.passage import read_passage

    place = str(plan_year) if plan_year else "measure"
    return read_passage(Passage(text_id, text_id, place, text, plan_year, first_year))


def suggest_units(words: str) -> tuple[str, ...]:
    """Suggest known forms like a unit that no rule knows, for a person to judge."""
    from pipeline.normalise.suggest import suggest

    return suggest(words)
