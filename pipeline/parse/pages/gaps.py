"""What a PDF holds that can not be read: scanned pages, outlines, unknown fonts, text beyond the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Finding
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.pages.layout import PageLayout

PICTURE = 0.2  # share of the page: a picture this large on a page without text is a scan
OUTLINES = 100  # drawn paths on a page without text: letters as outlines
UNMAPPED = 0.3  # share of characters without Unicode that makes a page unreadable
OCR = (
    "make it searchable first (Debian: apt install ocrmypdf tesseract-ocr-chi-sim; "
    "ocrmypdf -l chi_sim IN.pdf OUT.pdf), or use a text PDF or the Word file"
)


def find_gaps(pages: Sequence[PageLayout], path: str) -> Iterator[Finding]:
    """Yield what is missing page by page: P45 no text layer, P46 characters without Unicode, P43 text off the page.

    Raises `UnreadableFile` if no page has text.
    """
    blind = [page for page in pages if _is_blind(page)]
    if blind and not any(page.n_characters for page in pages):
        told = "a scan" if blind[0].picture_share >= PICTURE else "letters drawn as outlines"
        raise UnreadableFile(path, f"page {blind[0].number}", f"the PDF has no text layer ({told}); {OCR}")
    if not any(page.n_characters for page in pages):
        raise UnreadableFile(path, "", f"the PDF is empty: none of its {len(pages)} pages holds text or a picture")
    for page in pages:
        place = f"page {page.number}"
        if page in blind:
            yield Finding("P45", "error", path, place, f"the page has no text layer and is not read; {OCR}")
        elif page.n_unmapped:
            level = "error" if page.n_unmapped >= UNMAPPED * page.n_characters else "warning"
            told = f"{page.n_unmapped} of {page.n_characters} characters have no Unicode in the file's fonts"
            yield Finding("P46", level, path, place, told)
        if page.outside:
            told = f"{page.outside} characters stand beyond the edges of the page and are not read"
            yield Finding("P43", "warning", path, place, told)


def _is_blind(page: PageLayout) -> bool:
    return not page.n_characters and (page.picture_share >= PICTURE or page.n_shapes >= OUTLINES)
