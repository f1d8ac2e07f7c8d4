"""Exactly one kind for each numeral: ordered predicates, the first that matches wins, its name is the rule.

A predicate gets the line, the position of a numeral character that nobody has claimed, and the floor below which the
text is claimed. It returns a `Token` or None. Order and reasons: docs/design/numerals.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.extract.numeral import bare, code, name, rank, time
from pipeline.extract.numeral.bare import (
    is_denominator,
    is_epithet,
    is_heading_unit,
    is_indefinite,
    is_measured,
    is_one_of_it,
)
from pipeline.extract.numeral.code import is_bare_code, is_code, is_document_number, is_latin_name
from pipeline.extract.numeral.name import (
    is_coined,
    is_dictionary_word,
    is_known_word,
    is_quoted_name,
    is_quoted_scheme,
)
from pipeline.extract.numeral.quantity import Quantity
from pipeline.extract.numeral.rank import is_class, is_grade, is_layered, is_ordinal, is_session
from pipeline.extract.numeral.time import is_date, is_quarter, is_time_frame, is_year
from pipeline.extract.numeral.token import RUN, ReadLine, Token, simple
from pipeline.lang.cue import Cue
from pipeline.lang.numeral import CHINESE
from pipeline.model.record import alter

MEASURED_BEHIND = Cue("kind_words", "measured", "before").compile("@|（")

MINUS = "-−－﹣"
NO_RANGE = re.compile("[\u4e00-\u9fff （，、：:|\n]")
NO_HALF = re.compile(f"(?<=[上下前后大小])半|半[^个][{CHINESE}]")  # 上半年, 过半, 半斤八两

Predicate = Callable[[ReadLine, int, int], Token | None]


def is_list_number(line: ReadLine, position: int, floor: int) -> Token | None:
    """A list number, section number or page number found by `lang.list_label.number`, or what follows 序号： and 编号：."""
    found = line.listed.get(position)
    return simple(max(floor, found[0]), found[1], "list_number", found[2]) if found else None


def is_quantity(line: ReadLine, position: int, floor: int) -> Token | None:
    """A number with a unit, a share, or digits alone."""
    quantity = line.quantity_at(position)
    if quantity is None:
        return None
    if quantity.unit is None and quantity.form == "bare":
        before = line.folded[max(0, position - 6) : position]
        if not is_measured(before) and not MEASURED_BEHIND.match(line.folded, quantity.end):
            return None
    elif quantity.unit is None and quantity.form not in ("colon",) and not line.folded[position].isascii():
        scaled = quantity.is_scaled or quantity.value >= 10000
        if not scaled or quantity.value < 10000:
            return None
    if quantity.start > floor and line.text[quantity.start - 1] in MINUS and _is_negative(line, quantity):
        quantity = alter(quantity, start=position - 1, value=-quantity.value)
    return Token(quantity.start, quantity.end, "quantity", quantity.value, quantity.value_max, quantity.rule, quantity)


def _is_negative(line: ReadLine, quantity: Quantity) -> bool:
    """Tell whether the minus sign before a figure is one, which can be below zero: 增速-2.3%; a dash is none, nor 5-8%."""
    sign = quantity.start - 1
    if quantity.dimension == "count" or quantity.value_max is not None:
        return False
    return sign == 0 or NO_RANGE.match(line.folded, sign - 1) is not None


def is_half_or_formal(line: ReadLine, position: int, floor: int) -> Token | None:
    """半个工作日, 贰拾叁人: their first characters are no numerals elsewhere (半径, 队伍); 半年 may be a frame of time."""
    if line.folded[position] != "半":
        return is_quantity(line, position, floor)
    if NO_HALF.match(line.folded, position):
        return None
    return (
        is_coined(line, position, floor) or is_time_frame(line, position, floor) or is_quantity(line, position, floor)
    )


def is_uncounted(line: ReadLine, position: int, floor: int) -> Token | None:
    """A Chinese numeral that no measure word follows counts nothing: it belongs to a word (GB/T 15835: 概数, 语素)."""
    del floor
    if line.folded[position] not in CHINESE:
        return None
    found = RUN.match(line.folded, position)
    return simple(position, found.end(), "word", "uncounted") if found else None


def is_unknown(line: ReadLine, position: int, floor: int) -> Token | None:
    """What no predicate knows; counted and reported."""
    del floor
    found = RUN.match(line.folded, position)
    return simple(position, found.end() if found else position + 1, "unknown", "unknown")


# In order. Beside a predicate the shapes of which one begins at the numeral (or stands before it) wherever it answers;
# none where only asking tells.
ORDER: tuple[tuple[Predicate, tuple[re.Pattern[str], ...]], ...] = (
    (is_list_number, ()),
    (is_latin_name, ()),
    (is_document_number, (code.DOCUMENT,)),
    (is_heading_unit, (bare.HEADING_UNIT,)),
    (is_date, (*time.DATES, time.HOUR, time.CLOCK)),
    (is_year, (time.YEARS, time.ONE_YEAR, time.HAN_YEAR)),
    (is_quarter, (time.QUARTER,)),
    (is_quoted_scheme, ()),
    (is_denominator, (bare.EVERY, bare.EVERY_UNIT, bare.BARE)),
    (is_epithet, (bare.EPITHET, bare.CAPACITY)),
    (is_known_word, ()),
    (is_session, (rank.SESSION, rank.SITTING)),
    (is_ordinal, (rank.ORDINAL, rank.ARTICLE_PART, rank.RANK, rank.PHASE, rank.NUMBERED)),
    (is_quoted_name, ()),
    (is_layered, (rank.LAYERED,)),
    (is_grade, rank.GRADES),
    (is_class, ()),
    (is_coined, (*(pattern for pattern, _ in name.COINED), name.PAIR, name.FESTIVAL)),
    (is_code, (*(pattern for pattern, _ in code.CODES), code.VERSION, code.CODE, code.ADDRESS, code.LATIN)),
    (is_time_frame, (time.ALWAYS, time.FRAME, time.CAMPAIGN, time.AFTER_EVENT)),
    (is_one_of_it, (bare.ONE,)),
    (is_indefinite, (bare.SEVERAL,)),
    (is_dictionary_word, ()),
    (is_bare_code, (code.SERVICE, code.AFTER_BLANK)),
    (is_quantity, ()),
    (is_uncounted, ()),
    (is_unknown, ()),
)
FIGURE = (is_list_number, is_date, is_quantity, is_uncounted, is_unknown)  # of a cell that holds a figure only
MARKED = (is_list_number, is_latin_name, is_quoted_scheme, is_quoted_name)  # they answer at `ReadLine.marked` alone
PREDICATES = {  # by whether a shape begins at a numeral, and whether its position is marked
    (is_shaped, is_marked): tuple(
        predicate for predicate, shapes in ORDER if (is_shaped or not shapes) and (is_marked or predicate not in MARKED)
    )
    for is_shaped in (False, True)
    for is_marked in (False, True)
}
SHAPED = re.compile("|".join(shape.pattern for _, shapes in ORDER for shape in shapes))  # one look in place of fifty
