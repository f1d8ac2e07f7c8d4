"""A PDF page through PDFium: its runs of characters and its strokes, in points from the top left as displayed.

Everything is taken from PDFium's raw interface: a `PdfPage` has to be alive while handles of it are used. PDFium's
order of the characters is not trusted: a run ends where the next character is not right of the one before.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from math import atan2, degrees, hypot, pi
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from pipeline.parse.pages.page import FULL_WIDTH, UNEVEN, Box, Glyph, Glyphs, Page, Run, TooManyObjects
from pipeline.parse.pdf.raised import lift
from pipeline.parse.pdf.strokes import read_strokes
from pipeline.rules.limits import limit

SAMPLES = 40  # characters of a page whose angle is looked at
SKEWED = 0.1  # quarters: text that is turned more off a quarter says nothing of how the page lies
TURNS = (0, 90, 180, 270)
WIDE_GAP = 1.1  # em: a wider gap may be one between columns; it ends a run
_TOKEN = re.compile(f"{FULL_WIDTH}{{4,}}|.", re.DOTALL)  # Chinese characters in a row, or any one
EVEN = 0.04  # em: by how much boxes of characters of one width may differ
_SHORT = 2  # characters: a turned or slanted text falls apart into runs as short as this, or into uneven ones
_UNMAPPED = re.compile("[\ue000-\uf8ff\ufffd\uffff]")  # private use, replacement: characters that only the font knows
BACK = 0.5  # em: a character that begins further left than the last one ended begins a run
_HYPHEN = "\ufffe"  # PDFium's mark for a hyphen at the end of a line


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
        x0, x1 = sorted(
            (
                self.a * left + self.c * bottom + self.e,
                self.a * right + self.c * top + self.e,
            )
        )
        y0, y1 = sorted(
            (
                self.b * left + self.d * bottom + self.f,
                self.b * right + self.d * top + self.f,
            )
        )
        return x0, y0, x1, y1


def read_page(page: Any, number: int) -> Page:
    """Read a page of a pypdfium2 document, turned so that its text stands upright."""
    left, bottom, right, top = page.get_bbox()
    text_page = page.get_textpage()
    try:
        if (count := text_page.count_chars()) > limit("page_objects"):
            raise TooManyObjects("R12", found=count, name="page_objects", limit=limit("page_objects"))
        rotation = _text_rotation(text_page.raw, page.get_rotation())
        turn = _turn(left, bottom, right, top, rotation)
        width, height = right - left, top - bottom
        if rotation in (90, 270):
            width, height = height, width
        runs, n_unmapped = _read_runs(text_page, turn, rotation, (width, height))
    finally:
        text_page.close()
    strokes, pictures, n_shapes = read_strokes(page, turn.box, width, height)
    counts = (runs.outside, n_unmapped, n_shapes)
    return Page(number, width, height, tuple(runs.found), strokes, pictures, *counts, tuple(runs.raised))


def _turn(left: float, bottom: float, right: float, top: float, rotation: int) -> Turn:
    if rotation == 90:
        return Turn(0, 1, 1, 0, -bottom, -left)
    if rotation == 180:
        return Turn(-1, 0, 0, 1, right, -bottom)
    if rotation == 270:
        return Turn(0, -1, -1, 0, top, right)
    return Turn(1, 0, 0, -1, -left, top)


def _text_rotation(handle: Any, displayed: int) -> int:
    """Find how the page has to be turned, clockwise, for most of its text to stand upright: as displayed, but for a table on its side."""
    count = pdfium.FPDFText_CountChars(handle)
    votes = dict.fromkeys(TURNS, 0)
    votes[displayed % 360] = 1
    for index in (sampled := range(0, count, max(1, count // SAMPLES))):
        angle = pdfium.FPDFText_GetCharAngle(handle, index)  # radians, clockwise; below 0 where unknown
        if (
            angle >= 0
            and abs(angle * 2 / pi - round(angle * 2 / pi)) < SKEWED
            and not pdfium.FPDFText_IsGenerated(handle, index)
        ):
            votes[turn := -round(angle * 2 / pi) % 4 * 90] += 2
            if votes[turn] > len(sampled) + 1:  # no other can have as many
                break
    return max(TURNS, key=lambda turn: votes[turn])


def _characters(text_page: Any) -> str:
    """Read all characters, one for each index of PDFium."""
    text: str = text_page.get_text_range().replace(_HYPHEN, "-")
    count = text_page.count_chars()
    if len(text) == count:
        return text
    return "".join(_character(pdfium.FPDFText_GetUnicode(text_page.raw, index)) for index in range(count))


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _read_runs(text_page: Any, turn: Turn, rotation: int, size: tuple[float, float]) -> tuple[_Runs, int]:
    """Read the characters as runs: neighbours on one line, from left to right.

    Also counts those that the fonts do not map to Unicode. Of Chinese characters in a row only
    the first and the last are asked for their boxes, if these say that all have one width.
    """
    handle, box = text_page.raw, _box(text_page.raw, turn)
    runs = _Runs(*size, _look(handle, rotation), _font_size(handle))
    characters = _characters(text_page)
    for token in _TOKEN.finditer(characters):
        text, start = token[0], token.start()
        if text <= " ":
            if text == "\n":
                runs.close()
            elif runs.run and text != "\r":
                runs.add_blank(pdfium.FPDFText_IsGenerated(handle, start))
            continue
        first = box(start)
        if len(text) > 1:
            last = box(start + len(text) - 1)
            if _are_even(first, last, len(text)):
                runs.add(text, (first[0], first[1], last[2], first[3]), start)
                continue
        runs.add(text[0], first, start)
        for index in range(1, len(text)):
            runs.add(text[index], box(start + index), start + index)
    runs.close()
    return runs, len(_UNMAPPED.findall(characters))


def _box(handle: Any, turn: Turn) -> Callable[[int], Box]:
    """A function that gives the box of a character on the turned page."""
    rect = pdfium.FS_RECTF()
    pointer, get_box, right, down = ctypes.byref(rect), pdfium.FPDFText_GetLooseCharBox, turn.e, turn.f

    def upright(index: int) -> Box:
        get_box(handle, index, pointer)
        return rect.left + right, down - rect.top, rect.right + right, down - rect.bottom

    def turned(index: int) -> Box:
        get_box(handle, index, pointer)
        return turn.box(rect.left, rect.bottom, rect.right, rect.top)

    return upright if turn.a == 1 else turned


def _font_size(handle: Any) -> Callable[[int], float]:
    """A function that gives the size of a character's font as drawn: many writers set 1 and stretch the text."""
    matrix = pdfium.FS_MATRIX()

    def size_of(index: int) -> float:
        size = float(pdfium.FPDFText_GetFontSize(handle, index))
        is_known = pdfium.FPDFText_GetMatrix(handle, index, matrix)
        return size * hypot(matrix.c, matrix.d) if is_known else size

    return size_of


