"""Targets of one indicator over the plan years, and against the measure's own figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.check.grouping import DocumentRows, MeasureRows, Outcome
from pipeline.check.matching import (
    compare,
    find_plan_targets,
    is_close,
    name_series,
    read_name,
    write_target,
)
from pipeline.check.totals import write_sum
from pipeline.model import Target
from pipeline.rules.checks import check_cues, say, say_all

_SAID = {"pass": "own_agrees", "warn": "own_less_strict", "break": "own_differs"}
Series = dict[int, Target]


def check_own_figure(document: DocumentRows) -> Iterator[Outcome]:
    """Check each figure of a measure's text against the plan's figure that it says again, or is the sum of."""
    for rows in document.measures:
        plans = {target.target_id: target for target in find_plan_targets(rows)}
        for own in rows.targets:
            if plan := plans.get(own.restates or ""):
                same = [p for p in plans.values() if p.series_id == own.series_id]
                yield _compare_own(rows, own, plan, same)


def _compare_own(rows: MeasureRows, own: Target, plan: Target, same: list[Target]) -> Outcome:
    """Compare a plan's figure, or the sum of all that the plan has of the series or of its year, with the measure's own."""
    subject = own.target_id.split("/", 1)[-1]
    status = compare(own, plan)
    if status == "break":
        for parts in (same, [p for p in same if p.year == own.year]):
            if len(parts) > 1 and own.basis != "level" and sum(p.base_value for p in parts) == own.base_value:
                said = say("own_is_sum", sum=write_sum(parts), own=write_target(own), indicator=own.indicator)
                evidence = (own.target_id, *(p.target_id for p in parts))
                return Outcome(subject, "pass", rows.measure.measure_id, said, evidence)
    message = say(_SAID[status], plan=write_target(plan), own=write_target(own), indicator=own.indicator)
    return Outcome(subject, status, rows.measure.measure_id, message, (own.target_id, plan.target_id))


def check_series(document: DocumentRows) -> Iterator[Outcome]:
    """Check that what is held or reached year by year, in the plan or in one text, does not fall."""
    for rows in document.measures:
        for named, series in (*_find_levels(find_plan_targets(rows)), *_find_levels(_find_own(rows))):
            if len(series) > 1 and is_rising_better(series):
                falls = [y for x, y in pairwise(sorted(series)) if series[y].value < series[x].value]
                yield _judge_direction(rows, named, series, falls, "series_falls" if falls else "series_holds")


def check_lowering(document: DocumentRows) -> Iterator[Outcome]:
    """Check that what each year says is to fall does not rise."""
    for rows in document.measures:
        for named, series in (*_find_levels(find_plan_targets(rows)), *_find_levels(_find_own(rows))):
            if len(series) > 1 and all(_is_lowered(target) for target in series.values()):
                rises = [y for x, y in pairwise(sorted(series)) if series[y].value > series[x].value]
                yield _judge_direction(rows, named, series, rises, "series_rises" if rises else "series_sinks")


def _judge_direction(
    rows: MeasureRows, named: tuple[str, str], series: Series, breaks: list[int], said: str
) -> Outcome:
    """Say of a series whether it keeps its direction; `breaks` are the years in which it does not."""
    years, (name, unit) = sorted(series), named
    line = say_all(write_target(series[year]) for year in years)
    told = {"indicator": series[years[-1]].indicator, "line": line, **({"year": breaks[0]} if breaks else {})}
    subject = f"{rows.measure.measure_id.split('/', 1)[-1]}/{name}" + (f" ({unit})" if unit else "")
    evidence = tuple(series[year].target_id for year in years)
    return Outcome(subject, "break" if breaks else "pass", rows.measure.measure_id, say(said, **told), evidence)


def _is_lowered(target: Target) -> bool:
    """Tell whether the clause of a figure says that it is to fall."""
    return any(cue in target.context for cue in check_cues("lowering"))


def _find_own(rows: MeasureRows) -> list[Target]:
    """Find the figures of a measure's own text that have a year and say no plan's again."""
    return [t for t in rows.targets if t.field == "measure" and t.year is not None and not rows.restates_plan(t)]


def _find_levels(targets: Iterable[Target]) -> list[tuple[tuple[str, str], Series]]:
    """Find the levels by year, each with what it counts; what a year sets twice has no series."""
    found: dict[str, list[Target]] = defaultdict(list)
    for target in targets:
        if target.basis == "level" and read_name(target) and target.quarter is None and target.series_id:
            found[target.series_id].append(target)
    single = [targets for targets in found.values() if len({target.year for target in targets}) == len(targets)]
    named = ((name_series(targets[0]), {target.year: target for target in targets}) for targets in single)
    return sorted(named, key=lambda pair: pair[0])  # type: ignore[arg-type]  # all have a year


def is_rising_better(series: Series) -> bool:
    """Tell whether a falling figure would be odd: no upper limits, no durations, no pollution or bad loans."""
    for target in series.values():
        is_limit = target.comparator in ("le", "lt") or target.dimension == "duration"
        is_bad = any(cue in (target.indicator or "") for cue in check_cues("falling"))
        if is_limit or is_bad or _is_lowered(target):
            return False
    return True


def check_growth(document: DocumentRows) -> Iterator[Outcome]:
    """Check stated increases (新增5家, 增长10%) against the levels of the year and of the year before."""
    for rows in document.measures:
        levels = _find_levels(find_plan_targets(rows))
        for target in find_plan_targets(rows):
            if target.year is None or target.quarter or target.comparator != "eq":
                continue
            for (name, unit), series in levels:
                now, before = series.get(target.year), series.get(target.year - 1)
                if now and before and now.comparator == before.comparator == "eq" and name == name_series(target)[0]:
                    expected = _expect(target, unit, before, now)
                    if expected is not None:
                        yield _compare_growth(rows, target, before, now, expected)


def _expect(target: Target, unit: str, before: Target, now: Target) -> Decimal | None:
    """Work out the increase that two levels make, in the terms of the target; None where it states none."""
    if target.basis == "added" and (target.unit or "") == unit:
        return now.value - before.value
    if target.basis == "growth" and target.unit == "%" and unit != "%" and before.value:
        return (now.value / before.value - 1) * 100
    return None


def _compare_growth(rows: MeasureRows, target: Target, before: Target, now: Target, expected: Decimal) -> Outcome:
    """Compare a stated increase with that of the levels; percentages are rounded to half a point."""
    is_rate = target.basis == "growth"
    fits = abs(target.value - expected) <= Decimal("0.5") if is_rate else is_close(target.value, expected, Decimal(0))
    said = "growth_fits" if fits else "growth_differs"
    message = say(said, target=write_target(target), before=before.text, now=now.text)
    evidence = (target.target_id, before.target_id, now.target_id)
    subject = target.target_id.split("/", 1)[-1]
    return Outcome(subject, "pass" if fits else "break", rows.measure.measure_id, message, evidence)
