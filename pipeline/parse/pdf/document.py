"""PDF: the pages of a file, through PDFium; `parse.pages` makes paragraphs and tables of them (docs/design/pdf.md)."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2

from pipeline.model import Content, Source
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.pages.blocks import read_pages
from pipeline.parse.pages.page import Page, TooManyObjects
from pipeline.parse.pdf.page import read_page
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
        is_locked = "password" in str(error).lower()
        told = "it is encrypted; save it without a password" if is_locked else f"it is damaged ({error})"
        raise UnreadableFile(source.path, "", f"the PDF can not be opened: {told}") from error
    try:
        if not 0 < len(document) <= limit("pages"):
            message = f"the PDF has {len(document)} pages; 1 to {limit('pages')} can be read (limit pages)"
            raise UnreadableFile(source.path, "", message)
        for index in range(len(document)):
            yield _read_one(document, index, source.path)
    finally:
        document.close()


def _read_one(document: pypdfium2.PdfDocument, index: int, path: str) -> Page:
    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(path, f"page {index + 1}", f"the page is damaged ({error})") from error
    try:
        return read_page(page, index + 1)
    except TooManyObjects as error:
        raise UnreadableFile(path, f"page {index + 1}", str(error)) from error
    finally:
        page.close()
