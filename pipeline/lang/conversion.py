"""A figure in the base unit of its physical dimension, so that documents can be compared: 800米, 0.8公里 → 800 米.

Factors are exact fractions (rules/extract/units.csv): a 亩 is 2000/3 平方米. A unit per something converts part by part
(吨标准煤/万元 → 吨标准煤/CNY), but for the period of a rate (立方米/日): it is part of what is said. Counted things, and units
that nothing converts (rules/extract/unconverted.csv says why), keep their own unit and value.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.lang.numeral import parse_number
from pipeline.model import Target
from pipeline.model.record import alter
from pipeline.rules.language import units

PER_SCALE = re.compile("(?:10+万?|[十百千]?[万亿]|[百千])?")  # of the second half of a unit: 件/10万人
_ONE = Fraction(1)
_EXACT = Context(prec=60)  # digits: a value has up to 28, a factor up to 24


class Conversion(NamedTuple):
    """What a value in some unit is multiplied with, and the unit that comes of it."""

    factor: Fraction
    unit: str | None


def _make(factor: Fraction, unit: str) -> Conversion:
    """A conversion; all that multiply by 1 have one factor."""
    return Conversion(_ONE if factor == _ONE else factor, unit)


@cache
def _single() -> dict[str, Conversion]:
    """Conversions of the table by a unit's published and its written form; a unit without factor is its own base."""
    found: dict[str, Conversion] = {}
    for row in units():
        made = _make(Fraction(row.factor), row.base) if row.factor else Conversion(_ONE, row.unit)
        if row.factor or "/" not in row.unit:
            found.setdefault(row.unit, made)
        if row.unit != "%" and "/" not in row.unit:  # 倍 and 成 are worked out to per cent already
            found.setdefault(row.written, made)
    return found


@cache
def _periods() -> frozenset[str]:
    """Units of time."""
    return frozenset(row.unit for row in units() if row.dimension == "duration")


@lru_cache(maxsize=4096)
def find_conversion(unit: str | None) -> Conversion:
    """Find how a published unit converts; by 1 into itself where nothing converts it."""
    own = Conversion(_ONE, unit)
    if not unit or unit in _single():
        return _single()[unit] if unit else own
    head, _, per = unit.partition("/")
    scaled = PER_SCALE.match(per)
    scale = "" if scaled is None or per in _single() else scaled[0]  # 千瓦时 has none, 千人 has one
    per = per.removeprefix(scale)
    if head not in _single() or per not in _single():
        return own
    above = _single()[head]
    below = Conversion(_ONE, per) if per in _periods() else _single()[per]
    return _make(above.factor / below.factor / Fraction(parse_number(scale) or 1), f"{above.unit}/{below.unit}")


def convert(value: Decimal, unit: str | None) -> Decimal:
    """A value of `unit` in its base unit. Exact, but for what no decimal can write (500亩), which is rounded once."""
    factor = find_conversion(unit).factor
    if factor is _ONE:
        return value
    return _EXACT.divide(_EXACT.multiply(value, factor.numerator), factor.denominator)


def set_base(target: Target) -> Target:
    """Give a target the base figures of its value and unit."""
    most = target.value_max and convert(target.value_max, target.unit)
    unit = find_conversion(target.unit).unit
    return alter(target, base_value=convert(target.value, target.unit), base_value_max=most, base_unit=unit)
