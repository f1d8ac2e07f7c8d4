"""Runs of characters → lines → the text of a cell: wrapped lines joined, paragraphs kept (docs/design/pdf.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.lang.outline import begins_anew
from pipeline.parse.grid import cell_text
from pipeline.parse.pages.page import UNEVEN, Glyph, part_glyphs

DOUBLED = 0.35  # em: the same character nearer than this is drawn twice to look bold
_PARTED = 0.45  # em: a gap that may lie between two columns
WORD_GAP = 0.12  # em: a blank between Latin words or numbers
_DIGITS, _DIGIT_GAP = frozenset("0123456789"), 0.24  # em: of a broad font, whose width an OFD does not tell
_BESIDE_DIGIT = _DIGITS | set(".,%")
MIXED_GAP = 0.4  # em: a narrower gap beside a Chinese character is the typesetter's, no blank
HAN_GAP = 0.9  # em: a narrower gap between two Chinese characters is stretching, no blank
GAPS = (
    WORD_GAP,
    MIXED_GAP,
    HAN_GAP,
)  # by the number of Chinese characters beside the gap
LONGEST_HEAD = 12  # characters that are looked at for what can not be parted
SLACK = 0.45  # em: what a full line may leave free beyond its next character
_INDENT = 1.5  # em: a line that starts this much further right begins a paragraph
_CENTRED = 1.2  # em: left and right blank of a centred line differ by less
_MUCH, _SET_IN, _FLUSH = 0.5, 0.5, 0.3  # em: blank beside a centred line; more left than right; none
MAX_PADDING = 14.0  # points: a cell's inner margin
LIGATURES, _LONG = "—…", 1.4  # em: a longer dash is two that the font draws as one
WIDE_SIGNS = frozenset("“”‘’…—·×±℃")
_OPENING, _CLOSING, _QUOTES = (
    "（(《〈【[〔「『+＋￥¥$",
    "。，、；：！？）)》〉】]〕」』%％…—,.;:!?",
    "“”‘’\"'",
)
HANGING = _CLOSING + "”’"  # they may hang over the margin; of a quotation mark an OFD does not tell the width
_LATIN = re.compile(r"[0-9A-Za-z.,+\-/%&@#_:=~]")
LIST_LABEL = re.compile(
    r"(?:(?P<number>\d{1,2})[.．、)）](?!\d)|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|[①-⑳]"
    r"|[一二三四五六七八九十]{1,3}、|第?[一二三四1-4]季度|第[一二三四五六七八九十]{1,3}[章节条]|[一二三四五六七八九十]是)"
)
REMARK = re.compile(r"[。；！？][（(][^（）()]*[)）]$")  # a remark in brackets after the full stop closes its paragraph
ENDED = frozenset("。；;：:！？!?”’）)】]")


class Line(NamedTuple):
    """A line of a cell or of the page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    em: float
    head: float  # width of what can not be parted at its start
    page: int
    indent: float = 0.0  # blank left of it, up to the edge of the cell or the margin of the page
    room: float = 0.0  # blank right of it
    pieces: tuple[Line, ...] = ()  # parted by wide gaps; empty where there are none


class Limits(NamedTuple):
    """The inner margins of a column, in points."""

    left: float
    right: float


def is_wide(text: str) -> bool:
    """Tell whether a character takes a full em: Chinese, full-width, Chinese punctuation."""
    return text > "\u2e7f" or text in WIDE_SIGNS


def build_lines(runs: Iterable[Sequence[Glyph]], page: int, edges: tuple[float, float] | None = None) -> list[Line]:
    """Put runs into lines from top to bottom, each from left to right; a character drawn twice counts once.

    `edges`: left and right edge of the cell that they stand in; None outside of ruled tables, where a line may run over
    several columns and is parted.
    """
    rows: list[list[Sequence[Glyph]]] = []
    top = bottom = 0.0
    for run in sorted(runs, key=lambda run: (run[0].top + run[0].bottom, run[0].x0)):
        here_top, here_bottom = run[0].top, run[0].bottom
        common = min(bottom, here_bottom) - max(top, here_top)
        if rows and common >= min(bottom - top, here_bottom - here_top) / 2:
            rows[-1].append(run)
            if here_bottom - here_top > bottom - top:
                top, bottom = here_top, here_bottom
        else:
            rows.append([run])
            top, bottom = here_top, here_bottom
    lines = [_line(row, page, edges) for row in rows]
    return [line for line in lines if line is not None]


