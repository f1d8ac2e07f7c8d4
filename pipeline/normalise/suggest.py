"""Known forms that look like a unit nobody knows: suggestions for a person, nothing that decides.

difflib of the standard library serves as well as rapidfuzz here: some thousand short strings, asked a few times a run.
"""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches
from functools import cache

from pipeline.rules.departments import forms
from pipeline.rules.divisions import level_words

_MOST = 3
LEAST_LIKE = 0.6  # of difflib's ratio


def suggest(words: str) -> tuple[str, ...]:
    """Suggest up to three written forms of the tables for an unknown unit, the most alike first.

    Level words are kept: 市产业办 gets 市…. Only forms with the same last character are compared (局 with 局).
    """
    level = next((word for word in level_words() if words.startswith(word)), "")
    core = words.removeprefix(level)
    close = get_close_matches(core, _by_ending().get(core[-1:], ()), _MOST, LEAST_LIKE)
    return tuple(level + form for form in close if form != core)


@cache
def _by_ending() -> dict[str, tuple[str, ...]]:
    """Forms that begin with their division, without it, by their last character."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for written in forms():
        if written.startswith("*") and len(written) > 2:
            found[written[-1]].add(written[1:])
    return {ending: tuple(sorted(words)) for ending, words in found.items()}
