"""Checks across rows: each on small handmade datasets, what passes and what does not."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.check.across import CHECKS, run
from pipeline.check.first_time import find_firsts
from pipeline.check.matching import compare
from pipeline.model import Cell, Check, Dataset, Document, Measure, Numeral, PlanItem, Responsibility, Target
from pipeline.rules import load
from pipeline.rules.checks import CheckCue, check_cues, check_rules


def make_document(first: int | None = 2022, last: int | None = 2025) -> Document:
    return Document("list", "清单", None, None, "a", "docx", "0", None, first, last, 1, "1", "ok")


def make_measure(number: str, section: str | None = None) -> Measure:
    return Measure(f"list/{number}", "list", number, "推进", 2, None, section)


def make_cell(number: str, field: str, text: str) -> Cell:
    return Cell("list", f"list/{number}", field, text, 2, 1, None)


def make_item(number: str, year: int, position: int, text: str, quarter: int | None = None) -> PlanItem:
    key = f"list/{number}/{year}/{position}"
    return PlanItem(key, f"list/{number}", year, position, None, quarter, text, 0, len(text), str(year))


def make_target(cell: Cell, text: str, indicator: str, value: object, /, nth: int = 0, **more: object) -> Target:
    """A target of measure 1 that stands in `cell`; `nth` occurrence of its text; plain unless said otherwise."""
    start = -1
    for _ in range(nth + 1):
        start = cell.text.index(text, start + 1)
    year = int(cell.field) if cell.field.isdigit() else None
    item = f"{cell.measure_id}/{cell.field}/1" if year else None
    key = f"{cell.measure_id}/{cell.field}/{start}-{indicator}"
    target = Target(
        key,
        cell.measure_id,
        item,
        cell.field,
        year,
        None,
        indicator,
        None,
        Decimal(str(value)),
        None,
        "家",
        "count",
        "eq",
        None,
        None,
        text,
        start,
        start + len(text),
        cell.text,
        "test",
    )
    return replace(target, **more)  # type: ignore[arg-type]


def make_dataset(cells: Iterable[Cell] = (), targets: Iterable[Target] = (), **more: Iterable[object]) -> Dataset:
    tables = {"documents": (make_document(),), "measures": (make_measure("1"),), **more}
    return Dataset(cells=tuple(cells), targets=tuple(targets), **{k: tuple(v) for k, v in tables.items()})


def find(dataset: Dataset, check: str) -> list[Check]:
    return [row for row in run(dataset) if row.check == check]


def statuses(dataset: Dataset, check: str) -> list[str]:
    return [row.status for row in find(dataset, check)]


# --- the tables -----------------------------------------------------------------------------


def test_every_check_has_its_row_and_function() -> None:
    assert [rule.check for rule in check_rules()] == list(CHECKS)
    assert {rule.severity for rule in check_rules()} <= {"warn", "fail"}


@pytest.mark.parametrize("row", load("check_cues.csv", CheckCue, key=("cue", "use")), ids=lambda row: row.cue)
def test_cue_examples(row: CheckCue) -> None:
    assert row.cue in row.example
    assert row.cue in check_cues(row.use)
    if row.use == "first":
        assert list(find_firsts(row.example)) == [row.example[row.example.index(row.cue) :]]


def test_keys_are_unique_and_belong_to_the_document() -> None:
    rows = list(run(make_dataset(measures=[make_measure("1"), make_measure("3"), make_measure("3")])))
    assert len({row.check_id for row in rows}) == len(rows)
    assert all(row.check_id.startswith("list/") for row in rows)


def test_nothing_to_check_is_no_row() -> None:
    assert list(run(Dataset())) == []


# --- subsidy_rate ---------------------------------------------------------------------------

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


# --- own_figure -----------------------------------------------------------------------------

OWN = make_cell("1", "measure", "到2025年，全市累计建成基站超1.86万个")
PLAN = make_cell("1", "2025", "年度累计基站18600个")


@pytest.mark.parametrize(
    ("own", "plan", "expected"),
    [
        ({"comparator": "gt"}, {}, ["warn"]),
        ({"comparator": "gt"}, {"comparator": "gt"}, ["pass"]),
        ({"comparator": "ge"}, {}, ["pass"]),
        ({}, {"comparator": "ge"}, ["pass"]),
        ({}, {"value": Decimal(18000)}, ["fail"]),
        ({"comparator": "ge"}, {"value": Decimal(20000)}, ["pass"]),
        ({"comparator": "ge"}, {"value": Decimal(18000)}, ["fail"]),
        ({"comparator": "approx"}, {"value": Decimal(18000)}, ["pass"]),
        ({}, {"indicator": "充电桩"}, []),
        ({}, {"unit": "座"}, []),
        ({}, {"year": 2024}, []),
        ({"year": None}, {}, ["pass"]),
        ({"year": None, "basis": "added"}, {"basis": "added"}, []),
        ({"basis": "added"}, {"basis": "added"}, []),  # 到2025年新增: the sum of the years
        ({"basis": "added", "context": "2025年新增基站1.86万个"}, {"basis": "added"}, ["pass"]),
    ],
)
def test_own_figure(own: dict[str, object], plan: dict[str, object], expected: list[str]) -> None:
    level = {"unit": "个", "basis": "level"}
    targets = [
        make_target(OWN, "1.86万个", "基站", 18600, **{**level, "year": 2025, **own}),
        make_target(PLAN, "18600个", "基站", 18600, **{**level, **plan}),
    ]
    assert statuses(make_dataset([OWN, PLAN], targets), "own_figure") == expected


@given(st.sampled_from(["eq", "ge", "gt", "le", "lt", "approx"]), st.integers(1, 10**6))
def test_a_figure_agrees_with_itself(comparator: str, value: int) -> None:
    target = make_target(PLAN, "18600个", "基站", value, comparator=comparator)
    assert compare(target, target) == "pass"


# --- series ---------------------------------------------------------------------------------


def series(values: dict[int, object], **more: object) -> list[str]:
    cells = {year: make_cell("1", str(year), f"覆盖率达到{value}%") for year, value in values.items()}
    level = {"unit": "%", "dimension": "ratio", "basis": "level", **more}
    targets = [make_target(c, c.text[5:], "覆盖率", values[y], **level) for y, c in cells.items()]
    return statuses(make_dataset(cells.values(), targets), "series_never_falls")


@pytest.mark.parametrize(
    ("values", "more", "expected"),
    [
        ({2022: 40, 2023: 70, 2024: 70, 2025: 90}, {}, ["pass"]),
        ({2022: 90, 2024: 95}, {}, ["pass"]),
        ({2022: 40, 2023: 70, 2024: 60}, {}, ["warn"]),
        ({2022: 40}, {}, []),
        ({2022: 40, 2023: 30}, {"basis": "flow"}, []),
        ({2022: 40, 2023: 30}, {"comparator": "le"}, []),
        ({2022: 40, 2023: 30}, {"dimension": "duration"}, []),
        ({2022: 40, 2023: 30}, {"indicator": "失业率"}, []),
        ({2022: 40, 2023: 30}, {"context": "压缩至30%"}, []),
    ],
)
def test_series(values: dict[int, object], more: dict[str, object], expected: list[str]) -> None:
    assert series(values, **more) == expected


@pytest.mark.parametrize(
    ("levels", "stated", "more", "expected"),
    [
        ((100, 120), 20, {"basis": "added"}, ["pass"]),
        ((100, 120), 30, {"basis": "added"}, ["warn"]),
        ((100, 120), 20, {"basis": "growth", "unit": "%"}, ["pass"]),
        ((100, 120), 25, {"basis": "growth", "unit": "%"}, ["warn"]),
        ((100, 120), 30, {"basis": "added", "comparator": "ge"}, []),
        ((100, 120), 30, {"basis": "flow"}, []),
        ((100, 120), 30, {"basis": "added", "indicator": "学校"}, []),
    ],
)
def test_growth(levels: tuple[int, int], stated: int, more: dict[str, object], expected: list[str]) -> None:
    before = make_cell("1", "2022", f"医院总数达到{levels[0]}家")
    now = make_cell("1", "2023", f"新增医院{stated}家，总数达到{levels[1]}家")
    targets = [
        make_target(before, f"{levels[0]}家", "医院", levels[0], basis="level"),
        make_target(now, f"{stated}家", "医院", stated, **more),
        make_target(now, f"{levels[1]}家", "医院", levels[1], basis="level"),
    ]
    assert statuses(make_dataset([before, now], targets), "growth_consistent") == expected


# --- parts ----------------------------------------------------------------------------------


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


# --- first time -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ({2022: "认定首批直播基地。", 2023: "开展认定，认定首批直播基地"}, ["warn"]),
        ({2022: "认定首批直播基地。", 2023: "认定第二批直播基地。"}, ["pass"]),
        ({2022: "认定首批直播基地。", 2023: "认定首批示范企业。"}, ["pass", "pass"]),
        ({2022: "对首次申请贷款的企业贴息。", 2023: "对首次申请贷款的企业贴息。"}, []),
        ({2022: "推进首贷户培育。"}, []),
    ],
)
def test_first_time(items: dict[int, str], expected: list[str]) -> None:
    rows = [make_item("1", year, 1, text) for year, text in items.items()]
    assert statuses(make_dataset(plan_items=rows), "first_time_once") == expected


# --- structure ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numbers", "expected", "words"),
    [
        (["1", "10", "2", "3", "4", "5", "6", "7", "8", "9"], ["pass"], "10 measures"),
        (["一", "二", "三"], ["pass"], "3 measures"),
        (["5", "6"], ["pass"], "2 measures"),
        (["1", "2", "4"], ["warn"], "missing 3"),
        (["1", "2", "2"], ["warn"], "twice 2"),
        (["1.1", "1.2"], [], ""),
    ],
)
def test_numbers(numbers: list[str], expected: list[str], words: str) -> None:
    rows = find(make_dataset(measures=[make_measure(n) for n in numbers]), "numbers_consecutive")
    assert [row.status for row in rows] == expected
    assert all(words in row.message for row in rows)


def test_numbers_may_start_again_in_a_section() -> None:
    measures = [make_measure("1", "一"), make_measure("2", "一"), make_measure("1", "二"), make_measure("3", "二")]
    assert statuses(make_dataset(measures=measures[:3]), "numbers_consecutive") == ["pass"]
    rows = find(make_dataset(measures=measures), "numbers_consecutive")
    assert [(row.status, row.check_id) for row in rows] == [("warn", "list/numbers_consecutive/二")]


def make_part(number: str, role: str, field: str, department: str) -> Responsibility:
    key = f"list/{number}/{role}/{field}/{department}"
    return Responsibility(key, f"list/{number}", role, 1, department, department, field, 0, len(department))


def test_leads() -> None:
    measures = [make_measure("1"), make_measure("2")]
    one, two = make_part("1", "lead", "lead_units", "甲局"), make_part("2", "lead", "lead_units", "乙局")
    helper = make_part("2", "cooperate", "cooperating_units", "乙局")
    assert statuses(make_dataset(measures=measures, responsibilities=[one, two]), "lead_unit_named") == ["pass"]
    (row,) = find(make_dataset(measures=measures, responsibilities=[one, helper]), "lead_unit_named")
    assert (row.status, row.check_id, row.measure_id) == ("fail", "list/lead_unit_named/2", "list/2")
    assert statuses(make_dataset(measures=measures), "lead_unit_named") == []
    empty = [make_cell("1", "lead_units", ""), make_cell("2", "lead_units", "")]
    assert statuses(make_dataset(empty, measures=measures), "lead_unit_named") == ["fail", "fail"]


def test_a_list_that_does_not_say_who_leads_needs_a_responsible_unit() -> None:
    part = make_part("1", "responsible", "responsible_units", "甲局")
    cell = make_cell("1", "responsible_units", "甲局")
    assert statuses(make_dataset([cell], responsibilities=[part]), "lead_unit_named") == ["pass"]
    assert statuses(make_dataset([cell]), "lead_unit_named") == ["fail"]


def test_inline_leads() -> None:
    lead, inline = make_part("1", "lead", "lead_units", "甲局"), make_part("1", "lead", "measure", "甲局")
    stranger = make_part("1", "lead", "measure", "乙局")
    for parts_, expected in [
        ([lead, inline], ["pass"]),
        ([lead, inline, stranger], ["warn"]),
        ([lead], []),
        ([inline], []),
    ]:
        assert statuses(make_dataset(responsibilities=parts_), "inline_lead_is_lead") == expected


@pytest.mark.parametrize(
    ("columns", "planned", "expected"),
    [
        ([2022, 2023], [2022, 2023], ["pass"]),
        ([2022, 2023], [2022], ["warn"]),
        ([2022, 2024], [2022, 2024], ["warn"]),
        ([2022, 2024], [2022], ["warn", "warn"]),
    ],
)
def test_years(columns: list[int], planned: list[int], expected: list[str]) -> None:
    cells = [make_cell("1", str(year), "推进") for year in columns]
    items = [make_item("1", year, 1, "推进") for year in planned]
    dataset = make_dataset(cells, plan_items=items, documents=[make_document(columns[0], columns[-1])])
    assert statuses(dataset, "plan_years_complete") == expected


@pytest.mark.parametrize(
    ("year", "quarters", "expected"),
    [
        (2023, [1, 2, 3, 4], ["pass"]),
        (2022, [3, 4], ["pass"]),
        (2023, [3, 4], ["warn"]),
        (2022, [1, 2], ["warn"]),
        (2022, [2, 4], ["warn"]),
        (2023, [], []),
    ],
)
def test_quarters(year: int, quarters: list[int], expected: list[str]) -> None:
    items = [make_item("1", year, i, "推进", quarter) for i, quarter in enumerate(quarters, 1)]
    items.append(make_item("1", 2022, 9, "推进"))
    assert statuses(make_dataset(plan_items=items), "quarters_complete") == expected


# --- laws -----------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(2022, 2025), st.integers(1, 50)), max_size=8, unique_by=lambda pair: pair[0]))
def test_a_series_passes_just_when_it_is_sorted(pairs: list[tuple[int, int]]) -> None:
    values = [value for _, value in sorted(pairs)]
    expected = [] if len(pairs) < 2 else ["pass" if values == sorted(values) else "warn"]
    assert series(dict(pairs)) == expected


@given(st.permutations(list(range(1, 8))))
def test_the_order_of_rows_does_not_matter(order: list[int]) -> None:
    assert statuses(make_dataset(measures=[make_measure(str(n)) for n in order]), "numbers_consecutive") == ["pass"]
