"""Places in an order: 第三批, 二期工程, 3号机组, 一等奖, 三级等级保护, 二十届三中全会."""

from __future__ import annotations

import re

from pipeline.extract.numeral.token import HAN, NUMBER, SIDE, STREET, TO, ReadLine, Token, simple
from pipeline.extract.numeral.units import match_plain
from pipeline.lang.cue import Cue

COUNTED = Cue("kind_words", "ordinal", "before")
RANKED = Cue("kind_words", "rank", "after")
_HELD = Cue("kind_words", "phase", "not_after")
HELD_BEHIND = Cue("kind_words", "phase", "not_before")
ASSEMBLED = Cue("kind_words", "session", "before")
CONGRESS = Cue("kind_words", "congress", "before")
ASSEMBLY = Cue("kind_words", "congress", "after")
CLASSED = Cue("kind_words", "class", "before")
AMOUNTS = Cue("kind_words", "club", "before")
_LEVELS = Cue("kind_words", "levels", "after")
LAYERS = Cue("kind_words", "levels", "near")

# 第三; 第3至5; a row (第一、二、三产业) only where something counted ends it, else each is its own: 第一、二是
ORDINAL = re.compile(rf"(?<=第)(?:\d+|{HAN}+)(?:{TO}(?:\d+|{HAN}+))?")
_ROW = re.compile(rf"(?:[、和](?:\d+|{HAN}{{1,30}})){{1,30}}议?")
ARTICLE_PART = re.compile(rf"(?<=第（){HAN}+）")
RANK = re.compile(r"\d++ ?位")
PHASE = re.compile(f"(?![两百千万]){HAN}期")
# 1号楼, 三号机组, 2#机组, 3楼; 东流路100号 is an address
NO_STREET = f"(?<!{STREET})(?<!{STREET}{SIDE})"
NUMBERED = re.compile(
    rf"{NO_STREET}\d++ ?[号#]|\d++(?=(?:[、和]\d+){{1,8}} ?号)|[一二三四五六七]号|(?:\d++|[一二三四五六七八九十]) ?楼"
)
STAR = re.compile(r"[1-5一二三四五]星(?!期)级?|[1-5]A{1,5}(?![A-Za-z\d])级?")
# 一等奖, 三类水, 三年级: the class of a thing that follows
PRIZE = re.compile(rf"[一二三四][等类档](?={CLASSED.pattern})|[一二三四五六七八九]年级")
JOINT_GRADE = re.compile("[一二三四五六](?:[、和][一二三四五六]){1,9}[类级等线档]")
ONCE_IN = re.compile(rf"{NUMBER} ?年?(?:(?:[或、]|{TO}){NUMBER} ?年)?一遇")
CLUB = re.compile(rf"[十百千万]*[万亿](?={AMOUNTS.pattern})")
OWNED = "|".join(f"(?<={word})" for word in Cue("kind_words", "class", "after").words)
KIND = re.compile(rf"(?:{OWNED})[一二三]类")  # 公益一类
GRADES = (KIND, STAR, PRIZE, ONCE_IN, JOINT_GRADE, CLUB)
LAYER = Cue("kind_words", "layers", "before")
LAYERED = re.compile(rf"(?:{HAN}{LAYER.pattern}){{2,4}}")  # 四级三类: no count follows another
_GRADE = "级"
GRADE_END = re.compile(f"{_GRADE}(?:[甲乙丙]等)?")
_SITS = "[次中]"
SESSION = re.compile(
    rf"{NUMBER}届(?:{NUMBER}{_SITS}(?:、{NUMBER}{_SITS})*)?(?={ASSEMBLED.pattern})|{NUMBER}{_SITS}(?=(?:、{NUMBER}{_SITS})*{CONGRESS.pattern})"
)
SITTING = re.compile(rf"{NUMBER}次(?=会议)")  # of a body that is named: 人大四次会议, not 召开四次会议
# 市、县、乡三级 names as many levels as it counts, 三级医院 one
_LEVEL = rf"(?:{_LEVELS.pattern}(?:（[^（）]*）)?级?[、和及与]?)"
NAMED_LEVELS = tuple(re.compile(rf"{_LEVEL}{{{count}}}$|“[^”]{{1,12}}[-、][^”]{{1,12}}”$") for count in range(6))


