"""The objects of a page, drawn on a canvas: blocks, text, paths, pictures, composites.

Every object has a boundary: the place of its own space on the page (or in the block or unit that it stands in), which its
CTM moves within. Source: GB/T 33190-2016, 7.7 (pages), 8.5 (graphic units), 9 to 13.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import atan2, degrees, isfinite
from typing import Any

from pipeline.parse.matrix import UPRIGHT, Matrix, map_box, map_point, multiply
from pipeline.parse.ofd.canvas import Canvas
from pipeline.parse.ofd.letters import ASCENT, Letter, read_letters
from pipeline.parse.ofd.package import child, local
from pipeline.parse.ofd.paths import read_outline
from pipeline.parse.ofd.resources import MAX_DEPTH, Resources
from pipeline.parse.ofd.typist import Typist
from pipeline.parse.ofd.values import read_float, read_floats, read_matrix
from pipeline.parse.pages.page import FULL_WIDTH, Box, Glyph
from pipeline.parse.pages.strokes import THIN, bounds_of, find_straight, find_thin

_EVEN = 0.04  # em: characters whose places differ by less from their widths stand side by side
_LEVEL = 0.05  # degrees: text that is turned less is not turned
_ROW = re.compile(f"{FULL_WIDTH}{{3,}}")  # Chinese characters in a row
_FEW = 3  # characters: no row of them is shorter
_HAIR = 5  # points of a path: one of so few that is thin as a whole is one rule
_FALSE = ("false", "0")


@dataclass(slots=True)
class Painter:
    """Draws objects on a canvas; `hidden` are the words of objects that are not visible."""

    canvas: Canvas
    resources: Resources
    hidden: list[str]

    def draw(self, parent: Any, matrix: Matrix, colour: int = 0, depth: int = 0) -> None:
        """Draw what stands in a layer, a block or a unit; `colour` is what text without one of its own has."""
        typist = Typist(self.canvas, matrix, colour)
        for element in parent:
            if not isinstance(element.tag, str):
                continue
            kind = local(element.tag)
            self.canvas.count(1)
            if kind == "TextObject":
                if not typist.type(element):
                    self._draw_text(element, matrix, colour)
            elif kind == "PathObject":
                self._draw_path(element, matrix)
            elif kind == "ImageObject":
                self._draw_picture(element, matrix)
            elif not _is_visible(element):
                self.hidden += [code.text or "" for code in element.iter() if local(str(code.tag)) == "TextCode"]
            elif kind == "PageBlock" or kind == "Layer":
                self.draw(element, matrix, self.resources.block_colour(element, colour), depth)
            elif kind == "CompositeObject" and depth < MAX_DEPTH:
                unit = self.resources.composites.get(element.get("ResourceID", ""))
                if unit is not None:
                    inner = self.resources.block_colour(element, colour)
                    self.draw(unit, _place(element, matrix), inner, depth + 1)

    def _draw_text(self, element: Any, matrix: Matrix, outer: int) -> None:
        size = read_float(element.get("Size"), 0.0)
        em = size * read_float(element.get("HScale"), 1.0)
        if not _is_visible(element) or not size > 0 or not em > 0:
            self.hidden += ["".join(letter.text for letter in row) for row in read_letters(element, em)]
            return
        turn, own = _turn_of(element), _place(element, matrix)
        angle = _angle(multiply(turn, own))
        colour, is_seen = self.resources.colour(element, outer), _is_seen(element)
        edge = _boundary(element)[2] / (abs(read_matrix(element.get("CTM"))[0]) or 1.0)
        for letters in read_letters(element, em, edge):
            self.canvas.count(len(letters))
            for text, letter, width in _singles(letters) if angle or len(letters) < _FEW else _rows(letters, em):
                at = own if turn == UPRIGHT else multiply((*turn[:4], letter.x, letter.y), own)
                x, y = (letter.x, letter.y) if turn == UPRIGHT else (0.0, 0.0)
                box = map_box(at, (x, y - size * ASCENT, x + width, y + size * (1 - ASCENT)))
                self.canvas.add_glyph(Glyph(text, *box), angle, colour, is_seen)

    def _draw_path(self, element: Any, matrix: Matrix) -> None:
        data = child(element, "AbbreviatedData")
        is_stroked = element.get("Stroke", "true").lower() not in _FALSE
        is_filled = element.get("Fill", "false").lower() not in _FALSE
        if data is None or not data.text or not (is_stroked or is_filled) or not _is_visible(element):
            return
        own = _place(element, matrix)
        self.canvas.n_shapes += 1
        subpaths = []
        for points in read_outline(data.text):
            self.canvas.count(1 + len(points) // 4)
            subpaths.append([map_point(own, x, y) for x, y in points])
        self.canvas.rules += [box for box in _find_rules(subpaths, is_stroked) if all(map(isfinite, box))]

    def _draw_picture(self, element: Any, matrix: Matrix) -> None:
        if _is_visible(element):
            numbers = read_floats(element.get("CTM"))
            _, _, width, height = _boundary(element)
            box = (0.0, 0.0, 1.0, 1.0) if len(numbers) == 6 else (0.0, 0.0, width, height)  # a CTM is of a unit square
            self.canvas.add_picture(map_box(_place(element, matrix), box), element.get("ResourceID", ""))


def _find_rules(subpaths: list[list[tuple[float, float]]], is_stroked: bool) -> Iterator[Box]:
    if len(subpaths) == 1 and len(subpaths[0]) <= _HAIR:
        x0, y0, x1, y1 = bounds_of(subpaths[0])
        if min(x1 - x0, y1 - y0) <= THIN:
            yield x0, y0, x1, y1
            return
    for points in subpaths:
        yield from find_straight(points) if is_stroked else find_thin(points)


def _boundary(element: Any) -> tuple[float, float, float, float]:
    values = read_floats(element.get("Boundary"))
    return (values[0], values[1], values[2], values[3]) if len(values) == 4 else (0.0, 0.0, 0.0, 0.0)


def _place(element: Any, matrix: Matrix) -> Matrix:
    """The map from an object's own space to the page."""
    x, y, _, _ = _boundary(element)
    a, b, c, d, e, f = read_matrix(element.get("CTM"))
    return multiply((a, b, c, d, e + x, f + y), matrix)


