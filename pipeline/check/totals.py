"""Parts against the total that a sentence states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate, groupby

from pipeline.check.grouping import DocumentRows, MeasureRows, Outcome
from pipeline.lang.fold import fold
from pipeline.model import Target
from pipeline.rules.checks import check_cues, say

_STOPS = "。；\n"
_MOST_PARTS = 100  # of a sum: each is named in what is said of it


def check_parts(document: DocumentRows) -> Iterator[Outcome]:
    """Check 合计, 共计 … against the parts named before, and the parts named after 其中 against their whole."""
    for rows in document.measures:
        targets = sorted((t for t in rows.targets if t.comparator == "eq"), key=lambda t: (t.field, t.start))
        for field, group in groupby(targets, key=lambda t: t.field):
            text = fold(rows.read_cell(field))
            for sentence in _group_by_sentence(text, list(group)):
                yield from _check_totals(rows, text, sentence)
                yield from _check_wholes(rows, text, sentence)


def _group_by_sentence(text: str, targets: list[Target]) -> Iterator[list[Target]]:
    """Group targets by the sentence they stand in."""
    breaks = [i for i, character in enumerate(text) if character in _STOPS]
    position = 0

    def place(target: Target) -> int:
        nonlocal position
        while position < len(breaks) and breaks[position] < target.start:
            position += 1
        return position

    for _, group in groupby(targets, key=place):
        yield list(group)


def is_total(text: str, target: Target) -> bool:
    """Tell whether 合计, 共计 or the like stands right before a number."""
    before = text[max(0, target.start - 6) : target.start].rstrip(" ")
    return before.endswith(check_cues("total"))


def _check_totals(rows: MeasureRows, text: str, sentence: list[Target]) -> Iterator[Outcome]:
    """Compare each total with the parts before it: all of them, or the last few that make it up."""
    for i, total in enumerate(sentence):
        if not is_total(text, total):
            continue
        before = sentence[max(0, i - _MOST_PARTS) : i]
        parts = [t for t in before if t.unit == total.unit and not is_total(text, t) and t.end <= total.start]
        if len(parts) < 2:
            continue
        sums = [*accumulate(t.value for t in reversed(parts))][::-1]  # of the parts from each one on
        fitting = next((parts[j:] for j in range(len(parts) - 1) if sums[j] == total.value), None)
        message = say("total", sum=write_sum(fitting or parts), total=total.text)
        evidence = (total.target_id, *(t.target_id for t in fitting or parts))
        subject = total.target_id.split("/", 1)[-1]
        yield Outcome(subject, "pass" if fitting else "break", rows.measure.measure_id, message, evidence)


def _check_wholes(rows: MeasureRows, text: str, sentence: list[Target]) -> Iterator[Outcome]:
    """Compare what stands after 其中 with the whole before it. Kinds may overlap, so only one part can break it."""
    for i, whole in enumerate(sentence):
        rest = sentence[i + 1 : i + 1 + _MOST_PARTS]
        if not rest or not any(cue in text[whole.end : rest[0].start] for cue in check_cues("part")):
            continue
        parts = [t for t in rest if t.unit == whole.unit and t.dimension == whole.dimension]
        if parts:
            is_over = any(t.value > whole.value for t in parts)
            status = "break" if is_over else "warn" if _sum(parts) > whole.value else "pass"
            message = say("whole", sum=write_sum(parts), whole=whole.text)
            evidence = (whole.target_id, *(t.target_id for t in parts))
            yield Outcome(whole.target_id.split("/", 1)[-1], status, rows.measure.measure_id, message, evidence)


def _sum(parts: list[Target]) -> Decimal:
    """Add up the values."""
    return sum((t.value for t in parts), Decimal(0))


def write_sum(parts: list[Target]) -> str:
    """Write a sum: `1枚 + 1枚 = 2`."""
    return " + ".join(re.sub(r"\s", "", t.text) for t in parts) + f" = {_sum(parts)}"
