"""Raised figures: exponents are written ² ³ ⁴, marks of notes are no text.

A figure raised after a unit is its power (3000m², km³, 米²), after a ten or a bracket of figures theirs (5×10⁴), after
any other word the mark of a note. Unicode has digits of their own for powers. Lowered figures stay figures (CO2).
"""

from __future__ import annotations

import re

_POWERS = str.maketrans("0123456789+-−－n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻ⁿ")
_FIGURE = re.compile(r"\s*([+\-−－]?\d{1,3})\s*")
_MARK = re.compile(
    r"\s*(?:[\[［【〔（(]?\d{1,3}(?:[,，、\-]\d{1,3})*[\]］】〕）)]?|[①-⑳㉑-㊿]|[*＊†‡]{1,3}|注\d{0,3})\s*"
)
_NUMBER = re.compile(r"(?:(?<![\d.])10|[\d%][)）])$")
UNIT = re.compile(r"(?:(?<![A-Za-z])(?:[kcdmμµnhKCDMNS]?[mM]|[A-Za-z])|\d\s*[万亿]?[千厘毫分公]?[米里])$")
_REACH = 12  # characters before that are looked at


def write_raised(before: str, text: str) -> str:
    """Write what stands raised behind `before`: a power, "" for the mark of a note, other text as it is."""
    figure = _FIGURE.fullmatch(text)
    near = before[-_REACH:].rstrip()
    if figure and (_NUMBER.search(near) or (UNIT.search(near) and figure[1].lstrip("+-−－") in ("1", "2", "3", "4"))):
        return figure[1].translate(_POWERS)
    return "" if near and _MARK.fullmatch(text) else text
