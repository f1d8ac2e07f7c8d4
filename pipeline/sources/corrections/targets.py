"""Corrections of targets with a number; the numeral on the same words follows."""

from __future__ import annotations

from dataclasses import replace

from pipeline.lang.conversion import set_base
from pipeline.model import Numeral, Target, closed
from pipeline.sources.corrections.file import Correction, Refused, Told
from pipeline.sources.corrections.rows import (
    Corrected,
    Readers,
    Texts,
    applied,
    change,
    change_target,
    check_old,
    check_text,
    find_place,
    find_strange_dimension,
    read_pair,
)
from pipeline.sources.corrections.values import one_of, read_figure, read_value, read_wording, whole, write_plain

_SHARED = ("value", "value_max", "unit", "comparator")  # columns that a target and its numeral have in common
COLUMN_READERS: Readers = {  # a text and its column, for what is refused
    "value": read_value,
    "value_max": read_figure,
    "unit": read_wording,
    "comparator": one_of(closed.COMPARATOR),
    "basis": one_of(closed.BASIS, may_be_null=True),
    "dimension": one_of(closed.DIMENSION),
    "year": whole(1900, 2200),
    "quarter": whole(1, 4),
    "indicator": read_wording,
}


def correct_target(correction: Correction, result: Corrected, texts: Texts) -> Told | None:
    """Apply a line to the target that it names; None where it names none. Raises `Refused`."""
    at = find_place(result.targets, "target_id", correction.key)
    if at is None:
        return None
    target = result.targets[at]
    check_text(correction, target, texts)
    if correction.field == "kind":
        return _take_away(correction, result, target)
    old, new = read_pair(correction, COLUMN_READERS, ("kind",))
    check_old(correction, old, getattr(target, correction.field))
    result.targets[at] = set_base(change_target(target, correction.field, new))
    _follow(result, target, correction.field, new)
    return applied(correction)


def find_law_of_target(target: Target) -> Told | None:
    """The law of the published tables that a corrected target breaks."""
    is_range = target.value_max is not None and target.value_max > target.value
    if (target.comparator == "range") != is_range or (target.value_max is not None and not is_range):
        values = (target.value, target.value_max, target.comparator)
        return "K10", dict(zip(("value", "value_max", "comparator"), map(write_plain, values), strict=True))
    return find_strange_dimension(target)


def read_other_kind(correction: Correction) -> str:
    """What a target is instead. Raises `Refused` (K05, K08)."""
    if correction.old != "target":
        raise Refused("K05", field="kind", current="target", old=correction.old)
    kinds = [kind for kind in closed.NUMERAL_KIND if kind != "target"]
    if correction.new not in kinds:
        raise Refused("K08", field="kind", value=correction.new, allowed=", ".join(kinds))
    return correction.new


def _take_away(correction: Correction, result: Corrected, target: Target) -> Told:
    """Make a target none: its numeral gets another kind, unless further targets stand on the same words."""
    kind = read_other_kind(correction)
    result.targets.remove(target)
    if not any(_place(other) == _place(target) for other in result.targets):
        for at, numeral in enumerate(result.numerals):
            if _place(numeral) == _place(target):
                bare = numeral
                if kind not in closed.QUANTITY_KIND:
                    bare = replace(numeral, value_max=None, unit=None, comparator=None)
                result.numerals[at] = change(bare, "kind", kind, "target")
    return "K06", {"kind": kind}


def _follow(result: Corrected, target: Target, name: str, new: object) -> None:
    """Let the numeral of a target follow, where the target is alone on it."""
    alone = sum(_place(other) == _place(target) for other in result.targets) == 1
    if name in _SHARED and alone:
        for at, numeral in enumerate(result.numerals):
            if _place(numeral) == _place(target):
                result.numerals[at] = change(numeral, name, new)


def _place(row: Target | Numeral) -> tuple[str, str, int, int]:
    return row.measure_id, row.field, row.start, row.end
