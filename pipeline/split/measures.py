"""Rows of responsibility lists → measures and their published cells; a measure's text → clauses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pipeline.lang.attribution import find_attributions
from pipeline.lang.day import decide_task_date, read_column_end, read_due_date
from pipeline.lang.heading import period_of, year_of_chapter
from pipeline.lang.period import NEVER, Due, find_due_years, read_due, read_list_year
from pipeline.lang.text import read_once
from pipeline.model import Cell, Clause, Deadline, Finding, Measure, ResponsibilityList, Row, RowCell
from pipeline.model.closed import UNLED
from pipeline.model.field import number_fields, read_field
from pipeline.rules.findings import tell
from pipeline.split.keys import Key, Place, cut_path, join_path, make_keys
from pipeline.split.numbers import Numbered, find_leading_number, place_of, read_number


def read_measures(
    lists: Iterable[ResponsibilityList], doc_id: str, path: str, published: date | None = None
) -> Iterator[Measure | Cell | Deadline | Finding]:
    """Read every row as a measure, followed by its cells and its deadline.

    The number is the one in the serial column, else the list number that opens the measure cell, else that of the measure
    above or the row's place among the document's rows (S03). The measure text is the cell without its number, in a plan
    in prose also without what says who is responsible. Findings: S04 a number that comes twice, S05 no measure text,
    S06 two cells of one field in a row, S07 a serial that the measure cell contradicts.
    """
    all_lists = list(lists)
    numbered = _number(all_lists, path)
    keys = make_keys([list(_places(found, rows)) for found, rows in zip(all_lists, numbered, strict=True)])
    for found, rows, own in zip(all_lists, numbered, keys, strict=True):
        list_year = read_list_year(found.title)
        for entry, key in zip(rows, own, strict=True):
            yield from entry.findings
            yield from _find_repetition(entry, key, path)
            yield from _read_row(entry, f"{doc_id}/{key.text}", found, list_year, published)
            yield from _publish_cells(entry.row, doc_id, f"{doc_id}/{key.text}", path, place_of(entry.row))


def _places(found: ResponsibilityList, rows: Iterable[Numbered]) -> Iterator[Place]:
    """Where the measures of a list stand for their keys: g1, g2 … of paragraphs that may state goals, i1 … of indicators."""
    for position, entry in enumerate(rows, start=1):
        if found.source == "goal":
            yield Place(None, f"g{position}")
        else:
            yield Place(entry.row.section, f"i{entry.number}" if found.source == "indicator" else entry.number)


def _number(lists: Iterable[ResponsibilityList], path: str) -> list[list[Numbered]]:
    """Read the numbers of all rows, list by list."""
    numbered: list[list[Numbered]] = []
    position = 0
    for found in lists:
        previous: str | None = None
        rows = []
        position = 0 if found.source in UNLED else position
        for row in found.rows:
            position += 1
            entry = read_number(row, previous, position, path, found.source)
            previous = entry.number if entry.is_own else previous
            rows.append(entry)
        numbered.append(rows)
    return numbered


def _find_repetition(entry: Numbered, key: Key, path: str) -> Iterator[Finding]:
    """S04: a number that stood in its section before; only information (S09) where a merged cell says it again."""
    if key.is_again and entry.is_own:
        is_merged = any(c.inherited for c in entry.row.cells if c.field in ("measure", "serial"))
        code = "S09" if is_merged or not entry.row.table else "S04"
        yield tell(code, path, place_of(entry.row), number=entry.number, key=key.text)


def _read_row(
    entry: Numbered, measure_id: str, found: ResponsibilityList, list_year: int | None, published: date | None
) -> Iterator[Measure | Deadline]:
    row, text = entry.row, entry.text
    cell = next((c for c in row.cells if c.field == "measure"), None)
    page = cell.page if cell else next((c.page for c in row.cells if c.page is not None), None)
    text = _tell_task(cell.text if cell else "") if found.source == "prose" else _without_labels(text)
    deadline, due, heading = _read_deadline(row, cell, list_year)
    task = "\n".join(c.text for c in row.cells if read_field(c.field).kind == "task" and c.text) or None
    stated = bool(deadline or row.due_year or heading)
    target_year = due.year if due.is_single and stated else None
    day = read_due_date(deadline or heading, due.year, published) if target_year and (deadline or heading) else None
    yield Measure(
        measure_id, measure_id.partition("/")[0], entry.number, text, row.row, page, join_path(row.above, row.section),
        task, deadline, due.year, found.title or None, found.source,
        day if deadline else decide_task_date(read_once(cell.text).folded if cell else "", due.year, None, day, published),
    )  # fmt: skip
    yield Deadline(measure_id, list_year, due.year, target_year, day)


def _read_deadline(row: Row, cell: RowCell | None, list_year: int | None) -> tuple[str | None, Due, str]:
    """The deadline as written and the year it means: of the cell, else of a heading, else of the title; and that heading."""
    text = "\n".join(c.text for c in row.cells if read_field(c.field).kind == "deadline" and c.text) or None
    year = row.due_year or (period_of(cell.heading).year if cell else None)
    if text:
        due = read_due(text, year or list_year)
        return text, due if due.year is not None else NEVER, ""
    own = find_due_years(read_once(cell.text).folded, None).years if cell else []
    heading = "" if row.due_year or not cell or own else _heading_of_time(row, year or list_year)
    if heading:
        year = year_of_chapter(heading) or year
    return None, Due(year or _last_year(own, list_year), is_single=True), heading


def _last_year(stated: list[int], list_year: int | None) -> int | None:
    """The year of the list, or the later one that a text states alone: a report of 2026 plans 到2030年, too."""
    return max(*stated, list_year) if list_year and len(set(stated)) == 1 else list_year


def _heading_of_time(row: Row, year: int | None) -> str:
    """The innermost heading above a task that says when it is due: 三、2026年重点工作; “十五五”时期主要目标; 6月底前完成的任务."""
    headings = cut_path(join_path(row.above, row.section))
    return next(
        (one for one in reversed(headings) if year_of_chapter(one) or (year and read_column_end(one, year))), ""
    )


def _publish_cells(row: Row, doc_id: str, measure_id: str, path: str, place: str) -> Iterator[Cell | Finding]:
    """Give every cell of the row; a second cell of one field keeps its text under `field-2`."""
    for c, name in zip(row.cells, number_fields(c.field for c in row.cells), strict=True):
        if name != c.field:
            yield tell("S06", path, f"{place}, column {c.column}", field=c.field, other_field=name)
        heading = " / ".join("".join(level.split()) for level in c.heading.split("\n")) or None
        place_of = (row.row, c.column, c.page)
        box = tuple(round(edge, 1) for edge in c.box) if c.box else None  # a tenth of a point is finer than any line
        yield Cell(
            doc_id, measure_id, name, c.text, *place_of, c.inherited, heading, c.breaks_inferred, box, c.ocr_confidence
        )


def _tell_task(cell_text: str) -> str:
    """The text of a task of a plan in prose: what is to be done, without who is responsible for it."""
    return "\n".join(clause.text for clause in find_clauses(cell_text))


def _without_labels(text: str) -> str:
    """The text of a measure in a table without 责任单位：…, which says who is responsible and not what is to be done."""
    places = [place for place in find_attributions(read_once(text).folded) if place.kind == "label" and place.names]
    for place in reversed(places):
        text = f"{text[: place.start].rstrip()}\n{text[place.end :].lstrip()}"
    return text.strip() if places else text


def find_all_clauses(cells: Iterable[Cell]) -> dict[str, tuple[Clause, ...]]:
    """The clauses of every measure, by measure_id."""
    return {cell.measure_id: tuple(find_clauses(cell.text)) for cell in cells if cell.field == "measure"}


def find_clauses(cell_text: str) -> Iterator[Clause]:
    """Cut a measure cell into its paragraphs, without the list number and whatever says who is responsible.

    A bracket that says who leads, cooperates or is responsible closes a paragraph also where the line goes on
    (a PDF has lost the break). A line 责任单位：… is no paragraph.
    """
    folded = read_once(cell_text).folded
    leading = find_leading_number(cell_text)
    start = leading.end if leading else 0
    for end, resume in [*_find_ends(folded, start), (len(folded), len(folded))]:
        if clause := _make_clause(cell_text, start, end):
            yield clause
        start = resume


def _find_ends(folded: str, start: int) -> Iterator[tuple[int, int]]:
    """Find where paragraphs end and where the next begins."""
    ends = [(found.start, found.end) for found in find_attributions(folded) if found.is_apart and found.start >= start]
    ends += [(at, at + 1) for at in range(start, len(folded)) if folded[at] == "\n"]
    return iter(sorted(ends))


def _make_clause(text: str, start: int, end: int) -> Clause | None:
    """Make a clause of a span, trimmed; None where only white space is left."""
    piece = text[start:end]
    if not piece.strip():
        return None
    first, last = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
    return Clause(text[first:last], first, last)
