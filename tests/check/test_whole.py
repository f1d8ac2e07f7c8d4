"""A document as a whole: its goals against its list, and when it is due."""

from dataclasses import replace
from datetime import date

import pytest

from tests.check.builders import find, make_cell, make_dataset, make_document, make_measure, make_target, statuses

GOAL, PLAN = make_cell("1", "measure", "到2025年覆盖率达到90%以上"), make_cell("2", "2025", "覆盖率达到90%")
LEVEL = {"unit": "%", "dimension": "ratio", "basis": "level", "year": 2025}


def run(source: str, goal: dict[str, object], plan: dict[str, object]) -> list[str]:
    measures = [replace(make_measure("1"), source=source), make_measure("2")]
    targets = [
        make_target(GOAL, "90%", "覆盖率", 90, **{**LEVEL, "comparator": "ge", **goal}),
        make_target(PLAN, "90%", "覆盖率", 90, **{**LEVEL, **plan}),
    ]
    return statuses(make_dataset([GOAL, PLAN], targets, measures=measures), "goals_agree")


@pytest.mark.parametrize(
    ("source", "goal", "plan", "expected"),
    [
        ("goal", {}, {}, ["pass"]),
        ("indicator", {}, {"value": 95}, ["pass"]),
        ("indicator", {}, {"value": 80}, ["warn"]),
        ("goal", {"comparator": "gt"}, {}, ["warn"]),
        ("table", {}, {"value": 80}, []),  # two measures of one list
        ("goal", {}, {"value": 80, "year": 2024}, []),
        ("goal", {}, {"value": 80, "indicator": "入学率"}, []),
        ("goal", {}, {"value": 80, "basis": "growth"}, []),
        ("goal", {"basis": "flow"}, {"value": 80, "basis": "flow"}, []),  # an amount may be a part
        ("goal", {}, {"value": 80, "unit": "pp"}, []),
    ],
)
def test_a_goal_and_the_list(source, goal, plan, expected):
    assert run(source, goal, plan) == expected


def test_what_is_said_twice_in_one_part_is_compared_with_nothing():
    measures = [replace(make_measure("1"), source="goal"), make_measure("2")]
    both = make_cell("1", "measure", "覆盖率90%，覆盖率95%")
    targets = [make_target(both, text, "覆盖率", text[:-1], **LEVEL) for text in ("90%", "95%")]
    targets.append(make_target(PLAN, "90%", "覆盖率", 90, **LEVEL))
    assert statuses(make_dataset([both, PLAN], targets, measures=measures), "goals_agree") == []


@pytest.mark.parametrize(
    ("published", "due", "expected"),
    [
        (date(2022, 8, 15), date(2022, 12, 31), ["pass"]),
        (date(2022, 8, 15), date(2022, 8, 15), ["pass"]),
        (date(2022, 8, 15), date(2021, 12, 31), ["warn"]),
        (None, date(2021, 12, 31), []),
        (date(2022, 8, 15), None, []),
    ],
)
def test_nothing_is_due_before_the_document(published, due, expected):
    target = make_target(PLAN, "90%", "覆盖率", 90, **LEVEL, due_date=due)
    documents = [replace(make_document(), published=published)]
    dataset = make_dataset([PLAN], [target], measures=[make_measure("2")], documents=documents)
    assert [check.status for check in find(dataset, "due_after_publication")] == expected
