"""The words of the report, assets/words.csv: English, Chinese. `{}` is a number or a name that the page puts in."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pipeline.rules import load
from schemas.labels import Label


class _Word(NamedTuple):
    key: str
    en: str
    zh: str


_FOLDER = Path(__file__).parent / "assets"
PAGE = {word.key: Label(word.en, word.zh) for word in load("words.csv", _Word, folder=_FOLDER)}
