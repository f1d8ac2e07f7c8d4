"""How a record is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(made: type[_T]) -> type[_T]:
    """A record that nobody changes: mypy refuses to. Held at run time too, every field of it would be a call."""
    return dataclass(slots=True, unsafe_hash=True)(made)
