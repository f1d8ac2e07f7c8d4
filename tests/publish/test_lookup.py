"""A row is found by its key as a search of the whole table finds it; what the statistics rule out is not read."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.__main__ import main
from pipeline.publish.page_words import RULE_NAMES
from pipeline.store.lookup import find_row, find_rows
from schemas import TABLES


@pytest.mark.parametrize("table", TABLES)
def test_every_row_is_found_by_its_key_and_by_any_column(output, table):
    rows = pq.read_table(output / f"{table}.parquet")
    for name in rows.column_names:
        if rows.schema.field(name).type == pa.string():
            values = rows[name].drop_null().unique().to_pylist()[:20]
            for value in [*values, "nothing", ""]:
                expected = [row for row in rows.to_pylist() if row[name] == value]
                assert list(find_rows(output, table, name, value)) == expected
    key = rows.column_names[0]
    assert find_row(output, table, rows[key][0].as_py()) == rows.to_pylist()[0]
    assert find_row(output, table, "nothing") is None


@given(st.lists(st.lists(st.sampled_from(["", "a", "b", "报", "𠮷", None]), max_size=4), max_size=5), st.integers(1, 5))
def test_any_row_groups_give_what_a_scan_gives(tmp_path_factory, groups, times):
    folder = tmp_path_factory.mktemp("table")
    schema = pa.schema([("key", pa.string()), ("n", pa.int64())])
    rows = []
    with pq.ParquetWriter(folder / "t.parquet", schema) as writer:
        for group in groups:
            own = [{"key": key, "n": len(rows) + at} for at, key in enumerate(group)]
            rows += own
            writer.write_table(pa.Table.from_pylist(own, schema), row_group_size=times)
    for key in ("", "a", "b", "报", "𠮷", "c"):
        expected = [row for row in rows if row["key"] == key]
        assert list(find_rows(folder, "t", "key", key)) == expected
        assert list(find_rows(folder, "t", "key", key, ["n"])) == [{"n": row["n"]} for row in expected]
        assert find_row(folder, "t", key) == next(iter(expected), None)


def test_what_the_statistics_rule_out_is_not_read(tmp_path, monkeypatch):
    with pq.ParquetWriter(tmp_path / "t.parquet", pa.schema([("key", pa.string())])) as writer:
        for letter in "acegi":
            writer.write_table(pa.table({"key": [f"{letter}/1", f"{letter}/2"]}))
    read, original = [], pq.ParquetFile.read_row_group

    def note(file, group, *more, **options):
        read.append(group)
        return original(file, group, *more, **options)

    monkeypatch.setattr(pq.ParquetFile, "read_row_group", note)
    assert [row["key"] for row in find_rows(tmp_path, "t", "key", "e/2")] == ["e/2"]
    assert set(read) == {2}
    assert list(find_rows(tmp_path, "t", "key", "d/1")) == []
    assert set(read) == {2}


def test_no_dataset(tmp_path):
    with pytest.raises(FileNotFoundError):
        find_row(tmp_path, "measures", "x")


@pytest.mark.parametrize(
    ("language", "label"), [("en", RULE_NAMES["flow_noun"].en), ("zh", RULE_NAMES["flow_noun"].zh)]
)
def test_a_shown_target_says_why_each_of_its_attributes_is_so(output, capsys, language, label):
    rules = {row["target_id"]: row["rule"] for row in pq.read_table(output / "targets.parquet").to_pylist()}
    key = next(key for key, rule in rules.items() if "/flow_noun/" in rule)
    assert main(["--lang", language, "show", key, "--output", str(output)]) == 0
    said = [line.strip().partition(": ") for line in capsys.readouterr().out.splitlines()]
    reasons = {name: meant for name, mark, meant in said if mark}
    assert reasons["flow_noun"] == label
    assert [name for name in rules[key].split("/") if name not in reasons] == []
