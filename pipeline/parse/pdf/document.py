"""PDF: ruled tables from PDFium's page objects, the rest by alignment; tables over pages joined (docs/design/pdf.md).

Paragraph breaks are inferred (by room, indentation and list numbers), since a PDF holds none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pypdfium2

from pipeline.model import Content, Finding, GridCell, Paragraph, Source, Table
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.pages.body import Margins, find_margins, read_paragraphs
from pipeline.parse.pages.columns import find_columns
from pipeline.parse.pages.grid import PageTable
from pipeline.parse.pages.join import JoinedTable, continue_table, start_table
from pipeline.parse.pages.layout import PageLayout, lay_out
from pipeline.parse.pages.lines import Limits, Line, find_limits, join_lines
from pipeline.parse.pages.margins import strip_margins
from pipeline.parse.pages.page import TooManyObjects
from pipeline.parse.pdf.gaps import find_gaps
from pipeline.parse.pdf.page import read_page
from pipeline.rules.limits import limit

DEFAULT_PADDING = 5.4  # points: Word's


def read(source: Source) -> Content:
    """Read a PDF into paragraphs and tables. Raises `UnreadableFile`."""
    pages = list(_read_pages(source))
    notes = [*find_gaps(pages, source.path), *strip_margins(pages, source.path)]
    find_columns(pages)
    blocks = list(_blocks(pages))
    tables = [block for block in blocks if isinstance(block, JoinedTable)]
    return Content("pdf", tuple(_finish(blocks, find_margins(pages))), notes=(*notes, *_notes(tables, source.path)))


def _read_pages(source: Source) -> Iterator[PageLayout]:
    """Open the file and lay out page after page; only one page is open at a time."""
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


def _read_one(document: pypdfium2.PdfDocument, index: int, path: str) -> PageLayout:
    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(path, f"page {index + 1}", f"the page is damaged ({error})") from error
    try:
        return lay_out(read_page(page, index + 1))
    except TooManyObjects as error:
        raise UnreadableFile(path, f"page {index + 1}", str(error)) from error
    finally:
        page.close()


def _blocks(pages: Sequence[PageLayout]) -> Iterator[list[Line] | JoinedTable]:
    """Yield the tables, parts on following pages joined, and the lines between them, in order."""
    table: JoinedTable | None = None
    lines: list[Line] = []
    for page in pages:
        items: list[PageTable | Line] = [*page.tables, *page.lines]
        for item in sorted(items, key=_top):
            if isinstance(item, PageTable):
                if table is not None and not lines and continue_table(table, item):
                    continue
                if table is not None:
                    yield table
                if lines:
                    yield lines
                table, lines = start_table(item), []
                continue
            if table is not None:
                yield table
                table = None
            lines.append(item)
    if table is not None:
        yield table
    if lines:
        yield lines


def _top(item: PageTable | Line) -> float:
    return item.box[1] if isinstance(item, PageTable) else item.top


def _finish(blocks: Sequence[list[Line] | JoinedTable], margins: dict[int, Margins]) -> Iterator[Paragraph | Table]:
    number = 0
    for block in blocks:
        if isinstance(block, JoinedTable):
            number += 1
            yield finish_table(block, number)
        else:
            yield from read_paragraphs(block, margins)


def finish_table(table: JoinedTable, number: int) -> Table:
    """Turn a joined table into the record of the house; only now do lines become texts."""
    columns: dict[tuple[int, int], list[Line]] = {}
    for cell in table.cells:
        columns.setdefault((cell.column, cell.column_span), []).extend(cell.lines)
    margins = [line.indent for lines in columns.values() for line in lines if line.indent >= 0]
    padding = min(margins, default=DEFAULT_PADDING)
    limits: dict[tuple[int, int], Limits] = {key: find_limits(lines, padding) for key, lines in columns.items()}
    cells = []
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        text = join_lines(cell.lines, limits[cell.column, cell.column_span])
        place = (cell.row, cell.column, cell.row_span, cell.column_span)
        cells.append(GridCell(*place, text, cell.page, cell.box, breaks_inferred="\n" in text))
    return Table(number, table.n_rows, len(table.xs) - 1, tuple(cells), table.repeated)


def _notes(tables: Sequence[JoinedTable], path: str) -> Iterator[Finding]:
    for number, table in enumerate(tables, start=1):
        if not table.is_ruled:
            told = "the table has no rules between its columns; columns and rows are told by alignment"
            yield Finding("P44", "warning", path, f"table {number}", told)
        if table.cut_rows:
            rows = ", ".join(map(str, table.cut_rows))
            message = f"rows that a page break had cut are joined again: {rows}"
            yield Finding("P42", "info", path, f"table {number}", message)
