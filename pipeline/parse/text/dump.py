"""Text dumps of a Word table in which every cell starts with a line break and a tab.

A blank line is no row border, so rows are counted: the heading tells how many columns there are, and the cells have to fill
whole rows. In most dumps a blank line also ends each row; where a border is lost, that shows which row has too few cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.lang.heading import WIDEST, field_of, heading_widths, may_be_headings
from pipeline.model import Finding, Table
from pipeline.parse.grid import cell_text
from pipeline.parse.text.cut import Block, build_table, cut_row, fits, paragraphs
from pipeline.parse.text.merged import report_merged
from pipeline.rules.findings import tell

BORDER = re.compile(r"(?:\n|\A)\t")
_FEWEST = 3  # cells of a row
_ROWS = 3  # a heading and two rows
MANY = 0.8  # of the rows that a blank line has to follow, to count as their end


class _Cell(NamedTuple):
    """A cell of a dump: its text and the line, from 1, that it starts on."""

    text: str
    line: int


def read_dump(text: str, path: str, notes: list[Finding]) -> list[Block] | None:
    """Read a dump; None where none of the cells that start with a tab are a heading."""
    head, *rest = BORDER.split(text)
    cells = _number_lines(rest, 1 if text.startswith("\t") else head.count("\n") + 2)
    starts = _find_headings(cells)
    if not starts:
        return None
    blocks = [*paragraphs(head), *paragraphs("\n".join(cell.text for cell in cells[: starts[0][0]]))]
    for number, (start, width) in enumerate(starts, start=1):
        end = starts[number][0] if number < len(starts) else len(cells)
        segment = cells[start:end]
        after = _cut_tail(segment, width)
        blocks += [_build(number, segment, width, path, notes), *after]
    return blocks


def _number_lines(texts: list[str], line: int) -> list[_Cell]:
    cells = []
    for text in texts:
        cells.append(_Cell(text, line))
        line += text.count("\n") + 1
    return cells


def _find_headings(cells: Sequence[_Cell]) -> list[tuple[int, int]]:
    """Find where tables begin, and their widths."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(cells):
        width = _find_width(cells, at) if field_of(cells[at].text) else 0
        if not width:
            at += 1
            continue
        if not found or width != found[-1][1] or _has_tail(cells[at - 1].text):
            found.append((at, width))
        at += width
    return found


def _find_width(cells: Sequence[_Cell], at: int) -> int:
    """Width of the heading that begins at a cell: up to a blank line, else the first that divides the cells evenly; or 0."""
    widths = heading_widths([cell.text for cell in cells[at : at + WIDEST]])
    if widths is None:
        return _find_ended_width(cells[at : at + WIDEST * _ROWS])
    ended = (w for w in range(widths.least, widths.most + 1) if cells[at + w - 1].text.endswith("\n"))
    even = (w for w in range(widths.likely, widths.most + 1) if (len(cells) - at) % w == 0)
    return next(ended, 0) or next(even, widths.likely)


def _find_ended_width(cells: Sequence[_Cell]) -> int:
    """Width of a heading of which a word is known, where a blank line ends it and the rows below, too; or 0."""
    width = next((index for index, cell in enumerate(cells, start=1) if cell.text.endswith("\n")), 0)
    ends = [cell.text.endswith("\n") for cell in cells[width - 1 :: width]] if width >= _FEWEST else []
    is_whole = len(ends) >= _ROWS and all(ends[:_ROWS])
    return width if is_whole and may_be_headings(cell.text for cell in cells[:width]) else 0


def _has_tail(text: str) -> bool:
    return bool(text.strip("\n").partition("\n\n")[2].strip())


def _cut_tail(cells: list[_Cell], width: int) -> list[Block]:
    """Cut off what stands after the table: paragraphs after the blank line that ends the last cell."""
    last = cells[-1]
    row, gap, tail = last.text.partition("\n\n")
    if not gap or not tail.strip() or not _ends_rows(cells[:-1], width):
        return []
    cells[-1] = _Cell(row + "\n", last.line)
    return paragraphs(tail)


def _ends_rows(cells: Sequence[_Cell], width: int) -> bool:
    """Tell whether in this dump a blank line follows every row: only then one inside the last cell means its end."""
    ends = [cell.text.endswith("\n") for cell in cells[width - 1 :: width]]
    return bool(ends) and all(ends)


def _build(number: int, cells: list[_Cell], width: int, path: str, notes: list[Finding]) -> Table:
    """Cut the row of cells into rows; those that can not be filled become findings."""
    fields = [field_of(cell.text) for cell in cells[:width]]
    rows: list[list[str]] = []
    for row in _cut_rows(cells, width):
        texts = [cell.text for cell in row]
        place = f"table {number}, row {len(rows) + 1}, line {row[0].line}"
        if len(row) != width:
            texts = _restore(row, width, fields, place, path, notes)
        rows.append(texts)
    table = build_table(number, rows, width)
    notes += report_merged(table, path)
    return table


def _restore(
    row: Sequence[_Cell], width: int, fields: Sequence[str | None], place: str, path: str, notes: list[Finding]
) -> list[str]:
    """Find the lost border of a row by its list numbers; [] and a finding where that does not tell."""
    groups = [["\n".join(lines) for lines in cut_row(cell.text.split("\n"))] for cell in row]
    tries = [
        [*(c.text for c in row[:index]), *parts, *(c.text for c in row[index + 1 :])]
        for index, parts in enumerate(groups)
        if len(parts) == width - len(row) + 1
    ]
    fitting = [texts for texts in tries if fits(texts, fields)] if len(row) < width else []
    begin = cell_text([row[0].text])[:20]
    if len(fitting) == 1:
        notes.append(tell("P20", path, place, text=begin))
        return fitting[0]
    notes.append(tell("P04", path, place, cells=len(row), columns=width, text=begin))
    return []


def _cut_rows(cells: Sequence[_Cell], width: int) -> Iterator[Sequence[_Cell]]:
    """Cut cells into rows by count; where they do not fill rows, by the blank lines that end them."""
    whole = [cells[start : start + width] for start in range(0, len(cells), width)]
    if len(cells) % width == 0 or not _mostly_ends(cells, width):
        yield from whole
        return
    start = 0
    while start < len(cells):
        end = start + width
        if not _is_end(cells, end):
            end = next(
                (e for e in range(start + 1, len(cells)) if _is_end(cells, e) and _is_end(cells, e + width)), len(cells)
            )
        yield cells[start:end]
        start = end


def _is_end(cells: Sequence[_Cell], end: int) -> bool:
    """Tell whether a row may end before the cell `end`."""
    return end == len(cells) or (end < len(cells) and cells[end - 1].text.endswith("\n"))


def _mostly_ends(cells: Sequence[_Cell], width: int) -> bool:
    """Tell whether there are about as many blank lines at the ends of cells as rows."""
    return sum(cell.text.endswith("\n") for cell in cells) >= MANY * (len(cells) // width)
