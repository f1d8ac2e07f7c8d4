"""Reports inside of plans: a sentence that tells what was done promises nothing.

Chinese verbs have no tense. What tells a report is a year that is past, words of ranking and success, figures too exact
to be goals (产值1865.7亿元, 增长14.7%) and results beside their change (达到5.67万亿元、增长5.4%); what tells a plan is any word
that announces, or a bound. A sentence that tells neither goes with its neighbours. Never asked inside a plan column.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.target.comparison import Reading
from pipeline.lang.cue import Cue

FUTURE, INSTRUMENT = Cue("roles", "future"), Cue("roles", "instrument")
REVIEW, HINT = Cue("roles", "review"), Cue("roles", "review_hint")
GROWTH, REDUCTION = Cue("basis", "change", "growth"), Cue("basis", "change", "reduction")
REPORT, PLAN = 2.0, -1.0
NUMBER = re.compile(r"[\d.,]+")
ABOUT = Cue("sentence_cues", "about")


def find_reports(folded: str, sentences: list[list[Reading]], first_year: int | None) -> list[bool]:
    """Tell of every sentence (its quantities) whether it is a report.

    `first_year` None says that nothing is known of the time of writing: then none is.
    """
    if first_year is None:
        return [False] * len(sentences)
    scores = [_score(folded, readings) for readings in sentences]
    known = [None if PLAN < score < REPORT else score >= REPORT for score in scores]
    before: bool | None = None
    reports: list[bool] = []
    for index, is_report in enumerate(known):
        if is_report is None:
            after = next((one for one in known[index + 1 : index + 3] if one is not None), None)
            is_report = bool(before if before is not None else after)
            is_report = is_report and scores[index] >= 0
        else:
            before = is_report
        reports.append(is_report)
    return reports


def is_past(folded: str, readings: list[Reading], year: int | None, first_year: int | None) -> bool:
    """Tell whether a figure due in `year` lies before the first year of the document: 2024年达到4500亿元."""
    if first_year is None or year is None or year >= first_year:
        return False
    return not any(_says(folded, readings, cue) for cue in (FUTURE, INSTRUMENT))


def _says(folded: str, readings: list[Reading], cue: Cue) -> bool:
    sentence = readings[0].sentence
    return bool(cue.within(folded, sentence.start, sentence.end))


def _score(folded: str, readings: list[Reading]) -> float:
    """Weigh the signs of a sentence: report above 0, plan below."""
    sentence = readings[0].sentence
    if _says(folded, readings, FUTURE) or _says(folded, readings, INSTRUMENT):
        return PLAN
    bounds = sum(_is_bound(folded, reading) for reading in readings)
    if _says(folded, readings, REVIEW):
        return REPORT - bounds
    hints = float(HINT.count(folded, sentence.start, sentence.end))
    hints += sum(_exactness(folded, reading) for reading in readings)
    hints += len(_change_after().findall(folded, sentence.start, sentence.end))
    return hints - bounds


@cache
def _change_after() -> re.Pattern[str]:
    """Compile a result beside its change: 达到5.67万亿元|、增长5."""
    return re.compile(rf"[、，](?:{GROWTH.pattern}|{REDUCTION.pattern}) ?\d")


def _is_bound(folded: str, reading: Reading) -> bool:
    """Tell whether a figure leaves room (以上, 不低于, 左右); 余, 多 and 近 are how reports round."""
    comparison = reading.comparison
    if comparison.comparator == "approx":
        return bool(ABOUT.within(folded, reading.quantity.end, comparison.end))
    return comparison.comparator in ("ge", "le")


def _exactness(folded: str, reading: Reading) -> float:
    """How little a figure looks like a goal: 14.7% growth and 1865.7 are 1, four significant digits or 余 0.5, else 0."""
    quantity = reading.quantity
    if quantity.is_approximate:
        return 0.5
    found = NUMBER.match(folded, quantity.start, quantity.end)
    if found is None or not folded[quantity.start].isascii():
        return 0.0
    digits = found[0].replace(",", "")
    if quantity.unit == "%":
        before = folded[max(reading.clause.start, quantity.start - 8) : quantity.start]
        is_change = bool(GROWTH.within(before) or REDUCTION.within(before))
        return 1.0 if is_change and "." in digits and digits[-1] not in "05" else 0.0
    if len(digits.replace(".", "").strip("0")) < 4:
        return 0.0
    return 1.0 if "." in digits else 0.5
