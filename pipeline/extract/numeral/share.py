"""Shares, times and ratios: 三分之一, 百分之八十至九十, 六七成, 一半, 翻一番, 1:2."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.extract.numeral.units import match_plain
from pipeline.lang.cue import Cue
from pipeline.lang.numeral import CHINESE, parse_number
from pipeline.model.record import record

_HAN = f"[{CHINESE}]"
BELOW = rf"(?P<d>{_HAN}{{1,30}}|\d+)分之"
_ABOVE = rf"{_HAN}+(?:点[〇零一二三四五六七八九]+)?|\d+(?:\.\d+)?"
_FRACTION = re.compile(rf"{BELOW}(?P<n>{_ABOVE})(?:[-~至到](?:(?P=d)分之)?(?P<m>{_ABOVE}))?")
SLASH = re.compile(r"(\d{1,3})/(\d{1,6})(?![\d/.万])")
_COLON = re.compile(r"(\d{1,15}(?:\.\d+)?) ?[:：] ?(\d{1,15}(?:\.\d+)?)(?: ?[:：] ?(\d{1,15}(?:\.\d+)?))?(?![\d:：])")
_RATIO = Cue("kind_words", "ratio_colon", "near")  # otherwise a time: 8:30
_COMPARED = Cue("comparators", "left")
_FACTOR = Cue("sentence_cues", "factor")
TENTHS = re.compile(
    r"([一二三四五六七八九两]|\d(?:\.\d)?)([二三四五六七八九])?(成)(半|[一二三四五六七八九])?(?:[-~至到]([一二三四五六七八九])成)?"
)
FAN = re.compile(rf"({_HAN}{{1,30}}|\d+)番")
_HALF = re.compile("一半")
_WHOLE = re.compile("百分百")
HUNDRED = Decimal(100)


@record
class Quantity:
    """A number with its unit, before anybody asked what it is for.

    `value` in base units (scale applied, exact); `form` is plain, bare (a scale without a digit), fraction, times,
    doubling, colon; `is_approximate` where 余, 多, 几 or 来 stands inside; `unit` None where none is written.
    """

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    unit: str | None
    dimension: str
    form: str
    is_approximate: bool
    is_scaled: bool
    rule: str
    is_per: bool = False  # per something: 25万元/人
    parts: tuple[Decimal, ...] = ()  # of a structure 5:40:55, each a share


def _share(start: int, end: int, value: Decimal, unit: str, rule: str, value_max: Decimal | None = None) -> Quantity:
    return Quantity(start, end, value, value_max, unit, "ratio", "fraction", False, False, rule)


def match_share(folded: str, position: int) -> Quantity | None:
    """三分之一, 百分之九十二, 千分之八, 万分之五, 1/3."""
    found = _FRACTION.match(folded, position)
    if found:
        below, above = parse_number(found["d"]), parse_number(found["n"])
        if not below or above is None:
            return None
        unit, factor = ("‰", Decimal(1)) if found["d"] == "千" else ("%", HUNDRED / below)
        value, most = above * factor, parse_number(found["m"] or "")
        if (
            most is None or most * factor <= value or match_plain(folded, found.end())
        ):  # 百分之八十至九十, no 五分之一到3个
            end = found.end("n")
            return _share(position, end, value, unit, "fraction")
        return _share(position, found.end(), value, unit, "fraction", most * factor)
    found = SLASH.match(folded, position)
    if found and 0 < int(found[1]) < int(found[2]) and match_plain(folded, found.end()) is None:
        if _FACTOR.ends(folded[:position].removesuffix(" ")):  # 乘以12/44: a factor, no share
            value = Decimal(found[1]) / int(found[2])
            return Quantity(position, found.end(), value, None, None, "ratio", "fraction", False, False, "factor")
        return _share(position, found.end(), HUNDRED * int(found[1]) / int(found[2]), "%", "fraction_slash")
    return None


def match_half(folded: str, position: int) -> Quantity | None:
    """一半, 百分百."""
    if whole := _WHOLE.match(folded, position):
        return _share(position, whole.end(), HUNDRED, "%", "whole")
    found = _HALF.match(folded, position)
    return _share(position, found.end(), Decimal(50), "%", "half") if found else None


def match_fan(folded: str, position: int) -> Quantity | None:
    """翻一番 adds 100 %, 翻两番 300 %."""
    is_fan = folded[max(0, position - 2) : position].removesuffix("了").endswith("翻")
    found = FAN.match(folded, position) if is_fan else None
    count = parse_number(found[1]) if found else None
    if not found or count is None or not 0 < count <= 10:
        return None
    value = HUNDRED * (2 ** int(count) - 1)
    return Quantity(position, found.end(), value, None, "%", "ratio", "doubling", False, False, "doubling")


def match_tenths(folded: str, position: int) -> Quantity | None:
    """三成, 三成五, 六七成."""
    found = TENTHS.match(folded, position)
    tenths = parse_number(found[1]) if found else None
    if not found or tenths is None or match_plain(folded, found.start(3)) is None:  # 一成员
        return None
    most = parse_number(found[2] or found[5] or "")  # 六七成, 三成至四成
    if most is not None and most <= tenths:
        return None
    more, end = found[4] or "", found.end()
    if more and more != "半" and match_plain(folded, end):  # 三成五家
        more, end = "", found.start(4)
    rest = 5 if more == "半" else parse_number(more) or 0
    return _share(position, end, tenths * 10 + rest, "%", "tenths", most and most * 10 + (rest if found[2] else 0))


def match_colon(folded: str, position: int) -> Quantity | None:
    """1:2 is a ratio where the text says so (按1:3的比例, 不低于1:3), 5:40:55 a structure; 8:30 is a time."""
    found = _COLON.match(folded, position)
    if not found or not Decimal(found[2]) or match_plain(folded, found.end()):
        return None
    is_said = _RATIO.within(folded, max(0, position - 12), found.end() + 4)
    if not is_said and "." not in found[0] and not _COMPARED.ends(folded[max(0, position - 6) : position]):
        return None
    if found[3]:
        return _structure(position, found.end(), [Decimal(part) for part in found.groups()])
    value = Decimal(found[1]) / Decimal(found[2])
    return Quantity(position, found.end(), value, None, None, "ratio", "colon", False, False, "ratio_colon")


def _structure(start: int, end: int, parts: list[Decimal]) -> Quantity:
    """三次产业结构5:40:55: three shares of one whole, in per cent; the first is the value."""
    shares = tuple(HUNDRED * part / sum(parts) for part in parts)
    return Quantity(start, end, shares[0], None, "%", "ratio", "colon", False, False, "structure", parts=shares)
