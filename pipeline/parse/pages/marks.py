"""What is drawn on a page and is no text of it: watermarks and struck words; and text that is turned by a quarter.

A watermark is slanted, or pale words that stand on other text or, larger than the text, in several places. A stroke
strikes words where it runs through the middle of them and ends where they end; a border that text is drawn over does
not. Pale is judged against the colour of most of the page's text (ITU-R BT.601 for how light a colour looks).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from pipeline.lang.heading import is_sure
from pipeline.parse.pages.page import SNAP, Glyph, Glyphs, Page, Run, Stroke, part_glyphs

_QUARTER, SLANT = 90, 5.0  # degrees; text that is turned less than `SLANT` off a quarter is skewed by a scanner only
PALE, PALER = 130, 80  # of 255: what looks lighter than this, and lighter by this than the text, is pale
_LARGE = 1.25  # times the size of most text: larger words in several places are no column of pale ones
ON_TEXT = 0.4  # of the lower height and of a character's width: so much of it pale words share with other text
_NEAR = 2.5  # times its size: a character further from the last one begins another word
MIDDLE = (0.3, 0.75)  # of the height of a character, from its top: a stroke there strikes it
OVER = 0.6  # em: so far a stroke may reach beyond the words that it strikes
GRID = 4.0  # points


class Marks(NamedTuple):
    """The runs of a page by what they are."""

    upright: list[Glyphs]
    turned: list[Run]  # by a quarter, a half, three quarters
    watermarks: list[str]  # words of watermarks, once for each place
    struck: list[str]  # words that a stroke strikes
    strikes: set[Stroke]  # that strike words: no rules


def sort_runs(page: Page) -> Marks:
    """Sort the runs of a page into its text and what is none."""
    plain: list[Run] = []
    turned: list[Run] = []
    slanted: list[Run] = []
    for run in page.runs:
        angle = run[1]
        if not angle:
            plain.append(run)
        elif is_slanted(angle):
            slanted.append(run)
        else:
            (turned if _quarter(angle) else plain).append(run)
    pale = _pale(plain, page.strokes) if len({run.colour for run in plain}) > 1 else []
    left_out = {id(run) for run in pale}
    text = [run.glyphs for run in plain if id(run) not in left_out] if pale else [run.glyphs for run in plain]
    upright, struck = _without_struck(text, page.strokes)
    words = [text for text in struck.values() if text.strip()]
    return Marks(upright, turned, [*_words(slanted), *(_text(run) for run in pale)], words, set(struck))


def is_slanted(angle: float) -> bool:
    """Tell whether text of an angle (degrees) stands neither upright nor on its side nor on its head."""
    return abs((angle + _QUARTER / 2) % _QUARTER - _QUARTER / 2) > SLANT


def _quarter(angle: float) -> int:
    return round(angle / _QUARTER) % 4


def _text(run: Run) -> str:
    return "".join(glyph.text for glyph in run.glyphs).strip()


def _words(runs: Iterable[Run]) -> Iterator[str]:
    """Put slanted characters together to words again."""
    word, last = "", None
    for run in runs:
        middle = (run.glyphs[0].x0 + run.glyphs[-1].x1) / 2, (run.glyphs[0].top + run.glyphs[0].bottom) / 2
        reach = _NEAR * max(run.size, run.glyphs[-1].x1 - run.glyphs[0].x0)
        if last is not None and max(abs(middle[0] - last[0]), abs(middle[1] - last[1])) > reach:
            yield word
            word = ""
        word, last = word + _text(run), middle
    if word:
        yield word


def _light(colour: int) -> float:
    return ((colour >> 16) * 299 + (colour >> 8 & 255) * 587 + (colour & 255) * 114) / 1000


def _pale(runs: Sequence[Run], strokes: Sequence[Stroke]) -> list[Run]:
    """Find the pale words that are watermarks."""
    inks: Counter[int] = Counter()
    sizes: Counter[int] = Counter()
    for run in runs:
        inks[run.colour] += len(run.glyphs)
        sizes[round(run.size)] += len(run.glyphs)
    least = max(PALE, _light(inks.most_common(1)[0][0]) + PALER)
    usual = sizes.most_common(1)[0][0]
    pale = [run for run in runs if _light(run.colour) >= least and not is_sure(_text(run))]
    dark = [run for run in runs if _light(run.colour) < least] if pale else []
    found = []
    for _, group in groupby(sorted(pale, key=_text), key=_text):
        places = list(group)
        is_large = len(places) > 1 and places[0].size > _LARGE * usual
        if is_large or any(_is_on_text(run, dark) or _is_on_stroke(run, strokes) for run in places):
            found += places
    return found


def _is_on_text(run: Run, others: Sequence[Run]) -> bool:
    """Tell whether words are drawn over others."""
    first, last = run.glyphs[0], run.glyphs[-1]
    wide = (last.x1 - first.x0) / sum(len(glyph.text) for glyph in run.glyphs) * ON_TEXT
    for other in others:
        start, end = other.glyphs[0], other.glyphs[-1]
        across = min(last.x1, end.x1) - max(first.x0, start.x0)
        down = min(first.bottom, start.bottom) - max(first.top, start.top)
        if across > wide and down > ON_TEXT * min(run.size, other.size):
            return True
    return False


def _is_on_stroke(run: Run, strokes: Sequence[Stroke]) -> bool:
    """Tell whether an upright stroke runs through words and on beyond them: a border, no text is written over it.

    Between the words of two cells it stands in a gap: white headings on dark ground.
    """
    first, last = run.glyphs[0], run.glyphs[-1]
    inner = ON_TEXT * run.size
    return any(
        stroke.is_vertical
        and first.x0 + inner < stroke.at < last.x1 - inner
        and stroke.start < first.top + inner
        and stroke.end > first.bottom - inner
        and not any(left.x1 <= stroke.at <= right.x0 for left, right in pairwise(run.glyphs))
        for stroke in strokes
    )


def _without_struck(runs: list[Glyphs], strokes: Sequence[Stroke]) -> tuple[list[Glyphs], dict[Stroke, str]]:
    """Take the struck characters out of the runs; returns them by what strikes them."""
    struck: dict[Stroke, str] = {}
    for stroke in _loose(strokes):
        hit = [index for index, run in enumerate(runs) if run and _is_through(stroke, run)]
        parts = {index: list(part_glyphs(runs[index])) for index in hit}
        under = [glyph for glyphs in parts.values() for glyph in glyphs if _is_under(glyph, stroke)]
        if not under:
            continue
        reach = OVER * (under[0].bottom - under[0].top)
        if stroke.start < min(g.x0 for g in under) - reach or stroke.end > max(g.x1 for g in under) + reach:
            continue
        struck[stroke] = "".join(glyph.text for glyph in sorted(under, key=lambda glyph: glyph.x0))
        for index, glyphs in parts.items():
            runs[index] = tuple(glyph for glyph in glyphs if not _is_under(glyph, stroke))
    return [run for run in runs if run] if struck else runs, struck


def _loose(strokes: Sequence[Stroke]) -> Iterator[Stroke]:
    """Yield the strokes across that do not run from one upright one to another: no borders.

    Struck words may begin at the edge of their cell, so near it that one end alone tells nothing.
    """
    upright: dict[int, list[Stroke]] = {}
    for stroke in strokes:
        if stroke.is_vertical:
            upright.setdefault(int(stroke.at / GRID), []).append(stroke)
    for stroke in strokes:
        if stroke.is_vertical:
            continue
        if not all(_touches(x, stroke.at, upright) for x in stroke[2:]):
            yield stroke


def _touches(x: float, y: float, upright: dict[int, list[Stroke]]) -> bool:
    """Tell whether a place lies on an upright stroke."""
    near = (v for k in (0, -1, 1) for v in upright.get(int(x / GRID) + k, ()))
    return any(abs(v.at - x) <= SNAP and v.start - SNAP <= y <= v.end + SNAP for v in near)


def _is_through(stroke: Stroke, run: Glyphs) -> bool:
    """Tell whether a stroke runs through the middle of a run's height and touches it."""
    return (
        stroke.start < run[-1].x1
        and stroke.end > run[0].x0
        and MIDDLE[0] < (stroke.at - run[0].top) / (run[0].bottom - run[0].top or 1.0) < MIDDLE[1]
    )


def _is_under(glyph: Glyph, stroke: Stroke) -> bool:
    return 2 * (min(glyph.x1, stroke.end) - max(glyph.x0, stroke.start)) > glyph.x1 - glyph.x0
