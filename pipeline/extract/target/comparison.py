"""A quantity in its sentence and what it is compared by: 超过, 不少于, 以上 (Civil Code of the PRC, art. 1259).

The words are those of rules/extract/comparators.csv.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.extract.numeral.quantity import Quantity
from pipeline.extract.numeral.token import ReadLine, Token
from pipeline.lang.cue import Cue, Shape
from pipeline.lang.sentence import Sentences, clause_at, sentence_at
from pipeline.lang.word import is_in_word
from pipeline.model import Span
from pipeline.model.record import alter, record
from pipeline.rules.language import comparators

PIECE = "个"
_QUOTED = re.compile("“[^”]*”|（[^（）]*）")  # “最多跑一次” and （达到或优于Ⅲ类） compare nothing
INCLUSIVE = re.compile(r" ?(?:（含[^（）]{0,8}）)? ?")
_CHANGE = Cue("basis", "change")
OR, _AND, _EACH, _PERFECT = (Cue("sentence_cues", place) for place in ("or", "and", "each", "perfect"))
AMOUNT = Cue("noun_classes", "amount_end")
RANK_END, _FAR, _RIGHT = Cue("noun_classes", "rank_end"), Cue("comparators", "far"), Cue("comparators", "right")
_LEFT = Cue("comparators", "left")

_JOINT, _EITHER = Shape(r"(?:（[^（）]*）)?(?:、|@|@)?[ \n]?", _AND, OR), Shape(r"(?:@|、)[^，。；、\d以]{1,10}", OR)
_OTHER = Shape(r"@[^，。；、\d以]{2,12}", OR)
_LISTS = Shape("[^，。；、]{0,16}(?:、|@)", _AND)
_LISTS_MORE = Shape(_LISTS.template + r"[^，。；、\d]{0,12}", _AND)


@record
class Comparison:
    """A comparator and the span from its left cue to its right cue, the quantity between."""

    comparator: str
    start: int
    end: int
    cue: str
    rule: str  # where the word stands that decided: left, right, far; range, rounded, shared, exact


@cache
def _tail() -> str:
    """The pattern of what may stand between a comparator and its number: 不低于|每人每月, 超过|（含）."""
    return rf"{_PERFECT.pattern}?(?:（含）)? ?(?:{_EACH.pattern}[^\d，。；、]{{1,5}})?"


@cache
def _pattern(place: str) -> re.Pattern[str]:
    """The words of a place, as they have to stand: before a number, with what may stand between, or where one looks."""
    return Cue("comparators", place).compile(f"(@){_tail()}$" if place.startswith("left") else "(@)")


@cache
def _values(place: str) -> dict[str, str]:
    """The comparator that each word of a place says."""
    return {row.cue: row.value for row in comparators() if row.place == place}


def _hit(place: str, text: str, position: int = 0) -> tuple[re.Match[str], str] | None:
    pattern = _pattern(place)
    found = pattern.search(text) if place in ("left_bare", "far") else pattern.match(text, position)
    return (found, _values(place)[found[1]]) if found else None


class _LeftCues(NamedTuple):
    """The left cues by their last character, longest first."""

    tail: re.Pattern[str]  # what may stand between the last character of a cue and the number
    words: dict[str, list[tuple[str, str]]]


@cache
def _left_cues() -> _LeftCues:
    words: dict[str, list[tuple[str, str]]] = {}
    for cue, value in sorted(_values("left").items(), key=lambda row: -len(row[0])):
        words.setdefault(cue[-1], []).append((cue, value))
    return _LeftCues(re.compile(f"[{re.escape(''.join(sorted(words)))}]{_tail()}$"), words)


def _find_left(folded: str, low: int, start: int) -> tuple[int, str, str] | None:
    """Find the longest cue that stands before a number at `start`, from `low` on: where it begins, its value, itself."""
    cues = _left_cues()
    position = low
    while tail := cues.tail.search(folded, position, start):
        end = tail.start() + 1
        for word, value in cues.words.get(folded[end - 1], ()):
            if folded.endswith(word, low, end) and not is_in_word(folded, end - len(word), end):
                return end - len(word), value, folded[end - len(word) : start]
        position = end
    return None


def _compare(folded: str, quantity: Quantity, clause_start: int, is_only: bool) -> Comparison:
    """Find the comparator of a quantity.

    `clause_start` bounds the search to the left; `is_only` says that no other quantity stands between it and here,
    so that 至少 or 最高 may stand some words before the number.
    """
    start, end = quantity.start, quantity.end
    window = max(clause_start, start - 12)
    left = _find_left(folded, window, start)
    if left is None and quantity.form == "bare":
        bare = _hit("left_bare", folded[window:start])
        left = (window + bare[0].start(), bare[1], bare[0][0]) if bare else None
    is_share = quantity.dimension == "ratio"
    stands_before_base = is_share and (folded[start - 1 : start] == "的" or AMOUNT.ends(folded[clause_start:start]))
    if left is None and stands_before_base:
        base = _before_base(folded[clause_start:start])
        left = (clause_start + base[0].start(), base[1], base[0][0]) if base else None
    right = _match_right(folded, quantity)
    if right:
        end = right[1]
    if left:
        start = left[0]
    comparator, rule = _decide(quantity, left[1] if left else None, right[0] if right else None)
    cue = left[2] if left else ""
    if comparator == "eq" and is_only and _FAR.within(folded, clause_start, start):
        is_change = _is_change(folded[max(clause_start, start - 4) : start])
        far = None if is_change else _hit("far", _QUOTED.sub("", folded[clause_start:start]))
        if far:
            return Comparison(far[1], start, end, far[0][0], "far")
    return Comparison(comparator, start, end, cue, rule)


def _is_change(words: str) -> bool:
    """Tell whether a verb of change stands before a number: in 最高额度提高30% 最高 is of the noun."""
    return _CHANGE.ends(words.removesuffix(" "))


@cache
def _behind_noun() -> re.Pattern[str]:
    """Compile 1万名老人|以上; 省级以上, 硕士以上 say of what rank the counted are."""
    return re.compile(rf"[\u4e00-\u9fff]{{1,6}}?(?<!{RANK_END.pattern})({_RIGHT.pattern})(?=[，。；、）\n的]|$)")


def _before_base(before: str) -> tuple[re.Match[str], str] | None:
    """不少于标准课时的80%, 不超过设备购置额20%: the comparator stands before the base of the share."""
    hits = _LEFT.all(before)
    return (hits[-1], _values("left")[hits[-1][0]]) if hits else None


@cache
def _right_begins() -> frozenset[str]:
    """The characters that a comparator behind its figure begins with."""
    return frozenset(word[0] for place in ("right", "right_duration") for word in _values(place))


def _match_right(folded: str, quantity: Quantity) -> tuple[str, int] | None:
    following = folded[quantity.end : quantity.end + 1]
    gap = INCLUSIVE.match(folded, quantity.end) if following in (" ", "（") else None
    places = (quantity.end, gap.end()) if gap else (quantity.end,)
    for position in places if gap or following in _right_begins() else ():
        for place in ("right", "right_duration") if quantity.dimension == "duration" else ("right",):
            found = _hit(place, folded, position)
            if found:
                tail = INCLUSIVE.match(folded, found[0].end())
                return found[1], tail.end() if tail and tail[0].strip() else found[0].end()
    behind = _behind_noun().match(folded, quantity.end) if quantity.dimension == "count" else None
    found = _hit("right", folded, behind.start(1)) if behind else None
    return (found[1], quantity.end) if found else None


def _decide(quantity: Quantity, left: str | None, right: str | None) -> tuple[str, str]:
    """A range stays one; exact words win over 约 and 余; the left cue is read before the right one."""
    if quantity.value_max is not None:
        return "range", "range"
    if left and left != "approx":
        return left, "left"
    if right and right != "approx":
        return right, "right"
    if left or right:
        return "approx", "left" if left else "right"
    return ("approx", "rounded") if quantity.is_approximate else ("eq", "exact")


@record
class Reading:
    """A quantity with its comparison, its sentence and comma clause, and the end of the quantity before it there."""

    token: Token
    quantity: Quantity
    comparison: Comparison
    sentence: Span
    clause: Span
    left: int  # where the words that belong to this quantity alone begin
    is_first: bool  # no other quantity stands before it in its clause


def read_quantities(line: ReadLine, tokens: list[Token], clauses: Sentences) -> list[Reading]:
    """Put every quantity of a line into its sentence; one comparator over several figures is shared."""
    readings: list[Reading] = []
    for token in tokens:
        if token.quantity is None:
            continue
        before = readings[-1] if readings and token.start < readings[-1].clause.end else None
        sentence = before.sentence if before else sentence_at(clauses, token.start)
        clause = before.clause if before else clause_at(clauses, token.start)
        floor = before.comparison.end if before else clause.start
        comparison = _compare(line.folded, token.quantity, floor, before is None)
        readings.append(Reading(token, token.quantity, comparison, sentence, clause, floor, before is None))
    return _share_comparators(line.folded, readings)


def _share_comparators(folded: str, readings: list[Reading]) -> list[Reading]:
    """Share comparators: 控制在8万吨、3万吨以内 backward, 分别超过90家和870家 and 至少配备1支队伍、2名人员 forward."""
    if len(readings) < 2:
        return readings
    shared = list(readings)
    for index in range(len(shared) - 2, -1, -1):
        this, after = shared[index], shared[index + 1]
        if this.comparison.comparator != "eq" or this.clause != after.clause:
            continue
        if _shares_backward(folded, this, after):
            shared[index] = _with(this, after.comparison.comparator)
    for index in range(1, len(shared)):
        before, this = shared[index - 1], shared[index]
        if this.comparison.comparator == "eq" and before.clause == this.clause and _reaches(folded, before, this):
            shared[index] = _with(this, before.comparison.comparator)
    return shared


def _shares_backward(folded: str, this: Reading, after: Reading) -> bool:
    """Tell whether a comparator behind the later of two joined figures holds for the first: 8万吨、3万吨以内."""
    has_right = after.comparison.end > after.quantity.end
    if not has_right and after.comparison.comparator in ("eq", "range"):
        return False
    if after.comparison.comparator == "eq" or after.quantity.value_max is not None:
        return False
    gap = folded[this.quantity.end : after.quantity.start]
    if has_right and is_other(gap):
        return True
    is_joined = bool(gap) and (is_joint(gap) or (has_right and is_either(gap)))
    is_ratio = this.quantity.dimension == after.quantity.dimension == "ratio"
    return is_joined and (is_ratio or this.quantity.unit == after.quantity.unit or counts_alike(folded, this, after))


def _with(reading: Reading, comparator: str) -> Reading:
    return alter(reading, comparison=alter(reading.comparison, comparator=comparator, rule="shared"))


def _reaches(folded: str, before: Reading, this: Reading) -> bool:
    """Tell whether the comparator of a figure holds for the next one too."""
    if before.comparison.end > before.quantity.end or before.quantity.value_max is not None:
        return False
    gap = folded[before.comparison.end : this.comparison.start]
    if _FAR.is_all(before.comparison.cue) and before.comparison.comparator in ("ge", "le"):
        return _lists_next(gap, before.comparison.comparator == "ge")
    if before.comparison.comparator in ("eq", "range") or not is_joint(gap) or not gap:
        return False
    return before.quantity.unit == this.quantity.unit


def counts_alike(folded: str, this: Reading, after: Reading) -> bool:
    """Tell whether 个 is the beginning of a unit that a later figure writes out: 5|个、28个工作日."""
    words = folded[after.quantity.start : after.quantity.end]
    return this.quantity.unit == PIECE and PIECE in words and after.quantity.unit != PIECE


def is_joint(gap: str) -> bool:
    """Tell whether nothing but 、 or 和 stands between two figures."""
    return bool(_JOINT.fullmatch(gap))


def is_either(gap: str) -> bool:
    """Tell whether two figures are a choice, or a list with a noun: 500万元或|年产值1000万元以上."""
    return bool(_EITHER.fullmatch(gap))


def is_other(gap: str) -> bool:
    """Tell whether two figures are a choice of two measures: 能耗1000吨标准煤或|年用电量500万千瓦时以上."""
    return bool(_OTHER.fullmatch(gap))


def _lists_next(gap: str, is_open: bool) -> bool:
    """Tell whether a list goes on: 至少1支队伍、|2名人员, after 至少 (`is_open`) also 至少1支队伍、配备|2名人员."""
    return bool((_LISTS_MORE if is_open else _LISTS).fullmatch(gap))
