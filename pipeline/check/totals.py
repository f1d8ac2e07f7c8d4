"""Parts against the total that a sentence states."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate, groupby, pairwise

from pipeline.check.grouping import DocumentRows, MeasureRows, Outcome
from pipeline.lang.fold import fold
from pipeline.model import Target
from pipeline.rules.checks import check_cues, say
from pipeline.rules.divisions import by_name, longest_name

_STOPS = "。；\n"
_PAUSES = "，、；：,; \n"
_SUMMED = ("added", "flow")  # bases of what can be added up
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
                yield from _check_districts(rows, text, sentence)


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


def _check_districts(rows: MeasureRows, text: str, sentence: list[Target]) -> Iterator[Outcome]:
    """Compare what each district is to do with the whole that stands before: 全市新建8所，赤坎区3所、霞山区5所.

    Where they are less than the whole, some may not be named.
    """
    for i, whole in enumerate(sentence):
        parts = []
        for before, part in pairwise(sentence[i : i + 1 + _MOST_PARTS]):
            if part.unit != whole.unit or not _opens_with_district(text[before.end : part.start]):
                break
            parts.append(part)
        if len(parts) > 1:
            status = "pass" if _sum(parts) == whole.value else "warn" if _sum(parts) < whole.value else "break"
            said = say(
                "districts_fit" if status == "pass" else "districts_differ", sum=write_sum(parts), whole=whole.text
            )
            evidence = (whole.target_id, *(t.target_id for t in parts))
            yield Outcome(whole.target_id.split("/", 1)[-1], status, rows.measure.measure_id, said, evidence)


def _opens_with_district(between: str) -> bool:
    """Tell whether the name of a division below a province opens what stands between two figures."""
    words = between.lstrip(_PAUSES)
    names = (words[:size] for size in range(longest_name(), 1, -1))
    return any(division.level != "province" for name in names for division in by_name().get(name, ()))


def check_quarter_sums(document: DocumentRows) -> Iterator[Outcome]:
    """Check what the four quarters of a year add or spend against the year's own figure of the same series."""
    for rows in document.measures:
        found: dict[tuple[str | None, int | None], list[Target]] = defaultdict(list)
        for target in rows.targets:
            if target.field != "measure" and target.basis in _SUMMED and target.comparator == "eq":
                found[target.series_id, target.year].append(target)
        for targets in found.values():
            years, parts = [t for t in targets if not t.quarter], [t for t in targets if t.quarter]
            if len(years) == 1 and sorted(t.quarter or 0 for t in parts) == [1, 2, 3, 4]:
                yield _compare_quarters(rows, years[0], parts)


def _compare_quarters(rows: MeasureRows, whole: Target, parts: list[Target]) -> Outcome:
    fits = sum(part.base_value for part in parts) == whole.base_value
    told = {"sum": write_sum(parts), "whole": whole.text, "indicator": whole.indicator}
    evidence = (whole.target_id, *(part.target_id for part in parts))
    said = say("quarters_fit" if fits else "quarters_differ", **told)
    return Outcome(
        whole.target_id.split("/", 1)[-1], "pass" if fits else "break", rows.measure.measure_id, said, evidence
    )


def _sum(parts: list[Target]) -> Decimal:
    """Add up the values."""
    return sum((t.value for t in parts), Decimal(0))


def write_sum(parts: list[Target]) -> str:
    """Write a sum: `1枚 + 1枚 = 2`."""
    return " + ".join(re.sub(r"\s", "", t.text) for t in parts) + f" = {_sum(parts)}"
