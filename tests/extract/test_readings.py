"""Whole readings, a row a point of grammar: text → role, number, year and what else the point is about."""

import pytest

from pipeline.extract.target.passage import read_passage
from pipeline.model import Numeral, Passage, Target


def read(text: str, year: int | None = None, heading: str = "") -> tuple[list[Target], list[Numeral]]:
    found = list(read_passage(Passage("d", "m", str(year or "measure"), text, year, 2025, heading=heading)))
    return [e for e in found if isinstance(e, Target)], [e for e in found if isinstance(e, Numeral)]


ROLES = [
    # nested conditions: the threshold is a parameter, the share a target
    ("用工超过100人的企业建会率达到85%。", ["parameter 100人", "target 85%"]),
    ("亿元以上工业项目12个。", ["parameter 亿元", "target 12个"]),
    ("实施亿元技改项目12个。", ["parameter 亿元", "target 12个"]),
    ("482个亿元以上重点项目。", ["target 482个", "parameter 亿元"]),
    ("市值达1000亿元企业2户以上。", ["parameter 1000亿元", "target 2户"]),
    ("产值过10亿元的企业达到3家。", ["parameter 10亿元", "target 3家"]),
    ("5%以下（含5%）。", ["target 5%", "reference 5%"]),
    ("近年来，新建公园12个。", ["reference 12个"]),
    ("10年来，新建公园12个。", ["reference 12个"]),
    ("每3年评估12家。", ["parameter 3年", "target 12家"]),
    ("40户10亿元以上企业、50户领军企业。", ["target 40户", "parameter 10亿元", "target 50户"]),
    ("打造2个1000亿、3个500亿产业集群。", ["target 2个", "parameter 1000亿", "target 3个", "parameter 500亿"]),
    (
        "对年营收突破10亿元、50亿元的企业，分别给予50万元、100万元奖励。",
        ["parameter 10亿元", "parameter 50亿元", "parameter 50万元", "parameter 100万元"],
    ),
    ("推动10个以上总投资1亿元以上项目开工。", ["target 10个", "parameter 1亿元"]),
    ("每个镇至少建成1个农贸市场、2个停车场。", ["target 1个", "target 2个"]),
    ("安排1000万元以上专项资金。", ["target 1000万元"]),
    # baseline and goal: 由 A … 到 B, whatever the verb
    ("床位由200张扩充到350张。", ["reference 200张", "target 350张"]),
    ("订单基地由1.8万亩扩至3万亩。", ["reference 1.8万亩", "target 3万亩"]),
    ("公司由5家整合成1家。", ["reference 5家", "target 1家"]),
    ("占比从40%提高5个百分点。", ["reference 40%", "target 5个百分点"]),
    ("审批时限由30天，压缩至3天。", ["reference 30天", "target 3天"]),
    ("由3个部门联合，为200户家庭发放补贴。", ["target 3个", "target 200户"]),
    ("按照设备投资额的15%给予补助。", ["parameter 15%"]),
    ("对吸纳10名以上脱贫劳动力就业的帮扶车间，每年给予3万元补贴。", ["parameter 10名", "parameter 3万元"]),
    ("对100家以上企业开展诊断，完成改造50家。", ["target 100家", "target 50家"]),
    ("每培训1人补贴800元，全年计划培训2万人次。", ["parameter 1人", "parameter 800元", "target 2万人次"]),
    ("每村建设1个文化广场。", ["target 1个"]),
    ("整体完成率114.7%，覆盖率达到100%。", ["reference 114.7%", "target 100%"]),
    ("高速铁路对50万人口以上城市覆盖率达到95%。", ["parameter 50万", "target 95%"]),
    # a part of what is spoken of; what something goes to
    ("提出21个主要指标，包括13个预期性指标、8个约束性指标。", ["reference 21个", "reference 13个", "reference 8个"]),
    ("新增医疗卫生资源优先向两个新城区配置。", ["reference 两个"]),
    # what is there is made better, or is all that a share goes to
    ("做大做强3个特色产业园。", ["reference 3个"]),
    ("做强链主企业12家。", ["target 12家"]),
    ("做强1—2个主导产业。", ["target 1—2个"]),
    ("支持12个边境县（市）加快发展。", ["reference 12个"]),
    ("支持12个县建成示范县。", ["target 12个"]),
    ("提升30个薄弱乡镇帮扶质效。", ["reference 30个"]),
    ("提升改造30个老旧小区。", ["target 30个"]),
    ("在自贸片区、开放枢纽、三个新区等重点区域，建设公园30个。", ["reference 三个", "target 30个"]),
    ("电子证照应用由30%拓展到全部事项。", ["reference 30%"]),
    # what is forbidden, the case of a rule, scores, fees
    ("严禁新建1000万吨/年以下常减压装置。", ["parameter 1000万吨/年"]),
    ("已完成投资达到50%的，拨付首期资金。", ["parameter 50%"]),
    ("各区至少有1所200张床位以上的养老机构。", ["target 1所", "parameter 200张"]),
    ("每个城镇社区拥有3个以上的社区社会组织。", ["target 3个"]),
    ("过程管理占40分，绩效占60分。", ["parameter 40分", "parameter 60分"]),
    ("垃圾处理费每户每月6元。", ["parameter 6元"]),
    ("人均预期寿命提升0.2岁，达到80.6岁。", ["target 0.2岁", "target 80.6岁"]),
    ("由3天压缩至1天。", ["reference 3天", "target 1天"]),
    ("高新技术企业由2024年的320家增加到1000家。", ["reference 320家", "target 1000家"]),
    # what is there, and what is done
    ("截至去年底，全市共有研发平台86家，高新技术企业达到1230家。", ["reference 86家", "reference 1230家"]),
    ("2024年生产总值达到4500亿元。", ["reference 4500亿元"]),
    ("玉溪、海东两市实施搬迁。", ["reference 两市"]),
    ("在14个县新增学位2万个。", ["reference 14个", "target 2万个"]),
    ("对人民路等3条道路进行改造。", ["target 3条"]),
    ("围绕3大系统、五个方面开展工作。", ["reference 3大", "reference 五个"]),
    ("组织纳入名录的86家重点单位开展监测。", ["reference 86家"]),
    ("针对反馈的25个问题开展整改。", ["reference 25个"]),
    ("守住水资源、水环境和水生态三条底线。", ["reference 三条"]),
    ("全区现有和新建数据中心能效降到1.3以下；5G基站能效提升20%以上。", ["target 1.3", "target 20%"]),
    ("全市现有企业86家。", ["reference 86家"]),
    ("推动五个新城率先探索发展新模式。", ["reference 五个"]),
    ("开展四场促消费活动。", ["target 四场"]),
    ("使用一种或多种可再生能源。", ["reference 一种"]),
    ("组织济南等12市开展绿色出行创建行动。", ["reference 12市"]),
    ("用好1500万吨能耗增量指标。", ["reference 1500万吨"]),
    # how long, how far, by when
    ("推进第二轮土地承包到期后再延长30年试点工作。", ["parameter 30年"]),
    ("实现公园绿地500米服务半径基本全覆盖。", ["parameter 500米"]),
    ("应当自收到文书之日起5个工作日内作出决定，在3个月内完成整改。", []),
    ("办理时限压缩到5个工作日内。", ["target 5个工作日"]),
    ("填表时间：20××年××月××日。", []),
    # as large as what is made
    ("形成全市50吨/日的餐厨垃圾处理能力。", ["target 50吨/日"]),
    ("打造覆盖2000万人口的交通圈。", ["target 2000万"]),
    # a rule
    ("确需建设18层以上居住建筑的，应当论证。", ["parameter 18层"]),
    (
        "分别按废油40%、废轮胎20%、塑料30%、废溶剂80%、废皮革25%的比例计算。",
        [f"parameter {n}%" for n in (40, 20, 30, 80, 25)],
    ),
    # a list number behind a bracket
    ("提高保障水平（市医保局）12.推进远程诊疗服务。", []),
    # a report outside of a plan column
    ("产业增加值增长30.4%，整车出口突破百万辆、居全国第1位。", ["reference 30.4%", "reference 百万辆"]),
    ("力争产业增加值增长30.4%。", ["target 30.4%"]),
]