def _line(runs: list[Sequence[Glyph]], page: int, edges: tuple[float, float] | None) -> Line | None:
    glyphs: Sequence[Glyph] = runs[0]
    if len(runs) > 1:
        ordered = sorted(runs, key=lambda run: run[0].x0)
        glyphs = [glyph for run in ordered for glyph in (run[0]._replace(gap=" "), *run[1:])]
        if any(a[-1].x1 > b[0].x0 + (b[0].bottom - b[0].top) * DOUBLED for a, b in pairwise(ordered)):
            glyphs = _once(part_glyphs(glyphs))
    if glyphs[0].text.isspace() or glyphs[-1].text.isspace():
        inked = [index for index, glyph in enumerate(glyphs) if not glyph.text.isspace()]
        if not inked:
            return None
        glyphs = glyphs[inked[0] : inked[-1] + 1]
    whole = _compose(glyphs, page, edges)
    if edges is not None:
        return whole
    starts = {run[0].x0 for run in runs}
    cuts = [i for i in range(1, len(glyphs)) if _is_cut(glyphs[i - 1], glyphs[i], whole.em, starts)]
    if not cuts:
        return whole
    pieces = [glyphs[a:b] for a, b in pairwise([0, *cuts, len(glyphs)])]
    return whole._replace(pieces=tuple(_compose(piece, page) for piece in pieces))


def _is_cut(left: Glyph, right: Glyph, em: float, starts: set[float]) -> bool:
    """Tell whether two characters may stand in two columns: a wide gap, or a narrow one where PDFium began anew."""
    gap = right.x0 - left.x1
    return gap > em * WORD_GAP and (gap > em * _PARTED or right.x0 in starts)


def _compose(glyphs: Sequence[Glyph], page: int, edges: tuple[float, float] | None = None) -> Line:
    em = _em(glyphs)
    pieces = [glyph[0] for glyph in glyphs]
    for index in [i for i, glyph in enumerate(glyphs) if glyph[5] or glyph[0] in LIGATURES]:
        glyph = glyphs[index]
        if glyph.text in LIGATURES and glyph.x1 - glyph.x0 > em * _LONG:
            pieces[index] += glyph.text
        if index and glyph.gap:
            pieces[index] = _blank(glyphs[index - 1], glyph, em) + pieces[index]
    top, bottom = min([g[2] for g in glyphs]), max([g[4] for g in glyphs])
    x0, x1 = glyphs[0][1], glyphs[-1][3]
    indent, room = (x0 - edges[0], edges[1] - x1) if edges else (0.0, 0.0)
    return Line("".join(pieces), x0, top, x1, bottom, em, _head(glyphs, em), page, indent, room)


def _em(glyphs: Sequence[Glyph]) -> float:
    """Width of a Chinese character among the first ones, or the height of the line where there is none."""
    first = glyphs[0]
    height = first[4] - first[2]
    width = (first[3] - first[1]) / len(first[0])
    if _is_plain(first[0][0]) and abs(width - height) < height * UNEVEN:
        return width  # the usual case: the box of the character is a square
    widths = [(glyph[3] - glyph[1]) / len(glyph[0]) for glyph in glyphs[:8] if glyph[0] > "\u2e7f"]
    return max(widths, default=0.0) or glyphs[0].bottom - glyphs[0].top


def join_pieces(pieces: Sequence[Line]) -> Line:
    """Join pieces that stand side by side to one line."""
    if len(pieces) == 1:
        return pieces[0]
    first, last = pieces[0], pieces[-1]
    text = first.text
    for left, right in pairwise(pieces):
        wide = is_wide(left.text[-1]) + is_wide(right.text[0])
        text += (" " if right.x0 - left.x1 > left.em * GAPS[wide] else "") + right.text
    top, bottom = (
        min(piece.top for piece in pieces),
        max(piece.bottom for piece in pieces),
    )
    return first._replace(text=text, top=top, x1=last.x1, bottom=bottom, pieces=())


def _once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Drop characters that are drawn a second time on the same spot; of dashes the longer stays."""
    kept: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.x0):
        near = (glyph.bottom - glyph.top) * DOUBLED
        if glyph.text.strip() and any(
            other.text == glyph.text and abs(other.x0 - glyph.x0) < near for other in kept[-4:]
        ):
            if glyph.text in LIGATURES and kept[-1].text == glyph.text and glyph.x1 > kept[-1].x1:
                kept[-1] = glyph
            continue
        kept.append(glyph)
    return kept


def _blank(left: Glyph, right: Glyph, em: float) -> str:
    """The blank between two characters: none where the gap is only the typesetter's."""
    if left.text == " " or right.text == " ":
        return ""
    if left.text[-1] in _DIGITS and right.text[0] in _BESIDE_DIGIT:
        return " " if right.x0 - left.x1 > em * _DIGIT_GAP else ""
    n_wide = is_wide(left.text[-1]) + is_wide(right.text[0])
    return " " if right.x0 - left.x1 > em * GAPS[n_wide] else ""


