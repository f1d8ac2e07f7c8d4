"""Published records: the columns of the contract in its order, then columns that we added.

Their descriptions, types and allowed values stand in `schemas/`, field for field.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
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
    published: str | None = None


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Target:
    """A number that a unit has to reach, deliver, spend or hold."""

    target_id: str
    measure_id: str
    item_id: str | None
    field: str
    year: int | None
    quarter: int | None
    indicator: str | None
    indicator_id: str | None
    value: Decimal
    value_max: Decimal | None
    unit: str | None
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


@dataclass(frozen=True, slots=True)
class QualitativeTarget:
    """A target said in words that mean a number: 全覆盖, 翻番, 不低于上年水平."""

    qualitative_target_id: str
    measure_id: str
    item_id: str | None
    field: str
    year: int | None
    indicator: str | None
    meaning: str  # full, zero, doubling …
    comparator: str
    value: Decimal | None
    unit: str | None
    basis: str | None
    text: str
    start: int
    end: int
    context: str
    rule: str
    commitment: str | None = None


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome of one consistency check on one subject."""

    check_id: str
    check: str
    status: str  # pass, warn, fail
    measure_id: str | None
    message: str
    message_zh: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dataset:
    """All published rows, a tuple a table; each sorted as it is published."""

    documents: tuple[Document, ...] = ()
    cells: tuple[Cell, ...] = ()
    measures: tuple[Measure, ...] = ()
    plan_items: tuple[PlanItem, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    departments: tuple[Department, ...] = ()
    targets: tuple[Target, ...] = ()
    numerals: tuple[Numeral, ...] = ()
    qualitative_targets: tuple[QualitativeTarget, ...] = ()
    checks: tuple[Check, ...] = ()
