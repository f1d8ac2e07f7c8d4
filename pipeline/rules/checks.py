"""The tables of the check room: which checks there are, and the words that they look for."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from pipeline.rules import load


class CheckRule(NamedTuple):
    """A check; `severity` is the status of what breaks it: warn or fail; `label_zh` its name in print, in Chinese."""

    check: str
    label_zh: str
    severity: str
    description: str


class CheckCue(NamedTuple):
    """A word that a check looks for.

    `use`: subsidy, grant, first, total, part, falling (a lower figure of it is better), lowering (it is to fall).
    """

    cue: str
    use: str
    example: str
    source: str


@cache
def check_rules() -> tuple[CheckRule, ...]:
    """Read the checks (rules/check/checks.csv) in the order in which they run."""
    return load("check/checks.csv", CheckRule)


@cache
def check_cues(use: str) -> tuple[str, ...]:
    """Words of one use (rules/check/check_cues.csv), the longest first."""
    rows = load("check/check_cues.csv", CheckCue, key=("cue", "use"))
    return tuple(sorted((row.cue for row in rows if row.use == use), key=lambda cue: (-len(cue), cue)))
