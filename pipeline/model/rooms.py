"""What goes through the rooms with a document, and what comes out of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.model.inside import Finding, Row
from pipeline.model.published import Document
from pipeline.model.record import alter


class Rooms:
    """What each room made of one document."""

    __slots__ = ("document", "findings", "records", "rows")

    def __init__(self, document: Document, findings: list[Finding] | None = None) -> None:
        """Begin with nothing but the document, and what was said of it before."""
        self.document = document
        self.rows: list[Row] = []
        self.records: dict[type, list[Any]] = {}
        self.findings = findings or []

    def take(self, entries: Iterable[Any]) -> None:
        """Sort what comes out of a room by its kind; a finding is kept as one."""
        for entry in entries:
            if isinstance(entry, Finding):
                self.findings.append(alter(entry, path=self.document.source_path))
            else:
                self.records.setdefault(type(entry), []).append(entry)

    def of(self, kind: type) -> list[Any]:
        """Records of one kind."""
        return self.records.get(kind, [])
