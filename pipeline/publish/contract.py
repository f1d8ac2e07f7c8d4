"""The data contract: the tables as an Open Data Contract (ODCS 3.1, https://bitol.io), for data catalogues."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.publish.package import DESCRIPTION, TITLE
from schemas import TABLES, base, labels, model

FILE = "pledges.odcs.yaml"
_LOGICAL = {"string": "string", "integer": "integer", "number": "number", "boolean": "boolean", "list": "array"}
_PHYSICAL = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "list": "VARCHAR[]"}


def write_contract(folder: Path) -> None:
    """Write the contract into `folder` as YAML."""
    (folder / FILE).write_text("\n".join(dump(describe())) + "\n", encoding="utf-8")


def describe() -> dict[str, Any]:
    """The contract: every table, column, key, reference and allowed value."""
    return {
        "apiVersion": "v3.1.0",
        "kind": "DataContract",
        "id": "policy-pledges",
        "name": TITLE,
        "version": __version__,
        "status": "active",
        "description": {"purpose": DESCRIPTION},
        "servers": [{"server": "files", "type": "local", "path": "./*.parquet", "format": "parquet"}],
        "schema": [_describe_table(table) for table in TABLES],
    }


def _describe_table(table: str) -> dict[str, Any]:
    declared = model(table)
    described: dict[str, Any] = {
        "name": table,
        "businessName": labels.TABLES[table].zh if table in labels.TABLES else table,
        "logicalType": "object",
        "physicalType": "table",
        "physicalName": f"{table}.parquet",
        "description": base.title(declared),
        "properties": [_describe_column(column, base.primary_key(declared)) for column in base.columns(declared)],
    }
    if keys := base.foreign_keys(declared):
        described["relationships"] = [
            {
                "type": "foreignKey",
                "from": _name(table, key.columns),
                "to": _name(key.table, key.key),
            }
            for key in keys
        ]
    return described


def _name(table: str, columns: tuple[str, ...]) -> str | list[str]:
    names = [f"{table}.{column}" for column in columns]
    return names[0] if len(names) == 1 else names


def _describe_column(column: base.Column, key: tuple[str, ...]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "businessName": column.label_zh,
        "logicalType": _LOGICAL[column.type],
        "physicalType": _PHYSICAL[column.type],
        "description": column.description,
        "required": not column.is_nullable,
    }
    if column.type == "list":
        described["items"] = {"logicalType": "string"}
    if column.name in key:
        described |= {"primaryKey": True, "primaryKeyPosition": key.index(column.name) + 1, "unique": len(key) == 1}
    options = {name: value for name, value in column.constraints.items() if name in ("minimum", "maximum", "pattern")}
    if options:
        described["logicalTypeOptions"] = options
    if allowed := column.constraints.get("enum"):
        described["quality"] = [
            {
                "type": "library",
                "metric": "invalidValues",
                "arguments": {"validValues": allowed},
                "mustBe": 0,
                "description": "; ".join(f"{value}: {labels.of(value).en}" for value in allowed),
            }
        ]
    return described


def dump(value: Any, indent: str = "") -> Iterator[str]:
    """Write dicts, lists and plain values as lines of YAML; strings as JSON writes them, which YAML reads."""
    entries = value.items() if isinstance(value, dict) else ((None, entry) for entry in value)
    for name, entry in entries:
        head = f"{indent}-" if name is None else f"{indent}{name}:"
        if not isinstance(entry, dict | list):
            yield f"{head} {json.dumps(entry, ensure_ascii=False)}"
        elif name is None and isinstance(entry, dict):
            first, *rest = dump(entry, indent + "  ")
            yield f"{head} {first.strip()}"
            yield from rest
        else:
            yield head
            yield from dump(entry, indent + "  ")
