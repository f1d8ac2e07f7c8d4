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
from functools import cache

from pipeline.extract.target.chapter import Chapters
from pipeline.extract.target.comparison import Reading
from pipeline.lang.cue import Cue, Shape
from pipeline.lang.period import DueYears
from pipeline.lang.sentence import Sentences
from pipeline.lang.year_row import YEARS_SINCE
from pipeline.model import Span
from pipeline.model.record import record

_FUTURE, _INSTRUMENT = Cue("roles", "future"), Cue("roles", "instrument")
_PLANNED = Shape("@|@", _FUTURE, _INSTRUMENT)
REVIEW, HINT = Cue("roles", "review"), Cue("roles", "review_hint")
_GROWTH, _REDUCTION = Cue("basis", "change", "growth"), Cue("basis", "change", "reduction")
_ABOUT, _OPENS_REVIEW = Cue("sentence_cues", "about"), Cue("sentence_cues", "opens_review")
_REPORT, _PLAN = 2.0, -1.0
OF_REVIEW = "review_chapter"
_Stretch = tuple[int, int]  # of a sentence
_NUMBER = re.compile(r"[\d.,]+")
RESULT, HALF_RESULT, ANNOUNCES, URGES = (
    Cue("sentence_cues", place) for place in ("result", "half_result", "announces", "urges")
)
_RIGHT = Cue("comparators", "right")
_OPENED, _URGED, _ODD, _MOST_ODD = 3.0, 0.3, 0.5, 4  # what an opening, a clause that urges, a figure like 74.3 weigh
_HAN, _YEAR = re.compile("[\u4e00-\u9fff]"), re.compile(r"20\d\d(?= ?年)")
ODD = re.compile(r"\d+\.\d*[1-46-9](?!\d)")
_SHORTEST = 4  # characters of a figure too exact to be a goal: 4.7%, 1865
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
    spans = list(zip(starts, [*starts[1:], telling.sentences.length], strict=True))
    chapters = list(map(telling.chapters.at, starts))
    told = _opened(telling, spans, chapters) | _weighed(telling, spans, chapters)
    for at in _signed(telling, spans, readings):
        if chapters[at] is None or REVIEW.within(telling.folded, *spans[at]):
            told.add(at)
    if not told and True not in chapters:
        return Reports([], [])
    rules = [OF_REVIEW if chapter else "review" if at in told else "" for at, chapter in enumerate(chapters)]
    return Reports(starts, rules)


def _opens_review(folded: str, start: int, end: int) -> bool:
    """Tell whether a part of a text says that what follows was done: 10年来, 一年来, 过去一年."""
    return bool(_OPENS_REVIEW.within(folded, start, end) or YEARS_SINCE.search(folded, start, end))


def _opened(telling: Telling, spans: list[_Stretch], chapters: list[bool | None]) -> set[int]:
    """The sentences whose paragraph opened as a review: 五年来，… up to what announces, or the next line."""
    folded, is_open = telling.folded, False
    found: set[int] = set()
    if not _opens_review(folded, 0, len(folded)):
        return found
    for at, (start, end) in enumerate(spans):
        if start and "\n" in folded[start - 1 : start + 1]:
            is_open = False
        if chapters[at] is False or _FUTURE.within(folded, start, end):
            is_open = False
        elif _opens_review(folded, start, end):
            is_open = True
        if is_open:
            found.add(at)
    return found


def _weighed(telling: Telling, spans: list[_Stretch], chapters: list[bool | None]) -> set[int]:
    """The sentences that stand in a paragraph that tells results by its weight, and announce nothing themselves."""
    folded, first = telling.folded, 0
    found: set[int] = set()
    while telling.first_year is not None and first < len(spans) - 1:
        end = first + 1
        while end < len(spans) and "\n" not in folded[spans[end][0] - 1 : spans[end][0] + 1]:
            end += 1
        is_several = sum(stop > start for start, stop in spans[first:end]) >= _SEVERAL
        if is_several and chapters[first] is None and _weigh(telling, folded[spans[first][0] : spans[end - 1][1]]) >= 1:
            rows = range(first, end)
            found.update(at for at in rows if _announced(telling, folded[slice(*spans[at])]) == 0)
        first = end
    return found


