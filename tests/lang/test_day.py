"""The last day of what is stated, and the date of a document."""

from datetime import date

import pytest

from pipeline.flow import read_text
from pipeline.lang.day import (
    End,
    cut_own_year,
    decide_due_date,
    decide_task_date,
    is_added_up,
    read_date,
    read_due_date,
    read_published,
)
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
    ("从6月起每月举办活动5场。", 2025, ["2025-12-31"]),
    ("自第三季度开始举办活动5场。", 2025, ["2025-12-31"]),
    ("6月起草方案5份。", 2025, ["2025-06-30"]),
    ("举办“三月三”活动5场。", 2025, ["2025-12-31"]),
    ("每季度末报送材料5份。", 2025, ["2025-12-31"]),
    ("2026年一季度建成公园5个。", 2025, ["2026-03-31"]),
    ("2022年建成的公园中提升5个。", 2025, ["2025-12-31"]),
    ("“十五五”末建成公园30个。", None, ["2030-12-31"]),
    ("2025年九月八日前建成公园30个。", None, ["2025-09-08"]),
    ("2025年九月八号前建成公园30个。", None, ["2025-09-08"]),
    ("2025年9月8号前建成公园30个。", None, ["2025-09-08"]),
    ("2025年举办三月三歌会5场。", None, ["2025-12-31"]),
    ("2025年一至第三季度建成公园30个。", None, ["2025-09-30"]),
    ("建成公园30个。", None, [None]),
    ("建成公园30个。", 2025, ["2025-12-31"]),
]


@pytest.mark.parametrize(("text", "year", "days"), SENTENCES)
def test_target(text, year, days):
    found = [target.due_date for target in read_text(text, year) if isinstance(target, Target)]
    assert found == [date.fromisoformat(day) if day else None for day in days]


TASKS = [  # the words of a task, the year of its plan, the day by which the whole of it is due
    ("6月底前完成方案编制。", 2025, "2025-06-30"),
    ("9月份开工建设。", 2025, "2025-09-30"),
    ("在第三季度组织验收。", 2025, "2025-09-30"),
    ("上半年完成招标，9月底前开工。", 2025, "2025-09-30"),
    ("9月底前开工，其中一标段6月底前开工。", 2025, "2025-09-30"),
    ("6月底前完成方案，年底前建成投用。", 2025, "2025-12-31"),
    ("2025年，6月底前完成方案。", 2025, "2025-06-30"),
    ("到2025年底建成。6月底前完成方案。", 2025, "2025-12-31"),
    ("从3月起逐月通报。", 2025, "2025-12-31"),
    ("每季度末通报进展。", 2025, "2025-12-31"),
    ("年内完成。", 2025, "2025-12-31"),
    ("落实《2025年6月底前整改方案》。", 2025, "2025-12-31"),
    ("在2024年3月底前摸底的基础上推进。", 2025, "2025-12-31"),
    ("对2022年4月1日至6月30日期间申请的给予补助。", 2025, "2025-12-31"),
    ("4月1日至6月30日集中整治。", 2025, "2025-06-30"),
    ("2025年推进建设，投诉1月内办结。", 2025, "2025-12-31"),
    ("推进建设。", 2025, "2025-12-31"),
    ("推进建设。", None, None),
    ("6月底前完成方案。", None, None),
    ("2025年6月底前完成方案。", None, "2025-06-30"),
    ("到2027年全面建成。", None, "2027-12-31"),
    ("到2025年基本建成，到2030年全面建成。", None, None),
    ("“十五五”末全面建成。", None, "2030-12-31"),
]


@pytest.mark.parametrize(("text", "year", "day"), TASKS)
def test_task(text, year, day):
    assert decide_task_date(text, year, None, None) == (date.fromisoformat(day) if day else None)


def test_what_decides_on_a_task():
    quarter, deadline, published = date(2025, 9, 30), date(2025, 5, 31), date(2025, 2, 11)
    assert decide_task_date("组织验收。", 2025, 3, deadline) == quarter
    assert decide_task_date("组织验收。", 2025, None, deadline) == deadline
    assert decide_task_date("8月底前组织验收。", 2025, None, deadline) == date(2025, 8, 31)
    assert decide_task_date("本月底前完成摸底。", None, None, None, published) == date(2025, 2, 28)
    assert decide_task_date("本季度末前完成摸底。", 2025, None, None, published) == date(2025, 3, 31)
    assert read_due_date("本月底前", 2025, published) == date(2025, 2, 28)


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
        (["2021年12月31日（此件公开发布）"], "2021-12-31"),
        (["来源：某市政府网 发布时间：2024-03-15 10:22 字体：[大 中 小]"], "2024-03-15"),
        (["发布日期：2024/3/15"], "2024-03-15"),
        (["[发布日期] 2024年3月15日"], "2024-03-15"),
        (["发表时间：", "2024-03-15 09:45:30"], "2024-03-15"),
        (["2024年03月15日 07时41分"], "2024-03-15"),
        (["时间：2024.3.15"], "2024-03-15"),
        (["成文日期：2024年3月10日", "发布日期：2024年3月15日"], "2024-03-15"),
        (["成文日期：2024年3月10日", "二〇二四年三月十一日"], "2024-03-10"),
        (["完成时间：2024年3月15日"], None),
        (["有效期至2024-03-15"], None),
        (["2021年12月"], None),  # no day
        (["自2022年8月1日起实施。"], None),  # when it comes into force
        (["联系电话：2024-031-5888"], None),
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
        ("截至2025年新增480个", True),
        ("截止2025年新增480个", True),
        ("累计新增480个", True),
        ("2025年新增120个", False),
        ("延伸到12个乡镇", False),
    ],
)
def test_what_is_added_up_until_a_year(text, expected):
    assert is_added_up(text) is expected


def test_a_cell_says_when_a_document_was_published_where_it_is_called_so():
    assert read_published([], ["索引号", "0071/2024", "成文日期", "2024年3月15日"]) == date(2024, 3, 15)
    assert read_published([], ["某局办公室", "2024年3月15日印发"]) == date(2024, 3, 15)
    assert read_published([], ["完成时限", "2024年3月15日"]) is None
