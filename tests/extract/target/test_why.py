"""`rule` of a target says of every attribute why it is so: number, role, comparator, basis, indicator; our own sentences."""

import pytest

from pipeline.extract.target.passage import read_passage
from pipeline.model import Passage, Target
from pipeline.publish.page_words import RULE_NAMES

WHY = [  # text, figure, comparator / basis / indicator
    ("新建公园3处。", "3处", "exact/added/before"),
    ("完成投资不低于5亿元。", "5亿元", "left/money/before"),
    ("完成投资5亿元以上。", "5亿元", "right/money/before"),
    ("至少为全市企业培训技术人员300人次。", "300人次", "far/flow_unit/before"),
    ("新建公园30余处。", "30余处", "rounded/added/before"),
    ("新建公园3-5处。", "3-5处", "range/added/before"),
    ("颗粒物、氮氧化物排放量分别控制在8万吨、3万吨以内。", "8万吨", "shared/flow_noun/in_turn"),
    ("城镇化率达到60%。", "60%", "exact/ratio/before"),
    ("办理时限为3天。", "3天", "exact/duration/before"),
    ("粮食产量增长5%。", "5%", "exact/change/before"),
    ("粮食产量翻一番。", "一番", "exact/doubling/before"),
    ("全年退出煤矿产能60万吨。", "60万吨", "exact/removed/before"),
    ("减少财政供养人员300人。", "300人", "exact/reduced/before"),
    ("校舍面积扩大3万平方米。", "3万平方米", "exact/enlarged/before"),
    ("人均产值达到25万元/人。", "25万元/人", "exact/per_something/before"),
    ("月最低工资提高至2000元。", "2000元", "exact/stock_money/before"),
    ("冬季居室供热温度为20℃。", "20℃", "exact/level_unit/before"),
    ("每千人拥有床位7张。", "7张", "exact/each_scale/before"),
    ("能繁母猪存栏6万头。", "6万头", "exact/stock/before"),
    ("粮食产量30万吨。", "30万吨", "exact/flow_noun/before"),
    ("城市绿地面积300公顷。", "300公顷", "exact/state/before"),
    ("红树林修复面积不少于3200公顷。", "3200公顷", "left/done_extent/before"),
    ("建成区绿地达到300公顷。", "300公顷", "exact/reached/before"),
    ("累计建设公园30处。", "30处", "exact/cumulative/before"),
    ("电能利用效率1.3。", "1.3", "exact/measured/before"),
    ("游客人数、旅游收入分别增长10%和12%。", "12%", "exact/joint/in_turn"),
    ("地区生产总值增长5%，力争5.5%。", "5.5%", "exact/last_change/said_before"),
    ("新增企业30家，其中省级6家。", "6家", "exact/part/before"),
    ("支持8家医院开展智慧建设。", "8家", "exact/unsaid/after"),
    ("推出稳经济50项举措。", "50项", "exact/unsaid/around"),
    ("公办、民办幼儿园占比达到60%、40%。", "40%", "exact/ratio/in_row"),
    ("养老服务覆盖率、救助率均达到99%。", "99%", "exact/ratio/each"),
    ("三次产业结构调整为5:40:55。", "5:40:55", "exact/ratio/structure"),
    ("打造2个、3个百亿产业集群。", "2个", "exact/unsaid/shared_after"),
    ("完成基础教育优化布局总任务的70%。", "70%", "exact/ratio/base"),
    ("甲类徽章2枚、乙类徽章3枚，合计5枚。", "5枚", "exact/unsaid/total"),
    ("实施产业集群培育，年营业收入过千万元的10个。", "10个", "exact/unsaid/of_class"),
    ("高速公路通车里程（公里）：500。", "500", "exact/level_noun/said_before"),
    ("3处。", "3处", "exact/unsaid/unnamed"),
]


def why(text, figure):
    found = [one for one in read_passage(Passage("d", "m", "2023", text, 2023, 2022)) if isinstance(one, Target)]
    return next(one for one in found if one.text == figure).rule.split("/", 2)[2]


@pytest.mark.parametrize(("text", "figure", "wanted"), WHY)
def test_every_attribute_of_a_target_names_its_rule(text, figure, wanted):
    assert why(text, figure) == wanted


@pytest.mark.parametrize("rule", sorted({rule for _, _, wanted in WHY for rule in wanted.split("/")}))
def test_a_rule_has_a_name_in_both_languages(rule):
    assert RULE_NAMES[rule].en
    assert RULE_NAMES[rule].zh


def test_a_bare_figure_counts_what_its_row_is_named():
    row = Passage("d", "m", "2023", "300处", 2023, 2022, subject="新建公园")
    target = next(one for one in read_passage(row) if isinstance(one, Target))
    assert (target.indicator, target.rule) == ("新建公园", "number/commitment/exact/unsaid/subject")
    assert "subject" in RULE_NAMES
