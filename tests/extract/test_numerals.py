"""Every numeral, exactly one kind: tests/cases/extract/numerals.txt, a text and its numerals (kind and text) a line."""

from pathlib import Path

import pytest

from pipeline.extract.target.passage import read_passage
from pipeline.model import Numeral, Passage

TABLE = Path(__file__).parents[1] / "cases/extract/numerals.txt"
CASES = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_numerals(text, wanted):
    found = read_passage(Passage("d", "m", "measure", text, None, 2025))
    numerals = [f"{n.kind} {n.text}" for n in found if isinstance(n, Numeral)]
    assert list(dict.fromkeys(numerals)) == wanted.split("; ")
