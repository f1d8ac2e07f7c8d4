"""Every row of the tables about numerals is proved: with its word replaced by 苹果 its own example is read otherwise."""

import pytest

from pipeline.extract.target.passage import read_passage
from pipeline.model import Numeral, Passage
from pipeline.rules.language import kind_words, lexicon, units, words
from tools.make_lexicon import make_rows

OTHER = "苹果"  # a word that says nothing about numbers


def read(text: str, other: str = "") -> list[tuple[object, ...]]:
    """The numerals of a text: text, kind, value, unit, comparator; `other` is a word to write as 苹果 in them."""
    found = read_passage(Passage("d", "m", "2023", text, 2023, 2022))
    return [
        (n.text.replace(other, OTHER) if other else n.text, n.kind, n.value, n.value_max, n.unit, n.comparator)
        for n in found
        if isinstance(n, Numeral)
    ]


@pytest.mark.parametrize("row", kind_words(), ids=lambda row: f"{row.rule}-{row.place}-{row.word}")
def test_kind_word(row):
    assert row.word in row.example
    assert read(row.example, row.word) != read(row.example.replace(row.word, OTHER))


def test_the_lexicon_is_what_its_tool_makes():
    assert [tuple(row) for row in lexicon()] == make_rows()


@pytest.mark.parametrize("row", units(), ids=lambda row: row.written)
def test_unit(row):
    assert row.written in row.example
    numerals = read(row.example)
    assert row.unit in [unit for _, _, _, _, unit, _ in numerals]
    assert read(row.example, row.written) != read(row.example.replace(row.written, OTHER))


@pytest.mark.parametrize("row", words(), ids=lambda row: row.word)
def test_word(row):
    assert row.word in row.example
    assert read(row.example, row.word) != read(row.example.replace(row.word, OTHER))
