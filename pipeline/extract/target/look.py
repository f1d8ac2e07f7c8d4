"""What the questions about a role may look at: a figure, the words around it, its neighbours, its sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from pipeline.extract.target.comparison import Reading
from pipeline.model import Span

_LOOK_BACK = 400  # characters over which ； is a comma


class Ruled(NamedTuple):
    """A reading with its role and the rule that gave it."""

    reading: Reading
    role: str
    rule: str


class Sentence(NamedTuple):
    """What is known of a whole sentence before its figures are asked for one by one."""

    span: Span
    opening: int  # where it begins, a ； before it taken for a comma: 截至6月已开工9座；|完成投资
    told_by: str  # the rule that makes it a report of what was done, "" where it is none
    states_rule: bool  # it says what is given, charged or allowed


def find_opening(folded: str, start: int) -> int:
    """Where the sentence that begins at `start` opens, a ； before it taken for a comma."""
    opening = start
    while opening and folded[opening - 1] in "；;" and start - opening < _LOOK_BACK:
        opening = max(folded.rfind(mark, 0, opening - 1) for mark in "。；;！？\n") + 1
    return opening


class Look(NamedTuple):
    """A figure with what stands around it; `before` and `after` are its comma clause without the comparison."""

    folded: str
    this: Reading
    before: str
    after: str
    earlier: Reading | None  # the figure before it in its clause
    following: Reading | None  # the figure after it in its clause
    ruled: Sequence[Ruled]  # the figures before it in its sentence, their roles decided
    sentence: Sentence
    is_about_rules: bool  # its clause holds a word that the rule of an instrument can be told by
    is_past: bool  # it is due before the document was written


Question = Callable[[Look], bool]
