"""Our own cases: region@year layout, text, and what must come of it: role:words=name (? = unresolved)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.normalise.text import LAYOUTS, read_department_text

CASES = [
    # splitting
    ("绵阳市@2022 lead_units", "市教育局\n市民政局", ["lead:市教育局=绵阳市教育局", "lead:市民政局=绵阳市民政局"]),
    ("绵阳市@2022 lead_units", "市住房和城\n乡建设局", ["lead:市住房和城\n乡建设局=绵阳市住房和城乡建设局"]),
    ("绵阳市@2022 lead_units", "市　财　政　局\n市　审　计　局", ["lead:市　财　政　局=绵阳市财政局", "lead:市　审　计　局=绵阳市审计局"]),
    ("绵阳市@2022 lead_units", "市产业办 市项目办", ["lead:市产业办=?", "lead:市项目办=?"]),
    ("绵阳市@2022 lead_units", "1.市教育局2.市民政局", ["lead:市教育局=绵阳市教育局", "lead:市民政局=绵阳市民政局"]),
    ("绵阳市@2022 lead_units", "（1）市教育局（2）市民政局", ["lead:市教育局=绵阳市教育局", "lead:市民政局=绵阳市民政局"]),
    ("绵阳市@2022 lead_units", "一、市教育局\n二、市民政局", ["lead:市教育局=绵阳市教育局", "lead:市民政局=绵阳市民政局"]),
    ("绵阳市@2022 lead_units", "①市教育局②市民政局", ["lead:市教育局=绵阳市教育局", "lead:市民政局=绵阳市民政局"]),
    ("绵阳市@2022 lead_units", "市商务局和市财政局", ["lead:市商务局=绵阳市商务局", "lead:市财政局=绵阳市财政局"]),
    ("绵阳市@2022 lead_units", "市教育局(市委教育工委)|市民政局", ["lead:市教育局(市委教育工委)=绵阳市教育局", "lead:市民政局=绵阳市民政局"]),
    ("绵阳市@2022 cooperating_units", "市有关部门和单位", ["cooperate:市有关部门和单位=市有关部门和单位"]),
    ("绵阳市@2022 cooperating_units", "各区政府 市有关部门", ["cooperate:各区政府=各区政府", "cooperate:市有关部门=市有关部门"]),
    ("绵阳市@2022 cooperating_units", "各区政府及市有关部门", ["cooperate:各区政府=各区政府", "cooperate:市有关部门=市有关部门"]),
    ("绵阳市@2022 cooperating_units", "各市、县（市、区）人民政府", ["cooperate:各市、县（市、区）人民政府=各市、县（市、区）人民政府"]),
    ("绵阳市@2022 cooperating_units", "各区、市商务局", ["cooperate:各区=各区", "cooperate:市商务局=绵阳市商务局"]),
    ("绵阳市@2022 cooperating_units", "市各有关部门、单位", ["cooperate:市各有关部门、单位=市各有关部门、单位"]),
    ("绵阳市@2022 cooperating_units", "市商务局等8部门", ["cooperate:市商务局=绵阳市商务局"]),
    ("绵阳市@2022 cooperating_units", "市商务局等有关部门", ["cooperate:市商务局=绵阳市商务局", "cooperate:有关部门=有关部门"]),
    ("绵阳市@2022 cooperating_units", "各高等学校", ["cooperate:各高等学校=各高等学校"]),
    ("绵阳市@2022 cooperating_units", "/", []),
    ("绵阳市@2022 cooperating_units", " — ", []),
    ("绵阳市@2022 cooperating_units", "暂无", []),
    # a verb behind a label holds for its own clause
    ("绵阳市@2022 line", "配合单位：市财政局、市商务局等，各区人民政府负责落实",
     ["cooperate:市财政局=绵阳市财政局", "cooperate:市商务局=绵阳市商务局", "responsible:各区人民政府=各区人民政府"]),
    ("绵阳市@2022 line", "牵头单位：市教育局；配合单位：市商务局等由市统计局负责",
     ["lead:市教育局=绵阳市教育局", "cooperate:市商务局=绵阳市商务局", "responsible:市统计局=绵阳市统计局"]),
    ("绵阳市@2022 line", "责任单位：市财政局，市商务局、市统计局配合",
     ["responsible:市财政局=绵阳市财政局", "cooperate:市商务局=绵阳市商务局", "cooperate:市统计局=绵阳市统计局"]),
    ("绵阳市@2022 line", "责任单位：市财政局牵头，市商务局，市统计局配合",
     ["lead:市财政局=绵阳市财政局", "cooperate:市商务局=绵阳市商务局", "cooperate:市统计局=绵阳市统计局"]),
    ("绵阳市@2022 line", "牵头单位：市财政局、市商务局负责", ["lead:市财政局=绵阳市财政局", "lead:市商务局=绵阳市商务局"]),
    ("绵阳市@2022 responsible_units", "市财政局，由市商务局牵头", ["responsible:市财政局=绵阳市财政局", "lead:市商务局=绵阳市商务局"]),
    ("绵阳市@2022 responsible_units", "市财政局、市商务局，按职责分工配合",
     ["cooperate:市财政局=绵阳市财政局", "cooperate:市商务局=绵阳市商务局"]),
    ("绵阳市@2022 lead_units", "☑市教育局 √市民政局", ["lead:市教育局=绵阳市教育局", "lead:市民政局=绵阳市民政局"]),
    # roles
    ("绵阳市@2022 lead_units", "市商务局牵头，市财政局配合", ["lead:市商务局=绵阳市商务局", "cooperate:市财政局=绵阳市财政局"]),
    ("绵阳市@2022 responsible_units", "市商务局（牵头）、市财政局", ["lead:市商务局=绵阳市商务局", "responsible:市财政局=绵阳市财政局"]),
    ("绵阳市@2022 responsible_units", "市商务局、市财政局（列第一位的为牵头单位）",
     ["lead:市商务局=绵阳市商务局", "responsible:市财政局=绵阳市财政局"]),
    ("绵阳市@2022 line", "责任单位：\n市商务局\n市财政局", ["responsible:市商务局=绵阳市商务局", "responsible:市财政局=绵阳市财政局"]),
    ("绵阳市@2022 line", "责任单位：市教育局；牵头处室：基教处；完成时限：2022年底", ["responsible:市教育局=绵阳市教育局"]),
    ("绵阳市@2022 line", "市级：市教育局；县级：各县（市、区）教育局",
     ["responsible:市教育局=绵阳市教育局", "responsible:各县（市、区）教育局=各县（市、区）教育局"]),
    ("绵阳市@2022 inline", "实施行动。【责任单位】市商务局", ["responsible:市商务局=绵阳市商务局"]),
    ("绵阳市@2022 inline", "办展会。（市商务局牵头负责；市财政局协助；2022年底前完成）",
     ["lead:市商务局=绵阳市商务局", "cooperate:市财政局=绵阳市财政局"]),
    ("绵阳市@2022 inline", "办展会（市商务局、市贸促会）。",
     ["responsible:市商务局=绵阳市商务局", "responsible:市贸促会=中国国际贸易促进委员会绵阳市委员会"]),
    ("绵阳市@2022 inline", "加强监测（由市统计局会同市商务局负责）。", ["lead:市统计局=绵阳市统计局", "cooperate:市商务局=绵阳市商务局"]),
    ("绵阳市@2022 inline", "建平台。市住建局牵头，市财政局配合。", ["lead:市住建局=绵阳市住房和城乡建设局", "cooperate:市财政局=绵阳市财政局"]),
    ("绵阳市@2022 inline", "1.建站。责任单位：市住建局。2.改革。责任单位：市发改委。",
     ["responsible:市住建局=绵阳市住房和城乡建设局", "responsible:市发改委=绵阳市发展和改革委员会"]),
    # prose is no statement
    ("绵阳市@2022 inline", "顺丰牵头建设寄递网点，市商务局负责人到会。", []),
    ("绵阳市@2022 inline", "本办法由市商务局负责解释。", []),
    ("绵阳市@2022 inline", "建立由市商务局牵头、市财政局参加的联席会议制度。", []),
    ("绵阳市@2022 inline", "向主管部门（市商务局）报告。", []),
    ("绵阳市@2022 inline", "报主管部门（市商务局）。", []),
    ("绵阳市@2022 inline", "发展电商（直播电商、社交电商）等业态（2022年底前完成）。", []),
    ("绵阳市@2022 inline", "表头\n（省级部门）", []),
    ("绵阳市@2022 inline", "（顺丰牵头）", []),
    # divisions
    ("成都市武侯区@2022 lead_units", "区教育局、市教育局、省教育厅",
     ["lead:区教育局=成都市武侯区教育局", "lead:市教育局=成都市教育局", "lead:省教育厅=四川省教育厅"]),
    ("绵阳市@2022 lead_units", "区教育局", ["lead:区教育局=?"]),
    ("绵阳市@2022 lead_units", "民政厅", ["lead:民政厅=四川省民政厅"]),
    ("绵阳市@2022 lead_units", "江油市教育局、成都市教育局", ["lead:江油市教育局=江油市教育局", "lead:成都市教育局=成都市教育局"]),
    ("南京市@2022 lead_units", "鼓楼区教育局", ["lead:鼓楼区教育局=南京市鼓楼区教育局"]),
    ("苏州市@2022 lead_units", "鼓楼区教育局", ["lead:鼓楼区教育局=?"]),
    ("@2022 lead_units", "市教育局、教育部、朝阳区教育局", ["lead:市教育局=?", "lead:教育部=教育部", "lead:朝阳区教育局=?"]),
    ("通辽市@2023 responsible_units", "科左后旗、科左中旗", ["responsible:科左后旗=科尔沁左翼后旗人民政府", "responsible:科左中旗=科尔沁左翼中旗人民政府"]),
    ("锡林郭勒盟@2023 lead_units", "东乌旗、苏左旗人民政府", ["lead:东乌旗=东乌珠穆沁旗人民政府", "lead:苏左旗人民政府=苏尼特左旗人民政府"]),
    ("恩施州@2022 lead_units", "州发改委", ["lead:州发改委=恩施土家族苗族自治州发展和改革委员会"]),
    ("广西壮族自治区@2022 lead_units", "自治区党委宣传部", ["lead:自治区党委宣传部=中共广西壮族自治区委员会宣传部"]),
    ("北京市@2022 lead_units", "市发展改革委、朝阳区政府", ["lead:市发展改革委=北京市发展和改革委员会", "lead:朝阳区政府=北京市朝阳区人民政府"]),
    ("锡林郭勒盟@2022 lead_units", "盟行署办公室", ["lead:盟行署办公室=锡林郭勒盟行政公署办公室"]),
    ("昆山市@2022 lead_units", "市发改委、昆山海关", ["lead:市发改委=昆山市发展和改革委员会", "lead:昆山海关=中华人民共和国昆山海关"]),
    # renamed by date; in the year of the change the words written decide
    ("绵阳市@2022 lead_units", "绵阳银保监分局", ["lead:绵阳银保监分局=中国银行保险监督管理委员会绵阳监管分局"]),
    ("绵阳市@2023 lead_units", "绵阳银保监分局、绵阳金融监管分局",
     ["lead:绵阳银保监分局=中国银行保险监督管理委员会绵阳监管分局", "lead:绵阳金融监管分局=国家金融监督管理总局绵阳监管分局"]),
    ("绵阳市@2024 lead_units", "绵阳银保监分局", ["lead:绵阳银保监分局=国家金融监督管理总局绵阳监管分局"]),
    ("绵阳市@2024 lead_units", "人民银行绵阳市中心支行", ["lead:人民银行绵阳市中心支行=中国人民银行绵阳市分行"]),
    ("绵阳市@2017 lead_units", "市国税局、市工商局", ["lead:市国税局=绵阳市国家税务局", "lead:市工商局=绵阳市工商行政管理局"]),
    # general rules
    ("博罗县@2022 lead_units", "罗阳街道办", ["lead:罗阳街道办=博罗县罗阳街道办事处"]),
    ("绵阳市@2022 lead_units", "白石镇政府", ["lead:白石镇政府=?"]),
    ("东莞市@2022 lead_units", "虎门镇政府", ["lead:虎门镇政府=东莞市虎门镇人民政府"]),
    ("惠州市@2022 lead_units", "市生态环境局博罗分局", ["lead:市生态环境局博罗分局=惠州市生态环境局博罗分局"]),
    ("绵阳市@2022 lead_units", "市中心医院、市城投集团", ["lead:市中心医院=绵阳市中心医院", "lead:市城投集团=?"]),
    ("佛山市@2022 lead_units", "中国移动通信集团广东有限公司佛山分公司",
     ["lead:中国移动通信集团广东有限公司佛山分公司=中国移动通信集团广东有限公司佛山分公司"]),
    ("绵阳市@2022 lead_units", "市财政", ["lead:市财政=绵阳市财政局"]),
    # names that share an end, marks of notes, other brackets and separators, lines that are names
    ("佛山市@2024 lead_units", "禅城、南海、顺德区政府",
     ["lead:禅城=佛山市禅城区人民政府", "lead:南海=佛山市南海区人民政府", "lead:顺德区政府=佛山市顺德区人民政府"]),
    ("上海市@2021 responsible_units", "市、区机管局，市、区财政局",
     ["responsible:市=上海市机关事务管理局", "responsible:区机管局=区机管局", "responsible:市=上海市财政局", "responsible:区财政局=区财政局"]),
    ("佛山市@2024 lead_units", "市教育局1市财政局2", ["lead:市教育局=佛山市教育局", "lead:市财政局=佛山市财政局"]),
    ("佛山市@2024 lead_units", "市教育局①、市财政局②", ["lead:市教育局=佛山市教育局", "lead:市财政局=佛山市财政局"]),
    ("佛山市@2024 lead_units", "市教育局﹑市财政局､市审计局",
     ["lead:市教育局=佛山市教育局", "lead:市财政局=佛山市财政局", "lead:市审计局=佛山市审计局"]),
    ("佛山市@2024 lead_units", "市教育局\ue5e5市财政局", ["lead:市教育局=佛山市教育局", "lead:市财政局=佛山市财政局"]),
    ("佛山市@2024 lead_units", "市教育局\n（配合）市财政局", ["lead:市教育局=佛山市教育局", "cooperate:市财政局=佛山市财政局"]),
    ("佛山市@2024 responsible_units", "市教育局﹝牵头﹞、市财政局", ["lead:市教育局=佛山市教育局", "responsible:市财政局=佛山市财政局"]),
    ("贵州省@2023 responsible_units", "省公安厅，各市〔州〕、县〔市、区、特区〕人民政府",
     ["responsible:省公安厅=贵州省公安厅", "responsible:各市〔州〕、县〔市、区、特区〕人民政府=各市〔州〕、县〔市、区、特区〕人民政府"]),
    ("佛山市@2023 responsible_units", "市“双公示、一公开”工作专班成员单位、市司法局",
     ["responsible:市“双公示、一公开”工作专班成员单位=市“双公示、一公开”工作专班成员单位", "responsible:市司法局=佛山市司法局"]),
    ("山东省@2022 line", "配合单位：省科技厅等省有关部门、单位",
     ["cooperate:省科技厅=山东省科学技术厅", "cooperate:省有关部门、单位=省有关部门、单位"]),
    ("佛山市@2022 inline", "（责任单位：市住建局；各区政府根据规划制定年度计划并组织落实）",
     ["responsible:市住建局=佛山市住房和城乡建设局", "responsible:各区政府=各区政府"]),
    ("厦门市@2022 responsible_units", "翔安区政府\n集美区政府", ["responsible:翔安区政府=厦门市翔安区人民政府", "responsible:集美区政府=厦门市集美区人民政府"]),
    ("佛山市@2024 responsible_units", "市教育局¹、市财政局²", ["responsible:市教育局=佛山市教育局", "responsible:市财政局=佛山市财政局"]),
    ("佛山市@2024 responsible_units", "市教育局等部门和各区政府", ["responsible:市教育局=佛山市教育局", "responsible:各区政府=各区政府"]),
    ("佛山市@2024 responsible_units", "市教育局等单位及市税务局",
     ["responsible:市教育局=佛山市教育局", "responsible:市税务局=国家税务总局佛山市税务局"]),
    ("佛山市@2024 responsible_units", "市县两级财政部门", ["responsible:市县两级财政部门=市县两级财政部门"]),
    ("佛山市@2024 responsible_units", "市、县两级财政部门", ["responsible:市=佛山市财政局", "responsible:县两级财政部门=县两级财政部门"]),
    ("佛山市@2024 responsible_units", "省、市、县三级教育部门",
     ["responsible:省=广东省教育厅", "responsible:市=佛山市教育局", "responsible:县三级教育部门=县三级教育部门"]),
    ("佛山市@2024 responsible_units", "市、各区县教育部门", ["responsible:市=佛山市教育局", "responsible:各区县教育部门=各区县教育部门"]),
    ("佛山市@2024 responsible_units", "市、区、镇（街）教育部门",
     ["responsible:市=佛山市教育局", "responsible:区=区教育部门", "responsible:镇（街）教育部门=镇（街）教育部门"]),
    ("佛山市@2024 responsible_units", "市、区、镇（街道）", ["responsible:市、区、镇（街道）=市、区、镇（街道）"]),
    ("佛山市@2024 responsible_units", "市、区有关单位和各镇（街道）",
     ["responsible:市=市有关单位", "responsible:区有关单位=区有关单位", "responsible:各镇（街道）=各镇（街道）"]),
    ("佛山市@2024 responsible_units", "市、区财政局共同负责", ["responsible:市=佛山市财政局", "responsible:区财政局=区财政局"]),
    ("佛山市@2024 responsible_units", "各市、县（市、区）财政局", ["responsible:各市、县（市、区）财政局=各市、县（市、区）财政局"]),
    ("佛山市@2024 responsible_units", "各县（市、区）教育、卫生健康部门",
     ["responsible:各县（市、区）教育=各县（市、区）教育部门", "responsible:卫生健康部门=各县（市、区）卫生健康部门"]),
    ("佛山市@2024 responsible_units", "各级财政、税务部门", ["responsible:各级财政=各级财政部门", "responsible:税务部门=各级税务部门"]),
    ("佛山市@2024 responsible_units", "市级财政、教育部门", ["responsible:市级财政=佛山市财政局", "responsible:教育部门=佛山市教育局"]),
    ("佛山市@2024 responsible_units", "财政部门", ["responsible:财政部门=?"]),  # of which level, nobody says
    ("佛山市@2024 responsible_units", "市教育局（牵头）市财政局（配合）",
     ["lead:市教育局=佛山市教育局", "cooperate:市财政局=佛山市财政局"]),
    ("佛山市@2024 responsible_units", "市教育局牵头市财政局配合",
     ["lead:市教育局=佛山市教育局", "cooperate:市财政局=佛山市财政局"]),
    ("佛山市@2024 responsible_units", "市教育局（会同市财政局、市人社局）",
     ["lead:市教育局=佛山市教育局", "cooperate:市财政局=佛山市财政局", "cooperate:市人社局=佛山市人力资源和社会保障局"]),
    ("佛山市@2024 lead_units", "市教育局（市财政局、市审计局配合）、市水利局",
     ["lead:市教育局=佛山市教育局", "cooperate:市财政局=佛山市财政局", "cooperate:市审计局=佛山市审计局", "lead:市水利局=佛山市水利局"]),
    ("厦门市@2022 responsible_units", "市委\n宣传部", ["responsible:市委\n宣传部=中共厦门市委宣传部"]),
    ("广州市@2024 inline", "各区要组织有经验的教师（含返聘教师）到乡村学校参与支教。", []),
    ("广州市@2024 inline", "推进办理。（牵头部门：市交通运输局；责任部门：各县(市、区)交通运输局(办）",
     ["lead:市交通运输局=广州市交通运输局", "responsible:各县(市、区)交通运输局(办）=各县(市、区)交通运输局(办）"]),
]  # fmt: skip


@pytest.mark.parametrize(("where", "text", "expected"), CASES, ids=[f"{where} {text}" for where, text, _ in CASES])
def test_cases(where: str, text: str, expected: list[str]) -> None:
    region, _, rest = where.partition("@")
    year, layout = rest.split()
    units = read_department_text(text, region or None, int(year), layout)
    assert [f"{u.role}:{u.text}={u.name or '?'}" for u in units] == expected
    assert all(text[u.start : u.end] == u.text for u in units)


def test_unknown_layout_is_refused() -> None:
    with pytest.raises(ValueError, match="layout"):
        read_department_text("市商务局", "绵阳市", 2022, "table")


def test_short_and_full_names_of_a_company_are_one_department() -> None:
    units = read_department_text(
        "中国移动佛山分公司、中国移动通信集团广东有限公司佛山分公司", "佛山市", 2022, "lead_units"
    )
    assert len({u.department_id for u in units}) == 1


@pytest.mark.parametrize(
    "part", ["市财政局牵头会同", "市财政局和", "（市财政局", "市财政局·", "各委、", "【责任单位】", "市省县"]
)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_long_cells_end(part: str, layout: str) -> None:
    text = part * 2000
    assert all(text[u.start : u.end] == u.text for u in read_department_text(text, "湛江市", 2022, layout))


WORDS = st.sampled_from(
    ["市商务局", "各县（市、区）政府", "湛江海关", "教育局", "市产业办", "市", "鼓楼区", "等", "牵头", "负责", "配合", "由", "责任单位：",
     "（", "）", "【", "】", "、", "，", "；", "。", "\n", " ", "　", "1.", "①", "一、", "下同", "列第一位的为牵头单位", "无", "和", "会同", "a", "９"]
)  # fmt: skip
TEXTS = st.lists(WORDS | st.text(max_size=3), max_size=20).map("".join)


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, layout=st.sampled_from(LAYOUTS), region=st.sampled_from([None, "湛江市", "博罗县", "北京市"]))
def test_spans_are_ordered_and_hold(text: str, layout: str, region: str | None) -> None:
    units = read_department_text(text, region, 2022, layout)
    assert all(text[u.start : u.end] == u.text and u.text.strip() == u.text != "" for u in units)
    assert all(a.end <= b.start for a, b in pairwise(units))
    assert all((u.name is None) == (u.resolution == "unresolved") for u in units)
    assert {u.role for u in units} <= {"lead", "cooperate", "responsible"}


@settings(max_examples=60, deadline=None)
@given(
    names=st.lists(
        st.sampled_from(["市商务局", "市财政局", "湛江海关", "各县（市、区）政府（管委会）", "市产业办"]),
        min_size=1,
        max_size=6,
    )
)
def test_a_joined_list_splits_again(names: list[str]) -> None:
    units = read_department_text("、".join(names), "湛江市", 2022, "lead_units")
    assert [u.text for u in units] == names
