"""metadata.json beside pledges.sqlite, for Datasette: titles, descriptions, facets, the cookbook's queries as canned ones.

`datasette pledges.sqlite -m metadata.json` (https://docs.datasette.io/en/stable/metadata.html). No column has a unit of its own:
`unit` and `base_unit` of the row say it, so descriptions do, too. The queries are those of docs/cookbook.md (a test compares them).
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from pipeline.publish.metadata import DESCRIPTION, LICENCE
from schemas import TABLES, base, labels, model

_FILE = "metadata.json"
_QUERIES = Path(__file__).parents[1] / "assets/queries.csv"
_FACETS = ("year", "region", "province", "function", "indicator_name", "code")  # besides the columns of closed values
_MOST_FACETS = 5
_LABELS = ("name", "name_zh", "title", "text", "message")  # the first of them names a row where a key points to it


def write_datasette(folder: Path) -> None:
    """Write the description of `pledges.sqlite`; the same for every dataset."""
    text = json.dumps(describe_database(), ensure_ascii=False, indent=2)
    (folder / _FILE).write_text(text + "\n", encoding="utf-8")


def describe_database() -> dict[str, Any]:
    """What Datasette shows of the database."""
    return {
        "title": "Policy Pledges",
        "description": DESCRIPTION,
        "license": LICENCE["title"],
        "license_url": LICENCE["path"],
        "databases": {
            "pledges": {
                "tables": {table: _describe_table(table) for table in TABLES},
                "queries": {name: {"sql": sql, "title": f"{zh} · {en}"} for name, en, zh, sql in _read_queries()},
            }
        },
    }


def _describe_table(table: str) -> dict[str, Any]:
    declared = model(table)
    columns = base.columns(declared)
    named = {column.name for column in columns}
    closed = [column.name for column in columns if column.constraints.get("enum")]
    facets = [name for name in dict.fromkeys((*_FACETS, *closed)) if name in named][:_MOST_FACETS]
    title = labels.TABLES[table].zh if table in labels.TABLES else table
    described: dict[str, Any] = {
        "title": f"{title} {table}",
        "description": base.title(declared),
        "columns": {column.name: f"{column.label_zh} · {column.description}" for column in columns},
        "facets": facets,
    }
    if label := next((name for name in _LABELS if name in named), None):
        described["label_column"] = label
    return described


def _read_queries() -> list[tuple[str, ...]]:
    with _QUERIES.open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    return [tuple(row) for row in rows]
