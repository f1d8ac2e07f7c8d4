"""Which figures are one thing over the years, and which only say a plan's figure again."""

import csv
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.series import relate
from pipeline.extract.target.passage import read_passage
from pipeline.model import Passage, Target

GOLDEN = Path(__file__).parents[1] / "golden/targets.csv"
PLANS = {2024: "新增充电桩100个。", 2025: "新增充电桩200个。"}


def read(own: str, plans: dict[int, str]) -> list[Target]:
    """Targets of one measure: its own text, then the plan of each year."""
    passages = [Passage("d", "d/1", "measure", own, None, min(plans, default=2024))]
    passages += [Passage("d", "d/1", str(year), text, year, min(plans)) for year, text in plans.items()]
    return [one for passage in passages for one in read_passage(passage) if isinstance(one, Target)]


def series(own: str, plans: dict[int, str]) -> list[list[str]]:
    found = defaultdict(list)
    for target in relate(read(own, plans)):
        found[target.series_id].append(target.target_id.removeprefix("d/1/"))
    return list(found.values())


CASES = [
    ("推进建设。", {2024: "公园达到5个。", 2025: "公园总数达到6个。"}, [["2024/1", "2025/1"]]),
    ("公园达到6个。", {2024: "公园达到5个。"}, [["measure/1", "2024/1"]]),
    ("推进。", {2024: "2024年公园达到5个。", 2025: "2025年公园达到6个。"}, [["2024/1", "2025/1"]]),
    ("推进。", {2024: "公园达到5个。", 2025: "农村公园达到6个。"}, [["2024/1"], ["2025/1"]]),
    ("推进。", {2024: "公园达到5个。", 2025: "公园达到6座。"}, [["2024/1"], ["2025/1"]]),
    ("推进。", {2024: "公园达到5个。", 2025: "新增公园6个。"}, [["2024/1"], ["2025/1"]]),
    ("推进。", {2024: "新建碧道800米。", 2025: "新建碧道1.2公里。"}, [["2024/1", "2025/1"]]),
    ("推进。", {2024: "5G 基站达到5个。", 2025: "“5G”基站达到6个。"}, [["2024/1", "2025/1"]]),
    (
        "推进。",
        {2024: "开展家电促消费活动5场。", 2025: "开展家电促消费专项活动5场。"},
        [["2024/1"], ["2025/1"]],  # one word more may be another thing
    ),
]


@pytest.mark.parametrize(("own", "plans", "expected"), CASES)
def test_series(own, plans, expected):
    assert series(own, plans) == expected


RESTATED = [
    ("2025年新增充电桩200个。", PLANS, ["2025/1"]),
    ("2025年新增充电桩250个。", PLANS, ["2025/1"]),  # numbers differ: the plan's holds, and a check says so
    ("2026年新增充电桩200个。", PLANS, [None]),
    ("到2025年，新增充电桩300个。", PLANS, ["2025/1"]),  # the sum of the plan
    ("到2025年新增充电桩350个。", PLANS, [None]),  # added up, and no sum of them
    ("新增充电桩100个。", PLANS, ["2024/1"]),
    ("新增充电桩300个。", PLANS, ["2025/1"]),
    ("新增充电桩400个。", PLANS, [None]),
    ("新增充电站200个。", PLANS, [None]),
    ("充电桩达到200个。", PLANS, [None]),  # a level is no amount
    ("充电桩达到200个。", {2024: "充电桩达到90个。", 2025: "充电桩达到180个。"}, ["2025/1"]),
    ("到2025年充电桩达到200个。", {2024: "充电桩达到90个。", 2025: "充电桩达到180个。"}, ["2025/1"]),
    ("2024年充电桩达到90个，2025年达到180个。", {2024: "充电桩达到90个。", 2025: "充电桩达到180个。"}, ["2024/1", "2025/1"]),
    ("新建碧道1公里。", {2024: "新建碧道1000米。"}, ["2024/1"]),
]  # fmt: skip


@pytest.mark.parametrize(("own", "plans", "expected"), RESTATED)
def test_what_a_text_says_again(own, plans, expected):
    related = list(relate(read(own, plans)))
    said = [t.restates and t.restates.removeprefix("d/1/") for t in related if t.field == "measure"]
    assert said == expected
    assert [t.restates for t in related if t.field != "measure"] == [None] * len(plans)


