"""Every answer of the cookbook runs; pandas, SQLite and DuckDB agree; both languages ask the same."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from schemas import TABLES

DOCS = Path(__file__).parents[2] / "docs"
ENGLISH, CHINESE = (DOCS / name for name in ("cookbook.md", "cookbook.zh-CN.md"))
BLOCKS = re.compile(r"^```(python|sql)\n(.*?)^```", re.MULTILINE | re.DOTALL)
PREPARE, *ANSWERS = BLOCKS.findall(ENGLISH.read_text(encoding="utf-8"))
PAIRS = list(zip(ANSWERS[::2], ANSWERS[1::2], strict=True))


def plain(rows) -> list[tuple]:
    return [tuple(None if pd.isna(v) else round(v, 6) if isinstance(v, float) else v for v in row) for row in rows]


def test_there_are_ten_questions_in_both_languages():
    assert len(PAIRS) == 10
    assert [(one[0], two[0]) for one, two in PAIRS] == [("python", "sql")] * 10
    assert BLOCKS.findall(CHINESE.read_text(encoding="utf-8")) == [PREPARE, *ANSWERS]


@pytest.mark.parametrize(("python", "sql"), PAIRS, ids=range(1, 11))
def test_pandas_and_sql_agree(output, monkeypatch, python, sql):
    monkeypatch.chdir(output.parent)
    names: dict[str, object] = {}
    exec(PREPARE[1] + python[1], names)
    answer = names["answer"]
    assert isinstance(answer, pd.DataFrame)
    assert len(answer) > 0
    with closing(sqlite3.connect("output/pledges.sqlite")) as database:
        by_sqlite = plain(database.execute(sql[1]).fetchall())
    duck = duckdb.connect()
    for table in TABLES:
        duck.sql(f"CREATE VIEW {table} AS FROM 'output/{table}.parquet'")
    by_duckdb = plain(duck.sql(sql[1]).fetchall())
    width = answer.shape[1]
    expected = sorted(plain(answer.itertuples(index=False, name=None)), key=repr)
    assert sorted((row[:width] for row in by_sqlite), key=repr) == expected
    assert sorted((row[:width] for row in by_duckdb), key=repr) == expected


@pytest.fixture(scope="module")
def all_tables(real, output):
    """The tables of the first list and of every real document."""
    tables = {}
    for name in TABLES:
        first = pd.read_parquet(output / f"{name}.parquet")
        tables[name] = pd.concat([first, *(one[name] for one in real)]).reset_index(drop=True)
    tables["departments"] = tables["departments"].drop_duplicates("department_id")
    return tables


@pytest.mark.parametrize(("python", "sql"), PAIRS, ids=range(1, 11))
def test_pandas_and_sql_agree_on_many_documents(all_tables, python, sql):
    names: dict[str, object] = {"pd": pd, "read": all_tables.get}
    exec(python[1], names)
    answer = names["answer"]
    with duckdb.connect() as database:
        for name, table in all_tables.items():
            database.register(name, table)
        found = plain(database.sql(sql[1]).fetchall())
    expected = sorted(plain(answer.itertuples(index=False, name=None)), key=repr)
    assert sorted((row[: answer.shape[1]] for row in found), key=repr) == expected


def test_pledges_is_asked_first():
    """Each answer begins with it; 9 and 10 also ask what has no target: measures without one, what was lost."""
    assert [n for n, (python, sql) in enumerate(PAIRS, 1) if 'read("pledges")' not in python[1]] == [10]
    assert [
        n for n, (python, sql) in enumerate(PAIRS, 1) if "pledges p" not in sql[1] and "FROM pledges" not in sql[1]
    ] == [10]


def test_plausible_answers_on_many_documents(all_tables):
    """What the documents say, written down by hand: reports name no units, and what each question has to find in the plans."""
    answers = []
    for python, _ in PAIRS:
        names: dict[str, object] = {"pd": pd, "read": all_tables.get}
        exec(python[1], names)
        answers.append(names["answer"])
    due, grown, money, bound, leads, together, quarters, said, silent, odd = answers
    pledges = all_tables["pledges"]
    assert len(due) > 100
    assert {"湛江市商务局", "上海市交通委员会"} <= set(due.name)
    assert grown.base_value.tolist()[:4] == [9000, 12000, 15000, 18600]
    assert set(money.base_unit) == {"CNY"}
    assert bound.targets.sum() == len(pledges) > 800
    assert set(bound.comparator) <= {"eq", "ge", "gt", "le", "lt", "approx", "range"}
    assert leads.head(20).lead.min() > 2
    assert (leads.lead + leads.cooperate).min() > 0
    assert together.targets.max() < len(pledges)
    assert quarters.share.round(6).tolist() == [1] * 4
    assert len(said) == len(pledges)
    assert not set(silent.measure_id) & set(pledges.measure_id)
    assert {"warn"} <= set(odd.status)


def test_the_known_answers(output, monkeypatch):
    """What the document says, written down by hand."""
    with closing(sqlite3.connect(output / "pledges.sqlite")) as database:
        grown = database.execute(PAIRS[1][1][1]).fetchall()
        shares = database.execute(PAIRS[6][1][1]).fetchall()
    assert [row[2] for row in grown] == [9000, 12000, 15000, 18600]
    assert [row[3] for row in shares] == [1, 1, 1, 1]
