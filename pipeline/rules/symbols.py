"""Characters of symbol fonts (rules/parse/symbols.csv)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from pipeline.rules import load


class Symbol(NamedTuple):
    """A code point of a symbol font and the Unicode character that looks like it."""

    font: str
    code: str  # four hexadecimal digits, as w:sym has it: F0B3
    character: str
    example: str
    source: str


@cache
def _symbols() -> dict[tuple[str, str], str]:
    return {(row.font, row.code): row.character for row in load("parse/symbols.csv", Symbol, key=("font", "code"))}


def find_symbol(font: str, code: str) -> str | None:
    """Find the character of a code point; one outside the private use area is itself. None if it is not known."""
    known = _symbols().get((font, code.upper().rjust(4, "0")))
    try:
        point = int(code, 16)
    except ValueError:
        return None
    is_private = 0xE000 <= point <= 0xF8FF or point < 0x20 or point > 0x10FFFF or 0xD800 <= point <= 0xDFFF
    return known or (None if is_private else chr(point))
