"""力争, 争取, 确保: how strongly a clause commits itself (rules/roles.csv, place `commitment`)."""

from __future__ import annotations

from pipeline.extract.cues import role_cues


def find_commitment(folded: str, start: int, position: int) -> str | None:
    """The word of commitment that reaches a figure at `position` of the sentence that begins at `start`, or None.

    It reaches to the end of its sentence, but a later one takes over: 确保增长5%，力争增长6%.
    """
    found = list(role_cues("commitment", "@").finditer(folded, start, position))
    return found[-1][0] if found else None
