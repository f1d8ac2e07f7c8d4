"""A picture of a page with a cell boxed and a span of it marked: what was read, where it was read (pdfplumber)."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.lang.fold import fold

_RESOLUTION = 144  # dots per inch: a sharp page, under a megabyte
RED, YELLOW, CLEAR = (163, 41, 31), (255, 210, 0, 110), (255, 255, 255, 0)
EDGE = 1.0  # points: characters may stand over the rule around their cell
_NEAR = 3.0  # points between the middles of characters of one line
_Box = tuple[float, float, float, float]


class PicturePlace(NamedTuple):
    """What is to be shown: a cell by its page (from 1), box and text, and a span of the text."""

    page: int
    box: _Box
    text: str
    span: tuple[int, int] | None = None


def draw(content: bytes, place: PicturePlace, path: Path) -> bool:
    """Draw the page of a PDF into a PNG file; tells whether the span, if any, was found on it.

    It is not where the cell goes on over the page break and the span stands on the next page.
    """
    import pdfplumber

    with pdfplumber.open(io.BytesIO(content), pages=[place.page]) as document:
        (page,) = document.pages
        image = page.to_image(resolution=_RESOLUTION)
        left, top = page.bbox[:2]  # of a page that shows a part of its sheet
        box = (place.box[0] + left, place.box[1] + top, place.box[2] + left, place.box[3] + top)
        marks = list(_find_marks(page, box, place)) if place.span else []
        for mark in marks:
            image.draw_rect(mark, fill=YELLOW, stroke=RED, stroke_width=1)
        image.draw_rect(box, fill=CLEAR, stroke=RED, stroke_width=3)
        image.save(path, format="PNG")
    return bool(marks) or place.span is None


def _find_marks(page: Any, box: _Box, place: PicturePlace) -> Iterator[_Box]:
    """The boxes of the span's characters, one a line."""
    around = (box[0] - EDGE, box[1] - EDGE, box[2] + EDGE, box[3] + EDGE)
    lines = _lines([char for char in page.chars if _is_in(char, around) and not char["text"].isspace()])
    drawn = [(letter, char, number) for number, line in enumerate(lines) for char in line for letter in char["text"]]
    wanted = _match("".join(letter for letter, _, _ in drawn), place)
    for _, line in groupby((drawn[at] for at in wanted), key=lambda entry: entry[2]):
        found = [char for _, char, _ in line]
        yield (
            min(char["x0"] for char in found),
            min(char["top"] for char in found),
            max(char["x1"] for char in found),
            max(char["bottom"] for char in found),
        )


def _lines(chars: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The lines from top to bottom, each from left to right: characters of one line have one middle, nearly."""
    lines: list[list[dict[str, Any]]] = []
    for char in sorted(chars, key=_middle):
        if not lines or _middle(char) - _middle(lines[-1][-1]) > _NEAR:
            lines.append([])
        lines[-1].append(char)
    return [sorted(line, key=lambda char: float(char["x0"])) for line in lines]


def _middle(char: dict[str, Any]) -> float:
    return float(char["top"] + char["bottom"]) / 2


def _is_in(char: dict[str, Any], box: _Box) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _match(drawn: str, place: PicturePlace) -> Sequence[int]:
    """Which of the drawn characters are the span: the same words, the as many-th time as in the cell text."""
    start, end = place.span or (0, 0)
    before, words = (_squeeze(text) for text in (place.text[:start], place.text[start:end]))
    drawn, at = fold(drawn), -1
    for _ in range((before + words).count(words) if words else 0):
        at = drawn.find(words, at + 1)
        if at < 0:
            return ()
    return range(at, at + len(words)) if at >= 0 else ()


def _squeeze(text: str) -> str:
    return "".join(fold(text).split())
