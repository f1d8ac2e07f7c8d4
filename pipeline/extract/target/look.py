"""What the questions about a role may look at: a figure, the words around it, its neighbours, its sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from pipeline.extract.numeral.token import IDEOGRAPH
from pipeline.extract.target.comparison import Reading
from pipeline.lang.cue import Cue, Lazy, Shape
from pipeline.model import Span
from pipeline.model.record import record
from pipeline.rules.notation import join

BECOMES = Cue("sentence_cues", "becomes")
LEADS_TO = Shape(IDEOGRAPH + "{0,6}@", BECOMES)  # from a figure to what it becomes: 由200张|扩充到|350张
NOUN_AHEAD = re.compile("[\u4e00-\u9fff“]")  # at a place where no mark ends what is said
_LOOK_BACK = 400  # characters over which ； is a comma


@record
class Ruled:
    """A reading with its role and the rule that gave it."""

    reading: Reading
    role: str
    rule: str


@record
class Sentence:
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


@record
class Look:
    """A figure with what stands around it; `before` and `after` are its comma clause without the comparison."""

    folded: str
    this: Reading
    before: str
    after: str
    earlier: Reading | None  # the figure before it in its clause
    following: Reading | None  # the figure after it in its clause
    ruled: Sequence[Ruled]  # the figures before it in its sentence, their roles decided
    sentence: Sentence
    is_past: bool  # it is due before the document was written


Question = Callable[[Look], bool]


class Kind(NamedTuple):
    """What of a figure alone can rule a question out."""

    unit: str  # "" where it has none
    dimension: str
    comparator: str


OfKind = Callable[[Kind], bool]  # whether a question may say yes to such a figure


class Signs(Lazy):
    """Words of which one has to stand somewhere before it is worth asking for them, or for what they are part of, one by one.

    What may not stand around a word is left out: wherever one of the cues says yes, these do.
    """

    def __init__(self, *cues: Cue) -> None:
        """Name the cues."""
        self.cues = cues

    @cached_property
    def words(self) -> frozenset[str]:
        """The words, as patterns."""
        return frozenset(sign for cue in self.cues for sign in cue.signs)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds one of the words."""
        return re.compile(join(sorted(self.words)))


class SignBoard(Lazy):
    """The signs that questions need: which of the questions may say yes in a sentence, in one look.

    Where a word may hide another both count, of a pattern its first character: there may be a question too many, and
    none is missing.
    """

    def __init__(self, needed: Mapping[Question, Signs]) -> None:
        """Name the signs of which each question needs one."""
        self.needed = needed

    @cached_property
    def _questions(self) -> dict[str, frozenset[Question]]:
        """The questions that may say yes where a word is found: those that need it, or one that it may hide."""
        needing: dict[str, set[Question]] = {}
        for question, signs in self.needed.items():
            for word in map(_literal, signs.words):
                needing.setdefault(word, set()).add(question)
        beginning: dict[str, set[str]] = {}
        for word in needing:
            for end in range(1, len(word) + 1):
                beginning.setdefault(word[:end], set()).add(word)
        return {
            word: frozenset(
                question for one in _may_hide(word, beginning) & needing.keys() for question in needing[one]
            )
            for word in needing
        }

    @cached_property
    def _find(self) -> Callable[[str, int, int], list[str]]:
        return re.compile(join(sorted(self._questions, key=lambda word: (-len(word), word)))).findall

    def heard(self, folded: str, start: int, end: int) -> frozenset[Question]:
        """The questions that may say yes by what stands between two positions."""
        return frozenset().union(*map(self._questions.__getitem__, set(self._find(folded, start, end))))


def _literal(word: str) -> str:
    return word if re.escape(word) == word else word[0]


def _may_hide(found: str, beginning: Mapping[str, set[str]]) -> set[str]:
    """The words that may begin inside of one that is found, or are its beginning; `beginning`: words by all they begin with."""
    rests = [found[at:] for at in range(1, len(found))]
    parts = {text[:end] for text in (found, *rests) for end in range(1, len(text) + 1)}
    return parts.union(*(beginning.get(rest, ()) for rest in rests))
