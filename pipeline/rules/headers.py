"""Column headings and the fields that they mean (rules/headers.csv)."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.rules import load

YEAR = re.compile(r"(20\d\d)(?:年度?)?(?:.{0,4}(?:计划|目标|任务|安排|举措|进度|内容|要求|指标|值)(?:值|内容)?)?$")
UNITS = ("lead_units", "responsible_units", "cooperating_units")
LONGEST = 24  # characters of a heading without its note in brackets


def squeeze(text: str) -> str:
    """Take out all white space: 牵 头 单 位 is 牵头单位."""
    return "".join(text.split())


class Header(NamedTuple):
    """A heading, the field of its column, and its rank: of several columns of one field the highest is it."""

    heading: str
    field: str
    rank: str
    example: str


@cache
def _headers() -> dict[str, Header]:
    return {row.heading: row for row in load("headers.csv", Header)}


def find_header(heading: str) -> Header | None:
    """Find the row of a heading, blanks and a unit or note in brackets at its end left out."""
    plain = re.sub(r"[（(][^（）()]*[）)]$", "", squeeze(heading))
    return _headers().get(squeeze(heading)) or _headers().get(plain)


def field_of(heading: str) -> str | None:
    """Field of a column: a plan year as text, a field of the table, or None for an unknown heading."""
    header = find_header(heading)
    if header:
        return header.field
    found = YEAR.search(squeeze(heading))
    return found[1] if found and len(squeeze(heading)) <= 24 else None


def is_heading_like(text: str) -> bool:
    """Tell whether a cell may be a heading: known, or short and neither a sentence nor a list entry."""
    plain = re.sub(r"[（(][^（）()]*[）)]", "", squeeze(text))
    is_short = 0 < len(plain) <= LONGEST and not plain[0].isdigit() and plain[-1] not in "。；"
    return is_short or field_of(text) is not None
