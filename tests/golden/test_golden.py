"""The published tables against the golden ones, which were read line by line against the source.

`make golden` writes them anew (PLEDGES_GOLDEN=write); read the diff before you commit it.
"""

import csv
import json
import os
import shutil
from pathlib import Path

import pytest

from pipeline.run import build
from schemas import TABLES

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent
SOURCES = ROOT / "tests/data/sources"
WRITE = os.environ.get("PLEDGES_GOLDEN") == "write"
FILE_COLUMNS = {"source_path", "source_format", "source_sha256", "converter"}


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    folder = tmp_path_factory.mktemp("golden")
    built = build(ROOT / "raw", folder / "interim", folder / "output")
    assert built.status == 0
    return folder / "output"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize("table", TABLES)
def test_table_is_the_golden_one(output, table):
    if WRITE:
        shutil.copy(output / f"{table}.csv", GOLDEN / f"{table}.csv")
        pytest.fail("golden files were written; a run that writes them proves nothing")
    assert read(output / f"{table}.csv") == read(GOLDEN / f"{table}.csv")


def test_counts(output):
    assert {table: len(read(output / f"{table}.csv")) for table in ("measures", "plan_items", "responsibilities", "targets")} == {
        "measures": 30, "plan_items": 270, "responsibilities": 119 + 4, "targets": 113,
    }  # fmt: skip
    cells = read(output / "cells.csv")
    assert sum(cell["field"].isdigit() for cell in cells) == 120
    assert "unknown" not in {row["kind"] for row in read(output / "numerals.csv")}


def test_the_annotated_measures_are_reproduced(output):
    """tests/gold/quantities_part.csv: spans, values, units, comparators, bases, years, quarters, indicators."""
    with (ROOT / "tests/gold/quantities_part.csv").open(encoding="utf-8-sig", newline="") as handle:
        gold = list(csv.DictReader(handle))
    measures = {row["measure"] for row in gold}
    targets = [row for row in read(output / "targets.csv") if row["measure_id"].split("/")[1] in measures]
    numerals = {
        (r["measure_id"].split("/")[1], r["field"], r["start"], r["end"]): r for r in read(output / "numerals.csv")
    }
    for row in gold:
        key = (row["measure"], row["field"], row["start"], row["end"])
        if row["role"] != "target":
            assert [numerals[key][name] for name in ("kind", "unit", "comparator")] == [
                row["role"],
                row["unit"],
                row["comparator"],
            ]
            continue
        match = [
            t
            for t in targets
            if (t["measure_id"].split("/")[1], t["field"], t["start"], t["end"]) == key and meets(t, row)
        ]
        assert match, row
        targets.remove(match[0])
        assert abs(float(match[0]["value"]) - float(row["value"])) < 1e-3
        names = ("text", "unit", "comparator", "basis", "year", "quarter", "value_max")
        assert [match[0][name] for name in names] == [row[name] for name in names]
    assert targets == []


def meets(target: dict[str, str], row: dict[str, str]) -> bool:
    one, other = "".join(target["indicator"].split()), "".join(row["indicator"].split())
    return one in other or other in one


@pytest.mark.parametrize("suffix", ["txt", "html", "doc", "odt", "rtf"])
def test_every_format_gives_the_same_tables(output, tmp_path, suffix):
    if suffix in ("doc", "odt", "rtf") and shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    raw = tmp_path / "raw"
    raw.mkdir()
    shutil.copy(SOURCES / f"responsibility_list.{suffix}", raw)
    catalogue = (ROOT / "raw/sources.csv").read_text(encoding="utf-8").replace(".docx", f".{suffix}")
    (raw / "sources.csv").write_text(catalogue, encoding="utf-8")
    assert build(raw, tmp_path / "interim", tmp_path / "output").status == 0
    for table in TABLES:
        if table == "findings":  # they name the file
            own, known = (read(folder / "findings.csv") for folder in (tmp_path / "output", output))
            assert [row | {"path": ""} for row in own] == [row | {"path": ""} for row in known]
        elif table != "documents":
            assert (tmp_path / "output" / f"{table}.csv").read_bytes() == (output / f"{table}.csv").read_bytes()
            assert (tmp_path / "output" / f"{table}.parquet").read_bytes() == (output / f"{table}.parquet").read_bytes()
    rows = [
        {k: v for k, v in row.items() if k not in FILE_COLUMNS}
        for path in (output, tmp_path / "output")
        for row in read(path / "documents.csv")
    ]
    assert rows[0] == rows[1]


def test_a_second_run_in_another_folder_gives_the_same_bytes(output, tmp_path):
    assert build(ROOT / "raw", tmp_path / "interim", tmp_path / "elsewhere").status == 0
    for path in output.iterdir():
        assert path.read_bytes() == (tmp_path / "elsewhere" / path.name).read_bytes(), path.name


@pytest.mark.parametrize("table", TABLES)
def test_every_tool_loads_the_tables(output, table):
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow.parquet as pq

    parquet = output / f"{table}.parquet"
    rows = len(read(output / f"{table}.csv"))
    assert {
        len(pd.read_parquet(parquet)),
        len(pd.read_csv(output / f"{table}.csv")),
        pl.read_parquet(parquet).height,
        pq.read_table(parquet).num_rows,
        duckdb.sql(f"select count(*) from '{parquet}'").fetchall()[0][0],
        duckdb.sql(f"select count(*) from read_csv('{output / table}.csv')").fetchall()[0][0],
    } == {rows}
    assert all(field.metadata and field.metadata[b"description"] for field in pq.read_schema(parquet))


def test_a_spreadsheet_shows_chinese_and_makes_no_dates(output):
    content = (output / "targets.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert "湛江市商务局" in (output / "departments.csv").read_text(encoding="utf-8-sig")
    assert {row["text"] for row in read(output / "targets.csv") if row["value_max"]} == {"1-2个", "3-4场"}


def test_the_data_package_describes_the_files(output):
    package = json.loads((output / "datapackage.json").read_text(encoding="utf-8"))
    paths = {path for r in package["resources"] for path in (r["path"], r["parquet"]["path"])}
    assert paths == {f"{t}.{s}" for t in TABLES for s in ("csv", "parquet")}
