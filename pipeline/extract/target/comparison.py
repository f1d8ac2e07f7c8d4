"""A quantity in its sentence: what the rules about role, basis and indicator look at."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.extract.numeral.quantity import Quantity
from pipeline.extract.numeral.token import Line, Token
from pipeline.extract.target.comparator import Comparison, compare
from pipeline.lang.sentence import Clauses, clause_at, sentence_at
from pipeline.model import Span

JOINT = re.compile(r"^(?:（[^（）]*）)?[、和及与或]?(?:以及)?[ \n]?$")
EITHER = re.compile(r"^(?:或者?|、)[^，。；、\d以]{1,10}$")
LISTED_NEXT = re.compile(r"^[^，。；、]{0,16}(?:、|和|及)$")
AT_LEAST_NEXT = re.compile(r"^[^，。；、]{0,16}(?:、|和|及)[^，。；、\d]{0,12}$")
FAR_CUES = ("至少", "最少", "最多", "最高", "至多")


class Reading(NamedTuple):
    """A quantity with its comparison, its sentence and comma clause, and the end of the quantity before it there."""

    token: Token
    quantity: Quantity
    comparison: Comparison
    sentence: Span
    clause: Span
    left: int  # where the words that belong to this quantity alone begin
    is_first: bool  # no other quantity stands before it in its clause


def read_quantities(line: Line, tokens: list[Token], clauses: Clauses) -> list[Reading]:
    """Put every quantity of a line into its sentence; one comparator over several figures is shared."""
    readings: list[Reading] = []
    for token in tokens:
        if token.quantity is None:
            continue
        sentence, clause = sentence_at(clauses, token.start), clause_at(clauses, token.start)
        before = readings[-1] if readings and readings[-1].clause == clause else None
        floor = before.comparison.end if before else clause.start
        comparison = compare(line.folded, token.quantity, floor, before is None)
        readings.append(Reading(token, token.quantity, comparison, sentence, clause, floor, before is None))
    return _share_comparators(line.folded, readings)


def _share_comparators(folded: str, readings: list[Reading]) -> list[Reading]:
    """Share comparators: 控制在8万吨、3万吨以内 backward, 分别超过90家和870家 and 至少配备1支队伍、2名人员 forward."""
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
    is_joint = bool(gap and (JOINT.match(gap) or (has_right and EITHER.match(gap))))
    is_alike = (
        this.quantity.unit == after.quantity.unit or this.quantity.dimension == after.quantity.dimension == "ratio"
    )
    return is_joint and is_alike


def _with(reading: Reading, comparator: str) -> Reading:
    return reading._replace(comparison=reading.comparison._replace(comparator=comparator))


def _reaches(folded: str, before: Reading, this: Reading) -> bool:
    """Tell whether the comparator of a figure holds for the next one too."""
    if before.comparison.end > before.quantity.end or before.quantity.value_max is not None:
        return False
    gap = folded[before.comparison.end : this.comparison.start]
    cue = before.comparison.cue
    if cue in FAR_CUES and before.comparison.comparator in ("ge", "le"):
        return bool((AT_LEAST_NEXT if before.comparison.comparator == "ge" else LISTED_NEXT).match(gap))
    if before.comparison.comparator in ("eq", "range") or not JOINT.match(gap) or not gap:
        return False
    return before.quantity.unit == this.quantity.unit
