"""Where the lines of text stand in a cell of a scanned page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

_LOWEST = 4.0  # points: a band of ink that is lower is dirt, or the dot of a character
_TALL = 1.65  # times the usual height: a band as high holds several lines
_APART = 30.0  # points: a blank as wide parts a line outside of tables
_SPECKS = 2  # pixels of ink in a row of pixels that are only dirt


class TextLine(NamedTuple):
    """A line in pixels: left, top, right, bottom of its ink."""

    x0: int
    top: int
    x1: int
    bottom: int


def find_text_lines(ink: Any, faint: Any, scale: float, is_open: bool = False) -> Iterator[TextLine]:
    """Yield the lines of a part of a page; `ink`: 1 where ink is, rules taken off; `is_open`: outside of a table.

    A line is as long as its `faint` ink: a blurred 。 at its end is pale.
    """
    for top, bottom in _bands(ink.sum(axis=1) > _SPECKS, scale):
        band = ink[top:bottom]
        for x0, x1 in _parts(band, scale) if is_open else [_extent(faint[top:bottom])]:
            if x1 - x0 >= _LOWEST * scale / 2:
                yield TextLine(x0, top, x1, bottom)


def _runs(is_set: Any) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], is_set.astype(np.int8), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _bands(rows: Any, scale: float) -> list[tuple[int, int]]:
    """Bands of ink from top to bottom: thin ones belong to the nearest, since 二 and ： are parted within."""
    bands = _runs(rows)
    joined: list[tuple[int, int]] = []
    least = _LOWEST * scale
    for top, bottom in bands:
        gap = top - joined[-1][1] if joined else 99.0
        low = joined and (joined[-1][1] - joined[-1][0] < least or bottom - top < least)
        if joined and low and gap < least * 0.6 and bottom - joined[-1][0] < least * 4:
            joined[-1] = (joined[-1][0], bottom)
        else:
            joined.append((top, bottom))
    return [(top, bottom) for top, bottom in joined if bottom - top >= least * 0.4]


def _extent(band: Any) -> tuple[int, int]:
    columns = np.flatnonzero(band.any(axis=0))
    return (int(columns[0]), int(columns[-1]) + 1) if columns.size else (0, 0)


def _parts(band: Any, scale: float) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    for start, end in _runs(band.any(axis=0)):
        if parts and start - parts[-1][1] < _APART * scale:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    return parts
