"""What all table models share, and what is read off them: columns, keys, descriptions."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Literal, NamedTuple

import pandas as pd
import pandera.pandas as pa
from pandera.api.pandas.components import Column as PanderaColumn

Type = Literal["string", "integer", "number", "boolean", "date", "list", "numbers"]
LIST: dict[str, str] = {"type": "list"}  # metadata of a column that holds a list of strings
NUMBERS: dict[str, str] = {"type": "numbers"}  # and of one that holds a list of numbers
MAY_BE_EMPTY: dict[str, str] = {"may_be": "empty"}  # metadata of a text column that may hold ""
Int = pd.Int64Dtype


def zh(label: str, description: str) -> dict[str, str]:
    """Metadata of a column: its name and its description in Chinese."""
    return {"label_zh": label, "description_zh": description}


_TYPES: dict[str, Type] = {
    "Int64": "integer",
    "int64": "integer",
    "float64": "number",
    "bool": "boolean",
    "date": "date",
}


class ForeignKey(NamedTuple):
    """Columns whose values, where none is null, have to be a key of another table."""

    columns: tuple[str, ...]
    table: str
    key: tuple[str, ...]


class Column(NamedTuple):
    """A column as its model declares it."""

    name: str
    type: Type
    is_nullable: bool
    may_be_empty: bool
    description: str
    constraints: dict[str, Any]  # names and values of Data Package v2: enum, minimum, pattern …
    label_zh: str
    description_zh: str


class TableModel(pa.DataFrameModel):
    """A published table. Rows are validated lazily: every failure of a table is reported at once."""

    class Config:
        """Columns exactly as declared, in that order; numbers are coerced (Decimal → float64)."""

        strict = True
        ordered = True
        coerce = True


class SpanModel(TableModel):
    """A table whose rows point into a cell."""

    @pa.dataframe_check(error="a span holds at least one character")
    def _spans_are_real(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        return frame["end"] > frame["start"]


def title(model: type[TableModel]) -> str:
    """What one row of the table is."""
    return str(model.to_schema().description)


def title_zh(model: type[TableModel]) -> str:
    """What one row of the table is, in Chinese."""
    return str(_config(model).get("zh", ""))


def primary_key(model: type[TableModel]) -> tuple[str, ...]:
    """The columns that identify a row."""
    unique = model.to_schema().unique or ()
    return (unique,) if isinstance(unique, str) else tuple(unique)


def foreign_keys(model: type[TableModel]) -> tuple[ForeignKey, ...]:
    """The references of a table, as its model declares them."""
    keys: tuple[ForeignKey, ...] = _config(model).get("foreign_keys", ())
    return keys


def _config(model: type[TableModel]) -> dict[str, Any]:
    return getattr(model.Config, "metadata", None) or {}


@cache
def columns(model: type[TableModel]) -> tuple[Column, ...]:
    """All columns of a table in their order."""
    return tuple(_column(name, column) for name, column in model.to_schema().columns.items())


def _column(name: str, column: PanderaColumn) -> Column:
    metadata = column.metadata or {}
    kind: Type = metadata.get("type") or _TYPES.get(str(column.dtype), "string")
    may_be_empty = metadata.items() >= MAY_BE_EMPTY.items()
    constraints = _constraints(column.checks)
    if not column.nullable and not may_be_empty:
        constraints["required"] = True
    texts = (metadata.get("label_zh", name), metadata.get("description_zh", ""))
    return Column(name, kind, column.nullable, may_be_empty, column.description or "", constraints, *texts)


def _constraints(checks: Iterable[Any]) -> dict[str, Any]:
    """Pandera's checks under the names that Data Package v2 has for them."""
    found: dict[str, Any] = {}
    for check in checks:
        match check.name:
            case "isin":
                found["enum"] = list(check.statistics["allowed_values"])
            case "greater_than_or_equal_to":
                found["minimum"] = check.statistics["min_value"]
            case "less_than_or_equal_to":
                found["maximum"] = check.statistics["max_value"]
            case "str_matches":
                found["pattern"] = str(getattr(check.statistics["pattern"], "pattern", check.statistics["pattern"]))
            case other:
                raise ValueError(f"check {other} has no name in a data package")
    return found
