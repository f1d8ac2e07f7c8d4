"""Targets said in words: text → meaning, wording, indicator, year; silence is a case too."""

import pytest

from pipeline.extract.target.passage import read_passage
from pipeline.model import Passage, QualitativeTarget

CASES = [
    ("实现行政村5G网络全覆盖。", ["full 全覆盖 行政村5G网络 None"]),
    ("到2025年，全市高新技术企业数量实现翻番。", ["doubling 翻番 高新技术企业数量 2025"]),
    ("一般公共预算支出不低于上年水平。", ["not_below_before 不低于上年水平 一般公共预算支出 None"]),
    ("居民收入增长与经济增长基本同步。", ["equal_to_reference 与经济增长基本同步 居民收入 None"]),
    ("力争地区生产总值增速高于全国平均水平。", ["above_reference 高于全国平均水平 地区生产总值 None"]),
    ("城镇零就业家庭动态清零。", ["zero 动态清零 城镇零就业家庭 None"]),
    ("困难群众应保尽保、应救尽救。", ["full 应保尽保 困难群众 None", "full 应救尽救 困难群众 None"]),
    (
        "“三公”经费只减不增，耕地面积只增不减。",
        ["not_above_before 只减不增 “三公”经费 None", "not_below_before 只增不减 耕地面积 None"],
    ),
    ("今年实现境外上市企业零的突破。", ["first_ever 零的突破 境外上市企业 2022"]),
    ("新建泵站3座，排查整治存量隐患动态清零。", ["zero 动态清零 存量隐患 None"]),
    ("四季度全部开工。", ["full 全部开工 None None"]),
    ("县域教育质量达全省先进水平。", ["equal_to_reference 达全省先进水平 县域教育质量 None"]),
    # silence
    ("能耗水平低于一些发达国家水平。", []),
    ("已实现城乡供水全覆盖，要加强管护。", []),
    ("未实现全覆盖的县加快推进。", []),
    ("形成全覆盖的监管体系。", []),
    ("服务业增加值翻一番。", []),  # a numeral says it: `targets`
    ("居民收入增速高于经济增速1个百分点。", []),
    ("“全覆盖”工程加快推进。", []),
]


def read(text: str, year: int | None = None) -> list[QualitativeTarget]:
    found = read_passage(Passage("d", "m", "measure", text, year, 2022))
    return [entry for entry in found if isinstance(entry, QualitativeTarget)]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_wording(text, wanted):
    assert [f"{t.meaning} {t.text} {t.indicator} {t.year}" for t in read(text)] == wanted
    assert all(text[t.start : t.end] == t.text for t in read(text))


def test_a_wording_stands_for_its_number():
    (target,) = read("力争数字经济规模实现倍增。", 2025)
    assert (target.comparator, target.value, target.unit, target.basis) == ("eq", 100, "%", "growth")
    assert (target.year, target.commitment, target.target_id) == (2025, "力争", "m/measure/q1")