_Look = Callable[[int, bool], tuple[float, int]]


def _look(handle: Any, rotation: int) -> _Look:
    """A function that says of a character how it is turned on the turned page (degrees), and its colour on white.

    It asks how it is turned only where that is in doubt.
    """
    channels = [ctypes.c_uint() for _ in range(4)]
    red, green, blue, alpha = channels
    matrix = pdfium.FS_MATRIX()
    pointers = [ctypes.byref(channel) for channel in channels]

    def look(index: int, is_level: bool) -> tuple[float, int]:
        turned = 0.0
        if not is_level and pdfium.FPDFText_GetMatrix(
            handle, index, matrix
        ):  # its base line: italics do not slant that
            turned = round(rotation - degrees(atan2(matrix.b, matrix.a)), 1) % 360
        if not pdfium.FPDFText_GetFillColor(handle, index, *pointers):
            return turned, 0
        if alpha.value == 255:
            return turned, red.value << 16 | green.value << 8 | blue.value
        seen = (255 - (255 - channel.value) * alpha.value // 255 for channel in channels[:3])
        return turned, int.from_bytes(bytes(seen), "big")

    return look


def _are_even(first: Box, last: Box, count: int) -> bool:
    """Tell whether characters from the first box to the last stand side by side, each as wide as these two."""
    x0, top, x1, bottom = first
    step, most = (last[2] - x0) / count, (bottom - top) * EVEN
    return (
        -most < x1 - x0 - step < most
        and -most < last[2] - last[0] - step < most
        and -most < last[1] - top < most
        and -most < last[3] - bottom < most
    )


class _Runs:
    """Collects characters into runs."""

    __slots__ = (
        *("blank", "bottom", "found", "height", "indexes", "is_level", "last_x"),
        *("look", "outside", "raised", "run", "size_of", "start", "top", "width"),
    )

    def __init__(self, width: float, height: float, look: _Look, size_of: Callable[[int], float]) -> None:
        self.width, self.height, self.look, self.size_of = width, height, look, size_of
        self.found: list[Run] = []
        self.raised: list[str] = []  # marks of notes, left out
        self.run: list[Glyph] = []
        self.indexes: list[int] = []  # PDFium's, of the characters of the run
        self.outside = self.start = 0
        self.is_level = True  # all characters of the run are of one height
        self.blank = ""
        self.last_x = self.top = self.bottom = 0.0

    def close(self) -> None:
        """End the run."""
        if self.run and not self.is_level:
            self._lift()
        if self.run:
            is_level = self.is_level and len(self.run) + len(self.run[0].text) > _SHORT + 1
            glyphs = tuple(self.run) if self.is_level else _level(self.run)
            self.found.append(Run(glyphs, *self.look(self.start, is_level)))
        self.run.clear()
        self.indexes.clear()
        self.blank, self.is_level = "", True

    def _lift(self) -> None:
        before = self.found[-1].glyphs if self.found and not self.run[0].gap else ()
        self.run, marks = lift(self.run, self.indexes, self.size_of, before)
        self.raised += marks

    def add_blank(self, is_generated: bool) -> None:
        """Take a blank: one that PDFium made is told of the next character, one of the file stands in the run."""
        if is_generated:
            self.blank = " "
        else:
            self.run.append(self.run[-1]._replace(text=" ", x0=self.run[-1].x1))
            self.indexes.append(self.indexes[-1])

    def add(self, text: str, box: Box, index: int) -> None:
        """Add characters of one width that fill a box; `index` is PDFium's, of the first."""
        x0, top, x1, bottom = box
        if x1 < 0 or bottom < 0 or x0 > self.width or top > self.height:
            self.outside += len(text)
            return
        size = self.bottom - self.top
        if self.run:
            is_beside = -BACK * size <= x0 - self.last_x <= WIDE_GAP * size
            if not is_beside or _is_apart(top, bottom, self.top, self.bottom):
                self.close()
        if not self.run:
            self.top, self.bottom, self.start = top, bottom, index
        elif abs(top - self.top) > size * UNEVEN or abs(bottom - self.bottom) > size * UNEVEN:
            self.is_level = False
            if bottom - top > size:
                self.top, self.bottom = top, bottom
        self.run.append(Glyph(text, x0, top, x1, bottom, self.blank))
        self.indexes.append(index)
        self.last_x, self.blank = x1, ""


def _is_apart(top: float, bottom: float, run_top: float, run_bottom: float) -> bool:
    """Tell whether a character stands on another line than the run: they share less than half of the lower height."""
    low = bottom if bottom < run_bottom else run_bottom
    high = top if top > run_top else run_top
    return 2 * (low - high) < bottom - top and 2 * (low - high) < run_bottom - run_top


def _level(run: list[Glyph]) -> Glyphs:
    """Give all characters of a run its height: of some fonts PDFium knows only the box of the ink."""
    top, bottom = min([glyph[2] for glyph in run]), max([glyph[4] for glyph in run])
    return tuple([Glyph(text, x0, top, x1, bottom, gap) for text, x0, _, x1, _, gap in run])
