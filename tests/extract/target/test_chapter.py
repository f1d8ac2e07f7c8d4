"""What a chapter is for, by its heading and those above it; and what that makes of its figures."""

import pytest

from pipeline.extract.target.chapter import find_chapters
from pipeline.extract.target.passage import read_passage
from pipeline.model import Numeral, Passage, QualitativeTarget

HEADINGS = [
    ("一、“十四五”时期经济社会发展回顾", True),
    ("一、2025年工作总结和“十四五”发展成就", True),
    ("一、2025年工作和“十四五”发展回顾", True),
    ("第一章 发展基础", True),
    ("二、面临形势", True),
    ("过去五年工作情况", True),
    ("目标任务完成情况", True),
    ("二、“十五五”时期主要目标和重大任务", False),
    ("三、2026年重点工作", False),
    ("第二章 总体要求", False),
    ("工作总结和2026年工作安排", None),  # both
    ("（二）巩固拓展脱贫攻坚成效", None),  # a task
    ("（一）夯实发展基础", None),
    ("（三）加快打造现代化产业体系", None),
    ("一、现状分析", True),
    ("二、发展环境与挑战", True),
    ("四、生态环境保护", None),  # a field of work
    ("第五章 基础设施建设", None),
    ("三、营商环境", None),
    ("附件1", None),
    ("第三章 现代化基础设施", None),
    ("（五）生态环境", None),
    ("四、一流营商环境", None),
    ("（三）情况通报制度", None),
    ("二、成效与问题", True),
    ("名词解释", True),  # what words mean is no promise
    ("一、发展现状及面临形势（2025年）", True),
]


@pytest.mark.parametrize(("heading", "tells"), HEADINGS)
def test_heading(heading, tells):
    assert find_chapters("新建公园3处。", heading).at(0) is tells


OF_YEARS = [  # heading, year of the document, what it is for
    ("一、2025年工作", 2026, True),
    ("一、2025年工作", 2025, None),
    ("一、2025年工作", None, None),
    ("一、“十四五”时期经济社会发展", 2026, True),
    ("一、“十四五”时期发展历程", 2026, True),
    ("一、“十四五”时期经济社会发展", 2021, False),
    ("二、2025年和“十五五”时期经济社会发展", 2026, None),  # both
    ("一、刚刚过去的2025年", 2026, True),
    ("二、未来五年", 2026, False),
    ("二、“十五五”时期发展蓝图", 2026, False),
]


@pytest.mark.parametrize(("heading", "year", "tells"), OF_YEARS)
def test_a_heading_of_years_that_are_past_tells(heading, year, tells):
    assert find_chapters("新建公园3处。", heading, year).at(0) is tells


PATHS = [
    ("一、规划背景 / （一）发展基础", True),
    ("一、规划背景 / （三）主要目标", False),
    ("三、重点任务 / （二）发展现状", False),  # inside of a chapter that promises nothing is told
    ("一、2025年工作回顾 / （二）加快转型升级", True),
    ("二、形势和目标 / （一）面临形势", True),
    ("三、重点任务 / (一)加快产业转型", False),
    ("重点任务 / 产业升级", False),
    ("一、现状分析", True),
]


@pytest.mark.parametrize(("section", "tells"), PATHS)
def test_path(section, tells):
    assert find_chapters("新建公园3处。", section).at(0) is tells


TEXT = "一、工作回顾\n新建公园3处。\n（一）公园城市建设\n新建绿道5公里，实现全覆盖。\n二、重点任务\n新建公园7处。"


def test_chapters_of_a_text_hold_up_to_the_next_of_their_level():
    found = [e for e in read_passage(Passage("d", "m", "measure", TEXT)) if isinstance(e, Numeral) and e.unit]
    assert [(e.text, e.kind, e.rule.rpartition("/")[2]) for e in found] == [
        ("3处", "reference", "review_chapter"),
        ("5公里", "reference", "review_chapter"),
        ("7处", "target", "commitment"),
    ]


def test_what_is_said_in_words_of_the_past_is_no_target():
    assert [e for e in read_passage(Passage("d", "m", "measure", TEXT)) if isinstance(e, QualitativeTarget)] == []


PARAGRAPHS = [  # text, first year, roles
    ("五年来，修建农村道路600公里，新增床位800张。", None, ["reference", "reference"]),
    ("过去一年，经济稳中有进。出口额3.27万亿元，口岸货运量4.1亿吨。", 2026, ["reference", "reference"]),
    ("过去一年，经济稳中有进。力争出口额3.27万亿元。", 2026, ["target"]),
    ("五年来，修建农村道路600公里。\n新增床位800张。", None, ["reference", "target"]),  # another paragraph
    ("2025年，新增床位800张。", 2026, ["reference"]),
    ("2026年，人均用水量、单位能耗同比分别下降1.3%、1.1%。", 2026, ["target", "target"]),  # exact, and due this year
    ("新增床位800张。", 2026, ["target"]),
]


@pytest.mark.parametrize(("text", "first_year", "roles"), PARAGRAPHS)
def test_without_a_heading_the_paragraph_decides(text, first_year, roles):
    found = read_passage(Passage("d", "m", "measure", text, None, first_year))
    assert [e.kind for e in found if isinstance(e, Numeral) and e.unit] == roles


def test_a_plan_column_promises_whatever_stands_above_it():
    found = read_passage(Passage("d", "m", "2026", "新建公园3处。", 2026, 2026, section="一、工作回顾"))
    assert [e.kind for e in found if isinstance(e, Numeral)] == ["target"]
