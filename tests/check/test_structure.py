"""Numbers, leads, years and quarters of a list."""

import pytest

from pipeline.model import Responsibility
from tests.check.builders import find, make_cell, make_dataset, make_document, make_item, make_measure, statuses


@pytest.mark.parametrize(
    ("numbers", "expected", "words"),
    [
        (["1", "10", "2", "3", "4", "5", "6", "7", "8", "9"], ["pass"], "10 measures"),
        (["一", "二", "三"], ["pass"], "3 measures"),
        (["5", "6"], ["pass"], "2 measures"),
        (["1", "2", "4"], ["warn"], "leave out 3"),
        (["1", "2", "2"], ["warn"], "the number 2"),
        (["1.1", "1.2"], [], ""),
    ],
)
def test_numbers(numbers: list[str], expected: list[str], words: str) -> None:
    rows = find(make_dataset(measures=[make_measure(n) for n in numbers]), "numbers_consecutive")
    assert [row.status for row in rows] == expected
    assert all(words in row.message for row in rows)


def test_numbers_may_start_again_in_a_section() -> None:
    measures = [make_measure("1", "一"), make_measure("2", "一"), make_measure("1", "二"), make_measure("3", "二")]
    assert statuses(make_dataset(measures=measures[:3]), "numbers_consecutive") == ["pass"]
    rows = find(make_dataset(measures=measures), "numbers_consecutive")
    assert [(row.status, row.check_id) for row in rows] == [("warn", "list/numbers_consecutive/二")]


def make_part(number: str, role: str, field: str, department: str) -> Responsibility:
    key = f"list/{number}/{role}/{field}/{department}"
    return Responsibility(key, f"list/{number}", role, 1, department, department, field, 0, len(department))


def test_leads() -> None:
    measures = [make_measure("1"), make_measure("2")]
    one, two = make_part("1", "lead", "lead_units", "甲局"), make_part("2", "lead", "lead_units", "乙局")
    helper = make_part("2", "cooperate", "cooperating_units", "乙局")
    assert statuses(make_dataset(measures=measures, responsibilities=[one, two]), "lead_unit_named") == ["pass"]
    (row,) = find(make_dataset(measures=measures, responsibilities=[one, helper]), "lead_unit_named")
    assert (row.status, row.check_id, row.measure_id) == ("fail", "list/lead_unit_named/2", "list/2")
    assert statuses(make_dataset(measures=measures), "lead_unit_named") == []
    empty = [make_cell("1", "lead_units", ""), make_cell("2", "lead_units", "")]
    assert statuses(make_dataset(empty, measures=measures), "lead_unit_named") == ["fail", "fail"]


def test_a_list_that_does_not_say_who_leads_needs_a_responsible_unit() -> None:
    part = make_part("1", "responsible", "responsible_units", "甲局")
    cell = make_cell("1", "responsible_units", "甲局")
    assert statuses(make_dataset([cell], responsibilities=[part]), "lead_unit_named") == ["pass"]
    assert statuses(make_dataset([cell]), "lead_unit_named") == ["fail"]


def test_inline_leads() -> None:
    lead, inline = make_part("1", "lead", "lead_units", "甲局"), make_part("1", "lead", "measure", "甲局")
    stranger = make_part("1", "lead", "measure", "乙局")
    for parts_, expected in [
        ([lead, inline], ["pass"]),
        ([lead, inline, stranger], ["warn"]),
        ([lead], []),
        ([inline], []),
    ]:
        assert statuses(make_dataset(responsibilities=parts_), "inline_lead_is_lead") == expected


@pytest.mark.parametrize(
    ("columns", "planned", "expected"),
    [
        ([2022, 2023], [2022, 2023], ["pass"]),
        ([2022, 2023], [2022], ["warn"]),
        ([2022, 2024], [2022, 2024], ["warn"]),
        ([2022, 2024], [2022], ["warn", "warn"]),
    ],
)
def test_years(columns: list[int], planned: list[int], expected: list[str]) -> None:
    cells = [make_cell("1", str(year), "推进") for year in columns]
    items = [make_item("1", year, 1, "推进") for year in planned]
    dataset = make_dataset(cells, plan_items=items, documents=[make_document(columns[0], columns[-1])])
    assert statuses(dataset, "plan_years_complete") == expected


@pytest.mark.parametrize(
    ("year", "quarters", "expected"),
    [
        (2023, [1, 2, 3, 4], ["pass"]),
        (2022, [3, 4], ["pass"]),
        (2023, [3, 4], ["warn"]),
        (2022, [1, 2], ["warn"]),
        (2022, [2, 4], ["warn"]),
        (2023, [], []),
    ],
)
def test_quarters(year: int, quarters: list[int], expected: list[str]) -> None:
    items = [make_item("1", year, i, "推进", quarter) for i, quarter in enumerate(quarters, 1)]
    items.append(make_item("1", 2022, 9, "推进"))
    assert statuses(make_dataset(plan_items=items), "quarters_complete") == expected
