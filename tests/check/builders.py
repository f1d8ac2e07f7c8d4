"""Small handmade datasets for the tests of this room."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from pipeline.check.across import run
from pipeline.extract.series import relate
from pipeline.lang.conversion import set_base
from pipeline.model import Cell, Check, Dataset, Document, Measure, PlanItem, Target


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
        "list",
        cell.measure_id,
        item,
        cell.field,
        year,
        None,
        None,
        indicator,
        None,
        None,
        None,
        Decimal(str(value)),
        None,
        "家",
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
    return set_base(replace(target, **more))  # type: ignore[arg-type]


def make_dataset(cells: Iterable[Cell] = (), targets: Iterable[Target] = (), **more: Iterable[object]) -> Dataset:
    tables = {"documents": (make_document(),), "measures": (make_measure("1"),), **more}
    return Dataset(cells=tuple(cells), targets=tuple(relate(targets)), **{k: tuple(v) for k, v in tables.items()})


def find(dataset: Dataset, check: str) -> list[Check]:
    return [row for row in run(dataset) if row.check == check]


def statuses(dataset: Dataset, check: str) -> list[str]:
    return [row.status for row in find(dataset, check)]
