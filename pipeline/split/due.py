"""2025年12月底前 → due in 2025: what a deadline cell, a title or a heading says about the year."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.lang.fold import fold

YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
HAN_YEAR = re.compile(r"二[〇零○O0][〇零一二三四五六七八九]{2}(?=年)")
FIVE_YEARS = re.compile(r"十([三四五六七八])五[”」]?(?:规划)?期?[末间]")
THIS_YEAR = re.compile(r"今年|本年|年[底末内中]|全年|当年|(?<![\d年])\d{1,2} ?月|[一二三四1-4]季度|上半年|下半年")
DOCUMENT_NUMBER = re.compile(r"[〔\[（(]20\d\d[〕\])）] ?\d+ ?号")
HAN = "〇一二三四五六七八九"


class Due(NamedTuple):
    """The year that something is due in; `is_single` where no other year is named beside it."""

    year: int | None
    is_single: bool


NEVER = Due(None, False)


def read_due(text: str, list_year: int | None) -> Due:
    """Read a deadline: the last year that it names. 年底前 and 6月底 are of `list_year`, the year of the list.

    2024—2026年 is due in 2026; 持续推进, 长期 and 每年12月 in no year.
    """
    folded = DOCUMENT_NUMBER.sub("", HAN_YEAR.sub(_digits, fold(text)))
    years = [int(found[1]) for found in YEAR.finditer(folded)]
    years += [2005 + 5 * HAN.index(found[1]) for found in FIVE_YEARS.finditer(folded)]
    if years:
        is_range = re.search(r"20\d\d ?年? ?[-~至到] ?20\d\d", folded) is not None
        return Due(max(years), len(set(years)) == 1 or (is_range and len(set(years)) == 2))
    if list_year is not None and THIS_YEAR.search(folded) and "每年" not in folded:
        return Due(list_year, True)
    return NEVER


def read_list_year(title: str) -> int | None:
    """The one year that a title speaks of (2024年民生实事任务分解表); None for none, several or a document's number."""
    folded = DOCUMENT_NUMBER.sub("", HAN_YEAR.sub(_digits, fold(title)))
    years = {int(found[1]) for found in re.finditer(r"(?<![\d—-])(20\d\d) ?年(?! ?[-~至到—] ?20)", folded)}
    return years.pop() if len(years) == 1 and len(set(YEAR.findall(folded))) == 1 else None


def _digits(found: re.Match[str]) -> str:
    return "".join("0" if c in "〇零○O0" else str(HAN.index(c)) for c in found[0])
