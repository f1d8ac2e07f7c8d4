"""到2025年底 → 2025: which year a sentence is due in."""

from __future__ import annotations

import re

from pipeline.lang.numeral import parse_digits

DUE = re.compile(
    r"(?P<far>(?:到|至|力争|争取|确保|预计|计划|截至|力争到|争取到) ?)?(?P<year>20\d\d) ?年(?P<by>底前|末前|底|末|前|之前|年底|，|,)?"
)
AGAINST = re.compile(r"(?:比|较|以|从|自|对|将|与|和|较之|完成|在)$")
STATED = re.compile(r"(?:^|[，。；：、\n”]|全力争取|今年|力争|争取|确保|计划|预计|并|、)$")
FIVE_YEARS = re.compile(r"十([一二三四五六七八九])五[”」]?(?:规划)?期?末")
HAN_YEAR = re.compile(r"二[〇零][〇零一二三四五六七八九]{2}(?= ?年)")
RELATIVE = (("今年", 0), ("本年", 0), ("明年", 1), ("后年", 2))


def find_due_year(folded: str, position: int, first_year: int | None) -> int | None:
    """Year that a number at `position` of a text outside the plan columns is due in; None where none is said.

    到2025年, 2025年底前 and a year that opens a clause count; 比2020年, 2020年的 do not. 今年 is `first_year`.
    """
    start = max(folded.rfind("。", 0, position), folded.rfind("\n", 0, position)) + 1
    before = HAN_YEAR.sub(_digits, folded[start:position])
    year: int | None = None
    for found in DUE.finditer(before):
        if _is_due(before, found):
            year = int(found["year"])
    if year is None and (plan := FIVE_YEARS.search(before)):
        year = 2005 + 5 * ("一二三四五六七八九".index(plan[1]) + 1)
    if year is None and first_year is not None:
        year = next((first_year + shift for word, shift in RELATIVE if word in before), None)
    return year


def _digits(found: re.Match[str]) -> str:
    """Write 二〇二五 as 2025, of equal length."""
    return str(parse_digits(found[0]))


def _is_due(before: str, found: re.Match[str]) -> bool:
    """Tell a due year from a year that is only named."""
    left = before[: found.start()]
    if left and (left[-1] in "-~至—" or AGAINST.search(left)):
        return False
    if before[found.end() : found.end() + 1] in ("的", "-", "~", "至"):
        return False
    return bool(found["far"] or (found["by"] and found["by"] not in "，,") or STATED.search(left))


def find_years(folded: str, start: int, end: int) -> list[int]:
    """All years of 到2023年、2025年 in a stretch of text, in order."""
    return [int(found[1]) for found in re.finditer(r"(20\d\d) ?年", folded[start:end])]