def is_ordinal(line: ReadLine, position: int, floor: int) -> Token | None:
    """第三批, 第五条, 二期工程, 1号楼."""
    folded = line.folded
    if folded[position - 1 : position] == "第" and position > floor:
        found = ORDINAL.match(folded, position)
        return simple(position - 1, _end_of_row(folded, found.end()), "ordinal", "ordinal") if found else None
    if found := ARTICLE_PART.match(folded, position):
        return simple(position, _end_of_counted(folded, found.end()) or found.end(), "ordinal", "article")
    if (found := RANK.match(folded, position)) and RANKED.near_end(folded[max(0, position - 20) : position], 12):
        return simple(position, found.end(), "ordinal", "rank")
    if (found := PHASE.match(folded, position)) and not _is_held(folded, found):
        return simple(position, found.end(), "ordinal", "phase")
    found = NUMBERED.match(folded, position)
    return simple(position, found.end(), "ordinal", "numbered") if found else None


def _end_of_row(folded: str, end: int) -> int:
    """End of 第三批, 第一、二、三产业: the row, where what is counted ends it."""
    row = _ROW.match(folded, end)
    if row and (counted := _end_of_counted(folded, row.end())):
        return counted
    return _end_of_counted(folded, end) or end


def _end_of_counted(folded: str, position: int) -> int | None:
    """End of the measure word or of a class of things at `position` (第三批, 第一产业), None where none stands there."""
    if found := match_plain(folded, position):
        return found[0]
    word = COUNTED.compile("@").match(folded, position)
    return word.end() if word else None


def _is_held(folded: str, found: re.Match[str]) -> bool:
    """Tell a count of what is held (举办三期培训班, 培训班三期) from the phase of a thing (机场三期)."""
    before = folded[max(0, found.start() - 8) : found.start()]
    return _HELD.ends(before) or HELD_BEHIND.near_start(folded[found.end() : found.end() + 12], 6)


def is_grade(line: ReadLine, position: int, floor: int) -> Token | None:
    """4A级, 一等奖, 五十年一遇, 一、二类, 亿元台阶."""
    del floor
    for pattern in GRADES:
        if found := pattern.match(line.folded, position):
            return simple(position, found.end(), "grade", "grade")
    return None


def is_layered(line: ReadLine, position: int, floor: int) -> Token | None:
    """四级三类, 三级三类: how a system is laid out."""
    del floor
    found = LAYERED.match(line.folded, position)
    return simple(position, found.end(), "name", "layered") if found else None


def is_class(line: ReadLine, position: int, floor: int) -> Token | None:
    """三级等级保护, 百亿级; 市、县两级 counts levels and is a quantity."""
    del floor
    folded = line.folded
    quantity = line.quantity_at(position)
    if quantity is None:
        return None
    if quantity.unit == _GRADE:
        before = folded[max(0, position - 24) : position]
        named = NAMED_LEVELS[int(quantity.value)] if 2 <= quantity.value < len(NAMED_LEVELS) else None
        if folded[position] == "两" or LAYERS.near_end(before, 8) or (named and named.search(before)):
            return None
        ending = GRADE_END.match(folded, quantity.end - 1)
        return simple(position, ending.end() if ending else quantity.end, "grade", "grade")
    ending = GRADE_END.match(folded, quantity.end) if folded.startswith(_GRADE, quantity.end) else None
    return simple(position, ending.end(), "grade", "class") if ending else None


def is_session(line: ReadLine, position: int, floor: int) -> Token | None:
    """十一届九次全会, 二十届三中全会: a session of a body."""
    del floor
    found = SESSION.match(line.folded, position)
    if not found and ASSEMBLY.ends(line.folded[max(0, position - 8) : position]):
        found = SITTING.match(line.folded, position)
    return simple(position, found.end(), "ordinal", "session") if found else None
