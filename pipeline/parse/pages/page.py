"""A page: characters, strokes and pictures in points from the top left, as displayed; whatever format drew it.

`pages.blocks` makes paragraphs and tables of it. PDF and OFD are sources of pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.parse.errors import UnreadableFile

FULL_WIDTH = (
    "[\u3001-\u3011\u4e00-\u9fff\uff01-\uff1f]"  # characters of one width that stand in rows: Chinese, its punctuation
)
Box = tuple[float, float, float, float]  # x0, top, x1, bottom in points
UNEVEN = 0.1  # of the height of a run: by how much the boxes of its characters may differ
SNAP = 3.0  # strokes nearer than this are one (double rules, borders of neighbouring cells)


class TooManyObjects(UnreadableFile):
    """A page of more objects than the limit."""


class Glyph(NamedTuple):
    """A character on the page, or several Chinese ones of one width in a row.

    `gap` is " " where the reader of the format sees a blank before it that the file does not hold.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    gap: str = ""


Glyphs = tuple[Glyph, ...]


class Run(NamedTuple):
    """Characters in a row, of one angle and colour: from left to right if they stand upright."""

    glyphs: Glyphs
    angle: float = 0.0  # degrees clockwise that they are turned by, 0 to 360
    colour: int = 0  # 0xRRGGBB as it looks on white paper

    @property
    def size(self) -> float:
        """Height of the first character, in points."""
        return self.glyphs[0].bottom - self.glyphs[0].top


def part_glyphs(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Part characters that are kept together."""
    for glyph in glyphs:
        if len(glyph.text) == 1:
            yield glyph
            continue
        step = (glyph.x1 - glyph.x0) / len(glyph.text)
        for place, char in enumerate(glyph.text):
            left = glyph.x0 + step * place
            yield Glyph(char, left, glyph.top, left + step, glyph.bottom, "" if place else glyph.gap)


class Stroke(NamedTuple):
    """A straight stroke. Horizontal: `at` is its y, from `start` to `end` in x; vertical the other way round."""

    is_vertical: bool
    at: float
    start: float
    end: float


class Page(NamedTuple):
    """What stands on a page."""

    number: int  # 1-based
    width: float  # as displayed
    height: float
    runs: tuple[Run, ...]
    strokes: tuple[Stroke, ...] = ()  # as drawn: a rule may be of several
    pictures: tuple[Box, ...] = ()
    outside: int = 0  # characters that stand outside the page
    n_unmapped: int = 0  # characters that the file's fonts do not map to Unicode
    n_shapes: int = 0  # drawn paths, strokes and others
    raised: tuple[str, ...] = ()  # marks of notes, left out
    # of a scan: characters that were not read for sure, 0 to 1
    confidences: tuple[tuple[Box, float], ...] | None = None
