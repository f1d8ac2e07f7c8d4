"""Finds the unit that follows a number: longest match over rules/extract/units.csv, compound units kept whole."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lang.conversion import PER_SCALE
from pipeline.lang.cue import Cue
from pipeline.model.record import record
from pipeline.rules.language import Unit, units

_MARKS = "，。、；）"
STROKE = re.compile(" ?/ ?|(?<=[克升吨米瓦])每(?=[平立升亩公吨千万])")  # 微克每立方米
STROKE_SIGNS = (" ", "/", "每")  # one begins all of STROKE
_COMPOUND_SIGNS = frozenset((*STROKE_SIGNS, "·", "（"))  # with one a unit goes on, but for a substance behind a mass
PER_NAMES = {"d": "日", "h": "小时", "s": "秒", "L": "升"}
_BLANK = re.compile(r"\s")
_GAP = re.compile(r"[ \n]{0,3}")
_PAIR = re.compile(r"（[\u4e00-\u9fff]）")  # 套（间）
SUBSTANCE = re.compile(r"(?:[\u4e00-\u9fff]{1,6}|[A-Z][A-Za-z\d₀-₉]{1,6})(?=/)")  # 吨|二氧化碳/万元
CHOICES = ("只", "羽", "尾", "匹")  # 头/只 counts either
UNPREFIXED = "area"  # dimension whose units take no prefix (GB 3100: 公顷): 千公顷 is a unit of tables, 3万2千 in 3万2千公顷 a number


_LONGEST_PER = 10  # characters of what a unit is divided by, in brackets
_SHARED = Cue("kind_words", "per", "after")  # what nobody counts by, but 元/月 is by the month


@record
class UnitMatch:
    """A unit in the text: `end` of its span, the rule row, and the unit as published."""

    end: int
    row: Unit
    unit: str
    dimension: str
    is_per: bool = False


@record
class _Entry:
    """A row of the table, and what may not and what has to follow it."""

    written: str
    row: Unit
    is_latin: bool  # it ends with a Latin letter
    is_counted: bool
    not_before: tuple[str, ...]
    still_before: tuple[str, ...]
    before: tuple[str, ...]

    def may_end(self, folded: str, end: int) -> bool:
        """Tell whether the unit may end at `end`: 家 in 3家企业, not in 3家庭."""
        if self.is_latin or self.before:
            following = folded[end : end + 1]
            if self.is_latin and following.isascii() and following.isalnum():
                return False
            if self.before and following and following not in _MARKS and not folded.startswith(self.before, end):
                return False
        return not folded.startswith(self.not_before, end) or folded.startswith(self.still_before, end)


@cache
def _by_first() -> dict[str, tuple[_Entry, ...]]:
    """Index the units by first character, longest first."""
    index: dict[str, list[_Entry]] = {}
    for row in units():
        guards = (tuple(words.split()) for words in (row.not_before, row.still_before, row.before))
        written, last = row.written, row.written[-1]
        is_counted = row.dimension == "count" and written != "个"
        entry = _Entry(written, row, last.isascii() and last.isalpha(), is_counted, *guards)
        index.setdefault(written[0], []).append(entry)
    return {first: tuple(sorted(rows, key=lambda entry: -len(entry.written))) for first, rows in index.items()}


@cache
def _by_two() -> dict[str, tuple[_Entry, ...]]:
    """Index the units by their first two characters, the longest first, those of one character among them."""
    index: dict[str, list[_Entry]] = {}
    for rows in _by_first().values():
        for entry in rows:
            index.setdefault(entry.written[:2], []).append(entry)
    single = {first: rows for first, rows in index.items() if len(first) == 1}
    return {key: (*rows, *single.get(key[0], ())) if len(key) > 1 else tuple(rows) for key, rows in index.items()}


def match_plain(folded: str, position: int) -> tuple[int, Unit] | None:
    """Find the longest unit of the table that starts at `position`."""
    index, following = _by_two(), folded[position : position + 2]
    for entry in index.get(following) or index.get(following[:1], ()):
        written = entry.written
        if not folded.startswith(written, position):
            continue
        end = position + len(written)
        if entry.is_counted and folded.startswith("次", end) and _is_time(folded, end):
            return end + 1, entry.row
        if entry.may_end(folded, end):
            return end, entry.row
    return None


def _is_time(folded: str, position: int) -> bool:
    """Tell whether the 次 at `position` is that of 人次, 车次: how often something counted came, not how much of it."""
    return any(one.may_end(folded, position + 1) for one in _by_first()["次"])


def match_unit(text: str, folded: str, position: int) -> UnitMatch | None:
    """Find the unit at `position`, blanks before it allowed; X/Y and 套（间） are one unit.

    The published unit is the table's, or for a compound and for traditional characters the one as written.
    """
    gap = _GAP.match(folded, position) if folded.startswith((" ", "\n"), position) else None
    start = gap.end() if gap else position
    found = match_plain(folded, start)
    if found is None:
        return None
    end, row = found
    unit, dimension = row.unit, row.dimension
    if unit == row.written and not unit.isascii():
        unit = text[start:end]  # 間 as written; the table and the rules know 间
    if dimension != "mass" and folded[end : end + 1] not in _COMPOUND_SIGNS:
        return UnitMatch(end, row, unit, dimension)
    is_per = False
    if dimension == "mass" and (named := SUBSTANCE.match(folded, end)) and _match_per(folded, named.end() + 1):
        unit, end = text[start : named.end()], named.end()
    stroke = STROKE.match(folded, end) if folded[end : end + 1] in STROKE_SIGNS else None
    if stroke and (per := _match_per(folded, stroke.end())):
        other = match_plain(folded, stroke.end())
        is_choice = dimension == "count" and other is not None and other[1].written in CHOICES
        if dimension != "money":
            unit, dimension = f"{unit}/{_spell_per(text, stroke.end(), per)}", "count" if is_choice else "other"
        end, is_per = per, True
    elif folded.startswith("·", end) and (more := match_plain(folded, end + 1)):  # 公里·次
        unit, end, dimension = text[start : more[0]], more[0], "other"
    elif folded.startswith("（", end) and _PAIR.match(folded, end) and match_plain(folded, end + 1):
        unit, end = text[start : end + 3], end + 3
    return UnitMatch(end, row, unit, dimension, is_per)


def _match_per(folded: str, position: int) -> int | None:
    """End of the second half of a compound unit (微克/立方米, 次/秒, 吨标准煤/万元, 件/10万人)."""
    if folded.startswith("（", position):  # 千瓦时/（m²·a）
        close = folded.find("）", position, position + _LONGEST_PER)
        return close + 1 if close > 0 and match_plain(folded, position + 1) else None
    start = PER_SCALE.match(folded, position).end()  # type: ignore[union-attr]  # it matches the empty text
    found = match_plain(folded, position) or match_plain(folded, start)
    word = None if found else _SHARED.compile("@").match(folded, start)
    end = found[0] if found else word.end() if word else None
    if end is not None and folded[end : end + 1] == "·" and (more := match_plain(folded, end + 1)):
        return more[0]  # 人次/公里·日
    return end


def counts_by(words: str) -> bool:
    """Tell whether words are only what a figure is counted by: /10万, /千人."""
    if not words.startswith("/"):
        return False
    return _match_per(words, 1) == len(words) or PER_SCALE.fullmatch(words, 1) is not None


def _spell_per(text: str, start: int, end: int) -> str:
    """The second half of a compound unit in one spelling: m3/d is 立方米/日; 万人, 平方米·年 as written."""
    written = _BLANK.sub("", text[start:end])
    found = match_plain(written, 0)
    return PER_NAMES.get(written) or (found[1].unit if found and found[0] == len(written) else written)


def unit_tails(scales: str, without: str = "") -> str:
    """What makes a unit of a scale before it, as branches: the 瓦 and 克 of 千瓦, 千克, the 公顷 of 千公顷; 2千公里 are 2000公里.

    `without` leaves those of a dimension out.
    """
    named = (row for row in units() if row.dimension != without)
    tails = {row.written[1:] for row in named if row.written[0] in scales and row.written[1:]}
    return "|".join(sorted(tail for tail in tails if not tail.startswith(tuple(tails - {tail}))))
