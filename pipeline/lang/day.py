"""Days: the last one on which something is due, and the date that a document states of itself. Words: period_words.csv."""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Generic, NamedTuple, TypeVar

from pipeline.lang.fold import fold
from pipeline.lang.numeral import parse_number
from pipeline.lang.period import (
    DOCUMENT_NUMBER,
    MONTH,
    NUMERIC_DATE,
    QUARTER_SIGN,
    DueYears,
    Quarter,
    find_due_dates,
    find_due_years,
    find_parts,
    find_years,
    read_due,
    time_words,
    write_years,
)
from pipeline.lang.sentence import LINE_END, starts_behind
from pipeline.lang.text import read_once
from pipeline.model.record import record
from pipeline.rules.periods import period_words

_HAN = "[一二三四五六七八九十]"
_NUMBER = r"[\d一二三四五六七八九十]{1,3}"
_OF_YEAR = re.compile(rf"(20\d\d) ?年? ?(?:{_NUMBER} ?月.{{0,6}})?$")  # 2022年4月1日至
_NAME = re.compile(r"《[^》]*》")
MONTH_DAY = re.compile(
    rf"(?<![\d一二三四五六七八九十])(?P<month>{_NUMBER}) ?月(?!内|{_HAN}(?!{_HAN}|[日号]))(?:份? ?(?P<day>{_NUMBER}) ?[日号])?"
)  # 三月三 and 一月一次 name no month
_DATE = re.compile(rf"(?P<year>20\d\d) ?年 ?(?P<month>{_NUMBER}) ?月 ?(?P<day>{_NUMBER}) ?日")
_UNTIL = re.compile(r"累计|(?:到|至|截止) ?(?:20\d\d ?年|“?十[一二三四五六七八九]五)")
_DAY = (
    rf"(?<!\d)(?P<year>20\d\d) ?[年./-] ?(?P<month>{_NUMBER}) ?[月./-] ?(?P<day>{_NUMBER})(?!\d) ?日?"  # 2024-03-15 too
)
_LABEL = r"(?:日期|时间) ?[\]】]? ?[：:]? ?"
_BEHIND = r"[）)]?(?:[T ]?[\d:：时分秒. +Z]*| ?[（(][^（）()]*[）)])$"  # 10:22:00, （此件公开发布）
_PLAN_NAME = re.compile(r"十([一二三四五六七八九])五")
YEAR_END = 12
_DAYS_KEPT = 512  # of which a document names few


_Time = TypeVar("_Time")


class End(NamedTuple):
    """When a stated time ends: the last day of a month, or a day of it."""

    month: int
    day: int | None = None

    def of(self, year: int) -> date:
        """The day in a year; of a month that has no such day its last."""
        return _last_day(year, self.month, self.day)


@lru_cache(_DAYS_KEPT)
def _last_day(year: int, month: int, day: int | None) -> date:
    last = monthrange(year, month)[1]
    return date(year, month, min(day or last, last))


@record
class Stated(Generic[_Time]):
    """The times of one kind that a text names, where each is said, and where its lines begin."""

    positions: list[int]
    times: list[_Time]
    lines: list[int]

    def at(self, start: int, position: int) -> _Time | None:
        """Time of a figure at `position` of the sentence that begins at `start`: the last named there or in its line."""
        if not self.positions or self.positions[0] > position:
            return None
        index = bisect_right(self.positions, position) - 1
        line = self.lines[bisect_right(self.lines, position) - 1]
        return self.times[index] if self.positions[index] >= min(start, line) else None


@record
class Times:
    """The times of a year that a text names: as quarters (None: a time of its own, as 全年 or 6月底), and as the days they end on."""

    quarters: Stated[int | None]
    ends: Stated[End]


_NO_TIMES = Times(Stated([], [], [0]), Stated([], [], [0]))


def find_times(folded: str, years: Iterable[int] = (), published: date | None = None) -> Times:
    """Find all times of a year that a folded text names; at `years`, where a year is stated, a new one begins.

    `published` says which month 本月底 is. Where a time only begins (从6月起), none ends.
    """
    if not QUARTER_SIGN.search(folded):
        return _NO_TIMES
    parts = [part for part in find_parts(folded) if not _since().match(folded, part.end)]
    marks = sorted([*_find_marks(folded, parts, published), *((position, End(YEAR_END)) for position in years)])
    if not marks:
        return _NO_TIMES
    lines = [0, *starts_behind(folded, LINE_END)]
    ends = Stated([position for position, _ in marks], [end for _, end in marks], lines)
    return Times(_find_quarters(folded, parts, lines), ends)