@pytest.mark.parametrize(("text", "wanted"), ROLES)
def test_role(text, wanted):
    _, numerals = read(text)
    assert [f"{n.kind} {n.text}" for n in numerals if n.kind in ("target", "parameter", "reference")] == wanted


TARGETS = [
    # part of a whole
    ("建校9所，其中小学4所。", ["9 None None", "4 小学 None"]),
    ("建成高标准农田20万亩，其中新建12万亩。", ["200000 高标准农田 None", "120000 高标准农田 None"]),
    # amounts per unit
    ("每年选派科技特派员150名。", ["150 科技特派员 None"]),
    ("孤儿养育标准提高到每人每月2200元。", ["2200 孤儿养育标准 None"]),
    # each its own
    ("城乡居民收入分别增长7%和8%。", ["7 城镇居民收入 None", "8 农村居民收入 None"]),
    ("三次产业结构优化为8:41:51。", ["8 第一产业结构 None", "41 第二产业结构 None", "51 第三产业结构 None"]),
    ("粮食、蔬菜产量均稳定在百万吨以上。", ["1000000 粮食产量 None", "1000000 蔬菜产量 None"]),
    # the whole noun
    ("组织实施节能降碳技术改造项目6000项以上。", ["6000 节能降碳技术改造项目 None"]),
    ("储备能力达到20天。", ["20 储备能力 None"]),
    ("加快打造6个万亿级产业。", ["6 万亿级产业 None"]),
    ("建成5个与先行区建设要求相适应的科技创新平台。", ["5 科技创新平台 None"]),
    ("推动16个县（市、区）整县建成美丽乡村。", ["16 县（市、区）整县建成美丽乡村 None"]),
    ("实施城市更新行动、完成投资220亿元。", ["22000000000 城市更新投资 None"]),
    # what was counted before the ；
    (
        "光伏装机容量达到400万千瓦；到2030年，力争达到700万千瓦。",
        ["4000000 光伏装机容量 None", "7000000 光伏装机容量 2030"],
    ),
    # years
    ("到“十五五”末，覆盖率达到95%。", ["95 覆盖率 2030"]),
    ("到2027年，企业达到90家；产值突破8亿元。", ["90 企业 2027", "800000000 产值 2027"]),
    ("今年新增泊位300个，明年新增500个。", ["300 泊位 2025", "500 泊位 2026"]),
    ("三年内培育企业20家。", ["20 企业 None"]),
    ("2025年底前完成改造8处。", ["8 None 2025"]),
    ("二零二六年建成公园8个。", ["8 公园 2026"]),
    ("口袋公园建成5个。", ["5 口袋公园 None"]),
    ("人口自然增长率达到5‰。", ["5 人口自然增长率 None"]),
    ("培育企业1900—2000家。", ["1900 企业 None"]),
    ("每年培训2000-3000人。", ["2000 培训 None"]),
    ("种植面积达到12万多亿亩。", ["12000000000000 种植面积 None"]),
    ("碳排放强度不高于0.8吨二氧化碳/万元。", ["0.8 碳排放强度 None"]),
    ("建筑能耗低于65kWh/(m²·a)。", ["65 建筑能耗 None"]),
    ("1000万元以下贷款审批时限不超过5个工作日。", ["5 贷款审批时限 None"]),
    ("控制在5%以下（含5%）。", ["5 None None"]),
    ("培育国家级专精特新企业10家、省级50家。", ["10 国家级专精特新企业 None", "50 省级专精特新企业 None"]),
    ("公办、民办幼儿园占比达到60%、40%。", ["60 公办幼儿园占比 None", "40 民办幼儿园占比 None"]),
    ("公共图书馆、博物馆免费开放率均为100%。", ["100 公共图书馆免费开放率 None", "100 博物馆免费开放率 None"]),
    (
        "技术合同成交额、高新产业产值分别达到1亿元、2亿元。",
        ["100000000 技术合同成交额 None", "200000000 高新产业产值 None"],
    ),
    ("“一老、一小”机构、社区食堂分别达到20家、30家。", ["20 “一老、一小”机构 None", "30 社区食堂 None"]),
    ("男性、女性平均预期寿命分别为77岁、82岁。", ["77 男性平均预期寿命 None", "82 女性平均预期寿命 None"]),
    ("比2020年翻一番，达到20万户。", ["100 None None", "200000 None None"]),
]


