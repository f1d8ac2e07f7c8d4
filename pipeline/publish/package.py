"""The data package: what the tables are, for programs (Data Package v2, https://datapackage.org)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.store import LIST_MARK
from schemas import TABLES, base, model

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_FORMATS = (
    # format, media type, what is appended to the resource's name
    ("csv", "text/csv", ""),
    ("parquet", "application/vnd.apache.parquet", "-parquet"),
)
_CSV_NOTE = (
    "A text that a spreadsheet would run or turn into a date has an apostrophe in front, and so has one that begins with "
    "an apostrophe: take one leading apostrophe away."
)


def write_package(folder: Path) -> None:
    """Write `datapackage.json` about the tables that lie in `folder`."""
    text = json.dumps(describe(folder), ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")


def describe(folder: Path) -> dict[str, Any]:
    """Describe the dataset that lies in `folder`, a CSV and a Parquet resource a table."""
    return {
        "$schema": PROFILE,
        "name": "policy-pledges",
        "title": "Government responsibility lists: measures, units, plans, targets",
        "description": "Who has to do what by when, and every number to be reached, with its place in the document.",
        "version": __version__,
        "resources": [
            _describe_file(folder / f"{table}.{suffix}", table, media, mark)
            for table in TABLES
            for suffix, media, mark in _FORMATS
        ],
    }


def _describe_file(path: Path, table: str, media: str, mark: str) -> dict[str, Any]:
    content = path.read_bytes()
    resource: dict[str, Any] = {
        "name": table.replace("_", "-") + mark,
        "path": path.name,
        "title": base.title(model(table)),
        "type": "table",
        "format": path.suffix[1:],
        "mediatype": media,
        "bytes": len(content),
        "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
        "schema": make_schema(table, mark),
    }
    if media == "text/csv":
        resource |= {
            "description": _CSV_NOTE,
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\n"},
        }
    return resource


def make_schema(table: str, mark: str = "") -> dict[str, Any]:
    """The Table Schema of a table: fields, constraints, keys. `mark` names the resources that references lead to."""
    declared = model(table)
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [_describe_column(column) for column in base.columns(declared)],
        "primaryKey": list(base.primary_key(declared)),
        "foreignKeys": [
            {
                "fields": list(key.columns),
                "reference": {"resource": key.table.replace("_", "-") + mark, "fields": list(key.key)},
            }
            for key in base.foreign_keys(declared)
        ],
        "missingValues": [""],
    }


def _describe_column(column: base.Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.description}
    if column.type == "list":  # never required: an empty list is an empty cell of a CSV
        return field | {"delimiter": LIST_MARK, "itemType": "string"}
    return field | ({"constraints": column.constraints} if column.constraints else {})
