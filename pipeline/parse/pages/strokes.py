"""Drawn shapes → strokes → rules: whatever is long and thin is a stroke; the pieces of one rule joined, however it was drawn.

A stroke counts whatever its colour: a table drawn with white rules is a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.parse.pages.page import SNAP, Box, Stroke

THIN = 3.0  # points: a thinner shape is a stroke, a thicker one an area
DOT = 2.0  # a shape as small as this both ways is a dot of a dotted rule of either direction
POINTS = 4  # of paths, for each object that a page may have
Points = Sequence[tuple[float, float]]
DASH = 6.0  # points: a gap in a rule that is no gap: dashes, borders drawn cell by cell
SHORTEST = 5.0  # points: a shorter rule is none


def find_straight(points: Points) -> Iterator[Box]:
    """Yield the parts of a stroked subpath that run along an axis."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if abs(x0 - x1) < 1 or abs(y0 - y1) < 1:
            yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def find_thin(points: Points) -> Iterator[Box]:
    """Yield a filled subpath if it is thin."""
    x0, y0, x1, y1 = bounds_of(points)
    if min(x1 - x0, y1 - y0) <= THIN:
        yield x0, y0, x1, y1


def bounds_of(points: Points) -> Box:
    """The box around points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def clip(box: Box, width: float, height: float) -> Box | None:
    """What of a box lies on the page; None for nothing."""
    x0, top, x1, bottom = max(box[0], 0.0), max(box[1], 0.0), min(box[2], width), min(box[3], height)
    return None if x1 < x0 or bottom < top else (x0, top, x1, bottom)


def as_strokes(box: Box) -> Iterator[Stroke]:
    """The stroke that a thin box is; a dot is one of both directions."""
    x0, top, x1, bottom = box
    is_dot = max(x1 - x0, bottom - top) <= DOT
    if is_dot or x1 - x0 >= bottom - top:
        yield Stroke(False, (top + bottom) / 2, x0, x1)
    if is_dot or x1 - x0 < bottom - top:
        yield Stroke(True, (x0 + x1) / 2, top, bottom)


def join_strokes(strokes: Iterable[Stroke]) -> Iterator[Stroke]:
    """Join the pieces of one rule: those on one line (within `SNAP`) with no gap wider than `DASH`."""
    for line in _lines(sorted(strokes)):
        weight = sum(stroke.end - stroke.start + 0.01 for stroke in line)
        at = sum(stroke.at * (stroke.end - stroke.start + 0.01) for stroke in line) / weight
        pieces: list[list[float]] = []
        for stroke in sorted(line, key=lambda stroke: stroke.start):
            if pieces and stroke.start <= pieces[-1][1] + DASH:
                pieces[-1][1] = max(pieces[-1][1], stroke.end)
            else:
                pieces.append([stroke.start, stroke.end])
        yield from (Stroke(line[0].is_vertical, at, a, b) for a, b in pieces if b - a >= SHORTEST)


def _lines(strokes: list[Stroke]) -> Iterator[list[Stroke]]:
    """Group sorted strokes of one direction that lie on one line."""
    line: list[Stroke] = []
    for stroke in strokes:
        if line and (stroke.is_vertical != line[0].is_vertical or stroke.at - line[0].at > SNAP):
            yield line
            line = []
        line.append(stroke)
    if line:
        yield line
