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

    `use`: subsidy, grant, first, total, part, falling (a lower figure of it is better), lowering (it is to fall), share (a name
    that ends so is a share of a whole), over_whole (it may be more than the whole).
    """

    cue: str
    use: str
    example: str
    source: str


class OutcomeRule(NamedTuple):
    """What a check can say, as a format string in both languages; `example` gives the parameters."""

    outcome: str
    check: str
    message: str
    message_zh: str
    example: str


class Said(NamedTuple):
    """A sentence, or a part of one, in English and in Chinese."""

    en: str
    zh: str


@cache
def outcome_rules() -> dict[str, OutcomeRule]:
    """Read what checks can say (rules/check/outcomes.csv)."""
    return {row.outcome: row for row in load("check/outcomes.csv", OutcomeRule)}


def say(outcome: str, **parameters: object) -> Said:
    """Say what a check found: `say("numbers_run", count=30)`. A parameter that differs by language is a `Said`.

    Raises `KeyError` for an outcome that the table does not have and for a parameter that its sentence lacks.
    """
    rule = outcome_rules()[outcome]
    sentences = (rule.message, rule.message_zh)
    return Said(
        *(
            sentence.format(**{k: v[at] if isinstance(v, Said) else v for k, v in parameters.items()})
            for at, sentence in enumerate(sentences)
        )
    )


@cache
def check_rules() -> tuple[CheckRule, ...]:
    """Read the checks (rules/check/checks.csv) in the order in which they run."""
    return load("check/checks.csv", CheckRule)


@cache
def check_cues(use: str) -> tuple[str, ...]:
    """Words of one use (rules/check/check_cues.csv), the longest first."""
    rows = load("check/check_cues.csv", CheckCue, key=("cue", "use"))
    return tuple(sorted((row.cue for row in rows if row.use == use), key=lambda cue: (-len(cue), cue)))
