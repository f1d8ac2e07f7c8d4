"""A picture of a page → a `Page`: its rules, its lines of text with the place of each character and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

import cv2
import numpy as np

from pipeline.parse.pages.grid import PageTable, find_grids
from pipeline.parse.pages.page import Box, Glyph, Page, Run, Stroke
from pipeline.parse.pages.strokes import join_strokes
from pipeline.parse.scan.ready import FAINT, INK, Grey, make_ready, take_off_specks
from pipeline.parse.scan.recognise import Sign, recognise
from pipeline.parse.scan.ruling import find_ruling
from pipeline.parse.scan.settle import settle
from pipeline.parse.scan.text_lines import TextLine, find_text_lines

_LEAST, _MOST = 1.4, 3.4  # pixels for a point: smaller pictures are enlarged, larger ones made smaller
_WIDE = "\u2e7f"  # characters above take an em
_MARGIN = 0.12  # of the height of a line: paper around it
_FORMS = frozenset(" （）；：—")  # the recogniser doubts whether they are full or half: `settle` knows
_SAMPLE = 6  # lines that tell whether a page is upright
_LEGIBLE = 0.94  # how sure their characters are then; of a page on its side at most 0.9, on its head 0.2
_FILLED = 0.6  # characters that a line holds at least, as a share of the squares that it has room for
_SURE = 0.995  # characters read with more confidence are not told


class _Line(NamedTuple):
    place: TextLine
    signs: list[Sign]


class _Sheet(NamedTuple):
    """A page made ready, its rules, and where its lines of text are; `scale`: pixels for a point."""

    clean: Grey
    strokes: tuple[Stroke, ...]
    places: tuple[TextLine, ...]
    scale: float


def read_picture(picture: Any, number: int, width: float, height: float) -> Page:
    """Read a picture (rows × columns, or × 3 colours) of a page of `width` × `height` points.

    A page that lies on its side or on its head is put upright first; the result is the upright page.
    """
    turns, sheet = _put_upright(_resize(picture, width), width)
    if turns % 2:
        width, height = height, width
    read = recognise([_cut(sheet.clean, place) for place in sheet.places])
    lines = [_Line(place, _settle(signs)) for place, signs in zip(sheet.places, read, strict=True) if signs]
    return _make_page(lines, sheet.strokes, sheet.scale, Page(number, width, height, ()))


def _resize(picture: Any, width: float) -> Any:
    scale = picture.shape[1] / width
    if _LEAST <= scale <= _MOST:
        return picture
    factor = min(max(scale, _LEAST), _MOST) / scale
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return cv2.resize(picture, None, fx=factor, fy=factor, interpolation=how)


def _put_upright(picture: Any, width: float) -> tuple[int, _Sheet]:
    """The page as it is to be read, and by how many quarters to the left it was turned."""
    scale = picture.shape[1] / width
    sheet = _look(picture, scale)
    best = (_legible(sheet), 0, sheet)
    if best[0] < _LEGIBLE:
        for turns in (2, 1, 3):
            other = _look(np.ascontiguousarray(np.rot90(picture, turns)), scale)
            best = max(best, (_legible(other), turns, other), key=lambda found: found[0])
    return best[1], best[2]


def _legible(sheet: _Sheet) -> float:
    """How well some long lines can be read, 0 to 1; a page without lines is as it should be."""
    longest = sorted(sheet.places, key=lambda place: place.x0 - place.x1)[:_SAMPLE]
    read = recognise([_cut(sheet.clean, place) for place in longest])
    sure = [sign.confidence for signs in read for sign in signs]
    room = sum((place.x1 - place.x0) / (place.bottom - place.top) for place in longest)
    return sum(sure) / max(len(sure), _FILLED * room) if longest else 1.0


def _look(picture: Any, scale: float) -> _Sheet:
    clean = take_off_specks(make_ready(picture), scale)
    ruling = find_ruling(clean, scale)
    tables = list(find_grids(tuple(join_strokes(ruling.strokes)), 1))
    over = cv2.dilate(ruling.ink, np.ones((3, 3), np.uint8))
    ink = ((clean < 255 * INK) & (over == 0)).astype(np.uint8)
    faint = ((clean < 255 * FAINT) & (over == 0)).astype(np.uint8)
    return _Sheet(clean, ruling.strokes, (*_in_cells(ink, faint, tables, scale), *_around(ink, tables, scale)), scale)


def _settle(signs: Sequence[Sign]) -> list[Sign]:
    text = settle("".join(sign.text for sign in signs))
    return [sign._replace(text=char) for sign, char in zip(signs, text, strict=True)]


def _in_cells(ink: Any, faint: Any, tables: Sequence[PageTable], scale: float) -> Iterator[TextLine]:
    for table in tables:
        for cell in table.cells:
            x0, top, x1, bottom = (round(edge * scale) for edge in cell.box)
            for line in find_text_lines(ink[top:bottom, x0:x1], faint[top:bottom, x0:x1], scale):
                yield TextLine(line.x0 + x0, line.top + top, line.x1 + x0, line.bottom + top)


def _around(ink: Any, tables: Sequence[PageTable], scale: float) -> Iterator[TextLine]:
    rest = ink.copy()
    for table in tables:
        x0, top, x1, bottom = (round(edge * scale) for edge in table.box)
        rest[max(0, top - 2) : bottom + 2, max(0, x0 - 2) : x1 + 2] = 0
    yield from find_text_lines(rest, rest, scale, is_open=True)


def _cut(clean: Grey, place: TextLine) -> Grey:
    margin = max(1, round((place.bottom - place.top) * _MARGIN))
    rows = slice(max(0, place.top - margin), place.bottom + margin)
    return clean[rows, max(0, place.x0 - margin) : place.x1 + margin]


def _make_page(lines: Sequence[_Line], strokes: tuple[Stroke, ...], scale: float, page: Page) -> Page:
    em = _find_em(lines) / scale
    runs: list[Run] = []
    confidences: list[tuple[Box, float]] = []
    for line in lines:
        glyphs = list(_place(line, em, scale))
        runs.append(Run(tuple(glyphs)))
        for glyph, sign in zip(glyphs, line.signs, strict=True):
            if sign.confidence < _SURE and sign.text not in _FORMS:
                confidences.append((glyph[1:5], sign.confidence))
    return page._replace(runs=tuple(runs), strokes=strokes, confidences=tuple(confidences))


def _find_em(lines: Sequence[_Line]) -> float:
    """The width of a full character in pixels: the usual step between two of them."""
    steps = [
        (right.at - left.at) * (line.place.x1 - line.place.x0)
        for line in lines
        for left, right in pairwise(line.signs)
        if left.text > _WIDE and right.text > _WIDE
    ]
    return median(steps) if steps else median([line.place.bottom - line.place.top for line in lines] or [10])


def _place(line: _Line, em: float, scale: float) -> Iterator[Glyph]:
    """The characters of a line with their boxes in points."""
    place, signs = line.place, line.signs
    left, width = place.x0 / scale, (place.x1 - place.x0) / scale
    middle = (place.top + place.bottom) / 2 / scale
    centres = [left + sign.at * width for sign in signs]
    edges = [left, *((a + b) / 2 for a, b in pairwise(centres)), left + width]
    for index, sign in enumerate(signs):
        x0, x1 = edges[index], edges[index + 1]
        if sign.text > _WIDE:
            x0, x1 = max(x0, centres[index] - em / 2), min(x1, centres[index] + em / 2)
        yield Glyph(sign.text, x0, middle - em / 2, max(x0, x1), middle + em / 2)
