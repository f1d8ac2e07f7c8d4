"""Deadlines and titles: the year that they mean."""

import pytest

from pipeline.lang.period import read_due, read_list_year

DEADLINES = [
    ("2025年12月底前", None, (2025, True)),
    ("2026 年底", None, (2026, True)),
    ("２０２５年底", None, (2025, True)),
    ("二〇二五年底前", None, (2025, True)),
    ("2025.12", None, (2025, True)),
    ("2025-12-31", None, (2025, True)),
    ("2024—2026年", None, (2026, True)),
    ("2024年6月；2025年12月", None, (2025, False)),
    ("“十四五”期末", None, (2025, True)),
    ("“十五五”末", None, (2030, True)),
    ("年底", 2024, (2024, True)),
    ("6月底前", 2024, (2024, True)),
    ("三季度", 2024, (2024, True)),
    ("年底", None, (None, False)),
    ("每年12月", 2024, (None, False)),
    ("持续推进", 2024, (None, False)),
    ("长期", 2024, (None, False)),
    ("立行立改", None, (None, False)),
    ("", 2024, (None, False)),
    ("粤府〔2022〕10号要求", None, (None, False)),
]


@pytest.mark.parametrize(("text", "list_year", "expected"), DEADLINES)
def test_deadline(text, list_year, expected):
    assert tuple(read_due(text, list_year)) == expected


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2024年民生实事任务分解表", 2024),
        ("某市2025年度重点工作清单", 2025),
        ("政府工作报告重点工作责任分解（2023年）", 2023),
        ("三年行动计划（2023—2025年）任务表", None),
        ("2023年至2025年任务表", None),
        ("落实府办〔2022〕10号文件分工表", None),
        ("任务表", None),
        ("", None),
    ],
)
def test_list_year(title, year):
    assert read_list_year(title) == year
