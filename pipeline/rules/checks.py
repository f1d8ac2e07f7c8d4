"""The tables of the check room: which checks there are, and the words that they look for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
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
    return _fill((rule.message, rule.message_zh), parameters)


class SentencePart(NamedTuple):
    """How a part of a sentence is said in both languages: a figure with its comparator, a period, a day."""

    part: str
    message: str
    message_zh: str
    example: str


@cache
def sentence_parts() -> dict[str, SentencePart]:
    """Read the parts of sentences (rules/check/sentence_parts.csv)."""
    return {row.part: row for row in load("check/sentence_parts.csv", SentencePart)}


def say_part(part: str, **parameters: object) -> Said:
    """Say a part of a sentence: `say_part("year", text="9000个", year=2022)`. Raises `KeyError` for one that the table does not have."""
    rule = sentence_parts()[part]
    return _fill((rule.message, rule.message_zh), parameters)


def say_all(parts: Iterable[object]) -> Said:
    """Several things after each other: `2022, 2023`, `2022、2023`."""
    known, between = list(parts), say_part("and")
    return Said(*(between[at].join(_in_language(part, at) for part in known) for at in (0, 1)))


def say_day(day: date) -> Said:
    """A day: `2022-08-15`, `2022年8月15日`."""
    return say_part("day", year=day.year, month=day.month, day=day.day)


def _fill(sentences: tuple[str, str], parameters: Mapping[str, object]) -> Said:
    return Said(
        *(
            sentence.format(**{k: _in_language(v, at) for k, v in parameters.items()})
            for at, sentence in enumerate(sentences)
        )
    )


def _in_language(value: object, at: int) -> str:
    return value[at] if isinstance(value, Said) else str(value)


@cache
def check_rules() -> tuple[CheckRule, ...]:
    """Read the checks (rules/check/checks.csv) in the order in which they run."""
    return load("check/checks.csv", CheckRule)


@cache
def check_cues(use: str) -> tuple[str, ...]:
    """Words of one use (rules/check/check_cues.csv), the longest first."""
    rows = load("check/check_cues.csv", CheckCue, key=("cue", "use"))
    return tuple(sorted((row.cue for row in rows if row.use == use), key=lambda cue: (-len(cue), cue)))
