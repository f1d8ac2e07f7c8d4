"""Text in which every paragraph is a line and no border is left: what "save as text" makes of a table.

The heading tells the columns. Rows begin with the next number of a measure after a line of units; their lines are cut into
cells by the list numbers (`cut`). A row that this does not fill exactly is reported and not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.lang.attribution import find_attributions
from pipeline.lang.fold import fold
from pipeline.lang.heading import UNITS, WIDEST, Widths, field_of, heading_widths
from pipeline.model import Finding
from pipeline.parse.text.cut import Block, are_units, build_table, cut_row, fits, paragraphs, read_row_number
from pipeline.rules.findings import tell

_TITLE = re.compile(r"(?:清单|表|方案)\s*$")  # such a line above the heading is the title of the list


def read_plain_lines(text: str, path: str, notes: list[Finding]) -> list[Block] | None:
    """Read the lines of a table; None where no lines in a row are the heading of a list."""
    lines = text.removeprefix("\ufeff").split("\n")
    for start, line in enumerate(lines):
        is_known = field_of(line) is not None and not _TITLE.search(line)
        widths = heading_widths(lines[start : start + WIDEST]) if is_known and line.strip() else None
        if widths and widths.likely >= 3:
            found: list[Finding] = []
            table = _read_table(lines, start, widths, path, found)
            if any(note.code == "P20" for note in found) or not _says_tasks(lines[start + widths.most :]):
                notes += found
                return [*paragraphs("\n".join(lines[:start])), *table]
    return None


def _says_tasks(lines: Sequence[str]) -> bool:
    """Tell whether lines of which no row could be made are a plan in prose: some say behind their text who is responsible."""
    return any(found.is_apart and found.start for line in lines for found in find_attributions(fold(line)))


def _read_table(lines: list[str], start: int, widths: Widths, path: str, notes: list[Finding]) -> list[Block]:
    numbered = (w for w in range(widths.likely, widths.most + 1) if read_row_number("".join(lines[start + w :][:1])))
    width = next(numbered, widths.likely)
    heading = lines[start : start + width]
    fields = [field_of(text) for text in heading]
    rows: list[list[str]] = [heading]
    first = start + width
    starts = _find_rows(lines, first, fields[-1] in UNITS)
    for begin, end in pairwise((*starts, len(lines))):
        cells = ["\n".join(group) for group in cut_row(lines[begin:end])]
        place = f"table 1, row {len(rows) + 1}, line {begin + 1}"
        if fits(cells, fields):
            notes.append(tell("P20", path, place, text=lines[begin][:20]))
        else:
            notes.append(tell("P04", path, place, cells=len(cells), columns=width, text=lines[begin][:20]))
            cells = []
        rows.append(cells)
    between = paragraphs("\n".join(lines[first : starts[0]] if starts else lines[first:]))
    return [build_table(1, rows, width), *between]


def _find_rows(lines: Sequence[str], first: int, units_close_rows: bool) -> list[int]:
    """Find the lines that rows begin with: 1. 2. 3. … each after a line that may be units."""
    found: list[int] = []
    previous = ""
    for index in range(first, len(lines)):
        line = lines[index]
        number = read_row_number(line)
        style = read_row_number(lines[found[0]]) if found else number
        is_next = number is not None and style is not None and number == (style[0], len(found) + style[1])
        if is_next and (not found or not units_close_rows or are_units(previous)):
            found.append(index)
        if line.strip():
            previous = line
    return found
