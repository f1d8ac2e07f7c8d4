"""Unit names in a text of its own, for teams that have texts and no documents (`pledges units --jsonl`)."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.model import Region, Span
from pipeline.normalise.mentions import read_mentions
from pipeline.normalise.region import name_region
from pipeline.normalise.roles import Mention
from pipeline.normalise.statements import find_statements

_ROLES = {"lead_units": "lead", "cooperating_units": "cooperate", "responsible_units": "responsible"}
LAYOUTS = (*_ROLES, "inline", "line")


class DepartmentReading(NamedTuple):
    """A unit in a text: `text == source[start:end]`; `name` is None where unresolved."""

    text: str
    start: int
    end: int
    name: str | None
    role: str
    kind: str | None
    function: str | None
    department_id: str
    resolution: str


def read_department_text(text: str, region_name: str | None, year: int | None, layout: str) -> list[DepartmentReading]:
    """Read the units of `text`, in order, each with its role.

    `layout`: `lead_units`, `cooperating_units`, `responsible_units` (a cell of that column), `inline` (a measure's
    text), `line` (a labelled line). Raises ValueError for any other layout.
    """
    if layout not in LAYOUTS:
        raise ValueError(f"layout {layout!r}: expected one of {', '.join(LAYOUTS)}")
    region = name_region(region_name, year) if region_name else None
    return [_make(text, mention) for mention in _find(text, region, year, layout)]


def _find(text: str, region: Region | None, year: int | None, layout: str) -> list[Mention]:
    whole = Span(0, len(text))
    if layout in _ROLES:
        return list(read_mentions(text, whole, _ROLES[layout], region, year))
    found = [mention for statement in find_statements(text, region, year) for mention in statement.mentions]
    if not found and layout == "line":
        return list(read_mentions(text, whole, "responsible", region, year))
    return found


def _make(text: str, mention: Mention) -> DepartmentReading:
    department = mention.resolution.department
    name = None if department.resolution == "unresolved" else department.name
    start, end = mention.span
    return DepartmentReading(
        text[start:end], start, end, name, mention.role, department.kind, department.function,
        department.department_id, department.resolution,
    )  # fmt: skip
