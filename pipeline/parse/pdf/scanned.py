"""A PDF page that is a picture: drawn by PDFium as finely as the picture is, and read by its looks."""

from __future__ import annotations

from typing import Any

import pypdfium2.raw as pdfium

from pipeline.parse.pages.page import Page

_COARSE, _FINE = 100 / 72, 300 / 72  # pixels for a point: no page is drawn coarser or finer


def read_scanned(page: Any, number: int) -> Page:
    """Read a page of a pypdfium2 document that holds no text."""
    from pipeline.parse.scan.kept import read_kept
    from pipeline.parse.scan.page import read_picture

    def draw() -> Any:
        return page.render(scale=_scale(page), rev_byteorder=True).to_numpy()[:, :, :3]

    return read_kept(read_picture, draw, number, page.get_width(), page.get_height())


def _scale(page: Any) -> float:
    """How many pixels the largest picture of the page has for a point."""
    found = _COARSE
    largest = 0
    for picture in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,)):
        width, height = picture.get_px_size()
        left, bottom, right, top = picture.get_bounds()
        if width * height > largest and right > left and top > bottom:
            largest, found = width * height, max(width, height) / max(right - left, top - bottom)
    return min(max(found, _COARSE), _FINE)
