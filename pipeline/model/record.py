"""How a record is made.

`dataclasses` writes four functions of every class at import and compiles them, and imports the parser of Python for it: a sixth of the start of
a small command. Here `__init__` is written when the first record of its kind is made, and the rest is the same for all kinds.
`dataclasses.fields`, `replace` and `asdict` take records as they take their own: what they ask for is made when they ask.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar, dataclass_transform

_T = TypeVar("_T")
_REQUIRED: Any = object()
_TABLE = "__dataclass_fields__"


class _Given(NamedTuple):
    """What a class says of a field."""

    default: Any = _REQUIRED
    metadata: Mapping[str, Any] | None = None


def given(default: Any, metadata: Mapping[str, Any]) -> Any:
    """A field with a default and what else is known of it (`metadata_of`)."""
    return _Given(default, metadata)


@dataclass_transform(frozen_default=True, field_specifiers=(given,))
def record(made: type[_T]) -> type[_T]:
    """A record that nobody changes: mypy refuses to. Held at run time too, every field of it would be a call."""
    body = dict(vars(made))
    said = {name: body.pop(name, _REQUIRED) for name in made.__annotations__}
    fields = {name: one if isinstance(one, _Given) else _Given(one) for name, one in said.items()}
    values = attrgetter(*fields)
    for name in ("__dict__", "__weakref__"):
        body.pop(name, None)
    body |= {
        "__slots__": tuple(fields),
        "__annotations__": made.__annotations__,
        "__match_args__": tuple(fields),
        "__init__": _write_later(fields),
        "__eq__": lambda self, other: values(self) == values(other) if type(other) is type(self) else NotImplemented,
        "__hash__": lambda self: hash(values(self)),
        "__repr__": _represent,
        _TABLE: _FieldsLater(made.__annotations__, fields),
    }
    return type(made.__name__, made.__bases__, body)


def _write_later(fields: dict[str, _Given]) -> Callable[..., None]:
    """An `__init__` that writes the real one when it is called first."""

    def __init__(self: Any, *values: Any, **named: Any) -> None:
        defaults = {f"_{name}": one.default for name, one in fields.items() if one.default is not _REQUIRED}
        asked = ", ".join(f"{name}=_{name}" if f"_{name}" in defaults else name for name in fields)
        body = "".join(f"\n self.{name} = {name}" for name in fields)
        exec(f"def __init__(self, {asked}) -> None:{body}", defaults)
        type(self).__init__ = defaults["__init__"]
        self.__init__(*values, **named)

    return __init__


def _represent(self: Any) -> str:
    values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
    return f"{type(self).__qualname__}({values})"


class _FieldsLater:
    """What `dataclasses` asks a record for, made when it is asked."""

    def __init__(self, annotations: dict[str, Any], fields: dict[str, _Given]) -> None:
        self._annotations, self.fields = annotations, fields

    def __get__(self, one: object, kind: type) -> dict[str, Any]:
        from dataclasses import field, make_dataclass

        specified = []
        for name, type_ in self._annotations.items():
            default, metadata = self.fields[name]
            is_required = default is _REQUIRED
            specified.append(
                (name, type_, field(metadata=metadata) if is_required else field(default=default, metadata=metadata))
            )
        table: dict[str, Any] = getattr(make_dataclass(kind.__name__, specified), _TABLE)
        setattr(kind, _TABLE, table)
        return table


def metadata_of(kind: type) -> dict[str, Mapping[str, Any]]:
    """What is known of the fields of a record beside their types."""
    later = vars(kind)[_TABLE]
    fields = later.fields if isinstance(later, _FieldsLater) else later
    return {name: one.metadata or {} for name, one in fields.items()}


def alter(one: _T, **fields: Any) -> _T:
    """A copy of a record with other values in some fields, as `dataclasses.replace`, which asks for every field by name."""
    made = object.__new__(type(one))
    for name in type(one).__slots__:  # type: ignore[attr-defined]  # a record has them
        setattr(made, name, fields.pop(name) if name in fields else getattr(one, name))
    if fields:
        raise TypeError(f"{type(one).__name__} has no {', '.join(fields)}")
    return made
