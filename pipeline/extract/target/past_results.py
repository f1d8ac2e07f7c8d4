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
from bisect import bisect_left, bisect_right
from functools import cache, cached_property

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
class Telling:
    """What is known of a text when it is asked which of its sentences tell results."""

    folded: str
    sentences: Sentences
    chapters: Chapters
    due: DueYears
    first_year: int | None  # of the document; what is due then or later is no result


class Reports:
    """Which sentences of a text tell results, and by which rule: what a figure or a wording asks is found when it asks."""

    def __init__(self, telling: Telling, readings: list[Reading]) -> None:
        """Take a text that is no plan column, with its figures."""
        self._telling, self._readings = telling, readings
        starts = self._starts = telling.sentences.sentences
        self._spans = list(zip(starts, [*starts[1:], telling.sentences.length], strict=True))
        self._rules: dict[int, str] = {}
        self._scores: dict[int, float] = {}
        self._weights: dict[int, float] = {}  # of paragraphs

    def at(self, position: int) -> str:
        """The rule that makes the sentence at a position a report, or ""."""
        rank = bisect_right(self._starts, position) - 1
        rule = self._rules.get(rank)
        if rule is None:
            rule = self._rules[rank] = self._decide(rank)
        return rule

    def _decide(self, rank: int) -> str:
        telling, (start, end) = self._telling, self._spans[rank]
        chapter = telling.chapters.at(start)
        if chapter:
            return OF_REVIEW
        if rank in self._opened or self._is_weighed(rank):
            return "review"
        is_told = chapter is None or REVIEW.within(telling.folded, start, end) is not None
        return "review" if is_told and self._is_signed(rank) else ""

    @cached_property
    def _opened(self) -> set[int]:
        """The sentences whose paragraph opened as a review: 五年来，… up to what announces, or the next line."""
        folded, is_open = self._telling.folded, False
        found: set[int] = set()
        if not _opens_review(folded, 0, len(folded)):
            return found
        for rank, (start, end) in enumerate(self._spans):
            if start and "\n" in folded[start - 1 : start + 1]:
                is_open = False
            if self._telling.chapters.at(start) is False or _FUTURE.within(folded, start, end):
                is_open = False
            elif _opens_review(folded, start, end):
                is_open = True
            if is_open:
                found.add(rank)
        return found

    def _is_weighed(self, rank: int) -> bool:
        """Tell whether a sentence stands in a paragraph that tells results by its weight, and announces nothing itself."""
        if self._telling.first_year is None:
            return False
        place = bisect_right(self._paragraphs, rank) - 1
        weight = self._weights.get(place)
        if weight is None:
            weight = self._weights[place] = self._weigh(place)
        return weight >= 1 and _announced(self._telling, self._telling.folded[slice(*self._spans[rank])]) == 0

    @cached_property
    def _paragraphs(self) -> list[int]:
        """The ranks of the sentences that open a line."""
        folded, starts = self._telling.folded, self._starts
        return [rank for rank, start in enumerate(starts) if not rank or "\n" in folded[start - 1 : start + 1]]

    def _weigh(self, place: int) -> float:
        """Weigh a paragraph of several sentences where no chapter decides."""
        first = self._paragraphs[place]
        last = self._paragraphs[place + 1] if place + 1 < len(self._paragraphs) else len(self._starts)
        spans = self._spans[first:last]
        is_several = sum(end > start for start, end in spans) >= _SEVERAL
        if not is_several or self._telling.chapters.at(spans[0][0]) is not None:
            return 0.0
        return _weigh(self._telling, self._telling.folded[spans[0][0] : spans[-1][1]])

    @cached_property
    def _figures(self) -> dict[int, list[Reading]]:
        """The figures of the sentences that have any, by the rank of the sentence."""
        figures: dict[int, list[Reading]] = {}
        for reading in self._readings:
            figures.setdefault(bisect_right(self._starts, reading.sentence.start) - 1, []).append(reading)
        return figures

    def _score(self, rank: int) -> float:
        score = self._scores.get(rank)
        if score is None:
            score = self._scores[rank] = _score(self._telling, *self._spans[rank], self._figures.get(rank, []))
        return score

    def _is_signed(self, rank: int) -> bool:
        """Tell whether a sentence tells results by its own signs; one without goes with the one before it, or one of the next two, that have figures."""
        score = self._score(rank)
        if score >= _REPORT or score < 0:
            return score >= _REPORT
        if self._telling.first_year is None:
            return False  # only words tell, no figures
        figured, before = self._told_before
        at = bisect_left(figured, rank)
        told = before[at]
        if told is None and rank in self._figures:
            near = figured[at + 1 : at + 1 + NEIGHBOURS]
            told = next((tells for one in near if (tells := self._tells(one)) is not None), None)
        return bool(told)

    @cached_property
    def _told_before(self) -> tuple[list[int], list[bool | None]]:
        """The ranks of the sentences with figures, and what the last one that tells either says before each and behind all."""
        figured = [*self._figures]
        told: list[bool | None] = []
        last = None
        for rank in figured:
            told.append(last)
            tells = self._tells(rank)
            last = last if tells is None else tells
        return figured, [*told, last]

    def _tells(self, rank: int) -> bool | None:
        """Whether a sentence tells results by its own signs; None where it says neither."""
        score = self._score(rank)
        return None if _PLAN < score < _REPORT else score >= _REPORT


class NoReports:
    """Those of a plan column, where no sentence is one, and of a column 现状, where every one is."""

    def __init__(self, rule: str = "") -> None:
        """Take the rule that decides."""
        self.rule = rule

    def at(self, position: int) -> str:
        """The rule, wherever one asks."""
        del position
        return self.rule


def _opens_review(folded: str, start: int, end: int) -> bool:
    """Tell whether a part of a text says that what follows was done: 10年来, 一年来, 过去一年."""
    return bool(_OPENS_REVIEW.within(folded, start, end) or YEARS_SINCE.search(folded, start, end))


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
