"""The figures of the years agree with each other and with the measure's own."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.check.matching import compare
from tests.check.builders import find, make_cell, make_dataset, make_target, statuses

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
        ({"year": None, "basis": "added"}, {"basis": "added"}, ["pass"]),
        ({"basis": "added"}, {"basis": "added"}, ["pass"]),
        ({"basis": "added"}, {"basis": "added", "value": Decimal(9000)}, []),  # 到2025年新增: the sum of the years
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


def test_an_own_figure_may_be_the_sum_of_the_years() -> None:
    cells = [make_cell("1", str(year), "新增基站50个") for year in (2024, 2025)]
    own = make_cell("1", "measure", "到2025年，新增基站100个")
    targets = [make_target(cell, "50个", "基站", 50, unit="个", basis="added") for cell in cells]
    targets.append(make_target(own, "100个", "基站", 100, unit="个", basis="added", year=2025))
    (check,) = find(make_dataset([*cells, own], targets), "own_figure")
    assert (check.status, check.message) == (
        "pass",
        "基站: 50个 + 50个 = 100, as the measure itself says (100个 in 2025)",
    )


@given(st.sampled_from(["eq", "ge", "gt", "le", "lt", "approx"]), st.integers(1, 10**6))
def test_a_figure_agrees_with_itself(comparator: str, value: int) -> None:
    target = make_target(PLAN, "18600个", "基站", value, comparator=comparator)
    assert compare(target, target) == "pass"


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


@given(st.lists(st.tuples(st.integers(2022, 2025), st.integers(1, 50)), max_size=8, unique_by=lambda pair: pair[0]))
def test_a_series_passes_just_when_it_is_sorted(pairs: list[tuple[int, int]]) -> None:
    values = [value for _, value in sorted(pairs)]
    expected = [] if len(pairs) < 2 else ["pass" if values == sorted(values) else "warn"]
    assert series(dict(pairs)) == expected


@pytest.mark.parametrize(
    ("values", "more", "expected"),
    [
        ({2022: 5, 2023: 3}, {"context": "压缩至3天"}, ["pass"]),
        ({2022: 3, 2023: 3, 2024: 5}, {"context": "压缩至5天"}, ["warn"]),
        ({2022: 3, 2023: 5}, {}, []),  # nothing says that it is to fall
        ({2022: 3}, {"context": "压缩至3天"}, []),
        ({2022: 3, 2023: 5}, {"context": "压缩至5天", "basis": "flow"}, []),
    ],
)
def test_what_is_to_fall_does_not_rise(values: dict[int, object], more: dict[str, object], expected: list[str]) -> None:
    cells = {year: make_cell("1", str(year), f"时限压缩至{value}天") for year, value in values.items()}
    level = {"unit": "天", "dimension": "duration", "basis": "level", "context": "", **more}
    targets = [make_target(c, c.text[5:], "时限", values[y], **level) for y, c in cells.items()]
    assert statuses(make_dataset(cells.values(), targets), "series_never_rises") == expected


@pytest.mark.parametrize(("later", "expected"), [(60, ["pass"]), (40, ["warn"])])
def test_a_text_that_names_two_years(later: int, expected: list[str]) -> None:
    """到2025年达到50%，到2030年达到…: a goal in prose has a direction, too."""
    cell = make_cell("1", "measure", f"到2025年覆盖率达到50%，到2030年达到{later}%")
    rate = {"unit": "%", "dimension": "ratio", "basis": "level"}
    targets = [
        make_target(cell, f"{value}%", "覆盖率", value, year=year, **rate)
        for year, value in ((2025, 50), (2030, later))
    ]
    assert statuses(make_dataset([cell], targets), "series_never_falls") == expected
