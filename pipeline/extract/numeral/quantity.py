"""number + scale + unit → Quantity: the grammar of docs/design/numerals.md."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from pipeline.extract.numeral.number import (
    LARGE_SCALE,
    SPECIAL_MARKS,
    Number,
    match_number,
    match_plain_number,
    match_whole,
)
from pipeline.extract.numeral.share import (
    HUNDRED,
    Quantity,
    match_colon,
    match_fan,
    match_half,
    match_share,
    match_tenths,
)
from pipeline.extract.numeral.units import UnitMatch, match_plain, match_unit
from pipeline.lang.cue import Cue
from pipeline.lang.numeral import CHINESE, scale_of
from pipeline.rules.language import Unit

__all__ = ["Quantity", "match_quantity"]

PER_HEADS = re.compile("/ ?(?:10 ?万|[百十]?万|千)(?:人口?)?")
NO_UNIT = Unit(*[""] * 11)
_SEPARATOR = re.compile(r"[ \n]?(?:[-~]{1,2}|[至到])[ \n]?")
RANGE_SIGNS = frozenset(" \n-~至到")  # one begins a separator
SPECIAL = re.compile(rf"[\d.{CHINESE}]++[{SPECIAL_MARKS}]")
TIMES = re.compile(rf"(\d+(?:\.\d+)?) ?[×xX*] ?(?:10([⁰¹²³⁴⁵⁶⁷⁸⁹])|(\d+(?:\.\d+)?)({LARGE_SCALE})?)")
_HALF = "半"
_Shape = Callable[[str, int], Quantity | None]
BY_MARK: dict[str, tuple[_Shape, ...]] = {
    "分": (match_share, match_half),
    "/": (match_share,),
    _HALF: (match_half,),
    "番": (match_fan,),
    "成": (match_tenths,),
    ":": (match_colon,),
    "：": (match_colon,),
    " ": (match_colon,),
}
TIMES_MARKS = "×xX* "
CUT_MARKS = " \n·"
_POWERS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
HALVED = ("duration", "area", "length", "mass", "ratio", "energy")  # what half of can be said: 半个百分点, 两亩半
_SHARES = {"倍": HUNDRED, "成": Decimal(10)}  # units that are so many per cent
_RIGHT = Cue("comparators", "right")
COLLOQUIAL = "个亿"  # always of money


def match_quantity(text: str, folded: str, position: int) -> Quantity | None:
    """Read the quantity that starts at `position`, or None where no number starts there.

    `text` is the text as written, `folded` its folded form; all spans hold in both.
    """
    number = match_plain_number(folded, position)
    if number is None:
        if folded[position] == _HALF:
            return _match_half_of(text, folded, position)
        special = SPECIAL.match(folded, position)
        if special and (found := _match_special(text, folded, position, special[0][-1])):
            return found
        is_cut = special is not None and special[0][-1] in CUT_MARKS
        number = (match_number if is_cut else match_whole)(folded, position)
        if number is None:
            return None
    if folded.startswith(COLLOQUIAL, number.end) and not _is_class_of_sum(folded, number.end + 1):
        return _match_colloquial(text, folded, position, number)
    unit = match_unit(text, folded, number.end)
    end = unit.end if unit else number.end
    following = folded[end : end + 1]
    if following == _HALF and (half := _match_and_half(text, folded, position, number, unit)):
        return half
    if following in RANGE_SIGNS and (both := _match_range(text, folded, position, number, unit)):
        return both
    if following == "/" and unit is None and (unit := _match_per_heads(text, folded, end)):
        end = unit.end
    rule = "bare_scale" if number.is_bare else "number"
    return _build(position, end, number.value, number.value_max, unit, number, rule)


def _match_special(text: str, folded: str, position: int, mark: str) -> Quantity | None:
    """What is no plain number, by the mark behind its first digits: 三分之一, 1:2, 2×66万千瓦."""
    for shape in BY_MARK.get(mark, ()):
        if found := shape(folded, position):
            return found
    return _match_product(text, folded, position) if mark in TIMES_MARKS else None


def _match_half_of(text: str, folded: str, position: int) -> Quantity | None:
    """半天, 半个工作日, 半个百分点; 上半年 is a time, 半径 a word."""
    unit = match_unit(text, folded, position + 1)
    if unit and unit.row.written == "个":
        unit = match_unit(text, folded, position + 2)
    if unit is None or unit.dimension not in HALVED or unit.end <= position + 1:
        return None
    number = Number(position + 1, Decimal("0.5"), None, 1, False, False)
    return _build(position, unit.end, number.value, None, unit, number, "half")


def _match_and_half(text: str, folded: str, position: int, number: Number, unit: UnitMatch | None) -> Quantity | None:
    """一年半, 两亩半, 一个半小时."""
    if unit is None or number.value_max is not None:
        return None
    value = number.value + Decimal("0.5")
    if unit.row.written == "个":
        other = match_unit(text, folded, unit.end + 1)
        if folded.startswith("月", unit.end + 1) and (months := match_plain("个月", 0)):
            other = UnitMatch(unit.end + 2, months[1], months[1].unit, months[1].dimension)
        if other is None or other.dimension not in HALVED:
            return None
        return _build(position, other.end, value, None, other, number, "half")
    if unit.dimension not in HALVED or match_unit(text, folded, unit.end + 1):  # 3天半价, 两年半年报
        return None
    return _build(position, unit.end + 1, value, None, unit, number, "half")


def _match_product(text: str, folded: str, position: int) -> Quantity | None:
    """2×66万千瓦, 5×10⁴吨: so many of one size. 30×30米 is a size, 7×24小时 a name."""
    found = TIMES.match(folded, position)
    unit = match_unit(text, folded, found.end()) if found else None
    if not found or unit is None or unit.dimension in ("length", "duration", "ratio"):
        return None
    second = Decimal(10) ** _POWERS.index(found[2]) if found[2] else Decimal(found[3]) * scale_of(found[4] or "")
    scale = scale_of(found[4] or "")
    value = Decimal(found[1]) * second
    return _build(
        position, unit.end, value, None, unit, Number(found.end(), value, None, scale, False, False), "product"
    )


def _is_class_of_sum(folded: str, position: int) -> bool:
    """Tell whether a sum is the least of what is counted: 482个|亿元以上项目."""
    unit = match_plain(folded, position + 1)
    return unit is not None and unit[1].dimension == "money" and _RIGHT.begins(folded, unit[0])


def _match_colloquial(text: str, folded: str, position: int, number: Number) -> Quantity:
    """3个亿 of money."""
    value, end = number.value * 10**8, number.end + len(COLLOQUIAL)
    number = Number(end, value, None, 10**8, False, number.is_approximate)
    if unit := match_unit(text, folded, end):
        return _build(position, unit.end, value, None, unit, number, "number")
    return Quantity(position, end, value, None, "CNY", "money", "plain", number.is_approximate, True, "number")


def _match_range(text: str, folded: str, position: int, first: Number, first_unit: UnitMatch | None) -> Quantity | None:
    """1-2个, 三至五家, 20-30万元, 5%-5.5%, 2万-3万元: unit and scale are shared where the first has none."""
    gap = _SEPARATOR.match(folded, first_unit.end if first_unit else first.end)
    if not gap or gap.end() >= len(folded) or first.value_max is not None:
        return None
    if gap[0].strip() in "至到" and folded[max(0, position - 1) : position] in ("由", "从", "自"):
        return None
    if not (folded[gap.end()].isdigit() or folded[gap.end()] in CHINESE):
        return None
    second = match_number(folded, gap.end())
    if second is None or second.value_max is not None:
        return None
    unit = match_unit(text, folded, second.end)
    if first_unit and (unit is None or unit.unit != first_unit.unit):
        return None
    low = first.value
    if not first_unit and first.scale == 1 and second.scale > 1 and low * second.scale < second.value:
        low *= second.scale
    if low >= second.value:
        return None
    return _build(position, unit.end if unit else second.end, low, second.value, unit, second, "range")


def _match_per_heads(text: str, folded: str, position: int) -> UnitMatch | None:
    """45/10万: a rate per so many heads, whose unit is all that follows the number."""
    found = PER_HEADS.match(folded, position)
    return UnitMatch(found.end(), NO_UNIT, text[position : found.end()], "ratio") if found else None


def _build(
    start: int, end: int, value: Decimal, value_max: Decimal | None, unit: UnitMatch | None, number: Number, rule: str
) -> Quantity:
    form, is_about = "bare" if number.is_bare else "plain", number.is_approximate
    is_scaled = number.scale > 1 or number.is_bare
    if unit is None:
        return Quantity(start, end, value, value_max, None, "count", form, is_about, is_scaled, rule)
    named, dimension = unit.unit, unit.dimension
    if factor := _SHARES.get(unit.row.written):
        value, value_max = value * factor, value_max and value_max * factor
        form = "times" if factor == HUNDRED else form
    return Quantity(start, end, value, value_max, named, dimension, form, is_about, is_scaled, rule, unit.is_per)
