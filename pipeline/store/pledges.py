"""`pledges`: every target with what the other tables say of its document, measure and units. Joined, nothing is worked out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from pipeline.model import Dataset, Document, Measure, Pledge, Target

_OF_DOCUMENT = ("title", "region", "region_code", "region_level", "province", "published")
_OF_MEASURE = {"number": "measure_number", "section": "section", "source": "source", "text": "measure_text"}
_OF_TARGET = tuple(
    {column.name for column in fields(Pledge)} & {column.name for column in fields(Target)} - {*_OF_MEASURE.values()}
)
_ROLES = {"lead": "lead_units", "cooperate": "cooperating_units", "responsible": "responsible_units"}


def join_pledges(dataset: Dataset) -> Iterator[Pledge]:
    """Join the targets of a dataset with its other tables: one row a target, in their order."""
    documents: dict[str, Document] = {document.doc_id: document for document in dataset.documents}
    measures: dict[str, Measure] = {measure.measure_id: measure for measure in dataset.measures}
    pages = {(cell.measure_id, cell.field): cell.page for cell in dataset.cells}
    units = _name_units(dataset)
    indicators = {indicator.indicator_id: indicator.name_zh for indicator in dataset.indicators}
    for target in dataset.targets:
        document, measure = documents[target.doc_id], measures[target.measure_id]
        row: dict[str, Any] = {name: getattr(target, name) for name in _OF_TARGET}
        row |= {name: getattr(document, name) for name in _OF_DOCUMENT}
        row |= {name: getattr(measure, own) for own, name in _OF_MEASURE.items()}
        row |= {name: tuple(units[measure.measure_id, role]) for role, name in _ROLES.items()}
        row |= {
            "indicator_name": indicators.get(target.indicator_id or ""),
            "page": pages[target.measure_id, target.field],
        }
        yield Pledge(**row)


def _name_units(dataset: Dataset) -> defaultdict[tuple[str, str], dict[str, None]]:
    """The official names of the units of each measure and role, each once, in the document's order."""
    names = {unit.department_id: unit.name for unit in dataset.departments}
    found: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for part in dataset.responsibilities:
        found[part.measure_id, part.role][names[part.department_id]] = None
    return found
