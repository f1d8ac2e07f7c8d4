"""What a list number may look like at one place of a folded text, and how sure one can be of it there.

The design and its cases: docs/design/list_numbers.md. `list_number.py` decides by the sequence.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.lang.numeral import format_integer, parse_integer
from pipeline.model.record import record
from pipeline.rules.language import units

HAN_LABEL = "一二三四五六七八九十百"
SURE, NEIGHBOUR, CHAIN, BOTH = "sure", "neighbour", "chain", "both"

_JOINED = re.compile(r"(\d \d)(?= ?[.、）](?! ?\d)) ?[.、）]")
_RUN = re.compile(r"(\d+(?:\.\d+)*)(?: ?([.、）]))?")
_CHINESE = re.compile(rf"([{HAN_LABEL}]{{1,5}})(?: ?([.、）])|( )(?=[\u4e00-\u9fff]))")
_BRACKET = re.compile(rf"（ ?(\d ?\d?\d?|[{HAN_LABEL}]{{1,5}}) ?）(?:[、.](?!\d))?")
_PAGE = re.compile(r"-+ ?(\d{1,4}) ?-+ *(?=\n|\Z)")
_SERIAL = re.compile(r"(\d{1,3}) *\|")
_BARE = re.compile(r"(\d{1,3}) *\n *(?=[\u4e00-\u9fffA-Za-z“（])")
_ENUMERATION = re.compile(rf" ?(\d{{1,4}}|[{HAN_LABEL}]{{1,3}})(?!\d)")
_CLASS = re.compile(r"[级等线类产期批月届层楼号季星年]|次产业")
_RANGE = re.compile(r" ?[-~至] ?\d+(\.\d+)?")
_CALENDAR = re.compile(r"[月日号]")
_SCALE = re.compile(r" ?[十百千万亿]")
_LOOSE_DATE = re.compile(r"规划|期间|时期")
_NO_NUMBER = re.compile(r" *[年月日号时级期线星类维次后前内成第多余几个季]")
_ENDED = "。；：！？”’）.】」』|"
_GOES_ON = "、-~/第（"
_COUNTS = "达到至为超约近计共成增有均"  # a number that follows these on the next line is none of a list


@record
class Candidate:
    """A piece that looks like a list number. `proof` is what it still needs to be one."""

    start: int
    end: int
    number: int
    style: str
    place: str  # line, stop, mid
    proof: str
    family: str  # candidates of one family form one sequence


@cache
def _unit_pattern() -> tuple[re.Pattern[str], frozenset[str]]:
    """Compile the measure words, longest first, and name those that can be divided."""
    rows = sorted(units(), key=lambda row: (-len(row.written), row.written))
    parts = [re.escape(row.written) + (f"(?!{row.not_before})" if row.not_before else "") for row in rows]
    return re.compile(" ?(" + "|".join(parts) + ")"), frozenset(r.written for r in rows if r.divisible)


def find_unit(text: str, position: int) -> re.Match[str] | None:
    """Match the measure word that stands at `position` (one blank allowed before it); group 1 is the word."""
    return _unit_pattern()[0].match(text, position)


def is_divisible(unit: str) -> bool:
    """Tell whether 1.5 of a measure word can exist."""
    return unit in _unit_pattern()[1]


def is_decimal_unit(text: str, position: int) -> bool:
    """Tell whether a scale (万) or a divisible unit stands at `position`, so that a decimal may stand before it."""
    unit = find_unit(text, position)
    return bool(_SCALE.match(text, position)) or (unit is not None and is_divisible(unit[1]))


def parse_label(text: str) -> int | None:
    """Read the number of a label, Arabic or well formed Chinese (五一 is none), or None."""
    text = text.replace(" ", "")
    if text.isdecimal():  # not ①, which is a digit too
        return int(text)
    number = parse_integer(text)
    return number if number and format_integer(number) == text else None


def read_lead(text: str, position: int, place: str) -> Candidate | None:
    """Read the list number that may stand at a lead position (`place` line or stop) of a folded text."""
    before = text[max(0, position - 300) : position].rstrip(" \n")[-1:]
    if before and before in _GOES_ON:
        return None
    if place == "line":
        style, pattern = ("page", _PAGE) if text[position] == "-" else ("serial", _SERIAL)
        if (match := pattern.match(text, position)) and int(match[1]):
            end = match.end() if style == "page" else match.end(1)
            return Candidate(position, end, int(match[1]), style, place, SURE, style)
        if (match := _BARE.match(text, position)) and before not in tuple(_COUNTS):
            return _read_bare(text, match)
    if text[position] == "（":
        return _read_bracket(text, position, place)
    if text[position] in HAN_LABEL:
        return _read_chinese(text, position, place)
    return _read_arabic(text, position, place, not before or before in _ENDED)


def _read_bare(text: str, match: re.Match[str]) -> Candidate | None:
    """Read a line that is a number only: a page number or a serial, unless its unit stands on the next line."""
    if not int(match[1]) or _is_counted_by(text, match.end()) or text.startswith(("以", "左右"), match.end()):
        return None
    return Candidate(match.start(), match.end(1), int(match[1]), "page", "line", SURE, "page")


def _is_counted_by(text: str, position: int) -> bool:
    """Tell whether a unit, a scale or a word of the calendar stands at `position`."""
    return bool(_NO_NUMBER.match(text, position) or find_unit(text, position) or _SCALE.match(text, position))


def _read_bracket(text: str, position: int, place: str) -> Candidate | None:
    """Read （一） or （3）, with a mark that may follow."""
    match = _BRACKET.match(text, position)
    number = parse_label(match[1]) if match else None
    if match is None or not number:
        return None
    family = "bracket" + ("1" if match[1][0].isdigit() else "一")
    proof = SURE if number < 100 and place != "mid" else CHAIN
    return Candidate(position, match.end(), number, "bracket", place, proof, family)


def read_mid_bracket(text: str, position: int) -> Candidate | None:
    """Read a bracketed number in mid-line: one only if its sequence is there."""
    return _read_bracket(text, position, "mid")


def _read_chinese(text: str, position: int, place: str) -> Candidate | None:
    """Read 一、 or 十二.; 一、二级 is an enumeration unless a neighbour says otherwise."""
    match = _CHINESE.match(text, position)
    number = parse_label(match[1]) if match else None
    if match is None or not number or (match[2] == "）" and _is_inside_bracket(text, position)):
        return None
    if match[3]:
        return Candidate(position, match.end(1), number, "glued", place, BOTH, "chinese、")
    proof = SURE
    if match[2] == "、" and _continues(text, match.end(), number):
        proof = NEIGHBOUR
    return Candidate(position, match.end(), number, "chinese", place, proof, "chinese" + match[2].replace(".", "、"))


def _continues(text: str, position: int, number: int) -> bool:
    """Tell whether the number after a 、 goes on with an enumeration: 一、二级 · 1、2号线 · 三、四季度."""
    match = _ENUMERATION.match(text, position)
    if match is None:
        return False
    following = parse_label(match[1])
    if following is None or following <= number:
        return False
    return following == number + 1 or (following < 100 and _CLASS.match(text, match.end()) is not None)


def _is_inside_bracket(text: str, position: int) -> bool:
    """Tell whether a bracket stands open before `position` (looks back 200 characters)."""
    low = max(0, position - 200)
    return text.rfind("（", low, position) > text.rfind("）", low, position)


def _read_arabic(text: str, position: int, place: str, is_new: bool) -> Candidate | None:
    """Read 1. 2、 3） 2.1 or a number that lost its mark. `is_new`: the sentence before has ended."""
    joined = _JOINED.match(text, position)
    if joined:
        number = int(joined[1].replace(" ", ""))
        return Candidate(position, joined.end(), number, "arabic", place, SURE if number > 9 else NEIGHBOUR, "arabic")
    match = _RUN.match(text, position)
    if match is None:
        return None
    parts = match[1].split(".")
    if len(parts[0]) > 3 or int(parts[0]) == 0 or max(map(len, parts)) > 12:
        return None
    if len(parts) == 1:
        return _read_whole(text, match, place)
    if len(parts) == 2:
        return _read_pair(text, match, parts, place, is_new)
    return _read_deep(text, match, parts, place)


def _read_whole(text: str, match: re.Match[str], place: str) -> Candidate | None:
    """Read a number without a point inside: with a mark, or glued to what it numbers."""
    number, mark, end = int(match[1]), match[2], match.end()
    if mark is None:
        return _read_glued(text, match, place)
    if mark == "）" and _is_inside_bracket(text, match.start()):
        return None
    is_long = number > 99 and (mark == "、" or place != "line")
    is_doubtful = is_long or (mark == "、" and _continues(text, end, number))
    family = "half" if mark == "）" else "arabic"
    return Candidate(match.start(), end, number, "arabic", place, NEIGHBOUR if is_doubtful else SURE, family)


def _read_glued(text: str, match: re.Match[str], place: str) -> Candidate | None:
    """Read a number whose mark is lost (3优化): before a Chinese word that is no unit, and with both neighbours."""
    end = match.end()
    word = text[end : end + 3].lstrip(" ")[:1]
    if _is_counted_by(text, end) or not "\u4e00" <= word <= "\u9fff":
        return None
    return Candidate(match.start(), end, int(match[1]), "glued", place, BOTH, "arabic")


def _flat(text: str, position: int, first: str, place: str, proof: str) -> Candidate:
    """Make the candidate `A.` of a run that starts with A and a point."""
    return Candidate(position, position + len(first) + 1, int(first), "arabic", place, proof, "arabic")


def _read_pair(text: str, match: re.Match[str], parts: list[str], place: str, is_new: bool) -> Candidate | None:
    """Read A.B: the number A before a quantity, a section A.B, or (None, or in doubt) a decimal."""
    first, second = parts
    end = match.end(1)
    if second[0] == "0":
        return None
    if match[2] and not text[match.end() : match.end() + 1].isdigit():
        return Candidate(match.start(), match.end(), int(second), "section", place, SURE, "section")
    span = _RANGE.match(text, end)
    if span:
        if span[1]:
            return None
        is_whole = _CALENDAR.match(text, span.end()) or _is_counted(text, span.end())
        return _flat(text, match.start(), first, place, SURE if is_whole and is_new else NEIGHBOUR)
    if (
        text[end : end + 1] == " "
        and not is_decimal_unit(text, end)
        and find_unit(text, end) is None
        and place == "line"
    ):
        return Candidate(match.start(), end, int(second), "section", place, SURE, "section")
    proof = SURE if is_new and _is_whole_number(text, end, int(first), second) else NEIGHBOUR
    return _flat(text, match.start(), first, place, proof)


def _is_counted(text: str, position: int) -> bool:
    """Tell whether a unit that can not be divided stands here, and the sentence goes on after it."""
    unit = find_unit(text, position)
    if unit is None or is_divisible(unit[1]):
        return False
    return text[unit.end() : unit.end() + 1] not in ("", "\n", "。", "；", "，", "、", "）")


def _is_whole_number(text: str, end: int, first: int, second: str) -> bool:
    """Tell whether B of A.B, which ends at `end`, must be a number of its own."""
    if len(second) == 4 and second[:2] in ("19", "20") and text.startswith("年", end):
        return True
    if text.startswith("月", end) and int(second) <= 12:
        return True
    if _SCALE.match(text, end):
        return False
    if find_unit(text, end):
        return _is_counted(text, end)
    following = text[end : end + 1]
    if following.isascii():
        return following.isalpha()
    if not "\u4e00" <= following <= "\u9fff" or _LOOSE_DATE.match(text, end):
        return False
    return first > 12 or int(second) > 31  # otherwise 3.15 or 6.18 may be a day


def _read_deep(text: str, match: re.Match[str], parts: list[str], place: str) -> Candidate | None:
    """Read A.B.C: a section, or a number before a decimal (1.0.5个工作日, 1.2.5公里)."""
    start, end = match.start(), match.end(1)
    if len(parts[0]) > 2:
        return None
    if parts[1] == "0" or (len(parts) == 3 and is_decimal_unit(text, end)):
        return _flat(text, start, parts[0], place, SURE)
    if find_unit(text, end) and not match[2]:
        end -= len(parts[-1])
        return Candidate(start, end, int(parts[-2]), "section", place, SURE, "section")
    return Candidate(start, match.end(), int(parts[-1]), "section", place, SURE, "section")
