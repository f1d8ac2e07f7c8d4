"""Which division a document is of."""

from __future__ import annotations

import pytest

from pipeline.normalise.region import find_region, name_region

NAMES = [
    ("湛江市", "440800"), ("湛江", "440800"), ("广东省湛江市", "440800"), ("440800", "440800"), ("广州市天河区", "440106"),
    ("天河区", "440106"), ("博罗县", "441322"), ("内蒙古", "150000"), ("恩施州", "422800"), ("恩施土家族苗族自治州", "422800"),
    ("北京市朝阳区", "110105"), ("全国", "100000"), ("鼓楼区", None), ("朝阳区", None), ("桃花源市", None), ("", None),
]  # fmt: skip

CASES = [  # stated, title, units, texts, code
    ("绵阳市", "湛江市某某工作责任清单", [], [], "510700"),
    ("桃花源市", "湛江市某某工作责任清单", [], [], None),  # what is stated wins, even where nobody knows it
    (None, "湛江市推进消费工作责任清单", [], [], "440800"),
    (None, "广东省湛江市霞山区工作责任清单", [], [], "440803"),
    (None, "湛江市与海口市合作任务清单", [], [], None),
    (None, "工作责任清单", ["市商务局、湛江海关", "中国移动湛江分公司"], [], "440800"),
    (None, "工作责任清单", ["县财政局、惠州海关"], [], None),  # a county's list: which county is not said
    (None, "工作责任清单", ["湛江海关、茂名海关"], [], None),
    (None, "工作责任清单", ["市商务局"], ["湛江菠萝", "湛江海鲜，湛江市区"], "440800"),
    (None, "工作责任清单", ["市商务局"], ["湛江菠萝"], None),
    (None, "工作责任清单", ["市商务局"], ["湛江、茂名、阳江", "湛江、茂名", "湛江、茂名"], None),
    (None, "工作责任清单", [], [], None),
    # a city speaks for what it lies in, where offices of that level are responsible
    (
        None,
        "自治区人民政府关于推进工作的意见",
        ["自治区财政厅、自治区商务厅"],
        ["银川市、石嘴山市、银川市", "银川市"],
        "640000",
    ),
    (None, "任务分工", ["省财政厅、省商务厅"], ["杭州市、宁波市、温州市", "推进南京市合作"], "330000"),
    (None, "任务分工", [], ["推进建设。（市财政局）", "天河区、海珠区、番禺区、深圳市"], "440100"),
    # ministries are responsible: a plan of the whole country, whatever places it speaks of
    (
        None,
        "生态环境保护规划",
        [],
        ["推进修复。（生态环境部、财政部、水利部等负责）", "湖南、湖南、湖南（发展改革委、生态环境部负责）"],
        "100000",
    ),
    (None, "任务分工", ["财政部、市场监管总局", "生态环境部"], [], "100000"),
    (None, "任务分工", ["市财政局、市商务局、市水务局", "财政部、生态环境部"], [], None),
    (None, "任务分工", ["财政部"], [], None),
    (None, "湛江市任务分工", ["财政部、生态环境部"], [], "440800"),
    # a common word is no division
    (None, "“十四五”土壤和矿区生态环境保护规划", [], ["矿区修复", "矿区、城区", "矿区"], None),
    (None, "老城区更新行动计划", [], [], None),
    (None, "古城区、城区和郊区环境整治方案", [], [], None),
    (None, "阳泉市矿区环境整治方案", [], [], "140303"),
    (None, "矿区人民政府办公室工作任务分工", [], [], "140303"),
]


@pytest.mark.parametrize(("name", "code"), NAMES)
def test_names(name: str, code: str | None) -> None:
    region = name_region(name) if name else None
    assert (region.code if region else None) == code


@pytest.mark.parametrize(("stated", "title", "units", "texts", "code"), CASES)
def test_evidence(stated: str | None, title: str, units: list[str], texts: list[str], code: str | None) -> None:
    region = find_region(stated, [title], units, texts)
    assert (region.code if region else None) == code


def test_renamed_divisions() -> None:
    assert name_region("莱芜市", 2018) is not None
    assert name_region("莱芜市", 2024) is None
    found = name_region("南通市崇川区", 2024)
    assert found is not None
    assert found.code == "320613"


def test_the_lines_that_a_file_begins_with_come_after_the_title():
    lines = ["2022年重点工作任务分解方案", "监利市人民政府办公室关于分解落实重点工作的通知", "广州市样板"]
    assert find_region(None, lines, ["市发改局"], []).name == "监利市"
    assert find_region(None, ["广州市2022年任务清单", *lines], ["市发改局"], []).name == "广州市"
