"""Every row of the language tables runs as its own example."""

import re

from pipeline.extract.target.passage import read_passage
from pipeline.lang.fold import fold
from pipeline.model import Numeral, Passage, Target
from pipeline.rules.language import (
    bases,
    foldings,
    lexicon,
    phrase_words,
    roles,
)


def read(text, year=2023):
    found = list(read_passage(Passage("d", "m", str(year or "measure"), text, year, 2022)))
    return [e for e in found if isinstance(e, Numeral)], [e for e in found if isinstance(e, Target)]


def test_a_cue_begins_with_a_character_and_a_word_is_plain():
    """So that a search skips to where one may begin, and that the end of a phrase tells whether a word may stand there."""
    assert [row.cue for row in (*roles(), *bases()) if re.match(r"[(\[\\]|.[?*{]", row.cue)] == []
    assert [row.word for row in phrase_words() if re.escape(row.word) != row.word] == []


def test_folding_is_one_to_one_character():
    assert [row.character for row in foldings() if len(row.folded) != 1 or fold(row.character) != row.folded] == []


def test_dictionary_words_are_no_quantities():
    wrong = [
        row.word
        for row in lexicon()
        if any(n.kind in ("target", "parameter", "unknown") for n in read(f"弘扬{row.word}。")[0])
    ]
    assert wrong == []
