"""`pledges` says what the tables say that it is joined of, and nothing else."""

import duckdb
import pytest

from pipeline.run import build
from tests.run.builders import make_docx

SAME = {
    "targets": ("target_id", ["doc_id", "measure_id", "indicator", "indicator_id", "series_id", "restates", "year", "quarter", "due_date",
        "comparator", "value", "value_max", "unit", "base_value", "base_value_max", "base_unit", "dimension", "basis", "commitment",
        "text", "context", "field", "start", "end"]),
    "documents": ("doc_id", ["title", "region", "region_code", "region_level", "province", "published"]),
    "measures": ("measure_id", ["section", "source"]),
}  # fmt: skip
ROWS = [
    ["序号", "具体措施", "2024年工作计划", "2025年工作计划", "牵头单位", "配合单位"],
    [
        "1",
        "建设公园，到2025年累计建成公园12个。",
        "建成公园5个。",
        "累计建成公园12个。",
        "市教育局、市商务局",
        "市财政局",
    ],
    ["2", "推进工作。", "新增充电桩5个，占比达到90%。", "无。", "市教育局", ""],
]


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pledges")
    (folder / "raw").mkdir()
    make_docx(folder / "raw/a.docx", ROWS)
    make_docx(
        folder / "raw/b.docx", [["具体措施", "2025年工作计划", "责任单位"], ["1.建园。", "新建公园3个。", "市教育局"]]
    )
    assert build(folder / "raw", folder / "interim", folder / "output").status == 0
    return folder / "output"


@pytest.mark.parametrize("table", SAME)
def test_a_column_is_that_of_its_table(output, table):
    key, columns = SAME[table]
    for column in columns:
        query = f"""SELECT count(*) FROM '{output}/pledges.parquet' p LEFT JOIN '{output}/{table}.parquet' t USING ({key})
            WHERE p."{column}" IS DISTINCT FROM t."{column}" """
        assert duckdb.sql(query).fetchall() == [(0,)], column


def test_every_target_is_one_row_in_its_place(output):
    rows = [
        duckdb.sql(f"SELECT target_id FROM '{output}/{name}.parquet'").fetchall() for name in ("targets", "pledges")
    ]
    assert rows[0] == rows[1] != []


def test_units_are_named_by_role(output):
    query = f"""SELECT DISTINCT measure_id, measure_number, measure_text, lead_units, cooperating_units, responsible_units
        FROM '{output}/pledges.parquet' ORDER BY measure_id"""
    assert duckdb.sql(query).fetchall() == [
        ("a/1", "1", "建设公园，到2025年累计建成公园12个。", ["市教育局", "市商务局"], ["市财政局"], []),
        ("a/2", "2", "推进工作。", ["市教育局"], [], []),
        ("b/1", "1", "建园。", [], [], ["市教育局"]),
    ]


def test_the_csv_says_the_same(output):
    query = f"SELECT lead_units FROM read_csv('{output}/pledges.csv', all_varchar = true) WHERE measure_id = 'a/1'"
    assert set(duckdb.sql(query).fetchall()) == {("市教育局|市商务局",)}
