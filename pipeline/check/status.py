"""What becomes of a document as a whole: all well, look at it, or withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.model import Document, Finding

FAILED = "failed"


def grade(document: Document, findings: Iterable[Finding]) -> Document:
    """Give a document its status: failed (nothing published), warn (something odd was found), ok."""
    if document.status == FAILED:
        return document
    odd = any(finding.level in ("warning", "error") for finding in findings)
    return replace(document, status="warn" if odd else "ok")


def withdraw_document(document: Document) -> Document:
    """The document of which nothing is published but that it failed."""
    return replace(document, status=FAILED, measure_count=0, first_year=None, last_year=None)
