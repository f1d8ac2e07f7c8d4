"""Passages: which cells are read, of which year, with which heading and subject."""

from datetime import date

import pytest

from pipeline.model import Cell, Deadline, Measure, PlanItem
from pipeline.split.passages import make_passages, read_plans


def make(field, text="建成3个", heading=None):
    return Cell("d", "d/1", field, text, 2, 1, None, heading=heading)


def passages(cells, first_year=None, published=None, list_year=None, text="推进"):
    due = Deadline("d/1", list_year, None, 2027, date(2027, 6, 30))
    items = [entry for entry in read_plans(cells, [due]) if isinstance(entry, PlanItem)]
    measure = Measure("d/1", "d", "1", text, 2, None)
    return list(make_passages(cells, [measure], items, [due], first_year, published))


@pytest.mark.parametrize(
    ("field", "heading", "year"),
    [
        ("2025", None, 2025),
        ("2025-Q2", None, 2025),
        ("plan", "目标", 2024),
        ("plan", "远期目标", None),
        ("measure", None, None),
    ],
)
def test_year(field, heading, year):
    (found,) = passages([make(field, heading=heading)], list_year=2024)
    assert (found.year, found.due_year, found.due_date) == (year, 2027, date(2027, 6, 30))
    assert len(found.items) == (field != "measure")


def test_other_cells_are_not_read():
    assert passages([make("lead_units"), make("remark"), make("deadline"), make("other:花名")]) == []


@pytest.mark.parametrize(
    ("first_year", "list_year", "published", "this_year"),
    [
        (2022, 2023, date(2024, 1, 1), 2022),
        (None, 2023, date(2024, 1, 1), 2023),
        (None, None, date(2024, 1, 1), 2024),
        (None, None, None, None),
    ],
)
def test_this_year(first_year, list_year, published, this_year):
    (found,) = passages([make("measure")], first_year, published, list_year)
    assert found.first_year == this_year


@pytest.mark.parametrize(
    ("unit", "measure", "heading", "expected"),
    [
        ("", "推进", "2025年目标（亿元）", "2025年目标（亿元）"),
        ("亿元", "推进", "2025年目标", "2025年目标（亿元）"),
        ("", "地区生产总值（亿元）", "2025年目标", "地区生产总值（亿元）"),
        ("", "推进", "2025年目标", "2025年目标"),
    ],
)
def test_heading_with_its_unit(unit, measure, heading, expected):
    cells = [make("measure", measure), make("2025", "30", heading), *([make("measure_unit", unit)] if unit else [])]
    assert passages(cells)[1].heading == expected


def test_subject():
    cells = [make("measure", "地区生产总值（亿元）", "指标名称"), make("2025", "30", "2025年目标")]
    assert passages(cells, text="地区生产总值（亿元）")[1].subject == "地区生产总值"
    assert passages(cells, text="其中：营造面积（公顷）")[1].subject == "营造面积"
    assert passages([make("measure", "推进", "具体措施"), make("2025", "30")])[1].subject == ""