def _head(glyphs: Sequence[Glyph], em: float) -> float:
    """Width of what can not be parted at the start: a number, a Latin word, a character with its punctuation (UAX 14, class QU)."""
    start = glyphs[0].text
    second = start[1:2] or "".join(glyph.text[0] for glyph in glyphs[1:2])
    if _is_plain(start[0]) and _is_plain(second):
        return em if len(start) > 1 else max(glyphs[0].x1 - glyphs[0].x0, em)
    glyphs = list(part_glyphs(glyphs[:LONGEST_HEAD]))
    index, last = 0, len(glyphs) - 1
    while index < last:
        here, following = glyphs[index].text, glyphs[index + 1].text
        is_bound = here in _OPENING or here in _QUOTES or following in _CLOSING or following in _QUOTES
        is_word = _LATIN.match(following) and (_LATIN.match(here) or (here in _CLOSING and following.isdigit()))
        if not is_bound and not is_word:
            break
        index += 1
    wide = sum(is_wide(glyph.text) for glyph in glyphs[: index + 1])
    return max(glyphs[index].x1 - glyphs[0].x0, wide * em)


def _is_plain(text: str) -> bool:
    """Tell whether a character is a common Chinese one, which may be parted from another."""
    return "\u4e00" <= text <= "\u9fff"


def find_limits(lines: Sequence[Line], padding: float) -> Limits:
    """Find the inner margins of a column from its lines; `padding` is the least that the table shows anywhere.

    The right margin of a column is as wide as the left one, unless a line comes nearer to the edge; punctuation may hang
    over it.
    """
    left = min((line.indent for line in lines), default=padding)
    room = min((line.room for line in lines if line.text[-1] not in HANGING), default=padding)
    margin = left if left <= MAX_PADDING else padding
    full = sum(line.room <= room + line.em for line in lines)
    if room > margin and len(lines) >= 12 and full >= len(lines) * 0.6:
        margin = room  # nearly all lines end there: the paragraphs are set in from the right
    return Limits(left if left <= MAX_PADDING else padding, max(0.0, min(margin, room)))


def join_lines(lines: Sequence[Line], limits: Limits) -> str:
    """Join the lines of a cell: a break stays only where a paragraph ended (by room, indentation, list number)."""
    if not lines:
        return ""
    is_centred = _are_centred(lines, limits)
    paragraphs, current, number = [], lines[0].text, _number(lines[0].text, 0)
    for previous, line in pairwise(lines):
        free = _free_right(previous, limits) + (_free_left(previous, limits) if is_centred else 0.0)
        is_new = _is_break(previous, line, free, is_centred, number) or begins_anew(current, line.text)
        if is_new or _is_closed(current, line):
            paragraphs.append(current)
            current = line.text
            number = _number(line.text, number)
        else:
            current = join_text(current, line.text)
    return cell_text([*paragraphs, current])


def _are_centred(lines: Sequence[Line], limits: Limits) -> bool:
    """Tell whether lines are centred: as much is free left of them as right, and somewhere it is much.

    Full lines below a first one that has more free on its left are a paragraph that is set in.
    """
    free = [(_free_left(line, limits) / line.em, _free_right(line, limits) / line.em) for line in lines]
    if len(lines) > 1 and free[0][0] - free[0][1] > _SET_IN and all(left < _FLUSH for left, _ in free[1:]):
        return False
    return all(abs(left - right) < _CENTRED for left, right in free) and any(left > _MUCH for left, _ in free)


def _free_left(line: Line, limits: Limits) -> float:
    return line.indent - limits.left


def _free_right(line: Line, limits: Limits) -> float:
    return line.room - limits.right


def _number(text: str, known: int) -> int:
    """The number that a line starts with, or the last one known."""
    found = LIST_LABEL.match(text)
    return int(found["number"]) if found and found["number"] else known


def _is_break(previous: Line, line: Line, free: float, is_centred: bool, number: int) -> bool:
    """Tell whether a paragraph ends with a line: it left room for what comes next, or the next begins a new one."""
    if free > line.head + line.em * SLACK:
        return True
    if not is_centred and line.indent - previous.indent > line.em * _INDENT:
        return True
    label = LIST_LABEL.match(line.text)
    if label is None:
        return False
    return previous.text[-1] in ENDED or (label["number"] is not None and int(label["number"]) == number + 1 > 1)


def _is_closed(text: str, line: Line) -> bool:
    """Tell whether a paragraph ends with a remark in brackets, so that what follows begins another."""
    return text[-1] in ")）" and line.text[0] not in _CLOSING and REMARK.search(text) is not None


def join_text(text: str, following: str) -> str:
    """Join two lines of one paragraph: a blank only between Latin words; a number is never parted."""
    last, first = text[-1:], following[:1]
    is_word = last.isascii() and first.isascii() and (last.isalpha() or last in ",;.:)") and first.isalpha()
    return f"{text} {following}" if is_word else text + following
