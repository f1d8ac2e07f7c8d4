"""Which targets of a measure are one thing over the years, and which only say a plan's figure again: docs/design/series.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from pipeline.extract.phrase import names_division
from pipeline.lang.cue import Cue
from pipeline.lang.day import is_added_up
from pipeline.lang.fold import fold_name
from pipeline.model import Target
from pipeline.model.record import alter

SAID_BY_UNIT, _CUMULATIVE = Cue("noun_classes", "said_by_unit"), Cue("sentence_cues", "cumulative")
_AMOUNTS = ("added", "flow", None)  # bases of what can be added up
_Any = TypeVar("_Any")
_Group = TypeVar("_Group")
_Key = tuple[str, str | None, str | None]  # name, base unit, basis
_Value = tuple[Decimal, Decimal | None]  # and the upper one of a range, in base units
_Period = tuple[bool, int | None, int | None]  # of a measure's text; year, quarter


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
    if len(measures) > 1:
        related |= {one.target_id: one for one in _find_said_elsewhere(list(related.values()))}
    return (related[entry.target_id] if isinstance(entry, Target) else entry for entry in kept)


def _relate_measure(rows: list[Target]) -> Iterator[Target]:
    """Relate the targets of one measure."""
    for number, members in enumerate(_find_series(rows), 1):
        again = {own.target_id: plan.target_id for own, plan in _find_restated(members)}
        for row in members:
            key = f"{row.measure_id}/series/{number}"
            yield alter(row, series_id=key, restates=again.get(row.target_id))


def _find_said_elsewhere(rows: list[Target]) -> Iterator[Target]:
    """The own figures that say a plan's figure of another measure again: the goal of a chapter that the list has as well.

    Only of an indicator of the catalogue, the same number, year and basis, where no division is named (its figure is a part)
    and one plan alone has it (two are parts).
    """
    plans = _group((row for row in rows if row.field != "measure" and row.indicator_id and row.year), _same_figure)
    for own in (row for row in rows if _is_own(row) and row.indicator_id and row.year) if plans else ():
        plan, *others = plans.get(_same_figure(own), (own,))
        if own.restates or others or plan.measure_id == own.measure_id:
            continue
        if not names_division(own.context) and not names_division(plan.context):
            yield alter(own, restates=plan.target_id)


def _same_figure(row: Target) -> tuple[object, ...]:
    return row.indicator_id, row.basis, row.base_unit, row.year, row.quarter, *_value(row)


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
    same = _Same()
    for members in found.values():
        if (known := same.find(members)) is None:
            joined.append(members)
        else:
            known.extend(members)
    return joined


class _Same:
    """Groups that are one indicator of the catalogue under several names, each name in periods of its own."""

    def __init__(self) -> None:
        self.groups: dict[_Key, list[tuple[list[Target], set[_Period]]]] = defaultdict(list)
        self.taken: dict[tuple[_Key, _Period], int] = {}  # so many groups in order have the period, and will have it

    def find(self, members: list[Target]) -> list[Target] | None:
        """The group that others join, None where they are the first or no indicator of the catalogue."""
        kinds = {(row.indicator_id, row.base_unit, row.basis) for row in members}
        (name, unit, basis), *others = kinds
        if others or name is None:
            return None
        key, periods = (name, unit, basis), {*map(_place, members)}
        groups = self.groups[key]
        for group, known in groups[max(self._skip(key, period) for period in periods) :]:
            if known.isdisjoint(periods):
                known |= periods
                return group
        groups.append((members, periods))
        return None

    def _skip(self, key: _Key, period: _Period) -> int:
        groups, index = self.groups[key], self.taken.get((key, period), 0)
        while index < len(groups) and period in groups[index][1]:
            index += 1
        self.taken[key, period] = index
        return index


def _place(row: Target) -> _Period:
    return _is_own(row), row.year, row.quarter


def _is_own(row: Target) -> bool:
    return row.field == "measure"


class _Plans:
    """The plan's figures of a series by their periods, and what is asked of them once for every own figure."""

    def __init__(self, rows: list[Target]) -> None:
        self.rows = sorted(rows, key=lambda row: (row.year or 0, row.quarter or 0))
        self.total = sum((row.base_value for row in self.rows), Decimal(0))  # in base units
        self.first: dict[_Value, Target] = {}
        for row in self.rows:
            self.first.setdefault(_value(row), row)

    @cached_property
    def years(self) -> dict[int | None, _Plans]:
        """Those of each year."""
        return {year: _Plans(rows) for year, rows in _group(self.rows, lambda row: row.year).items()}

    @cached_property
    def quarters(self) -> dict[int | None, _Plans]:
        """Those of each quarter, of any year."""
        return {quarter: _Plans(rows) for quarter, rows in _group(self.rows, lambda row: row.quarter).items()}


def _group(rows: Iterable[Target], key: Callable[[Target], _Group]) -> dict[_Group, list[Target]]:
    groups: dict[_Group, list[Target]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def _find_restated(members: list[Target]) -> Iterator[tuple[Target, Target]]:
    """Find the own figures of a series that say a plan's figure again, each with that figure."""
    plans = _Plans([row for row in members if not _is_own(row)])
    for own in filter(_is_own, members) if plans.rows else ():
        if plan := _find_plan(own, plans):
            yield own, plan


def _find_plan(own: Target, plans: _Plans) -> Target | None:
    """The plan's figure that an own one says again; `plans` by their periods."""
    of_year = plans.years.get(own.year, _NONE)
    if own.basis in _AMOUNTS and own.base_value_max is None:
        for parts in (plans, of_year):
            if len(parts.rows) > 1 and own.base_value == parts.total:
                return parts.rows[-1]
    there = of_year.quarters.get(own.quarter, _NONE)
    if own.year is None:
        there = plans.years[plans.rows[-1].year] if own.basis == "level" else plans
    is_one_of_years = own.basis == "level" or (own.year is not None and not _is_sum_of_years(own))
    return there.rows[0] if len(there.rows) == 1 and is_one_of_years else there.first.get(_value(own))


def _is_sum_of_years(own: Target) -> bool:
    """Tell whether an amount is added up until its year: 到2025年新增480个; 到2025年产值达到5亿元 is of that year."""
    return bool(_CUMULATIVE.within(own.context)) or (own.basis != "flow" and is_added_up(own.context))


def _value(row: Target) -> _Value:
    return row.base_value, row.base_value_max


_NONE = _Plans([])
