"""Rows of responsibility lists → measures and their published cells; a measure's text → clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.lang.attribution import find_attributions
from pipeline.lang.fold import fold
from pipeline.lang.list_number import ListNumber, find_list_numbers
from pipeline.model import Cell, Clause, Deadline, Finding, Measure, ResponsibilityList, Row, RowCell
from pipeline.rules.headers import period_of
from pipeline.split.due import NEVER, Due, read_due, read_list_year

_MARKS = re.compile(r"[\s（）、|]+")


@dataclass(slots=True)
class _Document:
    """What was read of a document so far."""

    doc_id: str
    path: str
    used: dict[str, int] = field(default_factory=dict)  # how often each number came
    places: set[tuple[int, str | None, str]] = field(default_factory=set)  # list, section, number
    position: int = 0
    previous: str | None = None  # the last number that is printed in this list


def read_measures(
    lists: Iterable[ResponsibilityList], doc_id: str, path: str
) -> Iterator[Measure | Cell | Deadline | Finding]:
    """Read every row as a measure, followed by its cells and its deadline.

    The number is the one in the serial column, else the list number that opens the measure cell, else that of the measure
    above or the row's place among the document's rows (S03). The measure text is the cell without its number, in a plan
    in prose also without what says who is responsible. Findings: S04 a number that comes twice, S05 no measure text,
    S06 two cells of one field in a row, S07 a serial that the measure cell contradicts.
    """
    document = _Document(doc_id, path)
    for place, found in enumerate(lists):
        document.previous = None
        list_year = read_list_year(found.title)
        for row in found.rows:
            document.position += 1
            yield from _read_row(row, found, place, list_year, document)


def _read_row(
    row: Row, found: ResponsibilityList, list_place: int, list_year: int | None, document: _Document
) -> Iterator[Measure | Cell | Deadline | Finding]:
    place = f"table {row.table}, row {row.row}" if row.table else f"paragraph {row.row}"
    cell = next((c for c in row.cells if c.field == "measure"), None)
    number, body, findings = _read_number(row, cell, document, place)
    yield from findings
    key, again = _make_key(number, row, (list_place, row.section, number), document, place)
    yield from () if any(f.code == "S03" for f in findings) else again
    measure_id = f"{document.doc_id}/{key}"
    page = cell.page if cell else next((c.page for c in row.cells if c.page is not None), None)
    if found.source == "prose":
        body = "\n".join(clause.text for clause in find_clauses(cell.text if cell else ""))
    deadline, due = _read_deadline(row, cell, list_year)
    task = "\n".join(c.text for c in row.cells if c.field.partition("-")[0] == "task" and c.text) or None
    yield Measure(
        measure_id, document.doc_id, number, body, row.row, page, row.section,
        task, deadline, due.year, found.title or None, found.source,
    )  # fmt: skip
    yield Deadline(measure_id, list_year, due.year, due.year if due.is_single and deadline else None)
    yield from _publish_cells(row, document.doc_id, measure_id, document.path, place)


def _read_deadline(row: Row, cell: RowCell | None, list_year: int | None) -> tuple[str | None, Due]:
    """The deadline as written and the year it means: that of the cell, else of the measure's heading, else of the title."""
    text = "\n".join(c.text for c in row.cells if c.field.partition("-")[0] == "deadline" and c.text) or None
    year = period_of(cell.heading).year if cell else None
    if text:
        due = read_due(text, year or list_year)
        if due.year is not None:
            return text, due
        return text, NEVER
    return None, Due(year or list_year, is_single=True)


def _read_number(row: Row, cell: RowCell | None, document: _Document, place: str) -> tuple[str, str, list[Finding]]:
    """Number and text of a measure, with what is odd about them."""
    serial = next((c for c in row.cells if c.field == "serial" and c.text.strip()), None)
    text = cell.text if cell else ""
    leading = find_leading_number(text)
    number, body = _choose_number(text, leading, serial, cell)
    findings = []
    if number is None:
        level = "warning" if document.previous and row.table != 0 else "info"
        number = document.previous or str(document.position)
        findings.append(("S03", level, f"measure has no number of its own; it goes under {number}"))
    else:
        document.previous = number
        if serial and leading and body == text:
            findings.append(("S07", "info", f"serial {number}, but the measure cell begins with {leading.label}"))
    if not text.strip():
        findings.append(("S05", "warning", f"measure {number} has no text"))
    return number, body, [Finding(code, level, document.path, place, words) for code, level, words in findings]


