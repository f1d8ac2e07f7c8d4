"""Every row of the language tables is proved by its own example: 苹果 in the place of its cue, and the row taken out, change
what the row decides (tools/proof.py). An example with a source stands in that document."""

import csv
import re
from functools import cache
from pathlib import Path
from unittest import mock

import pytest

from pipeline.check.first_time import find_firsts
from pipeline.check.grouping import MeasureRows
from pipeline.check.over_years import is_rising_better
from pipeline.check.shares import is_share
from pipeline.check.subsidy import is_subsidy, read_rate
from pipeline.check.totals import is_total
from pipeline.lang.fold import fold
from pipeline.model import Numeral
from pipeline.rules import FOLDER, load, symbols
from pipeline.rules.checks import CheckCue
from pipeline.rules.language import foldings
from pipeline.rules.symbols import Symbol, find_symbol
from tests.check.builders import make_cell, make_measure, make_target
from tests.check.test_totals import parts
from tools.find_examples import read_texts
from tools.proof import APPLE, TABLES, all_rules, is_proved_by_absence, is_proved_by_apple, own_shares

RULES = all_rules()
CHECK_CUES = load("check/check_cues.csv", CheckCue, key=("cue", "use"))
SHARED = next((p / "shared" for p in Path(__file__).resolve().parents if (p / "shared/real").is_dir()), None)
ELSEWHERE = {  # tables of pipeline/rules/extract that other tests prove
    "indicators": "test_indicators.py",
    "indicator_examples": "test_indicators.py",
    "indicator_words": "test_indicators.py",
    "units": "test_language_tables.py",
    "unconverted": "tests/lang/test_conversion.py",
    "words": "tests/extract/test_readings.py",
    "lexicon": "test_language_tables.py",
    "verbs": "tests/extract/target/test_indicator.py",
    "longer_words": "tests/lang/test_word.py",
    "kind_words": "test_numeral_tables.py",
    "noun_classes": "test_word_tables.py",
    "sentence_cues": "test_word_tables.py",
}
# The share of rows whose example we wrote, in per cent (100 where no table is named): may only fall. python -m tools.proof prints it.
MOST_OWN = {
    "basis": 58,
    "check_cues": 53,
    "column_words": 35,
    "comparators": 41,
    "department_ends": 83,
    "department_names": 0,
    "department_short_forms": 0,
    "departments": 0,
    "duty_words": 92,
    "group_cues": 59,
    "headers": 78,
    "heading_words": 86,
    "indicator_examples": 54,
    "indicator_words": 68,
    "kind_words": 72,
    "label_words": 93,
    "level_words": 80,
    "noun_classes": 67,
    "period_words": 64,
    "phrase_words": 50,
    "qualitative": 59,
    "role_words": 86,
    "roles": 67,
    "sentence_cues": 67,
    "title_words": 56,
    "unit_endings": 50,
    "units": 39,
    "word_groups": 76,
    "words": 44,
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_with_an_apple_for_the_cue_the_answer_is_another(rule):
    assert is_proved_by_apple(rule, rule.row.example)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_with_the_row_taken_out_the_answer_is_another(rule):
    assert is_proved_by_absence(rule, rule.row.example)


def test_every_table_of_the_extractor_is_proved_somewhere():
    assert {path.stem for path in (FOLDER / "extract").glob("*.csv")} - set(TABLES) - set(ELSEWHERE) == set()


@pytest.mark.parametrize("row", foldings(), ids=lambda row: f"folding-{row.character}")
def test_a_character_folds_only_because_its_row_says_so(row):
    assert fold(row.character) == row.folded != row.character


@pytest.mark.parametrize(
    "row", load("parse/symbols.csv", Symbol, key=("font", "code")), ids=lambda row: f"symbols-{row.example}"
)
def test_a_symbol_is_known_only_because_its_row_says_so(row):
    others = {
        (r.font, r.code): r.character for r in load("parse/symbols.csv", Symbol, key=("font", "code")) if r != row
    }
    with mock.patch.object(symbols, "_symbols", return_value=others):
        assert find_symbol(row.font, row.code) != row.character


def says(use, text):
    """What the check that looks for cues of this use makes of a text."""
    if use == "first":
        return bool(list(find_firsts(text)))
    if use == "grant":
        start, end = re.search(r"\d+%", text).span()
        rate = Numeral(
            "list", "list/1", "measure", start, end, text[start:end], "parameter", 1, None, "%", "eq", "test"
        )
        return read_rate(rows(make_cell("1", "measure", text)), rate) is not None
    cell = make_cell("1", "2023", text)
    number = re.findall(r"\d+[^\d，]*", text)[-1]
    target = make_target(cell, number, "", 1, context="")
    if use == "subsidy":
        return is_subsidy(rows(cell), target)
    if use == "total":
        return is_total(text, target)
    if use == "part":
        return parts(text, [("9所", 9), ("4所", 4)]) == ["pass"]
    if use in ("share", "over_whole"):
        name, _, rate = text.partition("达到")
        name += "率" if use == "over_whole" and not name.endswith("率") else ""
        kind = {"unit": "%", "dimension": "ratio", "basis": "level"}
        return is_share(make_target(cell, rate, name, 1, **kind)) is (use == "share")
    named = make_target(cell, number, text if use == "falling" else "", 1, context=text if use == "lowering" else "")
    return not is_rising_better({2023: named})


def rows(cell):
    return MeasureRows(make_measure("1"), (cell,), (), (), (), ())


@pytest.mark.parametrize("row", CHECK_CUES, ids=lambda row: f"check_cues-{row.use}-{row.cue}")
def test_a_check_looks_for_its_cue(row):
    assert says(row.use, row.example)
    assert not says(row.use, row.example.replace(row.cue, APPLE))


@cache
def texts_of(path):
    """All text of a document without white space: a sentence may go on in the next line or cell."""
    return "".join("".join(text.split()) for text in read_texts(path))


def with_a_document():
    """Every row of every rule table whose source is the name of a file: table, line, example, source."""
    for path in sorted(FOLDER.rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            for number, row in enumerate(csv.DictReader(handle), 2):
                if re.search(r"\.(?:pdf|txt|docx)$", row.get("source") or "") and "example" in row:
                    written = row["example"].partition("=")[0] if path.parent.name == "normalise" else row["example"]
                    yield path.name, number, written, row["source"]


@pytest.mark.skipif(SHARED is None, reason="../shared, where the documents lie, is not there")
def test_what_has_a_source_stands_in_it():
    """White space aside, and the mark at its end; every document that is named is there."""
    places = {path.name: path for folder in ("real", "sources") for path in (SHARED / folder).glob("*.*")}
    missing = [
        (table, line, source, example)
        for table, line, example, source in with_a_document()
        if source not in places or "".join(example.split()).rstrip("。") not in texts_of(places[source])
    ]
    assert missing == []


def test_the_share_of_examples_that_we_wrote_only_falls():
    shares = own_shares()
    assert {name: share for name, share in shares.items() if share > MOST_OWN.get(name, 100)} == {}
    assert {name for name, share in shares.items() if share < MOST_OWN.get(name, 100) - 3} == set(), "lower MOST_OWN"
