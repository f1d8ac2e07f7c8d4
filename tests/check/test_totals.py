"""Parts add up to their whole."""

import pytest

from tests.check.builders import make_cell, make_dataset, make_target, statuses


def parts(text: str, numbers: list[tuple[str, int]]) -> list[str]:
    cell = make_cell("1", "2023", text)
    seen: dict[str, int] = {}
    targets = []
    for i, (written, value) in enumerate(numbers):
        targets.append(make_target(cell, written, f"物{i}", value, nth=seen.get(written, 0)))
        seen[written] = seen.get(written, 0) + 1
    return statuses(make_dataset([cell], targets), "parts_add_up")


@pytest.mark.parametrize(
    ("text", "numbers", "expected"),
    [
        ("小学3所，中学2所，合计5所", [("3所", 3), ("2所", 2), ("5所", 5)], ["pass"]),
        ("小学3所，中学2所，合计 6 所", [("3所", 3), ("2所", 2), ("6 所", 6)], ["fail"]),
        ("新建8所，小学3所，中学2所，共计5所", [("8所", 8), ("3所", 3), ("2所", 2), ("5所", 5)], ["pass"]),
        ("小学3所。中学2所，合计5所", [("3所", 3), ("2所", 2), ("5所", 5)], []),
        ("小学3所，中学2所，达到5所", [("3所", 3), ("2所", 2), ("5所", 5)], []),
        ("合计5所", [("5所", 5)], []),
        ("建成9所，其中小学4所、中学5所", [("9所", 9), ("4所", 4), ("5所", 5)], ["pass"]),
        ("建成9所，其中小学4所", [("9所", 9), ("4所", 4)], ["pass"]),
        ("建成9所，其中小学6所、新校5所", [("9所", 9), ("6所", 6), ("5所", 5)], ["warn"]),
        ("建成9所，其中小学12所", [("9所", 9), ("12所", 12)], ["fail"]),
    ],
)
def test_parts(text: str, numbers: list[tuple[str, int]], expected: list[str]) -> None:
    assert parts(text, numbers) == expected


def test_one_expression_for_several_things_counts_for_each() -> None:
    cell = make_cell("1", "2023", "发放公章、发票章、财务章各 1枚，合计 3 枚")
    each = [make_target(cell, "1枚", name, 1, unit="枚") for name in ("公章", "发票章", "财务章")]
    total = make_target(cell, "3 枚", "印章", 3, unit="枚")
    assert statuses(make_dataset([cell], [*each, total]), "parts_add_up") == ["pass"]
    assert statuses(make_dataset([cell], [*each[1:], total]), "parts_add_up") == ["fail"]


@pytest.mark.parametrize(
    ("text", "numbers", "expected"),
    [
        ("全市新建8所，赤坎区3所、霞山区5所", [("8所", 8), ("3所", 3), ("5所", 5)], ["pass"]),
        ("全市新建8所，赤坎区3所、霞山区7所", [("8所", 8), ("3所", 3), ("7所", 7)], ["fail"]),
        ("全市新建8所，赤坎区3所、霞山区4所", [("8所", 8), ("3所", 3), ("4所", 4)], ["warn"]),  # others may do the rest
        ("全市新建8所，赤坎区9所", [("8所", 8), ("9所", 9)], []),
        ("新建小学8所，改造3所、扩建7所", [("8所", 8), ("3所", 3), ("7所", 7)], []),
        ("广东省新建8所，湖南省3所，江西省7所", [("8所", 8), ("3所", 3), ("7所", 7)], []),
        ("全市新建8所。赤坎区3所、霞山区7所", [("8所", 8), ("3所", 3), ("7所", 7)], []),
    ],
)
def test_districts(text: str, numbers: list[tuple[str, int]], expected: list[str]) -> None:
    assert parts(text, numbers) == expected


@pytest.mark.parametrize(
    ("whole", "more", "expected"),
    [
        (10, {}, ["pass"]),
        (12, {}, ["warn"]),
        (12, {"basis": "level"}, []),  # what is reached is no sum
        (12, {"comparator": "ge"}, []),
        (12, {"quarter": 4}, []),
    ],
)
def test_quarters_and_their_year(whole: int, more: dict[str, object], expected: list[str]) -> None:
    cell = make_cell("1", "2023", "新增企业全年12家，一季度1家，二季度2家，三季度3家，四季度4家")
    amount = {"basis": "added", "unit": "家"}
    targets = [make_target(cell, "12家", "企业", whole, **{**amount, **more})]
    targets += [make_target(cell, f"{n}家", "企业", n, nth=n == 2, **amount, quarter=n) for n in (1, 2, 3, 4)]
    assert statuses(make_dataset([cell], targets), "quarters_add_up") == expected


def test_three_quarters_are_no_year() -> None:
    cell = make_cell("1", "2023", "新增企业全年12家，一季度1家，二季度2家，三季度3家")
    amount = {"basis": "added", "unit": "家"}
    targets = [make_target(cell, "12家", "企业", 12, **amount)]
    targets += [make_target(cell, f"{n}家", "企业", n, nth=n == 2, **amount, quarter=n) for n in (1, 2, 3)]
    assert statuses(make_dataset([cell], targets), "quarters_add_up") == []
