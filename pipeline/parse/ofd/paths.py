"""The outline of a path object: its subpaths as points. Source: GB/T 33190-2016, 9.1, table 35 (abbreviated data)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.parse.ofd.values import read_float

_TOKEN = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[A-Za-z]")
# How many numbers an operator takes; the last two are where it ends. A curve counts by its end only.
_COUNTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7}
_BEGIN, _CLOSE = ("S", "M"), "C"


def read_outline(text: str) -> Iterator[list[tuple[float, float]]]:
    """Yield the points of each subpath in the space of the object."""
    points: list[tuple[float, float]] = []
    operator, values = "L", list[float]()
    for found in _TOKEN.finditer(text):
        token = found[0]
        if token in _COUNTS or token == _CLOSE:
            operator, values = token, []
            if token == _CLOSE and points:
                points.append(points[0])
            continue
        if operator == _CLOSE:
            continue
        values.append(read_float(token, 0.0))
        if len(values) < _COUNTS[operator]:
            continue
        if operator in _BEGIN:
            if len(points) > 1:
                yield points
            points, operator = [], "L"
        points.append((values[-2], values[-1]))
        values = []
    if len(points) > 1:
        yield points
