"""The units of several documents: one row a unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.model import Department


def merge_departments(departments: Iterable[Department]) -> list[Department]:
    """One row a unit, sorted by key: the first one's words, the aliases of all."""
    merged: dict[str, Department] = {}
    for department in departments:
        known = merged.setdefault(department.department_id, department)
        if not set(department.aliases) <= set(known.aliases):
            aliases = tuple(sorted({*known.aliases, *department.aliases}))
            merged[department.department_id] = replace(known, aliases=aliases)
    return [merged[key] for key in sorted(merged)]
