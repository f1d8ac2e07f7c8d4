"""How strongly a sentence commits itself: 力争, 争取, 确保, 计划 (rules/extract/roles.csv, `commitment`)."""

from __future__ import annotations

from bisect import bisect_right

from pipeline.lang.cue import Cue
from pipeline.model.record import record

COMMITMENT = Cue("roles", "commitment")


@record
class Commitments:
    """力争, 争取, 确保: how strongly a sentence commits itself. Where each word of a text ends, and which it is."""

    ends: list[int]
    words: list[str]

    def at(self, start: int, position: int) -> str | None:
        """The word that reaches a figure at `position` of the sentence that begins at `start`, or None.

        A word reaches to the end of its sentence, but a later one takes over: 确保增长5%，力争增长6%.
        """
        if not self.ends:
            return None
        index = bisect_right(self.ends, position) - 1
        return self.words[index] if index >= 0 and self.ends[index] > start else None


def find_commitments(folded: str) -> Commitments:
    """Find all words of commitment of a folded text."""
    found = COMMITMENT.all(folded)
    return Commitments([one.end() for one in found], [one[0] for one in found])
