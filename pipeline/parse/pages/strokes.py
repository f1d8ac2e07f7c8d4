"""Strokes → rules: the pieces of one rule joined, however it was drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.parse.pages.page import SNAP, Stroke

DASH = 6.0  # points: a gap in a rule that is no gap: dashes, borders drawn cell by cell
SHORTEST = 5.0  # points: a shorter rule is none


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