def _find_quarters(folded: str, parts: list[Quarter], lines: list[int]) -> Stated[int | None]:
    """The quarters of a folded text whose `parts` (`find_parts`) and beginnings of lines are known."""
    marks = [(part.start, part.only) for part in parts]
    marks += [(found.start(), None) for found in MONTH.finditer(folded)] if "月" in folded else ()
    marks.sort(key=lambda mark: mark[0])
    return Stated([start for start, _ in marks], [quarter for _, quarter in marks], lines)


def _find_marks(folded: str, parts: list[Quarter], published: date | None = None) -> Iterator[tuple[int, End]]:
    for part in parts:
        yield part.start, End(3 * part.last)
    for found in MONTH_DAY.finditer(folded) if "月" in folded else ():
        end = _read_end(found["month"], found["day"])
        if end and not _since().match(folded, found.end()):
            yield found.start(), end
    if published:
        for found in time_words("current").finditer(folded):
            length = _lengths()[found[0]]
            yield found.end(), End(-(-published.month // length) * length)
    for found in find_due_dates(folded):
        if end := _read_end(found["month"], found["day"]):
            yield found.start("month"), end


@cache
def _lengths() -> dict[str, int]:
    """How many months a time is long that is now: 本季度."""
    return {row.word: int(row.value) for row in period_words() if row.use == "current"}


def _since() -> re.Pattern[str]:
    """Behind a time that a thing begins at, none that it is due by: 6月起, not 6月起草."""
    return time_words("since", "[份底]?@(?!草)")


def _read_end(month: str, day: str | None) -> End | None:
    """A month and a day as written; None where there is no such month."""
    number, of_month = _read(month), _read(day) if day else None
    return End(number, of_month) if 1 <= number <= YEAR_END and of_month != 0 else None


def _read(written: str) -> int:
    return int(written) if written.isdecimal() else int(parse_number(written) or 0)


def decide_due_date(year: int | None, said: End | None, quarter: int | None, deadline: date | None) -> date | None:
    """The last day on which a figure of a year is due: as its sentence says, at its quarter's end, on the measure's day."""
    if year is None:
        return None
    if quarter is not None:
        is_within = said is not None and (said.month - 1) // 3 + 1 == quarter
        return (said if said and is_within else End(3 * quarter)).of(year)
    if said is not None:
        return said.of(year)
    return deadline if deadline is not None and deadline.year == year else End(YEAR_END).of(year)


def find_later_year(due: DueYears, position: int, year: int | None, planned: int | None) -> int | None:
    """The year that a figure at `position` is due in: the one planned, or a later one that its sentence states."""
    if planned is None or not due.years or max(due.years) <= planned:
        return year
    stated = due.at(position)
    return stated if stated and stated > planned else year


def decide_task_date(
    folded: str, year: int | None, quarter: int | None, deadline: date | None, published: date | None = None
) -> date | None:
    """The last day on which the whole of a task is due, by its own words, folded: 6月底前完成方案，9月份开工 by the end of September.

    `year` is that of its plan, its deadline or its heading; where there is none, the one year that the words state as due.
    """
    if year and not QUARTER_SIGN.search(folded):  # it names no time
        return decide_due_date(year, None, quarter, deadline)
    folded = _NAME.sub(lambda found: " " * len(found[0]), folded)
    due = find_due_years(folded, year or (published.year if published else None))
    if year is None:
        year = due.years[0] if len(set(due.years)) == 1 else None
    return decide_due_date(year, _last_end(folded, due, year, published) if year else None, quarter, deadline)


def _last_end(folded: str, due: DueYears, year: int, published: date | None) -> End | None:
    """The last time of a year that a text names; a year alone (2025年，6月底前) is none where a time of it follows."""
    plain, stated, found = write_years(folded), set(due.positions), list[End]()
    marks = find_times(folded, due.positions, published).ends
    for position, end, following in zip(marks.positions, marks.times, [*marks.positions[1:], None], strict=False):
        is_year = position in stated and following is not None and following not in stated and due.at(following) == year
        named = _OF_YEAR.search(plain, max(0, position - 18), position)
        own = int(named[1]) if named else due.at(position) or year
        if own == year and not is_year:
            found.append(end)
    return max(found, default=None, key=lambda end: end.of(year))


def read_due_date(text: str, list_year: int | None, published: date | None = None) -> date | None:
    """Read a deadline cell: the last day of what it states last of the year that it is due in (`period.read_due`)."""
    due = read_due(text, list_year)
    if due.year is None:
        return None
    plain = write_years(fold(text))
    start = max((one.start for one in find_years(plain) if one.year == due.year), default=0)
    numeric = NUMERIC_DATE.match(plain, start)
    if numeric and (end := _read_end(numeric["month"], numeric["day"])):
        return end.of(due.year)
    ends = [end for _, end in sorted(_find_marks(plain[start:], find_parts(plain[start:]), published))]
    return (ends[-1] if ends else End(YEAR_END)).of(due.year)


@lru_cache(_DAYS_KEPT)
def read_column_end(heading: str, year: int) -> date | None:
    """The last day of the part of a year that a heading names: 上半年, 前三季度, 9月底前; None where it names none."""
    plain = write_years(read_once(heading).folded)
    ends = [end for _, end in sorted(_find_marks(plain, find_parts(plain)))] if QUARTER_SIGN.search(plain) else []
    return ends[-1].of(year) if ends and ends[-1].month < YEAR_END else None


def read_first_year(title: str) -> int | None:
    """The first year that a title speaks of: of 2024—2026年 2024, of “十四五” 2021; None where it speaks of none."""
    plain = DOCUMENT_NUMBER.sub("", write_years(fold(title)))
    plans = [2006 + 5 * (_read(found[1]) - 1) for found in _PLAN_NAME.finditer(plain)]
    return min([*plans, *(one.year for one in find_years(plain))], default=None)


def read_date(text: str) -> date | None:
    """The first whole date of a text: 2024年3月15日, 二〇二四年三月十五日; None where there is none."""
    found = _DATE.search(write_years(fold(text)))
    return _make_date(found) if found else None


def _make_date(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["year"]), _read(found["month"]), _read(found["day"]))
    except ValueError:  # 2月30日
        return None


@cache
def _statements() -> tuple[re.Pattern[str], ...]:
    """How a document states its date, the surest first; the last is a date alone on its line."""
    return (
        time_words("issued", rf"{_DATE.pattern} ?@"),
        time_words("held", rf"^[（(]?[-—~]* ?{_DATE.pattern} ?在[^，。]+@[）)]?$"),
        time_words("issued", rf"@{_LABEL}{_DAY}"),
        time_words("dated", rf"(?:@|^){_LABEL}{_DAY}"),
        re.compile(rf"^[（(]?{_DAY}{_BEHIND}"),
    )


def read_published(lines: Iterable[str], cells: Iterable[str] = ()) -> date | None:
    """The date that a document states of itself: one that it was issued on, else the last that stands alone on its line.

    A label (发布日期：) may stand on the line before; one of the `cells` of its tables is none for standing alone.
    """
    said: dict[int, date] = {}
    label, alone = "", len(_statements()) - 1
    for is_cell, line in (*((False, line) for line in lines), *((True, cell) for cell in cells)):
        plain = label + write_years(fold(line)).strip()
        for rank, pattern in enumerate(_statements()[: alone if is_cell else None]):
            if (rank == alone or rank not in said) and (found := pattern.search(plain)) and (day := _make_date(found)):
                said[rank] = day
        label = plain if re.search(f"{_LABEL}$", plain) else ""
    return said[min(said)] if said else None


def is_added_up(text: str) -> bool:
    """Tell whether an amount is added up until a year: 到2025年新增480个, 累计新增480个."""
    return bool(_UNTIL.search(text))


def cut_own_year(name: str, year: int | None) -> str:
    """Take the year that a figure is due in out of the name of what it counts: 公司2023年交易额 → 公司交易额."""
    found = year and "年" in name and re.search(rf"(?<!\d){year} ?年(?:度|底前?|末)?", fold(name))
    return (name[: found.start()] + name[found.end() :]).strip() if found else name
