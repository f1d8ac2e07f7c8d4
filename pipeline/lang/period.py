"""What a text says of time, the one eye for it: years in any digits, five-year plans, quarters, and what is due when.

A year is written 2025, ２０２５, 二〇二五, 二O二五 or 二零二五; a plan of five years (十五五) is of its last. The words that
make a year one that is due, or none, are rows of rules/lang/period_words.csv; here are digits, marks and order.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.lang.sentence import FULL_STOP, starts_behind
from pipeline.lang.text import read_once
from pipeline.model.record import record
from pipeline.rules.periods import period_words

_HAN = "〇一二三四五六七八九"
ZEROS = "〇零○Oo"
_DIGITS = dict.fromkeys(ZEROS, "0") | {mark: str(value) for value, mark in enumerate(_HAN)}
MIXED = rf"[{ZEROS}{_HAN}\d]"
WRITTEN_YEAR = re.compile(rf"[二2][{ZEROS}0]{MIXED}{{2}}(?:(?<![\w.%].{{4}})(?![\w.%])|(?= ?年))")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
FIVE_YEARS = re.compile(r"十([一二三四五六七八九])五[”」’]? ?(?:规划)?(?:时?期)?(?:[末间]|(?<=时期))")
YEARS_SPAN = re.compile(r"20\d\d ?年? ?[-~至到] ?20\d\d")
_MONTH_DAY = r"(?P<month>\d{1,2})(?: ?[-./] ?(?P<day>\d{1,2}))?"
NUMERIC_DATE = re.compile(rf"(?<![\d.])(?P<year>20\d\d) ?[-./] ?{_MONTH_DAY}(?![\d.])")
DOCUMENT_NUMBER = re.compile(r"[〔\[（(]20\d\d[〕\])）] ?\d+ ?号")
CENTURY = re.compile("[2２二][0０〇零○OoＯｏ]")  # as written, not folded
YEAR_SIGN = re.compile(r"年|末|间|时期|本|20\d\d ?[-./] ?\d")  # one is in all that says a year

_ORDINAL = "[一二三四1-4]"
_QUARTER = (
    rf"(?P<before>前)? ?第? ?(?P<first>[一二两三四1-4])(?: ?(?:[、~和及与至到-]|第)+ ?(?P<last>{_ORDINAL}))?[ \n]?个?季"
)
QUARTER_LABEL = re.compile(rf"(?:20\d\d年)? ?{_QUARTER}度?")
QUARTER_SENTENCE = re.compile(rf"{_QUARTER}度")
QUARTER_LETTER = re.compile(r"(?<![A-Za-z])[Qq](?P<first>[1-4])(?!\d)")
HALF = re.compile("(?P<half>[上下])半年")
MONTH = re.compile(r"(?<!\d)\d{1,2} ?月")
QUARTER_SIGN = re.compile(r"季|月|年|20\d\d ?[-./] ?\d")  # one is in all that names a part of a year
_NUMBER = {mark: value for value, pair in enumerate(("一1", "二2两", "三3", "四4"), 1) for mark in pair}

# Times that a phrase opens or closes with, as choices of a pattern: 到2025年底|前, 第三季度, 6月底前.
OPENING_TIMES = (
    r"到?20\d\d ?年?(?:[、和及与]20\d\d ?年?)+|到?(?:20\d\d ?|二[〇零]\w\w)年(?:底前|[底末前度起])?|20\d\d ?年?[-—~至到]20\d\d ?年?(?:期间)?"
    r"|到?[“”]?十[一二三四五]五[“”]?(?:时期|期间|期末|末)|(?:第?[一二三四1-4][、和及与至到-])?第?[一二三四1-4]季度|[上下]半年|\d{1,2} ?月(?:份|底)?前?"
)
OPENING_FIRSTS = f"0123456789到第上下“”十{_HAN}"  # what the first can begin with
CLOSING_TIMES = r"[由从]20\d\d ?年(?:底|末)?的?|\d{1,2} ?月(?:底|份|末)?前?"


# --- years -----------------------------------------------------------------------------------


def write_years(folded: str) -> str:
    """Write every year in Arabic digits: 二〇二五年 as 2025年, of equal length."""
    return WRITTEN_YEAR.sub(lambda found: "".join(_DIGITS.get(mark, mark) for mark in found[0]), folded)


class Year(NamedTuple):
    """A year that a text names, and where; of a plan of five years the last."""

    start: int
    end: int
    year: int


def find_years(text: str) -> list[Year]:
    """Find all years that a text names, in order."""
    plain = write_years(read_once(text).folded)
    years = [Year(*found.span(), int(found[0])) for found in _YEAR.finditer(plain)]
    return sorted([*years, *_find_plans(plain)])


def _find_plans(plain: str) -> list[Year]:
    return [Year(*found.span(), 2005 + 5 * _HAN.index(found[1])) for found in FIVE_YEARS.finditer(plain)]


class Quarter(NamedTuple):
    """A quarter that a text names, or some that follow each other: 第三季度, 一至三季度, 前三季度, 上半年."""

    start: int
    end: int
    first: int
    last: int

    @property
    def only(self) -> int | None:
        """The quarter; None where there are several."""
        return self.first if self.first == self.last else None


def make_quarter(found: re.Match[str]) -> Quarter:
    """The quarter that a match of these patterns names."""
    parts = found.groupdict()
    if half := parts.get("half"):
        return Quarter(*found.span(), *((1, 2) if half == "上" else (3, 4)))
    first, last = _NUMBER[parts["first"]], _NUMBER[parts["last"]] if parts.get("last") else None
    if parts.get("before"):
        return Quarter(*found.span(), 1, last or first)
    return Quarter(*found.span(), first, last or first)


def read_quarter(folded: str, position: int) -> Quarter | None:
    """Read the quarter label (第三季度： 一季度 第1季度 2023年第二季度) that stands at `position`, or None."""
    found = QUARTER_LABEL.match(folded, position)
    return make_quarter(found) if found else None


def find_parts(folded: str) -> list[Quarter]:
    """The quarters, halves and whole years that a folded text names: those of one kind in order, one kind after the other."""
    found = [*QUARTER_SENTENCE.finditer(folded)] if "季" in folded else []
    found += HALF.finditer(folded) if "半年" in folded else ()
    whole = [Quarter(*one.span(), 1, 4) for one in time_words("whole_year").finditer(folded)]
    return [*map(make_quarter, found), *whole]


# --- headings --------------------------------------------------------------------------------


class Period(NamedTuple):
    """What time a heading plans: 2024年一季度."""

    year: int | None
    quarter: int | None


def read_period(heading: str, whole: str = "") -> Period:
    """Read the year and quarter that a heading plans; None where it names several. Of `whole` where it names no year."""
    years = list(dict.fromkeys(_years_of_heading(heading) or _years_of_heading(whole)))
    folded = read_once(heading).folded
    found = [*QUARTER_LABEL.finditer(folded), *QUARTER_LETTER.finditer(folded)]
    quarters = [make_quarter(one) for one in found]
    return Period(years[0] if len(years) == 1 else None, quarters[0].only if len(quarters) == 1 else None)


def _years_of_heading(text: str) -> list[int]:
    """The years that a heading names; of a plan of five years its end (“十五五”末), not the time that it takes."""
    return [one.year for one in find_years(text) if text[one.end - 1] not in "间期"]


def cut_year(heading: str) -> str:
    """Take the first year off a heading, with the words around it: 到2025年底目标 → 目标."""
    if not CENTURY.search(heading):  # of the cells of a body most
        return heading
    plain = write_years(read_once(heading).folded)
    found = re.search(r"(?:到|截至|至)?(?<!\d)20\d\d(?!\d)(?:年度?)?(?:底|末)?", plain)
    return heading[: found.start()] + heading[found.end() :] if found else heading


def is_far(heading: str) -> bool:
    """Tell whether a heading plans for no year that is known: 远期目标."""
    return time_words("far").search(read_once(heading).folded) is not None


# --- deadlines and titles --------------------------------------------------------------------


class Due(NamedTuple):
    """The year that something is due in; `is_single` where no other year is named beside it."""

    year: int | None
    is_single: bool


NEVER = Due(None, False)


def read_due(text: str, list_year: int | None) -> Due:
    """Read a deadline: the last year that it names. 年底前 and 6月底 are of `list_year`, the year of the list.

    2024—2026年 is due in 2026; 持续推进, 长期 and 每年12月 in no year.
    """
    plain = DOCUMENT_NUMBER.sub("", write_years(read_once(text).folded))
    years = [one.year for one in find_years(plain)]
    if years:
        several = len(set(years))
        return Due(max(years), several == 1 or (several == 2 and YEARS_SPAN.search(plain) is not None))
    if list_year is not None and _says_part_of_year(plain) and not time_words("recurring").search(plain):
        return Due(list_year, True)
    return NEVER


def _says_part_of_year(plain: str) -> bool:
    own = time_words("own_year", rf"(?<![{_HAN}十两几\d])@")
    return any(pattern.search(plain) for pattern in (own, MONTH, HALF, QUARTER_SENTENCE))


def read_list_year(title: str) -> int | None:
    """The one year that a title speaks of (2024年民生实事任务分解表); None for none, several or a document's number."""
    plain = DOCUMENT_NUMBER.sub("", write_years(read_once(title).folded))
    years = set(_YEAR.findall(plain))
    stated = set(re.findall(r"(?<![\d-])(20\d\d) ?年(?! ?[-~至到] ?20)", plain))
    return int(stated.pop()) if len(stated) == 1 and len(years) == 1 else None


