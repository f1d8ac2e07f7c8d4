"""pledges.sqlite: the tables with their keys and a few views, for whoever asks in SQL.

SQLite and not DuckDB: its file format is the same in every version and every tool reads it (Datasette, DBeaver, QGIS,
Excel through ODBC, Python without a package), while DuckDB reads our Parquet files as they are.
A list is JSON (`json_each`), a truth value 0 or 1. The same tables give the same bytes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.publish.datasette.describe import write_datasette
from pipeline.publish.search import FILE, write_search
from schemas import TABLES, base, model

_BATCH = 50_000  # rows
_TYPES = {
    "string": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "date": "TEXT",
    "list": "TEXT",
    "numbers": "TEXT",
}
VIEWS = """
CREATE VIEW lead_units AS  -- a measure's lead (or responsible) units in one cell
SELECT measure_id, group_concat(name, '、') AS lead_units FROM (
    SELECT DISTINCT r.measure_id, d.name FROM responsibilities r JOIN departments d USING (department_id)
    WHERE r.role IN ('lead', 'responsible') ORDER BY r.measure_id, r.role, r.position)
GROUP BY measure_id;

CREATE VIEW target_details AS  -- a target with its measure and lead units in one row
SELECT t.target_id, o.region, o.title, m.number AS measure, l.lead_units, t.year, t.quarter, t.indicator, t.indicator_id,
    t.comparator, t.value, t.value_max, t.unit, t.dimension, t.basis, t.text, t.context, m.text AS measure_text,
    t.measure_id, m.doc_id
FROM targets t JOIN measures m USING (measure_id) JOIN documents o USING (doc_id) LEFT JOIN lead_units l USING (measure_id);

CREATE VIEW yearly_values AS  -- an indicator's value in a year: the year's own, or the sum of its quarters
SELECT measure_id, coalesce(indicator_id, indicator) AS indicator_key, min(indicator) AS indicator, unit, dimension, basis, year,
    coalesce(max(CASE WHEN quarter IS NULL THEN value END), sum(CASE WHEN quarter IS NOT NULL THEN value END)) AS value,
    count(*) AS targets
FROM targets WHERE year IS NOT NULL AND restates IS NULL GROUP BY measure_id, indicator_key, unit, dimension, basis, year;

CREATE VIEW money_by_unit_and_year AS  -- amounts (CNY) that a lead unit's targets name; of different indicators, not one budget
SELECT d.department_id, d.name, y.year, y.basis, count(*) AS indicators, sum(y.value) AS total
FROM yearly_values y
JOIN (SELECT DISTINCT measure_id, department_id FROM responsibilities WHERE role IN ('lead', 'responsible')) r USING (measure_id)
JOIN departments d USING (department_id)
WHERE y.dimension = 'money' GROUP BY d.department_id, y.year, y.basis;
"""


def write_database(folder: Path) -> None:
    """Write `pledges.sqlite` of the Parquet files that lie in `folder`, and beside it what Datasette shows of it."""
    write_datasette(folder)
    path = folder / FILE
    path.unlink(missing_ok=True)
    # Nobody else reads the file before it is whole, and a broken run throws it away: no journal.
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        database.execute("BEGIN")
        for table in TABLES:
            database.execute(declare(table))
            _fill(database, table, folder / f"{table}.parquet")
        _describe(database)
        write_search(database)
        database.execute("COMMIT")
        database.executescript(VIEWS + _wide_view(database))
        database.execute("VACUUM")


def declare(table: str) -> str:
    """The statement that makes a table: types, keys, references, allowed values."""
    declared = model(table)
    lines = [_declare_column(column) for column in base.columns(declared)]
    lines.append(f"PRIMARY KEY ({_names(base.primary_key(declared))})")
    lines += [
        f"FOREIGN KEY ({_names(key.columns)}) REFERENCES {key.table} ({_names(key.key)})"
        for key in base.foreign_keys(declared)
    ]
    return f"CREATE TABLE {table} (\n    " + ",\n    ".join(lines) + "\n)"


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _declare_column(column: base.Column) -> str:
    line = f'"{column.name}" {_TYPES[column.type]}' + ("" if column.is_nullable else " NOT NULL")
    if allowed := column.constraints.get("enum"):
        line += f""" CHECK ("{column.name}" IN ({", ".join(f"'{value}'" for value in allowed)}))"""
    return line


def _fill(database: sqlite3.Connection, table: str, path: Path) -> None:
    marks = ", ".join("?" * len(base.columns(model(table))))
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_BATCH):
            database.executemany(f"INSERT INTO {table} VALUES ({marks})", _rows(batch.to_pydict()))


def _rows(columns: dict[str, list[Any]]) -> Iterator[tuple[Any, ...]]:
    lists = [[_plain(value) for value in values] for values in columns.values()]
    return zip(*lists, strict=True)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _describe(database: sqlite3.Connection) -> None:
    """The data dictionary as a table of its own: a database file has no place for comments."""
    database.execute(
        "CREATE TABLE data_dictionary (table_name TEXT, column_name TEXT, description TEXT, label_zh TEXT, description_zh TEXT, "
        "PRIMARY KEY (table_name, column_name))"
    )
    rows = [
        (table, column.name, column.description, column.label_zh, column.description_zh)
        for table in TABLES
        for column in base.columns(model(table))
    ]
    database.executemany("INSERT INTO data_dictionary VALUES (?, ?, ?, ?, ?)", rows)


def _wide_view(database: sqlite3.Connection) -> str:
    """A view with a column a year: its columns are the years that the dataset has."""
    found = database.execute("SELECT DISTINCT year FROM targets WHERE year IS NOT NULL ORDER BY year")
    years = [f', max(CASE WHEN year = {int(year)} THEN value END) AS "{int(year)}"' for (year,) in found.fetchall()]
    return (
        "CREATE VIEW indicator_by_year AS  -- an indicator of a measure, a column a year\n"
        f"SELECT measure_id, indicator_key, min(indicator) AS indicator, unit, basis{''.join(years)}\n"
        "FROM yearly_values GROUP BY measure_id, indicator_key, unit, basis;"
    )
