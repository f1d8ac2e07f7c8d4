"""Records → Arrow, under the schema that the table's model declares."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

import pyarrow as pa

from pipeline.store.records import plain
from schemas import base, model

_ARROW: dict[str, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "list": pa.list_(pa.string()),
    "numbers": pa.list_(pa.float64()),
}


def make_arrow(table: str, records: Sequence[Any]) -> pa.Table:
    """Put records under the table's Arrow schema. Raises `pyarrow.ArrowInvalid` for a value of another type."""
    schema = make_schema(table)
    columns = [
        pa.array([plain(getattr(record, field.name)) for record in records], type=field.type) for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


@cache
def make_schema(table: str) -> pa.Schema:
    """The Arrow schema of a table: types, nullability, and the descriptions as metadata."""
    declared = model(table)
    fields = [
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
    }
    return pa.schema(fields, metadata=metadata)


def _words(column: base.Column) -> dict[bytes | str, bytes | str]:
    return {"description": column.description, "label_zh": column.label_zh, "description_zh": column.description_zh}
