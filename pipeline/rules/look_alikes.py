"""Signs of a scan that look alike (rules/parse/look_alikes.csv): what is meant where it stands at a place."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from pipeline.rules import load

_PLACES = ("beside_chinese", "between_digits", "after_digit", "around_number")


class LookAlike(NamedTuple):
    """A sign as it may be read, and the sign that is meant at a place, of which no other can stand there."""

    written: str
    place: str  # around_number: at both sides of a number that is the whole line, as of a page
    meant: str
    example: str  # as read=as meant
    source: str


@cache
def look_alikes() -> dict[str, dict[int, str]]:
    """By place: what each sign means there, as `str.translate` takes it."""
    rows = load("parse/look_alikes.csv", LookAlike, key=("written", "place"), closed=(("place", _PLACES),))
    return {place: {ord(row.written): row.meant for row in rows if row.place == place} for place in _PLACES}
