"""Column headings and the words that headings are made of: rows of rules/lang/headers.csv and heading_words.csv.

What a heading means is decided in `pipeline.lang.heading` alone.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from pipeline.model.field import OTHER, read_field
from pipeline.rules import load, write_row


class Header(NamedTuple):
    """A heading and the field of its column.

    `match`: the `whole` heading or its `end` (市级牵头单位 ends with 牵头单位). `sure`: "yes" where an end is a heading also
    when it stands alone; what is matched whole always is. `rank`: of several columns of measures the one with the highest
    is it. The field `unit?` is decided by what stands in the column, `other` is known and kept aside.
    """

    heading: str
    match: str
    field: str
    rank: str
    sure: str
    example: str
    source: str


FIELDS = (
    *("lead_units", "cooperating_units", "responsible_units", "supervising_units", "unit?", "measure", "task", "plan"),
    *(
        "indicator",
        "measure_unit",
        "baseline",
        "deadline",
        "category",
        "serial",
        "person",
        "progress",
        "budget",
        "place",
    ),
    *("weight", "request", "remark", "other"),
)


class HeadingWord(NamedTuple):
    """A word that says how a heading is to be read.

    `use`: `before` (a heading behind it stays as sure: 重点|工作; its `rank` is the least that a column of measures has
    then), `plans` (beside a year it makes a plan), `refers` (what begins with it names somebody, it is no heading),
    `joins` (parts two headings), `departments` (what ends so and is no known heading may be a column of departments).
    """

    word: str
    use: str
    rank: str
    example: str
    source: str


@cache
def headers() -> tuple[Header, ...]:
    """All headings."""
    closed = (("match", ("whole", "end")), ("field", FIELDS), ("rank", ("", "1", "2", "3", "4")), ("sure", ("", "yes")))
    return load("lang/headers.csv", Header, key=("heading", "match"), closed=closed)


@cache
def heading_words() -> tuple[HeadingWord, ...]:
    """All words of headings."""
    return load("lang/heading_words.csv", HeadingWord, key=("word", "use"))


def write_heading(heading: str, field: str) -> str:
    """Write the row that makes `heading`, without blanks and notes in brackets, one of a field."""
    return write_row(Header(heading, "whole", field, "", "", heading, "own"))


class FieldName(NamedTuple):
    """What a field of a list is called in print."""

    field: str
    name_en: str
    name_zh: str


@cache
def field_names() -> tuple[FieldName, ...]:
    """The names of fields, in their order."""
    return load("field_names.csv", FieldName)


def say_field(name: str) -> str:
    """The Chinese name of a published field (remark-2: 备注 2; other:备查: 备查); one that has none as it is."""
    field = read_field(name)
    if field.is_other:
        return field.kind.removeprefix(OTHER)
    known = next((row.name_zh for row in field_names() if row.field == field.kind), name)
    return " ".join(filter(None, (str(field.year or ""), known, field.suffix if known != name else "")))
