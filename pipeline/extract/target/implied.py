"""The unit of a number that has none of its own: from a heading, from money nouns, from the same noun's other figure."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.numeral.quantity import Quantity
from pipeline.extract.numeral.token import ReadLine
from pipeline.extract.numeral.units import counts_by, match_unit
from pipeline.extract.target.comparison import PIECE, Reading, counts_alike, is_joint
from pipeline.extract.target.noun import clean_before
from pipeline.lang.cue import Cue
from pipeline.lang.numeral import LARGE, SMALL, scale_of
from pipeline.lang.text import read_once
from pipeline.model.record import alter

_MONEY_NOUN, PEOPLE = Cue("roles", "money_noun"), Cue("noun_classes", "people")
_TRAIL, UNIT_LABEL, _PART = (
    Cue("phrase_words", "trail"),
    Cue("sentence_cues", "unit_label"),
    Cue("sentence_cues", "part"),
)
_SCALE = f"[{''.join((*SMALL, *LARGE))}]*"
_SIGN = r"(?:[^（）()\d]|(?<=[a-zA-Z])[23])"  # of a unit: hm2, km/km2
_NOTE = re.compile("（[^（）]*）")  # 160（含街头绿地）
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z]{3}")
_ROW = 8  # joined figures that may share a unit


@cache
def _bracket(end: str) -> re.Pattern[str]:
    """Compile a bracket that holds a scale and a unit, with `end` behind it: （单位：万元）."""
    return re.compile(
        rf"[（(](?:{UNIT_LABEL.pattern}[：:]?)?({_SCALE})({_SIGN}{{1,8}}|{_SIGN}{{0,6}}/\d+{_SIGN}{{0,4}})[）)]{end}"
    )


@cache
def _heading() -> re.Pattern[str]:
    """Compile what names the unit of the figure behind it: 产值（亿元）|达到, 产值（亿元）2024年|10→."""
    return _bracket(rf"(?:{_TRAIL.pattern}|[：:≥≤→ ]|[><]=?|20\d\d ?年|[\d,.]+ ?(?=→))*$")


def settle_units(line: ReadLine, readings: list[Reading], heading: str) -> list[Reading]:
    """Give the numbers of one sentence that have no unit the one that is implied; the others stay.

    `heading` is the heading of the column that the text stands in, whose brackets may name a unit.
    """
    column = _read_column(heading)
    return [
        _settle(line, readings, index, column)
        if reading.quantity.unit is None
        else _points(line.folded, readings, index)
        if reading.quantity.unit == PIECE
        else reading
        for index, reading in enumerate(readings)
    ]


def _settle(line: ReadLine, readings: list[Reading], index: int, column: tuple[int, str, str] | None) -> Reading:
    this = readings[index]
    quantity = this.quantity
    before = line.folded[this.sentence.start : quantity.start]
    heading = _heading().search(before[-40:]) or (_last_bracket(before) if "|" in before else None)
    named = _read_unit(heading[1], heading[2]) if heading else None
    if named:
        return alter(this, quantity=_apply(quantity, named, "heading_unit"))
    if quantity.form == "colon":
        return this
    after = line.folded[this.comparison.end : this.comparison.end + 8]
    if quantity.is_scaled and (_MONEY_NOUN.within(before[-14:]) or _MONEY_NOUN.within(after)):
        return alter(this, quantity=alter(quantity, unit="CNY", dimension="money", rule="money_implied"))
    if quantity.is_scaled and PEOPLE.begins(after):
        return alter(this, quantity=alter(quantity, unit="人", dimension="count", rule="people_implied"))
    joined = _joined_unit(line.folded, readings, index)
    if joined:
        return alter(this, quantity=alter(quantity, unit=joined.unit, dimension=joined.dimension, rule="unit_implied"))
    other = _same_noun(line, readings, index)
    if other:
        implied = alter(quantity, unit=other.unit, dimension=other.dimension, rule="unit_implied")
        return alter(this, quantity=implied)
    if column and _stands_alone(line.folded, this):
        return alter(this, quantity=_apply(quantity, column, "column_unit"))
    return this


def _last_bracket(row: str) -> re.Match[str] | None:
    """The last bracket of a row of a table in text, its cells parted by |."""
    return next(reversed(list(_bracket("").finditer(row))), None)


def _joined_unit(folded: str, readings: list[Reading], index: int) -> Quantity | None:
    """15、22个百分点: the unit after the last of joined figures; 2个1000亿、3个 is no such row."""
    this = readings[index]
    if not this.is_first and this.left == this.comparison.start:
        return None
    for after in readings[index + 1 : index + 1 + _ROW]:
        gap = folded[this.comparison.end : after.comparison.start]
        if not gap.strip() or not is_joint(gap):
            return None
        if after.quantity.unit:
            return after.quantity
        this = after
    return None


def _apply(quantity: Quantity, named: tuple[int, str, str], rule: str) -> Quantity:
    scale, unit, dimension = named
    most = None if quantity.value_max is None else quantity.value_max * scale
    return alter(
        quantity,
        value=quantity.value * scale,
        value_max=most,
        unit=unit,
        dimension=dimension,
        rule=rule,
        is_scaled=True,
    )


def _points(folded: str, readings: list[Reading], index: int) -> Reading:
    """12.7个、12个百分点, 5个、28个工作日: 个 is the beginning of the unit that the last of joined figures writes out."""
    this = before = readings[index]
    for after in readings[index + 1 : index + 1 + _ROW]:
        if not is_joint(folded[before.comparison.end : after.comparison.start]):
            break
        if counts_alike(folded, this, after):
            unit, dimension = after.quantity.unit, after.quantity.dimension
            return alter(this, quantity=alter(this.quantity, unit=unit, dimension=dimension, rule="unit_implied"))
        before = after
    return this


def _read_column(heading: str) -> tuple[int, str, str] | None:
    found = _bracket(r"\s*$").search(heading)
    return _read_unit(found[1], found[2].strip()) if found else None


def _read_unit(scale: str, words: str) -> tuple[int, str, str] | None:
    """Read the words of a bracket that are a unit and nothing else: scale, unit, dimension; 万千瓦 is 万 and 千瓦."""
    if counts_by(words):
        return scale_of(scale), words, "other"
    for cut in (len(scale) - 1, len(scale)) if scale else (0,):
        text = f"{scale[cut:]}{words} "
        found = match_unit(text, read_once(text).folded, 0)
        if found and found.end == len(text) - 1:
            return scale_of(scale[:cut]), found.unit, found.dimension
    return None


def _stands_alone(folded: str, this: Reading) -> bool:
    """Tell whether a number is all that its clause holds but for comparing words: 2025年目标值（亿元） | ≥12.5."""
    rest = _NOTE.sub(
        "", folded[this.clause.start : this.comparison.start] + folded[this.comparison.end : this.clause.end]
    )
    return not _WORDS.search(_TRAIL.compile("@").sub("", rest))


def is_part(folded: str, this: Reading) -> bool:
    """Tell whether a clause opens with 其中 or 含: its figure is a part of the one before."""
    return _PART.begins(folded[max(0, this.clause.start - 1) : this.quantity.start].lstrip("，（ "))


def _same_noun(line: ReadLine, readings: list[Reading], index: int) -> Quantity | None:
    """Quantity of the same sentence with a unit, whose noun ends alike or of which this one is a part (其中)."""
    this = readings[index]
    if is_part(line.folded, this) and index and readings[index - 1].quantity.unit:
        return readings[index - 1].quantity
    noun = clean_before(line.text[this.left : this.comparison.start])
    if len(noun) < 3:
        return None
    for other in readings:
        if other.quantity.unit is None or other.quantity.dimension == "ratio":
            continue
        if clean_before(line.text[other.left : other.comparison.start])[-3:] == noun[-3:]:
            return other.quantity
    return None
