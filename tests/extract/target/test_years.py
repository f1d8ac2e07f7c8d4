"""Years that no figure has beside it: of the title (年内), of what opens a paragraph of goals (到2025年，…。…)."""

import pytest

from pipeline.extract.target.passage import read_passage
from pipeline.model import Passage, Target


def years(text: str, **more) -> list[int | None]:
    found = read_passage(Passage("d", "m", "measure", text, **more))
    return [entry.year for entry in found if isinstance(entry, Target)]


OF_TITLE = [
    ("全年新建口袋公园30个。", [2024]),
    ("年内完成管网改造50公里，更新水表2万只。", [2024, 2024]),
    ("年底前80%的学校建成绿色学校。", [2024]),
    ("6月底前建成书房5间。", [2024]),
    ("上半年开工项目30个，三季度竣工项目10个。", [2024, 2024]),
    ("到2025年，全年空气优良天数比例达到90%。", [2025]),
    ("到2025年，新建公园3个。年内新建学校5所。", [2025, 2024]),
    ("三年内新建公园3个。", [None]),
    ("新建公园3个。", [None]),
    ("2023年12月底前新建公园3个。", [2023]),
    ("每年年底前培训300人次。", [None]),
    ("力争床位较上年末增加300张。", [None]),
    ("全年龄段人群参与率达到50%。", [None]),
]


@pytest.mark.parametrize(("text", "expected"), OF_TITLE)
def test_a_time_without_a_year_is_of_the_year_of_the_title(text, expected):
    assert years(text, own_year=2024) == expected


def test_without_a_title_of_one_year_it_is_of_none():
    assert years("年内新建公园3个。") == [None]


GOALS = "到2027年，绿化水平明显提升。新建公园30个，森林覆盖率达到45%。"


@pytest.mark.parametrize(
    ("text", "section", "expected"),
    [
        (f"（二）发展目标。{GOALS}", "一、总体要求", [2027, 2027]),
        (f"{GOALS}到2030年，森林覆盖率达到50%。新建公园5个。", "一、总体目标", [2027, 2027, 2030, 2030]),
        (f"{GOALS}\n新建学校3所。", "一、主要目标", [2027, 2027, None]),
        (f"{GOALS}", "二、重点任务", [None, None]),
        ("新建书房3间，到2027年，新建公园30个。新建学校3所。", "一、主要目标", [None, 2027, None]),
        ("到2027年、2030年，水平分别提升。新建公园30个。", "一、主要目标", [None]),
    ],
)
def test_a_year_that_opens_a_paragraph_of_goals_is_that_of_its_sentences(text, section, expected):
    assert years(text, section=section) == expected
