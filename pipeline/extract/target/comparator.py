"""超过, 不少于, 以上 …: what a quantity is compared by (Civil Code of the PRC, art. 1259; rules/extract/comparators.csv)."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.extract.numeral.quantity import Quantity
from pipeline.rules.language import comparators

QUOTED = re.compile("“[^”]*”")  # “最多跑一次” compares nothing
CHANGED = re.compile("(?:提高|增长|上浮|下浮|下降|增加|上调|下调) ?$")  # 最高额度提高30%: 最高 is of the noun
TO = "[到至达为在成]"
BEHIND_NOUN = re.compile(  # 1万名老人以上; 省级以上, 硕士以上 say of what rank the counted are
    r"[\u4e00-\u9fff]{1,6}?(?<![级模士科历称星学岁龄业年])(以上|以下)(?=[，。；、）\n的]|$)"
)
INCLUSIVE = re.compile(r" ?(?:（含）|\(含\)|（含本数）)? ?")


class Comparison(NamedTuple):
    """A comparator and the span from its left cue to its right cue, the quantity between."""

    comparator: str
    start: int
    end: int
    cue: str


@cache
def _patterns(place: str) -> tuple[re.Pattern[str], list[str]]:
    rows = sorted(
        (row for row in comparators() if row.place == ("left" if place == "base" else place)),
        key=lambda row: -len(row.cue),
    )
    body = "|".join(f"{row.cue}()" for row in rows)  # the empty group n tells that it was row n
    tail = rf"(?:（含）)?{TO}? ?(?:每[^\d，。；、]{{1,5}})?$" if place.startswith("left") else ""
    return re.compile(f"(?:{body}){tail}"), [row.value for row in rows]


def _hit(place: str, text: str, position: int = 0) -> tuple[re.Match[str], str] | None:
    pattern, values = _patterns(place)
    found = pattern.search(text) if place in ("left", "left_bare", "far") else pattern.match(text, position)
    return (found, values[(found.lastindex or 1) - 1]) if found else None


class _LeftCues(NamedTuple):
    """The left cues by their last character: plain words, longest first, and the few that are patterns."""

    tail: re.Pattern[str]  # what may stand between the last character of a cue and the number
    words: dict[str, list[tuple[str, str]]]
    patterns: list[tuple[re.Pattern[str], str]]


@cache
def _left_cues() -> _LeftCues:
    words: dict[str, list[tuple[str, str]]] = {}
    patterns = []
    for row in sorted((row for row in comparators() if row.place == "left"), key=lambda row: -len(row.cue)):
        if re.escape(row.cue) == row.cue or not re.search(r"[\\(\[?]", row.cue):
            words.setdefault(row.cue[-1], []).append((row.cue, row.value))
        else:
            patterns.append((re.compile(f"(?:{row.cue})$"), row.value))
    ends = re.escape("".join(sorted({*words, *"近约为满"})))
    return _LeftCues(re.compile(rf"[{ends}](?:（含）)?{TO}? ?(?:每[^\d，。；、]{{1,5}})?$"), words, patterns)


def _find_left(folded: str, low: int, start: int) -> tuple[int, str, str] | None:
    """Find the longest cue that stands before a number at `start`, from `low` on: where it begins, its value, itself."""
    cues = _left_cues()
    position = low
    while tail := cues.tail.search(folded, position, start):
        end = tail.start() + 1
        for word, value in cues.words.get(folded[end - 1], ()):
            if folded.endswith(word, low, end):
                return end - len(word), value, folded[end - len(word) : start]
        for pattern, value in cues.patterns:
            if found := pattern.search(folded, low, end):
                return found.start(), value, folded[found.start() : start]
        position = end
    return None


def compare(folded: str, quantity: Quantity, clause_start: int, is_only: bool) -> Comparison:
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
    stands_before_base = folded[start - 1 : start] == "的" and quantity.dimension == "ratio"
    if left is None and stands_before_base:
        base = _before_base(folded[clause_start:start])
        left = (clause_start + base[0].start(), base[1], base[0][0]) if base else None
    right = _match_right(folded, quantity)
    if right:
        end = right[1]
    if left:
        start = left[0]
    comparator = _decide(quantity, left[1] if left else None, right[0] if right else None)
    cue = left[2] if left else ""
    if comparator == "eq" and is_only and not CHANGED.search(folded, max(clause_start, start - 4), start):
        far = _hit("far", QUOTED.sub("", folded[clause_start:start]))
        if far:
            return Comparison(far[1], start, end, far[0][0])
    return Comparison(comparator, start, end, cue)


def _before_base(before: str) -> tuple[re.Match[str], str] | None:
    """不少于标准课时的80%: the comparator stands before the base of the share."""
    pattern, values = _patterns("base")
    hits = list(pattern.finditer(before))
    return (hits[-1], values[(hits[-1].lastindex or 1) - 1]) if hits else None


def _match_right(folded: str, quantity: Quantity) -> tuple[str, int] | None:
    gap = INCLUSIVE.match(folded, quantity.end) if folded.startswith((" ", "（", "("), quantity.end) else None
    for position in (quantity.end, gap.end()) if gap else (quantity.end,):
        for place in ("right", "right_duration") if quantity.dimension == "duration" else ("right",):
            found = _hit(place, folded, position)
            if found:
                tail = INCLUSIVE.match(folded, found[0].end())
                return found[1], tail.end() if tail and tail[0].strip() else found[0].end()
    behind = BEHIND_NOUN.match(folded, quantity.end) if quantity.dimension == "count" else None
    return ("ge" if behind[1] == "以上" else "le", quantity.end) if behind else None


def _decide(quantity: Quantity, left: str | None, right: str | None) -> str:
    """A range stays one; exact words win over 约 and 余; the left cue is read before the right one."""
    if quantity.value_max is not None:
        return "range"
    for cue in (left, right):
        if cue and cue != "approx":
            return cue
    return "approx" if "approx" in (left, right) or quantity.is_approximate else "eq"
