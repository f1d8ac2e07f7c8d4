"""What texts say of time: one eye, whatever the room; every word is proved by taking it out."""

from datetime import date

import pytest

from pipeline.lang import day, period
from pipeline.lang.day import find_times, read_due_date, read_published
from pipeline.lang.fold import fold
from pipeline.lang.period import (
    find_due_years,
    find_years,
    is_far,
    read_due,
    read_period,
    read_quarter,
    write_years,
)
from pipeline.lang.year_row import cut_joined_years, find_each_year, find_joined_years, find_row_year
from pipeline.rules.periods import period_words

WRITTEN = ["2025", "２０２５", "二〇二五", "二零二五", "二O二五", "二Ｏ二五", "二○二五", "二o二五"]


@pytest.mark.parametrize("year", WRITTEN)
def test_every_eye_reads_a_year_in_any_digits(year):
    assert [one.year for one in find_years(f"到{year}年底")] == [2025]
    assert find_due_years(fold(f"到{year}年底，建成30个"), None).years == [2025]
    assert read_due(f"{year}年底前", None).year == 2025
    assert read_period(f"{year}年目标").year == 2025
    assert len(write_years(fold(year))) == len(year)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("“十四五”期末", 2025),
        ("“十五五”末", 2030),
        ("“十五五”期间", 2030),
        ("“十五五”时期", 2030),
        ("十五五规划期末", 2030),
    ],
)
def test_a_plan_of_five_years_is_due_at_its_end(text, year):
    assert read_due(text, None).year == year
    assert find_due_years(fold(f"{text}，建成30个"), None).years == [year]


@pytest.mark.parametrize(
    "text", ["十五五", "二〇二五", "三〇二五年", "12025年", "2025号", "二五年", "“十四五”规划的", "20250"]
)
def test_what_is_no_year_of_a_sentence(text):
    assert find_due_years(fold(f"到{text}建成"), None).years == []


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("2024年一季度", (2024, 1)),
        ("第三季度目标", (None, 3)),
        ("Q4", (None, 4)),
        ("2024Q2", (2024, 2)),
        ("前三季度目标", (None, None)),
        ("1-3季度", (None, None)),
        ("一至三季度", (None, None)),
        ("Q1-Q3", (None, None)),
        ("Q1至Q3", (None, None)),
        ("2024年一至二季度", (2024, None)),
        ("一季度、三季度", (None, None)),
        ("2023—2025年", (None, None)),
        ("“十五五”末目标", (2030, None)),
        ("“十四五”期间重点任务", (None, None)),
        ("责任单位", (None, None)),
    ],
)
def test_heading(heading, period):
    assert tuple(read_period(heading)) == period


@pytest.mark.parametrize(
    ("text", "quarters"),
    [
        ("一季度30个，二季度40个", [1, 2]),
        ("第3季度完成", [3]),
        ("前三季度完成90个", [None]),
        ("1-3季度完成90个", [None]),
        ("一、二季度完成60个", [None]),
        ("一至第三季度完成60个", [None]),
        ("上半年完成60个", [None]),
        ("一季度30个，全年120个", [1, None]),
        ("种植三季稻", []),
    ],
)
def test_quarters_of_a_sentence(text, quarters):
    assert find_times(fold(text)).quarters.times == quarters
    assert [read_quarter(fold(text), 0)] != [None] or not text.startswith(("一季度", "第3", "前三", "1-3"))


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2025.12前建成5个", 2025),
        ("在2025-06-30之前建成5个", 2025),
        ("到2025.6，建成5个", 2025),
        ("2025.12版的5个", None),
        ("2025至2027年，新增100个", 2027),
        ("2025至2027年，每年新增100个", None),
        ("本月底前排查企业30家", 2022),
    ],
)
def test_a_year_that_digits_a_span_or_a_word_state(text, year):
    assert find_due_years(fold(text), 2022).years == ([year] if year else [])


@pytest.mark.parametrize(
    ("text", "joined", "each"),
    [
        ("到2025、2026年分别", [2025, 2026], []),
        ("到2023年、2025年", [2023, 2025], []),
        ("到2024年和2026年", [2024, 2026], []),
        ("到2025年，2026年", [], []),
        ("2025—2027年，每年", [], [2025, 2026, 2027]),
        ("2025年至2027年每年", [], [2025, 2026, 2027]),
        ("2025—2027年", [], []),
    ],
)
def test_years_that_figures_take_in_turn(text, joined, each):
    folded = fold(text)
    assert find_joined_years(folded, 0, len(folded)) == joined
    assert find_each_year(folded, 0, len(folded)) == each


def test_joined_years_are_cut_off_words():
    assert cut_joined_years("到二〇二三年、2025年覆盖率") == "到覆盖率"
    assert cut_joined_years("到2025年覆盖率") == "到2025年覆盖率"


@pytest.mark.parametrize(
    ("text", "figure", "year"),
    [
        ("按下表建设：\n2024年\n5个\n2025年\n8个\n完成绿道20公里。", "8个", 2025),
        ("按下表建设：\n2024年\n5个\n2025年\n8个\n完成绿道20公里。", "5个", 2024),
        ("按下表建设：\n2024年\n5个\n2025年\n8个\n完成绿道20公里。", "20公里", None),
        ("2025年\n新建公园。\n绿道8公里", "8公里", None),
        ("新建公园8个", "8个", None),
    ],
)
def test_the_year_of_a_row_of_a_table_in_a_cell(text, figure, year):
    assert find_row_year(text, text.index(figure)) == year


def read_all(text):
    """Everything that an eye for time says of a text, but where."""
    folded = fold(text)
    times = find_times(folded, (), date(2024, 2, 1))
    eyes = (find_due_years(folded, 2024).years, times.quarters.times, times.ends.times)
    return (*eyes, read_due(text, 2024), is_far(text), read_published([text]), read_due_date(text, 2024))


@pytest.mark.parametrize("row", period_words(), ids=lambda row: f"{row.use}-{row.word}")
def test_word_is_what_decides(row):
    assert row.word in row.example
    assert row.source
    assert read_all(row.example) != read_all(row.example.replace(row.word, "苹果"))


@pytest.mark.parametrize("row", period_words(), ids=lambda row: f"{row.use}-{row.word}")
def test_no_word_is_covered_by_another(row, monkeypatch):
    known = read_all(row.example)
    monkeypatch.setattr(period, "period_words", lambda: tuple(other for other in period_words() if other != row))
    monkeypatch.setattr(day, "period_words", period.period_words)
    caches = (period.time_words, period._due, day._lengths, day._statements)
    for cached in caches:
        cached.cache_clear()
    try:
        without = read_all(row.example)
    finally:
        for cached in caches:
            cached.cache_clear()
    assert without != known
