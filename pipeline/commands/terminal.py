"""What all commands share: text that is safe to print, and the published tables."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import category

LANGUAGES = ("zh", "en")
_chosen = ["en"]  # the language of this run


class _Phrase(NamedTuple):
    key: str
    en: str
    zh: str


@cache
def _phrases() -> dict[str, _Phrase]:
    from pipeline.rules import load

    return {row.key: row for row in load("phrases.csv", _Phrase, folder=Path(__file__).parent)}


def choose_language(asked: str | None) -> None:
    """Choose the language of what is printed: the one asked for, else that of the locale (POSIX: LC_ALL, LC_MESSAGES, LANG)."""
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    _chosen[0] = asked or ("zh" if locale.lower().startswith("zh") else "en")


def pick(en: str, zh: str) -> str:
    """Of two texts the one in the language of this run."""
    return zh if _chosen[0] == "zh" else en


def phrase(key: str, /, **values: object) -> str:
    """A sentence of `phrases.csv` in the language of this run."""
    row = _phrases()[key]
    return pick(row.en, row.zh).format(**values)


def printable(text: str) -> str:
    """Text that can not command a terminal or turn the line around: control and format characters are spelled out."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or category(c) == "Zs" else c.encode("unicode_escape").decode() for c in text)


def print_lines(text: str) -> None:
    """Print lines that may hold texts of documents."""
    print("\n".join(map(printable, text.split("\n"))))


def mark(text: str, spans: list[tuple[int, int]]) -> str:
    """Put 【】 around spans."""
    for start, end in reversed(spans):
        text = f"{text[:start]}【{text[start:end]}】{text[end:]}"
    return text


def read_rows(output: Path, table: str) -> list[dict[str, Any]]:
    """Read a published table. Raises `FileNotFoundError`."""
    from pipeline.store.records import read_table

    return read_table(output, table)


def refuse(problem: str) -> int:
    """Say on the error stream why a command does nothing; gives its exit status."""
    print(printable(phrase("error", problem=problem)), file=sys.stderr)
    return 2


def no_dataset(error: FileNotFoundError) -> int:
    """Say that there is no dataset yet."""
    return refuse(phrase("no_dataset", path=error.filename))
