"""Published records: the columns of the contract in its order, then ours; `schemas/` describes them, field for field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from pipeline.model.pledge import Pledge
from pipeline.model.record import given, metadata_of, record


@record
class Document:
    """A source document."""

    doc_id: str
    title: str
    region: str | None
    region_code: str | None
    source_path: str
    source_format: str
    source_sha256: str
    converter: str | None
    first_year: int | None
    last_year: int | None
    measure_count: int
    pipeline_version: str
    status: str  # ok, warn, failed
    region_level: str | None = None  # national, province, city …
    province: str | None = None
    published: date | None = None
    duplicate_of: str | None = None  # doc_id of a document of the same bytes


@record
class Cell:
    """A cell of the list, as written."""

    doc_id: str
    measure_id: str
    field: str
    text: str
    row: int
    column: int
    page: int | None
    inherited: bool = False
    heading: str | None = None
    breaks_inferred: bool = False
    box: tuple[float, ...] | None = None  # x0, top, x1, bottom in points from the top left of `page`
    ocr_confidence: Decimal | None = None  # of a scan: of the character that was read with the least, 0 to 1


@record
class Measure:
    """A measure: one row of the list."""

    measure_id: str
    doc_id: str
    number: str
    text: str
    row: int
    page: int | None
    section: str | None = None
    task: str | None = None
    deadline: str | None = None  # as written
    due_year: int | None = None
    list_title: str | None = None
    source: str = "table"  # or prose
    due_date: date | None = None  # the last day on which the whole of it is due


@record
class PlanItem:
    """One item of a year's plan."""

    item_id: str
    measure_id: str
    year: int | None
    position: int
    list_number: str | None
    quarter: int | None
    text: str
    start: int
    end: int
    field: str  # the cell that start and end point into
    due_year: int | None = None
    doc_id: str = ""
    due_date: date | None = None  # the last day on which the whole of it is due


@record
class Responsibility:
    """One unit's part in one measure."""

    responsibility_id: str
    measure_id: str
    role: str  # lead, cooperate, responsible
    position: int
    department_id: str
    text: str
    field: str
    start: int
    end: int
    clause: str | None = None
    doc_id: str = ""
    corrected: bool = False
    extracted: tuple[str, ...] = ()  # column=value, as it was before a correction


@record
class Department:
    """A unit under its official name."""

    department_id: str
    name: str
    short_name: str | None
    kind: str | None
    function: str | None
    region: str | None
    region_code: str | None
    aliases: tuple[str, ...]
    resolution: str  # alias, rule, unresolved


@record
class Target:
    """A number that a unit has to reach, deliver, spend or hold."""

    target_id: str
    doc_id: str
    measure_id: str
    item_id: str | None
    field: str
    year: int | None
    quarter: int | None
    due_date: date | None  # the last day on which it is due
    indicator: str | None
    indicator_id: str | None
    series_id: str | None  # the same thing of the same measure over years and quarters; null before they are related
    restates: str | None  # target_id of the plan's figure that a measure's text says again
    value: Decimal
    value_max: Decimal | None
    unit: str | None
    base_value: Decimal  # in base_unit, one for each physical dimension
    base_value_max: Decimal | None
    base_unit: str | None
    dimension: str
    comparator: str
    basis: str | None
    base: str | None
    text: str
    start: int
    end: int
    context: str
    rule: str
    commitment: str | None = None  # 力争, 争取, 确保 …
    corrected: bool = False
    extracted: tuple[str, ...] = ()  # column=value, as it was before a correction


@record
class Indicator:
    """An indicator of the catalogue that targets of the dataset name."""

    indicator_id: str
    name_zh: str
    name_en: str
    dimension: str
    base_unit: str | None
    basis: str  # level, flow, added
    definition: str
    source: str  # what defines it
    aliases: tuple[str, ...]


@record
class QualitativeTarget:
    """A target said in words that mean a number: 全覆盖, 翻番, 不低于上年水平."""

    target_id: str
    doc_id: str
    measure_id: str
    item_id: str | None
    field: str
    year: int | None
    quarter: int | None
    due_date: date | None  # the last day on which it is due
    indicator: str | None
    meaning: str  # full, zero, doubling …
    comparator: str
    value: Decimal | None
    unit: str | None
    dimension: str
    basis: str | None
    text: str
    start: int
    end: int
    context: str
    rule: str
    commitment: str | None = None
    corrected: bool = False
    extracted: tuple[str, ...] = ()  # column=value, as it was before a correction


@record
class Numeral:
    """A numeral of a measure or plan cell, of whatever kind."""

    doc_id: str
    measure_id: str
    field: str
    start: int
    end: int
    text: str
    kind: str
    value: Decimal | None
    value_max: Decimal | None
    unit: str | None
    comparator: str | None
    rule: str
    corrected: bool = False
    extracted: tuple[str, ...] = ()  # column=value, as it was before a correction


@record
class Check:
    """The outcome of one consistency check on one subject."""

    check_id: str
    check: str
    status: str  # pass, warn, fail
    measure_id: str | None
    message: str
    message_zh: str
    evidence: tuple[str, ...]
    doc_id: str = ""


@record
class PublishedFinding:
    """Something odd, lost or refused, as it is published."""

    finding_id: str
    doc_id: str | None
    path: str
    place: str
    code: str
    level: str  # info, warning, error
    message: str
    message_zh: str


# --- the tables ------------------------------------------------------------------------------


class Registered(NamedTuple):
    """A published table: its record, what it is called in print, and the room that makes it (`4_extract`)."""

    record: type[Any]
    label: str
    label_zh: str
    room: str


def _table(label: str, label_zh: str, room: str = "") -> Any:
    return given((), {"label": label, "label_zh": label_zh, "room": room})


@record
class Dataset:
    """All published rows, a tuple a table; each sorted as it is published.

    A line here registers a table: with its record above and its model in `schemas/` it is kept, checked, merged and published.
    """

    documents: tuple[Document, ...] = _table("Documents", "文件")
    cells: tuple[Cell, ...] = _table("Cells", "单元格", "2_split")
    measures: tuple[Measure, ...] = _table("Measures", "措施", "2_split")
    plan_items: tuple[PlanItem, ...] = _table("Plan items", "计划项", "2_split")
    responsibilities: tuple[Responsibility, ...] = _table("Responsibilities", "职责", "3_normalise")
    departments: tuple[Department, ...] = _table("Departments", "单位", "3_normalise")
    targets: tuple[Target, ...] = _table("Targets", "目标", "4_extract")
    qualitative_targets: tuple[QualitativeTarget, ...] = _table("Targets in words", "定性目标", "4_extract")
    indicators: tuple[Indicator, ...] = _table("Indicators", "指标")
    numerals: tuple[Numeral, ...] = _table("Numerals", "数字", "4_extract")
    checks: tuple[Check, ...] = _table("Checks", "检查", "5_check")
    findings: tuple[PublishedFinding, ...] = _table("Findings", "提示")
    pledges: tuple[Pledge, ...] = _table("Pledges", "承诺")


def _registered() -> dict[str, Registered]:
    """The tables by their names; `tuple[Document, ...]` says that the record is `Document`."""
    kinds = {name: said.removeprefix("tuple[").partition(",")[0] for name, said in Dataset.__annotations__.items()}
    return {name: Registered(globals()[kinds[name]], **said) for name, said in metadata_of(Dataset).items()}


TABLES = _registered()  # in the order of the contract
DERIVED = ("pledges",)  # tables that say again what others say
