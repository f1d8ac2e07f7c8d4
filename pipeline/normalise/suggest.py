"""Known forms that look like a unit nobody knows: suggestions for a person, nothing that decides.

difflib of the standard library serves as well as rapidfuzz here: some thousand short strings, asked a few times a run.
"""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches
from functools import cache

from pipeline.model import Department, Region
from pipeline.rules import write_row
from pipeline.rules.departments import DepartmentForm, forms
from pipeline.rules.divisions import divisions, level_words

_MOST = 3
LEAST_LIKE = 0.6  # of difflib's ratio
_ANY_YEAR = 2025  # of an example where the document says none: the row has no months in it


def suggest(words: str) -> tuple[str, ...]:
    """Suggest up to three written forms of the tables for an unknown unit, the most alike first.

    Level words are kept: 市产业办 gets 市…. Only forms with the same last character are compared (局 with 局).
    """
    level = next((word for word in level_words() if words.startswith(word)), "")
    core = words.removeprefix(level)
    close = get_close_matches(core, _by_ending().get(core[-1:], ()), _MOST, LEAST_LIKE)
    return tuple(level + form for form in close if form != core)


def suggest_row(department: Department, region: Region | None, year: int | None) -> str:
    """Write the row of departments.csv that names an unknown unit: its words without the level, the division before them.

    The official name is the words as they stand: whoever adds the row knows better.
    """
    words = department.aliases[0]
    place = region.name if region else next(one.name for one in divisions() if one.level == "prefecture")
    levels = (*((place,) if region else ()), *level_words())
    stem = next((words.removeprefix(level) for level in levels if words.startswith(level) and words != level), words)
    name, kind = f"{{region}}{stem}", department.kind or "government"
    example = f"{place}@{year or _ANY_YEAR}：{words}={place}{stem}"
    row = DepartmentForm(f"*{stem}", name, stem, department.function or "", kind, "", "", "", "no", example, "own")
    return write_row(row)


@cache
def _by_ending() -> dict[str, tuple[str, ...]]:
    """Forms that begin with their division, without it, by their last character."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for written in forms():
        if written.startswith("*") and len(written) > 2:
            found[written[-1]].add(written[1:])
    return {ending: tuple(sorted(words)) for ending, words in found.items()}