def _turn_of(element: Any) -> Matrix:
    """How characters are turned about the start of their base line: CharDirection, clockwise by quarters."""
    quarters = round(read_float(element.get("CharDirection"), 0.0) / 90) % 4
    cosine, sine = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[quarters]
    return (cosine, sine, -sine, cosine, 0.0, 0.0) if quarters else UPRIGHT


def _angle(matrix: Matrix) -> float:
    """The angle of a base line in degrees, clockwise; 0 where nobody would see it."""
    angle = degrees(atan2(matrix[1], matrix[0])) % 360
    return 0.0 if min(angle, 360 - angle) < _LEVEL else round(angle, 1) % 360


def _is_visible(element: Any) -> bool:
    return str(element.get("Visible", "true")).lower() not in _FALSE


def _is_seen(element: Any) -> bool:
    """Tell whether text is drawn with any colour: searchable scans hold their text without."""
    is_filled = element.get("Fill", "true").lower() not in _FALSE
    is_stroked = element.get("Stroke", "false").lower() not in _FALSE
    return (is_filled or is_stroked) and read_float(element.get("Alpha"), 255.0) > 0


def _singles(letters: list[Letter]) -> Iterator[tuple[str, Letter, float]]:
    return ((letter.text, letter, letter.width) for letter in letters)


def _rows(letters: list[Letter], em: float) -> Iterator[tuple[str, Letter, float]]:
    """Keep Chinese characters together that stand side by side, each as wide as an em."""
    text = "".join(letter.text for letter in letters)
    at, most = 0, _EVEN * em
    for row in _ROW.finditer(text):
        yield from _singles(letters[at : row.start()])
        own = letters[row.start() : row.end()]
        first = own[0]
        if all(abs(letter.x - first.x - em * place) < most and letter.y == first.y for place, letter in enumerate(own)):
            yield row[0], first, em * len(own)
        else:
            yield from _singles(own)
        at = row.end()
    yield from _singles(letters[at:])
