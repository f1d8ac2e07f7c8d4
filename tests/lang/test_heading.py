"""What is a heading: cases that no row of the table says literally."""

import pytest

from pipeline.lang.heading import (
    field_of,
    heading_widths,
    is_sure,
    may_be_heading,
    opens_table,
    period_of,
)

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
    ("协作责任单位", "cooperating_units"),
    ("配合落实单位", "cooperating_units"),
    ("主办责任科室", "lead_units"),
    ("局内责任股室", "responsible_units"),
    ("责任委办局", "responsible_units"),
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
    assert may_be_heading(text) is expected


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("２０２４年", "2024"),
        ("二〇二四年", "2024"),
        ("二O二四年工作计划", "2024"),
        ("二○二四年", "2024"),
        ("二零二四年目标", "2024"),
        ("二〇二四年一季度", "2024-Q1"),
        ("到二〇二五年底", "2025"),
        ("前三季度目标", "plan"),
        ("1-3季度", "plan"),
        ("1—3季度目标", "plan"),
        ("二〇二四一五年", None),
    ],
)
def test_years_in_any_digits_and_quarters(heading, field):
    assert field_of(heading) == field


@pytest.mark.parametrize(
    ("texts", "widths"),
    [
        (["指标名称", "单位", "2025年目标值", "责任单位", "新增学位", "个"], (2, 4, 6)),
        (["序号", "工作任务", "责任单位", "完成时限", "1", "建设公园"], (3, 4, 4)),
        (["具体措施", "牵头单位", "建设公园", "市教育局", "引进企业", "市商务局"], (2, 2, 6)),
        (["序号", "姓名", "电话"], None),
        (["建设公园", "市教育局"], None),
    ],
)
def test_how_many_cells_are_the_heading(texts, widths):
    assert heading_widths(texts) == widths


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("重点工作任务", True),
        ("牵头单位", True),
        ("2024年", True),
        ("加快推进重点工程", False),
        ("市教育局", False),
        ("", False),
    ],
)
def test_a_sure_heading(text, sure):
    assert is_sure(text) is sure


@pytest.mark.parametrize(
    ("texts", "opens"),
    [
        (["序号", "花名", "甲"], True),
        (["工作任务", "牵头单位", "花名"], True),
        (["1", "建设公园", "市教育局"], False),
        (["序号"], False),
        (["建设工程", "市教育局", "2024年"], False),
    ],
)
def test_a_row_that_opens_a_table(texts, opens):
    assert opens_table(texts) is opens
