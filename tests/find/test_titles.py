"""What stands above a table: cases (lines, title, section path), and sections row by row."""

import pytest

from pipeline.find.titles import Above, Sections

CASES = [
    (["附件1", "2024年任务分解表"], "2024年任务分解表", None),
    (["附件1：任务分解表"], "任务分解表", None),
    (["附1", "某市行动计划", "— 11 —"], "某市行动计划", None),
    (["附表2-1 任务清单（2024年度）"], "任务清单（2024年度）", None),
    (["任务清单", "填报单位：市府办", "单位：万元"], "任务清单", None),
    (["任务清单", "一、产业振兴"], "任务清单", "一、产业振兴"),
    (["任务清单", "一、产业振兴", "（一）工业", "（二）农业"], "任务清单", "一、产业振兴 / （二）农业"),
    (["五、保障措施", "（一）加强领导。各部门要高度重视。", "附件", "任务清单"], "任务清单", None),
    (["新业态新模式加快发展的", "工作责任清单"], "新业态新模式加快发展的工作责任清单", None),
    (["某市2024年度", "推进节能", "工作计划"], "某市2024年度推进节能工作计划", None),
    (["某市2024年重点任务", "分解表"], "某市2024年重点任务分解表", None),
    (["某市行动方案", "（2024—2026年）"], "某市行动方案（2024—2026年）", None),
    (["某市人民政府文件", "某府〔2024〕5号", "某市工作要点"], "某市工作要点", None),
    (["某市人民政府办公室", "某市2024年工作要点"], "某市2024年工作要点", None),
    (["某市人民政府办公室", "关于印发某市工作要点的通知"], "某市人民政府办公室关于印发某市工作要点的通知", None),
    (["某市工作要点", "各县（市、区）人民政府，市有关部门："], "某市工作要点", None),
    (["各县（市、区）人民政府，市有关部门："], "", None),
    (["关于印发工作方案的通知", "某市工作方案"], "某市工作方案", None),
    (["某市工作方案", "2024年3月15日"], "某市工作方案", None),
    (
        ["抄送：某市人民政府", "某市人民政府办公室 2024年3月15日印发", "某市落实目标要求", "推动绿色发展", "若干举措"],
        "某市落实目标要求推动绿色发展若干举措",
        None,
    ),
    (["（某市机关事务管理局代章）", "某市工作方案"], "某市工作方案", None),
    (["某某工作"], "某某工作", None),
    (
        ["政府工作报告", "——2026年1月27日在某省第七届人民代表大会第五次会议上", "某省省长 某某"],
        "政府工作报告——2026年1月27日在某省第七届人民代表大会第五次会议上",
        None,
    ),
    (["某市2026年工作报告", "——2026年1月27日在某市第七届人民代表大会上"], "某市2026年工作报告", None),
    (["政府工作报告", "——以高质量发展为主题"], "政府工作报告", None),
    (["各部门要高度重视，加强领导，明确责任，确保各项任务落到实处。"], "", None),
    (["注：排名第一的为牵头单位"], "", None),
]


@pytest.mark.parametrize(("lines", "title", "path"), CASES)
def test_what_stands_above(lines, title, path):
    above, sections = Above(), Sections()
    for line in lines:
        above.read(line)
    above.begin(sections, is_new=True)
    assert (above.title, sections.path()) == (title, path)


SECTIONS = [
    (["一、甲", "二、乙"], "二、乙"),
    (["一、甲", "（一）乙", "（二）丙"], "一、甲 / （二）丙"),
    (["第一部分 甲", "一、乙", "1.丙", "二、丁"], "第一部分 甲 / 二、丁"),
    (["工业", "（一）甲", "农业"], "农业"),
    (["工业", "（一）甲", "（二）乙"], "工业 / （二）乙"),
    (["一、甲", "工业", "农业"], "一、甲 / 农业"),
]


@pytest.mark.parametrize(("titles", "path"), SECTIONS)
def test_sections(titles, path):
    sections = Sections()
    for title in titles:
        sections.enter(title)
    assert sections.path() == path


def test_a_number_in_a_column_of_its_own():
    sections = Sections()
    assert sections.enter("工业", "一") == "一 工业"
    assert sections.enter("装备", "（一）") == "（一） 装备"
    assert sections.enter("农业", "二") == "二 农业"
    assert sections.path() == "二 农业"
