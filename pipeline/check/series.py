"""Targets of one indicator over the plan years, and against the measure's own figure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.check.grouping import DocumentRows, MeasureRows, Outcome
from pipeline.check.matching import (
    compare,
    find_plan_targets,
    is_close,
    is_same_basis,
    is_same_indicator,
    name_series,
    read_name,
    write_target,
)
from pipeline.model import Target
from pipeline.rules.checks import check_cues, say

_CUMULATIVE = re.compile(r"累计|(?:到|至|截至|截止) ?(?:20\d\d ?年|“?十[一二三四五六七八九]五)")
_SAID = {"pass": "own_agrees", "warn": "own_less_strict", "break": "own_differs"}
Series = dict[int, Target]


def check_own_figure(document: DocumentRows) -> Iterator[Outcome]:
    """Check each figure of a measure's text against the plan of the year that it speaks of.

    A level for which the text states no year is to be reached in the end: by the last year that plans it.
    """
    for rows in document.measures:
        plans = find_plan_targets(rows)
        for own in (t for t in rows.targets if t.field == "measure"):
            same = [p for p in plans if is_same_indicator(own, p) and is_same_basis(own, p)]
            last = max((p.year for p in same if p.year), default=None) if own.basis == "level" else None
            due = [p for p in same if p.year == (own.year or last)]
            if len(due) == 1 and _is_yearly(own, due[0]):
                yield _compare_own(rows, own, due[0])


def _is_yearly(own: Target, plan: Target) -> bool:
    """Tell whether the figure can be one year's: a level, or an amount that is not added up until a year."""
    is_level = "level" in (own.basis, plan.basis)
    return plan.quarter is None and (is_level or not _CUMULATIVE.search(own.context))


def _compare_own(rows: MeasureRows, own: Target, plan: Target) -> Outcome:
    """Compare a plan's figure with the measure's own."""
    status = compare(own, plan)
    message = say(_SAID[status], plan=write_target(plan), own=write_target(own), indicator=own.indicator)
    subject = own.target_id.split("/", 1)[-1]
    return Outcome(subject, status, rows.measure.measure_id, message, (own.target_id, plan.target_id))


def check_series(document: DocumentRows) -> Iterator[Outcome]:
    """Check that what is held or reached year by year does not fall."""
    for rows in document.measures:
        for (name, unit), series in sorted(_find_levels(rows).items()):
            if len(series) > 1 and is_rising_better(series):
                years = sorted(series)
                falls = [y for x, y in pairwise(years) if series[y].value < series[x].value]
                line = ", ".join(f"{year}: {series[year].text}" for year in years)
                told = {"indicator": series[years[-1]].indicator, "line": line}
                message = say("series_falls", year=falls[0], **told) if falls else say("series_holds", **told)
                subject = f"{rows.measure.measure_id.split('/', 1)[-1]}/{name}" + (f" ({unit})" if unit else "")
                evidence = tuple(series[year].target_id for year in years)
                yield Outcome(subject, "break" if falls else "pass", rows.measure.measure_id, message, evidence)


def _find_levels(rows: MeasureRows) -> dict[tuple[str, str], Series]:
    """Find the levels by indicator and year; an indicator that a year sets twice has no series."""
    found: dict[tuple[str, str], dict[int, list[Target]]] = defaultdict(lambda: defaultdict(list))
    for target in find_plan_targets(rows):
        if target.basis == "level" and read_name(target) and target.quarter is None and target.year is not None:
            found[name_series(target)][target.year].append(target)
    return {
        key: {year: targets[0] for year, targets in years.items()}
        for key, years in found.items()
        if all(len(targets) == 1 for targets in years.values())
    }


def is_rising_better(series: Series) -> bool:
    """Tell whether a falling figure would be odd: no upper limits, no durations, no pollution or bad loans."""
    for target in series.values():
        is_limit = target.comparator in ("le", "lt") or target.dimension == "duration"
        is_bad = any(cue in (target.indicator or "") for cue in check_cues("falling"))
        if is_limit or is_bad or any(cue in target.context for cue in check_cues("lowering")):
            return False
    return True


def check_growth(document: DocumentRows) -> Iterator[Outcome]:
    """Check stated increases (新增5家, 增长10%) against the levels of the year and of the year before."""
    for rows in document.measures:
        levels = _find_levels(rows)
        for target in find_plan_targets(rows):
            if target.year is None or target.quarter or target.comparator != "eq":
                continue
            for (name, unit), series in sorted(levels.items()):
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
