"""A page as tables and lines: every run of characters goes to the cell that it stands in, or to the open page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import itemgetter

from pipeline.parse.pages.grid import PageCell, PageTable, drop_slivers, find_grids
from pipeline.parse.pages.heads import PageHead, find_heads
from pipeline.parse.pages.lines import HANGING, WORD_GAP, Line, build_lines
from pipeline.parse.pages.marks import sort_runs
from pipeline.parse.pages.page import Box, Glyph, Glyphs, Page, Stroke, part_glyphs
from pipeline.parse.pages.strokes import join_strokes
from pipeline.parse.pages.turned import place_turned

OVERHANG = 2  # characters that may stand over the edge of their cell
_ALIGNED = 0.08  # em: what begins nearer to where other texts begin is set there
_LEAST_ALIGNED = 2  # texts that begin there


@dataclass(slots=True)
class PageLayout:
    """What stands on a page, as tables and as lines outside of them."""

    number: int
    width: float
    height: float
    tables: list[PageTable] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    heads: dict[Line, PageHead] = field(default_factory=dict)  # rows of headings, by their first line
    loose_rules: list[Stroke] = field(default_factory=list)  # across, outside of the ruled tables
    picture_share: float = 0.0  # share of the page that its largest picture covers
    n_characters: int = 0
    n_unmapped: int = 0  # characters that the file's fonts do not map to Unicode
    n_shapes: int = 0
    outside: int = 0  # characters beyond the edges of the page
    watermarks: list[str] = field(default_factory=list)  # their words, once for each place
    struck: list[str] = field(default_factory=list)  # words that a stroke strikes
    raised: tuple[str, ...] = ()  # marks of notes
    confidences: tuple[tuple[Box, float], ...] | None = None  # as `Page.confidences`

    def sorted_lines(self) -> list[Line]:
        """The lines outside of tables from top to bottom."""
        return sorted(self.lines, key=lambda line: line.top)


def lay_out(content: Page) -> PageLayout:
    """Find the ruled tables of a page, give every run its cell, and find the headings of tables without rules."""
    marks = sort_runs(content)
    rules = tuple(join_strokes([stroke for stroke in content.strokes if stroke not in marks.strikes]))
    tables = list(find_grids(rules, content.number))
    area = content.width * content.height or 1.0
    share = max(
        ((x1 - x0) * (y1 - y0) / area for x0, y0, x1, y1 in content.pictures),
        default=0.0,
    )
    page = PageLayout(content.number, content.width, content.height, tables)
    page.picture_share, page.outside, page.n_shapes = (
        share,
        content.outside,
        content.n_shapes,
    )
    page.n_characters = sum(len(glyph.text) for run in content.runs for glyph in run.glyphs)
    page.n_unmapped = content.n_unmapped
    page.loose_rules = [rule for rule in rules if _is_loose(rule, tables)]
    page.watermarks, page.struck, page.raised = marks.watermarks, marks.struck, content.raised
    page.confidences = content.confidences
    page.lines = build_lines(_assign(marks.upright, tables), content.number)
    page.lines += place_turned(marks.turned, tables, content)
    for table in tables:
        drop_slivers(table)
    lines = page.sorted_lines()
    page.heads = {lines[index]: head for index, head in find_heads(lines).items()}
    return page


def _is_loose(rule: Stroke, tables: list[PageTable]) -> bool:
    return not rule.is_vertical and not any(t.box[1] - 1 <= rule.at <= t.box[3] + 1 for t in tables)


def _assign(runs: Sequence[Glyphs], tables: list[PageTable]) -> list[Glyphs]:
    """Put the runs into the cells of the tables as lines; returns the runs that stand outside."""
    outside = list(runs)
    starts = _Starts(runs)
    for table in tables:
        owners = owners_of(table)
        inside: dict[int, list[Glyphs]] = {}
        rest: list[Glyphs] = []
        x0 = top = x1 = bottom = 0.0
        own: list[Glyphs] = []
        for run in outside:
            first, last = run[0], run[-1]
            middle = (first[2] + first[4]) / 2
            if x0 < first[1] and last[3] < x1 and top < middle < bottom:  # the cell of the run before
                own.append(run)
                continue
            for index, piece in _pieces(run, table, owners, starts):
                if index is None:
                    rest.append(piece)
                else:
                    own = inside.setdefault(index, [])
                    own.append(piece)
                    x0, top, x1, bottom = table.cells[index].box
        for index, found in inside.items():
            cell = table.cells[index]
            cell.lines = build_lines(found, table.page, (cell.box[0], cell.box[2]))
        outside = rest
    return outside


class _Starts:
    """Where the texts of a page begin, in points, at the start of a run or behind a gap; found when it is first asked for."""

    def __init__(self, runs: Sequence[Glyphs]) -> None:
        self._runs = runs
        self._xs: list[float] = []

    def begins(self, x: float, near: float) -> bool:
        """Tell whether other texts of the page begin no further than `near` from a place."""
        self._xs = self._xs or sorted(x for run in self._runs for x in _find_starts(run))
        return bisect_right(self._xs, x + near) - bisect_left(self._xs, x - near) >= _LEAST_ALIGNED


def _find_starts(run: Glyphs) -> Iterator[float]:
    yield run[0].x0
    yield from (right.x0 for left, right in pairwise(run) if right.x0 - left.x1 >= WORD_GAP * _height(right))


def owners_of(table: PageTable) -> dict[tuple[int, int], int]:
    """Map every grid position to the index of its cell."""
    return {
        (row, column): index
        for index, cell in enumerate(table.cells)
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }


def place_lines(lines: list[Line], left: float, right: float) -> list[Line]:
    """Say of each line how much is free between it and the edges."""
    return [line._replace(indent=line.x0 - left, room=right - line.x1) for line in lines]


def _owner(glyph: Glyph, table: PageTable, owners: dict[tuple[int, int], int]) -> int | None:
    middle = glyph.x0 + (glyph.x1 - glyph.x0) / len(glyph.text) / 2  # of its first character
    place = table.locate(middle, (glyph.top + glyph.bottom) / 2)
    return None if place is None else owners[place]


def _pieces(
    run: Glyphs, table: PageTable, owners: dict[tuple[int, int], int], starts: _Starts
) -> list[tuple[int | None, Glyphs]]:
    """Cut a run where it crosses from one cell to the next; text that is drawn over the edge stays in one.

    Between the texts of two cells is a gap, so characters without one are one text: it stands in the cell where it begins,
    but for a character or two. Punctuation may hang over the edge into that gap: then the next text begins where others do.
    """
    first = _owner(run[0], table, owners)
    last = run[-1].x1 - (run[-1].x1 - run[-1].x0) / len(run[-1].text) / 2  # middle of the last character
    if first is not None and table.cells[first].box[2] >= last:
        return [(first, run)]
    if first is None and (run[0].x0 >= table.xs[-1] or run[-1].x1 <= table.xs[0] or _is_beside(run[0], table)):
        return [(None, run)]
    pieces: list[tuple[int | None, Glyphs]] = []
    for owner, group in groupby(_owned(run, table, owners), key=itemgetter(0)):
        glyphs = tuple(glyph for _, glyph in group)
        if pieces and not _is_parted(pieces[-1][1][-1], glyphs[0], starts):  # drawn over the border
            before, known = pieces[-1]
            is_hanging = len(known) <= OVERHANG < len(glyphs)
            pieces[-1] = (owner if is_hanging else before, (*known, *glyphs))
        else:
            pieces.append((owner, glyphs))
    return pieces


def _owned(run: Glyphs, table: PageTable, owners: dict[tuple[int, int], int]) -> Iterator[tuple[int | None, Glyph]]:
    """Give each character of a run its cell; punctuation goes with what it follows."""
    before: Glyph | None = None
    owner: int | None = None
    for glyph in part_glyphs(run):
        hangs = before is not None and glyph.text in HANGING and glyph.x0 - before.x1 < WORD_GAP * _height(glyph)
        owner = owner if hangs else _owner(glyph, table, owners)
        yield owner, glyph
        before = glyph


def _is_parted(left: Glyph, right: Glyph, starts: _Starts) -> bool:
    """Tell whether two characters beside a border are of two texts."""
    em = _height(right)
    return right.x0 - left.x1 >= WORD_GAP * em or (left.text in HANGING and starts.begins(right.x0, _ALIGNED * em))


def _is_beside(glyph: Glyph, table: PageTable) -> bool:
    """Tell whether a character stands above or below a table."""
    return not table.ys[0] <= (glyph.top + glyph.bottom) / 2 <= table.ys[-1]


def _height(glyph: Glyph) -> float:
    return glyph.bottom - glyph.top


__all__ = ["PageCell", "PageLayout", "lay_out", "owners_of", "place_lines"]
