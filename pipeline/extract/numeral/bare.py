"""Round sizes without a figure: 每千人口, 百里画廊, 千万吨炼化, 总投资（亿元）, 数百家."""

from __future__ import annotations

import re

from pipeline.extract.numeral.token import IDEOGRAPH, ReadLine, Token, simple
from pipeline.extract.numeral.units import match_plain
from pipeline.extract.numeral.vocabulary import is_longer_word
from pipeline.lang.cue import Cue

RATED = Cue("kind_words", "denominator", "near")
HEADS = Cue("kind_words", "denominator", "before")
_MEASURED = Cue("kind_words", "measured", "after")
EPITHETS = Cue("kind_words", "epithet", "before")
CAPACITIES = Cue("kind_words", "capacity", "before")
NO_NAME = Cue("kind_words", "epithet", "not_before")
_EACH = Cue("kind_words", "one_of_it", "after")
_COMPARED = Cue("comparators", "left")

OF_EACH = "|".join(f"(?<={word}一)" for word in _EACH.words)
ONE = re.compile(rf"一(?:{OF_EACH}|(?P<each>{IDEOGRAPH}{{1,2}})(?P=each))")  # 每一位, 一件件
SEVERAL = re.compile("(?<=[数几])")
EVERY = re.compile(r"(?:(?<=每)|(?<=每\n))(?:10+万?(?!\d)|一?(?:[十百千]?[万亿]|[百千]))")  # a round number only
EVERY_UNIT = re.compile("(?<=每)[百千]")  # 每千瓦时
BARE = re.compile(rf"[百千万亿](?=[\u4e00-\u9fffA-Z]{{1,12}}?{RATED.pattern})")  # of 万车死亡率, 万人发明专利拥有量
NAMING = rf"(?={IDEOGRAPH})(?!{NO_NAME.pattern})"
EPITHET = re.compile(rf"[百千万]{EPITHETS.pattern}{NAMING}")
CAPACITY = re.compile(rf"(?:[百千万亿]|[十百千]万){CAPACITIES.pattern}{NAMING}")
HEADING_UNIT = re.compile(r"(?<=（)[十百千万亿]{1,2}[\u4e00-\u9fffA-Za-z23/²³%]{1,6}）")


def is_denominator(line: ReadLine, position: int, floor: int) -> Token | None:
    """每千人口, 每百户, 每10万人, 万车死亡率: what a rate is counted per; 每500米设1处 keeps its figure."""
    del floor
    folded = line.folded
    unit = match_plain(folded, position) if folded[position] in "百千" else None  # 每千瓦时
    if unit and EVERY_UNIT.match(folded, position):
        return simple(position, unit[0], "word", "denominator")
    if found := EVERY.match(folded, position):
        return simple(position, _end_of_heads(folded, found.end()) or found.end(), "word", "denominator")
    if unit:
        return None
    found = BARE.match(folded, position)
    end = _end_of_heads(folded, found.end()) if found else None
    if end is None or not RATED.near_start(folded[end : end + 16], 8):
        return None
    return simple(position, end, "word", "denominator")


def _end_of_heads(folded: str, position: int) -> int | None:
    """End of the heads at `position` that something is counted per: 人口, 户, 元."""
    word = HEADS.compile("@").match(folded, position)
    found = match_plain(folded, position)
    return max(filter(None, (word and word.end(), found and found[0])), default=None)


def is_epithet(line: ReadLine, position: int, floor: int) -> Token | None:
    """百里画廊, 千万吨炼化: a round size that names a thing; 超万亩 and 万亩以上 are figures."""
    if position > floor and is_measured(line.folded[max(0, position - 6) : position]):
        return None
    for pattern, kind in ((EPITHET, "name"), (CAPACITY, "grade")):
        found = pattern.match(line.folded, position)
        if found and not is_longer_word(line.folded, position, found.end()):  # 百年一遇
            return simple(position, found.end(), kind, "epithet")
    return None


def is_measured(before: str) -> bool:
    """Tell whether a text says that a figure follows, even a round one: 突破, 超, 达."""
    return _MEASURED.ends(before) or _COMPARED.ends(before)


def is_heading_unit(line: ReadLine, position: int, floor: int) -> Token | None:
    """The 亿元 of 总投资（亿元）."""
    del floor
    found = HEADING_UNIT.match(line.folded, position)
    return simple(position, found.end() - 1, "word", "heading_unit") if found else None


def is_one_of_it(line: ReadLine, position: int, floor: int) -> Token | None:
    """一件件, 每一位, 由一位人员: one that counts nothing."""
    del floor
    folded = line.folded
    found = ONE.match(folded, position)
    unit = match_plain(folded, position + 1) if found else None
    if not unit or unit[1].dimension != "count":
        return None
    return simple(position, unit[0], "word", "one_of_it")


def is_indefinite(line: ReadLine, position: int, floor: int) -> Token | None:
    """数百家, 几十个: no number is said."""
    if position <= floor or not SEVERAL.match(line.folded, position):
        return None
    quantity = line.quantity_at(position)
    if quantity is None or not (quantity.form == "bare" or line.folded[position] == "十"):
        return None
    return simple(position - 1, quantity.end, "indefinite", "indefinite")
