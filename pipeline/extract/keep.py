"""Which paragraphs and rows without departments are measures: those that state a goal. The others are narrative.

A figure promises something where its sentence says by when, how far, how firmly or what is done, or where its chapter promises
(docs/design/sections.md). A count in Chinese numerals alone is as often a way of speaking (两条底线) or a name (八所港).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.extract.target.chapter import PATH, find_chapters
from pipeline.lang.cue import Cue
from pipeline.model import Finding, Measure, QualitativeTarget, Target
from pipeline.model.closed import UNLED
from pipeline.rules.findings import tell

CREATION = Cue("roles", "creation")


def keep_goals(
    records: Mapping[type, list[Any]], findings: Iterable[Finding], path: str
) -> tuple[dict[type, list[Any]], list[Finding]]:
    """Leave out the measures that name no departments and state no goal, with their findings; P57 counts them."""
    narrative = _find_narrative(records)
    return _drop(records, narrative), list(_report(findings, narrative, path))


def _find_narrative(records: Mapping[type, list[Any]]) -> set[str]:
    """The keys of the measures that name no departments and state no goal."""
    unled = {measure.measure_id: measure for measure in records.get(Measure, ()) if measure.source in UNLED}
    stating: set[str] = set()
    for target in (*records.get(Target, ()), *records.get(QualitativeTarget, ())):
        measure = unled.get(target.measure_id)
        if measure and target.measure_id not in stating and is_goal(target, measure):
            stating.add(target.measure_id)
    return set(unled) - stating


def is_goal(target: Target | QualitativeTarget, measure: Measure) -> bool:
    """Tell whether a target makes its paragraph or row a goal; of a table that tells results (完成情况) none does."""
    if measure.source == "indicator":
        return not find_chapters("", PATH.join(filter(None, (measure.section, measure.list_title)))).at(0)
    if isinstance(target, QualitativeTarget):
        return bool(target.year or target.commitment)
    is_bound = bool(target.commitment) or target.comparator != "eq"
    if not any(mark.isdigit() for mark in target.text):
        return is_bound or target.basis == "added" or target.dimension in ("ratio", "money")
    if is_bound or target.year or target.basis or CREATION.within(target.context):
        return True
    return find_chapters("", measure.section or "").at(0) is False


def _drop(records: Mapping[type, list[Any]], narrative: set[str]) -> dict[type, list[Any]]:
    """Leave out the records of the measures `narrative`; records of lists know no measure and stay."""
    return {
        kind: [record for record in found if getattr(record, "measure_id", None) not in narrative]
        for kind, found in records.items()
    }


def _report(findings: Iterable[Finding], narrative: set[str], path: str) -> Iterator[Finding]:
    """Give the findings on what is kept, and one that counts what is left out (P57)."""
    yield from (finding for finding in findings if finding.place.rpartition("/")[0] not in narrative)
    if narrative:
        yield tell("P57", path, "", count=len(narrative))
