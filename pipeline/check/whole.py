"""A document as a whole: the same figure in its goals and its list, and when it is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipeline.check.grouping import DocumentRows, Outcome
from pipeline.check.matching import compare, name_series, write_target
from pipeline.model import Measure, Target
from pipeline.rules.checks import say, say_day

_STATED = ("level", "growth", "reduction")  # bases of what a document sets once; amounts may be those of parts
_SAID = {"pass": "goal_agrees", "warn": "goal_less_strict", "break": "goal_differs"}
_Places = list[tuple[Measure, Target]]


def check_goals(document: DocumentRows) -> Iterator[Outcome]:
    """Check a figure of a goal or of a table of indicators against the same of another part: goals, indicators, list.

    The same is: equal name, unit, basis and year, each part saying it once.
    """
    found: dict[tuple[object, ...], _Places] = defaultdict(list)
    for rows in document.measures:
        for target in rows.targets:
            if (
                target.basis in _STATED
                and target.year
                and not target.quarter
                and target.indicator
                and not rows.restates_plan(target)
            ):
                found[*name_series(target), target.basis, target.year].append((rows.measure, target))
    for places in found.values():
        sources = [measure.source for measure, _ in places]
        if len(set(sources)) == len(sources) > 1:
            yield from _compare_parts(sorted(places, key=lambda place: _rank(place[0])))


def _rank(measure: Measure) -> int:
    """Order the parts of a document by how firmly they set a figure: indicators, goals, then what is to be done."""
    return {"indicator": 0, "goal": 1}.get(measure.source, 2)


def _compare_parts(places: _Places) -> Iterator[Outcome]:
    (first, goal), *others = places
    for measure, target in others:
        if not _rank(first) < _rank(measure):
            continue
        status = compare(goal, target)
        said = say(_SAID[status], goal=write_target(goal), other=write_target(target), indicator=target.indicator)
        subject = target.target_id.split("/", 1)[-1]
        yield Outcome(subject, status, measure.measure_id, said, (goal.target_id, target.target_id))


def check_due(document: DocumentRows) -> Iterator[Outcome]:
    """Check that nothing is due before the document was published."""
    dated = [target for rows in document.measures for target in rows.targets if target.due_date]
    if document.published is None or not dated:
        return
    early = [target for target in dated if target.due_date and target.due_date < document.published]
    if not early:
        yield Outcome("", "pass", None, say("due_after", count=len(dated), published=say_day(document.published)), ())
    for target in early:
        due = say_day(target.due_date) if target.due_date else ""
        told = {"target": write_target(target), "due": due, "published": say_day(document.published)}
        subject = target.target_id.split("/", 1)[-1]
        yield Outcome(subject, "break", target.measure_id, say("due_before", **told), (target.target_id,))
