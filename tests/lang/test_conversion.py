"""One base unit for each physical dimension: every unit has a decision, every conversion is exact."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.target.passage import read_passage
from pipeline.lang.conversion import convert, find_conversion
from pipeline.model import Passage, Target
from pipeline.rules.language import unconverted, units

MEASURED = [row for row in units() if row.dimension != "count"]
CASES = [  # value, unit, base value, base unit
    ("800", "米", "800", "米"),
    ("0.8", "公里", "800", "米"),
    ("500", "亩", "333333.3333333333333", "平方米"),
    ("2", "吉瓦", "2000000000", "瓦"),
    ("2000000", "千瓦", "2000000000", "瓦"),
    ("3", "小时", "10800", "秒"),
    ("18", "个月", "1.5", "年"),
    ("732.5", "斤", "0.36625", "吨"),
    ("15", "TB", "15000000000000", "字节"),
    ("8", "‰", "0.8", "%"),
    ("10", "基点", "0.1", "pp"),
    ("5", "pp", "5", "pp"),
    ("6000", "CNY", "6000", "CNY"),
    ("6000", "USD", "6000", "USD"),
    ("0.5", "工作日", "0.5", "工作日"),
    ("3", "个", "3", "个"),
    ("3", "人次", "3", "人次"),
    ("3", "套（间）", "3", "套（间）"),
    ("3", None, "3", None),
    ("0.3", "吨标准煤/万元", "0.00003", "吨标准煤/CNY"),
    ("300", "克标准煤/千瓦时", "0.0003", "吨标准煤/千瓦时"),
    ("25", "微克/立方米", "25", "微克/立方米"),
    ("0.05", "毫克/升", "50000", "微克/立方米"),
    ("5", "张/千人", "0.005", "张/人"),
    ("7", "件/10万人", "0.00007", "件/人"),
    ("3", "吨/万平方米", "0.0003", "吨/平方米"),
    ("300", "亩/天", "200000", "平方米/天"),
    ("90", "公里/小时", "25", "米/秒"),
    ("30", "立方米/日", "30", "立方米/日"),
    ("5", "人次/公里·日", "5", "人次/公里·日"),
    ("45", "/10万", "45", "/10万"),
    ("5", "头/只", "5", "头/只"),
]


@pytest.mark.parametrize(("value", "unit", "base_value", "base_unit"), CASES, ids=[f"{c[0]}{c[1]}" for c in CASES])
def test_a_value_in_its_base_unit(value, unit, base_value, base_unit):
    assert float(convert(Decimal(value), unit)) == pytest.approx(float(base_value), rel=1e-12)
    assert find_conversion(unit).unit == base_unit


@pytest.mark.parametrize("text", ["新建碧道800米。", "新建碧道0.8公里。", "新建碧道0.8km。", "新建碧道0.8千米。"])
def test_one_length_is_one_figure(text):
    (target,) = (e for e in read_passage(Passage("d", "m", "2025", text, 2025)) if isinstance(e, Target))
    assert (target.base_value, target.base_value_max, target.base_unit) == (800, None, "米")


def test_both_ends_of_a_range_convert():
    (target,) = (e for e in read_passage(Passage("d", "m", "2025", "改造管网3-5公里。")) if isinstance(e, Target))
    assert (target.base_value, target.base_value_max, target.base_unit) == (3000, 5000, "米")


def test_every_unit_has_a_decision():
    """A factor, a reason why there is none, or parts that have one; counted things need none."""
    kept = {row.unit for row in unconverted()}
    undecided = [
        row.written
        for row in MEASURED
        if not row.factor and row.unit not in kept and find_conversion(row.unit).unit in (row.unit, None)
    ]
    assert undecided == []
    assert [row.unit for row in MEASURED if row.factor and row.unit in kept] == []
    assert kept - {row.unit for row in MEASURED} == set()
    assert [row for row in unconverted() if not row.reason or not row.source] == []
    assert [row.written for row in units() if row.dimension == "count" and (row.base or row.factor)] == []


def test_a_unit_has_one_decision_however_it_is_written():
    found = defaultdict(set)
    for row in units():
        found[row.unit].add((row.base, row.factor, row.dimension))
    assert {unit: ways for unit, ways in found.items() if len(ways) > 1} == {}


def test_a_dimension_has_one_base():
    """But energy in standard coal, whose factor depends on the accounting (GB/T 2589: 等价值, 当量值), time by the
    calendar, whose months and years have no fixed seconds, and a difference of shares."""
    bases = defaultdict(set)
    for row in MEASURED:
        if row.factor and row.dimension != "other":
            bases[row.dimension].add(row.base)
    assert bases == {
        "area": {"平方米"}, "data_size": {"字节"}, "duration": {"秒", "年"}, "energy": {"千瓦时", "吨标准煤"},
        "length": {"米"}, "mass": {"吨"}, "money": {"CNY"}, "ratio": {"%", "pp"},
    }  # fmt: skip
    others = {row.base for row in MEASURED if row.factor and row.dimension == "other"}
    assert others & set().union(*bases.values()) == {"pp"}  # of 基点, hundredths of a point


def test_a_base_is_its_own_base():
    assert [row.base for row in MEASURED if row.factor and find_conversion(row.base) != (1, row.base)] == []


@given(st.sampled_from(MEASURED), st.decimals(min_value=0, max_value=10**12, places=4))
def test_conversion_is_exact_and_goes_back(row, value):
    factor = find_conversion(row.unit).factor
    assert abs(Fraction(convert(value, row.unit)) - Fraction(value) * factor) <= Fraction(value) * factor / 10**55
    assert not row.factor or factor == Fraction(row.factor)


@given(st.sampled_from(MEASURED), st.sampled_from(MEASURED), st.sampled_from(["", "万", "10万"]))
def test_a_unit_per_something_converts_part_by_part(head, per, scale):
    """Whatever unit stands above or below, but a time below, which is the period of a rate."""
    whole = f"{head.unit}/{scale}{per.unit}"
    if "/" in head.unit + per.unit or any(row.unit == whole for row in units()):
        return
    above, below = find_conversion(head.unit), find_conversion(per.unit)
    if per.dimension == "duration":
        below = below._replace(factor=Fraction(1), unit=per.unit)
    size = {"": 1, "万": 10**4, "10万": 10**5}[scale]
    assert find_conversion(whole) == (above.factor / below.factor / size, f"{above.unit}/{below.unit}")
