"""The values of attributes: numbers, boxes, matrices, offsets, colours. Source: GB/T 33190-2016, 7.3 table 2, 8.3, 11.3."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import isfinite

from pipeline.parse.matrix import UPRIGHT, Matrix

Attributes = Mapping[str, str]
_GREY, _RGB, _CMYK = 1, 3, 4  # channels
_SPLIT = re.compile(r"[\s,]+")


def read_float(text: str | None, default: float) -> float:
    """A number; `default` where there is none, or no finite one."""
    try:
        value = float(text) if text else default
    except ValueError:
        return default
    return value if isfinite(value) else default


def read_floats(text: str | None) -> list[float]:
    """The numbers of a list; [] where one of them is none."""
    try:
        values = [float(part) for part in text.split()] if text else []
    except ValueError:
        values = [read_float(part, 0.0) for part in _SPLIT.split(text.strip())] if text else []
    return values if all(map(isfinite, values)) else []


def read_matrix(text: str | None) -> Matrix:
    """A CTM; the one that changes nothing where there is none."""
    values = read_floats(text)
    return (*values,) if len(values) == 6 else UPRIGHT  # type: ignore[return-value]


def read_offsets(text: str | None, most: int) -> list[float]:
    """The offsets of DeltaX or DeltaY, no more than `most`: numbers, and `g n d` for n times d."""
    if not text:
        return []
    if "g" not in text and "G" not in text:
        return read_floats(text)[:most]
    parts, offsets = iter(_SPLIT.split(text.strip())), list[float]()
    for part in parts:
        if part in ("g", "G"):
            count, offset = read_float(next(parts, ""), 0.0), read_float(next(parts, ""), 0.0)
            offsets += [offset] * min(max(int(count), 0), most - len(offsets))
        else:
            offsets.append(read_float(part, 0.0))
        if len(offsets) >= most:
            break
    return offsets[:most]


def read_colour(value: str | None, alpha: float) -> int:
    """A colour as it looks on white paper, 0xRRGGBB; black where none is given. `alpha`: 0 to 255."""
    parts = _SPLIT.split(value.strip()) if value else []
    channels = [_channel(part) for part in parts]
    if len(channels) == _GREY:
        channels *= 3
    elif len(channels) == _CMYK:
        channels = [(255 - ink) * (255 - channels[3]) / 255 for ink in channels[:3]]
    elif len(channels) != _RGB:
        channels = [0.0, 0.0, 0.0]
    return _mix(channels, min(max(alpha, 0.0), 255.0))


def _channel(text: str) -> float:
    if text.startswith("#"):
        try:
            return float(min(int(text[1:], 16), 255))
        except ValueError:
            return 0.0
    return min(max(read_float(text, 0.0), 0.0), 255.0)


def _mix(channels: Sequence[float], alpha: float) -> int:
    red, green, blue = (round(255 - (255 - channel) * alpha / 255) for channel in channels)
    return red << 16 | green << 8 | blue
