"""How a record is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar, dataclass_transform

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(made: type[_T]) -> type[_T]:
    """A record that nobody changes: mypy refuses to. Held at run time too, every field of it would be a call."""
    return dataclass(slots=True, unsafe_hash=True)(made)


def alter(one: _T, **fields: Any) -> _T:
    """A copy of a record with other values in some fields; `dataclasses.replace` asks for every one of them by name."""
    made = object.__new__(type(one))
    for name in type(one).__slots__:  # type: ignore[attr-defined]  # a record has them
        setattr(made, name, fields[name] if name in fields else getattr(one, name))
    return made
