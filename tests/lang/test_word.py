"""Where a word of the dictionary holds a cue of one character, the cue is none: rules/extract/longer_words.csv."""

import pytest

from pipeline.extract.target.passage import read_passage
from pipeline.lang import word
from pipeline.lang.cue import Cue
from pipeline.lang.word import is_in_word
from pipeline.model import Passage, Target
from pipeline.rules.language import longer_words
from tests.rules.test_word_tables import forget

EXAMPLES = [  # of the words, where a row says otherwise than its absence
    ("人均", "城镇居民收入人均达到5万元。"),
    ("各界", "动员12家企业、各界人士50名。"),
    ("各类", "培育12家龙头企业、各类合作社50家。"),
    ("各级", "选派12名机关干部、各级技术员50名。"),
    ("平均", "示范企业平均增长5家。"),
    ("年均", "全社会研发经费年均增长10%。"),
    (
        "参与",
        "开展数字教材示范校遴选和数字教材学科教研活动，完成秋季数字教材各学校使用情况绩效评估，落实师生账号开通率、教师培训参与率和数字教材下载率三个100%指标。",
    ),
    ("普及", "农村自来水、卫生户厕普及率分别提升至97.2%、99.8%。"),
    ("涉及", "涉及面、知晓率分别达到95%、30%。"),
    ("从事", "带动从事电商的农户300户提高收入。"),
    ("按时", "12345热线平均接通时长控制在15秒内，按时办结率≥99%。"),
    ("按期", "政务短信发送成功率、留言按期答复率、网民满意率分别达到99%、100%、95%以上。"),
    ("按需", "公共数据按需归集率达60%。"),
    ("比例", "到2025年，中心城绿色交通出行比例达到75%。"),
    ("比率", "社会物流总费用与GDP的比率从14.7%降至13%左右、优于全国约1个百分点。"),
    ("比重", "到2025年，可再生能源占全社会用电量比重力争达到36%。"),
    (
        "较大",
        "实施“一灯一带”建设，整治农村公路平交路口218处，“两客一危”车辆动态监控率达到100%，较大道路交通事故起数较前三年平均下降20%以上，一次死亡3人以上事故“零发生”。",
    ),
    ("再生", "再生水利用率提高3个百分点。"),
    ("较好", "条件较好地区治理率达到25%左右。"),
    ("较高", "水平较高地区治理率达到25%左右。"),
    ("较低", "水平较低地区治理率达到25%左右。"),
    ("和美", "新建和美乡村250个。"),
    ("各类", "建成各类充电站60座。"),
    ("各级", "打造各级样板村300个。"),
    ("各项", "各项指标完成率达到95%。"),
    ("各种", "建设各种充电站60座。"),
    ("共享", "共享单车停放点达到60个。"),
    ("共建", "共建项目达到60个。"),
    ("共同", "共同富裕示范村达到60个。"),
    ("使用", "使用面积达到60亩。"),
    ("并购", "完成并购重组60起。"),
    ("并网", "并网装机达到60万千瓦。"),
    ("再造", "再造林面积达到60亩。"),
    ("含水", "含水率控制在60%以内。"),
    ("许可", "行政许可不超过60项。"),
    ("公共", "充电设施达到7万台，其中公共3万台。"),
    ("供应", "蔬菜供应达到60吨。"),
    ("响应", "应急响应不超过60分钟。"),
    ("需要", "群众需要60项。"),
    ("节约", "能源节约60吨。"),
    ("行为", "违法行为下降60%。"),
    ("之前", "国庆之前60%以上村卫生室达标。"),
]


@pytest.mark.parametrize("row", longer_words(), ids=lambda row: f"{row.word}-{row.cue}")
def test_no_word_holds_a_cue(row):
    at = row.word.index(row.cue)
    assert len(row.word) == 2
    assert is_in_word(f"在{row.word}3", at + 1, at + 2)
    assert not is_in_word(f"甲{row.cue}3", 1, 2)
    assert all(not is_in_word(row.word + more, at, at + 1) for more in row.not_before.split())


def test_a_pattern_and_a_place_say_the_same():
    than = Cue("sentence_cues", "than")
    assert than.within("比上年增长5%")
    assert than.begins("比上年")
    for text in ("占比5%", "工业比重5%", "对比上年", "性价比"):
        assert than.within(text) is None
        assert not any(than.begins(text, at) for at in range(len(text)))
        assert not than.ends(text[: text.index("比") + 1]) or text.startswith("工业")


def read(text):
    """What is read of a text in a plan column and in a report."""
    return [
        [
            [getattr(found, name, None) for name in ("kind", "text", "comparator", "indicator", "base", "basis")]
            for found in read_passage(Passage("d", "m", str(year or "measure"), text, year, first_year))
        ]
        for year, first_year in ((2023, 2022), (None, 2026))
    ]


@pytest.mark.parametrize(("longer", "text"), EXAMPLES)
def test_a_sentence_reads_otherwise_without_the_word(longer, text, monkeypatch):
    wanted = read(text)
    left = tuple(row for row in longer_words() if row.word != longer)
    monkeypatch.setattr(word, "longer_words", lambda: left)
    word._neighbours.cache_clear()
    forget()
    got = read(text)
    monkeypatch.undo()
    word._neighbours.cache_clear()
    forget()
    assert got != wanted


CASES = [
    ("推动自由贸易港项目由30个增加到50个。", "自由贸易港项目"),
    ("招商签约50亿元。", "招商签约"),
    ("网上预约达到60%。", "网上预约"),
    ("在校园内建设充电桩50个。", "充电桩"),
    ("共享单车停放点达到60个。", "共享单车停放点"),
    ("再生产资金达到5亿元。", "再生产资金"),
]


@pytest.mark.parametrize(("text", "indicator"), CASES)
def test_an_indicator_is_not_cut_inside_a_word(text, indicator):
    found = [entry for entry in read_passage(Passage("d", "m", "2023", text, 2023, 2022)) if isinstance(entry, Target)]
    assert [target.indicator for target in found] == [indicator]
