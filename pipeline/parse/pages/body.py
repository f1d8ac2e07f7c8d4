"""Lines outside of tables → paragraphs: titles, captions, prose; wrapped lines joined, also over a page break."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from pipeline.lang.outline import begins_anew
from pipeline.model import Paragraph
from pipeline.parse.grid import cell_text
from pipeline.parse.pages.gaps import Confidences, find_confidence
from pipeline.parse.pages.layout import PageLayout
from pipeline.parse.pages.lines import ENDED, LIST_LABEL, SLACK, Line, join_text

INDENTED = (1.5, 4.5)  # em: how far a first line is set in
_CENTRED = 1.5  # em: a line is centred if its blanks differ by less …
LEAST_BLANK = 2.5  # … and are wider than this
_FULL = 0.7  # share of the page between its margins that a line covers that may be taken for a full one
_RESIZED = 0.12  # a change of the size by this share begins a paragraph
LEAST_LINES = 3  # that begin or end at one place make a margin
_MOSTLY = 0.4  # of the lines end at the right margin of text that is set
_SAME = 0.6  # em: places that differ by less are one
_HANGING = 2  # em: so far punctuation hangs over a margin, at most
_SIGNED = 0.5  # of the width: a line that begins further right is who signs, or when
SPACED = 0.9  # em: a gap between lines that is wider than the usual one by this begins a paragraph


LEADER = re.compile(r"[.…·．]{6,}\s*[-—]?\s*\d{1,4}\s*[-—]?$")  # a line of a table of contents
WHOLE_BRACKET = re.compile(r"[（(][^（）()]+[）)]")  # alone on its line: (draft), the number of the document
_COLUMN_LINES = 5  # lines with both columns
_GUTTER_PLACES = (0.35, 0.65)  # of the width of the page: where a gutter lies
_GUTTER = 1.2  # em: a gutter's width, at least
_ACROSS = 0.5  # lines that run across the gutter, for each that keeps it
_SENTENCE = 12  # characters of the lines of a column, in the mean: shorter ones are cells


class Margins(NamedTuple):
    """Where the text of a page begins and ends, in points from the left."""

    left: float
    right: float


def find_margins(pages: Sequence[PageLayout]) -> dict[int, Margins]:
    """Find the margins of every page from the lines outside of tables on all pages of its size."""
    sizes: dict[tuple[int, int], list[PageLayout]] = {}
    for page in pages:
        sizes.setdefault((round(page.width), round(page.height)), []).append(page)
    margins: dict[int, Margins] = {}
    for group in sizes.values():
        lines = [line for page in group for line in page.lines]
        em = sorted(line.em for line in lines)[len(lines) // 2] if lines else 0.0
        left = _left_margin(lines, em)
        right = _right_margin(lines, left, group[0].width - left, em)
        left = min(_carried(lines, left, right, em), default=left)
        margins |= {page.number: Margins(left, right) for page in group}
    return margins


def _left_margin(lines: Sequence[Line], em: float) -> float:
    """Find the leftmost place where several lines begin; a letterhead or footer that sticks out does not count."""
    least = max(LEAST_LINES, len(lines) // 20)
    starts = sorted(line.x0 for line in lines)
    for index, start in enumerate(starts):
        if sum(other <= start + em * _SAME for other in starts[index : index + least]) >= least:
            return start
    return starts[0] if starts else 0.0


def _carried(lines: Sequence[Line], left: float, right: float, em: float) -> Iterator[float]:
    """Yield where lines begin that carry on a full line set in: of few paragraphs most lines may be first ones."""
    for previous, line in pairwise(lines):
        is_set_in = abs(previous.x0 - left) < em * _SAME and INDENTED[0] < (left - line.x0) / line.em < INDENTED[1]
        if is_set_in and line.page == previous.page and right - previous.x1 < line.head + line.em * SLACK:
            yield line.x0


def _right_margin(lines: Sequence[Line], left: float, otherwise: float, em: float) -> float:
    """Find where most lines end, else the rightmost place where several do; a single line that sticks out does not count.

    Of set text most lines end at one place; punctuation may hang beyond it, lines do not: headings of one length end short of it.
    """
    least = max(LEAST_LINES, len(lines) // 20)
    ends = sorted((line.x1 for line in lines), reverse=True)
    outermost = ends[least - 1] if len(ends) >= least else 0.0
    places = Counter(round(end) for end in ends if end >= outermost - em * _HANGING)
    place, count = max(places.items(), key=lambda entry: (entry[1], entry[0]), default=(0, 0))
    if count >= LEAST_LINES and sum(end >= place - em for end in ends) >= _MOSTLY * len(ends):
        flush = [end for end in ends if round(end) == place]
        return sum(flush) / len(flush)
    for index, end in enumerate(ends):
        is_wide = end - left > _FULL * (otherwise - left)
        if is_wide and sum(other >= end - em * _SAME for other in ends[index : index + least]) >= least:
            return end
    longest = ends[0] if ends else 0.0
    return longest if longest - left > _FULL * (otherwise - left) else otherwise


def read_paragraphs(
    lines: Sequence[Line], margins: dict[int, Margins], doubts: Confidences | None = None
) -> Iterator[Paragraph]:
    """Join the lines between two tables to paragraphs; a paragraph keeps the page on which it begins."""
    for own, text in _part(lines, margins):
        sure = find_confidence(own, doubts) if doubts else None
        yield Paragraph(cell_text([text]), own[0].page, ocr_confidence=sure)


def _part(lines: Sequence[Line], margins: dict[int, Margins]) -> Iterator[tuple[list[Line], str]]:
    """Yield the lines of each paragraph and their text."""
    own, text = [lines[0]], lines[0].text
    usual = _usual_gap(lines)
    for previous, line in pairwise(lines):
        if begins_anew(text, line.text) or _begins(previous, line, margins, usual):
            yield own, text
            own, text = [line], line.text
        else:
            own.append(line)
            text = join_text(text, line.text)
    yield own, text


def _usual_gap(lines: Sequence[Line]) -> float:
    gaps = sorted(b.top - a.bottom for a, b in pairwise(lines) if a.page == b.page)
    return gaps[len(gaps) // 2] if gaps else 0.0


def _begins(previous: Line, line: Line, margins: dict[int, Margins], usual: float) -> bool:
    """Tell whether a paragraph begins with a line."""
    left, right = margins[line.page]
    if abs(line.em - previous.em) > _RESIZED * previous.em:
        return True
    if line.page == previous.page and line.top - previous.bottom > max(usual, 0.0) + line.em * SPACED:
        return True
    if LIST_LABEL.match(line.text) and _is_set_in(line, left):
        return True
    if LEADER.search(previous.text) or (WHOLE_BRACKET.fullmatch(line.text) and _is_centred(line, left, right)):
        return True
    if line.x0 - left > (right - left) * _SIGNED and not _is_centred(line, left, right):
        return True
    free = margins[previous.page].right - previous.x1
    if _is_centred(previous, *margins[previous.page]):
        return free + previous.x0 - margins[previous.page].left > line.head + line.em * SLACK
    if free > line.head + line.em * SLACK:
        return not _goes_on(previous, line, margins)
    return _is_set_in(line, left) and not _is_centred(line, left, right) and not _hangs(previous, line, left)


def _hangs(previous: Line, line: Line, left: float) -> bool:
    """Tell whether a full line that is set in itself goes on below: a note whose mark stands out, a block set in."""
    is_below = line.x0 - previous.x0 < INDENTED[0] * line.em
    return _is_set_in(previous, left) and is_below and previous.text[-1] not in ENDED


def _goes_on(previous: Line, line: Line, margins: dict[int, Margins]) -> bool:
    """Tell whether a sentence goes on over a page whose last line left a little room: 农业绿色发展与 | 农村生活污水治理有机衔接."""
    left, right = margins[previous.page]
    is_long = previous.x1 - left > _FULL * (right - left)
    is_flush = abs(line.x0 - margins[line.page].left) < line.em * _SAME
    return line.page == previous.page + 1 and is_long and is_flush and previous.text[-1] not in ENDED


def _is_set_in(line: Line, left: float) -> bool:
    return line.em * INDENTED[0] < line.x0 - left < line.em * INDENTED[1]


def _is_centred(line: Line, left: float, right: float) -> bool:
    before, after = line.x0 - left, right - line.x1
    return abs(before - after) < line.em * _CENTRED and min(before, after) > line.em * LEAST_BLANK


def unfold_columns(pages: Sequence[PageLayout]) -> None:
    """Put the right column of prose below the left one, on every page that has two and no table."""
    for page in pages:
        lines = page.sorted_lines()
        gutter = _find_gutter(page, lines) if not page.tables else None
        if gutter is not None:
            page.lines = list(_unfold(lines, gutter))


def _find_gutter(page: PageLayout, lines: Sequence[Line]) -> float | None:
    """The middle of the white between two columns of prose; None where the page has none."""
    gaps = [(a, b) for line in lines for a, b in pairwise(line.pieces) if b.x0 - a.x1 > _GUTTER * line.em]
    low, high = (share * page.width for share in _GUTTER_PLACES)
    places = [(a.x1 + b.x0) / 2 for a, b in gaps]
    best = max((x for x in places if low < x < high), key=lambda x: _count(gaps, x), default=None)
    if best is None or _count(gaps, best) < _COLUMN_LINES:
        return None
    both = [line for line in lines if _keeps(line, best)]
    crossing = [line for line in lines if line.x0 < best < line.x1 and not _keeps(line, best)]
    if len(both) < _COLUMN_LINES or len(crossing) > _ACROSS * len(both):
        return None
    lengths = [sum(len(piece.text) for piece in side) for line in both for side in _sides(line, best)]
    return best if sum(lengths[::2]) > _SENTENCE * len(both) < sum(lengths[1::2]) else None


def _count(gaps: Sequence[tuple[Line, Line]], x: float) -> int:
    return sum(a.x1 < x < b.x0 for a, b in gaps)


def _keeps(line: Line, gutter: float) -> bool:
    return any(a.x1 < gutter < b.x0 and b.x0 - a.x1 > _GUTTER * line.em for a, b in pairwise(line.pieces))


def _sides(line: Line, gutter: float) -> tuple[list[Line], list[Line]]:
    pieces = line.pieces or (line,)
    return [piece for piece in pieces if piece.x1 < gutter], [piece for piece in pieces if piece.x1 >= gutter]


def _unfold(lines: Sequence[Line], gutter: float) -> Iterator[Line]:
    """Give the lines anew; what stands below two columns moves down by the height of the right one."""
    moved = 0.0
    for is_across, group in groupby(lines, key=lambda line: line.x0 < gutter < line.x1 and not _keeps(line, gutter)):
        block = list(group)
        if is_across:
            yield from (_move(line, moved) for line in block)
            continue
        sides = [_sides(line, gutter) for line in block]
        left = [_join(pieces) for pieces, _ in sides if pieces]
        right = [_join(pieces) for _, pieces in sides if pieces]
        yield from (_move(line, moved) for line in left)
        if left and right:
            step = left[1].top - left[0].top if len(left) > 1 else left[0].em
            moved += left[-1].top + step - right[0].top
        aside = min(line.x0 for line in left) - min(line.x0 for line in right) if left and right else 0.0
        yield from (_move(line, moved, aside) for line in right)


def _join(pieces: Sequence[Line]) -> Line:
    first, last = pieces[0], pieces[-1]
    return first if first is last else first._replace(text=" ".join(piece.text for piece in pieces), x1=last.x1)


def _move(line: Line, down: float, aside: float = 0.0) -> Line:
    return line._replace(top=line.top + down, bottom=line.bottom + down, x0=line.x0 + aside, x1=line.x1 + aside)
