"""A document's line of the index, compact: what it is, its targets for comparison, and the texts that are searched."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from pipeline.model import Dataset, Finding, Target
from pipeline.model.field import read_field
from pipeline.publish.report import embed
from pipeline.store.records import folder_name

_FORWARD = {"lead", "responsible"}
_SEARCHED = {"measure", "task"}  # fields, beside the plans
DOCUMENT_COLUMNS = (
    "doc_id", "page", "title", "path", "region", "code", "province", "level", "published", "years", "status", "measures",
    "targets", "look", "units",
)  # fmt: skip
TARGET_COLUMNS = (
    "key", "indicator_id", "indicator", "year", "quarter", "comparator", "value", "value_max", "unit", "dimension",
    "basis", "text", "function", "base_value", "base_unit",
)  # fmt: skip


def render_row(dataset: Dataset, findings: Iterable[Finding]) -> str:
    """A document's line of the index, pieces of JSON that can stand in a script, tabs between: what it is, targets, texts, indicators."""
    (document,) = dataset.documents
    loud = sum(finding.level != "info" for finding in findings) + sum(one.status != "pass" for one in dataset.checks)
    units = _count_measures(dataset)
    purposes = {one.department_id: one.function for one in dataset.departments}
    leads: dict[str, str | None] = {}
    for row in dataset.responsibilities:
        if row.role in _FORWARD:
            leads.setdefault(row.measure_id, purposes.get(row.department_id))
    told = (
        document.doc_id, quote(folder_name(document.doc_id)), document.title, document.source_path, document.region,
        document.region_code, document.province, document.region_level, document.published, _list_years(dataset),
        document.status, document.measure_count, len(dataset.targets), loud,
        [[purposes.get(key), key, count] for key, count in units.items()],
    )  # fmt: skip
    targets = [_compact(target, leads.get(target.measure_id)) for target in dataset.targets]
    known = sorted({target.indicator_id for target in dataset.targets if target.indicator_id})
    return "\t".join(map(embed, (told, targets, _list_texts(dataset), known))) + "\n"


def _list_years(dataset: Dataset) -> list[int]:
    """The years that a document plans, and those in which something of it is due."""
    dated: Iterable[Any] = (*dataset.targets, *dataset.qualitative_targets, *dataset.plan_items)
    return sorted(
        {year for year in (*(row.year for row in dated), *(row.due_year for row in dataset.measures)) if year}
    )


def _list_texts(dataset: Dataset) -> list[str]:
    """What a document is searched by: the names of its departments in one line, then its sections and what is to be done."""
    names = {name for one in dataset.departments for name in (one.name, one.short_name, *one.aliases) if name}
    sections = (row.section for row in dataset.measures if row.section)
    said = (cell.text for cell in dataset.cells if cell.field in _SEARCHED or read_field(cell.field).is_plan)
    return list(dict.fromkeys((" ".join(sorted(names)), *sections, *said)))


def _count_measures(dataset: Dataset) -> dict[str, int]:
    """Department → the measures that it leads or answers for."""
    counts: dict[str, set[str]] = {}
    for row in dataset.responsibilities:
        if row.role in _FORWARD:
            counts.setdefault(row.department_id, set()).add(row.measure_id)
    return {key: len(measures) for key, measures in counts.items()}


def _compact(target: Target, function: str | None) -> tuple[object, ...]:
    """A target for comparison: its key within the document, its base where that differs, and its text where that is a share in words (三分之一)."""
    upper = float(target.value_max) if target.value_max is not None else None
    value, base = _plain_number(float(target.value)), _plain_number(float(target.base_value))
    return (
        target.target_id.removeprefix(f"{target.doc_id}/"), target.indicator_id, target.indicator, target.year, target.quarter,
        target.comparator, value, upper, target.unit, target.dimension, target.basis,
        target.text if target.dimension == "ratio" and "分之" in target.text else None, function,
        None if base == value else base, None if target.base_unit == target.unit else target.base_unit,
    )  # fmt: skip


def _plain_number(number: float) -> float:
    return int(number) if number.is_integer() else number
