"""Every promised file is written for any number of documents, and what a file can not hold is said."""

import json
import sqlite3

import openpyxl
import pyarrow.parquet as pq
import pytest

from pipeline.__main__ import main
from pipeline.publish.excel import workbook
from pipeline.run import Options, build
from tests.publish.test_metadata import find_errors
from tests.run.builders import fill, hash_folder

MANY = 25  # more than share one page of the report


@pytest.fixture
def folder(tmp_path):
    fill(tmp_path / "raw", MANY)
    return tmp_path


def run(folder, **options):
    return build(folder / "raw", folder / "interim", folder / "output", options=Options(**options))


def sheets(folder):
    return openpyxl.load_workbook(folder / "output/pledges.xlsx")  # not read_only, which keeps the file open


def test_database_and_workbook_have_every_document(folder):
    built = run(folder)
    with sqlite3.connect(folder / "output/pledges.sqlite") as database:
        assert database.execute("SELECT count(*) FROM documents").fetchone() == (MANY,)
        assert database.execute("SELECT count(*) FROM search").fetchone()[0] > MANY
    book = sheets(folder)
    titles = pq.read_table(folder / "output/documents.parquet").column("title").to_pylist()
    first = [row[0] for row in book[workbook.LIST_SHEET].iter_rows(max_col=1, values_only=True)]
    assert [text for text in first if text in titles] == titles
    assert book[workbook.name_sheet("measures")].max_row == built.counts.rows["measures"] + 1


def test_the_summary_names_what_lies_in_the_folder(folder, capsys):
    asked = ["build", "--jobs", "0"]
    for place in ("raw", "interim", "output"):
        asked += [f"--{place}", str(folder / place)]
    main([*asked, "--without", "xlsx"])
    said = next(line for line in capsys.readouterr().out.split("\n") if line.startswith("dataset"))
    assert "pledges.sqlite" in said
    assert f"{MANY} pages in report/" in said
    assert "pledges.xlsx" not in said
    assert not (folder / "output/pledges.xlsx").exists()
    main(asked)  # what is left out is a part of what was asked for: it is written now
    assert "pledges.xlsx" in capsys.readouterr().out
    top = {
        path.name
        for path in (folder / "output").iterdir()
        if path.is_file() and path.suffix not in (".csv", ".parquet")
    }
    assert all(name in top for name in ("pledges.sqlite", "pledges.xlsx", "report.html", "datapackage.json"))


def test_without_csv_the_dataset_is_its_parquet_files(folder, capsys):
    """What a large archive is read by; its CSVs are most of what a change of one document costs."""
    run(folder, without=("sqlite", "xlsx"))
    whole = hash_folder(folder / "output")
    assert run(folder, without=("csv", "sqlite", "xlsx")).status == 0
    bare = hash_folder(folder / "output")
    tables = {name: sha for name, sha in bare.items() if name.endswith(".parquet")}
    assert not [name for name in bare if name.endswith(".csv")]
    assert tables == {name: sha for name, sha in whole.items() if name.endswith(".parquet")}
    package = json.loads((folder / "output/datapackage.json").read_text(encoding="utf-8"))
    assert find_errors("datapackage.json", package) == []
    resources = package["resources"]
    assert {one["path"]: one["hash"].removeprefix("sha256:") for one in resources} == tables
    assert {one["format"] for one in resources} == {"parquet"}
    assert main(["diff", str(folder / "output"), str(folder / "output")]) == 0
    assert run(folder, without=("csv", "sqlite", "xlsx")).is_current
    run(folder, without=("sqlite", "xlsx"))
    assert hash_folder(folder / "output") == whole


def test_a_table_that_a_sheet_can_not_hold_says_so_in_the_file_and_as_a_finding(folder, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_SHEET_ROWS", 12)
    built = run(folder)
    told = [finding for finding in built.own if finding.code == "W08"]
    assert workbook.name_sheet("documents") in [finding.place for finding in told]
    assert "10" in told[0].message
    assert "W08" in (folder / "interim/findings.csv").read_text(encoding="utf-8-sig")
    rows = list(sheets(folder)[workbook.name_sheet("documents")].iter_rows(values_only=True))
    assert len(rows) == 12
    assert f"{MANY - 10} more rows: see documents.csv" in rows[-1][0]
    listed = [row[0] or "" for row in sheets(folder)[workbook.LIST_SHEET].iter_rows(max_col=1, values_only=True)]
    assert len(listed) <= 12
    assert "cells.csv" in listed[-1]
    assert run(folder).is_current
