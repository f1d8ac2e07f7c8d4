"""Headings: every row reads its example, and nothing else does: neither with 苹果 in its place, nor without the row."""

import re

import pytest

from pipeline.lang import heading
from pipeline.lang.heading import field_of, find_header, is_sure, may_name_departments
from pipeline.rules.headers import headers, heading_words

KNOWN = {"lead_units", "cooperating_units", "responsible_units", "supervising_units", "serial", "category", "task"}
KNOWN |= {"measure", "indicator", "plan", "deadline", "person", "remark", "baseline", "progress", "budget", "place"}
KNOWN |= {"weight", "measure_unit", "request", "other", "unit?"}


@pytest.fixture
def without(monkeypatch):
    """Read headings without one row."""

    def forget():
        for cached in (heading._rows, heading._words, find_header, field_of, is_sure):
            cached.cache_clear()

    def take_out(name, rows, row):
        monkeypatch.setattr(heading, name, lambda: tuple(other for other in rows if other != row))
        forget()

    yield take_out
    monkeypatch.undo()
    forget()


def meaning(text):
    found = find_header(text)
    return (found.field, found.rank, is_sure(text)) if found else None


@pytest.mark.parametrize("row", headers(), ids=lambda row: f"{row.match}-{row.heading}")
def test_a_heading_is_proved(row, without):
    assert row.match in ("whole", "end")
    assert row.field in KNOWN
    assert row.source
    assert row.sure in ("", "yes") if row.match == "end" else not row.sure
    found = find_header(row.example)
    assert found is not None
    assert (found.heading, found.field) == (row.heading, row.field)
    assert field_of(row.example.replace(row.heading, "苹果")) != row.field
    assert is_sure(row.heading) is (row.match == "whole" or row.sure == "yes")
    before = meaning(row.example)
    without("headers", headers(), row)
    assert meaning(row.example) != before


def word_meaning(use, example):
    """What a word of headings changes: whether the example is a sure heading, or its field."""
    if use == "departments":
        return may_name_departments(example) or None
    return is_sure(example) if use == "before" else field_of(example)


@pytest.mark.parametrize("row", heading_words(), ids=lambda row: f"{row.use}-{row.word}")
def test_a_word_of_headings_is_proved(row, without):
    assert row.source
    assert row.word in row.example
    before = word_meaning(row.use, row.example)
    assert (before is None) is (row.use == "refers")
    assert before is not False
    assert word_meaning(row.use, row.example.replace(row.word, "苹果")) != before
    without("heading_words", heading_words(), row)
    assert word_meaning(row.use, row.example) != before


@pytest.mark.parametrize("row", [row for row in heading_words() if row.rank], ids=lambda row: row.word)
def test_a_word_that_raises_a_rank(row, without):
    before = find_header(row.example).rank
    assert before == row.rank
    without("heading_words", heading_words(), row)
    assert find_header(row.example).rank < before


def test_no_table_holds_a_pattern():
    assert not [row for row in (*headers(), *heading_words()) if re.search(r"[\\\[\]*?^$]", row[0])]
