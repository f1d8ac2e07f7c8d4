"""Which pages of a document are scans: those of a picture and (nearly) no text."""

from __future__ import annotations

from pipeline.parse.pages.page import Box, Page
from pipeline.parse.scan import can_read

_COVERED = 0.5  # share of the page that its picture covers
_FEW = 12  # characters: a page number typed on a scan is on its picture too


def find_scan(page: Page) -> Box | None:
    """The box of the picture that a page is a scan of; None for a page of text, or where the extra is not installed."""
    area = page.width * page.height
    if not page.pictures or not area or sum(len(glyph.text) for run in page.runs for glyph in run.glyphs) > _FEW:
        return None
    largest = max(page.pictures, key=_area)
    return largest if _area(largest) >= _COVERED * area and can_read() else None


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
