"""A scanned page made ready: grey, evenly lit, upright, coloured stamps taken off."""

from __future__ import annotations

from typing import Any, NamedTuple

import cv2
import numpy as np

_MOST_SKEW = 5.0  # degrees: a page that is turned more is not straightened
_STEPS = (0.5, 0.1, 0.02)  # degrees: each finer search around the best of the one before
_LOOK = 700  # pixels: the width that is looked at for skew
_LIGHT = 0.04  # of the width of the page: what is brightest within so much is the paper
_DARKEST = 60  # grey: paper that is darker is no paper
INK = 0.72  # of the paper's brightness: darker is ink
FAINT = 0.88  # of it: darker is no paper, beside ink
Grey = Any  # an array of bytes, rows × columns


class ReadyPicture(NamedTuple):
    """A page made ready: `clean` without coloured marks, `whole` with them, both straightened; 255 is paper."""

    clean: Grey
    whole: Grey
    angle: float  # degrees that the picture was turned by


def make_ready(picture: Any) -> ReadyPicture:
    """Even the light of a picture (rows × columns, or × 3 colours), and turn it upright."""
    colours = picture if picture.ndim == 3 else picture[:, :, None]
    clean, whole = _flatten(colours.max(axis=2)), _flatten(colours.min(axis=2))
    angle = _find_skew(clean)
    return ReadyPicture(_rotate(clean, angle), _rotate(whole, angle), angle)


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
