"""What the tables are, for programs: a data package, a Croissant file and a data contract, made in one walk.

Data Package v2 (https://datapackage.org): its resources are the CSV files; each names its Parquet twin under `parquet` (a
property of ours, as the standard allows), because the standard's own validator can not read a null integer from Parquet.
Croissant 1.0 (https://docs.mlcommons.org/croissant), for machine learning catalogues: the Parquet files.
Open Data Contract 3.1 (https://bitol.io), for data catalogues; its YAML is written as JSON, which YAML reads.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import __version__
from pipeline.store.records import LIST_SEPARATOR
from schemas import TABLES, base, labels, model

_ASSETS = Path(__file__).parent / "assets"
PACKAGE, CROISSANT, CONTRACT = "datapackage.json", "croissant.json", "pledges.odcs.yaml"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TABLE_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
_TITLE = "Government responsibility lists: measures, units, plans, targets"
DESCRIPTION = "Who has to do what by when, and every number to be reached, with its place in the document."
LICENCE = {"name": "Apache-2.0", "title": "Apache License 2.0", "path": "https://www.apache.org/licenses/LICENSE-2.0"}
KEYWORDS = ("China", "policy", "responsibility list", "工作责任清单", "targets")
CSV_NOTE = (
    "A text that a spreadsheet would run, turn into a date or round (twelve digits and more) has an apostrophe in front, and so "
    "has one that begins with an apostrophe: take one leading apostrophe away."
)


class Types(NamedTuple):
    """What each standard calls a type of ours. A list in a CSV is a text: the profile of the package has no type `list`."""

    package: str
    croissant: str
    logical: str
    physical: str


TYPES: dict[base.Type, Types] = {
    "string": Types("string", "sc:Text", "string", "VARCHAR"),
    "integer": Types("integer", "sc:Integer", "integer", "BIGINT"),
    "number": Types("number", "sc:Float", "number", "DOUBLE"),
    "boolean": Types("boolean", "sc:Boolean", "boolean", "BOOLEAN"),
    "date": Types("date", "sc:Date", "date", "DATE"),
    "list": Types("string", "sc:Text", "array", "VARCHAR[]"),
    "numbers": Types("string", "sc:Float", "array", "DOUBLE[]"),
}


class Described(NamedTuple):
    """A table, or a column, as each of the three says it."""

    package: dict[str, Any]
    croissant: dict[str, Any]
    contract: dict[str, Any]


def write_metadata(folder: Path, hashes: Mapping[str, str]) -> None:
    """Write the three files about the tables that lie in `folder`; `hashes` are the SHA-256 of their files by name."""
    for name, described in _describe(folder, hashes).items():
        (folder / name).write_text(json.dumps(described, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _describe(folder: Path, hashes: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """The three descriptions of the dataset that lies in `folder`, by the names of their files."""
    package, croissant, contract = zip(*map(describe_table, TABLES), strict=True)
    resources = [_add_files(folder, hashes, table, told) for table, told in zip(TABLES, package, strict=True)]
    files = [_describe_parquet(folder / f"{table}.parquet", hashes) for table in TABLES]
    return {
        PACKAGE: _package(resources),
        CROISSANT: _croissant(files, list(croissant)),
        CONTRACT: _contract(list(contract)),
    }


def _package(resources: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "$schema": PROFILE,
        "name": "policy-pledges",
        "title": _TITLE,
        "description": DESCRIPTION,
        "version": __version__,
        "keywords": list(KEYWORDS),
        "licenses": [LICENCE],
        "resources": resources,
    }


def _croissant(files: list[dict[str, Any]], tables: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "@context": json.loads((_ASSETS / "croissant_context.json").read_text(encoding="utf-8")),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "policy-pledges",
        "description": DESCRIPTION,
        "version": __version__,
        "license": LICENCE["path"],
        "keywords": list(KEYWORDS),
        "inLanguage": "zh-CN",
        "distribution": files,
        "recordSet": tables,
    }


def _contract(tables: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "apiVersion": "v3.1.0",
        "kind": "DataContract",
        "id": "policy-pledges",
        "name": _TITLE,
        "version": __version__,
        "status": "active",
        "description": {"purpose": DESCRIPTION},
        "servers": [{"server": "files", "type": "local", "path": "./*.parquet", "format": "parquet"}],
        "schema": tables,
    }


def _describe_file(path: Path, hashes: Mapping[str, str]) -> dict[str, Any]:
    return {"path": path.name, "bytes": path.stat().st_size, "hash": f"sha256:{hashes[path.name]}"}


def _add_files(folder: Path, hashes: Mapping[str, str], table: str, described: dict[str, Any]) -> dict[str, Any]:
    """A resource of the package with its files: what `describe_table` says stands between them."""
    parquet = _describe_file(folder / f"{table}.parquet", hashes)
    if f"{table}.csv" not in hashes:
        told = {name: value for name, value in described.items() if name not in (*_CSV, "description")}
        return {"name": table, **parquet, "type": "table", **_PARQUET, **told}
    return {"name": table, **_describe_file(folder / f"{table}.csv", hashes), **described, "parquet": parquet}


def _describe_parquet(path: Path, hashes: Mapping[str, str]) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": path.name,
        "name": path.name,
        "contentUrl": path.name,
        "contentSize": f"{path.stat().st_size} B",
        "encodingFormat": "application/x-parquet",
        "sha256": hashes[path.name],
    }


_PARQUET = {"format": "parquet", "mediatype": "application/vnd.apache.parquet"}
_CSV = {
    "type": "table",
    "format": "csv",
    "mediatype": "text/csv",
    "encoding": "utf-8",
    "dialect": {"delimiter": ",", "lineTerminator": "\n"},
}


@cache
def describe_table(table: str) -> Described:
    """A table with its columns and keys, as each of the three says it; the one walk."""
    declared = model(table)
    title, key, references = base.title(declared), base.primary_key(declared), base.foreign_keys(declared)
    columns = [_describe_column(table, column, key, references) for column in base.columns(declared)]
    fields, croissant_fields, properties = (list(part) for part in zip(*columns, strict=True))
    schema = {"$schema": TABLE_PROFILE, "fields": fields, "primaryKey": list(key), "missingValues": [""]}
    if references:  # the profile allows no empty list
        schema["foreignKeys"] = [_refer(reference) for reference in references]
    package = {"title": title, "description": CSV_NOTE, **_CSV, "schema": schema}
    keys = [{"@id": f"{table}/{name}"} for name in key]
    croissant = {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": title,
        "key": keys[0] if len(keys) == 1 else keys,
        "field": croissant_fields,
    }
    contract = {
        "name": table,
        "businessName": labels.TABLES[table].zh if table in labels.TABLES else table,
        "logicalType": "object",
        "physicalType": "table",
        "physicalName": f"{table}.parquet",
        "description": title,
        "properties": properties,
    }
    if references:
        contract["relationships"] = [
            {"type": "foreignKey", "from": _names(table, to.columns), "to": _names(to.table, to.key)}
            for to in references
        ]
    return Described(package, croissant, contract)


def _refer(reference: base.ForeignKey) -> dict[str, Any]:
    target = {"resource": reference.table, "fields": list(reference.key)}
    return {"fields": list(reference.columns), "reference": target}


def _names(table: str, columns: tuple[str, ...]) -> str | list[str]:
    names = [f"{table}.{column}" for column in columns]
    return names[0] if len(names) == 1 else names


def _describe_column(
    table: str, column: base.Column, key: tuple[str, ...], references: tuple[base.ForeignKey, ...]
) -> Described:
    types = TYPES[column.type]
    package: dict[str, Any] = {"name": column.name, "type": types.package, "description": column.description}
    croissant: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table}/{column.name}",
        "name": column.name,
        "description": column.description,
        "dataType": types.croissant,
        "source": {"fileObject": {"@id": f"{table}.parquet"}, "extract": {"column": column.name}},
    }
    contract: dict[str, Any] = {
        "name": column.name,
        "businessName": column.label_zh,
        "logicalType": types.logical,
        "physicalType": types.physical,
        "description": column.description,
        "required": not column.is_nullable,
    }
    if column.type in ("list", "numbers"):  # never required: no entry is an empty cell
        package["description"] += f" (a list, joined by {LIST_SEPARATOR})"
        croissant["repeated"] = True
        contract["items"] = {"logicalType": "string" if column.type == "list" else "number"}
    elif column.constraints:
        package["constraints"] = column.constraints
    for to in references:
        if to.columns == (column.name,):
            croissant["references"] = {"field": {"@id": f"{to.table}/{to.key[0]}"}}
    if column.name in key:
        contract |= {"primaryKey": True, "primaryKeyPosition": key.index(column.name) + 1, "unique": len(key) == 1}
    return Described(package, croissant, contract | _describe_values(column))


def _describe_values(column: base.Column) -> dict[str, Any]:
    """What the contract says of the values that a column may hold."""
    described: dict[str, Any] = {}
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
