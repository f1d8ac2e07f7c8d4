"""Which number a measure has: the serial, the list number that opens its cell, or that of the measure above."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.lang.list_label.list_number import ListNumber
from pipeline.lang.text import read_once
from pipeline.model import Finding, Row, RowCell
from pipeline.model.closed import UNLED
from pipeline.rules.findings import tell
from pipeline.split.keys import strip_marks


class Numbered(NamedTuple):
    """A row with its number and the text of its measure without it; `is_own` where the number is its own."""

    row: Row
    number: str
    text: str
    is_own: bool
    findings: tuple[Finding, ...]


def read_number(row: Row, previous: str | None, position: int, path: str, source: str = "table") -> Numbered:
    """Read the number of a row; without one of its own it goes under `previous`, else it gets its `position`, as goals and indicators do.

    Findings: S03 no number in a list that is numbered, S08 none in another, S05 no text, S07 a serial that the measure cell contradicts.
    """
    cell = next((c for c in row.cells if c.field == "measure"), None)
    serial = next((c for c in row.cells if c.field == "serial" and c.text.strip()), None)
    text = cell.text if cell else ""
    leading = find_leading_number(text)
    own, body = _choose_number(text, leading, serial, cell)
    number = own or previous or str(position)
    findings, place = [], place_of(row)
    if own is None and source in UNLED:
        number = str(position)
    elif own is None:
        findings.append(tell("S03" if previous and row.table else "S08", path, place, number=number))
    elif serial and leading and body == text:
        findings.append(tell("S07", path, place, number=number, label=leading.label))
    if not text.strip():
        findings.append(tell("S05", path, place, number=number))
    return Numbered(row, number, body, own is not None, tuple(findings))


def place_of(row: Row) -> str:
    """Where a row stands, for a finding."""
    return f"table {row.table}, row {row.row}" if row.table else f"paragraph {row.row}"


def _choose_number(
    text: str, leading: ListNumber | None, serial: RowCell | None, cell: RowCell | None
) -> tuple[str | None, str]:
    """Choose a measure's number and say what text is left.

    A list number that the serial contradicts stays in the text; one under a serial that is merged over several measures
    counts within it: 1.2 is the second of the first task.
    """
    printed = strip_marks(serial.text) if serial else None
    own = strip_marks(leading.label) if leading else None
    if leading is None or own is None:
        return printed, text
    if printed and serial and cell and serial.rows > cell.rows:
        return f"{printed}.{own}", text[leading.end :].strip()
    if printed and own != printed:
        return printed, text
    return own, text[leading.end :].strip()


def find_leading_number(text: str) -> ListNumber | None:
    """Find the list number that opens a measure cell and numbers the measure.

    One that begins a list inside the cell (1. … 2. …) numbers its parts, not the measure.
    """
    numbers = [n for n in read_once(text).list_numbers if n.starts_item or n.style == "serial"]
    if not numbers or text[: numbers[0].start].strip():
        return None
    first = numbers[0]
    goes_on = any(n.style == first.style and n.number == first.number + 1 for n in numbers[1:])
    return None if goes_on else first
