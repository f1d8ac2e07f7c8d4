"""The strokes of a PDF page: lines and thin rectangles, stroked or filled, also inside form XObjects.

Source: PDF 32000-1, 8.5 (paths), 8.10 (form XObjects).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.parse.matrix import UPRIGHT, Matrix, map_box, map_point, multiply
from pipeline.parse.pages.page import Box, Stroke, TooManyObjects
from pipeline.parse.pages.strokes import POINTS, THIN, as_strokes, clip, find_straight, find_thin
from pipeline.rules.limits import limit

_MAX_DEPTH = 12  # form XObjects within each other
_PATH, THIN_PART, IMAGE = "path", "thin part", "image"


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
        if (box := clip(turn(*bounds), width, height)) is None:
            continue
        if kind == IMAGE:
            pictures.append(box)
        strokes += as_strokes(box)
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
                    yield THIN_PART, map_box(matrix, bounds)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                yield IMAGE, map_box(matrix, _bounds(element))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
                stack.append((element, depth + 1, multiply(_matrix(element), matrix)))


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
            yield from find_straight(points) if stroke.value else find_thin(points)


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
        points.append(map_point(matrix, x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _matrix(element: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(element, found)
    return found.a, found.b, found.c, found.d, found.e, found.f
