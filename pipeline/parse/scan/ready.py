"""A scanned page made ready: grey, evenly lit, upright, coloured stamps taken off."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from pipeline.parse.scan.perspective import see_from_above

_MOST_SKEW = 5.0  # degrees: a page that is turned more is not straightened
_STEPS = (0.5, 0.1, 0.02)  # degrees: each finer search around the best of the one before
_LOOK = 700  # pixels: the width that is looked at for skew
_LIGHT = 0.04  # of the width of the page: what is brightest within so much is the paper
_DARKEST = 60  # grey: paper that is darker is no paper
_SPECK = 0.45  # square points: the dot of a 、 has more
INK = 0.72  # of the paper's brightness: darker is ink
FAINT = 0.88  # of it: darker is no paper, beside ink
Grey = Any  # an array of bytes, rows × columns


def make_ready(picture: Any) -> Grey:
    """Even the light of a picture (rows × columns, or × 3 colours), take coloured marks off and straighten it; 255 is paper."""
    colours = picture if picture.ndim == 3 else picture[:, :, None]
    seen = see_from_above(_flatten(colours.max(axis=2)))
    return _rotate(seen, _find_skew(seen))


def take_off_specks(grey: Grey, scale: float) -> Grey:
    """Paint over ink that is too small to be of a character: a fax is full of it. `scale`: pixels for a point."""
    _, labels, boxes, _ = cv2.connectedComponentsWithStats((grey < 255 * FAINT).astype(np.uint8), connectivity=8)
    is_speck = boxes[:, cv2.CC_STAT_AREA] <= _SPECK * scale**2
    return np.where(is_speck[labels], np.uint8(255), grey) if is_speck.any() else grey


def _flatten(grey: Grey) -> Grey:
    """Divide by the brightness of the paper around: shadows go."""
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    reach = max(9, int(small.shape[1] * _LIGHT) | 1)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((reach, reach), np.uint8)), min(reach, 255))
    paper = cv2.resize(np.maximum(paper, _DARKEST), (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey, paper, scale=255)


def _find_skew(grey: Grey) -> float:
    """The angle at which the rows of ink are most distinct, in degrees."""
    scale = _LOOK / grey.shape[1]
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    ink = 255 - small
    best, reach = 0.0, _MOST_SKEW
    for step in _STEPS:
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(angles, key=lambda angle: _distinct(ink, angle)))
        reach = step
    return best if abs(best) > _STEPS[-1] else 0.0


def _distinct(ink: Grey, angle: float) -> float:
    rows = _rotate(ink, angle, 0).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def _rotate(grey: Grey, angle: float, paper: int = 255) -> Grey:
    if not angle:
        return grey
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper)
