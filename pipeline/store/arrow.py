"""Records → Arrow: by the annotations of the record, or under the schema that the table's model declares.

The models need pandas, which takes longer to import than a document takes to read: they are imported when they are asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipeline.store.records import columns, plain, values

if TYPE_CHECKING:
    from schemas.base import Column

_ARROW: dict[str, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "list": pa.list_(pa.string()),
    "numbers": pa.list_(pa.float64()),
}


_KINDS = {
    "str": "string",
    "int": "integer",
    "Decimal": "number",
    "bool": "boolean",
    "date": "date",
    "tuple[str, ...]": "list",
    "tuple[float, ...]": "numbers",
}


def make_rows(record: type[Any], records: Sequence[Any]) -> pa.Table:
    """Put records under the Arrow types of their annotations; the merge puts them under the table's schema.

    Raises `pyarrow.ArrowInvalid` for a value of another type.
    """
    names = columns(record)
    found = zip(*values(record, records), strict=True) if records else [()] * len(names)
    types = [_type_of(str(f.type)) for f in fields(record)]
    return pa.table([pa.array(_as_stored(c, t), type=t) for c, t in zip(found, types, strict=True)], names=list(names))


def _as_stored(column: Sequence[Any], kind: pa.DataType) -> Sequence[Any]:
    """Exact numbers as float64; Arrow takes the rest as it is."""
    return [plain(value) for value in column] if kind == pa.float64() else column


@cache
def _type_of(annotation: str) -> pa.DataType:
    """`Decimal | None` is float64, and so on."""
    return _ARROW[_KINDS[annotation.removesuffix(" | None")]]


def make_arrow(table: str, records: Sequence[Any]) -> pa.Table:
    """Put records under the table's Arrow schema. Raises `pyarrow.ArrowInvalid` for a value of another type."""
    schema = make_schema(table)
    arrays = [pa.array([plain(getattr(record, field.name)) for record in records], type=field.type) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


@cache
def make_schema(table: str) -> pa.Schema:
    """The Arrow schema of a table: types, nullability, and the descriptions as metadata."""
    from schemas import base, model

    declared = model(table)
    declared_fields = [
        pa.field(column.name, _ARROW[column.type], column.is_nullable, _words(column))
        for column in base.columns(declared)
    ]
    # DuckDB shows the metadata of the file, not of the fields: the descriptions stand in both.
    said = {column.name: column.description for column in base.columns(declared)}
    metadata: dict[bytes | str, bytes | str] = {
        "table": table,
        "description": base.title(declared),
        "primary_key": json.dumps(base.primary_key(declared)),
        "columns": json.dumps(said, ensure_ascii=False),
        "pandas": json.dumps(_for_pandas(base.columns(declared))),
    }
    return pa.schema(declared_fields, metadata=metadata)


def _for_pandas(columns: Iterable[Column]) -> dict[str, Any]:
    """What tells pandas that an integer stays one where a row has none: a year is 2025, never 2025.0."""
    integers = [column.name for column in columns if column.type == "integer" and column.is_nullable]
    kept = [
        {"name": name, "field_name": name, "pandas_type": "int64", "numpy_type": "Int64", "metadata": None}
        for name in integers
    ]
    return {"index_columns": [], "column_indexes": [], "columns": kept}


def _words(column: Column) -> dict[bytes | str, bytes | str]:
    return {"description": column.description, "label_zh": column.label_zh, "description_zh": column.description_zh}
