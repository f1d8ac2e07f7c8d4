"""What all commands share: text that is safe to print, and the published tables."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from unicodedata import category


def printable(text: str) -> str:
    """Text that can not command a terminal or turn the line around: control and format characters are spelled out."""
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
    print(printable(f"error: {problem}"), file=sys.stderr)
    return 2


def no_dataset(error: FileNotFoundError) -> int:
    """Say that there is no dataset yet."""
    return refuse(f"{error.filename}: no dataset there; run `pledges build` first")
