"""What is the same for every table: a column is read, compared with what was extracted, and replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.lang.day import decide_due_date
from pipeline.model import Department, Finding, Numeral, QualitativeTarget, Responsibility, Target
from pipeline.rules.language import units
from pipeline.sources.corrections.file import Correction, Refused, Told, hash_text
from pipeline.sources.corrections.values import write_plain

Texts = Mapping[tuple[str, str], str]  # (measure_id, field) → the text of the cell
Readers = Mapping[str, Callable[[str, str], Any]]


@dataclass(slots=True)
class Corrected:
    """A document's rows with the corrections applied, and what is to be said of each."""

    targets: list[Target]
    numerals: list[Numeral]
    words: list[QualitativeTarget] = field(default_factory=list)
    responsibilities: list[Responsibility] = field(default_factory=list)
    departments: list[Department] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def rows(self) -> tuple[list[Any], ...]:
        """The rows of every table."""
        return self.targets, self.numerals, self.words, self.responsibilities, self.departments

    def copy(self) -> Corrected:
        """The same rows in lists of their own."""
        return Corrected(
            [*self.targets],
            [*self.numerals],
            [*self.words],
            [*self.responsibilities],
            [*self.departments],
            [*self.findings],
        )


def find_place(rows: Iterable[Any], name: str, key: str) -> int | None:
    """The place of the row whose key column `name` holds `key`."""
    return next((at for at, row in enumerate(rows) if getattr(row, name) == key), None)


def check_text(correction: Correction, row: Any, texts: Texts) -> None:
    """Refuse (K03) a correction of a cell whose text has changed."""
    if hash_text(texts[row.measure_id, row.field]) != correction.source_sha256:
        raise Refused("K03", cell=f"{row.measure_id}/{row.field}")


def check_old(correction: Correction, old: object, current: object) -> None:
    """Refuse (K05) a correction of a value that is read otherwise by now."""
    if current != old:
        raise Refused("K05", field=correction.field, current=write_plain(current), old=correction.old)


def read_pair(correction: Correction, readers: Readers, further: tuple[str, ...]) -> tuple[Any, Any]:
    """The old and the new value of a line; refuses (K04) a column that is none of the readers' or of `further`."""
    read = readers.get(correction.field)
    if read is None:
        raise Refused("K04", field=correction.field, columns=", ".join((*further, *readers)))
    return read(correction.old, correction.field), read(correction.new, correction.field)


def change(row: Any, name: str, new: object, old: str | None = None) -> Any:
    """A row with one column corrected; the extracted value is kept beside."""
    kept = f"{name}={write_plain(getattr(row, name)) if old is None else old}"
    return replace(row, **{name: new}, corrected=True, extracted=(*row.extracted, kept))


def change_target(row: Any, name: str, new: object) -> Any:
    """As `change`, of a row with a due date: the day that was said belongs to the time that was read."""
    changed = change(row, name, new)
    if name not in ("year", "quarter"):
        return changed
    return replace(changed, due_date=decide_due_date(changed.year, None, changed.quarter, None))


def applied(correction: Correction) -> Told:
    """What is said of a value that was corrected."""
    return "K00", {"field": correction.field, "old": correction.old, "new": correction.new}


def find_strange_dimension(row: Target | QualitativeTarget) -> Told | None:
    """The law that a unit is of its dimension, where a corrected row breaks it (K11)."""
    dimensions = {known.dimension for known in units() if known.unit == row.unit}
    if not dimensions or row.dimension in dimensions:
        return None
    return "K11", {"unit": row.unit or "", "dimension": ", ".join(sorted(dimensions)), "given": row.dimension or ""}
