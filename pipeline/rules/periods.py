"""Words of time and what they do to a year or a deadline (rules/lang/period_words.csv)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from pipeline.rules import load


class PeriodWord(NamedTuple):
    """A word of time; `use` is what it is asked for, `value` what it says there.

    `far`: a plan of no year (远期). `own_year`: of the year of the list or document (年底). `recurring`: of no one year
    (每年). `relative`: a year told from the document's first (明年: 1). `until`: before a year that is due (到). `by`: behind one
    (底前). `against`: before a year that is only compared with or done in (比). `opens`: before a year that opens a clause (并).
    `done`: behind a year in which a thing was made (建成 …的). `whole_year`: names a time beside quarters (全年).
    `since`: behind a time that a thing begins at (6月起). `current`: the month or quarter of the document's own date, `value`
    months long (本月). `issued`: behind the date of a document (印发).
    """

    word: str
    use: str
    value: str
    example: str
    source: str


@cache
def period_words() -> tuple[PeriodWord, ...]:
    """All rows of the table."""
    return load("lang/period_words.csv", PeriodWord, key=("word", "use"))