@record
class DueYears:
    """The years that a text states as due: where each is said, and where paragraphs or sentences break.

    到2025年, 2025年底前 and a year that opens a clause count; 比2020年, 2020年的 do not. 今年 is the first year of
    the document's plan; a span without a beginning (三年内) states no year.
    """

    positions: list[int]
    years: list[int]
    breaks: list[int]

    def at(self, position: int) -> int | None:
        """Year that a figure at `position` is due in: the last one stated before it in its sentence, or None."""
        if not self.positions or self.positions[0] > position:
            return None
        index, at = bisect_right(self.positions, position) - 1, bisect_right(self.breaks, position) - 1
        start = self.breaks[at] if at >= 0 else 0
        return self.years[index] if self.positions[index] >= start else None


def find_due_years(folded: str, first_year: int | None) -> DueYears:
    """Find all years that a folded text states as due."""
    if not YEAR_SIGN.search(folded):
        return DueYears([], [], [])
    plain = write_years(folded)
    dues = [found for found in _due().finditer(plain) if _is_due(plain, found)] if "20" in plain else []
    marks = [(found.start("year"), int(found["year"])) for found in (*dues, *find_due_dates(plain))]
    marks += [(plan.start, plan.year) for plan in _find_plans(plain)] if "十" in plain else ()
    if first_year is not None:
        marks += [(found.start(), first_year + _shifts()[found[0]]) for found in _relative().finditer(plain)]
    marks.sort()
    breaks = starts_behind(folded, FULL_STOP) if marks else []
    return DueYears([position for position, _ in marks], [year for _, year in marks], breaks)


