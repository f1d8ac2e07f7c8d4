"""The records that pass from room to room. Imports nothing of ours.

Published records (`Document` … `Check`) hold the columns of the contract in its order, then
columns that we added. Their descriptions, types and allowed values stand in `schemas/`, field for
field. The other records live inside the house only.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple


class Span(NamedTuple):
    """A piece of a cell text: Python character offsets, end excluded."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something odd or lost, said aloud: what no room may swallow.

    `code` is stable (`P…` parse, `S…` split, `N…` normalise, `X…` extract, `C…` check, `D…` document);
    `level` is `error` (the document, or a part of it, is not published), `warning` or `info`;
    `path` names the file, `place` where in it (`table 1, row 3, column 牵头单位`, or a key).
    """

    code: str
    level: str
    path: str
    place: str
    message: str


# --- from the file to rows -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it lies in raw/, with what its catalogue row (raw/sources.csv) says of it."""

    doc_id: str
    path: str  # relative to the raw folder, with /
    content: bytes
    sha256: str
    title: str | None = None
    region: str | None = None
    published: str | None = None  # ISO date


@dataclass(frozen=True, slots=True)
class GridCell:
    """An origin cell: each position of the grid belongs to exactly one of them."""

    row: int  # 0-based, of its top left position
    column: int
    row_span: int
    column_span: int
    text: str  # the cell text of the contract
    page: int | None = None  # 1-based
    box: tuple[float, float, float, float] | None = None  # x0, top, x1, bottom in points


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a file as a grid of origin cells."""

    number: int  # 1-based, in the order of the file
    n_rows: int
    n_columns: int
    cells: tuple[GridCell, ...]  # ordered by row, column
    heading_rows: int = 0  # rows the file itself marks as repeated heading; 0 = not said


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text outside of tables."""

    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader took out of a file: paragraphs and tables in their order."""

    source_format: str  # docx, txt, pdf, html, xlsx …
    blocks: tuple[Paragraph | Table, ...]
    converter: str | None = None  # name and version of a converter that was needed


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell of a list row under its field name (measure, lead_units, a plan year as text)."""

    field: str
    text: str
    column: int  # 1-based column of the table
    page: int | None = None
    heading: str = ""  # heading as written
    inherited: bool = False  # the value of a merged cell that starts in a row above


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a responsibility list: one measure to be."""

    table: int  # 1-based
    row: int  # 1-based row of the table as a reader counts them, headings included
    cells: tuple[RowCell, ...]
    section: str | None = None  # the section row above it


@dataclass(frozen=True, slots=True)
class ResponsibilityList:
    """All rows of a document's list(s), with the title that stands above them."""

    title: str
    rows: tuple[Row, ...]
    years: tuple[int, ...]  # plan years of the columns, ascending; empty where the list plans none


# --- inside the rooms ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Clause:
    """A paragraph of a measure, without the inline attribution that closes it."""

    text: str
    start: int  # into the measure cell
    end: int


@dataclass(frozen=True, slots=True)
class Region:
    """A division of China (GB/T 2260)."""

    name: str  # 湛江市
    code: str  # 440800
    level: str  # nation, province, prefecture, county


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to be read for numbers, with what is known of where it stands.

    `field` is `measure` or a plan column; `year` the plan column's year; `first_year` the document's
    first plan year (今年); `items` the plan items, empty where the text is not cut into items.
    """

    doc_id: str
    measure_id: str
    field: str
    text: str
    year: int | None = None
    first_year: int | None = None
    items: tuple[PlanItem, ...] = ()


# --- published -------------------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome of one consistency check on one subject."""

    check_id: str
    check: str
    status: str  # pass, warn, fail
    measure_id: str | None
    message: str
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
    checks: tuple[Check, ...] = ()
