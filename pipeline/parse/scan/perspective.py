"""A page photographed from one side: the frame of its table tells how; it becomes a rectangle again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import cv2
import numpy as np

_LOOK = 1000  # pixels: the width that is looked at
_INK = 0.72  # of the paper's brightness
_LARGE = (0.4, 0.25)  # of the page: the width and height of the frame of a table
_POINTS = 60  # of a side that are looked at for ink
_DRAWN = 0.85  # of them: a side that has less ink is no rule
_ASKEW = 0.4  # degrees between opposite sides, or off a right angle: less is a page turned, not seen from one side
_Corners = Any  # 4 × 2 numbers: left top, right top, right bottom, left bottom


def see_from_above(grey: Any) -> Any:
    """The picture (255 is paper) as if taken from above, the edges of the paper off; as it was where no table tells."""
    scale = min(1.0, _LOOK / grey.shape[1])
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = cv2.dilate((small < 255 * _INK).astype(np.uint8), np.ones((3, 3), np.uint8))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    large = [n for n in range(1, count) if _is_large(boxes[n], small.shape)]
    frames = {n: frame for n in large if (frame := _find_frame(labels == n)) is not None}
    if not frames:
        return grey
    number = min(frames, key=lambda n: int(boxes[n][2]) * int(boxes[n][3]))
    clean = _wipe(grey, labels, [n for n in large if n != number and _holds(boxes[n], boxes[number])])
    return _stretch(clean, frames[number] / scale) if _is_askew(frames[number]) else clean


def _is_large(box: Any, shape: tuple[int, ...]) -> bool:
    return bool(box[2] >= _LARGE[0] * shape[1] and box[3] >= _LARGE[1] * shape[0])


def _holds(outer: Any, inner: Any) -> bool:
    """Tell whether a box lies in another: what goes around the table is the edge of the paper."""
    return bool(
        outer[0] < inner[0]
        and outer[1] < inner[1]
        and outer[0] + outer[2] > inner[0] + inner[2]
        and outer[1] + outer[3] > inner[1] + inner[3]
    )


def _wipe(grey: Any, labels: Any, numbers: list[int]) -> Any:
    if not numbers:
        return grey
    mask = cv2.dilate(np.isin(labels, numbers).astype(np.uint8), np.ones((5, 5), np.uint8))
    mask = cv2.resize(mask, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_NEAREST)
    return np.where(mask > 0, np.uint8(255), grey)


def _find_frame(part: Any) -> _Corners | None:
    """The corners of connected ink, where rules join them."""
    ys, xs = np.nonzero(part)
    ends = [np.argmin(xs + ys), np.argmax(xs - ys), np.argmax(xs + ys), np.argmin(xs - ys)]
    corners = np.array([(xs[end], ys[end]) for end in ends], np.float32)
    return corners if all(_drawn(part, a, b) >= _DRAWN for a, b in _sides(corners)) else None


def _sides(corners: _Corners) -> Iterator[tuple[Any, Any]]:
    yield from pairwise((*corners, corners[0]))


def _drawn(part: Any, start: Any, end: Any) -> float:
    """The share of a side that has ink beside it."""
    height, width = part.shape
    hits = 0
    for step in np.linspace(0.02, 0.98, _POINTS):
        x, y = (start + (end - start) * step).round().astype(int)
        hits += bool(part[max(0, y - 3) : min(height, y + 4), max(0, x - 3) : min(width, x + 4)].any())
    return hits / _POINTS


def _is_askew(corners: _Corners) -> bool:
    top, right, bottom, left = (np.degrees(np.arctan2(*(b - a)[::-1])) for a, b in _sides(corners))
    turns = (top - bottom - 180, right - left - 180, right - top - 90)
    return any(abs((turn + 180) % 360 - 180) > _ASKEW for turn in turns)


def _stretch(grey: Any, corners: _Corners) -> Any:
    """Make the corners those of a rectangle about where they are."""
    top, right, bottom, left = (float(np.linalg.norm(b - a)) for a, b in _sides(corners))
    width, height = (top + bottom) / 2, (left + right) / 2
    x, y = corners.mean(axis=0) - np.array([width / 2, height / 2])
    meant = np.array([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), meant)
    return cv2.warpPerspective(grey, matrix, grey.shape[::-1], flags=cv2.INTER_CUBIC, borderValue=255)