@pytest.mark.parametrize(("text", "wanted"), TARGETS)
def test_target(text, wanted):
    targets, _ = read(text)
    got = [f"{t.value:f} {t.indicator} {t.year}" for t in targets]
    assert [row.split()[0] + row.split()[-1] for row in got] == [row.split()[0] + row.split()[-1] for row in wanted]
    assert [row for row, want in zip(got, wanted, strict=True) if "None" not in want.split()[1]] == [
        want for want in wanted if "None" not in want.split()[1]
    ]


COMMITMENTS = [
    ("力争新增企业30家，实现产值5亿元。", ["力争", "力争"]),  # to the end of the sentence
    ("确保增长5%，力争增长6%。", ["确保", "力争"]),  # a later word takes over
    ("力争新增企业30家；新增泊位20个。", ["力争", None]),  # not into the next sentence
    ("完成投资计划的75%。", [None]),  # a noun, no promise
    ("计划新建公园3个。", ["计划"]),
    ("新建公园3个。", [None]),
]


@pytest.mark.parametrize(("text", "wanted"), COMMITMENTS)
def test_commitment(text, wanted):
    assert [t.commitment for t in read(text)[0]] == wanted


QUARTERS = [
    ("第二季度新增贷款6000万元。", [2]),
    ("第二\n季度新增贷款6000万元。", [2]),
    ("前三季度完成投资75%，全年完成100%。", [None, None]),
    ("四季度全部开工；6月底达到55%。", [None]),
]


