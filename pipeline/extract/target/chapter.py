"""What the chapter that a place stands in is for: it tells results (回顾, 成效, 过去五年, 面临形势), or it promises (目标, 任务).

A heading is a line without a stop; what it is about is its last word (目标任务完成情况 tells). A heading that asks for
something (巩固脱贫成效) tells nothing, and inside of a chapter that promises none does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from pipeline.lang.cue import Cue
from pipeline.lang.fold import fold
from pipeline.lang.outline import LOWEST, read_heading_number
from pipeline.lang.period import find_years
from pipeline.lang.sentence import has_stop
from pipeline.model.record import record

REVIEWS, PROMISES, ASKS = (Cue("noun_classes", group) for group in ("review_heading", "goal_heading", "heading_verb"))
_OPENS_REVIEW, _AND = Cue("sentence_cues", "opens_review"), Cue("sentence_cues", "and")
_WORK = Cue("noun_classes", "work_heading")
_LONGEST = 50  # characters of a heading
PATH = " / "


@record
class Chapters:
    """Where chapters of a text begin, and whether each tells results (True), promises (False) or does not say (None)."""

    starts: list[int]
    tells: list[bool | None]

    def at(self, position: int) -> bool | None:
        """Whether the chapter at a position tells results."""
        return self.tells[bisect_right(self.starts, position) - 1]


def find_chapters(folded: str, section: str, first_year: int | None = None) -> Chapters:
    """Find the chapters of a text that stands under the headings `section`, outermost first, joined by ` / `.

    A heading of years before `first_year`, the document's, tells what was: 一、2025年工作 in a report of 2026; one of later
    years promises. A text of one line holds no heading.
    """
    above: list[tuple[int, bool | None]] = []
    for part in fold(section).split(PATH) if section else ():
        tells = _read(part, first_year)
        above.append((_level(part) % LOWEST, tells))  # one without a number holds all that the text numbers
    starts, told = [0], [_settle(above) if above else None]
    for start, line in _lines(folded) if "\n" in folded else ():
        level, is_review = _level(line), _read(line, first_year)
        if level < LOWEST or is_review is not None:
            above = _enter(above, min(level, LOWEST - 1), is_review)
            starts.append(start)
            told.append(_settle(above))
    return Chapters(starts, told)


def _lines(folded: str) -> Iterator[tuple[int, str]]:
    """The lines that may be headings, with where each begins."""
    start = 0
    for line in folded.split("\n"):
        if 1 < len(line.strip()) <= _LONGEST and not has_stop(line):
            yield start, line.strip()
        start += len(line) + 1


def _enter(above: list[tuple[int, bool | None]], level: int, tells: bool | None) -> list[tuple[int, bool | None]]:
    return [*(one for one in above if one[0] < level), (level, tells)]


def _settle(above: list[tuple[int, bool | None]]) -> bool | None:
    """The innermost heading that says so, but a chapter that promises holds no review."""
    said = [tells for _, tells in above if tells is not None]
    return False if False in said else (said[-1] if said else None)


def _level(line: str) -> int:
    number = read_heading_number(line)
    return number.level if number else LOWEST


def _stands_last(line: str, end: int) -> bool:
    """Tell whether a word ends a heading or a part of it, so that the heading is about it: not the 情况 of 情况通报制度."""
    return not line[end : end + 1].isalnum() or _AND.begins(line[end:])


def _read(heading: str, first_year: int | None) -> bool | None:
    """What a heading is for: that of work of earlier years tells; that of later ones promises, where its words say nothing."""
    when = _when(heading, first_year)
    said = _reads(heading)
    return when if when or said is None else said


def _when(heading: str, first_year: int | None) -> bool | None:
    """Tell whether a heading is of the work of years before the document's (True) or after it (False)."""
    if first_year is None or not _WORK.within(heading):
        return None
    years = [one.year for one in find_years(heading)]
    if not years or min(years) <= first_year <= max(years):
        return None
    return max(years) < first_year


def _reads(line: str) -> bool | None:
    """What a heading is for, by its last word; None where it says nothing, asks for something or is for both."""
    if _OPENS_REVIEW.within(line):
        return True
    words = [
        (found.end(), is_review)
        for cue, is_review in ((REVIEWS, True), (PROMISES, False))
        for found in cue.all(line)
        if not is_review or _stands_last(line, found.end())
    ]
    if not words or ASKS.within(line):
        return None
    words.sort()
    first, last = words[0], words[-1]
    is_both = first[1] and not last[1] and _AND.within(line, first[0], last[0])
    return None if is_both else last[1]
