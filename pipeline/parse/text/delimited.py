"""Text whose cells are parted by a sign: tabs, bars (Markdown, also with rules between rows), commas.

The heading tells the sign and how many columns there are (`signs`).
"""

from __future__ import annotations

import re

from pipeline.lang.heading import is_heading, may_be_headings
from pipeline.model import Finding, Table
from pipeline.parse.grid import join_above
from pipeline.parse.text.cut import Block, build_table, paragraphs
from pipeline.parse.text.merged import report_merged
from pipeline.parse.text.signs import RULE, TableHeading, begins_card, read_bars, read_sign_line, read_signs, split
from pipeline.rules.findings import tell

_SIGNS = ("\t", "|", ",", ";")
_SEPARATOR = re.compile(
    r"\"?sep=([^\w\s\"]|\t)?\"?", re.I
)  # the line by which a spreadsheet is told how to part the cells
_AHEAD, LEAST_BELOW = 6, 2  # lines that are looked at below a heading, and that have to be as wide


def read_delimited(text: str, path: str, notes: list[Finding]) -> list[Block] | None:
    """Read the tables of a text; None where no line is a heading with such signs in it."""
    lines = text.removeprefix("\ufeff").split("\n")
    blocks: list[Block] = []
    at = 0
    for number, heading in enumerate(_find_headings(lines), start=1):
        if heading.start < at:  # stands in the table above
            continue
        above = (
            line
            for line in lines[at : heading.start]
            if not RULE.match(line) and not _SEPARATOR.fullmatch(line.strip("\r ,;"))
        )
        blocks += paragraphs("\n".join(_plain(line, heading.sign) for line in above))
        read = read_bars if heading.sign == "|" else read_signs
        rows, after, at = read(lines, heading)
        blocks += [_build(rows, heading.width, number, path, notes), *paragraphs("\n".join(after))]
    return [*blocks, *paragraphs("\n".join(lines[at:]))] if blocks else None


def _find_headings(lines: list[str]) -> list[TableHeading]:
    """Find the headings of lists and of Markdown tables; else a line of which a word is known, with lines as wide below."""
    told = _SEPARATOR.match(lines[0])
    signs = (told[1],) if told and told[1] else _SIGNS
    wide = [found for start in range(len(lines)) for sign in signs if (found := read_sign_line(lines, start, sign))]
    known = [found for found in wide if is_heading(found.cells) or _is_markdown(lines, found) or _is_card(lines, found)]
    likely = (found for found in wide if may_be_headings(found.cells) and _goes_on(lines, found))
    return known or [found for found in [next(likely, None)] if found]


def _is_markdown(lines: list[str], heading: TableHeading) -> bool:
    """Tell whether a rule of as many parts stands below a line with bars: in Markdown, a table."""
    below = lines[heading.end] if heading.end < len(lines) else ""
    return heading.sign == "|" and RULE.match(below) is not None and len(split(below, "|")) == heading.width


def _is_card(lines: list[str], heading: TableHeading) -> bool:
    return begins_card(lines, heading.start, heading.sign)


def _goes_on(lines: list[str], heading: TableHeading) -> bool:
    """Tell whether the next lines that are no rules have as many cells."""
    below = [line for line in lines[heading.end :][:_AHEAD] if line.strip() and not RULE.match(line)][:LEAST_BELOW]
    return len(below) == LEAST_BELOW and all(len(split(line, heading.sign)) == heading.width for line in below)


def _plain(line: str, sign: str) -> str:
    """A line above the table, which a spreadsheet fills up with empty cells."""
    return "\n".join(join_above(part.strip() for part in split(line, sign))) if sign in line else line


def _build(rows: list[list[str]], width: int, number: int, path: str, notes: list[Finding]) -> Table:
    """Make a table of rows; P04 for one of too few or too many cells, which becomes a hole."""
    kept: list[list[str]] = []
    for row, cells in enumerate(rows, start=1):
        if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
            cells = cells[:width]
        if len(cells) != width and any(cell.strip() for cell in cells):
            told = {"cells": len(cells), "columns": width, "text": cells[0][:20]}
            notes.append(tell("P04", path, f"table {number}, row {row}", **told))
            cells = []
        kept.append(cells)
    table = build_table(number, kept, width)
    notes += report_merged(table, path)
    return table
