"""The last day of what is stated, and the date of a document."""

from datetime import date

import pytest

from pipeline.flow import read_text
from pipeline.lang.day import End, cut_own_year, decide_due_date, is_added_up, read_date, read_due_date, read_published
from pipeline.model import QualitativeTarget, Target

DEADLINES = [
    ("2025年12月底前", None, "2025-12-31"),
    ("2025年6月30日前", None, "2025-06-30"),
    ("2025年6月", None, "2025-06-30"),
    ("2024年2月底", None, "2024-02-29"),
    ("2025年", None, "2025-12-31"),
    ("二O二五年九月底前", None, "2025-09-30"),
    ("2025.06", None, "2025-06-30"),
    ("2025-06-15", None, "2025-06-15"),
    ("6月底前", 2024, "2024-06-30"),
    ("三季度", 2024, "2024-09-30"),
    ("前三季度", 2024, "2024-09-30"),
    ("上半年", 2024, "2024-06-30"),
    ("年底", 2024, "2024-12-31"),
    ("2024—2026年", None, "2026-12-31"),
    ("2024年6月启动，2026年完成", None, "2026-12-31"),
    ("2024年6月；2025年3月", None, "2025-03-31"),
    ("“十五五”末", None, "2030-12-31"),
    ("每年12月", 2024, None),
    ("长期坚持", 2024, None),
    ("三年内", 2024, None),
    ("6月底前", None, None),
    ("2025年2月30日", None, "2025-02-28"),
]


@pytest.mark.parametrize(("text", "list_year", "day"), DEADLINES)
def test_deadline(text, list_year, day):
    assert read_due_date(text, list_year) == (date.fromisoformat(day) if day else None)


SENTENCES = [
    ("2025年6月底前建成公园30个。", None, ["2025-06-30"]),
    ("9月15日前建成公园30个。", 2025, ["2025-09-15"]),
    ("到2025年，建成公园30个。", None, ["2025-12-31"]),
    ("第二季度建成公园30个，全年建成100个。", 2025, ["2025-06-30", "2025-12-31"]),
    ("上半年建成公园30个，下半年建成40个。", 2025, ["2025-06-30", "2025-12-31"]),
    ("前三季度建成公园30个。", 2025, ["2025-09-30"]),
    ("2023年6月底前建成公园30个，到2025年建成50个。", None, ["2023-06-30", "2025-12-31"]),
    ("建成公园30个。", None, [None]),
    ("建成公园30个。", 2025, ["2025-12-31"]),
]


@pytest.mark.parametrize(("text", "year", "days"), SENTENCES)
def test_target(text, year, days):
    found = [target.due_date for target in read_text(text, year) if isinstance(target, Target)]
    assert found == [date.fromisoformat(day) if day else None for day in days]


def test_a_target_in_words_has_day_quarter_and_dimension():
    (found,) = (t for t in read_text("第三季度实现社区全覆盖。", 2025, text_id="d") if isinstance(t, QualitativeTarget))
    assert (found.doc_id, found.quarter, found.due_date, found.dimension) == ("d", 3, date(2025, 9, 30), "ratio")


@pytest.mark.parametrize(
    ("said", "quarter", "deadline", "day"),
    [
        (End(5), 2, None, "2025-05-31"),
        (End(12), 2, None, "2025-06-30"),
        (None, None, date(2025, 6, 30), "2025-06-30"),
        (None, None, date(2024, 6, 30), "2025-12-31"),
        (End(3), None, date(2025, 6, 30), "2025-03-31"),
    ],
)
def test_what_is_nearest_decides(said, quarter, deadline, day):
    assert decide_due_date(2025, said, quarter, deadline) == date.fromisoformat(day)
    assert decide_due_date(None, said, quarter, deadline) is None


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["某市人民政府办公室", "2024年3月15日印发"], "2024-03-15"),
        (["任务分解表", "（2024年3月15日）"], "2024-03-15"),
        (["二〇二四年三月十五日"], "2024-03-15"),
        (["2024年3月15日", "2024年3月18日印发"], "2024-03-18"),
        (["2024年3月15日前完成"], None),
        (["2024年13月15日"], None),
        (["附件"], None),
    ],
)
def test_published(lines, day):
    assert read_published(lines) == (date.fromisoformat(day) if day else None)
    assert read_date("2024年13月15日") is None


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        ("公司2023年交易额", 2023, "公司交易额"),
        ("公司２０２３年度交易额", 2023, "公司交易额"),
        ("2023 年交易额", 2023, "交易额"),
        ("公司2022年交易额", 2023, "公司2022年交易额"),
        ("公司交易额", 2023, "公司交易额"),
        ("2023年", None, "2023年"),
        ("12023年", 2023, "12023年"),
    ],
)
def test_the_own_year_is_no_part_of_a_name(name, year, expected):
    assert cut_own_year(name, year) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2025年新增480个", True),
        ("至“十四五”末新增480个", True),
        ("累计新增480个", True),
        ("2025年新增120个", False),
        ("延伸到12个乡镇", False),
    ],
)
def test_what_is_added_up_until_a_year(text, expected):
    assert is_added_up(text) is expected
