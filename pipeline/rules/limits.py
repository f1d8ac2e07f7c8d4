"""What a document may cost: rules/limits.csv, where `--limit NAME=VALUE` does not say otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import NamedTuple

from pipeline.rules import load

_changed: ContextVar[Mapping[str, int] | None] = ContextVar("limits", default=None)


class LimitRow(NamedTuple):
    """A limit: the greatest value that is allowed."""

    name: str
    value: str
    unit: str
    what: str


@cache
def standard() -> dict[str, int]:
    """The limits as the table has them."""
    return {row.name: int(row.value) for row in load("limits.csv", LimitRow)}


def limit(name: str) -> int:
    """A limit in force. Raises `KeyError` for a name that the table does not have."""
    values = _changed.get()
    return values[name] if values and name in values else standard()[name]


def parse(texts: Iterable[str]) -> dict[str, int]:
    """Read `NAME=VALUE`. Raises `ValueError` for an unknown name and for what is no whole number from 0."""
    values: dict[str, int] = {}
    for text in texts:
        name, _, value = text.partition("=")
        if name not in standard() or not value.isdecimal():
            raise ValueError(f"no limit {text!r}: NAME=VALUE, a whole number, of {', '.join(standard())}")
        values[name] = int(value)
    return values


@contextmanager
def changed(values: Mapping[str, int]) -> Iterator[None]:
    """Put other limits in force for a while."""
    token = _changed.set(values)
    try:
        yield
    finally:
        _changed.reset(token)
