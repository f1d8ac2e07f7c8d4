"""How targets are named, and how their numbers compare."""

from __future__ import annotations

from decimal import Decimal

from pipeline.check.grouping import MeasureRows
from pipeline.lang.fold import fold_name
from pipeline.model import Target
from pipeline.rules.checks import Said, say_part, sentence_parts

_UP, _DOWN = ("ge", "gt"), ("le", "lt")


def read_name(target: Target) -> str:
    """Read a target's indicator without blanks, quotes and years, folded; empty where it has none."""
    return fold_name(target.indicator or "")


def name_series(target: Target) -> tuple[str, str]:
    """Name what a target counts, exactly: catalogue key or indicator, and unit."""
    return target.indicator_id or read_name(target), target.unit or ""


def compare(own: Target, plan: Target) -> str:
    """Compare a plan's number with the one it has to serve: pass, warn (they differ in strictness only), or break."""
    if own.value == plan.value and own.value_max == plan.value_max:
        return _compare_strictness(own.comparator, plan.comparator)
    if own.comparator in _UP and plan.comparator not in _DOWN:
        return "pass" if plan.value > own.value else "break"
    if own.comparator in _DOWN and plan.comparator not in _UP:
        return "pass" if plan.value < own.value else "break"
    if own.comparator == "range" and own.value_max is not None:
        return "pass" if own.value <= plan.value <= own.value_max else "break"
    if "approx" in (own.comparator, plan.comparator):
        return "pass" if is_close(plan.value, own.value, Decimal("0.1")) else "break"
    may_hold = plan.value < own.value if plan.comparator in _UP else plan.value > own.value
    return "warn" if plan.comparator in _UP + _DOWN and may_hold else "break"


def _compare_strictness(own: str, plan: str) -> str:
    """Compare the comparators of two equal numbers; more than 100 is not met by 100."""
    is_looser = (own == "gt" and plan != "gt") or (own == "lt" and plan != "lt")
    is_opposite = (own in _UP and plan in _DOWN) or (own in _DOWN and plan in _UP)
    return "warn" if is_looser or is_opposite else "pass"


def is_close(value: Decimal, expected: Decimal, tolerance: Decimal) -> bool:
    """Tell whether a value is within a share (0.01 = 1 %) of what is expected."""
    return abs(value - expected) <= abs(expected) * tolerance


def find_plan_targets(rows: MeasureRows) -> list[Target]:
    """Find the targets of the plan cells that have a year."""
    return [t for t in rows.targets if t.field != "measure" and t.year is not None]


def write_target(target: Target) -> Said:
    """Write a target in a message, as an official would: `more than 120条 in 2022`, `2022年超过120条`."""
    part = next(
        (p for p in (f"{target.comparator}_{target.dimension}", target.comparator) if p in sentence_parts()), None
    )
    said = say_part(part, text=target.text) if part else Said(target.text, target.text)
    if target.year is None:
        return said
    return say_part(f"quarter_{target.quarter}" if target.quarter else "year", text=said, year=target.year)
