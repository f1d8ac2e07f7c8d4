"""What the questions about a role may look at: a figure, the words around it, its neighbours, its sentence."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.target.comparison import Reading
from pipeline.model import Span


@dataclass(frozen=True, slots=True)
class Ruled:
    """A reading with its role and the rule that gave it."""

    reading: Reading
    role: str
    rule: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is known of a whole sentence before its figures are asked for one by one."""

    span: Span
    told_by: str  # the rule that makes it a report of what was done, "" where it is none
    states_rule: bool  # it says what is given, charged or allowed


@dataclass(frozen=True, slots=True)
class Look:
    """A figure with what stands around it; `before` and `after` are its comma clause without the comparison."""

    folded: str
    this: Reading
    before: str
    after: str
    earlier: Reading | None  # the figure before it in its clause
    following: Reading | None  # the figure after it in its clause
    ruled: tuple[Ruled, ...]  # the figures before it in its sentence, their roles decided
    sentence: Sentence
    is_about_rules: bool  # its clause holds a word that the rule of an instrument can be told by
    is_past: bool  # it is due before the document was written

    @property
    def is_parameter_before(self) -> bool:
        """Whether a figure before it in the sentence is a parameter."""
        return any(one.role == "parameter" for one in self.ruled)
