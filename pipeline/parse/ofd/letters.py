"""The characters of a text object with their places in its own space, in millimetres along the line.

A package seldom holds its fonts, so widths are estimated: an em for a Chinese character, less for others; the next
character corrects them. Source: GB/T 33190-2016, 11.2 (text objects), 11.3 (text code), 11.4 (glyph transformation).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from pipeline.parse.ofd.package import children, text_of
from pipeline.parse.ofd.values import read_float, read_offsets
from pipeline.parse.pages.lines import LIGATURES, is_wide

_NARROW, _BROAD = frozenset("iljtfrI.,:;'|!()[]{}`-/\\\""), frozenset("mwMW@%")
_WIDTHS = (0.4, 0.5, 0.65, 1.0)  # em: narrow, middle, capitals, broad; between those of common fonts
_LATIN = "\xff"  # signs above it that are no letters (≤ ① Ⅳ →) take a full em in the fonts of Chinese text
_LONGEST = 2.2  # em: no dash is longer
_PAIR = re.compile("——|……")
ASCENT = 0.88  # em: the box of a character reaches so far above its base line
NO_UNICODE = "¤"  # what writers put where a glyph has no character
_TURNS = {90: (0.0, 1.0), 180: (-1.0, 0.0), 270: (0.0, -1.0)}  # ReadDirection → where the line runs


class Letter(NamedTuple):
    """A character: the start of its base line in the object, and its width."""

    text: str
    x: float
    y: float
    width: float


@cache
def estimate_width(char: str) -> float:
    """Width of a character in em."""
    if is_wide(char) or (char > _LATIN and not char.isalpha()):
        return 1.0
    if char in _NARROW:
        return _WIDTHS[0]
    return _WIDTHS[3] if char in _BROAD else _WIDTHS[2] if char.isupper() else _WIDTHS[1]


def read_letters(element: Any, em: float, edge: float = 0.0) -> Iterator[list[Letter]]:
    """Yield the characters of each text code of a text object.

    `em` is the width of a full character, `edge` the right edge of the object: a dash there may be two drawn as one.
    """
    direction = round(read_float(element.get("ReadDirection"), 0.0)) % 360
    along = _TURNS.get(direction, (1.0, 0.0))
    transforms, passed = children(element, "CGTransform"), 0
    x = y = 0.0
    codes = children(element, "TextCode")
    for code in codes:
        x, y = read_float(code.get("X"), x), read_float(code.get("Y"), y)
        text = _clean(code.text) if code.text else "" if passed else _stand_in(transforms)
        if len(text) == 1 and not transforms and text not in LIGATURES:
            yield [Letter(text, x, y, estimate_width(text) * em)]
            continue
        groups = _group(text, transforms, passed) or _group_dashes(text, code)
        passed += len(text)
        if text:
            letters = list(_place(text, groups, _spots(code, text, groups, (x, y), em, along), em))
            last = letters[-1]
            if len(codes) == 1 and last.text in LIGATURES and em < edge - last.x <= _LONGEST * em:
                letters[-1] = last._replace(width=edge - last.x)
            yield letters


def _stand_in(transforms: Sequence[Any]) -> str:
    """For glyphs of the font alone, without characters: a sign for each, to be counted."""
    return NO_UNICODE * sum(len(text_of(transform, "Glyphs").split()) for transform in transforms)


def _clean(text: str) -> str:
    """The characters of a text code: what a pretty printer put around them is none."""
    return text.strip() if "\n" in text or "\r" in text else text


Group = tuple[int, int, int]  # first character, number of characters, number of glyphs


def _group(text: str, transforms: Sequence[Any], passed: int) -> list[Group]:
    """Group characters as glyphs are drawn for them; [] where every character is one glyph."""
    spans: dict[int, tuple[int, int]] = {}
    for transform in transforms:
        start = int(read_float(transform.get("CodePosition"), 0.0)) - passed
        n_codes = int(read_float(transform.get("CodeCount"), 1.0))
        n_glyphs = int(read_float(transform.get("GlyphCount"), 1.0))
        if n_codes != n_glyphs and 0 <= start < len(text) and 0 < n_codes <= len(text) - start and n_glyphs > 0:
            spans[start] = (n_codes, min(n_glyphs, len(text)))
    groups: list[Group] = []
    at = 0
    while spans and at < len(text):
        n_codes, n_glyphs = spans.get(at, (1, 1))
        groups.append((at, n_codes, n_glyphs))
        at += n_codes
    return groups


def _group_dashes(text: str, code: Any) -> list[Group]:
    """Group dashes that the font draws as one, where that many offsets are missing; [] where none are."""
    if not (pairs := {found.start() for found in _PAIR.finditer(text)}):
        return []
    if len(read_offsets(code.get("DeltaX"), len(text))) != len(text) - 1 - len(pairs):
        return []
    return [(at, 1 + (at in pairs), 1) for at in range(len(text)) if at - 1 not in pairs]


def _spots(
    code: Any,
    text: str,
    groups: Sequence[Group],
    start: tuple[float, float],
    em: float,
    along: tuple[float, float],
) -> list[tuple[float, float]]:
    """Where each glyph begins: by the offsets; where these end, each character as far on as it is wide."""
    count = sum(group[2] for group in groups) or len(text)
    across, down = read_offsets(code.get("DeltaX"), count - 1), read_offsets(code.get("DeltaY"), count - 1)
    x, y = start
    spots = [start]
    is_told = bool(across or down)
    for index in range(count - 1):
        if index < len(across) or index < len(down):
            x += across[index] if index < len(across) else 0.0
            y += down[index] if index < len(down) else 0.0
        else:
            step = estimate_width(text[min(index, len(text) - 1)]) * em
            (x, y) = (x, y + step) if is_told and not across else (x + step * along[0], y + step * along[1])
        spots.append((x, y))
    return spots


def _place(text: str, groups: Sequence[Group], spots: Sequence[tuple[float, float]], em: float) -> Iterator[Letter]:
    """Give each character its place; those that share glyphs share their width."""
    if not groups:
        for char, (x, y) in zip(text, spots, strict=True):
            yield Letter(char, x, y, estimate_width(char) * em)
        return
    glyph = 0
    for first, n_codes, n_glyphs in groups:
        x, y = spots[glyph]
        glyph += n_glyphs
        width = sum(estimate_width(char) for char in text[first : first + n_codes]) * em
        if (n_codes > 1 or n_glyphs > 1) and glyph < len(spots) and spots[glyph][0] > x:
            width = min(width, spots[glyph][0] - x) if n_codes > 1 else spots[glyph][0] - x
        for index in range(n_codes):
            yield Letter(text[first + index], x + width * index / n_codes, y, width / n_codes)
