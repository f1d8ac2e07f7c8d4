"""What the rooms after the table make of its years, units of measure and indicators."""

import pytest

from pipeline.flow import make_dataset
from pipeline.model import Cell, PlanItem, Target
from tests.flow.shapes import read, targets

TARGETS = [
    (
        """
        2025年指标任务分解表
        序号 | 指标名称 | 单位 | 2024年基数 | 目标值 | 2027年目标值（万个） | 责任单位
        1 | 地区生产总值 | 亿元 | 3700 | 4000以上 | - | 市发展改革局
        2 | 充电桩 | 个 | 1 | 3000 | 1.5 | 市发展改革局
        3 | 停车位 | 个 | 1 | 2000 | 0.25 | 市发展改革局
        """,
        [
            "1 2025 地区生产总值 ge 400000000000 CNY",
            "2 2025 充电桩 eq 3000 个",
            "2 2027 充电桩 eq 15000 个",
            "3 2025 停车位 eq 2000 个",
            "3 2027 停车位 eq 2500 个",
        ],
    ),
    (
        """
        任务表
        序号 | 工作任务 | 工作目标 | 完成时限 | 责任单位
        1 | 新建公园3个。 | 年内开工2个 | 2025年12月底前 | 市城市管理局
        2 | 到2027年新建学校2所。 | - | 2026年底 | 市教育局
        3 | 新建医院1家。 | - | 长期 | 市卫生健康局
        4 | 新建码头1个。 | - | 2025年开工；2027年投用 | 市交通运输局
        """,
        [
            "1 2025 公园 eq 3 个",
            "1 2025 - eq 2 个",
            "2 2027 学校 eq 2 所",
            "3 - 医院 eq 1 家",
            "4 - 码头 eq 1 个",
        ],
    ),
    (
        """
        2024年民生实事任务分解表
        序号 | 工作任务 | 年度目标 | 责任单位
        1 | 新建公园。 | 建成3个 | 市城市管理局
        2 | 新建学校2所。 | - | 市教育局
        """,
        ["1 2024 - eq 3 个", "2 - 学校 eq 2 所"],
    ),
    (
        """
        2025年投资任务清单
        填报单位：市商务局    单位：亿元
        序号 | 指标 | 目标值 | 2027年目标值（个） | 责任单位
        1 | 招商引资额 | 50 | 3 | 市商务局
        2 | 技改投资额 | 完成投资300万元 | 4 | 市工业和信息化局
        """,
        [
            "1 2025 招商引资额 eq 5000000000 CNY",
            "1 2027 招商引资额 eq 3 个",
            "2 2025 投资 eq 3000000 CNY",
            "2 2027 技改投资额 eq 4 个",
        ],
    ),
    (
        """
        表1
        （单位：万亩）
        指标 | 属性 | 2020年 | 2025年
        耕地保有量 | 约束性 | 120 | 130
        """,
        ["i1 2025 耕地保有量 eq 1300000 亩"],
    ),
]


@pytest.mark.parametrize(("drawing", "expected"), TARGETS)
def test_targets(drawing, expected):
    assert targets(read(drawing)) == expected


def test_quarters_of_columns():
    rooms = read("""
        2024年任务表
        序号 | 工作任务 | 一季度 | 二季度 | 责任单位
        1 | 建设公园。 | 1.选址2处/2.立项 | 第三季度：开工 | 市城市管理局
    """)
    items = [(item.item_id, item.year, item.quarter, item.due_year) for item in rooms.of(PlanItem)]
    assert items == [
        ("d/1/plan-Q1/1", 2024, 1, 2024),
        ("d/1/plan-Q1/2", 2024, 1, 2024),
        ("d/1/plan-Q2/1", 2024, 3, 2024),
    ]


def test_cells_bear_their_heading():
    rooms = read("""
        序号 | 工作任务 | 责任单位 | <
        ^ | ^ | 市 级/单位 | 县级
        1 | 建设公园。 | 市城市管理局 | 赤坎区政府
    """)
    headings = {cell.field: cell.heading for cell in rooms.of(Cell)}
    assert headings["responsible_units"] == "责任单位 / 市级单位"
    assert headings["responsible_units-2"] == "责任单位 / 县级"


def test_far_columns_are_of_no_year_and_the_title_gives_the_plan_years():
    rooms = read("""
        2024年任务表
        序号 | 工作任务 | 近期目标 | 远期目标 | 责任单位
        1 | 建设公园。 | 开工 | 建成 | 市城市管理局
    """)
    assert [(item.field, item.year) for item in rooms.of(PlanItem)] == [("plan", 2024), ("plan-2", None)]
    assert (rooms.document.first_year, rooms.document.last_year) == (2024, 2024)


CHECKS = [
    (
        """
        2024年任务表
        序号 | 工作任务 | 一季度 | 二季度 | 三季度 | 四季度 | 责任单位
        1 | 建设公园。 | 选址 | 开工 | 建设 | 建成 | 市城市管理局
        """,
        {
            "quarters_complete": ["pass"],
            "plan_years_complete": ["pass"],
            "lead_unit_named": ["pass"],
            "numbers_consecutive": ["pass"],
        },
    ),
    (
        """
        一、产业
        1.建设园区。（市工信局牵头）
        2.引进企业。（责任单位：市商务局）
        """,
        {"lead_unit_named": ["pass"], "numbers_consecutive": ["pass"]},
    ),
    (
        """
        附件1
        甲任务清单
        序号 | 工作任务 | 责任单位
        1 | 建设园区。 | 市工信局
        2 | 引进企业。 | 市商务局
        附件2
        乙任务清单
        序号 | 工作任务 | 责任单位
        1 | 建设学校。 | 市教育局
        """,
        {"lead_unit_named": ["pass"], "numbers_consecutive": ["pass"]},
    ),
]


@pytest.mark.parametrize(("drawing", "expected"), CHECKS)
def test_checks_understand_other_shapes(drawing, expected):
    found: dict[str, list[str]] = {}
    for check in make_dataset(read(drawing)).checks:
        found.setdefault(check.check, []).append(check.status)
    assert found == expected


def test_parts_of_a_year():
    rooms = read("""
        2024年任务表
        序号 | 工作任务 | 上半年 | 前三季度 | 2025年6月底前 | 全年 | 责任单位
        1 | 建设公园。 | 建成1个 | 建成2个 | 建成9个 | 建成3个 | 市城市管理局
    """)
    found = [(target.value, target.quarter, str(target.due_date)) for target in rooms.of(Target)]
    assert found == [(1, None, "2024-06-30"), (2, None, "2024-09-30"), (9, None, "2025-06-30"), (3, None, "2024-12-31")]


@pytest.mark.parametrize("note", ["单位：万元", "（单位: 亿元）", "填报单位：市商务局 计量单位：万元"])
def test_a_line_that_says_a_unit_is_no_goal(note):
    rooms = read(f"""
        2024年全市投资
        工作任务清单
        {note}
        序号 | 工作任务 | 责任单位
        1 | 建设公园3个。 | 市城市管理局
    """)
    assert targets(rooms) == ["1 - 公园 eq 3 个"]
    assert [finding.code for finding in rooms.findings] == []
