"""Records that live inside the house: from the file to rows, and what rooms hand to each other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pipeline.model.published import PlanItem
from pipeline.model.record import record


class Span(NamedTuple):
    """A piece of a cell text: Python character offsets, end excluded."""

    start: int
    end: int


@record
class Finding:
    """Something odd or lost, said aloud: what no room may swallow.

    Made by `rules.findings.tell`; codes, levels and sentences stand in rules/findings.csv. `code` is stable (`P…` parse
    and find, `S…` split, `N…` normalise, `X…` extract, `C…` check, `D…` sources, `K…` corrections, `W…` run);
    `level` is `error` (the document, or a part of it, is not published), `warning` or `info`; `path` names the file,
    `place` where in it (`table 1, row 3, column 牵头单位`, or a key); `message` is English.
    """

    code: str
    level: str
    path: str
    place: str
    message: str
    message_zh: str


# --- from the file to rows -------------------------------------------------------------------


@record
class Source:
    """A file as it lies in raw/, with what its catalogue row (raw/sources.csv) says of it."""

    doc_id: str
    path: str  # relative to the raw folder, with /
    content: bytes
    sha256: str
    title: str | None = None
    region: str | None = None
    published: date | None = None
    duplicate_of: str | None = None  # doc_id of a document of the same bytes
    corrections: bytes = b""  # what <stem>.corrections.csv beside the file holds


LOW_CONFIDENCE = Decimal("0.9")  # of a scan: a cell that was read with less may hold a wrong character


@record
class GridCell:
    """An origin cell: each position of the grid belongs to exactly one of them."""

    row: int  # 0-based, of its top left position
    column: int
    row_span: int
    column_span: int
    text: str  # the cell text of the contract
    page: int | None = None  # 1-based
    box: tuple[float, float, float, float] | None = None  # x0, top, x1, bottom in points
    breaks_inferred: bool = False  # the text has line breaks that the file does not hold: told by the layout
    ocr_confidence: Decimal | None = None  # of a scan: of the character that was read with the least, 0 to 1


@record
class Table:
    """A table of a file as a grid of origin cells."""

    number: int  # 1-based, in the order of the file
    n_rows: int
    n_columns: int
    cells: tuple[GridCell, ...]  # ordered by row, column
    heading_rows: int = 0  # rows the file itself marks as repeated heading; 0 = not said


@record
class Paragraph:
    """Text outside of tables."""

    text: str
    page: int | None = None
    level: int | None = None  # of a heading, outermost 1, where the file says that it is one
    ocr_confidence: Decimal | None = None  # as `GridCell.ocr_confidence`


@record
class Content:
    """What a reader took out of a file: paragraphs and tables in their order."""

    source_format: str  # docx, txt, pdf, ofd, html, xlsx …
    blocks: tuple[Paragraph | Table, ...]
    converter: str | None = None  # name and version of a converter that was needed
    notes: tuple[Finding, ...] = ()  # what the reader left out: deleted or hidden text, footnotes, pictures …
    published: date | None = None  # what the file says beside its text: the PubDate of a page


@record
class RowCell:
    """A cell of a list row under its field name (measure, lead_units, a plan year as text)."""

    field: str
    text: str
    column: int  # 1-based column of the table
    page: int | None = None
    heading: str = ""  # heading as written
    inherited: bool = False  # the value of a merged cell that starts in a row above
    rows: int = 1  # that the cell reaches over
    breaks_inferred: bool = False
    box: tuple[float, float, float, float] | None = None  # as `GridCell.box`
    ocr_confidence: Decimal | None = None  # as `GridCell.ocr_confidence`


@record
class Row:
    """A row of a responsibility list: one measure to be."""

    table: int  # 1-based; 0 for prose
    row: int  # 1-based row of the table as a reader counts them, headings included; of prose the paragraph
    cells: tuple[RowCell, ...]
    section: str | None = None  # the section row above it
    above: str = ""  # the headings of the document above it, outermost first, joined by ` / `
    paragraphs: tuple[int, ...] = ()  # of prose those that it is made of
    due_year: int | None = None  # said for it by the paragraph above: 到2025年，主要目标是：


@record
class ResponsibilityList:
    """All rows of a document's list(s), with the title that stands above them."""

    title: str
    rows: tuple[Row, ...]
    years: tuple[int, ...]  # plan years of the columns, ascending; empty where the list plans none
    notes: tuple[str, ...] = ()  # what the file says about its units: 注：列第一位的为牵头单位
    source: str = "table"  # prose, goal, indicator


# --- inside the rooms ------------------------------------------------------------------------


@record
class Clause:
    """A paragraph of a measure, without the inline attribution that closes it."""

    text: str
    start: int  # into the measure cell
    end: int


@record
class Deadline:
    """When a measure is due, for the rooms after split; `Measure` has the published part."""

    measure_id: str
    list_year: int | None  # the one year of the list's title
    due_year: int | None
    target_year: int | None  # of the measure's targets: the one year that its deadline cell states
    due_date: date | None = None  # the last day that the deadline cell states


@record
class Region:
    """A division of China (GB/T 2260)."""

    name: str  # 湛江市
    code: str  # 440800
    level: str  # nation, province, prefecture, county
    province: str | None = None  # name of the province that it is or lies in


@record
class Passage:
    """A text to be read for numbers, with what is known of where it stands.

    `field` is `measure` or a plan column; `year` the plan column's year; `first_year` the document's
    first plan year (今年); `items` the plan items, empty where the text is not cut into items; `heading` the heading
    of its column as written, whose brackets may name a unit: 2025年目标值（亿元）.
    """

    doc_id: str
    measure_id: str
    field: str
    text: str
    year: int | None = None
    first_year: int | None = None
    items: tuple[PlanItem, ...] = ()
    heading: str = ""
    subject: str = ""  # the indicator that the row is about, where the list is a table of indicators
    due_year: int | None = None  # what the deadline cell says; it counts where neither column nor text says a year
    due_date: date | None = None  # the day that the deadline cell says
    section: str = ""  # the headings above it, outermost first, joined by ` / `
    was: bool = False  # it tells where things stand, and promises nothing: a column 现状
    published: date | None = None  # the day of the document: which month 本月 is
    planned: tuple[int, ...] = ()  # the years that the list's title spans: 2023—2025年
    commitment: str | None = None  # how firmly the row of a table of indicators binds: 约束性, 预期性
    own_year: int | None = None  # the one year that the list plans by its title, which 年内 and 6月底前 are of
