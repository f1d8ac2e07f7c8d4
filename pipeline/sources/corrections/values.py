"""Readers of corrected values: a text and its column → the value, or `Refused` with what the column can hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from math import isfinite

from pipeline.lang.numeral import parse_number
from pipeline.sources.corrections.file import Refused

_NUMBER = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?")  # of ASCII digits, as the CSV of the dataset writes it
_SCALED = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?)([^\W\d]{1,3})")  # 500万, as people write it
_MARKUP = re.compile(r"[<>]|&\w+;")
_LONGEST = 200  # characters of a unit, an indicator or a name


def read_figure(text: str, column: str) -> Decimal | None:
    """A number as the CSV writes it or with its scale (500万); empty is null. Refuses with K09 what a float64 can not hold."""
    if not text:
        return None
    scaled = parse_number(text) if _SCALED.fullmatch(text) else None
    number = scaled if scaled is not None else Decimal(text) if _NUMBER.fullmatch(text) else Decimal("nan")
    if not isfinite(float(number)) or (number != 0) != (float(number) != 0.0):
        raise Refused("K09", field=column, value=text)
    return number


def read_value(text: str, column: str) -> Decimal:
    """A number that has to be there."""
    number = read_figure(text, column)
    if number is None:
        raise Refused("K09", field=column, value=text)
    return number


def read_wording(text: str, column: str) -> str | None:
    """A text without markup and control characters (K12); empty is null."""
    if len(text) > _LONGEST or not text.isprintable() or _MARKUP.search(text):
        raise Refused("K12", field=column, value=text[:_LONGEST])
    return text or None


def whole(first: int, last: int) -> Callable[[str, str], int | None]:
    """A reader of whole numbers between two (K08); empty is null."""

    def read(text: str, column: str) -> int | None:
        if text and not (text.isascii() and text.isdecimal() and len(text) < 5 and first <= int(text) <= last):
            raise Refused("K08", field=column, value=text, allowed=f"{first}-{last}")
        return int(text) if text else None

    return read


def one_of(allowed: tuple[str, ...], may_be_null: bool = False) -> Callable[[str, str], str | None]:
    """A reader of the words of a closed set (K08)."""

    def read(text: str, column: str) -> str | None:
        if text not in allowed and not (may_be_null and not text):
            raise Refused("K08", field=column, value=text, allowed=", ".join(allowed))
        return text or None

    return read


def write_plain(value: object) -> str:
    """A value as a line of the file writes it."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)
