"""The data package: what the tables are, for programs (Data Package v2, https://datapackage.org).

Its resources are the CSV files; each names its Parquet twin under `parquet` (a property of ours, as the standard
allows), because the standard's own validator can not read a null integer from Parquet.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.store.records import LIST_MARK
from schemas import TABLES, base, model

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TABLE_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
TITLE = "Government responsibility lists: measures, units, plans, targets"
DESCRIPTION = "Who has to do what by when, and every number to be reached, with its place in the document."
LICENCE = {"name": "Apache-2.0", "title": "Apache License 2.0", "path": "https://www.apache.org/licenses/LICENSE-2.0"}
KEYWORDS = ("China", "policy", "responsibility list", "工作责任清单", "targets")
_CSV_NOTE = (
    "A text that a spreadsheet would run or turn into a date has an apostrophe in front, and so has one that begins with "
    "an apostrophe: take one leading apostrophe away."
)


def write_package(folder: Path, hashes: Mapping[str, str]) -> None:
    """Write `datapackage.json` about the tables that lie in `folder`; `hashes` are the SHA-256 of their files by name."""
    text = json.dumps(describe(folder, hashes), ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")


def describe(folder: Path, hashes: Mapping[str, str]) -> dict[str, Any]:
    """Describe the dataset that lies in `folder`, a resource a table."""
    return {
        "$schema": PROFILE,
        "name": "policy-pledges",
        "title": TITLE,
        "description": DESCRIPTION,
        "version": __version__,
        "keywords": list(KEYWORDS),
        "licenses": [LICENCE],
        "resources": [_describe_table(folder, hashes, table) for table in TABLES],
    }


def _describe_file(path: Path, hashes: Mapping[str, str]) -> dict[str, Any]:
    return {"path": path.name, "bytes": path.stat().st_size, "hash": f"sha256:{hashes[path.name]}"}


def _describe_table(folder: Path, hashes: Mapping[str, str], table: str) -> dict[str, Any]:
    return {
        "name": table.replace("_", "-"),
        **_describe_file(folder / f"{table}.csv", hashes),
        "title": base.title(model(table)),
        "description": _CSV_NOTE,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n"},
        "schema": make_schema(table),
        "parquet": _describe_file(folder / f"{table}.parquet", hashes),
    }


def make_schema(table: str) -> dict[str, Any]:
    """The Table Schema of a table: fields, constraints, keys."""
    declared = model(table)
    schema: dict[str, Any] = {
        "$schema": TABLE_PROFILE,
        "fields": [_describe_column(column) for column in base.columns(declared)],
        "primaryKey": list(base.primary_key(declared)),
        "missingValues": [""],
    }
    if keys := base.foreign_keys(declared):  # the profile allows no empty list
        schema["foreignKeys"] = [
            {
                "fields": list(key.columns),
                "reference": {"resource": key.table.replace("_", "-"), "fields": list(key.key)},
            }
            for key in keys
        ]
    return schema


def _describe_column(column: base.Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.description}
    if column.type == "list":
        # The standard has a type `list`, its published profile has not. Never required: no entry is an empty cell.
        return field | {"type": "string", "description": f"{column.description} (a list, joined by {LIST_MARK})"}
    return field | ({"constraints": column.constraints} if column.constraints else {})
