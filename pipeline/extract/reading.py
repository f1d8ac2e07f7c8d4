"""A quantity in its sentence: what the rules about role, basis and indicator look at."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.extract.classify import Line, Token
from pipeline.extract.clauses import Clauses, clause_at, sentence_at
from pipeline.extract.comparator import Comparison, compare
from pipeline.extract.quantity import Quantity
from pipeline.model import Span

JOINT = re.compile(r"^(?:（[^（）]*）)?[、和及与或]?(?:以及)?[ \n]?$")


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
    """分别控制在8万吨、3万吨以内: the last comparator holds for the figures before it that have none."""
    shared = list(readings)
    for index in range(len(shared) - 2, -1, -1):
        this, after = shared[index], shared[index + 1]
        if this.comparison.comparator != "eq" or after.comparison.comparator == "eq" or this.clause != after.clause:
            continue
        is_joint = (
            JOINT.match(folded[this.quantity.end : after.quantity.start]) and this.quantity.unit == after.quantity.unit
        )
        if is_joint and this.quantity.end < after.quantity.start and after.comparison.comparator != "range":
            comparison = this.comparison._replace(comparator=after.comparison.comparator)
            shared[index] = this._replace(comparison=comparison)
    return shared
