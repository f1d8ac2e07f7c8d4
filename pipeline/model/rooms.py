"""What goes through the rooms with a document, and what comes out of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.model.inside import Finding, Row
from pipeline.model.published import Document


@dataclass(slots=True)
class Rooms:
    """What each room made of one document."""

    document: Document
    rows: list[Row] = field(default_factory=list)
    records: dict[type, list[Any]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def take(self, entries: Iterable[Any]) -> None:
        """Sort what comes out of a room by its kind; a finding is kept as one."""
        for entry in entries:
            if isinstance(entry, Finding):
                self.findings.append(replace(entry, path=self.document.source_path))
            else:
                self.records.setdefault(type(entry), []).append(entry)

    def of(self, kind: type) -> list[Any]:
        """Records of one kind."""
        return self.records.get(kind, [])
