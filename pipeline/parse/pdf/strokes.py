"""The strokes of a PDF page: lines and thin rectangles, stroked or filled, also inside form XObjects.

A stroke counts whatever its colour: a table drawn with white rules is a table.
Source: PDF 32000-1, 8.5 (paths), 8.10 (form XObjects).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.parse.pages.page import Box, Stroke, TooManyObjects
from pipeline.rules.limits import limit

THIN = 3.0  # points: a thinner shape is a stroke, a thicker one an area
DOT = 2.0  # a shape as small as this both ways is a dot of a dotted rule of either direction
POINTS = 4  # of paths, for each object that a page may have
MAX_DEPTH = 12  # form XObjects within each other
_PATH, THIN_PART, IMAGE = "path", "thin part", "image"
Matrix = tuple[float, float, float, float, float, float]
UPRIGHT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read_strokes(
    page: Any, turn: Callable[[float, float, float, float], Box], width: float, height: float
) -> tuple[tuple[Stroke, ...], tuple[Box, ...], int]:
    """Read the strokes of a page, the boxes of its pictures, and count the drawn paths.

    Raises `TooManyObjects`.
    """
    strokes: list[Stroke] = []
    pictures: list[Box] = []
    n_shapes = 0
    for kind, bounds in _shapes(page):
        n_shapes += kind == _PATH
        if bounds is None:
            continue
        x0, top, x1, bottom = turn(*bounds)
        x0, top, x1, bottom = max(x0, 0.0), max(top, 0.0), min(x1, width), min(bottom, height)
        if x1 < x0 or bottom < top:
            continue
        if kind == IMAGE:
            pictures.append((x0, top, x1, bottom))
        is_dot = max(x1 - x0, bottom - top) <= DOT
        if is_dot or x1 - x0 >= bottom - top:
            strokes.append(Stroke(False, (top + bottom) / 2, x0, x1))
        if is_dot or x1 - x0 < bottom - top:
            strokes.append(Stroke(True, (x0 + x1) / 2, top, bottom))
    return tuple(strokes), tuple(pictures), n_shapes


def _shapes(page: Any) -> Iterator[tuple[str, Box | None]]:
    """Yield every path and picture, and every thin part of a path, with bounds (left, bottom, right, top) in page space."""
    stack: list[tuple[Any, int, Matrix]] = [(page.raw, 0, UPRIGHT)]
    seen, points, most = 0, 0, limit("page_objects")
    while stack:
        parent, depth, matrix = stack.pop()
        count, get = (
            (pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject)
            if depth
            else (pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject)
        )
        n_objects = count(parent)
        seen += n_objects
        if seen > most:
            raise TooManyObjects("R12", found=seen, name="page_objects", limit=most)
        for index in range(n_objects):
            element = get(parent, index)
            kind = pdfium.FPDFPageObj_GetType(element)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                points += pdfium.FPDFPath_CountSegments(element)
                if points > most * POINTS:
                    raise TooManyObjects("R35", points=POINTS, limit=most)
                yield _PATH, None
                for bounds in _thin_parts(element):
                    yield THIN_PART, _move(bounds, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                yield IMAGE, _move(_bounds(element), matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
                stack.append((element, depth + 1, _multiply(_matrix(element), matrix)))


def _bounds(element: Any) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(element, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _thin_parts(path: Any) -> Iterator[Box]:
    """Yield the thin parts of a path: the path as a whole, or its straight strokes, or its thin subpaths."""
    left, bottom, right, top = bounds = _bounds(path)
    n_segments = pdfium.FPDFPath_CountSegments(path)
    if n_segments <= 5 and min(right - left, top - bottom) <= THIN:
        yield bounds
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if stroke.value or n_segments > 5:
        for points in _subpaths(path, n_segments):
            yield from _strokes(points) if stroke.value else _filled(points)


def _subpaths(path: Any, n_segments: int) -> Iterator[list[tuple[float, float]]]:
    """Yield the points of each subpath in page space; a curve counts by its end point only."""
    matrix = _matrix(path)
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(n_segments):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(_apply(matrix, x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _strokes(points: list[tuple[float, float]]) -> Iterator[Box]:
    """Yield the strokes of a subpath that run along an axis."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if abs(x0 - x1) < 1 or abs(y0 - y1) < 1:
            yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _filled(points: list[tuple[float, float]]) -> Iterator[Box]:
    """Yield a filled subpath if it is thin."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if min(max(xs) - min(xs), max(ys) - min(ys)) <= THIN:
        yield min(xs), min(ys), max(xs), max(ys)


def _matrix(element: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(element, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _multiply(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    x, y = _apply(then, e, f)
    return (
        a * then[0] + b * then[2],
        a * then[1] + b * then[3],
        c * then[0] + d * then[2],
        c * then[1] + d * then[3],
        x,
        y,
    )


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _move(bounds: Box, matrix: Matrix) -> Box:
    if matrix == UPRIGHT:
        return bounds
    corners = [_apply(matrix, x, y) for x in bounds[::2] for y in bounds[1::2]]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
