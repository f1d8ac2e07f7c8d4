"""A subsidy is the stated rate of the amount that it is paid for."""

from dataclasses import replace
from decimal import Decimal

from pipeline.model import Cell, Numeral
from tests.check.builders import make_cell, make_dataset, make_target, statuses

RULE = make_cell("1", "measure", "用好政策，对担保机构按业务发生额的1%给予补助。")
RATE = Numeral("list", "list/1", "measure", 17, 19, "1%", "parameter", Decimal(1), None, "%", "eq", "test")


def subsidy(amount: int, paid: int, rule: Cell = RULE, rate: Numeral = RATE) -> list[str]:
    cell = make_cell("1", "2023", f"新增担保发生额{amount}万元，申请补助{paid}万元；")
    money = {"dimension": "money", "unit": "CNY"}
    targets = [
        make_target(cell, f"{amount}万元", "担保发生额", amount * 10000, **money),
        make_target(cell, f"{paid}万元", "资金", paid * 10000, nth=str(amount).endswith(str(paid)), **money),
    ]
    return statuses(make_dataset([rule, cell], targets, numerals=[rate]), "subsidy_rate")


def test_subsidy_rate() -> None:
    assert RULE.text[RATE.start : RATE.end] == "1%"
    assert subsidy(3000, 30) == ["pass"]
    assert subsidy(3333, 33) == ["pass"]
    assert subsidy(4500, 40) == ["fail"]


def test_subsidy_rate_needs_a_rate_in_the_measure() -> None:
    limit = make_cell("1", "measure", "用好政策，对担保机构给予不高于1%的贴息补助。")
    at = limit.text.index("1%")
    rate = replace(RATE, start=at, end=at + 2, comparator="le")
    assert subsidy(3000, 90, limit, rate) == []
    growth = make_cell("1", "measure", "用好政策，对担保机构按年均增长的1%推进业务。")
    at = growth.text.index("1%")
    assert subsidy(3000, 90, growth, replace(RATE, start=at, end=at + 2)) == []
