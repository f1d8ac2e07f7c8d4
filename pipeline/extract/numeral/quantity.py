"""number + scale + unit → Quantity: the grammar of docs/design/numerals.md."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from pipeline.extract.numeral.units import UnitMatch, match_plain, match_unit, unit_tails
from pipeline.lang.cue import Cue
from pipeline.lang.numeral import CHINESE, FORMAL_CHINESE, parse_integer, parse_number, scale_of
from pipeline.rules.language import Unit

C = f"[{CHINESE}]"
# A scale, but for the 千 of 千瓦 and the 百 of 百帕
SCALE = f"(?:[百千十佰仟]?[万亿]{{1,3}}|[百千佰仟](?![{unit_tails('百千')}分]))"
ARABIC = re.compile(
    r"(?P<n>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?(?!\d)|\d{1,3}(?: \d{3})+(?= ?[\u4e00-\u9fff%])(?! ?[年月日])|\d+(?:\.\d+)?)"
    rf"(?P<a>[余多几来])?(?:[ \n]{{0,2}}(?P<s>{SCALE})(?:(?P<m>\d+(?:\.\d+)?[百千十]?万?)(?![\d.{unit_tails('百千')}]))?(?P<b>[余多几])?)?"
)
HAN = re.compile(
    rf"(?P<n>{C}+(?:点[〇零一二三四五六七八九]+[百千万亿]*)?)(?P<a>[余多几来])?(?P<s>{SCALE})?(?P<b>[余多])?"
)
BROKEN = re.compile(rf"(\d+)(?: ?\n ?|(?<!\d\d\d) )(\d+(?:\.\d+)?)({SCALE})?|({C}{{1,30}}) ?\n ?(零{C}+)")
NUMBERED = Cue("kind_words", "broken", "not_after")  # 表4⏎2间 holds two numbers
SPOKEN = re.compile(r"(\d)千(?:(\d)百)?(?:(\d)十)?(万亿|万|亿)")  # 1千2百亿
FORMAL = re.compile(rf"[{FORMAL_CHINESE}{CHINESE}]*[{FORMAL_CHINESE}][{FORMAL_CHINESE}{CHINESE}]*")
FRACTION = re.compile(rf"(?P<d>[百千万]|{C}{{1,30}}|\d+)分之(?P<n>{C}+(?:点[〇零一二三四五六七八九]+)?|\d+(?:\.\d+)?)")
SLASH = re.compile(r"(\d{1,3})/(\d{1,3})(?![\d/.万])")
COLON = re.compile(r"(\d{1,15}(?:\.\d+)?) ?[:：] ?(\d{1,15}(?:\.\d+)?)(?: ?[:：] ?\d+(?:\.\d+)?)?(?![\d:：])")
PER_HEADS = re.compile("/ ?(?:10 ?万|[百十]?万|千)(?:人口?)?")
NO_UNIT = Unit(*[""] * 11)
RATIO = Cue("kind_words", "ratio_colon", "near")  # otherwise a time: 8:30
TENTHS = re.compile(r"([一二三四五六七八九两]|\d(?:\.\d)?)(成)(半|[一二三四五六七八九])?")
FAN = re.compile(rf"({C}{{1,30}}|\d+)番")
HALF = re.compile("一半")
WHOLE = re.compile("百分百")
SEPARATOR = re.compile(r"[ \n]?[-~至到][ \n]?")
ADJACENT = re.compile("([一二三四五六七八九两])([二三四五六七八九])(?=[十百千万亿]*$)")
SPECIAL = re.compile(
    rf"[\d.{CHINESE}]++[分/半番成:： \n]"
)  # how all of FRACTION … BROKEN go on after their first number
HUNDRED = Decimal(100)


class Quantity(NamedTuple):
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


class _Number(NamedTuple):
    end: int
    value: Decimal
    value_max: Decimal | None
    scale: int  # of the last part; 1 where none is written
    is_bare: bool
    is_approximate: bool


def match_quantity(text: str, folded: str, position: int) -> Quantity | None:
    """Read the quantity that starts at `position`, or None where no number starts there.

    `text` is the text as written, `folded` its folded form; all spans hold in both.
    """
    is_special = SPECIAL.match(folded, position)
    for special in (_match_share, _match_half, _match_fan, _match_tenths, _match_colon) if is_special else ():
        found = special(folded, position)
        if found:
            return found
    number = (_match_number if is_special else _match_whole)(folded, position)
    if number is None:
        return None
    unit = match_unit(text, folded, number.end)
    return _match_range(text, folded, position, number, unit) or _finish(text, folded, position, number, unit)


def _share(start: int, end: int, value: Decimal, unit: str, rule: str) -> Quantity:
    return Quantity(start, end, value, None, unit, "ratio", "fraction", False, False, rule)


def _match_share(folded: str, position: int) -> Quantity | None:
    """三分之一, 百分之九十二, 千分之八, 万分之五, 1/3."""
    found = FRACTION.match(folded, position)
    if found:
        below, above = parse_number(found["d"]), parse_number(found["n"])
        if not below or above is None:
            return None
        if found["d"] == "千":
            return _share(position, found.end(), above, "‰", "fraction")
        return _share(position, found.end(), HUNDRED * above / below, "%", "fraction")
    found = SLASH.match(folded, position)
    if found and 0 < int(found[1]) < int(found[2]) and match_plain(folded, found.end()) is None:
        return _share(position, found.end(), HUNDRED * int(found[1]) / int(found[2]), "%", "fraction_slash")
    return None


def _match_half(folded: str, position: int) -> Quantity | None:
    if whole := WHOLE.match(folded, position):
        return _share(position, whole.end(), HUNDRED, "%", "whole")
    found = HALF.match(folded, position)
    return _share(position, found.end(), Decimal(50), "%", "half") if found else None


def _match_fan(folded: str, position: int) -> Quantity | None:
    """翻一番 adds 100 %, 翻两番 300 %."""
    is_fan = folded[max(0, position - 2) : position].removesuffix("了").endswith("翻")
    found = FAN.match(folded, position) if is_fan else None
    count = parse_number(found[1]) if found else None
    if not found or count is None or not 0 < count <= 10:
        return None
    value = HUNDRED * (2 ** int(count) - 1)
    return Quantity(position, found.end(), value, None, "%", "ratio", "doubling", False, False, "doubling")


def _match_tenths(folded: str, position: int) -> Quantity | None:
    found = TENTHS.match(folded, position)
    tenths = parse_number(found[1]) if found else None
    if not found or tenths is None or match_plain(folded, found.start(2)) is None:  # 一成员
        return None
    more, end = found[3] or "", found.end()
    if more and more != "半" and match_plain(folded, end):  # 三成五家
        more, end = "", found.start(3)
    rest = 5 if more == "半" else parse_number(more) or 0
    return _share(position, end, tenths * 10 + rest, "%", "tenths")


def _match_colon(folded: str, position: int) -> Quantity | None:
    """1:2 is a ratio where the text says so (按1:3的比例); 8:30 is a time."""
    found = COLON.match(folded, position)
    if not found or not Decimal(found[2]) or not RATIO.within(folded, max(0, position - 12), found.end() + 4):
        return None
    value = Decimal(found[1]) / Decimal(found[2])
    return Quantity(position, found.end(), value, None, None, "ratio", "colon", False, False, "ratio_colon")


def _match_broken(folded: str, position: int) -> _Number | None:
    """A number that a line break cuts in the middle of a line (42间 as 4⏎2间): joined where a unit follows."""
    found = BROKEN.match(folded, position)
    if not found or not _may_break(folded[:position]) or match_plain(folded, found.end()) is None:
        return None
    digits = (found[1] or found[4]) + (found[2] or found[5])
    value, scale = parse_number(digits), scale_of(found[3] or "")
    if value is None:
        return None
    return _Number(found.end(), value * scale, None, scale, False, False)


def _may_break(before: str) -> bool:
    """Tell whether a figure behind this text can be one that a line break cuts."""
    return bool(re.match(r"[\u4e00-\u9fff≥≤（：，]", before[-1:])) and not NUMBERED.ends(before[-4:])


def _match_number(folded: str, position: int) -> _Number | None:
    return _match_broken(folded, position) or _match_whole(folded, position)


def _match_whole(folded: str, position: int) -> _Number | None:
    """A number that no line break cuts."""
    if folded[position].isascii():
        return _match_arabic(folded, position)
    formal = FORMAL.match(folded, position)
    if formal and len(formal[0]) > 1 and (value := parse_integer(formal[0])) is not None:
        return _Number(formal.end(), Decimal(value), None, 1, False, False)
    return _match_han(folded, position)


def _match_arabic(folded: str, position: int) -> _Number | None:
    spoken = SPOKEN.match(folded, position) if folded.startswith("千", position + 1) else None
    if spoken and spoken[2]:
        small = 1000 * int(spoken[1]) + 100 * int(spoken[2]) + 10 * int(spoken[3] or 0)
        return _Number(spoken.end(), Decimal(small * scale_of(spoken[4])), None, scale_of(spoken[4]), False, False)
    found = ARABIC.match(folded, position)
    if not found:
        return None
    digits, after, scales, more, later = found.groups()
    value = parse_number(digits)
    scale = scale_of(scales or "")
    end = found.end()
    if value is None:
        return None
    value *= scale
    if more:
        rest = parse_number(more)
        is_whole = not more.isdigit() or len(more) == len(str(scale)) - 1  # 3万4000; 390万65岁 is two numbers
        if rest is not None and rest < scale and is_whole:
            value += rest
        else:
            end = found.start("m")
    if after == "来" and not scales and match_plain(folded, end) is None:  # 100来自
        after, end = None, found.end("n")
    return _Number(end, value, None, scale, False, bool(after or later))


def _match_han(folded: str, position: int) -> _Number | None:
    found = HAN.match(folded, position)
    if not found:
        return None
    digits, end = found["n"], found.end()
    if found["a"] == "来" and match_plain(folded, end) is None:  # 一来, 十来年
        end = found.end("n")
    tail = match_plain(folded, found.start("n") + len(digits) - 1) if len(digits) > 1 and not found["a"] else None
    if tail and len(tail[1].written) > 1:  # 五千瓦 is 五 + 千瓦
        digits, end = digits[:-1], found.start("n") + len(digits) - 1
    scale = scale_of(found["s"] or "") if end == found.end() else 1
    value, value_max = _read_han(digits)
    if value is None:
        return None
    is_bare = digits[0] in "百千万亿"
    is_approximate = end == found.end() and bool(found["a"] or found["b"])
    return _Number(
        end, value * scale, value_max and value_max * scale, 1 if scale == 1 else scale, is_bare, is_approximate
    )


def _read_han(digits: str) -> tuple[Decimal | None, Decimal | None]:
    """Read a Chinese number; two neighbouring digits (三五, 七八十, 十七八) are a range."""
    value = parse_number(digits)
    if value is not None and (parse_integer(digits) is not None or "点" in digits):
        return value, None
    pair = ADJACENT.search(digits)
    if not pair:
        return None, None
    low = parse_integer(digits[: pair.start(2)] + digits[pair.end(2) :])
    high = parse_integer(digits[: pair.start(1)] + digits[pair.start(2) :])
    if low is None or high is None or low >= high:
        return None, None
    return Decimal(low), Decimal(high)


def _match_range(
    text: str, folded: str, position: int, first: _Number, first_unit: UnitMatch | None
) -> Quantity | None:
    """1-2个, 三至五家, 20-30万元, 5%-5.5%, 2万-3万元: unit and scale are shared where the first has none."""
    gap = SEPARATOR.match(folded, first_unit.end if first_unit else first.end)
    if not gap or gap.end() >= len(folded) or first.value_max is not None:
        return None
    if gap[0].strip() in "至到" and folded[max(0, position - 1) : position] in ("由", "从", "自"):
        return None
    if not (folded[gap.end()].isdigit() or folded[gap.end()] in CHINESE):
        return None
    second = _match_number(folded, gap.end())
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


def _finish(text: str, folded: str, position: int, number: _Number, unit: UnitMatch | None) -> Quantity:
    unit = unit or _match_per_heads(text, folded, number.end)
    rule = "bare_scale" if number.is_bare else "number"
    return _build(position, unit.end if unit else number.end, number.value, number.value_max, unit, number, rule)


def _match_per_heads(text: str, folded: str, position: int) -> UnitMatch | None:
    """45/10万: a rate per so many heads, whose unit is all that follows the number."""
    found = PER_HEADS.match(folded, position)
    return UnitMatch(found.end(), NO_UNIT, text[position : found.end()], "ratio") if found else None


def _build(
    start: int, end: int, value: Decimal, value_max: Decimal | None, unit: UnitMatch | None, number: _Number, rule: str
) -> Quantity:
    form = "bare" if number.is_bare else "plain"
    if unit and unit.row.written == "倍":
        value, value_max, form = value * HUNDRED, value_max and value_max * HUNDRED, "times"
    name, dimension = (unit.unit, unit.dimension) if unit else (None, "count")
    is_scaled = number.scale > 1 or number.is_bare
    is_per = unit is not None and unit.is_per
    return Quantity(start, end, value, value_max, name, dimension, form, number.is_approximate, is_scaled, rule, is_per)
