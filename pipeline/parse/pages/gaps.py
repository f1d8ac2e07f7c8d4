"""What pages hold that can not be read: scans, outlines, unknown fonts, text beyond the page; and how sure a scan is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pipeline.model import Finding, GridCell, Paragraph, Table
from pipeline.model.inside import LOW_CONFIDENCE
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.pages.layout import PageLayout
from pipeline.parse.pages.lines import Line
from pipeline.parse.pages.page import Box
from pipeline.rules.findings import tell

PICTURE = 0.2  # share of the page: a picture this large on a page without text is a scan
OUTLINES = 100  # drawn paths on a page without text: letters as outlines
_UNMAPPED = 0.3  # share of characters without Unicode that makes a page unreadable
_LONGEST = 200  # characters of left out text that are told
_SHOWN = 60  # characters of such a cell that are told
Confidences = Mapping[int, Sequence[tuple[Box, float]]]  # by page: characters that were not read for sure


def find_gaps(pages: Sequence[PageLayout], path: str) -> Iterator[Finding]:
    """Yield what is missing page by page.

    P45 no text layer, P46 characters without Unicode, P47 so many that it is unreadable, P43 text off the page, P39 struck text,
    P40 raised marks of notes.

    Raises `UnreadableFile` if no page has text.
    """
    blind = [page for page in pages if _is_blind(page)]
    if blind and not any(page.n_characters for page in pages):
        code = "R32" if blind[0].picture_share >= PICTURE else "R33"
        raise UnreadableFile(code, f"page {blind[0].number}")
    if not any(page.n_characters for page in pages):
        raise UnreadableFile("R34", pages=len(pages))
    for page in pages:
        place = f"page {page.number}"
        if page in blind:
            yield tell("P45", path, place)
        elif page.n_unmapped:
            code = "P47" if page.n_unmapped >= _UNMAPPED * page.n_characters else "P46"
            yield tell(code, path, place, unmapped=page.n_unmapped, characters=page.n_characters)
        if page.struck:
            yield tell("P39", path, place, count=len(page.struck), text=" | ".join(page.struck)[:_LONGEST])
        if page.raised:
            yield tell("P40", path, place, count=len(page.raised), text=" | ".join(page.raised)[:_LONGEST])
        if page.outside:
            yield tell("P43", path, place, count=page.outside)


def find_watermarks(pages: Sequence[PageLayout], path: str) -> Iterator[Finding]:
    """Yield one finding (P48) for the words of each watermark."""
    places: dict[str, list[int]] = {}
    for page in pages:
        for words in page.watermarks:
            places.setdefault(words, []).append(page.number)
    for words, numbers in places.items():
        where = f"page {numbers[0]}" if numbers[0] == numbers[-1] else f"pages {numbers[0]}-{numbers[-1]}"
        yield tell("P48", path, where, count=len(numbers), text=words[:_LONGEST])


def _is_blind(page: PageLayout) -> bool:
    return not page.n_characters and (page.picture_share >= PICTURE or page.n_shapes >= OUTLINES)


def find_confidence(lines: Sequence[Line], told: Confidences) -> Decimal | None:
    """The least confidence among the characters of some lines; None where no line was read by its looks."""
    seen = [line for line in lines if line.page in told]
    if not seen:
        return None
    least = 1.0
    for line in seen:
        for (x0, top, x1, bottom), sure in told[line.page]:
            x, y = (x0 + x1) / 2, (top + bottom) / 2
            if sure < least and line.x0 <= x <= line.x1 and line.top <= y <= line.bottom:
                least = sure
    return Decimal(f"{least:.3f}")


def find_doubts(blocks: Sequence[Paragraph | Table], path: str) -> Iterator[Finding]:
    """P65: cells and paragraphs of a scan that were read with little confidence."""
    for block in blocks:
        for own in block.cells if isinstance(block, Table) else (block,):
            if own.ocr_confidence is not None and own.ocr_confidence < LOW_CONFIDENCE:
                told = {"confidence": f"{own.ocr_confidence:.2f}", "text": own.text[:_SHOWN]}
                yield tell("P65", path, _place_of(own, block), **told)


def _place_of(own: GridCell | Paragraph, block: Paragraph | Table) -> str:
    if isinstance(own, Paragraph) or isinstance(block, Paragraph):
        return f"page {own.page}"
    return f"page {own.page}, table {block.number}, row {own.row + 1}, column {own.column + 1}"
