"""The words of the report, `assets/*.csv`: English, Chinese. `{}` is a number or a name that the page puts in."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pipeline.rules import load
from schemas.labels import Label


class _Word(NamedTuple):
    key: str
    en: str
    zh: str


class _RuleName(NamedTuple):
    rule: str  # a part of a published `rule`, between its slashes
    en: str
    zh: str


class _UnitName(NamedTuple):
    unit: str
    en: str


_FOLDER = Path(__file__).parent / "assets"
PAGE = {word.key: Label(word.en, word.zh) for word in load("words.csv", _Word, folder=_FOLDER)}
RULE_NAMES = {row.rule: Label(row.en, row.zh) for row in load("rule_names.csv", _RuleName, folder=_FOLDER)}
# Units as English text has them; a classifier (个, 家, 场) is not said in English.
UNIT_NAMES = {row.unit: row.en for row in load("unit_names.csv", _UnitName, folder=_FOLDER)}
