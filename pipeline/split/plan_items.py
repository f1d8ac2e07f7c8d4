"""Plan cell → items: cut at list numbers and at quarter labels that start a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pipeline.lang.day import decide_task_date
from pipeline.lang.period import read_quarter
from pipeline.lang.text import read_once
from pipeline.model import Cell, Finding, PlanItem
from pipeline.rules.findings import tell

_COLON = re.compile(" ?[:：]")
_LINE = re.compile(r"(?:\A|\n) *(?=\S)")
_ENDED = "。；:："


class Start(NamedTuple):
    """Where an item starts: at its list number, or at its text where it has none."""

    position: int
    text_start: int
    list_number: str | None


class _Label(NamedTuple):
    """A quarter label; `quarter` is None where it names two quarters."""

    start: int
    end: int
    quarter: int | None
    has_colon: bool


def read_items(
    cell: Cell,
    year: int | None,
    quarter: int | None = None,
    due_year: int | None = None,
    deadline: date | None = None,
    published: date | None = None,
) -> Iterator[PlanItem | Finding]:
    """Cut a plan cell into its items.

    An item's text is what stands between two starts without the list number and the outer white space, so that items,
    list numbers and white space together are the cell. Text before the first start is an item of its own; a quarter label
    alone on its line is one, too, and gives its quarter to the numbered items below it; `quarter` is that of the column,
    `due_year` and `deadline` the measure's, `published` the document's. Findings: S01 an empty cell, S02 a list number without text.
    """
    place, position = f"{cell.measure_id}/{cell.field}", 0
    if not cell.text.strip():
        yield tell("S01", cell.doc_id, place)
        return
    folded = read_once(cell.text).folded
    for start, first, last, own in _cut(cell.text, folded, quarter):
        if first == last:
            yield tell("S02", cell.doc_id, place, label=start.list_number)
            continue
        position += 1
        due = year if year is not None else due_year
        yield PlanItem(
            f"{place}/{position}",
            cell.measure_id,
            year,
            position,
            start.list_number,
            own,
            cell.text[first:last],
            first,
            last,
            cell.field,
            due,
            cell.doc_id,
            decide_task_date(folded[first:last], due, own, deadline, published),
        )


def _cut(text: str, folded: str, column: int | None) -> Iterator[tuple[Start, int, int, int | None]]:
    """Give every start of an item, where its text begins and ends (an empty one where it begins), and its quarter."""
    scope = column
    starts = _find_starts(text, folded)
    for start, following in zip(starts, [s.position for s in starts[1:]] + [len(folded)], strict=True):
        first, last = _trim(text, start.text_start, following)
        label = read_label(folded, first) if first < last else None
        if label is not None:
            scope = label.quarter if label.end == last else column
        elif start.list_number is None and first < last:
            scope = column
        yield start, first, last, label.quarter if label is not None else scope


def _find_starts(text: str, folded: str) -> list[Start]:
    """Find where items start, in order; the first start is the first that is no white space."""
    starts = {n.start: Start(n.start, n.end, n.label) for n in read_once(text).list_numbers if n.starts_item}
    for match in _LINE.finditer(folded):
        label = read_label(folded, match.end())
        if label and label.start not in starts and _opens(folded, label):
            starts[label.start] = Start(label.start, label.start, None)
    first = len(text) - len(text.lstrip())
    starts.setdefault(first, Start(first, first, None))
    return [starts[position] for position in sorted(starts)]


def read_label(folded: str, position: int) -> _Label | None:
    """Read the quarter label (第三季度： 一季度 第1季度 2023年第二季度) that stands at `position`, or None."""
    quarter = read_quarter(folded, position)
    if quarter is None:
        return None
    colon = _COLON.match(folded, quarter.end)
    return _Label(position, colon.end() if colon else quarter.end, quarter.only, colon is not None)


def _opens(folded: str, label: _Label) -> bool:
    """Tell whether a label at the start of a line opens an item: a colon follows it, or the sentence before ended."""
    before = folded[max(0, label.start - 300) : label.start].rstrip(" \n")
    return label.has_colon or not before or before.rstrip("”’）")[-1:] in _ENDED


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Take the outer white space off a span; an empty one ends where it starts."""
    piece = text[start:end]
    if not piece.strip():
        return start, start
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
