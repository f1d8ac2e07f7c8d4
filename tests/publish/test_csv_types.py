"""What READMEs say of a CSV's types: as the data package has them, every table reads as its Parquet file does."""

import re
from pathlib import Path

import polars as pl
import pytest

from schemas import TABLES

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
(CODE,) = re.findall(r"^```python\n(import json\n.*?)^```", README, re.DOTALL | re.MULTILINE)
DUCKDB = {"Int64": "BIGINT", "Float64": "DOUBLE", "Boolean": "BOOLEAN", "Date": "DATE", "String": "VARCHAR"}


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_the_types_of_its_parquet_file(output, monkeypatch, table):
    monkeypatch.chdir(output.parent)
    *lines, last = CODE.replace('"pledges"', f'"{table}"').strip().splitlines()
    names: dict[str, object] = {}
    exec("\n".join(lines), names)
    relation = eval(last, names)
    declared = pl.read_parquet_schema(f"output/{table}.parquet")
    wanted = [str(kind) if not isinstance(kind, pl.List) else "String" for kind in declared.values()]
    assert [str(kind) for kind in names["frame"].dtypes] == wanted
    assert [str(kind) for kind in relation.types] == [DUCKDB[kind] for kind in wanted]
    assert len(relation.fetchall()) == names["frame"].height == pl.read_parquet(f"output/{table}.parquet").height


def test_both_guess_otherwise(output):
    """Why the snippet is there: should they ever guess right, it goes."""
    assert str(pl.read_csv(output / "measures.csv").schema["number"]) == "Int64"
    assert str(pl.read_csv(output / "plan_items.csv", infer_schema_length=None).schema["field"]) == "Int64"
