"""Dates, years, quarters and frames of time: numerals that are no quantities."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.extract.numeral.token import HAN, TO, ReadLine, Token, simple
from pipeline.extract.numeral.units import match_plain, match_unit
from pipeline.lang.cue import Cue
from pipeline.lang.numeral import parse_digits, parse_number

ON_A_DAY = Cue("kind_words", "date", "before")
FRAMED = Cue("kind_words", "time_frame", "before")
LASTING = Cue("kind_words", "time_frame", "not_after")
NOT_ALWAYS = Cue("kind_words", "around_the_clock", "not_before")
_EACH = Cue("sentence_cues", "each")
_RATIO = Cue("kind_words", "ratio_colon", "near")  # 18:30 is one after 比
FRAME_UNIT, EVENT = Cue("kind_words", "time_frame", "unit"), Cue("kind_words", "time_frame", "event")
LIMITED = Cue("comparators", "left")

_YEAR = r"(?:19|20)\d\d"
# 年度 of the quarter and 学年 of schools belong to the year; 2022—2025年 is one numeral
YEARS = re.compile(rf"({_YEAR}) ?(?:学?年)?{TO}({_YEAR})(?: ?(?:年度?|学年))?(?!\d)")
# Without 年 four digits are a year before 版, before a mark that ends a name (〔2022〕), and in a row of years (2024、2025年)
ONE_YEAR = re.compile(
    rf"({_YEAR}) ?(?:年度?|学年)|({_YEAR})(?=版|[》）〕\]]|-(?!\d{{4}})|$|[、和及/]{_YEAR}(?: ?年|[两三四五]年)|[两三四五]年)"
)
HAN_YEAR = re.compile(r"([一二][〇零○Oo一二三四五六七八九]{3}) ?年")  # 二O二五年, as keyboards give it
_DATE = re.compile(
    rf"{_YEAR} ?年 ?\d{{1,2}} ?月(?: ?\d{{1,2}} ?[日号])?|{_YEAR}[./-]\d{{1,2}}[./-]\d{{1,2}}"
    rf"|{_YEAR}\.(?:0?[1-9]|1[0-2])(?! ?[\d%万亿])"
)
DAYS = "[日号]"
_PART = "(?:[份底初末]|[上中下]旬)?"
_MONTH = re.compile(  # 9月底, 3—5月, 六月上旬
    rf"(?:1[0-2]|0?[1-9])(?:{TO}(?:1[0-2]|[1-9]))? ?月{_PART}(?: ?\d{{1,2}}(?:{TO}\d{{1,2}})? ?{DAYS})?"
    rf"|(?:十[一二]?|[一二三四五六七八九])月{_PART}(?:{HAN}{{1,3}}{DAYS})?"
)
DAY = re.compile(  # behind 月, another day, or before what happens then; 5日内 is a duration
    rf"(?:[12]\d|3[01]|0?[1-9]) ?{DAYS}(?:(?={ON_A_DAY.pattern})|(?<=月\d{DAYS})|(?<=月\d\d{DAYS}))"
    rf"|(?<={DAYS}{TO})\d{{1,2}} ?{DAYS}"
)
FORM_DATE = re.compile("20[×Xx_]{2}")  # 20××年××月××日
DATES = (_DATE, _MONTH, DAY)
HOUR = re.compile(  # 点 is an hour after the part of a day only, 零时 after a day
    rf"(?<=[早晚午晨])\d{{1,2}} ?点(?:[0-5]\d分)?|(?:(?:[01]?\d|2[0-4]) ?|(?<={DAYS}){HAN}{{1,3}})时(?:[0-5]\d分)?"
)
CLOCK = re.compile(r"\d{1,2}[:：][0-5]\d(?!\d)")
QUARTER = re.compile(rf"([一二三四1-4])(?:(?:{TO}|[、和及与])[二三四2-4])?[ \n]?季度")
# 5年 is a frame (近5年, 五年来), but a duration where a limit is set: 5年以上, 不超过5年
FRAME = re.compile(
    rf"(?:\d{{1,3}}+(?:{TO}\d{{1,3}}+)?|{HAN}{{1,4}}|半)[余多来]?个?[周学]?(年)半?(?!(?:（含）)?及?以[上下内])"
)
CAMPAIGN = re.compile(rf"(?:\d{{1,3}}+|{HAN}{{1,3}})(?:个月|[天日周])(?={FRAMED.pattern})")
AFTER_EVENT = re.compile(  # 印发后2个月内, 收到之日起5个工作日内
    rf"(?<={EVENT.pattern})(?:\d{{1,3}}|{HAN}{{1,3}})个?{FRAME_UNIT.pattern}(?=之?内)"
)
ALWAYS = re.compile(rf"24 ?小时(?=[\u4e00-\u9fff])(?!{NOT_ALWAYS.pattern})")


def is_date(line: ReadLine, position: int, floor: int) -> Token | None:
    """2022年4月1日, 9月底, 8:30."""
    del floor
    folded = line.folded
    for pattern in DATES:
        if (found := pattern.match(folded, position)) and not _is_measured(line, found):
            return simple(position, found.end(), "date", "date")
    if found := FORM_DATE.match(folded, position):
        return simple(position, found.end(), "date", "form_date")
    if found := HOUR.match(folded, position):
        return simple(position, found.end(), "date", "hour")
    found = CLOCK.match(folded, position)
    if found and not _RATIO.within(folded, max(0, position - 12), found.end() + 4):
        return simple(position, found.end(), "date", "clock")
    return None


def _is_measured(line: ReadLine, found: re.Match[str]) -> bool:
    """1910.11千米 looks like a month."""
    return found[0][-1].isdigit() and match_unit(line.text, line.folded, found.end()) is not None


def is_year(line: ReadLine, position: int, floor: int) -> Token | None:
    """2025年, 2022—2025年, 二〇二五年."""
    del floor
    if line.is_figure:
        return None
    folded = line.folded
    found = YEARS.match(folded, position)
    if found and (found[0][-1] == "年" or match_unit(line.text, folded, found.end()) is None):  # 1900-2000家
        return Token(position, found.end(), "year", Decimal(found[1]), Decimal(found[2]), "years")
    if found := ONE_YEAR.match(folded, position):
        return simple(position, found.end(), "year", "year", Decimal(found[1] or found[2]))
    if found := HAN_YEAR.match(folded, position):
        return simple(
            position, found.end(), "year", "han_year", Decimal(parse_digits(re.sub("[○Oo]", "〇", found[1])) or 0)
        )
    return None


def is_quarter(line: ReadLine, position: int, floor: int) -> Token | None:
    """第三季度, 一季度, 前三季度."""
    found = QUARTER.match(line.folded, position)
    if not found:
        return None
    start = position - 1 if line.folded[position - 1 : position] == "第" and position > floor else position
    return simple(start, found.end(), "quarter", "quarter", parse_number(found[1]))


def is_time_frame(line: ReadLine, position: int, floor: int) -> Token | None:
    """5年内, 三年行动, 百日攻坚: a frame of time, no quantity."""
    del floor
    if found := ALWAYS.match(line.folded, position):
        return simple(position, found.end(), "name", "around_the_clock")
    found = FRAME.match(line.folded, position)
    if found and found[0][0] != "半" and _EACH.ends(line.folded[:position]):  # 每3年评估一次
        return None
    if found and match_plain(line.folded, found.start(1)) is None:  # 三年级, 80年代
        return None
    found = found or CAMPAIGN.match(line.folded, position) or AFTER_EVENT.match(line.folded, position)
    if not found or _is_limit(line.folded[max(0, position - 12) : position]):
        return None
    return simple(position, found.end(), "date", "time_frame")


def _is_limit(before: str) -> bool:
    """Tell whether a text sets a limit to the duration that follows it: 不超过, 年限提高到."""
    plain = before.rstrip(" 约近为")
    return LIMITED.ends(plain) or LASTING.near_end(plain, 4)
