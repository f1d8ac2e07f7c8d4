"""Every row of rules/parse/symbols.csv, by its example: `Font CODE = character`."""

import pytest

from pipeline.rules import load
from pipeline.rules.symbols import Symbol, find_symbol


@pytest.mark.parametrize("row", load("parse/symbols.csv", Symbol, key=("font", "code")), ids=lambda row: row.example)
def test_the_example_of_a_symbol(row):
    written, _, shown = row.example.partition(" = ")
    font, _, code = written.rpartition(" ")
    assert find_symbol(font, code) == shown == row.character


@pytest.mark.parametrize(
    ("font", "code", "expected"),
    [
        ("Wingdings", "f0fc", "✓"),
        ("宋体", "2265", "≥"),  # a font of text: the code point is the character
        ("Wingdings", "F001", None),
        ("Nobody", "F0FC", None),
        ("Symbol", "x", None),
        ("Symbol", "D800", None),
        ("Symbol", "110000", None),
    ],
)
def test_a_code_point(font, code, expected):
    assert find_symbol(font, code) == expected
