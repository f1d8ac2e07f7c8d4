"""Column headings and the fields that they mean (rules/lang/headers.csv)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.model.field import name_plan
from pipeline.rules import load

UNITS = ("lead_units", "responsible_units", "cooperating_units")
LONGEST = 24  # characters of a heading without its note in brackets
NOTE = re.compile(r"[（(【\[〔][^（）()【】\[\]〔〕]*[）)】\]〕]")
YEAR = re.compile(r"(?:到|截至|至)?(?<!\d)(20\d\d)(?!\d)(?:年度?)?(?:底|末)?")
MAY_BE_YEAR = re.compile(r"计划|目标|任务|安排|举措|进度|内容|要求|指标|值|重点|工作|阶段|措施|成果|预期|预计")
QUARTER = re.compile(r"(?<![一二三四1-4、至到和~-])第?([一二三四1-4])季度?|[Qq]([1-4])(?!\d)")
JOINED = re.compile(r"[、/／|和与及]|以及")
NO_HEADING = re.compile(
    r"[各①-⑳]|\d+[.、．]|\d+$|有关|相关(?!单位|部门)|第?[一二三四五六七八九十]{1,3}(?:[、．.]|是)|[（(][一二三四五六七八九十\d]{1,3}[）)]"
)
PLANNED = ("plan", "measure", "task", "indicator", "category")  # what a heading with a year in it may plan
PREFERRED = ("measure", "indicator", "task", "plan", "deadline")  # of 目标与任务 the task


def squeeze(text: str) -> str:
    """Take out all white space: 牵 头 单 位 is 牵头单位."""
    return "".join(text.split())


class Header(NamedTuple):
    """A heading and the field of its column.

    `match`: the `whole` heading or its `end` (市级牵头单位 ends with 牵头单位). `rank`: of several columns of measures the one
    with the highest is it. The field `unit?` is decided by what stands in the column, `other` is known and kept aside.
    """

    heading: str
    match: str
    field: str
    rank: str
    example: str
    source: str


class Period(NamedTuple):
    """What time a heading plans: 2024年一季度."""

    year: int | None
    quarter: int | None


@cache
def headers() -> tuple[Header, ...]:
    """All rows of the table."""
    return load("lang/headers.csv", Header, key=("heading", "match"))


@cache
def _by_match(match: str) -> dict[str, Header]:
    return {row.heading: row for row in headers() if row.match == match}


@lru_cache(4096)  # body cells are asked, too
def find_header(heading: str) -> Header | None:
    """Find the row of a heading: as a whole, without a note in brackets, without its year, or by how it ends."""
    whole = squeeze(heading)
    plain = _plain(whole)
    rest = YEAR.sub("", plain, count=1)
    found = next((row for text in (whole, plain, rest) if (row := _by_match("whole").get(text))), None)
    if found or len(plain) > LONGEST:
        return found
    return _find_joined(rest) or _find_end(rest)


def _plain(whole: str) -> str:
    return NOTE.sub("", whole).strip("：:*＊★") or whole.strip("（）()【】[]")


def _find_end(text: str) -> Header | None:
    """Find a row by how a heading ends; 各责任单位 is a cell, 一、总体要求 a section."""
    if NO_HEADING.match(text):
        return None
    ends = (_by_match("end").get(text[start:]) for start in range(len(text) - 1))
    return next((row for row in ends if row), None)


def _find_joined(text: str) -> Header | None:
    """责任单位及责任人 names units, 牵头和配合单位 units of which the cells say the part, 目标与任务 the task."""
    parts = [part for part in JOINED.split(text) if part]
    found = [_by_match("whole").get(part) or _find_end(part) for part in parts]
    known = [row for row in found if row]
    if len(parts) < 2 or len(known) < len(parts):
        return None
    units = {row.field: row for row in known if row.field in UNITS}
    if len(units) > 1:
        return Header(text, "joined", "responsible_units", "", text, "own")
    ordered = [*units.values(), *(row for field in PREFERRED for row in known if row.field == field), *known]
    return ordered[0]


@lru_cache(4096)
def field_of(heading: str) -> str | None:
    """Field of a column: a plan year as text, a field of the table, or None for an unknown heading.

    A column of one quarter's plan has it in its field (model.field).
    """
    header = find_header(heading)
    period = period_of(heading)
    if header and header.field not in PLANNED:
        return header.field
    if period.quarter or (period.year and _plans_a_year(heading, header)):
        return name_plan(period.year, period.quarter)
    return header.field if header else None


@lru_cache(4096)
def period_of(heading: str) -> Period:
    """Year and quarter that a heading names; a year in brackets counts where none stands outside of them."""
    whole = squeeze(heading)
    plain = _plain(whole)
    if len(plain) > LONGEST:
        return Period(None, None)
    years = YEAR.findall(plain) or YEAR.findall(whole)
    quarters = [_quarter(found[0] or found[1]) for found in QUARTER.findall(plain)]
    return Period(int(years[0]) if len(years) == 1 else None, quarters[0] if len(quarters) == 1 else None)


def _quarter(digit: str) -> int:
    return "一二三四".find(digit) + 1 or int(digit)


def _plans_a_year(heading: str, header: Header | None) -> bool:
    """Tell whether a heading with a year is a column of plans (2022年工作计划) and not 2022年花名."""
    rest = YEAR.sub("", _plain(squeeze(heading)), count=1)
    return header is not None or not rest or MAY_BE_YEAR.search(rest) is not None


def is_heading_like(text: str) -> bool:
    """Tell whether a cell may be a heading: short, no sentence, no number of a list or measure."""
    plain = NOTE.sub("", squeeze(text))
    return (0 < len(plain) <= LONGEST and not (plain[0].isdigit() or plain[-1] in "。；")) or field_of(text) is not None
