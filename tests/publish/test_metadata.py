"""datapackage.json, croissant.json and the data contract against the published profiles and the standards' own tools."""

import json
from pathlib import Path

import duckdb
import jsonschema
import pyarrow.parquet as pq
import pytest
import yaml

from pipeline.publish.metadata import CONTRACT, TYPES, describe_table
from schemas import TABLES, base, model

PROFILES = Path(__file__).parents[1] / "data/profiles"


def find_errors(profile: str, described: object) -> list[str]:
    schema = json.loads((PROFILES / profile).read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    return [f"{list(error.path)}: {error.message[:200]}" for error in validator.iter_errors(described)]


def test_data_package_is_valid(output):
    described = json.loads((output / "datapackage.json").read_text(encoding="utf-8"))
    assert find_errors("datapackage.json", described) == []
    assert described["resources"][0]["schema"]["fields"][0]["name"] == "doc_id"


def test_the_profile_refuses_what_is_wrong(output):
    described = json.loads((output / "datapackage.json").read_text(encoding="utf-8"))
    described["resources"][0]["schema"]["foreignKeys"] = []
    assert find_errors("datapackage.json", described)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_frictionless_finds_nothing_wrong(output):
    from frictionless import Package

    report = Package(output / "datapackage.json").validate()
    assert report.flatten(["name", "rowNumber", "fieldName", "message"]) == []
    assert report.stats["tasks"] == len(TABLES)


def test_data_contract_is_valid(output):
    text = (output / CONTRACT).read_text(encoding="utf-8")
    read = yaml.safe_load(text)
    assert read == json.loads(text)
    assert read["schema"] == [describe_table(table).contract for table in TABLES]
    assert find_errors("odcs.json", read) == []


@pytest.mark.parametrize("table", TABLES)
def test_croissant_reads_every_row(output, table):
    croissant = pytest.importorskip(
        "mlcroissant", reason="mlcroissant is not installed: croissant.json is not read by it"
    )
    dataset = croissant.Dataset(jsonld=output / "croissant.json")
    assert dataset.metadata.issues.errors == set()
    assert len(list(dataset.records(record_set=table))) == pq.read_metadata(output / f"{table}.parquet").num_rows


def test_croissant_names_every_column(output):
    described = json.loads((output / "croissant.json").read_text(encoding="utf-8"))
    names = {record["@id"]: [field["name"] for field in record["field"]] for record in described["recordSet"]}
    assert names == {table: [column.name for column in base.columns(model(table))] for table in TABLES}


@pytest.mark.parametrize("table", TABLES)
def test_descriptions_are_seen_in_pyarrow_and_duckdb(output, table):
    path = output / f"{table}.parquet"
    said = {column.name: column.description for column in base.columns(model(table))}
    schema = pq.read_schema(path)
    assert {field.name: field.metadata[b"description"].decode() for field in schema} == said
    key_values = dict(duckdb.sql(f"select key, value from parquet_kv_metadata('{path}')").fetchall())
    assert json.loads(key_values[b"columns"]) == said
    assert key_values[b"description"].decode() == base.title(model(table))


def test_the_three_files_name_the_same_columns():
    for table in TABLES:
        package, croissant, contract = describe_table(table)
        names = [column.name for column in base.columns(model(table))]
        for fields in (package["schema"]["fields"], croissant["field"], contract["properties"]):
            assert [field["name"] for field in fields] == names


def test_every_type_has_a_name_in_every_standard():
    assert set(TYPES) == {column.type for table in TABLES for column in base.columns(model(table))}
