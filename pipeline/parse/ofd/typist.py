"""Text of single characters with nothing special, drawn the quick way: some writers place each character by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isfinite
from typing import Any, NamedTuple

from pipeline.parse.matrix import Matrix
from pipeline.parse.ofd.canvas import UNMAPPED, Canvas
from pipeline.parse.ofd.letters import ASCENT, estimate_width
from pipeline.parse.pages.lines import LIGATURES
from pipeline.parse.pages.page import Glyph

_PLAIN = {"ID", "Boundary", "Font", "Size", "Fill", "Weight", "Italic", "LineWidth"}  # of a text that is not turned
_BIG = 100.0  # times its boundary: no size is so large
_SPECIAL = frozenset(LIGATURES) | UNMAPPED
# As the file writes them: y and width of the boundary, size, whether it is filled, Y of the text code.
_LineName = tuple[str, str, str, str, str | None]


class _TypedLine(NamedTuple):
    """Where the characters of one line and size stand, in points, and where they go."""

    top: float
    bottom: float
    em: float
    glyphs: list[Glyph]


@dataclass(slots=True)
class Typist:
    """Draws the single characters of one layer or block, whose `matrix` and `colour` are theirs."""

    canvas: Canvas
    matrix: Matrix
    colour: int
    _lines: dict[_LineName, _TypedLine | None] = field(default_factory=dict)

    def type(self, element: Any) -> bool:
        """Draw a text object; False where it holds more than plain single characters that stand on the page."""
        said = dict(element.items())
        if not said.keys() <= _PLAIN:
            return False
        try:
            left, y, width, _ = said["Boundary"].split()
            own = (y, width, said["Size"], said.get("Fill", "true"))
            start, typed = float(left), list[tuple[list[Glyph], Glyph]]()
            for code in element:
                if not (text := code.text) or len(text) != 1 or text in _SPECIAL or not code.tag.endswith("TextCode"):
                    return False
                across, down = code.get("X"), code.get("Y")
                if typed and (across is None or down is None):  # those of the code before it hold on
                    return False
                name = (*own, down)
                line = self._lines[name] if name in self._lines else self._open(name)
                x0 = self.matrix[0] * (start + float(across or "0")) + self.matrix[4]
                if line is None or not -line.em < x0 < self.canvas.width:
                    return False
                x1 = x0 + line.em * estimate_width(text)
                typed.append((line.glyphs, Glyph(text, x0, line.top, x1, line.bottom)))
        except (ValueError, KeyError):
            return False
        for glyphs, glyph in typed:
            glyphs.append(glyph)
        return True

    def _open(self, name: _LineName) -> _TypedLine | None:
        """Begin a line; None where its characters are not drawn the quick way. Raises `ValueError`."""
        y, width, size, base = float(name[0]), float(name[1]), float(name[2]), float(name[4] or "0")
        a, b, c, d, _, f = self.matrix
        made = None
        if not (b or c) and a > 0 and d > 0 and 0 < size < width * _BIG and name[3] == "true":
            at, em = d * (y + base) + f, d * size
            top, bottom = at - em * ASCENT, at + em * (1 - ASCENT)
            if isfinite(at) and bottom >= 0 and top <= self.canvas.height:
                made = _TypedLine(top, bottom, a * size, self.canvas.open_line(top, bottom, self.colour))
        self._lines[name] = made
        return made
