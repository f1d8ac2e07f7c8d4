"""Checks across rows: the tables of checks and cues, and what holds for all of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.check.across import CHECKS, run
from pipeline.check.first_time import find_firsts
from pipeline.model import Dataset
from pipeline.rules import load
from pipeline.rules.checks import CheckCue, check_cues, check_rules
from tests.check.builders import make_dataset, make_measure, statuses


def test_every_check_has_its_row_and_function() -> None:
    assert [rule.check for rule in check_rules()] == list(CHECKS)
    assert {rule.severity for rule in check_rules()} <= {"warn", "fail"}


@pytest.mark.parametrize("row", load("check/check_cues.csv", CheckCue, key=("cue", "use")), ids=lambda row: row.cue)
def test_cue_examples(row: CheckCue) -> None:
    assert row.cue in row.example
    assert row.cue in check_cues(row.use)
    if row.use == "first":
        assert list(find_firsts(row.example)) == [row.example[row.example.index(row.cue) :]]


def test_keys_are_unique_and_belong_to_the_document() -> None:
    rows = list(run(make_dataset(measures=[make_measure("1"), make_measure("3"), make_measure("3")])))
    assert len({row.check_id for row in rows}) == len(rows)
    assert all(row.check_id.startswith("list/") for row in rows)


def test_nothing_to_check_is_no_row() -> None:
    assert list(run(Dataset())) == []


@given(st.permutations(list(range(1, 8))))
def test_the_order_of_rows_does_not_matter(order: list[int]) -> None:
    assert statuses(make_dataset(measures=[make_measure(str(n)) for n in order]), "numbers_consecutive") == ["pass"]
