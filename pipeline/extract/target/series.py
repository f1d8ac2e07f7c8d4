"""Which targets of a measure are one thing over the years, and which only say a plan's figure again: docs/design/series.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

from pipeline.lang.cue import Cue
from pipeline.lang.day import is_added_up
from pipeline.lang.fold import fold_name
from pipeline.model import Target

SAID_BY_UNIT, _CUMULATIVE = Cue("noun_classes", "said_by_unit"), Cue("sentence_cues", "cumulative")
_AMOUNTS = ("added", "flow", None)  # bases of what can be added up
_Any = TypeVar("_Any")
_Key = tuple[str, str | None, str | None]  # name, base unit, basis


def relate(entries: Iterable[_Any]) -> Iterator[_Any]:
    """Give every target its series and, where a measure's text says a plan's figure again, that figure.

    Everything else passes, in its order. A series is the same name, base unit and basis within a measure.
    """
    kept = list(entries)
    measures: dict[str, list[Target]] = defaultdict(list)
    for entry in kept:
        if isinstance(entry, Target):
            measures[entry.measure_id].append(entry)
    related: dict[str, Any] = {one.target_id: one for rows in measures.values() for one in _relate_measure(rows)}
    return (related[entry.target_id] if isinstance(entry, Target) else entry for entry in kept)


def _relate_measure(rows: list[Target]) -> Iterator[Target]:
    """Relate the targets of one measure."""
    for number, members in enumerate(_find_series(rows), 1):
        again = {own.target_id: plan.target_id for own, plan in _find_restated(members)}
        for row in members:
            key = f"{row.measure_id}/series/{number}"
            yield replace(row, series_id=key, restates=again.get(row.target_id))


def name_target(target: Target) -> str:
    """Name what a target counts: its indicator without what the unit says as well; empty where it has none."""
    name = fold_name(target.indicator or "")
    return SAID_BY_UNIT.cut_end(name) or name


def _find_series(rows: list[Target]) -> list[list[Target]]:
    """Group the targets of a measure, each series in the order of its rows, series in the order of their first."""
    found: dict[_Key | str, list[Target]] = defaultdict(list)
    for row in rows:
        name = name_target(row)
        found[(name, row.base_unit, row.basis) if name else row.target_id].append(row)
    joined: list[list[Target]] = []
    for members in found.values():
        same = next((known for known in joined if _is_same_by_catalogue(known, members)), None)
        if same is None:
            joined.append(members)
        else:
            same.extend(members)
    return joined


def _is_same_by_catalogue(one: list[Target], other: list[Target]) -> bool:
    """Tell whether two groups are one indicator of the catalogue under two names, each in periods of its own."""
    kinds = {(row.indicator_id, row.base_unit, row.basis) for row in (*one, *other)}
    return len(kinds) == 1 and kinds.pop()[0] is not None and {*map(_place, one)}.isdisjoint(map(_place, other))


def _place(row: Target) -> tuple[bool, int | None, int | None]:
    return _is_own(row), row.year, row.quarter


def _is_own(row: Target) -> bool:
    return row.field == "measure"


def _find_restated(members: list[Target]) -> Iterator[tuple[Target, Target]]:
    """Find the own figures of a series that say a plan's figure again, each with that figure."""
    plans = sorted((row for row in members if not _is_own(row)), key=lambda row: (row.year or 0, row.quarter or 0))
    for own in filter(_is_own, members):
        if plans and (plan := _find_plan(own, plans)):
            yield own, plan


def _find_plan(own: Target, plans: list[Target]) -> Target | None:
    """The plan's figure that an own one says again; `plans` by their periods."""
    if own.basis in _AMOUNTS and (last := _find_sum(own, plans)):
        return last
    there = [plan for plan in plans if (plan.year, plan.quarter) == (own.year, own.quarter)]
    if own.year is None:
        there = [plan for plan in plans if plan.year == plans[-1].year] if own.basis == "level" else plans
    equal = [plan for plan in there if _is_equal(own, plan)]
    is_one_of_years = own.basis == "level" or (own.year is not None and not _is_sum_of_years(own))
    return there[0] if len(there) == 1 and is_one_of_years else next(iter(equal), None)


def _is_sum_of_years(own: Target) -> bool:
    """Tell whether an amount is added up until its year: 到2025年新增480个; 到2025年产值达到5亿元 is of that year."""
    return bool(_CUMULATIVE.within(own.context)) or (own.basis != "flow" and is_added_up(own.context))


def _find_sum(own: Target, plans: list[Target]) -> Target | None:
    """The last of the figures whose sum an own one is: of all, or of the quarters of its year."""
    for parts in (plans, [plan for plan in plans if plan.year == own.year]):
        if len(parts) > 1 and own.base_value_max is None and own.base_value == _add(parts):
            return parts[-1]
    return None


def _is_equal(one: Target, other: Target) -> bool:
    return (one.base_value, one.base_value_max) == (other.base_value, other.base_value_max)


def _add(rows: list[Target]) -> Decimal:
    """Add up figures, in base units."""
    return sum((row.base_value for row in rows), Decimal(0))
