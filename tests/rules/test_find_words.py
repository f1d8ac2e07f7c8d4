"""Words of titles and columns: each decides its example, and neither 苹果 nor the other words do."""

import pytest

from pipeline.find import body, columns, flat, goals, head, plan_lines, row, sections, titles
from pipeline.find.titles import Above, ends_like_title, is_note
from pipeline.lang import cue, heading, outline
from pipeline.lang.cue import Cue
from pipeline.rules.list_words import column_words, title_words
from pipeline.split import passages

CUES = [
    value
    for module in (outline, heading, body, columns, flat, goals, head, plan_lines, row, sections, titles, passages)
    for value in vars(module).values()
    if isinstance(value, Cue)
]
TITLE = "某市2024年工作要点"


def above(*lines):
    read = Above()
    for line in lines:
        read.read(line)
    return read.title, read.is_fresh, read.pending


READ = {
    "annex": above,
    "note": is_note,
    "title_end": ends_like_title,
    "whole_title": lambda text: above(text, TITLE),
    "continued": lambda text: above(TITLE, text),
    "site": lambda text: above(text, TITLE),
    "letterhead": lambda text: above(text, TITLE),
    "opens_title": lambda text: above("某市人民政府办公室", text),
    "footer": plan_lines.is_footer,
    "footer_opens": lambda text: bool(plan_lines.FOOTER_OPENS.begins(text)),
    "total": lambda text: body.TOTAL.is_all(text.rstrip("：")),
    "asked": lambda text: bool(head.ASKED.within(text)),
    "tasked": lambda text: bool(columns.TASKED.within(text)),
    "company": lambda text: head.COMPANY.ends(text),
    "indicator_column": lambda text: bool(columns.INDICATOR_COLUMN.within(text)),
    "signer": lambda text: row.is_signed([text]),
    "signature": lambda text: row.is_signed([text]),
    "sample": lambda text: row.is_sample([text]),
    "leads": lambda text: bool(columns.LEADS.within(text)),
    "cooperates": lambda text: bool(columns.COOPERATES.within(text)),
    "glossary": lambda text: bool(sections.GLOSSARY.is_all(text)),
    "conditions": lambda text: sections.CONDITIONS.ends(text),
    "defines": lambda text: bool(sections.DEFINES.within(text)),
    "goals": lambda text: goals.GOALS.ends(text),
    "manual": sections._explains,
    "rate": lambda text: passages._RATE.ends(text),
    "commitment": lambda text: bool(passages._COMMITMENT.is_all(text)),
    "unit_note": heading.find_unit_note,
    "date": lambda text: flat._fit("deadline", text),
}


@pytest.fixture
def without(monkeypatch):
    """Read without one row."""

    def forget():
        for found in CUES:
            found.forget()

    def take_out(word):
        rows = [other for other in (*title_words(), *column_words()) if other != word]
        monkeypatch.setitem(
            cue.CUE_TABLES, "title_words", lambda: [(r.word, r.use, "") for r in rows] + [("\0", word.use, "")]
        )
        monkeypatch.setitem(cue.CUE_TABLES, "column_words", cue.CUE_TABLES["title_words"])
        forget()

    yield take_out
    monkeypatch.undo()
    forget()


@pytest.mark.parametrize("word", [*title_words(), *column_words()], ids=lambda word: f"{word.use}-{word.word}")
def test_a_word_is_proved(word, without):
    assert word.source
    before = READ[word.use](word.example)
    assert READ[word.use](word.example.replace(word.word, "苹果")) != before
    without(word)
    assert READ[word.use](word.example) != before
