"""Words and names that hold numerals: 5G, 〔2022〕10号, 一站式, “百千万工程”, 二十届三中全会."""

from __future__ import annotations

from pipeline.extract.numeral.patterns import (
    ADDRESS,
    CODE,
    CODE_BEFORE,
    COORDINATE,
    DOCUMENT,
    FESTIVAL,
    HAN_STREET,
    HUNDREDS,
    LAST_MILE,
    LATIN,
    LONG_CODE,
    MODEL,
    NAME_QUOTE,
    NUMBERED,
    PERCENT,
    PHONE,
    PLUS,
    REACH,
    REPEAT,
    ROOM,
    SCHEME,
    SCHEME_QUOTE,
    SESSION,
    STREET,
    TOUR,
    VERSION,
)
from pipeline.extract.numeral.token import Line, Token, simple
from pipeline.extract.numeral.units import match_plain
from pipeline.extract.numeral.words import curated, dictionary, find_word
from pipeline.lang.numeral import is_numeral_char

COINED = (
    (PHONE, "phone"),
    (PLUS, "sum_name"),
    (VERSION, "version"),
    (REPEAT, "each_one"),
    (SCHEME, "scheme"),
    (HUNDREDS, "hundreds"),
    (NUMBERED, "numbered_name"),
    (REACH, "reach"),
    (MODEL, "model"),
    (COORDINATE, "coordinate"),
    (HAN_STREET, "address"),
    (TOUR, "tour"),
    (LONG_CODE, "code"),
)


def is_latin_name(line: Line, position: int, floor: int) -> Token | None:
    """PM2.5, B2B, GB/T 33190-2016: letters before the digits."""
    found = line.names.get(position)
    return simple(max(floor, found[0]), found[1], "name", "latin_name") if found else None


def is_document_number(line: Line, position: int, floor: int) -> Token | None:
    """〔2022〕10号."""
    found = DOCUMENT.match(line.folded, position)
    return simple(max(floor, position - 1), found.end(), "name", "document_number") if found else None


def is_known_word(line: Line, position: int, floor: int) -> Token | None:
    """A word or name of rules/extract/words.csv."""
    found = find_word(curated(), line.folded, position, floor)
    if found is None:
        return None
    start, end, kind = found
    first, last = line.quotes.get(position, (start, end))
    if (
        kind == "word"
        and first < start
        and last - first > end - start + 2
        and NAME_QUOTE.fullmatch(line.folded, first, last)
    ):
        return is_quoted_name(line, position, floor)  # “百姓大舞台” is a name, whatever words it holds
    return simple(start, end, kind, "known_word")


def is_dictionary_word(line: Line, position: int, floor: int) -> Token | None:
    """A word of the general dictionary (rules/extract/lexicon.csv)."""
    if line.folded[position].isascii():
        return None
    found = find_word(dictionary(), line.folded, position, floor)
    return simple(*found, "dictionary_word") if found else None


def is_quoted_name(line: Line, position: int, floor: int) -> Token | None:
    """“百千万工程”: a numeral inside a short quotation is part of its name."""
    if position not in line.quotes:
        return None
    start, end = line.quotes[position]
    if line.folded[start] == "《":
        end = max(i for i in range(start, end) if is_numeral_char(line.folded[i])) + 2
        return simple(position, end - 1, "name", "title")
    if PERCENT.search(line.folded, start, end) and line.folded[start - 1 : start] in ("率", "例", "比", "重"):
        return None  # A率、B率“两个100%” sets figures
    return simple(max(floor, start + 1), end - 1, "name", "quoted_name")


def is_quoted_scheme(line: Line, position: int, floor: int) -> Token | None:
    """“一体、两翼、七点”: a quotation that counts several things is one name, whatever words it holds."""
    start, end = line.quotes.get(position, (-1, -1))
    is_scheme = start >= 0 and start + 1 >= floor and SCHEME_QUOTE.match(line.folded, start, end)
    return simple(start + 1, end - 1, "name", "quoted_scheme") if is_scheme else None


def is_coined(line: Line, position: int, floor: int) -> Token | None:
    """1+N, 7×24小时, 3.0版, 12345热线, 919电商节, 5G, 一镇一业, 一核两翼, 百县千镇."""
    del floor
    folded = line.folded
    for pattern, rule in COINED:
        found = pattern.match(folded, position)
        if found and not (rule == "version" and _is_measured(folded, found.end())):
            return simple(position, found.end(), "name", rule)
    found = CODE.match(folded, position)
    if found and CODE_BEFORE.search(folded, max(0, position - 8), position) and not match_plain(folded, found.end()):
        return simple(position, found.end(), "name", "code")
    if found := LAST_MILE.match(folded, position):
        return simple(position, found.end(), "word", "last_mile")
    if (found := ADDRESS.match(folded, position)) and STREET.search(folded, max(0, position - 3), position):
        return simple(position, found.end(), "name", "address")
    if found := ROOM.match(folded, position):
        return simple(position, found.end(), "name", "address")
    found = FESTIVAL.match(folded, position)
    if found and (match_plain(folded, found.end()) is None or folded.startswith("年货", found.end())):
        return simple(position, found.end(), "name", "festival")
    found = LATIN.match(folded, position)
    if found:
        quantity = line.quantity_at(position)
        if quantity is None or quantity.unit is None:
            return simple(position, found.end(), "name", "latin_name")
    return None


def _is_measured(folded: str, position: int) -> bool:
    """Tell whether a unit other than 版 follows (2.0升)."""
    unit = match_plain(folded, position)
    return unit is not None and unit[1].written != "版"


def is_session(line: Line, position: int, floor: int) -> Token | None:
    """十一届九次全会, 二十届三中全会: a session of a body."""
    del floor
    found = SESSION.match(line.folded, position)
    return simple(position, found.end(), "ordinal", "session") if found else None
