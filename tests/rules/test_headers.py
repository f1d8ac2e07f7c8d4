"""Headings: every row of the table runs as its own example, then what no row says literally."""

import pytest

from pipeline.rules.headers import field_of, find_header, headers, is_heading_like, period_of


@pytest.mark.parametrize("row", headers(), ids=lambda row: f"{row.match}-{row.heading}")
def test_row(row):
    assert row.match in ("whole", "end")
    assert row.match == "whole" or row.example != row.heading
    found = find_header(row.example)
    assert found is not None
    assert (found.heading, found.field) == (row.heading, row.field)


CASES = [
    ("牵 头\n单 位", "lead_units"),
    ("牵头（责任）单位", "lead_units"),
    ("市级牵头单位", "lead_units"),
    ("第一牵头部门", "lead_units"),
    ("责任单位（列第一位的为牵头单位）", "responsible_units"),
    ("建议责任单位（省级部门）", "responsible_units"),
    ("责任单位：", "responsible_units"),
    ("市直责任单位", "responsible_units"),
    ("牵头单位及配合单位", "responsible_units"),
    ("牵头/配合单位", "responsible_units"),
    ("责任单位及责任人", "responsible_units"),
    ("其他参与单位", "cooperating_units"),
    ("牵头市领导", "person"),
    ("责任单位负责人", "person"),
    ("分 管 县领导", "person"),
    ("督办单位", "supervising_units"),
    ("目标与任务", "measure"),
    ("2024年", "2024"),
    ("2024", "2024"),
    ("2024年度目标值（万元）", "2024"),
    ("到2025年底", "2025"),
    ("2025年预期目标", "2025"),
    ("近期目标（2025年）", "2025"),
    ("2024年重点任务", "2024"),
    ("2024年一季度", "2024-Q1"),
    ("第三季度目标", "plan-Q3"),
    ("Q4", "plan-Q4"),
    ("上半年", "plan"),
    ("2024—2026年目标", "plan"),
    ("2023年基数", "baseline"),
    ("2023年完成情况", "progress"),
    ("2024年计划投资（万元）", "budget"),
    ("2022年牵头单位", "lead_units"),
    ("完成时限", "deadline"),
    ("完成\n时限", "deadline"),
    ("整改完成时限", "deadline"),
    ("政策诉求", "request"),
    ("各责任单位", None),
    ("一、总体要求", None),
    ("花名", None),
    ("2024年花名", None),
    ("", None),
    ("1.建设公园，新建公园三个，完成改造任务五项，推进各项重点工作任务", None),
]


@pytest.mark.parametrize(("heading", "field"), CASES)
def test_field(heading, field):
    assert field_of(heading) == field


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("2024年一季度", (2024, 1)),
        ("2024年一至二季度", (2024, None)),
        ("2023—2025年", (None, None)),
        ("责任单位", (None, None)),
    ],
)
def test_period(heading, period):
    assert period_of(heading) == period


@pytest.mark.parametrize(
    ("text", "expected"),
    [("花名", True), ("责任单位", True), ("1.建设公园", False), ("建设公园。", False), ("", False)],
)
def test_heading_like(text, expected):
    assert is_heading_like(text) is expected
