"""Reports inside of plans: a sentence that tells what was done promises nothing.

Chinese verbs have no tense. What tells a report is a year that is past, words of ranking and success, and figures too
exact to be goals (产值1865.7亿元, 增长14.7%); what tells a plan is any word that announces or a comparator.
"""

from __future__ import annotations

import re

from pipeline.extract.cues import basis_cues, role_cues
from pipeline.extract.reading import Reading

ENOUGH = 2.0
NUMBER = re.compile(r"[\d.,]+")


def is_review(folded: str, readings: list[Reading], first_year: int | None) -> bool:
    """Tell whether a sentence looks back and announces nothing.

    `first_year` None (or a plan column's) says that nothing is known of the time of writing.
    """
    if first_year is None or not _is_told(folded, readings):
        return False
    sentence = readings[0].sentence
    if role_cues("review", "@").search(folded, sentence.start, sentence.end):
        return True
    hints = float(len(role_cues("review_hint", "@").findall(folded, sentence.start, sentence.end)))
    hints += sum(_exactness(folded, reading) for reading in readings)
    return hints >= ENOUGH


def is_past(folded: str, readings: list[Reading], year: int | None, first_year: int | None) -> bool:
    """Tell whether a figure due in `year` lies before the first year of the document: 2024年达到4500亿元."""
    return first_year is not None and year is not None and year < first_year and _is_told(folded, readings)


def _is_told(folded: str, readings: list[Reading]) -> bool:
    """Tell whether a sentence may be a report: it announces nothing, gives nothing, compares nothing."""
    sentence = readings[0].sentence
    for place in ("future", "instrument"):
        if role_cues(place, "@").search(folded, sentence.start, sentence.end):
            return False
    return not any(reading.comparison.comparator in ("ge", "le", "approx") for reading in readings)


def _exactness(folded: str, reading: Reading) -> float:
    """How little a figure looks like a goal: 14.7% growth 1, four significant digits 0.5, else 0."""
    quantity = reading.quantity
    found = NUMBER.match(folded, quantity.start, quantity.end)
    if found is None or not folded[quantity.start].isascii():
        return 0.0
    digits = found[0].replace(",", "")
    if quantity.unit == "%":
        before = folded[max(reading.clause.start, quantity.start - 8) : quantity.start]
        is_change = any(basis_cues("change", value, "@").search(before) for value in ("growth", "reduction"))
        return 1.0 if is_change and "." in digits and digits[-1] not in "05" else 0.0
    significant = digits.replace(".", "").strip("0")
    return 0.5 if len(significant) >= 4 else 0.0
