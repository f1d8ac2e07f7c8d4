"""Lines in columns → rows: by rules across, by numbers that count, or by lines that begin side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

from pipeline.parse.pages.heads import PageHead
from pipeline.parse.pages.lines import ENDED, SLACK, Line

_NUMBER = re.compile(r"(\d{1,3})(?:$|[.．、](?!\d)|(?=[^\d.．、%]))")
_SAME = 0.4  # em: lines whose tops differ by less begin side by side
_NEAR = 0.5  # em: a line this near below another follows it
LEAST_RULES = 2  # inner rules across that part all rows; a three-line table has one, below its headings
_MOSTLY = 0.6
ANCHORED = 0.8  # share of the strongest tops at which a column that begins its rows at the top begins
WEAK = 2.0  # points that a top has to lie nearer for each column that does not begin there
_ABOVE = 0.1  # em: a row begins this much above its first line


class ColumnPart(NamedTuple):
    """What stands of a table on one page."""

    columns: list[list[Line]]
    titles: list[Line]  # of rows that are one cell
    is_first: bool  # the table begins here
    rules: list[float]  # rules across, between its first and last line
    head: PageHead | None  # the headings, where the page shows them; their lines are not among the columns


_Candidate = tuple[float, set[int]]  # a top, and the columns that begin a block there


class Band(NamedTuple):
    """A row on the page. `title` is the line of a row that is one cell."""

    top: float
    bottom: float
    title: Line | None = None


def find_bands(part: ColumnPart, starts: Sequence[float]) -> Iterator[Band]:
    """Cut a part into rows; what stands above the first start is a row of its own, the rest of one on the page before."""
    lines = [line for column in part.columns for line in column]
    every = [*lines, *part.titles]
    top, bottom = min(line.top for line in every), max(line.bottom for line in every)
    cuts = {*starts, *part.rules} if len(part.rules) < LEAST_RULES else set(part.rules)
    for title in part.titles:
        cuts |= {title.top - 0.5, title.bottom + 0.5}
    edges = [top - 1, *sorted(cut for cut in cuts if top + 1 < cut < bottom), bottom + 1]
    for start, end in pairwise(edges):
        title_here = next((t for t in part.titles if start <= (t.top + t.bottom) / 2 < end), None)
        if title_here is not None or any(start <= (line.top + line.bottom) / 2 < end for line in lines):
            yield Band(start, end, title_here)


def find_starts(parts: Sequence[ColumnPart]) -> list[list[float]]:
    """Find where rows begin on each page: at the numbers of a column that counts them, else side by side."""
    candidates = [list(_candidates(part)) for part in parts]
    for number in range(min(2, len(parts[0].columns))):
        counted = _longest_count([line for part in parts for line in _ordered(part.columns[number])])
        if len(counted) < 2:
            continue
        pages = [[line for line in counted if line in part.columns[number]] for part in parts]
        longest = _longest(parts, number)
        tops = [[top for top, columns in page if longest in columns] for page in candidates]
        beside = sum(_is_among(line, page) for found, page in zip(pages, tops, strict=True) for line in found)
        if beside >= _MOSTLY * len(counted):
            return [[line.top - line.em * _ABOVE for line in found] for found in pages]
        if all(line.text.isdigit() for line in counted):
            return [_around(*entry) for entry in zip(pages, candidates, parts, strict=True)]
    return _side_by_side(parts, candidates)


def _longest(parts: Sequence[ColumnPart], other_than: int) -> int:
    """The column of the most lines: its cells begin where their rows begin."""
    columns = [index for index in range(len(parts[0].columns)) if index != other_than]
    return max(columns, key=lambda index: sum(len(part.columns[index]) for part in parts))


def _is_among(line: Line, tops: Sequence[float]) -> bool:
    return any(abs(line.top - top) < line.em * _SAME for top in tops)


def _ordered(column: Sequence[Line]) -> list[Line]:
    return sorted(column, key=lambda line: line.top)


def _longest_count(lines: Sequence[Line]) -> list[Line]:
    """Find the longest chain of lines that begin with numbers, each one more than the one before."""
    chains: dict[int, list[Line]] = {}
    best: list[Line] = []
    for line in lines:
        match = _NUMBER.match(line.text)
        if match is None:
            continue
        number = int(match[1])
        chain = [*chains.get(number - 1, []), line]
        if len(chain) > len(chains.get(number, [])):
            chains[number] = chain
        best = max(best, chain, key=len)
    return best


def _around(numbers: Sequence[Line], candidates: Sequence[_Candidate], part: ColumnPart) -> list[float]:
    """Find the row tops where the numbers stand in the middle of their rows.

    Of the candidates between two numbers those are taken that lie, row by row, as far above a number as the next lies
    below it; of the last row, which the page may have cut, half as strictly.
    """
    if not numbers:
        return []
    middles = [(line.top + line.bottom) / 2 for line in numbers]
    weakness = {top: WEAK * (len(part.columns) - len(columns)) for top, columns in candidates}
    best: dict[float, tuple[float, list[float]]] = {}
    for index, (low, high) in enumerate(pairwise([-inf, *middles])):
        tops = [top for top in weakness if low < top <= high] or [numbers[index].top]
        if index == 0:
            tops = tops[:1] if part.head is not None and part.is_first else tops
            best = {top: (weakness.get(top, 0.0), [top]) for top in tops}
            continue
        best = {
            top: min(
                (cost + abs(last + top - 2 * low) + weakness.get(top, 0.0), [*path, top])
                for last, (cost, path) in best.items()
            )
            for top in tops
        }
    bottom = max(line.bottom for column in part.columns for line in column)
    paths = ((cost + abs(top + bottom - 2 * middles[-1]) / 2, path) for top, (cost, path) in best.items())
    return [top - 0.5 for top in min(paths)[1]]


def _side_by_side(parts: Sequence[ColumnPart], found: Sequence[Sequence[_Candidate]]) -> list[list[float]]:
    """Choose the tops at which the columns begin a block together.

    Which columns begin their rows at the top is seen from the tops at which most begin; of those columns most have to.
    """
    most = max((len(columns) for page in found for _, columns in page), default=0)
    strong = [columns for page in found for _, columns in page if len(columns) >= most - 1]
    anchors = {
        column
        for column in range(len(parts[0].columns))
        if sum(column in columns for columns in strong) >= ANCHORED * len(strong)
    }
    least = max(2.0, _MOSTLY * len(anchors))
    return [[top - 0.5 for top, columns in page if len(columns & anchors) >= least] for page in found]


def _candidates(part: ColumnPart) -> Iterator[_Candidate]:
    """Yield the tops at which two columns or more begin a block, with those columns."""
    columns = [_ordered(column) for column in part.columns]
    sentences = [_has_sentences(column) for column in columns]
    done = 0.0
    for line in sorted((line for column in columns for line in column), key=lambda line: line.top):
        if line.top < done + line.em * _SAME:
            continue
        done = line.top
        verdicts = [_begins_at(column, line.top) for column in columns]
        beginning = {index for index, verdict in enumerate(verdicts) if verdict > 0}
        going_on = any(v < 0 and s for v, s in zip(verdicts, sentences, strict=True))
        if len(beginning) > 1 and not going_on:
            yield line.top, beginning


def _has_sentences(column: Sequence[Line]) -> bool:
    """Tell whether a column holds sentences and no names of units, whose lines end anywhere."""
    return any(line.text[-1] in "。；" for line in column)


def _begins_at(column: Sequence[Line], top: float) -> int:
    """Judge a column at a height: 1 a block begins there, -1 a sentence goes on, 0 nothing stands there."""
    here = next((i for i, line in enumerate(column) if abs(line.top - top) < line.em * _SAME), None)
    if here is None:
        return 0
    if here == 0:
        return 1
    previous, line = column[here - 1], column[here]
    if line.top - previous.bottom > line.em * _NEAR:
        return 1
    right = max(other.x1 for other in column)
    is_full = right - previous.x1 < line.head + line.em * SLACK
    return -1 if is_full and previous.text[-1] not in ENDED else 1
