"""A share is no more than the whole."""

import pytest

from tests.check.builders import find, make_cell, make_dataset, make_target, statuses

RATE = {"unit": "%", "dimension": "ratio", "basis": "level"}


@pytest.mark.parametrize(
    ("written", "value", "indicator", "more", "expected"),
    [
        ("110%", 110, "绿色建筑覆盖率", {}, ["warn"]),
        ("100%", 100, "绿色建筑覆盖率", {}, ["pass"]),
        ("90%", 90, "绿色建筑占比", {}, ["pass"]),
        ("95%", 95, "合格率", {"comparator": "range", "value_max": 105}, ["warn"]),
        ("110%", 110, "绿色建筑比重", {"comparator": "ge"}, ["warn"]),
        ("110%", 110, "资产负债率", {"comparator": "le"}, []),  # a bound
        ("110%", 110, "税收增长率", {"basis": "growth"}, []),
        ("150%", 150, "拨备覆盖率", {}, []),
        ("2倍", 200, "机器人普及率", {}, []),  # twice as much as before
        ("110%", 110, "税收收入", {}, []),
        ("110‰", 110, "死亡率", {"unit": "‰"}, []),
    ],
)
def test_shares(written, value, indicator, more, expected):
    cell = make_cell("1", "2025", f"{indicator}达到{written}")
    target = make_target(cell, written, indicator, value, **{**RATE, **more})
    assert statuses(make_dataset([cell], [target]), "no_share_over_whole") == expected


def test_what_is_said():
    cell = make_cell("1", "2025", "覆盖率达到110%")
    (check,) = find(make_dataset([cell], [make_target(cell, "110%", "覆盖率", 110, **RATE)]), "no_share_over_whole")
    assert check.message == "覆盖率: 110% is more than the whole"
    assert check.message_zh == "覆盖率：110%，超过100%"
    assert check.evidence == (f"{cell.measure_id}/2025/5-覆盖率",)
