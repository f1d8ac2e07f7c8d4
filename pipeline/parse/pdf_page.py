"""A PDF page through PDFium: its runs of characters and its rules, in points from the top left as displayed.

Everything is taken from PDFium's raw interface: a `PdfPage` has to be alive while handles of it are used. PDFium's
order of the characters is not trusted: a run ends where the next character is not right of the one before.
"""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from pipeline.parse.pdf_rules import Rule, read_rules

Box = tuple[float, float, float, float]  # x0, top, x1, bottom in points
SAMPLES = 40  # characters of a page whose angle is looked at
TURNS = (0, 90, 180, 270)
WIDE_GAP = 1.1  # em: a wider gap may be one between columns; it ends a run
HYPHEN = "\ufffe"  # PDFium's mark for a hyphen at the end of a line


class Glyph(NamedTuple):
    """A character on the page. `gap` is " " where PDFium sees a blank before it that the file does not hold."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    gap: str = ""


class PageContent(NamedTuple):
    """What stands on a page."""

    number: int  # 1-based
    width: float  # as displayed
    height: float
    runs: tuple[tuple[Glyph, ...], ...]
    rules: tuple[Rule, ...]
    pictures: tuple[Box, ...]
    outside: int  # characters that stand outside the page


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
        if self.a == 1:
            return left + self.e, self.f - top, right + self.e, self.f - bottom
        x0, x1 = sorted((self.a * left + self.c * bottom + self.e, self.a * right + self.c * top + self.e))
        y0, y1 = sorted((self.b * left + self.d * bottom + self.f, self.b * right + self.d * top + self.f))
        return x0, y0, x1, y1


def read_page(page: Any, number: int) -> PageContent:
    """Read a page of a pypdfium2 document, turned so that its text stands upright."""
    left, bottom, right, top = page.get_bbox()
    text_page = page.get_textpage()
    try:
        rotation = (page.get_rotation() + _text_rotation(text_page.raw)) % 360
        turn = _turn(left, bottom, right, top, rotation)
        width, height = right - left, top - bottom
        if rotation in (90, 270):
            width, height = height, width
        runs, outside = _read_runs(text_page, turn, width, height)
    finally:
        text_page.close()
    rules, pictures = read_rules(page, turn.box, width, height)
    return PageContent(number, width, height, tuple(runs), rules, pictures, outside)


def _turn(left: float, bottom: float, right: float, top: float, rotation: int) -> Turn:
    if rotation == 90:
        return Turn(0, 1, 1, 0, -bottom, -left)
    if rotation == 180:
        return Turn(-1, 0, 0, 1, right, -bottom)
    if rotation == 270:
        return Turn(0, -1, -1, 0, top, right)
    return Turn(1, 0, 0, -1, -left, top)


def _text_rotation(handle: Any) -> int:
    """Find how the page has to be turned for most of its text to stand upright: a table printed on its side."""
    count = pdfium.FPDFText_CountChars(handle)
    votes = dict.fromkeys(TURNS, 0)
    for index in range(0, count, max(1, count // SAMPLES)):
        angle = pdfium.FPDFText_GetCharAngle(handle, index)  # radians, counterclockwise; below 0 where unknown
        if angle >= 0 and not pdfium.FPDFText_IsGenerated(handle, index):
            votes[round(angle * 2 / 3.141592653589793) % 4 * 90] += 1
    return max(TURNS, key=lambda turn: votes[turn])


def _characters(text_page: Any) -> str:
    """Read all characters, one for each index of PDFium."""
    text: str = text_page.get_text_range()
    count = text_page.count_chars()
    if len(text) == count:
        return text
    return "".join(_character(pdfium.FPDFText_GetUnicode(text_page.raw, index)) for index in range(count))


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _read_runs(text_page: Any, turn: Turn, width: float, height: float) -> tuple[list[tuple[Glyph, ...]], int]:
    """Read the characters as runs: neighbours on one baseline, from left to right."""
    handle, rect = text_page.raw, pdfium.FS_RECTF()
    pointer, get_box, box = ctypes.byref(rect), pdfium.FPDFText_GetLooseCharBox, turn.box
    runs: list[tuple[Glyph, ...]] = []
    run: list[Glyph] = []
    outside, blank = 0, False
    last_x = last_top = last_bottom = 0.0
    for index, text in enumerate(_characters(text_page)):
        if text <= " ":
            if text == "\n" and run:
                runs.append(tuple(run))
                run = []
            elif run and pdfium.FPDFText_IsGenerated(handle, index):
                blank = True
            elif run:
                run.append(Glyph(" ", last_x, last_top, last_x, last_bottom))
            continue
        get_box(handle, index, pointer)
        x0, top, x1, bottom = box(rect.left, rect.bottom, rect.right, rect.top)
        if x1 < 0 or bottom < 0 or x0 > width or top > height:
            outside += 1
            continue
        size = bottom - top
        if run and (
            x0 < last_x - size * 0.5
            or x0 > last_x + size * WIDE_GAP
            or abs(top + bottom - last_top - last_bottom) > size
        ):
            runs.append(tuple(run))
            run = []
        run.append(Glyph("-" if text == HYPHEN else text, x0, top, x1, bottom, " " if blank else ""))
        last_x, last_top, last_bottom, blank = x1, top, bottom, False
    if run:
        runs.append(tuple(run))
    return runs, outside
