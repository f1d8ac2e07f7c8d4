"""pledges.sqlite and pledges.xlsx: the published rows, keys that hold, views that add up, the same bytes twice."""

import json
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date

import openpyxl
import pyarrow.parquet as pq
import pytest

from pipeline.publish.database import write_database
from pipeline.publish.excel.duties import DUTIES_SHEET
from pipeline.publish.excel.workbook import (
    LIST_SHEET,
    cut_text,
    measure_height,
    name_field,
    name_sheet,
    name_value,
    write_workbook,
)
from schemas import TABLES, base, model


@pytest.fixture
def database(output):
    with closing(sqlite3.connect(output / "pledges.sqlite")) as connection:
        yield connection


@pytest.fixture(scope="module")
def book(output):
    return openpyxl.load_workbook(output / "pledges.xlsx", rich_text=True)


def parquet(output, table):
    return pq.read_table(output / f"{table}.parquet").to_pylist()


@pytest.mark.parametrize("table", TABLES)
def test_sqlite_has_the_rows_of_the_parquet_file(output, database, table):
    names = [column.name for column in base.columns(model(table))]
    lists = {column.name for column in base.columns(model(table)) if column.type in ("list", "numbers")}
    days = {column.name for column in base.columns(model(table)) if column.type == "date"}
    rows = database.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()
    read = [dict(zip(names, row, strict=True)) for row in rows]
    for row in read:
        row.update({name: row[name] and json.loads(row[name]) for name in lists})
        row.update({name: row[name] and date.fromisoformat(row[name]) for name in days})
    assert read == parquet(output, table)


def test_sqlite_keys_hold(database):
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    keys = {row[3]: row[2] for row in database.execute("PRAGMA foreign_key_list(targets)")}
    assert keys == {
        "doc_id": "documents",
        "measure_id": "measures",
        "item_id": "plan_items",
        "restates": "targets",
        "indicator_id": "indicators",
    }
    with pytest.raises(sqlite3.IntegrityError):
        database.execute("INSERT INTO departments SELECT * FROM departments LIMIT 1")


def test_sqlite_describes_itself(database):
    rows = database.execute(
        "SELECT table_name, column_name, description FROM data_dictionary ORDER BY rowid"
    ).fetchall()
    assert rows == [
        (table, column.name, column.description) for table in TABLES for column in base.columns(model(table))
    ]


def test_views(database):
    count = "SELECT count(*) FROM "
    assert database.execute(count + "target_details").fetchone() == database.execute(count + "targets").fetchone()
    row = database.execute(
        "SELECT measure, lead_units, indicator, value FROM target_details WHERE target_id = 'responsibility_list/14/2025/1/1'"
    ).fetchone()
    assert row == ("14", "湛江市工业和信息化局", "5G基站", 18600)
    wide = database.execute(
        """SELECT "2022", "2023", "2024", "2025" FROM indicator_by_year WHERE indicator_key = '5g_base_stations'"""
    ).fetchall()
    assert wide == [(9000, 12000, 15000, 18600)]
    money = database.execute(
        "SELECT year, total FROM money_by_unit_and_year WHERE department_id = '440800/financial_work' AND basis = 'added' ORDER BY year"
    ).fetchall()
    assert money == [(2022, 60e6), (2023, 170e6), (2024, 190e6), (2025, 230e6)]


@pytest.mark.parametrize("write", [write_database, write_workbook])
def test_same_tables_same_bytes(output, tmp_path, write):
    for path in output.glob("*.parquet"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    write(tmp_path)
    made = next(path for path in tmp_path.iterdir() if path.suffix in (".sqlite", ".xlsx"))
    assert made.read_bytes() == (output / made.name).read_bytes()


@pytest.mark.parametrize("table", TABLES)
def test_workbook_has_the_rows_as_numbers_and_texts(output, book, table):
    sheet = book[name_sheet(table)]
    columns = base.columns(model(table))
    head = [str(cell.value).split("\n") for cell in sheet[1]]
    assert head == [[column.label_zh, column.name] for column in columns]
    assert sheet.freeze_panes == "B2"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.print_title_rows) == (
        "landscape",
        0,
        "$1:$1",
    )
    rows = parquet(output, table)
    assert sheet.max_row == len(rows) + 1
    for cells, row in zip(sheet.iter_rows(min_row=2), rows, strict=True):
        for cell, column in zip(cells, columns, strict=True):
            expected = name_value(row[column.name], column.name, "enum" in column.constraints)
            if isinstance(expected, float):
                assert cell.value == pytest.approx(expected, rel=1e-15)  # Excel keeps 16 digits
            elif isinstance(expected, date):
                assert cell.value.date() == expected
            else:
                assert cell.value == (None if expected == "" else expected)
            assert cell.data_type != "f"


def test_workbook_speaks_chinese(book):
    words = {str(cell.value) for row in book[name_sheet("targets")].iter_rows(min_row=2) for cell in row}
    assert {"超过", "当期发生", "元", "金额"} <= words
    assert not {"gt", "flow", "CNY", "money"} & words


def test_workbook_lists_the_tasks_of_every_department(output, book):
    heads, *rows = book[DUTIES_SHEET].iter_rows(values_only=True)
    assert heads[0] == "单位\nDepartment"
    parts = {(row["measure_id"], row["department_id"]) for row in parquet(output, "responsibilities")}
    planned = Counter(row["measure_id"] for row in parquet(output, "plan_items"))
    assert len(rows) == sum(max(1, planned[measure]) for measure, _ in parts)
    own = [row for row in rows if row[0] == "湛江市邮政管理局" and row[1] == "牵头" and row[4] == "2022年"]
    assert "快递年业务量：超过1000万件\n农业产值：不少于5000万元\n就业人数：不少于500人" in [row[6] for row in own]


def test_workbook_marks_the_targets_in_the_list(output, book):
    sheet = book[LIST_SHEET]
    assert [cell.value for cell in sheet[2]] == [
        "具体措施",
        *(f"{y}年工作计划" for y in range(2022, 2026)),
        "牵头单位",
        "配合单位",
    ]
    cell = sheet.cell(16, 5).value
    assert "".join(map(str, cell)) == "年度累计5G基站18600个。"
    assert [str(piece) for piece in cell if getattr(piece, "font", None) and piece.font.b] == ["18600个"]
    texts = {"".join(map(str, c.value)) if isinstance(c.value, list) else c.value for r in sheet.iter_rows() for c in r}
    assert {row["text"] for row in parquet(output, "cells") if row["text"]} <= texts


CUT = [
    ("abc", {}, ["abc"]),
    ("abc", {(0, 1): "x"}, ["x", "a", "bc"]),
    ("abc", {(1, 3): "x"}, ["a", "x", "bc"]),
    ("abcd", {(2, 3): "y", (0, 1): "x"}, ["x", "a", "b", "y", "c", "d"]),
    ("abcd", {(0, 3): "x", (1, 2): "y"}, ["x", "abc", "d"]),
    ("", {}, []),
]


@pytest.mark.parametrize(("text", "spans", "pieces"), CUT)
def test_cut_text(text, spans, pieces):
    assert cut_text(text, spans) == pieces


@pytest.mark.parametrize(
    ("field", "name"),
    [("2023", "2023年工作计划"), ("2023-2", "2023年工作计划 2"), ("lead_units", "牵头单位"), ("x", "x")],
)
def test_name_field(field, name):
    assert name_field(field) == name


def test_height_grows_with_the_text_and_stops_where_excel_stops():
    assert measure_height("短", 30) == 18
    assert measure_height("一\n二\n三", 30) == 48
    assert measure_height("长" * 5000, 30) == 409
