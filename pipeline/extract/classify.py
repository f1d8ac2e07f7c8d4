"""Exactly one kind for each numeral: ordered predicates, the first that matches wins, its name is the rule.

A predicate gets the line, the position of a numeral character that nobody has claimed, and the floor below which the
text is claimed. It returns a `Token` or None. Order and reasons: docs/design/numerals.md.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from pipeline.extract.lookup import curated, dictionary, find_word
from pipeline.extract.patterns import (
    ALWAYS,
    CLOCK,
    DATE,
    DAY,
    DOCUMENT,
    FESTIVAL,
    FRAME,
    GRADE_END,
    HAN_YEAR,
    HEADING_UNIT,
    HUNDREDS,
    LATIN,
    LEVELS,
    LIMIT,
    MONTH,
    MONTHS_FRAME,
    ONE_YEAR,
    ORDINAL,
    PHASE,
    PHONE,
    PLUS,
    PRIZE,
    QUARTER,
    REPEAT,
    RUN,
    SCHEME,
    STAR,
    VERSION,
    YEARS,
)
from pipeline.extract.quantity import Quantity, match_quantity
from pipeline.extract.units import match_plain
from pipeline.lang.numeral import CHINESE, is_numeral_char, parse_digits, parse_number


class Token(NamedTuple):
    """A numeral with its kind; `quantity` where it is one (then the kind is decided by its role)."""

    start: int
    end: int
    kind: str
    value: Decimal | None
    value_max: Decimal | None
    rule: str
    quantity: Quantity | None = None


class Line(NamedTuple):
    """A text with what is found in it once: list numbers, Latin names and quotations by their position."""

    text: str
    folded: str
    listed: dict[int, tuple[int, int, str]]  # first numeral → start, end, rule
    names: dict[int, tuple[int, int]]
    quotes: list[tuple[int, int]]


Predicate = Callable[[Line, int, int], Token | None]


def _simple(start: int, end: int, kind: str, rule: str, value: Decimal | None = None) -> Token:
    return Token(start, end, kind, value, None, rule)


def is_list_number(line: Line, position: int, floor: int) -> Token | None:
    """A list number, section number or page number found by `lang.list_number`."""
    found = line.listed.get(position)
    return _simple(max(floor, found[0]), found[1], "list_number", found[2]) if found else None


def is_latin_name(line: Line, position: int, floor: int) -> Token | None:
    """PM2.5, B2B, GB/T 33190-2016: letters before the digits."""
    found = line.names.get(position)
    return _simple(max(floor, found[0]), found[1], "name", "latin_name") if found else None


def is_document_number(line: Line, position: int, floor: int) -> Token | None:
    """〔2022〕10号."""
    found = (
        DOCUMENT.match(line.folded, position)
        if line.folded[position - 1 : position] in ("〔", "[", "（", "【")
        else None
    )
    return _simple(max(floor, position - 1), found.end(), "name", "document_number") if found else None


def is_known_word(line: Line, position: int, floor: int) -> Token | None:
    """A word or name of rules/words.csv."""
    found = find_word(curated(), line.folded, position, floor)
    return _simple(*found, "known_word") if found else None


def is_dictionary_word(line: Line, position: int, floor: int) -> Token | None:
    """A word of the general dictionary (rules/lexicon.csv)."""
    if line.folded[position].isascii():
        return None
    found = find_word(dictionary(), line.folded, position, floor)
    return _simple(*found, "dictionary_word") if found else None


def is_date(line: Line, position: int, floor: int) -> Token | None:
    """2022年4月1日, 9月底, 8:30."""
    del floor
    folded = line.folded
    for pattern in (DATE, MONTH, DAY):
        if found := pattern.match(folded, position):
            return _simple(position, found.end(), "date", "date")
    found = CLOCK.match(folded, position)
    if found and "比" not in folded[max(0, position - 12) : found.end() + 4]:
        return _simple(position, found.end(), "date", "clock")
    return None


def is_year(line: Line, position: int, floor: int) -> Token | None:
    """2025年, 2022—2025年, 二〇二五年."""
    del floor
    folded = line.folded
    if found := YEARS.match(folded, position):
        return Token(position, found.end(), "year", Decimal(found[1]), Decimal(found[2]), "years")
    if found := ONE_YEAR.match(folded, position):
        return _simple(position, found.end(), "year", "year", Decimal(found[1] or found[2]))
    if (found := HAN_YEAR.match(folded, position)) and len(found[1]) == 4:
        return _simple(position, found.end(), "year", "han_year", Decimal(parse_digits(found[1]) or 0))
    return None


def is_quarter(line: Line, position: int, floor: int) -> Token | None:
    """第三季度, 一季度, 前三季度."""
    found = QUARTER.match(line.folded, position)
    if not found:
        return None
    start = position - 1 if line.folded[position - 1 : position] == "第" and position > floor else position
    return _simple(start, found.end(), "quarter", "quarter", parse_number(found[1]))


def is_time_frame(line: Line, position: int, floor: int) -> Token | None:
    """5年内, 三年行动, 百日攻坚: a frame of time, no quantity."""
    del floor
    if found := ALWAYS.match(line.folded, position):
        return _simple(position, found.end(), "name", "around_the_clock")
    found = FRAME.match(line.folded, position) or MONTHS_FRAME.match(line.folded, position)
    if not found or LIMIT.search(line.folded[max(0, position - 6) : position]):
        return None
    return _simple(position, found.end(), "date", "time_frame")


def is_ordinal(line: Line, position: int, floor: int) -> Token | None:
    """第三批, 第五条, 二期工程, 1号楼."""
    if line.folded[position - 1 : position] == "第" and position > floor:
        found = ORDINAL.match(line.folded, position)
        return _simple(position - 1, found.end(), "ordinal", "ordinal") if found else None
    found = PHASE.match(line.folded, position)
    return _simple(position, found.end(), "ordinal", "phase") if found else None


def is_grade(line: Line, position: int, floor: int) -> Token | None:
    """三级等级保护, 4A级, 百亿级, 一等奖; 市、县两级 counts levels and is a quantity."""
    del floor
    folded = line.folded
    for pattern in (STAR, PRIZE):
        if found := pattern.match(folded, position):
            return _simple(position, found.end(), "grade", "grade")
    quantity = match_quantity(line.text, folded, position)
    if quantity is None:
        return None
    if quantity.unit == "级":
        if LEVELS.search(folded[max(0, position - 3) : position]):
            return None
        ending = GRADE_END.match(folded, quantity.end - 1)
        return _simple(position, ending.end() if ending else quantity.end, "grade", "grade")
    ending = GRADE_END.match(folded, quantity.end)
    return _simple(position, ending.end(), "grade", "class") if ending else None


def is_quoted_name(line: Line, position: int, floor: int) -> Token | None:
    """“百千万工程”: a numeral inside a short quotation is part of its name."""
    for start, end in line.quotes:
        if start < position < end:
            if line.folded[start] == "《":
                end = max(i for i in range(start, end) if is_numeral_char(line.folded[i])) + 2
                return _simple(position, end - 1, "name", "title")
            return _simple(max(floor, start + 1), end - 1, "name", "quoted_name")
    return None


def is_coined(line: Line, position: int, floor: int) -> Token | None:
    """1+N, 7×24小时, 3.0版, 12345热线, 919电商节, 5G, 一镇一业, 一核两翼, 百县千镇."""
    del floor
    folded = line.folded
    for pattern, rule in (
        (PHONE, "phone"),
        (PLUS, "sum_name"),
        (VERSION, "version"),
        (REPEAT, "each_one"),
        (SCHEME, "scheme"),
        (HUNDREDS, "hundreds"),
    ):
        if found := pattern.match(folded, position):
            return _simple(position, found.end(), "name", rule)
    found = FESTIVAL.match(folded, position)
    if found and (match_plain(folded, found.end()) is None or folded.startswith("年货", found.end())):
        return _simple(position, found.end(), "name", "festival")
    found = LATIN.match(folded, position)
    if found:
        quantity = match_quantity(line.text, folded, position)
        if quantity is None or quantity.unit is None:
            return _simple(position, found.end(), "name", "latin_name")
    return None


def is_heading_unit(line: Line, position: int, floor: int) -> Token | None:
    """The 亿元 of 总投资（亿元）."""
    del floor
    found = HEADING_UNIT.match(line.folded, position) if line.folded[position - 1 : position] == "（" else None
    return _simple(position, found.end() - 1, "word", "heading_unit") if found else None


def is_indefinite(line: Line, position: int, floor: int) -> Token | None:
    """数百家, 几十个: no number is said."""
    if position <= floor or line.folded[position - 1] not in "数几":
        return None
    quantity = match_quantity(line.text, line.folded, position)
    if quantity is None or not (quantity.form == "bare" or line.folded[position] == "十"):
        return None
    return _simple(position - 1, quantity.end, "indefinite", "indefinite")


def is_quantity(line: Line, position: int, floor: int) -> Token | None:
    """A number with a unit, a share, or digits alone."""
    del floor
    quantity = match_quantity(line.text, line.folded, position)
    if quantity is None:
        return None
    if quantity.unit is None and quantity.form not in ("colon",) and not line.folded[position].isascii():
        scaled = quantity.is_scaled or quantity.value >= 10000
        if not scaled or quantity.value < 10000:
            return None
    return Token(quantity.start, quantity.end, "quantity", quantity.value, quantity.value_max, quantity.rule, quantity)


def is_uncounted(line: Line, position: int, floor: int) -> Token | None:
    """A Chinese numeral that no measure word follows counts nothing: it belongs to a word (GB/T 15835: 概数, 语素)."""
    del floor
    if line.folded[position] not in CHINESE:
        return None
    found = RUN.match(line.folded, position)
    return _simple(position, found.end(), "word", "uncounted") if found else None


def is_unknown(line: Line, position: int, floor: int) -> Token | None:
    """What no predicate knows; counted and reported."""
    del floor
    found = RUN.match(line.folded, position)
    return _simple(position, found.end() if found else position + 1, "unknown", "unknown")


PREDICATES: tuple[Predicate, ...] = (
    is_list_number,
    is_latin_name,
    is_document_number,
    is_heading_unit,
    is_date,
    is_year,
    is_quarter,
    is_known_word,
    is_ordinal,
    is_quoted_name,
    is_grade,
    is_coined,
    is_time_frame,
    is_indefinite,
    is_dictionary_word,
    is_quantity,
    is_uncounted,
    is_unknown,
)
