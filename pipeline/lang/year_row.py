"""Years of figures beside which none stands: taken in turn (到2023年、2025年 … 分别), carried on, of the title (年内)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from pipeline.lang.numeral import CHINESE, parse_integer
from pipeline.lang.period import HALF, MONTH, QUARTER_SENTENCE, DueYears, find_years, time_words, write_years
from pipeline.lang.sentence import FULL_STOP, has_stop, starts_behind
from pipeline.lang.text import read_once

_JOINED = re.compile(r"20\d\d ?(?:年底?)?(?:[、和及与]20\d\d ?(?:年底?)?)*[、和及与]20\d\d ?年底?")

_ALONE = re.compile(r" *(20\d\d) ?年? *")
_SPAN = re.compile(r"(20\d\d) ?年? ?[-~—–至到] ?(20\d\d) ?年")
_COUNTED = re.compile(rf"([{CHINESE}\d]) ?年(?:内|间|来)?[，,]?$")
_OPENS = re.compile(r"\s*(?:\d{1,2}[.、])?\D{0,80}")  # what may stand before the year that opens a paragraph of goals
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


def carry_years(due: DueYears, folded: str) -> DueYears:
    """Give the year that opens a paragraph of goals to its next sentences, until another is said: 到2025年，…。建成….

    A sentence that says several ends it.
    """
    marks, carried, paragraph = list(zip(due.positions, due.years, strict=True)), None, 0
    for start, end in pairwise([0, *due.breaks, len(folded)]):
        first, last = bisect_left(due.positions, start), bisect_left(due.positions, end)
        if folded[start - 1 : start] == "\n":
            carried, paragraph = None, start
        if first < last:
            is_open = carried is not None or _OPENS.fullmatch(folded, paragraph, due.positions[first]) is not None
            carried = due.years[first] if is_open and len({*due.years[first:last]}) == 1 else None
        elif carried is not None:
            marks.append((start, carried))
    return _state(marks, due.breaks)


def add_own_year(due: DueYears, folded: str, own_year: int) -> DueYears:
    """Add the year of a title where a time of it is said and no year before it in its sentence: 年内, 6月底前, 三季度."""
    times = [found.start() for found in _own_times().finditer(folded)]
    if not times:
        return due
    due = _state(zip(due.positions, due.years, strict=True), due.breaks or starts_behind(folded, FULL_STOP))
    marks = [*zip(due.positions, due.years, strict=True), *((at, own_year) for at in times if due.at(at) is None)]
    return _state(marks, due.breaks)


def _state(marks: Iterable[tuple[int, int]], breaks: list[int]) -> DueYears:
    marks = sorted(marks)
    return DueYears([at for at, _ in marks], [year for _, year in marks], breaks)


@cache
def _own_times() -> re.Pattern[str]:
    """Times of a year, those of another (上年末, 2024年12月底前) left out."""
    times = f"@|{HALF.pattern}|{QUARTER_SENTENCE.pattern}|{MONTH.pattern}份?(?:底前?|前)"
    return time_words("own_year", rf"(?<![年每同上去前次往{CHINESE}\d])(?:{times})(?!龄)")
