"""A row of known headings among the lines of a page, also over several lines and in two levels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.lang.heading import field_of, find_header, is_sure, squeeze
from pipeline.parse.pages.lines import Line, join_pieces

LEAST_KNOWN = 2  # known headings that make a row of headings
KNOWN_SHARE = 0.6  # of the headings that have to be known
MAX_LINES = 4
MAX_HEIGHT = 6.0  # em: of all lines of a heading
_LONGEST = 20  # characters: a longer piece is no heading
LIKELY = 10  # characters
_SENTENCE = re.compile(r"[，。；：、“”\d]")
_LEVEL = 0.3  # em: headings of the lower level begin side by side
_REACH = 2.0  # em: how far beside an upper heading its columns may begin
_RESIZED = 0.15  # share by which the sizes of headings may differ


class Title(NamedTuple):
    """A heading: its text and place; of the upper level of two, the columns that it spans."""

    text: str
    x0: float
    x1: float
    top: float
    first: int
    last: int


class PageHead(NamedTuple):
    """The headings of a table on a page."""

    titles: tuple[Title, ...]  # one a column
    parents: tuple[Title, ...]  # the upper level
    n_lines: int
    top: float
    bottom: float

    @property
    def words(self) -> list[str]:
        """What headings of the same table have in common."""
        return [title.text for title in (*self.titles, *self.parents)]


def find_heads(lines: Sequence[Line]) -> dict[int, PageHead]:
    """Find the rows of headings among lines in order of their tops, by the index of their first line."""
    heads: dict[int, PageHead] = {}
    index = 0
    while index < len(lines):
        head = _best(lines, index) if _may_begin(lines, index) else None
        later = _best(lines, index + 1) if head is not None and index + 1 < len(lines) else None
        if head is None or (later is not None and _known(later) > _known(head)):
            index += 1
            continue
        heads[index] = head
        index += head.n_lines
    return heads


def _may_begin(lines: Sequence[Line], index: int) -> bool:
    """Tell at little cost whether headings may begin at a line: some of its pieces or of the next lines' are known."""
    block = lines[index : index + MAX_LINES]
    if not block[0].pieces and len(block[0].text) > _LONGEST:
        return False
    known = (
        is_sure(squeeze(piece.text))
        for line in block
        for piece in line.pieces or (line,)
        if len(piece.text) <= _LONGEST
    )
    return sum(known) >= LEAST_KNOWN


def _best(lines: Sequence[Line], index: int) -> PageHead | None:
    """Find the number of lines from here that makes the most known headings."""
    found: list[PageHead] = []
    for count in range(1, MAX_LINES + 1):
        block = lines[index : index + count]
        if len(block) < count or block[-1].bottom - block[0].top > MAX_HEIGHT * block[0].em:
            break
        head = _read(block)
        if head is not None:
            found.append(head)
    return max(found, key=lambda head: (_known(head), -len(head.titles), head.n_lines), default=None)


def _known(head: PageHead) -> int:
    return sum(is_sure(title.text) or _is_likely(title.text) for title in head.titles)


def _is_likely(text: str) -> bool:
    """Tell whether a text may be a heading by how it ends: any sentence of the body may end so, too."""
    return len(text) <= LIKELY and not _SENTENCE.search(text) and field_of(text) is not None


def _read(block: Sequence[Line]) -> PageHead | None:
    """Read lines as headings; None if they are none."""
    pieces = [piece for line in block for piece in _whole(line)]
    if len(pieces) == len(block) or any(len(piece.text) > _LONGEST for piece in pieces):
        return (
            None  # headings stand side by side: 序 alone on a line ends a word, and the next line is a heading of text
        )
    if any(abs(piece.em - pieces[0].em) > _RESIZED * pieces[0].em for piece in pieces):
        return None
    parents = [piece for piece in pieces if _spans(piece, pieces)]
    columns: list[list[Line]] = []
    for piece in sorted((piece for piece in pieces if piece not in parents), key=lambda piece: piece.x0):
        if columns and piece.x0 < max(other.x1 for other in columns[-1]):
            columns[-1].append(piece)
        else:
            columns.append([piece])
    titles = [_title(column, index, index) for index, column in enumerate(columns)]
    upper = [_parent(piece, titles) for piece in parents]
    spanning = tuple(title for title in upper if title is not None and title.last > title.first)
    if len(spanning) < len(upper) or any(title.last - title.first + 1 == len(titles) for title in spanning):
        return None  # a line over all columns is a title
    top, bottom = min(piece.top for piece in pieces), max(piece.bottom for piece in pieces)
    head = PageHead(tuple(titles), spanning, len(block), top, bottom)
    sure = [title.text for title in titles if is_sure(title.text)]
    has_words = any(find_header(text) for text in sure)  # not years alone
    return head if has_words and len(sure) >= LEAST_KNOWN and _known(head) >= KNOWN_SHARE * len(titles) else None


def _whole(line: Line) -> list[Line]:
    """The pieces of a line; 序  号 is one piece."""
    pieces = list(line.pieces or (line,))
    index = 0
    while index + 1 < len(pieces):
        both = squeeze(pieces[index].text + pieces[index + 1].text)
        if len(both) == 2 and field_of(both) is not None:
            pieces[index : index + 2] = [join_pieces(pieces[index : index + 2])]
        else:
            index += 1
    return pieces


def _spans(piece: Line, pieces: Sequence[Line]) -> bool:
    """Tell whether a piece stands over two others that stand side by side."""
    if _is_wrapped(piece, pieces):
        return False
    reach = piece.em * _REACH
    below = [
        p
        for p in pieces
        if p.top > piece.bottom - piece.em * 0.3 and p.x0 < piece.x1 + reach and p.x1 > piece.x0 - reach
    ]
    below.sort(key=lambda p: p.x0)
    return any(b.x0 > a.x1 for a, b in pairwise(below))


def _is_wrapped(piece: Line, pieces: Sequence[Line]) -> bool:
    """Tell whether a piece is the first line of a heading that its column is too narrow for: 牵头单 over 位."""
    under = [p for p in pieces if p.top > piece.bottom - piece.em * _LEVEL and p.x0 < piece.x1 and p.x1 > piece.x0]
    whole = squeeze(piece.text + "".join(p.text for p in sorted(under, key=lambda p: p.top)))
    return bool(under) and is_sure(whole)


def _title(column: Sequence[Line], first: int, last: int) -> Title:
    ordered = sorted(column, key=lambda piece: piece.top)
    text = squeeze("".join(piece.text for piece in ordered))
    x0, x1 = min(piece.x0 for piece in column), max(piece.x1 for piece in column)
    return Title(text, x0, x1, ordered[0].top, first, last)


def _parent(piece: Line, titles: Sequence[Title]) -> Title | None:
    """Find the columns under an upper heading: those around its middle whose headings stand lower."""
    middle = (piece.x0 + piece.x1) / 2
    low = max(piece.bottom, *(title.top for title in titles)) - piece.em * _LEVEL
    under = [title.first for title in titles if title.top >= low]
    if not under:
        return None
    first = last = min(under, key=lambda k: abs((titles[k].x0 + titles[k].x1) / 2 - middle))
    while first - 1 in under:
        first -= 1
    while last + 1 in under:
        last += 1
    return _title([piece], first, last)
