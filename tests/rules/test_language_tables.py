"""Every row of the language tables runs as its own example."""

import re

import pytest

from pipeline.extract.target.passage import read_passage
from pipeline.lang.fold import fold
from pipeline.model import Numeral, Passage, QualitativeTarget, Target
from pipeline.rules.language import (
    bases,
    comparators,
    foldings,
    indicators,
    lexicon,
    phrase_words,
    qualitative,
    roles,
)


def read(text, year=2023):
    found = list(read_passage(Passage("d", "m", str(year or "measure"), text, year, 2022)))
    return [e for e in found if isinstance(e, Numeral)], [e for e in found if isinstance(e, Target)]


@pytest.mark.parametrize("row", comparators(), ids=lambda row: f"{row.place}-{row.cue}")
def test_comparator(row):
    numerals, _ = read(row.example)
    assert row.value in [n.comparator for n in numerals]


@pytest.mark.parametrize("row", bases(), ids=lambda row: f"{row.place}-{row.cue}")
def test_basis(row):
    _, targets = read(row.example)
    assert len(targets) == 1
    assert targets[0].basis == row.value


@pytest.mark.parametrize("row", roles(), ids=lambda row: f"{row.place}-{row.cue}")
def test_role(row):
    year = None if row.place in ("review", "review_hint") else 2023  # a plan column promises, whatever its words are
    numerals, _ = read(row.example, year)
    assert row.value in [n.kind for n in numerals], [(n.text, n.kind, n.rule) for n in numerals]


def test_a_cue_begins_with_a_character_and_a_word_is_plain():
    """So that a search skips to where one may begin, and that the end of a phrase tells whether a word may stand there."""
    assert [row.cue for row in (*roles(), *bases()) if re.match(r"[(\[\\]|.[?*{]", row.cue)] == []
    assert [row.word for row in phrase_words() if re.escape(row.word) != row.word] == []


@pytest.mark.parametrize("row", phrase_words(), ids=lambda row: f"{row.place}-{row.word}")
def test_phrase_word(row):
    _, targets = read(row.example)
    assert [t.indicator for t in targets] == ["示范企业"]


@pytest.mark.parametrize("row", indicators(), ids=lambda row: row.indicator_id)
def test_indicator(row):
    _, targets = read(row.example)
    assert row.indicator_id in [t.indicator_id for t in targets]


@pytest.mark.parametrize("row", qualitative(), ids=lambda row: row.wording)
def test_qualitative(row):
    found = read_passage(Passage("d", "m", "2023", row.example, 2023, 2022))
    assert [e.meaning for e in found if isinstance(e, QualitativeTarget)] == [row.meaning]


def test_folding_is_one_to_one_character():
    assert [row.character for row in foldings() if len(row.folded) != 1 or fold(row.character) != row.folded] == []


def test_dictionary_words_are_no_quantities():
    wrong = [
        row.word
        for row in lexicon()
        if any(n.kind in ("target", "parameter", "unknown") for n in read(f"弘扬{row.word}。")[0])
    ]
    assert wrong == []
