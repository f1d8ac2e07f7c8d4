"""The rules of a scanned page: long straight ink, whole, dashed or broken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import cv2
import numpy as np

from pipeline.parse.pages.page import Stroke
from pipeline.parse.scan.ready import Grey

_LONG = 30.0  # points: ink as long and straight is a rule; no stroke of a character is
_BROKEN = 60.0  # points: a rule with gaps is as long
_BREAK = 3.0  # points: a gap in a rule that is none
_THICK = 4.0  # points: what is thicker is an area
_BESIDE = 2.0  # points: beside a rule with gaps is paper, beside a row of strokes of characters more of them
_PALE = 0.8  # of the brightness of the paper: a thin rule out of focus is paler than the ink of a character
_BLANK = 0.25  # of its length: less ink is paper


_Bar = tuple[int, int, int, int]  # x, y, width, height in pixels


class Ruling(NamedTuple):
    """The rules as strokes in points, and where their ink lies."""

    strokes: tuple[Stroke, ...]
    ink: Any


def find_ruling(grey: Grey, scale: float) -> Ruling:
    """Find the rules; `scale` is pixels for a point."""
    ink = (grey < 255 * _PALE).astype(np.uint8)
    strokes: list[Stroke] = []
    masks = np.zeros_like(ink)
    for is_vertical in (False, True):
        found = ink.T if is_vertical else ink
        mask = np.zeros_like(found)
        for x, y, width, height in (*_solid(found, scale), *_broken(found, scale)):
            strokes.append(Stroke(is_vertical, (y + height / 2) / scale, x / scale, (x + width) / scale))
            mask[y : y + height, x : x + width] = 1
        masks |= (mask & cv2.dilate(found, np.ones((3, 3), np.uint8))).T if is_vertical else mask & found
    return Ruling(tuple(strokes), masks)


def _solid(ink: Any, scale: float) -> Iterator[_Bar]:
    """Rules across without gaps; one that is not quite straight steps from row to row: it is thickened first."""
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    yield from _long(cv2.morphologyEx(thick, cv2.MORPH_OPEN, _bar(_LONG, scale)), _LONG, scale)


def _broken(ink: Any, scale: float) -> Iterator[_Bar]:
    """Rules across that are dashed, dotted or faded: paper is above and below them."""
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, _bar(_BREAK, scale))
    beside = round(_BESIDE * scale)
    for x, y, width, height in _long(cv2.morphologyEx(closed, cv2.MORPH_OPEN, _bar(_BROKEN, scale)), _BROKEN, scale):
        around = (
            ink[max(0, y - beside) : y - 1, x : x + width],
            ink[y + height + 1 : y + height + beside, x : x + width],
        )
        if all(part.any(axis=0).mean() < _BLANK for part in around if part.size):
            yield x, y, width, height


def _long(mask: Any, least: float, scale: float) -> Iterator[_Bar]:
    count, _, boxes, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    for x, y, width, height, _ in boxes[1:count].tolist():
        if width >= least * scale and height <= _THICK * scale:
            yield x, y, width, height


def _bar(points: float, scale: float) -> Any:
    return np.ones((1, max(2, round(points * scale))), np.uint8)