def _make_key(
    number: str, row: Row, where: tuple[int, str | None, str], document: _Document, place: str
) -> tuple[str, list[Finding]]:
    """Key of a measure; a number that comes again gets `-2`. It is odd (warning) only within one list and section."""
    used = document.used
    used[number] = used.get(number, 0) + 1
    is_again = where in document.places
    document.places.add(where)
    if used[number] == 1:
        return number, []
    key = _free_key(number, used)
    is_merged = any(c.inherited for c in row.cells if c.field in ("measure", "serial"))
    level = "warning" if is_again and not is_merged and row.table else "info"
    message = f"measure number {number} comes again; this one has the key {key}"
    return key, [Finding("S04", level, document.path, place, message)]


def _choose_number(
    text: str, leading: ListNumber | None, serial: RowCell | None, cell: RowCell | None
) -> tuple[str | None, str]:
    """Choose a measure's number and say what text is left.

    A list number that the serial contradicts stays in the text; one under a serial that is merged over several measures
    counts within it: 1.2 is the second of the first task.
    """
    printed = _strip(serial.text) if serial else None
    own = _strip(leading.label) if leading else None
    if leading is None or own is None:
        return printed, text
    if printed and serial and cell and serial.rows > cell.rows:
        return f"{printed}.{own}", text[leading.end :].strip()
    if printed and own != printed:
        return printed, text
    return own, text[leading.end :].strip()


def _strip(label: str) -> str:
    """Take marks and blanks off a number: `10.` → 10, （一） → 一, ２、 → 2; the points inside 2.1 stay."""
    return _MARKS.sub("", fold(label)).strip(".").replace("/", "-")  # a key part holds no /


def _free_key(number: str, used: dict[str, int]) -> str:
    """Make the key of a number that came before: `14-2`, or the next that is free; it counts as used, too."""
    count = used[number]
    while f"{number}-{count}" in used:
        count += 1
    used[f"{number}-{count}"] = 1
    return f"{number}-{count}"


def find_leading_number(text: str) -> ListNumber | None:
    """Find the list number that opens a measure cell and numbers the measure.

    One that begins a list inside the cell (1. … 2. …) numbers its parts, not the measure.
    """
    numbers = [n for n in find_list_numbers(text) if n.starts_item or n.style == "serial"]
    if not numbers or text[: numbers[0].start].strip():
        return None
    first = numbers[0]
    goes_on = any(n.style == first.style and n.number == first.number + 1 for n in numbers[1:])
    return None if goes_on else first


def _publish_cells(row: Row, doc_id: str, measure_id: str, path: str, place: str) -> Iterator[Cell | Finding]:
    """Give every cell of the row; a second cell of one field keeps its text under `field-2`."""
    seen: dict[str, int] = {}
    for c in row.cells:
        seen[c.field] = seen.get(c.field, 0) + 1
        name = c.field
        if seen[name] > 1:
            name = f"{name}-{seen[name]}"
            yield Finding("S06", "warning", path, f"{place}, column {c.column}", f"second cell of {c.field}: {name}")
        heading = " / ".join("".join(level.split()) for level in c.heading.split("\n")) or None
        yield Cell(doc_id, measure_id, name, c.text, row.row, c.column, c.page, c.inherited, heading)


def find_clauses(cell_text: str) -> Iterator[Clause]:
    """Cut a measure cell into its paragraphs, without the list number and whatever says who is responsible.

    A bracket that says who leads, cooperates or is responsible closes a paragraph also where the line goes on
    (a PDF has lost the break). A line 责任单位：… is no paragraph.
    """
    folded = fold(cell_text)
    leading = find_leading_number(cell_text)
    start = leading.end if leading else 0
    for end, resume in [*_find_ends(folded, start), (len(folded), len(folded))]:
        if clause := _make_clause(cell_text, start, end):
            yield clause
        start = resume


def _find_ends(folded: str, start: int) -> Iterator[tuple[int, int]]:
    """Find where paragraphs end and where the next begins."""
    ends = [(found.start, found.end) for found in find_attributions(folded) if found.start >= start]
    ends += [(at, at + 1) for at in range(start, len(folded)) if folded[at] == "\n"]
    return iter(sorted(ends))


def _make_clause(text: str, start: int, end: int) -> Clause | None:
    """Make a clause of a span, trimmed; None where only white space is left."""
    piece = text[start:end]
    if not piece.strip():
        return None
    first, last = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
    return Clause(text[first:last], first, last)
