"""Sums of base values: right on the first list, and over many documents of one unit each."""

import duckdb
import pandas as pd
import pytest

SERIES = {  # of the first list: what they count (by its last words) and how many figures of the plan they hold
    "5G基站": 4,
    "公共充电桩": 4,
    "融资担保发生额": 14,
    "补助": 14,
    "公司交易额": 3,
    "快递年业务量": 4,
    "“互联网+护理服务”": 3,
    "新技术的机构": 3,
    "网上申请和办理": 3,
    "接入机构数量": 3,
    "湛税易接通率": 2,
    "省级促消费活动": 2,
}
SUMS = """SELECT indicator_id, year, base_unit, sum(base_value) AS total FROM pledges
WHERE restates IS NULL AND indicator_id IS NOT NULL AND year IS NOT NULL GROUP BY ALL ORDER BY ALL"""


def sums(pledges: pd.DataFrame) -> list[tuple]:
    with duckdb.connect() as database:
        database.register("pledges", pledges)
        return database.execute(SUMS).fetchall()


def test_the_sums_of_the_first_list(output):
    """By hand: four years of 120 piles; quarters of guarantees, and a hundredth of them as subsidy."""
    found = {(key, year): (unit, total) for key, year, unit, total in sums(pd.read_parquet(output / "pledges.parquet"))}
    assert [found["public_charging_piles", year] for year in range(2022, 2026)] == [("条", 120)] * 4
    assert [found["5g_base_stations", year][1] for year in range(2022, 2026)] == [9000, 12000, 15000, 18600]
    guarantees = [found["guarantee_amount", year] for year in range(2022, 2026)]
    assert guarantees == [("CNY", total) for total in (60e6, 170e6, 190e6, 230e6)]
    assert [found["guarantee_subsidy", year][1] for year in range(2022, 2026)] == [t / 100 for _, t in guarantees]


def test_the_series_of_the_first_list(output):
    """家电促消费活动 and 家电促消费专项活动 are two: another word makes another series (docs/design/series.md)."""
    pledges = pd.read_parquet(output / "pledges.parquet")
    plan = pledges[pledges.restates.isna()]
    found = plan.groupby("series_id").indicator.agg(["last", "size"])
    for name, size in SERIES.items():
        assert found[found["last"].fillna("").str.endswith(name) & (found["size"] > 1)]["size"].tolist() == [size], name
    own = pledges[pledges.restates.notna()].indicator.tolist()
    assert {"5G基站", "公共充电桩"} <= set(own)
    devices = plan[plan.indicator.fillna("").str.contains("家电促消费")]
    assert devices.series_id.nunique() == devices.indicator.nunique() == 2
    assert plan[plan.indicator == "公共充电桩"].base_value.sum() == 480


@pytest.fixture(scope="module")
def shared(real, output) -> pd.DataFrame:
    """Pledges of the first list and of all real documents."""
    return pd.concat([pd.read_parquet(output / "pledges.parquet"), *(tables["pledges"] for tables in real)])


def test_no_numeral_of_a_real_document_is_unknown(real):
    kinds = pd.concat(tables["numerals"].kind for tables in real)
    assert len(kinds) > 2000
    assert (kinds == "unknown").sum() == 0


def test_over_many_documents_no_sum_mixes_dimensions(shared, real):
    """A figure has the dimension of its indicator; in one unit, but of what is counted (件, 项), and of changes (in per cent, in points)."""
    assert shared.target_id.is_unique
    assert shared.doc_id.nunique() > 25
    catalogue = (
        pd.concat(tables["indicators"] for tables in real).drop_duplicates("indicator_id").set_index("indicator_id")
    )
    known = shared[shared.indicator_id.isin(catalogue.index) & ~shared.basis.isin(["growth", "reduction"])]
    assert (known.dimension == known.indicator_id.map(catalogue.dimension)).all()
    changes = shared[shared.basis.isin(["growth", "reduction"]) & shared.indicator_id.notna()]
    assert set(changes.dimension) <= {"ratio", "money"}
    measured = known[known.dimension != "count"]
    assert (measured.groupby("indicator_id").base_unit.nunique() <= 1).all()
    assert shared[shared.base_unit == "公里"].empty


def test_a_base_unit_is_of_one_dimension(shared):
    units = shared[shared.base_unit.notna()].groupby("base_unit").dimension.unique()
    assert {unit: list(kinds) for unit, kinds in units.items() if len(kinds) > 1} == {}


def test_what_restates_says_a_figure_again(shared):
    """Of its own series, or of another measure of the document: then the same figure of the same indicator and year."""
    again = shared[shared.restates.notna()].merge(
        shared, left_on="restates", right_on="target_id", suffixes=("", "_plan")
    )
    assert len(again) == shared.restates.notna().sum() > 0
    elsewhere = again[again.measure_id != again.measure_id_plan]
    own = again.drop(elsewhere.index)
    assert (own.series_id == own.series_id_plan).all()
    assert len(elsewhere) > 3
    for column in ("doc_id", "indicator_id", "year", "base_value", "base_unit"):
        assert (elsewhere[column] == elsewhere[f"{column}_plan"]).all(), column
    assert (again.field == "measure").all()
    assert (again.field_plan != "measure").all()
    assert again.restates_plan.isna().all()


def test_a_goal_that_the_list_has_as_well_is_counted_once(shared):
    """By hand: 70 公里 of shoreline stand in a list and in two goals; no amount of a real document is counted twice."""
    plan = shared[shared.restates.isna() & shared.indicator_id.notna() & shared.year.notna()]
    shoreline = plan[(plan.doc_id == "dual-177") & (plan.indicator_id == "shoreline_restoration")]
    assert shoreline.base_value.tolist() == [70_000]
    same = ["doc_id", "indicator_id", "year", "quarter", "base_value", "basis"]
    amounts = plan[plan.dimension != "ratio"]  # nobody sums rates: a task may say the goal's 50% again
    twice = amounts[amounts.duplicated(same, keep=False) & (amounts.doc_id != "responsibility_list")]
    assert twice.groupby(same, dropna=False).source.nunique().max() == 1 or twice.empty


BY_HAND = {  # targets of the plan's chapters, counted in the text; of them the figures by chapter (“十五五”, 2026) that are published
    "report-2026-hebei": (0, 17),
    "report-2026-ningxia": (4, 51),  # 55, of which 四类村庄 is none
}


@pytest.mark.parametrize(("report", "expected"), BY_HAND.items(), ids=BY_HAND)
def test_every_target_of_a_report_is_published_once_with_its_section(shared, report, expected):
    found = shared[shared.doc_id == report]
    assert found.section.notna().all()
    assert not found.duplicated(["measure_id", "field", "start", "indicator"]).any()
    assert tuple((found.year == year).sum() for year in (2030, 2026)) == expected
    assert len(found) == sum(expected)
