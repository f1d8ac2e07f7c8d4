"""A dataset's rows by document and measure, as the checks read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, Protocol, TypeVar

from pipeline.model import Cell, Dataset, Measure, Numeral, PlanItem, Responsibility, Target
from pipeline.model.closed import UNLED
from pipeline.model.field import read_field
from pipeline.rules.checks import Said


class MeasureRows(NamedTuple):
    """A measure with everything that belongs to it, each in published order."""

    measure: Measure
    cells: tuple[Cell, ...]
    items: tuple[PlanItem, ...]
    responsibilities: tuple[Responsibility, ...]
    targets: tuple[Target, ...]
    numerals: tuple[Numeral, ...]

    def read_cell(self, field: str) -> str:
        """Text of the cell `field`; empty where the row has none."""
        return next((cell.text for cell in self.cells if cell.field == field), "")

    def restates_plan(self, target: Target) -> bool:
        """Tell whether a target of the measure says a figure of the measure's own plan again."""
        return (target.restates or "").startswith(f"{self.measure.measure_id}/")


class DocumentRows(NamedTuple):
    """A document's measures, and its plan years, ascending."""

    doc_id: str
    years: tuple[int, ...]
    measures: tuple[MeasureRows, ...]
    published: date | None = None

    @property
    def lists(self) -> DocumentRows:
        """The measures of its lists alone, with the years that they plan: goals and indicators name no departments."""
        listed = tuple(rows for rows in self.measures if rows.measure.source not in UNLED)
        if len(listed) == len(self.measures):
            return self
        return DocumentRows(self.doc_id, _find_years(listed, None, None), listed, self.published)


class Outcome(NamedTuple):
    """What a check found of one subject. `status`: pass, warn, or break (the check's own severity)."""

    subject: str
    status: str
    measure_id: str | None
    message: Said
    evidence: tuple[str, ...]


class _OfMeasure(Protocol):
    """Any row that belongs to a measure."""

    @property
    def measure_id(self) -> str:
        """Key of the measure."""
        ...


Rowed = TypeVar("Rowed", bound=_OfMeasure)


def group_rows(dataset: Dataset) -> tuple[DocumentRows, ...]:
    """Group a dataset by document (in order of their ids) and measure (in the order of the rows)."""
    cells, items = _by_measure(dataset.cells), _by_measure(dataset.plan_items)
    responsibilities, targets = _by_measure(dataset.responsibilities), _by_measure(dataset.targets)
    numerals = _by_measure(dataset.numerals)
    documents: dict[str, list[MeasureRows]] = defaultdict(list)
    for measure in dataset.measures:
        key = measure.measure_id
        rows = (tuple(table[key]) for table in (cells, items, responsibilities, targets, numerals))
        documents[measure.doc_id].append(MeasureRows(measure, *rows))  # type: ignore[arg-type]
    stated = {d.doc_id: (d.first_year, d.last_year) for d in dataset.documents}
    published = {d.doc_id: d.published for d in dataset.documents}
    return tuple(
        DocumentRows(
            doc_id,
            _find_years(measures, *stated.get(doc_id, (None, None))),
            tuple(measures),
            published.get(doc_id),
        )
        for doc_id, measures in sorted(documents.items())
    )


def _by_measure(rows: Iterable[Rowed]) -> defaultdict[str, list[Rowed]]:
    """Group rows by measure."""
    grouped: defaultdict[str, list[Rowed]] = defaultdict(list)
    for row in rows:
        grouped[row.measure_id].append(row)
    return grouped


def _find_years(measures: Sequence[MeasureRows], first: int | None, last: int | None) -> tuple[int, ...]:
    """Find the plan years: the years of plan columns (cells named by a year), else those the document states."""
    years = {year for m in measures for c in m.cells if (year := read_field(c.field).year)}
    years |= {item.year for m in measures for item in m.items if item.year is not None}
    if not years and first is not None and last is not None:
        years = set(range(first, last + 1))
    return tuple(sorted(years))
