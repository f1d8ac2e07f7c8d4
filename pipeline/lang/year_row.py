"""Years that the figures behind them take in turn: 到2023年、2025年 … 分别, 2025—2027年，每年."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lang.numeral import CHINESE, parse_integer
from pipeline.lang.period import find_years, time_words, write_years
from pipeline.lang.sentence import has_stop
from pipeline.lang.text import read_once

_JOINED = re.compile(r"20\d\d ?(?:年底?)?(?:[、和及与]20\d\d ?(?:年底?)?)*[、和及与]20\d\d ?年底?")

_ALONE = re.compile(r" *(20\d\d) ?年? *")
_SPAN = re.compile(r"(20\d\d) ?年? ?[-~—–至到] ?(20\d\d) ?年")
_COUNTED = re.compile(rf"([{CHINESE}\d]) ?年(?:内|间|来)?[，,]?$")
_MOST = 8  # years that figures stand for in turn
_REACH = 300  # characters of a row
YEARS_SINCE = re.compile(r"年来(?!最)(?<=[\d一二两三四五六七八九十近]年来)")  # 十年来, 近年来


def find_joined_years(folded: str, start: int, end: int) -> list[int]:
    """The years of 到2023年、2025年 in a stretch of text, in order; years that stand apart are none of a list."""
    found = _JOINED.search(folded, start, end)
    return [one.year for one in find_years(found[0])] if found else []


def cut_joined_years(words: str) -> str:
    """Take 到2023年、2025年 off words: no name of anything."""
    plain = write_years(read_once(words).folded)
    found = _JOINED.search(plain)
    return words[: found.start()] + words[found.end() :] if found else words


def find_each_year(folded: str, start: int, end: int) -> list[int]:
    """The years of a span of which each is meant, in order: 2025—2027年，每年."""
    found = _each_year().search(folded, start, end)
    return _count_up(int(found["first"]), int(found["last"])) if found else []


@cache
def _each_year() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<first>20\d\d) ?年? ?[-~—至到] ?(?P<last>20\d\d) ?年[，,]?{time_words('recurring').pattern}"
    )


def find_span_years(folded: str, start: int, end: int) -> list[int]:
    """The years of the only span of years in a stretch of text, in order: 2023—2025年; [] where it has none, or more years."""
    years = find_years(folded[start:end])
    found = _SPAN.search(write_years(folded[start:end]))
    return _count_up(int(found[1]), int(found[2])) if found and len(years) == 2 else []


def find_counted_years(folded: str, start: int, end: int, planned: tuple[int, ...]) -> list[int]:
    """The years of 三年分别: those that the list plans, where they are as many."""
    found = _COUNTED.search(folded, start, end)
    return list(planned) if found and parse_integer(found[1]) == len(planned) else []


def _count_up(first: int, last: int) -> list[int]:
    return list(range(first, last + 1)) if 0 < last - first < _MOST else []


def find_row_year(folded: str, position: int) -> int | None:
    """The year of a row of a table in a cell, whose cells stand below each other: 2025年 alone on a line above, no stop between."""
    lines = folded[max(0, position - _REACH) : position].split("\n")
    end = folded.find("\n", position)
    if len(lines) == 1 or has_stop(folded[position : end if end >= 0 else position + _REACH]):
        return None
    for line in reversed(lines):
        if found := _ALONE.fullmatch(write_years(line)):
            return int(found[1])
        if has_stop(line):
            return None
    return None
