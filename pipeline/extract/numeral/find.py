"""Every numeral of a text, in order, each with one kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.numeral.code import SERIAL, find_latin_names
from pipeline.extract.numeral.kinds import FIGURE, PREDICATES, SHAPED, is_half_or_formal
from pipeline.extract.numeral.name import QUOTES
from pipeline.extract.numeral.token import RUN, ReadLine, Token
from pipeline.lang.numeral import CHINESE, FORMAL_CHINESE, is_numeral_char
from pipeline.lang.text import read_once

FIGURES = re.compile(r"[\d.,%‰≥≤<>±~-]+")
HALF_OR_FORMAL = FORMAL_CHINESE + "半"
START = re.compile(  # digits of all scripts and signs, but for quotes and marks; a formal numeral only before another
    rf"[0-9半{CHINESE}{FORMAL_CHINESE}\xb2-\u200f\u2070-\u2fff\ua000-\uabff\uff10-\uff19\U00010000-\U0010ffff]"
    rf"(?:(?<![{FORMAL_CHINESE}])|(?=[{FORMAL_CHINESE}万亿]))"
)


def read_line(text: str, heading: str = "") -> ReadLine:
    """Fold a text and find its list numbers, Latin names and quotations once; `heading` is that of a plan column."""
    read = read_once(text)
    folded = read.folded
    listed: dict[int, tuple[int, int, str]] = {}
    for number in read.list_numbers:
        for position in range(number.start, number.end):
            if is_numeral_char(folded[position]):
                listed.setdefault(position, (number.start, number.end, f"list_{number.style}"))
    for serial in SERIAL.finditer(folded) if "：" in folded or ":" in folded else ():
        if run := RUN.match(folded, serial.end()):
            listed.setdefault(serial.end(), (*run.span(), "serial"))
    names = {at: (start, end) for start, end in find_latin_names(text, folded) for at in range(start, end)}
    quotes = {
        at: found.span()
        for found in QUOTES.finditer(folded)
        if any(is_numeral_char(c) for c in found[0])
        for at in range(found.start() + 1, found.end())
    }
    is_figure = bool(heading) and FIGURES.fullmatch(folded) is not None
    return ReadLine(text, folded, listed, names, quotes, {*listed, *names, *quotes}, is_figure, {})


def find_numerals(line: ReadLine) -> Iterator[Token]:
    """Yield the numerals of a line in order, never overlapping; each numeral character lies in exactly one.

    The kind `quantity` is not final: `extract.role` makes a target, parameter or reference of it.
    """
    floor = at = 0
    folded = line.folded
    while found := START.search(folded, at):
        position = found.start()
        character = folded[position]
        if character in HALF_OR_FORMAL:
            token = is_half_or_formal(line, position, floor)
        else:
            is_numeral = character.isascii() or is_numeral_char(character)
            token = _classify(line, position, floor) if is_numeral else None
        if token is None:
            at = position + 1  # the floor stays: a word may begin here (半斤八两)
            continue
        yield token
        floor = at = token.end


def _classify(line: ReadLine, position: int, floor: int) -> Token:
    """Ask the predicates in order; the last one always answers."""
    is_shaped, is_marked = SHAPED.match(line.folded, position) is not None, position in line.marked
    for predicate in FIGURE if line.is_figure else PREDICATES[is_shaped, is_marked]:
        token = predicate(line, position, floor)
        if token is not None and token.end > position:
            return token
    raise AssertionError(f"no predicate took {line.folded[position]!r}")
