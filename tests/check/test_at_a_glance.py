"""What is right at a glance Pandera finds nothing in; every published table is."""

from datetime import date
from itertools import cycle, islice

import pandas as pd
import pandera.pandas as pa
import pytest

from pipeline.check.against_models import validate
from pipeline.check.at_a_glance import holds, is_right
from pipeline.store.records import make_frame, make_object_frame, tables
from schemas import TABLES, model
from tools.vary import original

NUMBERS = (-1, 0, 1, 4, 5, 12, 2000, 2025, 2100, 10**6, 2**63 - 1, 2**63, -(2**70))
FRACTIONS = (-0.5, 0.0, 0.25, 1.0, 1e300, float("inf"), float("nan"))
TEXTS = ("", " ", "a", "福州市", "0" * 64, "440800", "2024-01-01", "\ud800", "\x00", "d/1", "gt", "P01")
VALUES = (
    None,
    True,
    False,
    *NUMBERS,
    *FRACTIONS,
    *TEXTS,
    date(2025, 1, 1),
    pd.Timestamp(0),
    [],
    ["a"],
    [1.5],
    ("a",),
    {},
)


@pytest.mark.parametrize("table", TABLES)
def test_pandera_refuses_nothing_that_a_column_is_said_to_hold(table):
    columns = model(table).to_schema().columns
    closed = [value for c in columns.values() for k in c.checks for value in k.statistics.get("allowed_values", ())]
    held = {name: [v for v in (*VALUES, *closed) if holds(column, [v])] for name, column in columns.items()}
    assert all(held.values())
    count = max(map(len, held.values()))
    frame = make_object_frame({name: [*islice(cycle(values), count)] for name, values in held.items()})
    pa.DataFrameSchema(columns, coerce=True).validate(frame)


@pytest.fixture(scope="module")
def frames():
    """Every table of the first list."""
    return {table: make_frame(table, records) for table, records in tables(original()[0])}


@pytest.mark.parametrize("table", TABLES)
def test_what_is_published_is_right_and_what_is_made_wrong_is_not(table, frames):
    if table not in frames or frames[table].empty:
        pytest.skip("the list has no row of it")
    frame = frames[table]
    assert is_right(table, frame)
    assert not is_right(table, pd.concat([frame, frame], ignore_index=True))
    assert not is_right(table, frame[frame.columns[::-1]])
    assert not is_right(table, frame.iloc[:, 1:])


def test_pandera_is_asked_where_a_value_or_a_row_is_wrong(frames):
    frame = frames["targets"].copy()
    frame.loc[1, "comparator"] = "more"
    frame.loc[2, "end"] = frame.loc[2, "start"]
    told = [finding.message for finding in validate("targets", frame, {})]
    assert any("more" in message for message in told)
    assert any("at least one character" in message for message in told)
    frame.loc[1, "comparator"] = "ge"
    assert {finding.code for finding in validate("targets", frame, {})} == {"C01"}
