"""Tables that were printed as text (pdftotext -layout): cells side by side, parted by blanks only.

    序    具体措施         2024年目标      牵头单
    号                                     位
    1     建设口袋公园，  新建公园5个。   市自然
          优化绿地布局               资源局

A part of a line belongs to the heading that begins nearest to it, parts in order; rows begin with their numbers. Where a Chinese
character counts as one place or as two, no two programs agree: the reading wins whose parts stand nearer to their headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.lang.department import ends_like_department
from pipeline.lang.fold import fold
from pipeline.lang.heading import UNITS, field_of, is_heading, squeeze
from pipeline.model import Finding
from pipeline.parse.text.cut import Block, build_table, paragraphs
from pipeline.rules.findings import tell

_MOST_LINES = 4  # of a heading
_FEWEST = 3  # columns
_MOSTLY = 0.6  # of the cells of departments
_BESIDE, _APART = 8, 12  # places: what it costs that parts a blank, or more, apart stand in one cell
_WIDER = 1.5  # times its column: a part alone on its line is text below the table
_PART = re.compile(r"\S+")
_NUMBER = re.compile(r"(\d{1,3})[.．、]?(?=$|[^\d.．%])")
_PAGE = re.compile(r"[-—–\s]*\d{1,4}[-—–\s]*")
_LATIN = re.compile(r"[A-Za-z,;]$")


class _Part(NamedTuple):
    """Characters without a blank, and the places of the line that they fill."""

    text: str
    start: int
    end: int


class _Head(NamedTuple):
    """The heading: its lines, what stands over each column, where the columns begin."""

    lines: tuple[tuple[str, ...], ...]
    texts: tuple[str, ...]
    starts: tuple[int, ...]


def read_printed(text: str, path: str, notes: list[Finding]) -> list[Block] | None:
    """Read the first table of a text whose columns stand side by side; None where there is none. Note: P44."""
    lines = text.removeprefix("\ufeff").split("\n")
    for first in range(len(lines)):
        if sum(field_of(part) is not None for part in lines[first].split()) < _FEWEST - 1:
            continue
        found = [read for wide in (1, 2) if (read := _read_table(lines, first, wide))]
        if found:
            _, rows, end = min(found, key=lambda read: read[0])
            notes.append(tell("P44", path, "table 1"))
            below = paragraphs("\n".join(lines[end:]))
            return [*paragraphs("\n".join(lines[:first])), build_table(1, rows, len(rows[0])), *below]
    return None


def _read_table(lines: list[str], first: int, wide: int) -> tuple[int, list[list[str]], int] | None:
    """Read the table whose heading begins in a line: what its parts cost, its rows, the line behind it."""
    head, at = _read_head(lines, first, wide)
    if head is None:
        return None
    rows: list[list[str]] = []
    cost = 0
    while at < len(lines):
        parts = _cut(lines[at], wide)
        if _is_below(parts, head, bool(rows)):
            break
        number = _NUMBER.match(parts[0].text) if parts else None
        if number and int(number[1]) == len(rows) + 1 and parts[0].start <= (head.starts[0] + head.starts[1]) / 2:
            rows.append([""] * len(head.starts))
        if parts and not rows:
            return None
        if parts and not _PAGE.fullmatch(lines[at]) and tuple(part.text for part in parts) not in head.lines:
            more, columns = _place(parts, head.starts)
            cost += more
            for part, column in zip(parts, columns, strict=True):
                rows[-1][column] = _join(rows[-1][column], part.text)
        at += 1
    return (cost, [list(head.texts), *rows], at) if rows and _are_rows(head, rows) else None


def _read_head(lines: list[str], first: int, wide: int) -> tuple[_Head | None, int]:
    """Read the lines of a heading down to the row 1; None where they are none of a list that numbers its rows."""
    columns: list[_Part] = []
    taken: list[tuple[str, ...]] = []
    for at in range(first, min(first + 2 * _MOST_LINES, len(lines))):
        parts = _cut(lines[at], wide)
        if not parts:
            continue
        if columns and (number := _NUMBER.match(parts[0].text)) and number[1] == "1":
            texts = tuple(squeeze(column.text) for column in columns)
            is_list = len(texts) >= _FEWEST and is_heading(texts) and field_of(texts[0]) == "serial"
            return (_Head(tuple(taken), texts, tuple(c.start for c in columns)) if is_list else None), at
        if len(taken) == _MOST_LINES or (taken and len(parts) > len(columns)):
            break
        taken.append(tuple(part.text for part in parts))
        if not columns:
            columns = parts
            continue
        for part in parts:
            nearest = min(range(len(columns)), key=lambda k: abs(columns[k].start - part.start))
            columns[nearest] = columns[nearest]._replace(text=columns[nearest].text + part.text)
    return None, first


def _cut(line: str, wide: int) -> list[_Part]:
    """Cut a line at its blanks; a Chinese character fills `wide` places."""
    parts, at, behind = [], 0, 0
    for found in _PART.finditer(line.replace("\u3000", "  ").expandtabs(4)):
        at += found.start() - behind
        width = sum(wide if char > "\u2e7f" else 1 for char in found[0])
        parts.append(_Part(found[0], at, at + width))
        at, behind = at + width, found.end()
    return parts


def _place(parts: Sequence[_Part], starts: Sequence[int]) -> tuple[int, list[int]]:
    """Find the column of each part, in order, and how far all of them stand from where their columns begin."""
    best: dict[int, tuple[int, list[int]]] = {-1: (0, [])}  # column of the last part → cost, columns
    for index, part in enumerate(parts):
        gap = _BESIDE if index and part.start - parts[index - 1].end < 2 else _APART
        following: dict[int, tuple[int, list[int]]] = {}
        for last, (cost, columns) in best.items():
            for column in range(max(last, 0), len(starts)):
                more = gap if column == last else abs(part.start - starts[column])
                if column not in following or cost + more < following[column][0]:
                    following[column] = (cost + more, [*columns, column])
        best = following
    return min(best.values())


def _is_below(parts: Sequence[_Part], head: _Head, has_rows: bool) -> bool:
    """Tell whether a line is text below the table: one part that is much wider than the column it begins in."""
    if len(parts) != 1 or not has_rows:
        return False
    column = max((k for k, start in enumerate(head.starts) if start <= parts[0].start + 1), default=0)
    right = head.starts[column + 1] if column + 1 < len(head.starts) else parts[0].end
    return parts[0].end - parts[0].start > _WIDER * (right - head.starts[column])


def _join(text: str, more: str) -> str:
    return f"{text} {more}" if _LATIN.search(text) and more[:1].isascii() and more[:1].isalpha() else text + more


def _are_rows(head: _Head, rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether departments stand where the headings say so."""
    places = [index for index, text in enumerate(head.texts) if field_of(text) in UNITS]
    cells = [fold(row[index]).rstrip("。") for row in rows for index in places if row[index]]
    return bool(cells) and sum(map(ends_like_department, cells)) >= _MOSTLY * len(cells)
