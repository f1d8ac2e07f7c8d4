"""Numbers as they are written: 1,200, 1.2万, 3万2, 1千多万, 贰拾叁, 九千三百, 98. 5; three hundred spellings of one grammar."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from pipeline.extract.numeral.units import UNPREFIXED, match_plain, unit_tails
from pipeline.lang.cue import Cue
from pipeline.lang.numeral import CHINESE, FORMAL_CHINESE, LARGE, SMALL, parse_integer, parse_number, scale_of
from pipeline.model.record import record

_HAN = f"[{CHINESE}]"
TAILS, _TAILS_BEHIND_SCALE = unit_tails("百千"), unit_tails("百千", without=UNPREFIXED)
_FORMAL_SCALES = "佰仟"
LARGE_SCALE = f"[百千十{_FORMAL_SCALES}]?[万亿]{{1,3}}"
_SCALE = f"(?:{LARGE_SCALE}|[百千{_FORMAL_SCALES}](?!{TAILS}))"  # but for the 千 of 千瓦 and the 百 of 百分点
_ABOUT = "余多来几"
_KEPT = 512  # Chinese numbers, of which nearly all are a few
ARABIC = re.compile(
    r"(?P<n>\d{1,3}(?: ?[,，]\n?\d{3})+(?:\.\d+)?(?!\d)|\d{1,3}(?: \d{3}){1,9}(?= ?[\u4e00-\u9fff%])|\d+(?:\.\d+)?)"
    rf"(?P<a>[{_ABOUT}])?(?:[ \n]{{0,2}}(?P<s>[十百千万][{_ABOUT}][万亿]{{1,2}}|{_SCALE})"
    rf"(?:(?P<m>零?\d+(?:\.\d+)?[百千十]?万?)(?![\d.]|(?<=[百千])(?:{_TAILS_BEHIND_SCALE})))?(?P<b>[{_ABOUT[:-1]}])?)?"
)
SPECIAL_MARKS = r"分/半番成:：·× \nxX*"  # behind its first digits, where a number goes on as no other does
_GOES_ON = rf"[\d.{CHINESE}{_ABOUT}{_FORMAL_SCALES},，{SPECIAL_MARKS}]"
_PLAIN = re.compile(rf"[0-9]{{1,15}}+(?:\.[0-9]{{1,9}}+)?+(?!{_GOES_ON})")  # nothing but figures
SPOKEN = re.compile(r"(\d)千(?:(\d)百)?(?:(\d)十)?(万亿|万|亿)")  # 1千2百亿
CHINESE_NUMBER = re.compile(
    rf"(?P<n>{_HAN}+(?:点[〇零一二三四五六七八九]+[百千万亿]*)?)(?:(?P<a>[{_ABOUT}])(?P<s>{LARGE_SCALE}))?(?P<b>[{_ABOUT}])?"
)
_FORMAL = re.compile(rf"[{FORMAL_CHINESE}{CHINESE}]*[{FORMAL_CHINESE}][{FORMAL_CHINESE}{CHINESE}]*")
LAST_SMALL = re.compile(rf"[{''.join(LARGE)}][^{''.join((*LARGE, *SMALL))}][{''.join(SMALL)}]$")  # 三万|二千
ADJACENT = re.compile("([一二三四五六七八九两])([二三四五六七八九两])(?=[十百千万亿]*$)")
# What a line break, or a point that stands apart, cuts: 4⏎2间, 98. 5%, 12 .5亿元, 98·5%
_BROKEN = re.compile(rf"(\d+)(?: ?\n ?|(?<!\d\d\d) )(\d+(?:\.\d+)?)({LARGE_SCALE})?|({_HAN}{{1,30}}) ?\n ?(零{_HAN}+)")
_PARTED = re.compile(rf"(\d+)(?: \.|\.[ \n]{{1,2}}|·)(\d{{1,4}})(?![\d.])(?: ?({LARGE_SCALE}))?")
_NUMBERED = Cue("kind_words", "broken", "not_after")  # 表4⏎2间 holds two numbers


@record
class Number:
    """A number: value (the lower one of a range like 三五), the end of its text, and how it is written."""

    end: int
    value: Decimal
    value_max: Decimal | None
    scale: int  # of the last part; 1 where none is written
    is_bare: bool
    is_approximate: bool


def match_plain_number(folded: str, position: int) -> Number | None:
    """The number that starts at `position`, where it is nothing but figures."""
    found = _PLAIN.match(folded, position)
    return Number(found.end(), Decimal(found[0]), None, 1, False, False) if found else None


def match_number(folded: str, position: int) -> Number | None:
    """The number that starts at `position`, also one that is cut."""
    return _match_broken(folded, position) or _match_parted(folded, position) or match_whole(folded, position)


def _match_broken(folded: str, position: int) -> Number | None:
    """A number that a line break cuts in the middle of a line (42间 as 4⏎2间): joined where a unit follows."""
    found = _BROKEN.match(folded, position)
    if not found or not _may_break(folded[max(0, position - 4) : position]) or match_plain(folded, found.end()) is None:
        return None
    digits = (found[1] or found[4]) + (found[2] or found[5])
    value, scale = parse_number(digits), scale_of(found[3] or "")
    if value is None:
        return None
    return Number(found.end(), value * scale, None, scale, False, False)


def _may_break(before: str) -> bool:
    """Tell whether a figure behind this text can be one that a line break cuts."""
    return bool(re.match(r"[\u4e00-\u9fff≥≤（：，]", before.rstrip(" ")[-1:])) and not _NUMBERED.ends(before)


def _match_parted(folded: str, position: int) -> Number | None:
    """A number whose point stands apart (98. 5%): joined where a unit or a scale follows."""
    found = _PARTED.match(folded, position)
    if not found or not _may_break(folded[max(0, position - 4) : position]):
        return None
    end = found.end()
    if not found[3] and match_plain(folded, end + folded.startswith(" ", end)) is None:
        return None
    scale = scale_of(found[3] or "")
    return Number(end, Decimal(f"{found[1]}.{found[2]}") * scale, None, scale, False, False)


def match_whole(folded: str, position: int) -> Number | None:
    """A number that no line break cuts."""
    if folded[position].isascii():
        return _match_arabic(folded, position)
    formal = _FORMAL.match(folded, position)
    if formal and len(formal[0]) > 1 and (value := parse_integer(formal[0])) is not None:
        return Number(formal.end(), Decimal(value), None, 1, False, False)
    return _match_han(folded, position)


def _match_arabic(folded: str, position: int) -> Number | None:
    spoken = SPOKEN.match(folded, position) if folded.startswith("千", position + 1) else None
    if spoken and spoken[2]:
        small = 1000 * int(spoken[1]) + 100 * int(spoken[2]) + 10 * int(spoken[3] or 0)
        return Number(spoken.end(), Decimal(small * scale_of(spoken[4])), None, scale_of(spoken[4]), False, False)
    found = ARABIC.match(folded, position)
    if not found:
        return None
    digits, about, written, more, more_about = found.group("n", "a", "s", "m", "b")
    value, end = parse_number(digits.replace("\n", "")), found.end()
    if value is None:
        return None
    if end - position == len(digits):
        return Number(end, value, None, 1, False, False)
    is_about = about is not None or more_about is not None
    if written is not None and len(written) > 1 and written[1] in _ABOUT:  # 百余万
        written, is_about = written[0] + written[2:], True
    scale = scale_of(written or "")
    value *= scale
    if more:
        rest = _read_rest(folded, more, found.end("m"), scale)
        value, end = (value, found.start("m")) if rest is None else (value + rest, end)
    if folded[end - 1] == "来" and match_plain(folded, end) is None:  # 100来自
        end, is_about = end - 1, False
    return Number(end, value, None, scale, False, is_about)


def _read_rest(folded: str, more: str, end: int, scale: int) -> Decimal | None:
    """What stands behind a scale: 4000 of 3万4000, 20 of 1千零20, 2000 of 3万2户; 390万65岁 holds two numbers."""
    rest = parse_number(more.removeprefix("零"))
    if rest is None or rest >= scale:
        return None
    if len(more) == 1 and more.isdigit() and scale > 100 and match_plain(folded, end):
        return rest * scale / 10
    return rest if not more.isdigit() or len(more) == len(str(scale)) - 1 else None


def _match_han(folded: str, position: int) -> Number | None:
    found = CHINESE_NUMBER.match(folded, position)
    if not found:
        return None
    digits, end = found["n"], found.end()
    if found["b"] == "来" and match_plain(folded, end) is None:  # 一来, 十来年
        end -= 1
    tail = match_plain(folded, found.end("n") - 1) if len(digits) > 1 and not found["a"] else None
    is_mixed = tail and tail[1].dimension == UNPREFIXED and LAST_SMALL.search(digits)
    if tail and len(tail[1].written) > 1 and not is_mixed:  # 五千瓦 is 五 + 千瓦
        digits, end = digits[:-1], found.end("n") - 1
    value, value_max = _read_han(digits)
    if value is None:
        return None
    scale = scale_of(found["s"] or "")
    is_about = end > found.end("n")
    return Number(end, value * scale, value_max and value_max * scale, scale, digits[0] in "百千万亿", is_about)


@lru_cache(_KEPT)
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
