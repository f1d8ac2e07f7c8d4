"""到2025年底 → 2025: which year a sentence is due in."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from pipeline.lang.numeral import parse_digits

DUE = re.compile(
    r"(?P<far>(?:到|至|力争|争取|确保|预计|计划|截至|力争到|争取到|面向|展望|希望|瞄准) ?)?(?P<year>20\d\d) ?年(?P<by>底前|末前|底|末|前|之前|年底|，|,)?"
)
AGAINST = re.compile(r"(?:比|较|以|从|自|对|将|与|和|较之|完成|在)$")
STATED = re.compile(r"(?:^|[，。；：、\n”]|\| ?|→|全力争取|今年|力争|争取|确保|计划|预计|并|、)$")
FIVE_YEARS = re.compile(r"十([一二三四五六七八九])五[”」’]?(?:规划|时)?期?末")
HAN_YEAR = re.compile(r"二[〇零][〇零一二三四五六七八九]{2}(?= ?年)")
RELATIVE = re.compile("今年|本年(?!度?[^，。]{0,4}以来)|明年|后年")
SHIFTS = {"今年": 0, "本年": 0, "明年": 1, "后年": 2}
CHANGED_TO = re.compile(r"[加高大升长低降少缩][到至] ?$")
BUILT_BY = re.compile("(?:以前|之前)?(?:建成|投产|取得|登记|注册|参加|入职|出生|竣工|交付|投入使用)[^，。；]{0,6}的")
QUARTER = re.compile(r"第?([一二三四1-4]) ?季度|全年|年底|[上下]半年|\d{1,2} ?月")
QUARTER_SIGN = re.compile("季|月|全年|年底|半年")  # one is in all of QUARTER
YEAR_SIGN = re.compile("年|末")  # one is in all that says a year
BREAK = re.compile("[。\n]")
JOINED_YEARS = re.compile(r"20\d\d ?年(?:底)?(?:[、和及与]20\d\d ?年(?:底)?)+")


class DueYears(NamedTuple):
    """The years that a text states as due: where each is said, and where paragraphs or sentences break.

    到2025年, 2025年底前 and a year that opens a clause count; 比2020年, 2020年的 do not. 今年 is the first year of
    the document's plan; a span without a beginning (三年内) states no year.
    """

    positions: list[int]
    years: list[int]
    breaks: list[int]

    def at(self, position: int) -> int | None:
        """Year that a figure at `position` is due in: the last one stated before it in its sentence, or None."""
        index = bisect_right(self.positions, position) - 1
        if index < 0:
            return None
        at = bisect_right(self.breaks, position) - 1
        start = self.breaks[at] if at >= 0 else 0
        return self.years[index] if self.positions[index] >= start else None


class Quarters(NamedTuple):
    """The quarters that a text names (None: a time of its own, as 全年 or 6月底), and where its lines begin."""

    positions: list[int]
    quarters: list[int | None]
    lines: list[int]

    def at(self, start: int, position: int) -> int | None:
        """Quarter of a figure at `position` of the sentence that begins at `start`: the last named there or in its line."""
        index = bisect_right(self.positions, position) - 1
        if index < 0:
            return None
        line = self.lines[bisect_right(self.lines, position) - 1]
        return self.quarters[index] if self.positions[index] >= min(start, line) else None


def find_quarters(folded: str) -> Quarters:
    """Find all quarters that a folded text names."""
    found = list(QUARTER.finditer(folded)) if QUARTER_SIGN.search(folded) else []
    numbers = [("一二三四".find(one[1]) + 1 or int(one[1])) if one[1] else None for one in found]
    lines = [0, *(place + 1 for place, character in enumerate(folded) if character == "\n")] if found else [0]
    return Quarters([one.start() for one in found], numbers, lines)


def find_due_years(folded: str, first_year: int | None) -> DueYears:
    """Find all years that a folded text states as due."""
    if not YEAR_SIGN.search(folded):
        return DueYears([], [], [])
    plain = HAN_YEAR.sub(_digits, folded)
    marks = [(found.start("year"), int(found["year"])) for found in DUE.finditer(plain) if _is_due(plain, found)]
    for plan in FIVE_YEARS.finditer(plain):
        marks.append((plan.start(), 2005 + 5 * ("一二三四五六七八九".index(plan[1]) + 1)))
    if first_year is not None:
        marks += [(found.start(), first_year + SHIFTS[found[0]]) for found in RELATIVE.finditer(plain)]
    marks.sort()
    breaks = [found.end() for found in BREAK.finditer(folded)]
    return DueYears([position for position, _ in marks], [year for _, year in marks], breaks)


def _digits(found: re.Match[str]) -> str:
    """Write 二〇二五 as 2025, of equal length."""
    return str(parse_digits(found[0]))


def _is_due(text: str, found: re.Match[str]) -> bool:
    """Tell a due year from a year that is only named."""
    left = text[max(0, found.start() - 4) : found.start()]
    if BUILT_BY.match(text, found.end()):
        return False
    if (found["by"] or "").endswith("前") and not left.endswith(("比", "较")):
        return True
    if left and (left[-1] in "-~至—" or AGAINST.search(left)):
        return False
    following = text[found.end() : found.end() + 1]
    if following in ("-", "~", "至") or (
        following == "的" and not CHANGED_TO.search(text[max(0, found.start("year") - 4) : found.start("year")])
    ):
        return False
    if found["far"]:
        return True
    at_start = found.start() == 0 or text[found.start() - 1] in "\n"
    return bool((found["by"] and found["by"] not in "，,") or at_start or STATED.search(left))


def find_joined_years(folded: str, start: int, end: int) -> list[int]:
    """The years of 到2023年、2025年 in a stretch of text, in order; years that stand apart are none of a list."""
    found = JOINED_YEARS.search(folded, start, end)
    return [int(year) for year in re.findall(r"20\d\d", found[0])] if found else []
