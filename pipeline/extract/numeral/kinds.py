"""Exactly one kind for each numeral: ordered predicates, the first that matches wins, its name is the rule.

A predicate gets the line, the position of a numeral character that nobody has claimed, and the floor below which the
text is claimed. It returns a `Token` or None. Order and reasons: docs/design/numerals.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.extract.numeral import patterns
from pipeline.extract.numeral.name import (
    COINED,
    is_coined,
    is_dictionary_word,
    is_document_number,
    is_known_word,
    is_latin_name,
    is_quoted_name,
    is_quoted_scheme,
    is_session,
)
from pipeline.extract.numeral.patterns import (
    ARTICLE_PART,
    CAPACITY,
    DIGITS,
    EPITHET,
    GRADE_END,
    GRADES,
    HEADING_UNIT,
    LATIN_WORD,
    LEVELS,
    MEASURED_AFTER,
    MEASURED_BEFORE,
    ORDINAL,
    PER,
    PER_KNOWN,
    PHASE,
    RANK,
    RANKED,
    RANKS,
    RUN,
    SERVICE,
    SEVERAL,
)
from pipeline.extract.numeral.time import is_date, is_quarter, is_time_frame, is_year
from pipeline.extract.numeral.token import Line, Token, simple
from pipeline.extract.numeral.units import match_unit
from pipeline.lang.numeral import CHINESE

Predicate = Callable[[Line, int, int], Token | None]


def is_list_number(line: Line, position: int, floor: int) -> Token | None:
    """A list number, section number or page number found by `lang.list_number`, or what follows 序号： and 编号：."""
    found = line.listed.get(position)
    return simple(max(floor, found[0]), found[1], "list_number", found[2]) if found else None


def is_ordinal(line: Line, position: int, floor: int) -> Token | None:
    """第三批, 第五条, 二期工程, 1号楼."""
    if line.folded[position - 1 : position] == "第" and position > floor:
        found = ORDINAL.match(line.folded, position)
        return simple(position - 1, found.end(), "ordinal", "ordinal") if found else None
    if found := ARTICLE_PART.match(line.folded, position):
        return simple(position, found.end(), "ordinal", "article")
    if (found := RANK.match(line.folded, position)) and RANKED.search(line.folded, max(0, position - 20), position):
        return simple(position, found.end(), "ordinal", "rank")
    found = PHASE.match(line.folded, position)
    return simple(position, found.end(), "ordinal", "phase") if found else None


def is_denominator(line: Line, position: int, floor: int) -> Token | None:
    """每千人口, 每百户, 每10万人, 万车死亡率: what a rate is counted per; 每500米设1处 keeps its figure."""
    del floor
    folded = line.folded
    if found := PER_KNOWN.match(folded, position):
        return simple(position, found.end(), "word", "denominator")
    found = PER.match(folded, position)
    is_round = found and (folded[position] in "百千万亿" or found[0].startswith(("10", "一百", "一千", "一万", "十万")))
    if not found or not is_round:
        return None
    return simple(position, found.end(), "word", "denominator")


def is_grade(line: Line, position: int, floor: int) -> Token | None:
    """4A级, 一等奖, 五十年一遇, 一、二类, 亿元台阶."""
    del floor
    for pattern in GRADES:
        if found := pattern.match(line.folded, position):
            return simple(position, found.end(), "grade", "grade")
    return None


def is_class(line: Line, position: int, floor: int) -> Token | None:
    """三级等级保护, 百亿级; 市、县两级 counts levels and is a quantity."""
    del floor
    folded = line.folded
    quantity = line.quantity_at(position)
    if quantity is None:
        return None
    if quantity.unit == "级":
        if RANKS.search(folded[max(0, position - 14) : position]):
            return None
        if LEVELS.search(folded[max(0, position - 16) : position]):
            return None
        ending = GRADE_END.match(folded, quantity.end - 1)
        return simple(position, ending.end() if ending else quantity.end, "grade", "grade")
    ending = GRADE_END.match(folded, quantity.end)
    return simple(position, ending.end(), "grade", "class") if ending else None


def is_heading_unit(line: Line, position: int, floor: int) -> Token | None:
    """The 亿元 of 总投资（亿元）."""
    del floor
    found = HEADING_UNIT.match(line.folded, position)
    return simple(position, found.end() - 1, "word", "heading_unit") if found else None


def is_indefinite(line: Line, position: int, floor: int) -> Token | None:
    """数百家, 几十个: no number is said."""
    if position <= floor or not SEVERAL.match(line.folded, position):
        return None
    quantity = line.quantity_at(position)
    if quantity is None or not (quantity.form == "bare" or line.folded[position] == "十"):
        return None
    return simple(position - 1, quantity.end, "indefinite", "indefinite")


def is_epithet(line: Line, position: int, floor: int) -> Token | None:
    """百里画廊, 千万吨炼化: a round size that names a thing; 超万亩 and 万亩以上 are figures."""
    if line.folded[position - 1 : position] in MEASURED_BEFORE and position > floor:
        return None
    for pattern, kind in ((EPITHET, "name"), (CAPACITY, "grade")):
        if found := pattern.match(line.folded, position):
            return simple(position, found.end(), kind, "epithet")
    return None


def is_bare_code(line: Line, position: int, floor: int) -> Token | None:
    """Wi-Fi 7, 12350、96139: digits alone after a Latin word, or a public service number (工信部 12xxx, 95xxx, 96xxx)."""
    del floor
    found = SERVICE.match(line.folded, position) or (
        DIGITS.match(line.folded, position) if LATIN_WORD.search(line.folded, max(0, position - 8), position) else None
    )
    if found is None or match_unit(line.text, line.folded, found.end()):
        return None
    return simple(position, found.end(), "name", "code")


def is_quantity(line: Line, position: int, floor: int) -> Token | None:
    """A number with a unit, a share, or digits alone."""
    del floor
    quantity = line.quantity_at(position)
    if quantity is None:
        return None
    if quantity.unit is None and quantity.form == "bare":
        is_measured = line.folded[position - 1 : position] in MEASURED_BEFORE
        if not is_measured and not MEASURED_AFTER.match(line.folded, quantity.end):
            return None
    elif quantity.unit is None and quantity.form not in ("colon",) and not line.folded[position].isascii():
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
    return simple(position, found.end(), "word", "uncounted") if found else None


def is_unknown(line: Line, position: int, floor: int) -> Token | None:
    """What no predicate knows; counted and reported."""
    del floor
    found = RUN.match(line.folded, position)
    return simple(position, found.end() if found else position + 1, "unknown", "unknown")


# In order. Beside a predicate the shapes of which one begins at the numeral (or stands before it) wherever it answers;
# none where only asking tells.
ORDER: tuple[tuple[Predicate, tuple[re.Pattern[str], ...]], ...] = (
    (is_list_number, ()),
    (is_latin_name, ()),
    (is_document_number, (patterns.DOCUMENT,)),
    (is_heading_unit, (patterns.HEADING_UNIT,)),
    (is_date, (*patterns.DATES, patterns.HOUR, patterns.CLOCK)),
    (is_year, (patterns.YEARS, patterns.ONE_YEAR, patterns.HAN_YEAR)),
    (is_quarter, (patterns.QUARTER,)),
    (is_quoted_scheme, ()),
    (is_denominator, (patterns.PER_KNOWN, patterns.PER)),
    (is_epithet, (patterns.EPITHET, patterns.CAPACITY)),
    (is_known_word, ()),
    (is_session, (patterns.SESSION,)),
    (is_ordinal, (patterns.ORDINAL, patterns.ARTICLE_PART, patterns.RANK, patterns.PHASE)),
    (is_quoted_name, ()),
    (is_grade, patterns.GRADES),
    (is_class, ()),
    (
        is_coined,
        (
            *(pattern for pattern, _ in COINED),
            patterns.CODE,
            patterns.LAST_MILE,
            patterns.ADDRESS,
            patterns.ROOM,
            patterns.FESTIVAL,
            patterns.LATIN,
        ),
    ),
    (is_time_frame, (patterns.ALWAYS, patterns.FRAME, patterns.MONTHS_FRAME)),
    (is_indefinite, (patterns.SEVERAL,)),
    (is_dictionary_word, ()),
    (is_bare_code, (patterns.SERVICE, patterns.AFTER_BLANK)),
    (is_quantity, ()),
    (is_uncounted, ()),
    (is_unknown, ()),
)
PREDICATES = tuple(predicate for predicate, _ in ORDER)
UNSHAPED = tuple(predicate for predicate, shapes in ORDER if not shapes)
SHAPED = re.compile("|".join(shape.pattern for _, shapes in ORDER for shape in shapes))  # one look in place of fifty