@cache
def time_words(use: str, template: str = "@") -> re.Pattern[str]:
    """The words of one use, the longest first, in the place of @."""
    found = sorted((row.word for row in period_words() if row.use == use), key=len, reverse=True)
    return re.compile(template.replace("@", f"(?:{'|'.join(map(re.escape, found)) or '(?!)'})"))


@cache
def _due() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<until>{time_words('until').pattern} ?)?(?P<year>20\d\d) ?年(?P<by>{time_words('by').pattern}|，|,)?"
    )


def find_due_dates(plain: str) -> Iterator[re.Match[str]]:
    """Find the months and days in digits that something is due by: 2025.12前, 到2025-06-30."""
    if "20" in plain and NUMERIC_DATE.search(plain):
        yield from (found for found in _due_date().finditer(plain) if found["until"] or found["by"])


@cache
def _due_date() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<until>{time_words('until').pattern} ?)?{NUMERIC_DATE.pattern} ?(?P<by>{time_words('by').pattern})?"
    )


@cache
def _shifts() -> dict[str, int]:
    """How many years later than this one a word says: 明年."""
    return {row.word: int(row.value) for row in period_words() if row.use == "relative"}


def _relative() -> re.Pattern[str]:
    """今年 and the like; not 本年度…以来, which is a time that has been."""
    return time_words("relative", "@(?!(?<=本年)度?[^，。]{0,4}以来)")


def _is_due(text: str, found: re.Match[str]) -> bool:
    """Tell a due year from a year that is only named."""
    left = text[max(0, found.start() - 4) : found.start()]
    if time_words("done", r"(?:以前|之前)?@[^，。；]{0,6}的").match(text, found.end()):
        return False
    if (found["by"] or "").endswith("前") and not left.endswith(("比", "较")):
        return True
    if left and (left[-1] in "-~至—" or time_words("against", "@$").search(left)):
        return False
    following = text[found.end() : found.end() + 1]
    if following in ("-", "~", "至") or (following == "的" and not _is_changed_to(text, found.start("year"))):
        return False
    if found["until"]:
        return not _is_each_year(text, found)
    is_first = found.start() == 0 or text[found.start() - 1] in "，。；：、\n”→" or left.rstrip(" ").endswith("|")
    return bool((found["by"] and found["by"] not in "，,") or is_first or time_words("opens", "@$").search(left))


def _is_each_year(text: str, found: re.Match[str]) -> bool:
    """Tell whether a year only ends a span whose every year is meant: 2025至2027年，每年."""
    opens = re.search(r"20\d\d ?年? ?$", text[max(0, found.start() - 7) : found.start()])
    return opens is not None and time_words("recurring", "[，,]?@").match(text, found.end("year") + 1) is not None


def _is_changed_to(text: str, position: int) -> bool:
    """Tell whether what stands before a year is a change that leads up to it: 增加到2025年的."""
    return re.search(r"[加高大升长低降少缩][到至] ?$", text[max(0, position - 4) : position]) is not None
