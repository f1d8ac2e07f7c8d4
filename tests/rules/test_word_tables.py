"""Every word of the tables that meet a shape in code is held by its example: without the row it reads otherwise."""

import importlib
import pkgutil
from contextlib import contextmanager

import pytest

import pipeline.extract.bare_measure
import pipeline.extract.commitment
import pipeline.extract.instrument
import pipeline.extract.series
import pipeline.extract.shared_noun
import pipeline.extract.target
from pipeline.extract.series import relate
from pipeline.extract.target.passage import read_passage
from pipeline.lang import cue
from pipeline.lang.cue import Cue, Lazy
from pipeline.model import Passage, Target
from pipeline.rules.language import noun_classes, sentence_cues

ROOMS = [
    importlib.import_module(f"pipeline.extract.target.{module.name}")
    for module in pkgutil.iter_modules(pipeline.extract.target.__path__)
]
ROOMS += [
    pipeline.extract.bare_measure,
    pipeline.extract.commitment,
    pipeline.extract.instrument,
    pipeline.extract.series,
    pipeline.extract.shared_noun,
]
ROWS = [("noun_classes", row.word, row.group, row.example) for row in noun_classes()]
ROWS += [("sentence_cues", row.cue, row.place, row.example) for row in sentence_cues()]
WHY = ("rule", "target_id", "corrected", "extracted")  # not what is read, but how


def forget():
    """Compile again what a table says."""
    for room in (*ROOMS, cue):
        for value in vars(room).values():
            if isinstance(value, Lazy):
                value.forget()
            elif hasattr(value, "cache_clear"):
                value.cache_clear()


@contextmanager
def without(table, word, place):
    rows = cue.CUE_TABLES[table]
    left = [row for row in rows() if row[:2] != (word, place)]
    if place not in [row[1] for row in left]:  # a place without words is no cue, and all that asks it fails
        left.append(("\uffff", place, ""))
    cue.CUE_TABLES[table] = lambda: left
    forget()
    try:
        yield
    finally:
        cue.CUE_TABLES[table] = rows
        forget()


def read(text):
    """What a plan column and what a report would make of a text."""
    read = []
    for year, first_year in ((2023, 2022), (None, 2026)):
        found = list(read_passage(Passage("d", "m", str(year or "measure"), text, year, first_year)))
        found += relate(one for one in found if isinstance(one, Target))
        read.append(
            [
                (type(one), *(getattr(one, name) for name in one.__dataclass_fields__ if name not in WHY))
                for one in found
            ]
        )
    return read


@pytest.mark.parametrize(("table", "word", "place", "example"), ROWS, ids=lambda value: str(value)[:12])
def test_a_row_is_held_by_its_example(table, word, place, example):
    assert word in example
    wanted = read(example)
    with without(table, word, place):
        got = read(example)
    assert got != wanted


def test_a_row_names_where_its_sentence_stands():
    assert [row for row in (*noun_classes(), *sentence_cues()) if not (row.example and row.source)] == []


def test_a_longer_word_is_no_cue():
    """比重 is no 比, and 占比 neither."""
    than = Cue("sentence_cues", "than")
    assert than.within("比上年增长5%")
    assert than.within("占比5%") is None
    assert than.within("工业比重5%") is None


def test_a_place_that_no_row_has_asks_for_nothing():
    with pytest.raises(LookupError, match="no row of place"):
        Cue("roles", "creatoin").within("新建10个")
