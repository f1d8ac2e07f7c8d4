"""Rows of responsibility lists → measures and their published cells; a measure's text → clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.lang.fold import fold
from pipeline.lang.list_number import ListNumber, find_list_numbers
from pipeline.model import Cell, Clause, Finding, Measure, ResponsibilityList, Row, RowCell
from pipeline.rules.departments import role_words

_MARKS = re.compile(r"[\s（）、|]+")
_BRACKET = re.compile(r"（[^（）\n]*(?:（[^（）\n]*）[^（）\n]*)*）[。；]?")


def read_measures(lists: Iterable[ResponsibilityList], doc_id: str, path: str) -> Iterator[Measure | Cell | Finding]:
    """Read every row as a measure, followed by its cells.

    The number is the one in the serial column, else the list number that opens the measure cell, else the row's place
    among the document's rows (S03). Findings: S04 a number that comes twice, S05 no measure text, S06 two cells of
    one field in a row, S07 a serial that the measure cell contradicts. The measure text is the cell without its number.
    """
    used: dict[str, int] = {}
    position = 0
    for rows in lists:
        for row in rows.rows:
            position += 1
            yield from _read_row(row, position, doc_id, path, used)


def _read_row(
    row: Row, position: int, doc_id: str, path: str, used: dict[str, int]
) -> Iterator[Measure | Cell | Finding]:
    """Read one row; `used` counts how often each number came."""
    place = f"table {row.table}, row {row.row}"
    cell = next((c for c in row.cells if c.field == "measure"), None)
    serial = next((c for c in row.cells if c.field == "serial" and c.text.strip()), None)
    text = cell.text if cell else ""
    leading = find_leading_number(text)
    number, body = _choose_number(text, leading, serial)
    if number is None:
        number = str(position)
        yield Finding("S03", "info", path, place, f"measure has no number of its own; it is numbered {number}")
    elif serial and leading and _strip(leading.label) != number:
        yield Finding("S07", "info", path, place, f"serial {number}, but the measure cell begins with {leading.label}")
    if not text.strip():
        yield Finding("S05", "warning", path, place, f"measure {number} has no text")
    used[number] = used.get(number, 0) + 1
    key = number if used[number] == 1 else _free_key(number, used)
    if used[number] > 1:
        level = "info" if (cell and cell.inherited) or (serial and serial.inherited) else "warning"
        yield Finding("S04", level, path, place, f"measure number {number} comes again; this one has the key {key}")
    measure_id = f"{doc_id}/{key}"
    page = cell.page if cell else next((c.page for c in row.cells if c.page is not None), None)
    yield Measure(measure_id, doc_id, number, body, row.row, page, row.section)
    yield from _publish_cells(row, doc_id, measure_id, path, place)


def _choose_number(text: str, leading: ListNumber | None, serial: RowCell | None) -> tuple[str | None, str]:
    """Choose a measure's number and say what text is left. A list number that the serial contradicts stays in it."""
    printed = _strip(serial.text) if serial else None
    if leading is None or (printed and _strip(leading.label) != printed):
        return printed, text
    return printed or _strip(leading.label), text[leading.end :].strip()


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
        field = c.field
        if seen[field] > 1:
            field = f"{field}-{seen[field]}"
            yield Finding("S06", "warning", path, f"{place}, column {c.column}", f"second cell of {c.field}: {field}")
        yield Cell(doc_id, measure_id, field, c.text, row.row, c.column, c.page, c.inherited)


def find_clauses(cell_text: str) -> Iterator[Clause]:
    """Cut a measure cell into its paragraphs, without the list number and the inline attribution that closes each.

    A bracket that says who leads, cooperates or is responsible closes a paragraph also where the line goes on
    (a PDF has lost the break).
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
    position = start
    while position < len(folded):
        line_end = folded.find("\n", position)
        line_end = len(folded) if line_end < 0 else line_end
        for match in _BRACKET.finditer(folded, position, line_end):
            if _is_attribution(folded, match):
                yield match.start(), match.end()
        yield line_end, line_end + 1
        position = line_end + 1


def _is_attribution(folded: str, match: re.Match[str]) -> bool:
    """Tell whether a bracket names who is responsible: it ends with a verb of it, or begins with a label."""
    after = folded[match.end() : match.end() + 1]
    before = folded[max(0, match.start() - 9) : match.start()].rstrip(" ")[-1:]
    if after not in ("", "\n") and before not in "。；！" and match[0][-1] == "）":
        return False
    inner = match[0].rstrip("。；")[1:-1]
    pieces = [piece.strip() for piece in re.split("[，；,;]", inner)]
    return inner.startswith(tuple(role_words("label"))) or any(p.endswith(tuple(role_words("verb"))) for p in pieces)


def _make_clause(text: str, start: int, end: int) -> Clause | None:
    """Make a clause of a span, trimmed; None where only white space is left."""
    piece = text[start:end]
    if not piece.strip():
        return None
    first, last = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
    return Clause(text[first:last], first, last)