@pytest.mark.parametrize(("text", "wanted"), QUARTERS)
def test_quarter(text, wanted):
    assert [t.quarter for t in read(text, 2025)[0]] == wanted


HEADINGS = [
    # text, heading, value, unit, first part of the rule
    ("总投资（亿元）：12.5", "", 1250000000, "CNY", "heading_unit"),
    ("时延（ms）≤5", "", 5, "ms", "heading_unit"),
    ("12.5", "2025年目标值（亿元）", 1250000000, "CNY", "column_unit"),
    ("≥98", "2025年目标值（%）", 98, "%", "column_unit"),
    ("82", "2025年目标值（岁）", 82, "岁", "column_unit"),
    ("20", "2025年目标值（hm2）", 20, "公顷", "column_unit"),
    ("7.5", "2025年目标值（km/km2）", 7.5, "公里/平方公里", "column_unit"),
    ("用水量（万m3）达到3", "", 30000, "立方米", "heading_unit"),
    ("9.5", "2025年目标值（/10万）", 9.5, "/10万", "column_unit"),
    ("160（含街头绿地）", "2025年目标值（公顷）", 160, "公顷", "column_unit"),
    # 千 of a unit is no scale
    ("≥70", "岸线长度（千米）", 70, "公里", "column_unit"),
    ("12", "装机容量（万千瓦）", 120000, "千瓦", "column_unit"),
    ("5", "农村道路（千公里）", 5000, "公里", "column_unit"),
    ("12.5万元", "2025年目标值（亿元）", 125000, "CNY", "number"),  # what is written wins
    ("指标：亩均税收（万元） | 2025年：18", "", 180000, "CNY", "heading_unit"),
]


@pytest.mark.parametrize(("text", "heading", "value", "unit", "rule"), HEADINGS)
def test_unit_of_a_heading(text, heading, value, unit, rule):
    numeral = next(n for n in read(text, None, heading)[1] if n.kind == "target")
    assert (numeral.value, numeral.unit, numeral.rule.split("/")[0]) == (value, unit, rule)


BASES = [
    ("大型数据中心电能利用效率不超过1.25。", "level"),
    ("新建数据中心能源利用效率不高于1.3。", "level"),
    ("新建清扫车5辆。", "added"),
    # what goes is a reduction where it is an amount; what is made beside it is none
    ("全年整合退出水泥产能30万吨。", "reduction"),
    ("淘汰30万吨水泥产能。", "reduction"),
    ("淘汰老旧车辆300辆。", None),
    ("淘汰落后设备，水泥产能达到30万吨。", "level"),
    ("林下护林员队伍人数超300人。", "level"),
]


def test_a_list_behind_a_verb_is_reduced_and_what_is_made_beside_is_not():
    targets, _ = read("淘汰炼铁产能30万吨、炼钢产能20万吨，新增铸造产能5万吨。")
    assert [target.basis for target in targets] == ["reduction", "reduction", "added"]
    targets, _ = read("淘汰炼铁产能30万吨、建成铸造产能5万吨。")
    assert targets[1].basis != "reduction"


@pytest.mark.parametrize(("text", "wanted"), BASES)
def test_basis(text, wanted):
    targets, _ = read(text)
    assert [target.basis for target in targets] == [wanted]
