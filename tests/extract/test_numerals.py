"""Every numeral, exactly one kind; every figure whole: tests/cases/extract, a text and its numerals a line (⏎ is a line break)."""

from pathlib import Path

import pytest

from pipeline.extract.target.passage import read_passage
from pipeline.model import Numeral, Passage

QUANTITIES = ("target", "parameter", "reference")
FOLDER = Path(__file__).parents[1] / "cases/extract"
KINDS, FIGURES = (
    [line.split("\t") for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]
    for name in ("numerals.txt", "figures.txt")
)


def read(text: str) -> list[Numeral]:
    found = read_passage(Passage("d", "m", "measure", text.replace("⏎", "\n"), None, 2025))
    return [n for n in found if isinstance(n, Numeral)]


def tell(numeral: Numeral) -> str:
    """Kind and text; of a quantity comparator, value (and the upper one of a range), and unit."""
    is_quantity = numeral.kind in QUANTITIES
    words = ["quantity" if is_quantity else numeral.kind, numeral.text.replace("\n", "⏎")]
    if is_quantity:
        values = [value for value in (numeral.value, numeral.value_max) if value is not None]
        words += [
            numeral.comparator or "",
            "..".join(f"{value.normalize():f}" for value in values),
            numeral.unit or "-",
        ]
    return " ".join(words)


@pytest.mark.parametrize(("text", "wanted"), KINDS)
def test_kinds(text, wanted):
    kinds = (f"{'quantity' if n.kind in QUANTITIES else n.kind} {n.text}" for n in read(text))
    assert list(dict.fromkeys(kinds)) == wanted.split("; ")


@pytest.mark.parametrize(("text", "wanted"), FIGURES)
def test_figures(text, wanted):
    assert [tell(numeral) for numeral in read(text)] == wanted.split("; ")
