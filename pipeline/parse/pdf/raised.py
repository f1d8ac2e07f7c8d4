"""Raised figures of a page: powers are written as such (m², 10⁴), marks of notes are no text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from pipeline.parse.pages.page import Glyph
from pipeline.parse.raised import write_raised

_HIGH = 0.2  # of the height of the run: so far above its lower edge a raised character ends
_SMALL = 0.85  # times the size of the font of the others, at most
_NEAR = 12  # characters before a raised one that are looked at


def lift(
    run: Sequence[Glyph], indexes: Sequence[int], size_of: Callable[[int], float], before: Sequence[Glyph]
) -> tuple[list[Glyph], list[str]]:
    """Write the raised figures of a run; returns its characters and the marks of notes that are left out.

    `indexes` are PDFium's of the characters, `size_of` gives the size of their font, `before` is the run before this one.
    """
    top, bottom = min(glyph.top for glyph in run), max(glyph.bottom for glyph in run)
    high = [bottom - glyph.bottom > (bottom - top) * _HIGH and glyph.text != " " for glyph in run]
    if not any(high):
        return list(run), []
    usual = max(map(size_of, indexes)) * _SMALL
    pieces: list[Glyph] = []
    marks: list[str] = []
    for is_high, group in groupby(zip(high, run, indexes, strict=True), key=lambda entry: entry[0]):
        entries = list(group)
        glyphs = [glyph for _, glyph, _ in entries]
        if is_high and all(size_of(index) < usual for _, _, index in entries):
            text = "".join(glyph.text for glyph in glyphs)
            written = write_raised("".join(glyph.text for glyph in (pieces or before)[-_NEAR:]), text)
            if not written:
                marks.append(text)
                continue
            if written != text:
                glyphs = [glyphs[0]._replace(text=written, x1=glyphs[-1].x1)]
        pieces += glyphs
    return pieces, marks
