"""Row groups of several Parquet files, joined by their bytes, are what Arrow reads of them one after the other."""

import io

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.store.row_groups import Reader, RowGroups, read_footer, varint, zigzag
from pipeline.store.segment import render_parquet

SCHEMA = pa.schema(
    [
        pa.field("key", pa.string(), nullable=False, metadata={"description": "a key"}),
        pa.field("value", pa.float64()),
        pa.field("year", pa.int64()),
        pa.field("is_open", pa.bool_()),
        pa.field("aliases", pa.list_(pa.string())),
    ],
    metadata={"table": "test", "description": "数"},
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "key": st.text(max_size=40),
            "value": st.none() | st.floats(allow_nan=False),
            "year": st.none() | st.integers(-(2**63), 2**63 - 1),
            "is_open": st.none() | st.booleans(),
            "aliases": st.none() | st.lists(st.text(max_size=9), max_size=3),
        }
    ),
    max_size=30,
)


def make(rows):
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def join(files):
    out = io.BytesIO()
    groups = RowGroups(out, render_parquet(SCHEMA.empty_table()))
    for file in files:
        groups.append(file)
    groups.finish()
    return out.getvalue()


@given(st.lists(ROWS, max_size=20))
@settings(max_examples=60, deadline=None)
def test_joined_files_hold_the_rows_of_all_in_order(batches):
    tables = [make(rows) for rows in batches]
    joined = pq.ParquetFile(io.BytesIO(join(map(render_parquet, tables))))
    assert joined.read() == pa.concat_tables([SCHEMA.empty_table(), *tables])
    empty = pq.ParquetFile(io.BytesIO(render_parquet(SCHEMA.empty_table())))
    assert joined.schema_arrow.equals(empty.schema_arrow, check_metadata=True)
    filled = [table for table in tables if table.num_rows]
    assert joined.metadata.num_row_groups == len(filled)
    for number, table in enumerate(filled):  # any group alone, as a reader that skips groups reads it
        assert joined.read_row_group(number) == table
        alone, here = (
            pq.ParquetFile(io.BytesIO(render_parquet(table))).metadata.row_group(0),
            joined.metadata.row_group(number),
        )
        for column in range(alone.num_columns):
            assert here.column(column).statistics == alone.column(column).statistics


@given(st.lists(ROWS, max_size=20))
@settings(max_examples=40, deadline=None)
def test_joined_files_are_the_bytes_that_the_library_writes(batches):
    """The law that lets row groups be joined by their bytes: one writer that takes all batches gives the same file."""
    tables = [make(rows) for rows in batches]
    out = io.BytesIO()
    with pq.ParquetWriter(out, SCHEMA, compression="zstd") as writer:
        for table in tables:
            if table.num_rows:
                writer.write_table(table, row_group_size=table.num_rows)
    assert join(map(render_parquet, tables)) == out.getvalue()


def test_files_of_several_row_groups():
    table = make(
        [{"key": f"k{n}", "value": n / 2, "year": n, "is_open": None, "aliases": ["a", "b"]} for n in range(50)]
    )
    out = io.BytesIO()
    pq.write_table(table, out, row_group_size=7)
    assert pq.read_table(io.BytesIO(join([out.getvalue()] * 3))) == pa.concat_tables([table] * 3)


def test_another_reader_takes_it(tmp_path):
    rows = [
        [{"key": f"{b}/{n}", "value": float(n), "year": b, "is_open": True, "aliases": []} for n in range(5)]
        for b in range(40)
    ]
    (tmp_path / "x.parquet").write_bytes(join(render_parquet(make(batch)) for batch in rows))
    said = "SELECT count(*), sum(value), count(DISTINCT key) FROM read_parquet(?) WHERE year >= 20"
    with duckdb.connect() as connection:
        assert connection.execute(said, [str(tmp_path / "x.parquet")]).fetchall() == [(100, 200.0, 100)]


def test_another_schema_is_refused():
    other = render_parquet(pa.table({"key": ["a"]}))
    with pytest.raises(ValueError, match="another schema"):
        join([other])


@pytest.mark.parametrize("content", [b"", b"PAR1", b"no Parquet file at all"])
def test_what_is_no_parquet_file_is_refused(content):
    with pytest.raises(ValueError, match="Parquet"):
        join([content])


def test_a_footer_of_an_unknown_type_is_refused():
    with pytest.raises(ValueError, match="type 14"):
        read_footer(bytes((0x1E, 0)))


@given(st.integers(0, 2**63 - 1))
def test_numbers_go_round(value):
    assert Reader(varint(value)).varint() == value
    assert Reader(zigzag(value)).number().value == value
    assert Reader(zigzag(-value)).number().value == -value
