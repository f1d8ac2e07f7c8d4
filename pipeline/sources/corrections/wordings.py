"""Corrections of targets that are said in words (全覆盖): the columns of a target, and what the words mean."""

from __future__ import annotations

from functools import cache

from pipeline.model import QualitativeTarget, closed
from pipeline.rules.language import qualitative
from pipeline.sources.corrections.file import Correction, Told
from pipeline.sources.corrections.rows import (
    Corrected,
    Readers,
    Texts,
    applied,
    change_target,
    check_old,
    check_text,
    find_place,
    find_strange_dimension,
    read_pair,
)
from pipeline.sources.corrections.targets import COLUMN_READERS, read_other_kind
from pipeline.sources.corrections.values import one_of, read_figure, write_plain

WORDING_READERS: Readers = {
    "meaning": one_of(closed.MEANING),
    **{name: read for name, read in COLUMN_READERS.items() if name != "value_max"},
    "value": read_figure,
    "comparator": one_of(tuple(word for word in closed.COMPARATOR if word != "range")),
}


def correct_wording(correction: Correction, result: Corrected, texts: Texts) -> Told | None:
    """Apply a line to the target in words that it names; None where it names none. Raises `Refused`."""
    at = find_place(result.words, "target_id", correction.key)
    if at is None:
        return None
    row = result.words[at]
    check_text(correction, row, texts)
    if correction.field == "kind":
        kind = read_other_kind(correction)
        result.words.remove(row)
        return "K06", {"kind": kind}
    old, new = read_pair(correction, WORDING_READERS, ("kind",))
    check_old(correction, old, getattr(row, correction.field))
    result.words[at] = change_target(row, correction.field, new)
    return applied(correction)


@cache
def _meanings_without_number() -> frozenset[str]:
    """Meanings whose number is another figure (上年水平), as the wordings of qualitative.csv have them."""
    return frozenset(row.meaning for row in qualitative() if not row.value)


def find_law_of_wording(row: QualitativeTarget) -> Told | None:
    """The law of the published tables that a corrected target in words breaks."""
    if (row.value is None) != (row.meaning in _meanings_without_number()):
        return "K14", {"meaning": row.meaning, "value": write_plain(row.value)}
    return find_strange_dimension(row)
