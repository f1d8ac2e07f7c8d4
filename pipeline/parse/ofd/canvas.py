"""What is drawn on a page, collected and put into runs, strokes and pictures: a `Page`, whatever order it was drawn in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.parse.matrix import Matrix, map_box
from pipeline.parse.ofd.letters import NO_UNICODE
from pipeline.parse.pages.gaps import PICTURE
from pipeline.parse.pages.lines import LIGATURES, is_wide
from pipeline.parse.pages.page import Box, Glyph, Glyphs, Page, Run, Stroke, TooManyObjects
from pipeline.parse.pages.strokes import as_strokes, clip
from pipeline.rules.limits import limit

_WIDE_GAP = 1.1  # em: a wider gap may be one between columns; it ends a run
_BACK = 0.6  # em: a character that begins further left than the last one ended begins a run
_CLOSE_UP = 0.2  # em: a narrower gap after a character is only the error of its estimated width
UNMAPPED = frozenset(map(chr, range(0xE000, 0xF900))) | {"\ufffd", "\uffff", NO_UNICODE}  # private use, replacement
_TURNS = (0, 90, 180, 270)
_FAR = 1e6  # points: nothing on a page reaches so far
_LONG = 0.4  # em: a dash with so much free behind it is two that the font draws as one
_TWICE = 0.15  # em: the same character nearer than this is drawn twice to look bold
LineKey = tuple[int, int, int]  # colour, base line and height in points


@dataclass(slots=True)
class Canvas:
    """A page that is being drawn, `width` × `height` points."""

    width: float
    height: float
    lines: dict[LineKey, list[Glyph]] = field(default_factory=dict)  # upright characters by their line
    turned: list[Run] = field(default_factory=list)  # a run for each character
    unseen: list[tuple[LineKey, Glyph]] = field(default_factory=list)  # drawn with no colour at all
    rules: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    media: list[str] = field(default_factory=list)  # numbers of the pictures
    outside: int = 0
    n_unmapped: int = 0
    n_shapes: int = 0
    _seen: int = 0
    _most: int = field(default_factory=lambda: limit("page_objects"))

    def count(self, number: int) -> None:
        """Count objects, characters and points. Raises `TooManyObjects`."""
        self._seen += number
        if self._seen > self._most:
            raise TooManyObjects("R12", found=self._seen, name="page_objects", limit=self._most)

    def add_glyph(self, glyph: Glyph, angle: float, colour: int, is_seen: bool = True) -> None:
        """Take a character with its box on the page and its angle in degrees."""
        text, x0, top, x1, bottom, _ = glyph
        if not (0 <= x1 < _FAR and 0 <= bottom < _FAR and -_FAR < x0 <= self.width and -_FAR < top <= self.height):
            self.outside += len(glyph.text)
            return
        if text in UNMAPPED:
            self.n_unmapped += 1
        key = (colour, round(bottom), round(bottom - top))
        if not is_seen:
            self.unseen.append((key, glyph))
        elif angle:
            self.turned.append(Run((glyph,), angle, colour))
        elif key in self.lines:
            self.lines[key].append(glyph)
        else:
            self.lines[key] = [glyph]

    def open_line(self, top: float, bottom: float, colour: int) -> list[Glyph]:
        """Where the upright characters of a line go."""
        return self.lines.setdefault((colour, round(bottom), round(bottom - top)), [])

    def add_picture(self, box: Box, number: str) -> None:
        """Take a picture."""
        if (seen := clip(box, self.width, self.height)) is not None:
            self.pictures.append(seen)
            self.media.append(number)

    def take_unseen(self) -> str:
        """Sort the characters without colour: over a scan they are its text, else they are hidden, and given back."""
        area = self.width * self.height or 1.0
        if any((x1 - x0) * (bottom - top) >= PICTURE * area for x0, top, x1, bottom in self.pictures):
            for key, glyph in self.unseen:
                self.lines.setdefault(key, []).append(glyph)
            return ""
        return "".join(glyph.text for _, glyph in self.unseen).strip()

    def finish(self, number: int) -> Page:
        """Make the page, turned so that most of its text stands upright."""
        strokes = tuple(
            stroke for box in self.rules if (seen := clip(box, self.width, self.height)) for stroke in as_strokes(seen)
        )
        uprights = [stroke for stroke in strokes if stroke.is_vertical]
        runs = [Run(glyphs, 0.0, key[0]) for key, line in self.lines.items() for glyphs in _join(line, uprights)]
        page = Page(
            number,
            self.width,
            self.height,
            (*runs, *self.turned),
            strokes,
            tuple(self.pictures),
            self.outside,
            self.n_unmapped,
            self.n_shapes,
        )
        votes = Counter({0: 1 + 2 * sum(map(len, self.lines.values()))})
        for run in self.turned:
            if run.angle % 90 == 0:
                votes[int(run.angle)] += 2
        turn = max(_TURNS, key=lambda turn: votes[turn])
        return _turn_back(self, turn).finish(number) if turn else page


def _join(line: list[Glyph], uprights: Sequence[Stroke]) -> Iterator[Glyphs]:
    """Put the characters of a line into runs: neighbours, from left to right; one that is drawn twice counts once."""
    run: list[Glyph] = []
    last, before = 0.0, Glyph("", -_FAR, 0.0, 0.0, 0.0)
    for glyph in sorted(line, key=_left):
        text, x0, top, x1, bottom, _ = glyph
        size = bottom - top
        if text == before.text and x0 - before.x0 < _TWICE * size:
            if run and x1 > run[-1].x1 and run[-1].text == text:
                run[-1] = glyph
            continue
        before = glyph
        if run and not -_BACK * size <= x0 - last <= _WIDE_GAP * size:
            yield _close_up(run, uprights)
            run = []
        if text <= " ":
            if run:
                run.append(Glyph(" ", last, top, last, bottom))
                last = max(last, min(x1, last + _WIDE_GAP * size))
            continue
        run.append(glyph)
        last = x1
    if run:
        yield _close_up(run, uprights)


def _close_up(run: list[Glyph], uprights: Sequence[Stroke]) -> Glyphs:
    """Correct the estimated widths of a run by what follows, and see the blanks that the file does not hold.

    The least gap between the letters of a word is the spacing that its line is set with.
    """
    gaps = [right.x0 - left.x1 for left, right in pairwise(run)]
    for index, gap in enumerate(gaps):
        glyph, size = run[index], run[index].bottom - run[index].top
        if len(glyph.text) > 1 or glyph.text == " ":
            continue
        if is_wide(glyph.text):
            alone = glyph.text not in (run[index - 1].text if index else "", run[index + 1].text)
            is_long = glyph.text in LIGATURES and alone and _LONG * size < gap
            is_long = is_long and not any(_is_between(rule, glyph, run[index + 1]) for rule in uprights)
            if gap < 0 or is_long:
                run[index] = glyph._replace(x1=max(glyph.x0, run[index + 1].x0))
            continue
        beside = [i for i in (index - 1, index + 1) if 0 <= i < len(gaps) and run[i + 1].text != " "]
        around = [gaps[i] for i in beside if not is_wide(run[i].text[-1])]
        if gap - max(0.0, min(around or _spread(run, gaps))) <= _CLOSE_UP * size:
            run[index] = glyph._replace(x1=max(glyph.x0, run[index + 1].x0))
        elif run[index + 1].text != " ":
            run[index + 1] = run[index + 1]._replace(gap=" ")
    return tuple(run)


def _spread(run: Sequence[Glyph], gaps: Sequence[float]) -> list[float]:
    """By how much the Chinese characters of a run are set apart, in points: a line that is spread out spreads its figures too."""
    pairs = zip(pairwise(run), gaps, strict=True)
    return [gap for (left, right), gap in pairs if is_wide(left.text[-1]) and is_wide(right.text[0])] or [0.0]


def _is_between(rule: Stroke, left: Glyph, right: Glyph) -> bool:
    return left.x0 < rule.at < right.x1 and rule.start < (left.top + left.bottom) / 2 < rule.end


def _left(glyph: Glyph) -> float:
    return glyph.x0


def _turn_back(canvas: Canvas, turn: int) -> Canvas:
    """The same page turned so that text of this angle, clockwise, stands upright."""
    width, height = canvas.width, canvas.height
    to: Matrix = {
        90: (0.0, -1.0, 1.0, 0.0, 0.0, width),
        180: (-1.0, 0.0, 0.0, -1.0, width, height),
        270: (0.0, 1.0, -1.0, 0.0, height, 0.0),
    }[turn]
    size = (width, height) if turn == 180 else (height, width)
    rest = [(0.0, key[0], glyph) for key, line in canvas.lines.items() for glyph in line]
    rest += [(run.angle, run.colour, run.glyphs[0]) for run in canvas.turned]
    turned = replace(
        canvas,
        width=size[0],
        height=size[1],
        lines={},
        turned=[],
        n_unmapped=0,
        rules=[map_box(to, box) for box in canvas.rules],
        pictures=[map_box(to, box) for box in canvas.pictures],
    )
    for angle, colour, glyph in rest:
        x0, top, x1, bottom = map_box(to, (glyph.x0, glyph.top, glyph.x1, glyph.bottom))
        turned.add_glyph(Glyph(glyph.text, x0, top, x1, bottom), (angle - turn) % 360, colour)
    return turned
