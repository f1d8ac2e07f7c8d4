"""Croissant: the same tables for machine learning catalogues (https://docs.mlcommons.org/croissant, version 1.0)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.publish.package import DESCRIPTION, KEYWORDS, LICENCE
from schemas import TABLES, base, model

PARQUET = "application/x-parquet"
# The terms of the standard, as its specification asks every file to carry them.
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
_TYPES = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "list": "sc:Text",
}


def write_croissant(folder: Path, hashes: Mapping[str, str]) -> None:
    """Write `croissant.json` about the Parquet files that lie in `folder`; `hashes` are their SHA-256 by name."""
    text = json.dumps(describe(folder, hashes), ensure_ascii=False, indent=2)
    (folder / "croissant.json").write_text(text + "\n", encoding="utf-8")


def describe(folder: Path, hashes: Mapping[str, str]) -> dict[str, Any]:
    """Describe the dataset that lies in `folder`: a file and a record set a table."""
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "policy-pledges",
        "description": DESCRIPTION,
        "version": __version__,
        "license": LICENCE["path"],
        "keywords": list(KEYWORDS),
        "inLanguage": "zh-CN",
        "distribution": [_describe_file(folder / f"{table}.parquet", hashes) for table in TABLES],
        "recordSet": [_describe_table(table) for table in TABLES],
    }


def _describe_file(path: Path, hashes: Mapping[str, str]) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": path.name,
        "name": path.name,
        "contentUrl": path.name,
        "contentSize": f"{path.stat().st_size} B",
        "encodingFormat": PARQUET,
        "sha256": hashes[path.name],
    }


def _describe_table(table: str) -> dict[str, Any]:
    declared = model(table)
    keys = [{"@id": f"{table}/{name}"} for name in base.primary_key(declared)]
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": base.title(declared),
        "key": keys[0] if len(keys) == 1 else keys,
        "field": [_describe_column(table, column) for column in base.columns(declared)],
    }


def _describe_column(table: str, column: base.Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table}/{column.name}",
        "name": column.name,
        "description": column.description,
        "dataType": _TYPES[column.type],
        "source": {"fileObject": {"@id": f"{table}.parquet"}, "extract": {"column": column.name}},
    }
    if column.type == "list":
        field["repeated"] = True
    for key in base.foreign_keys(model(table)):
        if key.columns == (column.name,):
            field["references"] = {"field": {"@id": f"{key.table}/{key.key[0]}"}}
    return field
