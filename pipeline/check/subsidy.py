"""Subsidies against the rate that the measure sets: 按业务发生额的1%给予补助."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from pipeline.check.grouping import DocumentRows, MeasureRows, Outcome
from pipeline.check.matching import is_close
from pipeline.lang.fold import fold
from pipeline.model import Numeral, Target
from pipeline.rules.checks import check_cues, say

_BASE = re.compile(r"按照?(?P<base>[^，。；、\n]{1,30}?)的? *$")
_NEAR = 14  # characters before an amount in which the word that says what it is stands
_ROUNDING = Decimal("0.01")  # amounts are written rounded


class Rate(NamedTuple):
    """A subsidy rate: per cent of what `base` names."""

    value: Decimal
    base: str


def check_subsidy_rate(document: DocumentRows) -> Iterator[Outcome]:
    """Check every subsidy of a plan against rate × the amount in the same item."""
    for rows in document.measures:
        rates = {rate.value: rate for n in rows.numerals if (rate := read_rate(rows, n))}
        if len(rates) == 1:
            yield from _check_items(rows, *rates.values())


def read_rate(rows: MeasureRows, numeral: Numeral) -> Rate | None:
    """Read a rate out of the measure's own text: 按 … 的 N% 给予 … 补助."""
    if (
        numeral.field != "measure"
        or numeral.unit != "%"
        or numeral.value is None
        or numeral.comparator not in ("eq", None)
    ):
        return None
    text = fold(rows.read_cell("measure"))
    base = _BASE.search(text, max(0, numeral.start - 40), numeral.start)
    after = re.match(r"[^，。；\n]{0,20}", text[numeral.end :])
    clause = after[0] if after else ""
    if base is None or not clause.startswith(check_cues("grant")) or not _holds(clause, "subsidy"):
        return None
    return Rate(numeral.value, base["base"])


def _holds(text: str, use: str) -> bool:
    """Tell whether a text holds a cue of this use."""
    return any(cue in text for cue in check_cues(use))


def _check_items(rows: MeasureRows, rate: Rate) -> Iterator[Outcome]:
    """Check the items that hold one subsidy and one amount that the rate applies to."""
    money = [t for t in rows.targets if t.item_id and t.dimension == "money"]
    for item_id, group in groupby(money, key=lambda t: t.item_id):
        targets = list(group)
        subsidies = [t for t in targets if is_subsidy(rows, t)]
        amounts = [t for t in targets if t not in subsidies]
        named = [t for t in amounts if _is_base(t, rate)] or amounts
        if item_id and len(subsidies) == len(named) == 1:
            yield _compare(rows, item_id, rate, subsidies[0], named[0])


def is_subsidy(rows: MeasureRows, target: Target) -> bool:
    """Tell whether a sum of money is a subsidy: the indicator says so, or the words right before the number."""
    if _holds(target.indicator or "", "subsidy"):
        return True
    before = rows.read_cell(target.field)[max(0, target.start - _NEAR) : target.start]
    return _holds(re.split("[，。；、\n]", before)[-1], "subsidy")


def _is_base(target: Target, rate: Rate) -> bool:
    """Tell whether an amount is the rate's base: its indicator ends as the base does (… 发生额)."""
    return bool(target.indicator) and (target.indicator or "")[-2:] == rate.base[-2:]


def _compare(rows: MeasureRows, item_id: str, rate: Rate, subsidy: Target, amount: Target) -> Outcome:
    """Compare one subsidy with its amount."""
    expected = amount.value * rate.value / 100
    is_right = is_close(subsidy.value, expected, _ROUNDING)
    told = {"subsidy": subsidy.text, "rate": f"{rate.value.normalize():f}", "amount": amount.text, "base": rate.base}
    message = say("rate_kept" if is_right else "rate_broken", **told)
    subject = item_id.split("/", 1)[-1]
    evidence = (subsidy.target_id, amount.target_id)
    return Outcome(subject, "pass" if is_right else "break", rows.measure.measure_id, message, evidence)
