"""What is to be read for numbers: the measure and plan cells, each with its year, its heading and the subject of its row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from pipeline.lang.cue import Cue, Shape
from pipeline.lang.day import read_column_end
from pipeline.lang.heading import find_header, read_unit_note
from pipeline.lang.period import find_years, is_far
from pipeline.lang.text import read_once
from pipeline.lang.year_row import find_span_years
from pipeline.model import Cell, Deadline, Finding, Measure, Passage, PlanItem
from pipeline.model.field import Field, read_field
from pipeline.split.plan_items import read_items

_COMMITMENT = Cue("column_words", "commitment")
_RATE = Cue("column_words", "rate")
_OF_ROW_ABOVE = Shape("^@[：:、 ]+", Cue("sentence_cues", "part"))  # 其中：|营造面积
_LEVEL = " / "  # of the headings of a column
_BRACKET = re.compile(r"[（(][^（）()]+[）)]\s*$")

_Key = tuple[str, str]  # measure_id, field


def read_plans(
    cells: Iterable[Cell], deadlines: Iterable[Deadline], published: date | None = None
) -> Iterator[PlanItem | Finding]:
    """Cut every plan cell into its items. Findings: those of `plan_items.read_items`."""
    due = {deadline.measure_id: deadline for deadline in deadlines}
    for cell in cells:
        field = read_field(cell.field)
        if field.is_plan:
            own = due[cell.measure_id]
            year, day = _plan_year(field, cell, own), _column_end(field, cell, own) or own.due_date
            yield from read_items(cell, year, field.quarter, own.due_year, day, published)


def make_passages(
    cells: Sequence[Cell],
    measures: Iterable[Measure],
    items: Iterable[PlanItem],
    deadlines: Iterable[Deadline],
    first_year: int | None,
    published: date | None = None,
) -> Iterator[Passage]:
    """Make a passage of every cell read for numbers. 今年 is the `first_year` that is planned, else of the title, else `published`."""
    due = {deadline.measure_id: deadline for deadline in deadlines}
    cut: defaultdict[_Key, list[PlanItem]] = defaultdict(list)
    for item in items:
        cut[item.measure_id, item.field].append(item)
    texts = {(cell.measure_id, cell.field): cell.text for cell in cells}
    measures = list(measures)
    subjects = _find_subjects(cells, measures)
    by_id = {measure.measure_id: measure for measure in measures}
    commitments = {cell.measure_id: cell.text for cell in cells if _COMMITMENT.is_all(cell.text)}
    for cell in cells:
        field, own = read_field(cell.field), due[cell.measure_id]
        was = field.kind in ("measure", "baseline", "progress") and by_id[cell.measure_id].source == "indicator"
        if field.is_read or was:
            yield Passage(
                cell.doc_id,
                cell.measure_id,
                cell.field,
                cell.text,
                year=_plan_year(field, cell, own) if field.is_plan else None,
                first_year=first_year or own.list_year or (published.year if published else None),
                items=tuple(cut[cell.measure_id, cell.field]),
                heading=_with_unit(cell, texts) if field.kind != "measure" else "",
                subject=subjects.get(cell.measure_id, "") if field.is_plan else "",
                due_year=own.target_year,
                due_date=_column_end(field, cell, own) or own.due_date,
                section=by_id[cell.measure_id].section or "",
                was=was,
                planned=_planned_years(by_id[cell.measure_id].list_title or ""),
                commitment=commitments.get(cell.measure_id) if field.is_plan else None,
                published=published,
                own_year=own.list_year if first_year in (None, own.list_year) else None,
            )


@lru_cache(64)
def _planned_years(title: str) -> tuple[int, ...]:
    """The years that a title spans."""
    return tuple(find_span_years(read_once(title).folded, 0, len(title)))


def _plan_year(field: Field, cell: Cell, due: Deadline) -> int | None:
    """Year of a plan column: the one in its heading, else the one year of the list's title; 远期 is of no year."""
    if field.year is not None:
        return field.year
    return None if is_far(cell.heading or "") else due.list_year


def _column_end(field: Field, cell: Cell, due: Deadline) -> date | None:
    """The day on which a column of plans ends that is of a part of its year: 上半年, 前三季度, 6月底前."""
    year = _plan_year(field, cell, due) if field.is_plan and cell.heading else None
    return read_column_end(cell.heading or "", year) if year else None


def _find_subjects(cells: Iterable[Cell], measures: Iterable[Measure]) -> dict[str, str]:
    """The indicators that rows are about, by measure: the measures of a column 指标, without 其中： and the unit in brackets."""
    named = {cell.measure_id for cell in cells if cell.field == "measure" and _names_indicator(cell)}
    about = (m for m in measures if m.measure_id in named or m.source == "indicator")
    return {m.measure_id: _OF_ROW_ABOVE.pattern.sub("", _BRACKET.sub("", m.text).strip()) for m in about}


def _names_indicator(cell: Cell) -> bool:
    header = find_header((cell.heading or "").rpartition(" / ")[2])
    return header is not None and header.field == "indicator"


def _with_unit(cell: Cell, texts: Mapping[_Key, str]) -> str:
    """Heading of a plan cell with the unit of its figures.

    That is its own bracket, % of a rate, the row's 单位, the indicator's bracket, or what stands above the table (单位：万元).
    """
    heading = cell.heading or ""
    unit = texts.get((cell.measure_id, "measure_unit"), "")
    measure = texts.get((cell.measure_id, "measure"), "")
    bracket = _BRACKET.search(heading)
    if bracket and not find_years(bracket[0]):
        return heading
    if _RATE.ends(_BRACKET.sub("", heading)):
        return f"{heading}（%）"
    if unit:
        return f"{heading}（{unit.strip('（）() ')}）"
    if _BRACKET.search(measure):
        return measure
    said = read_unit_note(heading.partition(_LEVEL)[0])
    return f"{heading}（{said}）" if said else heading
