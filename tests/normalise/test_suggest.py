"""Suggestions for unknown units: like them, of their level, never a decision."""

from __future__ import annotations

import pytest

from pipeline.normalise.suggest import suggest
from pipeline.normalise.text import read_department_text

CASES = [
    ("市市场监管理局", "市市场监督管理局"),
    ("县住房城乡建社局", "县住房城乡建设局"),
    ("自治区发展该革委", "自治区发展改革委"),
    ("商务旅游局", "旅游局"),
]


@pytest.mark.parametrize(("words", "expected"), CASES)
def test_like_forms_are_suggested(words: str, expected: str) -> None:
    assert expected in suggest(words)


@pytest.mark.parametrize("words", ["", "市", "完全没有见过的东西", "市商务局"])
def test_nothing_like_it(words: str) -> None:
    assert words not in suggest(words)


def test_suggestions_decide_nothing() -> None:
    (unit,) = read_department_text("市市场监管理局", "湛江市", 2022, "lead_units")
    assert unit.name != "湛江市市场监督管理局"