def test_two_names_of_the_catalogue_are_one_series_where_no_year_has_both():
    found = read("推进。", {2024: "公园达到5个。", 2025: "城市公园达到6个。"})
    assert len({t.series_id for t in relate(found)}) == 2
    assert len({t.series_id for t in relate(replace(t, indicator_id="parks") for t in found)}) == 1
    same = read("推进。", {2024: "公园达到5个，城市公园达到6个。"})
    assert len({t.series_id for t in relate(replace(t, indicator_id="parks") for t in same)}) == 2


def elsewhere(text, *plans, field="2025"):
    """What the text of a goal says again of the plans of other measures, each measure with one cell."""
    rows = read(text, {})
    for number, plan in enumerate(plans, 2):
        passage = Passage("d", f"d/{number}", field, plan, 2025 if field != "measure" else None, 2025)
        rows += [found for found in read_passage(passage) if isinstance(found, Target)]
    return [target.restates for target in relate(rows) if target.measure_id == "d/1"]


ELSEWHERE = [  # a goal's text, the plans of 2025 of other measures, and the figure that it says again
    ("到2025年新增高标准农田10万亩。", ["新建高标准农田10万亩。"], "d/2/2025/1"),
    ("到2025年全市新增高标准农田100000亩。", ["推进建设。", "新建高标准农田10万亩。"], "d/3/2025/1"),
    ("到2025年森林覆盖率达到57%。", ["森林覆盖率稳定在57%以上。"], "d/2/2025/1"),
    ("到2025年新增高标准农田10万亩。", ["新建高标准农田12万亩。"], None),
    ("到2024年新增高标准农田10万亩。", ["新建高标准农田10万亩。"], None),
    ("新增高标准农田10万亩。", ["新建高标准农田10万亩。"], None),
    ("到2025年湛江市新增高标准农田10万亩。", ["新建高标准农田10万亩。"], None),
    ("到2025年新增高标准农田10万亩。", ["廉江市新建高标准农田10万亩。"], None),
    ("到2025年新增高标准农田10万亩。", ["新建高标准农田10万亩。", "新建高标准农田10万亩。"], None),
    ("到2025年新增某种田10万亩。", ["新建某种田10万亩。"], None),
]


@pytest.mark.parametrize(("text", "plans", "expected"), ELSEWHERE)
def test_what_a_goal_says_again_of_a_list(text, plans, expected):
    assert elsewhere(text, *plans) == [expected]


def test_two_texts_restate_nothing():
    assert elsewhere("到2025年新增高标准农田10万亩。", "到2025年新建高标准农田10万亩。", field="measure") == [None]


@given(st.permutations(list(range(4))))
def test_order_of_the_rows_is_kept_and_every_one_has_a_series(order):
    rows = read("新增充电桩100个，公园达到5个。", PLANS)
    shuffled = [rows[at] for at in order]
    related = list(relate(shuffled))
    assert [t.target_id for t in related] == [t.target_id for t in shuffled]
    assert all(t.series_id and t.series_id.startswith("d/1/series/") for t in related)
    assert {t.restates for t in related} == {None, "d/1/2024/1"}


def golden() -> list[dict[str, str]]:
    with GOLDEN.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


FIRST_LIST = [  # a word of the indicator, measure, rows of its series
    ("5G基站", "14", 5), ("公共充电桩", "17", 5), ("融资担保发生额", "22", 14), ("补助", "22", 14), ("交易额", "13", 3),
    ("快递年业务量", "3", 4), ("互联网+护理服务", "10", 3), ("新技术的机构", "10", 3), ("医保服务事项", "10", 3),
    ("接入机构数量", "11", 3), ("湛税易接通率", "20", 2), ("省级促消费活动", "5", 2), ("家电促消费专项活动", "4", 1),
]  # fmt: skip


@pytest.mark.parametrize(("words", "measure", "count"), FIRST_LIST)
def test_series_of_the_first_list(words, measure, count):
    found = defaultdict(list)
    for row in golden():
        if row["measure_id"].endswith(f"/{measure}"):
            found[row["series_id"]].append(row["indicator"])
    assert [len(names) for names in found.values() if words in names[-1] and "试点" not in names[-1]] == [count]


def test_sums_of_the_first_list_count_nothing_twice():
    rows = [row for row in golden() if row["indicator"] == "公共充电桩"]
    assert sum(float(row["base_value"]) for row in rows) == 600
    assert sum(float(row["base_value"]) for row in rows if not row["restates"]) == 480
