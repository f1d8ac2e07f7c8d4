"""PDF: the pages of a file, through PDFium; `parse.pages` makes paragraphs and tables of them (docs/design/pdf.md)."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2

from pipeline.model import Content, Source
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.pages.blocks import read_pages
from pipeline.parse.pages.page import Page, TooManyObjects
from pipeline.parse.pdf.page import read_page
from pipeline.parse.pdf.scanned import read_scanned
from pipeline.parse.scan.mixed import find_scan
from pipeline.rules.limits import limit


def read(source: Source) -> Content:
    """Read a PDF into paragraphs and tables. Raises `UnreadableFile`."""
    blocks, notes = read_pages(_open_pages(source), source.path)
    return Content("pdf", blocks, notes=notes)


def _open_pages(source: Source) -> Iterator[Page]:
    """Open the file and read page after page; only one page is open at a time."""
    try:
        document = pypdfium2.PdfDocument(source.content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFile("R08") from error
        raise UnreadableFile("R29", reason=error) from error
    try:
        if not 0 < len(document) <= limit("pages"):
            raise UnreadableFile("R30", pages=len(document), limit=limit("pages"))
        for index in range(len(document)):
            yield _read_one(document, index)
    finally:
        document.close()


def _read_one(document: pypdfium2.PdfDocument, index: int) -> Page:
    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile("R31", f"page {index + 1}", reason=error) from error
    try:
        found = read_page(page, index + 1)
        return found if find_scan(found) is None else read_scanned(page, index + 1)
    except TooManyObjects as error:
        raise error.at(f"page {index + 1}") from error
    finally:
        page.close()
