"""Affine maps of the plane, as PDF and OFD write them: a b c d e f, x' = a·x + c·y + e, y' = b·x + d·y + f."""

from __future__ import annotations

_Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
UPRIGHT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """One map after another as one."""
    a, b, c, d, e, f = first
    x, y = map_point(then, e, f)
    return (
        a * then[0] + b * then[2],
        a * then[1] + b * then[3],
        c * then[0] + d * then[2],
        c * then[1] + d * then[3],
        x,
        y,
    )


def map_point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a point goes."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def map_box(matrix: Matrix, box: _Box) -> _Box:
    """The box around where a box goes."""
    if matrix == UPRIGHT:
        return box
    a, b, c, d, e, f = matrix
    if not b and not c and a > 0 and d > 0:  # the usual case: nothing is turned
        return a * box[0] + e, d * box[1] + f, a * box[2] + e, d * box[3] + f
    corners = [map_point(matrix, x, y) for x in box[::2] for y in box[1::2]]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
