"""Every row of the language tables runs as its own example."""

import re

import pytest

from pipeline.extract.target.passage import read_passage
from pipeline.lang.fold import fold
from pipeline.model import Numeral, Passage, Target
from pipeline.rules import RuleError
from pipeline.rules.language import (
    bases,
    foldings,
    lexicon,
    phrase_words,
    qualitative,
    roles,
    word_groups,
)
from pipeline.rules.notation import spell


def read(text, year=2023):
    found = list(read_passage(Passage("d", "m", str(year or "measure"), text, year, 2022)))
    return [e for e in found if isinstance(e, Numeral)], [e for e in found if isinstance(e, Target)]


def test_a_cue_begins_with_a_character_and_a_word_is_plain():
    """So that a search skips to where one may begin, and that the end of a phrase tells whether a word may stand there."""
    assert [row.cue for row in (*roles(), *bases()) if re.match(r"[(\[\\]|.[?*{]", spell(row.cue))] == []
    assert [row.word for row in phrase_words() if re.escape(row.word) != row.word] == []


def test_no_cell_is_a_regular_expression():
    """Cues are written as `pipeline.rules.notation` says: names of shapes and groups, no signs of `re`."""
    cells = [row[0] for table in (roles, bases, qualitative, word_groups) for row in table()]
    assert [cell for cell in cells if re.search(r"[\[\]\\*+?$]|\(\?|\|(?!\{\w+\}$)", cell)] == []


@pytest.mark.parametrize("cue", ["高于{nobody}", "全部(按期", "{year"])
def test_what_is_not_written_so_is_refused(cue):
    with pytest.raises(RuleError):
        spell(cue)


@pytest.mark.parametrize(
    ("cue", "found", "missed"),
    [
        ("到{year}年", "到2027年", "到27年"),
        ("全部(按期)完成", "全部按期完成", "全部延期完成"),
        ("^继续", "并、继续", "将继续"),
        ("收|{digit}", "收5", "收费"),
        ("≥", "≥", ">"),
    ],
)
def test_a_cue_is_spelled_out(cue, found, missed):
    assert re.search(spell(cue), found)
    assert not re.search(spell(cue), missed)


def test_folding_is_one_to_one_character():
    assert [row.character for row in foldings() if len(row.folded) != 1 or fold(row.character) != row.folded] == []


def test_dictionary_words_are_no_quantities():
    wrong = [
        row.word
        for row in lexicon()
        if any(n.kind in ("target", "parameter", "unknown") for n in read(f"弘扬{row.word}。")[0])
    ]
    assert wrong == []
