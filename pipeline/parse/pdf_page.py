"""A PDF page through PDFium: its runs of characters and its rules, in points from the top left as displayed.

Everything is taken from PDFium's raw interface: a `PdfPage` has to be alive while handles of it are used. PDFium's
order of the characters is not trusted: a run ends where the next character is not right of the one before.
"""

from __future__ import annotations

import ctypes
import re
from math import pi
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from pipeline.parse.pdf_rules import Rule, read_rules

Box = tuple[float, float, float, float]  # x0, top, x1, bottom in points
SAMPLES = 40  # characters of a page whose angle is looked at
TURNS = (0, 90, 180, 270)
WIDE_GAP = 1.1  # em: a wider gap may be one between columns; it ends a run
NEAR = 0.2  # em: a character whose top is this near to that of its run is of its line
UNEVEN = 0.1  # of the height of a run: by how much the boxes of its characters may differ
UNMAPPED = re.compile("[\ue000-\uf8ff\ufffd\uffff]")  # private use, replacement: characters that only the font knows
BACK = 0.5  # em: a character that begins further left than the last one ended begins a run
HYPHEN = "\ufffe"  # PDFium's mark for a hyphen at the end of a line


class Glyph(NamedTuple):
    """A character on the page. `gap` is " " where PDFium sees a blank before it that the file does not hold."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    gap: str = ""


Run = tuple[Glyph, ...]


class PageContent(NamedTuple):
    """What stands on a page."""

    number: int  # 1-based
    width: float  # as displayed
    height: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...]
    pictures: tuple[Box, ...]
    outside: int  # characters that stand outside the page
    n_unmapped: int  # characters that the file's fonts do not map to Unicode
    n_shapes: int  # drawn paths, rules and others


class Turn(NamedTuple):
    """The map from a page's own space to the displayed page: x = a·x + c·y + e, y = b·x + d·y + f."""

    a: int
    b: int
    c: int
    d: int
    e: float
    f: float

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Turn a box; the result is sorted."""
        if self.a == 1:  # upright
            return left + self.e, self.f - top, right + self.e, self.f - bottom
        x0, x1 = sorted((self.a * left + self.c * bottom + self.e, self.a * right + self.c * top + self.e))
        y0, y1 = sorted((self.b * left + self.d * bottom + self.f, self.b * right + self.d * top + self.f))
        return x0, y0, x1, y1


def read_page(page: Any, number: int) -> PageContent:
    """Read a page of a pypdfium2 document, turned so that its text stands upright."""
    left, bottom, right, top = page.get_bbox()
    text_page = page.get_textpage()
    try:
        rotation = _text_rotation(text_page.raw, page.get_rotation())
        turn = _turn(left, bottom, right, top, rotation)
        width, height = right - left, top - bottom
        if rotation in (90, 270):
            width, height = height, width
        runs, outside, n_unmapped = _read_runs(text_page, turn, width, height)
    finally:
        text_page.close()
    rules, pictures, n_shapes = read_rules(page, turn.box, width, height)
    return PageContent(number, width, height, tuple(runs), rules, pictures, outside, n_unmapped, n_shapes)


def _turn(left: float, bottom: float, right: float, top: float, rotation: int) -> Turn:
    if rotation == 90:
        return Turn(0, 1, 1, 0, -bottom, -left)
    if rotation == 180:
        return Turn(-1, 0, 0, 1, right, -bottom)
    if rotation == 270:
        return Turn(0, -1, -1, 0, top, right)
    return Turn(1, 0, 0, -1, -left, top)


def _text_rotation(handle: Any, displayed: int) -> int:
    """Find how the page has to be turned, clockwise, for most of its text to stand upright; as displayed if it has none.

    This is how it is displayed, but for a table that is printed on its side.
    """
    count = pdfium.FPDFText_CountChars(handle)
    votes = dict.fromkeys(TURNS, 0)
    votes[displayed % 360] = 1
    for index in range(0, count, max(1, count // SAMPLES)):
        angle = pdfium.FPDFText_GetCharAngle(handle, index)  # radians, clockwise; below 0 where unknown
        if angle >= 0 and not pdfium.FPDFText_IsGenerated(handle, index):
            votes[-round(angle * 2 / pi) % 4 * 90] += 2
    return max(TURNS, key=lambda turn: votes[turn])


def _characters(text_page: Any) -> str:
    """Read all characters, one for each index of PDFium."""
    text: str = text_page.get_text_range().replace(HYPHEN, "-")
    count = text_page.count_chars()
    if len(text) == count:
        return text
    return "".join(_character(pdfium.FPDFText_GetUnicode(text_page.raw, index)) for index in range(count))


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _read_runs(text_page: Any, turn: Turn, width: float, height: float) -> tuple[list[Run], int, int]:
    """Read the characters as runs: neighbours on one line, from left to right.

    Also counts those off the page and those that the fonts do not map to Unicode. This loop is the reader's hot spot.
    """
    handle, rect = text_page.raw, pdfium.FS_RECTF()
    pointer, get_box, make = ctypes.byref(rect), pdfium.FPDFText_GetLooseCharBox, tuple.__new__
    is_upright, shift_x, shift_y = turn.a == 1, turn.e, turn.f
    runs: list[Run] = []
    run: list[Glyph] = []
    outside, blank = 0, ""
    last_x = run_top = run_bottom = size = 0.0
    characters = _characters(text_page)
    for index, text in enumerate(characters):
        if text <= " ":
            if run and text != "\r":
                blank = _blank(text, handle, index, run, runs)
            continue
        get_box(handle, index, pointer)
        if is_upright:
            x0, top, x1, bottom = rect.left + shift_x, shift_y - rect.top, rect.right + shift_x, shift_y - rect.bottom
        else:
            x0, top, x1, bottom = turn.box(rect.left, rect.bottom, rect.right, rect.top)
        if x1 < 0 or bottom < 0 or x0 > width or top > height:
            outside += 1
            continue
        if not run:
            run_top, run_bottom, size = top, bottom, bottom - top
        elif not -BACK * size <= x0 - last_x <= WIDE_GAP * size or (
            not -NEAR * size < top - run_top < NEAR * size and _is_apart(top, bottom, run_top, run_bottom)
        ):
            runs.append(_level(run))
            run.clear()
            run_top, run_bottom, size = top, bottom, bottom - top
        elif bottom - top > size:
            run_top, run_bottom, size = top, bottom, bottom - top
        run.append(make(Glyph, (text, x0, top, x1, bottom, blank)))
        last_x, blank = x1, ""
    if run:
        runs.append(_level(run))
    return runs, outside, len(UNMAPPED.findall(characters))


def _blank(text: str, handle: Any, index: int, run: list[Glyph], runs: list[Run]) -> str:
    """Take a blank: the end of a line ends the run, one of the file stands in it; returns the one that PDFium made."""
    if text == "\n":
        runs.append(_level(run))
        run.clear()
        return ""
    if pdfium.FPDFText_IsGenerated(handle, index):
        return " "
    run.append(run[-1]._replace(text=" ", x0=run[-1].x1))
    return ""


def _is_apart(top: float, bottom: float, run_top: float, run_bottom: float) -> bool:
    """Tell whether a character stands on another line than the run: they share less than half of the lower height."""
    low = bottom if bottom < run_bottom else run_bottom
    high = top if top > run_top else run_top
    return 2 * (low - high) < bottom - top and 2 * (low - high) < run_bottom - run_top


def _level(run: list[Glyph]) -> Run:
    """Give all characters of a run its height: of some fonts PDFium knows only the box of the ink."""
    tops, bottoms = [glyph[2] for glyph in run], [glyph[4] for glyph in run]
    top, bottom = min(tops), max(bottoms)
    uneven = (bottom - top) * UNEVEN
    if max(tops) - top <= uneven and bottom - min(bottoms) <= uneven:
        return tuple(run)
    return tuple([Glyph(text, x0, top, x1, bottom, gap) for text, x0, _, x1, _, gap in run])