def _weigh(telling: Telling, paragraph: str) -> float:
    """Weigh a paragraph: from 1 on it tells results."""
    told = (
        RESULT.count(paragraph) + REVIEW.count(paragraph) + (HINT.count(paragraph) + HALF_RESULT.count(paragraph)) / 2
    )
    told += _ODD * min(len(ODD.findall(paragraph)), _MOST_ODD)
    told += _OPENED if _opens_review(paragraph, 0, len(paragraph)) else 0.0
    if told < 1:
        return told  # what announces only takes away
    urged = sum(found.start() == 0 or not _HAN.match(paragraph, found.start() - 1) for found in URGES.all(paragraph))
    bounds = _RIGHT.count(paragraph)  # 以上, 左右
    return told - _announced(telling, paragraph) - bounds - _URGED * urged


def _announced(telling: Telling, words: str) -> int:
    """How often a text announces: 确保, 到2030年, 今年; a clause that urges (加快…) may stand in a report."""
    future = sum(not URGES.begins(found[0]) for found in _FUTURE.all(words))
    years = sum(int(found[0]) >= (telling.first_year or 0) for found in _YEAR.finditer(words))
    return future + ANNOUNCES.count(words) + years


def _signed(telling: Telling, spans: list[_Stretch], readings: list[Reading]) -> list[int]:
    """The sentences that tell results by their own signs, or by those of their neighbours."""
    figures: dict[int, list[Reading]] = {}
    for reading in readings:
        figures.setdefault(reading.sentence.start, []).append(reading)
    scores = [_score(telling, start, end, figures.get(start, [])) for start, end in spans]
    if max(scores) < _REPORT:
        return []
    is_known = telling.first_year is not None  # else only words tell, no figures
    return _with_neighbours(scores, [start in figures and is_known for start, _ in spans])


def _with_neighbours(scores: list[float], has_figures: list[bool]) -> list[int]:
    """A sentence that tells neither goes with the one before it, or with one of the next two that have figures."""
    known = [None if _PLAN < score < _REPORT else score >= _REPORT for score in scores]
    figured = [one for one, has in zip(known, has_figures, strict=True) if has]
    before: bool | None = None
    reports: list[int] = []
    rank = 0
    for at, (is_report, has) in enumerate(zip(known, has_figures, strict=True)):
        rank += has
        if is_report is None:
            after = next((one for one in figured[rank : rank + NEIGHBOURS] if one is not None), None) if has else None
            is_report = bool(before if before is not None else after) and scores[at] >= 0
        elif has:
            before = is_report
        if is_report:
            reports.append(at)
    return reports


def is_past(folded: str, sentence: Span, year: int | None, first_year: int | None) -> bool:
    """Tell whether a figure due in `year` lies before the first year of the document: 2024年达到4500亿元."""
    if first_year is None or year is None or year >= first_year:
        return False
    return _PLANNED.search(folded, *sentence) is None


def _score(telling: Telling, start: int, end: int, readings: list[Reading]) -> float:
    """Weigh the signs of a sentence: report above 0, plan below."""
    folded = telling.folded
    if _PLANNED.search(folded, start, end):
        return _PLAN
    bounds = sum([_is_bound(folded, reading) for reading in readings])
    if REVIEW.within(folded, start, end):
        return _REPORT - bounds
    hints = float(len(_change_after().findall(folded, start, end)))
    if readings:
        hints += HINT.count(folded, start, end) + sum([_exactness(telling, reading) for reading in readings])
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


def _exactness(telling: Telling, reading: Reading) -> float:
    """How little a figure looks like a goal: 14.7% growth and 1865.7 are 1, four significant digits or 余 0.5, else 0."""
    quantity, folded = reading.quantity, telling.folded
    if quantity.end - quantity.start < _SHORTEST and not quantity.is_approximate:
        return 0.0
    exact = _read_exactness(folded, reading)
    return 0.0 if exact and _is_due(telling, reading) else exact


def _read_exactness(folded: str, reading: Reading) -> float:
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
