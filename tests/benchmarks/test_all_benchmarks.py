"""`make bench` makes one table of all: rows of Markdown tables, with their aims."""

from importlib.util import find_spec

import pytest

from benchmarks.__main__ import AIMS, ALL, judge, read_tables

PRINTED = """said before
| docx | CPU | ratio |
|---|---|---|
| ours | 5.00 ms | 2.5 |
a peer is left out
| corpus | characters a second |
|---|---|
| dense | 310,000 |"""


def test_rows_are_told_by_the_headings_of_their_table():
    rows = list(read_tables(PRINTED.splitlines()))
    assert rows == [("ours", {"CPU": "5.00 ms", "ratio": "2.5"}), ("dense", {"characters a second": "310,000"})]


@pytest.mark.parametrize(("seconds", "said"), [("0.6 s", "CPU ≤ 0.6: met"), ("0.61 s", "CPU ≤ 0.6: missed")])
def test_an_aim_is_met_or_missed(seconds, said):
    assert said in judge("look up: unmapped", {"CPU": seconds, "memory": "90 MiB"})
    assert judge("look up: other", {"CPU": seconds}) == ""


def test_an_aim_that_is_the_least():
    name = "extractor: dense sentences"
    assert judge(name, {"characters a second and core": "310,000"}) == "characters a second and core ≥ 300,000: met"


def test_every_benchmark_is_there_and_every_aim_is_of_one():
    assert {find_spec(module[0]) is not None for module in ALL.values()} == {True}
    assert {name.partition(":")[0] for name in AIMS} <= ALL.keys()
