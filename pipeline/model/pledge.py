"""The published record that is joined of others."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pipeline.model.record import record


@record
class Pledge:
    """A target with its document, measure and units joined: the table to start with."""

    target_id: str
    doc_id: str
    title: str
    region: str | None
    region_code: str | None
    region_level: str | None
    province: str | None
    published: date | None
    measure_id: str
    measure_number: str
    section: str | None
    source: str
    measure_text: str
    indicator: str | None
    indicator_id: str | None
    indicator_name: str | None
    series_id: str | None
    restates: str | None
    year: int | None
    quarter: int | None
    due_date: date | None
    comparator: str
    value: Decimal
    value_max: Decimal | None
    unit: str | None
    base_value: Decimal
    base_value_max: Decimal | None
    base_unit: str | None
    dimension: str
    basis: str | None
    commitment: str | None
    lead_units: tuple[str, ...]
    cooperating_units: tuple[str, ...]
    responsible_units: tuple[str, ...]
    text: str
    context: str
    field: str
    start: int
    end: int
    page: int | None
