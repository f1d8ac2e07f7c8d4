"""Text whose cells are parted by a sign: tabs, bars (Markdown, also with rules between rows), commas.

The heading tells the sign and how many columns there are. Cells are counted, so that a line break inside of a cell does no
harm where it can be told from the end of a row: a row ends where its last cell does.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator

from pipeline.lang.heading import is_heading, may_be_headings
from pipeline.model import Finding
from pipeline.parse.text.cut import Block, build_table, paragraphs
from pipeline.rules.findings import tell

_SIGNS = ("\t", "|", ",", ";")
RULE = re.compile(r"^[\s|+:]*[-=][\s|+:=-]*$")
_BREAK = re.compile(r"<br\s*/?>", re.I)
BAR = re.compile(r"(?<!\\)\|")
_SEPARATOR = re.compile(
    r"\"?sep=([^\w\s\"]|\t)?\"?", re.I
)  # the line by which a spreadsheet is told how to part the cells
_FEWEST = 3  # cells of a line that is a row
_AHEAD, LEAST_BELOW = 6, 2  # lines that are looked at below a heading, and that have to be as wide
LARGEST_CELL = 1_000_000  # characters


def read_delimited(text: str, path: str, notes: list[Finding]) -> list[Block] | None:
    """Read the table of a text; None where no line is a heading with such signs in it."""
    lines = text.removeprefix("\ufeff").split("\n")
    found = _find_heading(lines)
    if found is None:
        return None
    start, sign, cells = found
    above = (line for line in lines[:start] if not RULE.match(line) and not _SEPARATOR.fullmatch(line.strip("\r ,;")))
    head = paragraphs("\n".join(_plain(line, sign) for line in above))
    return [*head, *_read_table(lines, start, sign, len(cells), path, notes)]


def _find_heading(lines: list[str]) -> tuple[int, str, list[str]] | None:
    """Find the heading of a list, its sign and cells; else a line of which a word is known, with lines as wide below."""
    told = _SEPARATOR.match(lines[0])
    wide = [
        (start, sign, cells)
        for start, line in enumerate(lines)
        for sign in ((told[1],) if told and told[1] else _SIGNS)
        if sign in line and len(cells := _split(line, sign)) >= _FEWEST
    ]
    known = (found for found in wide if is_heading(found[2]))
    likely = (found for found in wide if may_be_headings(found[2]) and _goes_on(lines, *found))
    return next(known, None) or next(likely, None)


def _goes_on(lines: list[str], start: int, sign: str, cells: list[str]) -> bool:
    """Tell whether the next lines that are no rules have as many cells."""
    below = [line for line in lines[start + 1 : start + _AHEAD] if line.strip() and not RULE.match(line)][:LEAST_BELOW]
    return len(below) == LEAST_BELOW and all(len(_split(line, sign)) == len(cells) for line in below)


def _plain(line: str, sign: str) -> str:
    """A line above the table, which a spreadsheet fills up with empty cells."""
    return " ".join(part.strip() for part in _split(line, sign) if part.strip()) if sign in line else line


def _split(line: str, sign: str) -> list[str]:
    """Split a line; outer bars are the frame of the table."""
    if sign == "|":
        return [
            part.replace("\\|", "|").strip() for part in BAR.split(line.strip().removeprefix("|").removesuffix("|"))
        ]
    return next(csv.reader([line], delimiter=sign), []) if sign in ",;" else line.split(sign)


def _read_table(lines: list[str], start: int, sign: str, width: int, path: str, notes: list[Finding]) -> list[Block]:
    if sign == "|":
        rows, after = _read_bars(lines[start:], width)
    else:
        rows, after = _read_signs("\n".join(lines[start:]), sign, width)
    kept: list[list[str]] = []
    for number, cells in enumerate(rows, start=1):
        if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
            cells = cells[:width]
        if len(cells) != width and any(cell.strip() for cell in cells):
            told = {"cells": len(cells), "columns": width, "text": cells[0][:20]}
            notes.append(tell("P04", path, f"table 1, row {number}", **told))
            cells = []
        kept.append(cells)
    return [build_table(1, kept, width), *paragraphs("\n".join(after))]


def _read_bars(lines: list[str], width: int) -> tuple[list[list[str]], list[str]]:
    """Read Markdown: a row a line; where rules of dashes part all rows, the lines between two are one row."""
    table = list(_until_gap(lines))
    rules = [index for index, line in enumerate(table) if RULE.match(line)]
    rows: list[list[str]] = []
    if len(rules) > 2 or any("=" in table[index] for index in rules):  # a grid
        for begin, end in zip([-1, *rules], [*rules, len(table)], strict=True):
            parts = [_split(line, "|") for line in table[begin + 1 : end]]
            if parts:
                rows.append(
                    [
                        "\n".join(cells).strip()
                        for cells in zip(*(p + [""] * (width - len(p)) for p in parts), strict=False)
                    ]
                )
    else:
        rows = [_split(line, "|") for index, line in enumerate(table) if index not in rules]
    texts = [[html.unescape(_BREAK.sub("\n", cell)) for cell in row] for row in rows]
    return texts, lines[len(table) :]


def _until_gap(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if "|" not in line and not RULE.match(line):
            return
        yield line


def _read_signs(text: str, sign: str, width: int) -> tuple[list[list[str]], list[str]]:
    """Read rows as a spreadsheet writes them, cells with line breaks in quotes, or else by counting the signs."""
    csv.field_size_limit(LARGEST_CELL)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=sign, strict=True))
    except csv.Error:  # a quotation mark that is text
        rows = []
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    after = [row for row in filled if len(row) == 1]
    if (
        rows
        and all(len(row) >= width for row in filled if len(row) > 1)
        and filled[-len(after) or len(filled) :] == after
    ):
        return filled[: len(filled) - len(after)], [row[0] for row in after]
    return list(_count_signs(text.split("\n"), sign, width)), []


def _count_signs(lines: list[str], sign: str, width: int) -> Iterator[list[str]]:
    """Gather lines until they hold a row; a line without sign goes on with the last cell of the row before it."""
    row: list[str] = []
    for line in lines:
        parts = line.split(sign)
        if len(row) >= width and len(parts) == 1:
            row[-1] += "\n" + line
        elif row and len(row) < width and len(row) + len(parts) - 1 <= width:
            row[-1] += "\n" + parts[0]
            row += parts[1:]
        else:
            if row:
                yield row
            row = parts
    if row:
        yield row
