"""Reports inside of plans: a sentence that tells what was done promises nothing.

Chinese verbs have no tense. First the chapter decides (`chapter.py`; in one that promises only plain words tell), then
the opening of the paragraph (五年来, 过去一年). Else what tells a report is a year that is past, words of ranking and success,
figures too exact to be goals (产值1865.7亿元, 增长14.7%) and results beside their change (达到5.67万亿元、增长5.4%); what tells a
plan is any word that announces, or a bound; what is due this year may be exact. A sentence that tells neither goes with
its neighbours; where no chapter decides, a paragraph of several sentences is weighed as a whole: words of result against
words that announce and clauses that urge. Never asked inside a plan column.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from pipeline.extract.target.chapter import Chapters
from pipeline.extract.target.comparison import Reading
from pipeline.lang.cue import Cue
from pipeline.lang.period import DueYears
from pipeline.lang.sentence import Sentences
from pipeline.lang.year_row import YEARS_SINCE
from pipeline.model import Span
from pipeline.model.record import record

_FUTURE, _INSTRUMENT = Cue("roles", "future"), Cue("roles", "instrument")
REVIEW, HINT = Cue("roles", "review"), Cue("roles", "review_hint")
_GROWTH, _REDUCTION = Cue("basis", "change", "growth"), Cue("basis", "change", "reduction")
_ABOUT, _OPENS_REVIEW = Cue("sentence_cues", "about"), Cue("sentence_cues", "opens_review")
_REPORT, _PLAN = 2.0, -1.0
_NUMBER = re.compile(r"[\d.,]+")
RESULT, HALF_RESULT, ANNOUNCES, URGES = (
    Cue("sentence_cues", place) for place in ("result", "half_result", "announces", "urges")
)
_RIGHT = Cue("comparators", "right")
_OPENED, _URGED, _ODD, _MOST_ODD = 3.0, 0.3, 0.5, 4  # what an opening, a clause that urges, a figure like 74.3 weigh
_HAN, _YEAR = re.compile("[\u4e00-\u9fff]"), re.compile(r"20\d\d(?= ?年)")
ODD = re.compile(r"\d+\.\d*[1-46-9](?!\d)")
_SEVERAL = 2  # sentences make a paragraph that can be weighed
NEIGHBOURS = 2  # sentences that may still tell what a sentence before them is


@record
class Reports:
    """The sentences of a text: where each begins, and the rule that makes it a report, "" where it is none."""

    starts: list[int]
    rules: list[str]

    def at(self, position: int) -> str:
        """The rule that makes the sentence at a position a report, or ""."""
        return self.rules[bisect_right(self.starts, position) - 1] if self.starts else ""


@record
class Telling:
    """What is known of a text when it is asked which of its sentences tell results."""

    folded: str
    sentences: Sentences
    chapters: Chapters
    due: DueYears
    first_year: int | None  # of the document; what is due then or later is no result


def find_reports(telling: Telling, readings: list[Reading]) -> Reports:
    """Find the sentences that tell results, of a text that is no plan column."""
    starts = telling.sentences.sentences
    spans = [Span(start, end) for start, end in zip(starts, [*starts[1:], telling.sentences.length], strict=True)]
    figures: dict[int, list[Reading]] = {}
    for reading in readings:
        figures.setdefault(reading.sentence.start, []).append(reading)
    scores = [_score(telling, span, figures.get(span.start, [])) for span in spans]
    chapters = [telling.chapters.at(span.start) for span in spans]
    opened = list(_opened(telling, spans))
    is_known = telling.first_year is not None  # else only words tell, no figures
    by_sign = _with_neighbours(scores, [span.start in figures and is_known for span in spans])
    is_told = [
        opens or weighed or (tells and (chapter is None or REVIEW.within(telling.folded, *span) is not None))
        for chapter, opens, weighed, tells, span in zip(
            chapters, opened, _weighed(telling, spans), by_sign, spans, strict=True
        )
    ]
    rules = [
        "review_chapter" if chapter else "review" if tells else ""
        for chapter, tells in zip(chapters, is_told, strict=True)
    ]
    return Reports(starts, rules)


def _opens_review(folded: str, start: int, end: int) -> bool:
    """Tell whether a part of a text says that what follows was done: 10年来, 一年来, 过去一年."""
    return bool(_OPENS_REVIEW.within(folded, start, end) or YEARS_SINCE.search(folded, start, end))


def _opened(telling: Telling, spans: list[Span]) -> Iterator[bool]:
    """Tell of every sentence whether its paragraph opened as a review: 五年来，… up to what announces, or the next line."""
    if not _opens_review(telling.folded, 0, len(telling.folded)):
        yield from [False] * len(spans)
        return
    is_open = False
    for span in spans:
        if span.start and "\n" in telling.folded[span.start - 1 : span.start + 1]:
            is_open = False
        if telling.chapters.at(span.start) is False or _FUTURE.within(telling.folded, *span):
            is_open = False
        elif _opens_review(telling.folded, *span):
            is_open = True
        yield is_open


def _weighed(telling: Telling, spans: list[Span]) -> Iterator[bool]:
    """Tell of every sentence whether it stands in a paragraph that tells results by its weight, and announces nothing itself."""
    folded, at = telling.folded, 0
    if len(spans) < _SEVERAL:
        yield from [False] * len(spans)
        return
    while at < len(spans):
        end = at + 1
        while end < len(spans) and "\n" not in folded[spans[end].start - 1 : spans[end].start + 1]:
            end += 1
        is_several = sum(span.end > span.start for span in spans[at:end]) > 1
        is_asked = is_several and telling.first_year is not None and telling.chapters.at(spans[at].start) is None
        is_told = is_asked and _weigh(telling, folded[spans[at].start : spans[end - 1].end]) >= 1
        yield from (is_told and _announced(telling, folded[span.start : span.end]) == 0 for span in spans[at:end])
        at = end


def _weigh(telling: Telling, paragraph: str) -> float:
    """Weigh a paragraph: from 1 on it tells results."""
    told = (
        RESULT.count(paragraph) + REVIEW.count(paragraph) + (HINT.count(paragraph) + HALF_RESULT.count(paragraph)) / 2
    )
    urged = sum(found.start() == 0 or not _HAN.match(paragraph, found.start() - 1) for found in URGES.all(paragraph))
    odd = min(len(ODD.findall(paragraph)), _MOST_ODD)
    opened = _OPENED if _opens_review(paragraph, 0, len(paragraph)) else 0.0
    bounds = _RIGHT.count(paragraph)  # 以上, 左右
    return told + _ODD * odd + opened - _announced(telling, paragraph) - bounds - _URGED * urged


def _announced(telling: Telling, words: str) -> int:
    """How often a text announces: 确保, 到2030年, 今年; a clause that urges (加快…) may stand in a report."""
    future = sum(not URGES.begins(found[0]) for found in _FUTURE.all(words))
    years = sum(int(found[0]) >= (telling.first_year or 0) for found in _YEAR.finditer(words))
    return future + ANNOUNCES.count(words) + years


def _with_neighbours(scores: list[float], has_figures: list[bool]) -> list[bool]:
    """A sentence that tells neither goes with the one before it, or with one of the next two that have figures."""
    if not scores or max(scores) < _REPORT:
        return [False] * len(scores)
    known = [None if _PLAN < score < _REPORT else score >= _REPORT for score in scores]
    figured = [one for one, has in zip(known, has_figures, strict=True) if has]
    before: bool | None = None
    reports: list[bool] = []
    rank = 0
    for is_report, has, score in zip(known, has_figures, scores, strict=True):
        rank += has
        if is_report is None:
            after = next((one for one in figured[rank : rank + NEIGHBOURS] if one is not None), None) if has else None
            reports.append(bool(before if before is not None else after) and score >= 0)
        else:
            before = is_report if has else before
            reports.append(is_report)
    return reports


def is_past(folded: str, sentence: Span, year: int | None, first_year: int | None) -> bool:
    """Tell whether a figure due in `year` lies before the first year of the document: 2024年达到4500亿元."""
    if first_year is None or year is None or year >= first_year:
        return False
    return not (_FUTURE.within(folded, *sentence) or _INSTRUMENT.within(folded, *sentence))


def _score(telling: Telling, span: Span, readings: list[Reading]) -> float:
    """Weigh the signs of a sentence: report above 0, plan below."""
    folded = telling.folded
    if _FUTURE.within(folded, *span) or _INSTRUMENT.within(folded, *span):
        return _PLAN
    bounds = sum(_is_bound(folded, reading) for reading in readings)
    if REVIEW.within(folded, *span):
        return _REPORT - bounds
    hints = float(HINT.count(folded, *span)) if readings else 0.0
    hints += sum(_exactness(folded, reading) for reading in readings if not _is_due(telling, reading))
    hints += len(_change_after().findall(folded, *span))
    return hints - bounds


def _is_due(telling: Telling, reading: Reading) -> bool:
    """Tell whether a figure is due in the first year of the document or later: a plan of 2024 may be exact for 2024."""
    year = telling.due.at(reading.quantity.start)
    return telling.first_year is not None and year is not None and year >= telling.first_year


@cache
def _change_after() -> re.Pattern[str]:
    """Compile a result beside its change: 达到5.67万亿元|、增长5."""
    return re.compile(rf"[、，](?:{_GROWTH.pattern}|{_REDUCTION.pattern}) ?\d")


def _is_bound(folded: str, reading: Reading) -> bool:
    """Tell whether a figure leaves room (以上, 不低于, 左右); 余, 多 and 近 are how reports round."""
    comparison = reading.comparison
    if comparison.comparator == "approx":
        return bool(_ABOUT.within(folded, reading.quantity.end, comparison.end))
    return comparison.comparator in ("ge", "le")


def _exactness(folded: str, reading: Reading) -> float:
    """How little a figure looks like a goal: 14.7% growth and 1865.7 are 1, four significant digits or 余 0.5, else 0."""
    quantity = reading.quantity
    if quantity.is_approximate:
        return 0.5
    found = _NUMBER.match(folded, quantity.start, quantity.end)
    if found is None or not folded[quantity.start].isascii():
        return 0.0
    digits = found[0].replace(",", "")
    if quantity.unit == "%":
        before = folded[max(reading.clause.start, quantity.start - 8) : quantity.start]
        is_change = bool(_GROWTH.within(before) or _REDUCTION.within(before))
        return 1.0 if is_change and "." in digits and digits[-1] not in "05" else 0.0
    if len(digits.replace(".", "").strip("0")) < 4:
        return 0.0
    return 1.0 if "." in digits else 0.5
