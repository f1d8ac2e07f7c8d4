"""Tables that a web page has flattened into paragraphs: headings, then cells, one paragraph after the other.

A serial number (1, 2, 3 …) begins each row; what stands between goes to the columns in their order, so that units come under
units and dates under deadlines (docs/design/tables.md). Without serial numbers the cells have to fill whole rows.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.find.titles import LONGEST_LINE
from pipeline.lang.cue import Cue
from pipeline.lang.department import ends_like_department
from pipeline.lang.heading import UNITS, WIDEST, count_headings, field_of, squeeze
from pipeline.lang.period import NEVER, read_due
from pipeline.lang.sentence import ends_sentence
from pipeline.model import GridCell, Table

FEWEST_COLUMNS = 3
_SERIAL = re.compile(r"（?(\d{1,3})[）.．、]?")
_DATE = Cue("column_words", "date")
LONGEST_DATE = 24
SOME_YEAR = 2000
MISPLACED, _EMPTY, FITTING = -4.0, -3.0, 2.0


class Flat(NamedTuple):
    """A table rebuilt from paragraphs: the grid and the paragraphs, from and to, that it was."""

    table: Table
    start: int
    end: int


def find_flat(paragraphs: list[str], number: int = 1) -> Flat | None:
    """Rebuild the first flattened list among `paragraphs` as table `number`; None where there is none."""
    for start, first in enumerate(paragraphs):
        if len(first) > LONGEST_LINE:  # no heading
            continue
        width = count_headings(paragraphs[start : start + WIDEST])
        fields = [field_of(heading) or "" for heading in paragraphs[start : start + width]]
        if width < FEWEST_COLUMNS or not set(UNITS) & set(fields):
            continue
        if "serial" in fields[1:]:  # a title that looks like a heading stands before it
            continue
        body = paragraphs[start + width :]
        rows, used = _cut_serial(body, fields) if fields[0] == "serial" else _cut_even(body, fields)
        if rows:
            return Flat(_build(paragraphs[start : start + width], rows, number), start, start + width + used)
    return None


def _cut_serial(body: list[str], fields: list[str]) -> tuple[list[list[str]], int]:
    """Cut rows at 1, 2, 3 …; returns the rows and how many paragraphs they are."""
    starts: list[int] = []
    for index, text in enumerate(body):
        found = _SERIAL.fullmatch(squeeze(text))
        if found and int(found[1]) == len(starts) + 1:
            starts.append(index)
    if not starts or starts[0] != 0:
        return [], 0
    rows, used = [], 0
    for begin, end in zip(starts, [*starts[1:], len(body)], strict=True):
        cells, taken = _share_out(body[begin + 1 : end], fields[1:], is_last=end == len(body))
        rows.append([body[begin], *cells])
        used = begin + 1 + taken
    return rows, used


def _cut_even(body: list[str], fields: list[str]) -> tuple[list[list[str]], int]:
    """Cut rows of equal width as far as units stand under units."""
    width, rows = len(fields), []
    place = next(index for index, field in enumerate(fields) if field in UNITS)
    for begin in range(0, len(body) - width + 1, width):
        row = body[begin : begin + width]
        if not ends_like_department(squeeze(row[place])):
            break
        rows.append(row)
    return (rows, len(rows) * width) if len(rows) > 1 else ([], 0)


def _fit(field: str, text: str) -> float:
    """How well a paragraph fits a column."""
    plain = squeeze(text)
    is_unit = ends_like_department(plain) and not ends_sentence(plain)
    is_date = (
        len(plain) <= LONGEST_DATE
        and (_DATE.within(plain) is not None or read_due(plain, SOME_YEAR) != NEVER)
        and not is_unit
    )
    if field in UNITS:
        return FITTING if is_unit else MISPLACED
    if field == "deadline":
        return FITTING if is_date else MISPLACED
    return MISPLACED / 2 if is_unit or is_date else 1.0


def _share_out(texts: list[str], fields: list[str], *, is_last: bool) -> tuple[list[str], int]:
    """Give the paragraphs of a row to the columns, in order, as they fit best; of the last row what fits none stays out.

    Returns the cells and how many paragraphs they are.
    """
    best: list[list[tuple[float, int]]] = [[(0.0, 0)] + [(float("-inf"), 0)] * len(texts)]
    for field in fields:
        line: list[tuple[float, int]] = []
        for end in range(len(texts) + 1):
            choices = [
                (
                    best[-1][begin][0]
                    + (sum(_fit(field, text) for text in texts[begin:end]) if end > begin else _EMPTY),
                    begin,
                )
                for begin in range(max(0, end - 12), end + 1)
            ]
            line.append(max(choices))
        best.append(line)
    end = max(range(len(texts) + 1), key=lambda index: best[-1][index][0]) if is_last else len(texts)
    taken, cells = end, []
    for line in reversed(best[1:]):
        begin = line[end][1]
        cells.append("\n".join(texts[begin:end]))
        end = begin
    return cells[::-1], taken


def _build(headings: list[str], rows: list[list[str]], number: int) -> Table:
    grid = [headings, *rows]
    cells = tuple(GridCell(r, c, 1, 1, text) for r, row in enumerate(grid) for c, text in enumerate(row))
    return Table(number, len(grid), len(headings), cells, heading_rows=1)
