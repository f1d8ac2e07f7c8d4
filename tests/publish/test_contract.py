"""The published tables have the columns and keys of the contract with those who load them: a column may be added, none renamed.

The lists are those of the contract, copied: this test is what a change of a published name has to pass.
"""

import json
import re
import sqlite3
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from schemas import model

COLUMNS = {
    "documents": "doc_id title region region_code source_path source_format source_sha256 converter first_year last_year"
    " measure_count pipeline_version status region_level province published duplicate_of",
    "cells": "doc_id measure_id field text row column page box",
    "measures": "measure_id doc_id number text row page source section",
    "plan_items": "item_id measure_id year position list_number quarter text start end",
    "responsibilities": "responsibility_id measure_id role position department_id text field start end clause",
    "departments": "department_id name short_name kind function region region_code aliases resolution",
    "targets": "target_id doc_id measure_id item_id field year quarter due_date indicator indicator_id series_id restates"
    " value value_max unit base_value base_value_max base_unit dimension comparator basis base text start end context rule",
    "numerals": "doc_id measure_id field start end text kind value value_max unit comparator rule",
    "qualitative_targets": "target_id doc_id quarter due_date dimension",
    "checks": "check_id check status measure_id message message_zh evidence",
    "indicators": "indicator_id name_zh name_en dimension base_unit basis definition source aliases",
    "findings": "finding_id doc_id path place code level message message_zh",
    "pledges": "target_id doc_id title region region_code region_level province published measure_id measure_number section"
    " source measure_text indicator indicator_id indicator_name series_id restates year quarter due_date comparator value"
    " value_max unit base_value base_value_max base_unit dimension basis commitment lead_units cooperating_units"
    " responsible_units text context field start end page",
}
KEYS = {
    "documents": "doc_id",
    "cells": "doc_id measure_id field",
    "measures": "measure_id",
    "plan_items": "item_id",
    "responsibilities": "responsibility_id",
    "departments": "department_id",
    "targets": "target_id",
    "numerals": "doc_id measure_id field start",
    "qualitative_targets": "target_id",
    "checks": "check_id",
    "indicators": "indicator_id",
    "findings": "finding_id",
    "pledges": "target_id",
}
CLOSED = {  # the values that a column may hold
    ("documents", "region_level"): {"national", "province", "city", "county", "town", "other"},
    ("measures", "source"): {"table", "prose", "goal", "indicator"},
    ("responsibilities", "role"): {"lead", "cooperate", "responsible"},
    ("departments", "kind"): {
        "government", "party", "mass_organisation", "vertical", "public_institution", "enterprise", "group",
    },
    ("departments", "resolution"): {"alias", "rule", "unresolved"},
    ("targets", "comparator"): {"eq", "ge", "gt", "le", "lt", "approx", "range"},
    ("targets", "basis"): {"level", "added", "flow", "growth", "reduction"},
    ("numerals", "kind"): {
        "target", "parameter", "reference", "list_number", "year", "date", "quarter", "ordinal", "grade", "name", "indefinite",
        "word", "unknown",
    },
    ("checks", "status"): {"pass", "warn", "fail"},
    ("findings", "level"): {"info", "warning", "error"},
}  # fmt: skip
TABLES = list(COLUMNS)
DOCS = Path(__file__).parents[2] / "docs"


def of_package(output):
    package = json.loads((output / "datapackage.json").read_text(encoding="utf-8"))
    return {one["name"]: [field["name"] for field in one["schema"]["fields"]] for one in package["resources"]}


def of_croissant(output):
    sets = json.loads((output / "croissant.json").read_text(encoding="utf-8"))["recordSet"]
    return {one["name"]: [field["name"] for field in one["field"]] for one in sets}


def of_odcs(output):
    schema = json.loads((output / "pledges.odcs.yaml").read_text(encoding="utf-8"))["schema"]
    return {one["name"]: [field["name"] for field in one["properties"]] for one in schema}


def of_sqlite(output):
    database = sqlite3.connect(output / "pledges.sqlite")
    return {name: [row[1] for row in database.execute(f"PRAGMA table_info({name})")] for name in TABLES}


def of_workbook(output):
    book = openpyxl.load_workbook(output / "pledges.xlsx", read_only=True)
    sheets = (next(book[name].iter_rows(values_only=True), ()) for name in book.sheetnames)
    headings = dict(zip(book.sheetnames, sheets, strict=True))
    return {
        name.rpartition(" ")[2]: [str(text).rpartition("\n")[2] for text in row if text]
        for name, row in headings.items()
    }


def of_csv(output):
    return {name: list(pd.read_csv(output / f"{name}.csv", nrows=0, encoding="utf-8-sig").columns) for name in TABLES}


def of_dictionary(output, name="data-dictionary.md"):
    parts = re.split(r"^## (\w+)$", (DOCS / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {
        name: re.findall(r"^\| `(\w+)`", part, re.MULTILINE)
        for name, part in zip(parts[1::2], parts[2::2], strict=True)
    }


def of_chinese_dictionary(output):
    return of_dictionary(output, "data-dictionary.zh-CN.md")


PUBLICATIONS = (of_package, of_croissant, of_odcs, of_sqlite, of_workbook, of_csv, of_dictionary, of_chinese_dictionary)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_the_columns_of_the_contract(table, output):
    schema = pq.read_schema(output / f"{table}.parquet")
    assert [name for name in COLUMNS[table].split() if name not in schema.names] == []
    assert [field.name for field in schema if b"description" not in (field.metadata or {})] == []


@pytest.mark.parametrize("read", PUBLICATIONS, ids=lambda read: read.__name__)
def test_every_publication_has_all_columns_of_the_files(read, output):
    found = read(output)
    wanted = {name: pq.read_schema(output / f"{name}.parquet").names for name in TABLES}
    assert {name: [c for c in columns if c not in found.get(name, [])] for name, columns in wanted.items()} == {
        name: [] for name in TABLES
    }


@pytest.mark.parametrize("table", TABLES)
def test_the_key_is_that_of_the_contract(table, output):
    key = KEYS[table].split()
    assert list(model(table).Config.unique) == key
    rows = pd.read_parquet(output / f"{table}.parquet", columns=key)
    assert not rows.duplicated().any()
    assert not rows.isna().any(axis=None)


def test_a_target_has_one_key_whether_said_in_figures_or_in_words(output):
    keys = [pd.read_parquet(output / f"{name}.parquet").target_id for name in ("targets", "qualitative_targets")]
    assert pd.concat(keys).is_unique


@pytest.mark.parametrize(("table", "column"), CLOSED)
def test_a_column_allows_the_values_of_the_contract(table, column):
    allowed = {
        value
        for check in model(table).to_schema().columns[column].checks
        if check.name == "isin"
        for value in check.statistics["allowed_values"]
    }
    assert allowed == CLOSED[table, column]
