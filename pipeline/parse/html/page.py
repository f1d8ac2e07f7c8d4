"""Web pages, and documents that are HTML under another name: the grid and the text as a browser shows them.

Sources: HTML Living Standard, RFC 2557 (.mht).
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from lxml import etree

from pipeline.lang.day import read_published
from pipeline.lang.heading import holds_list, is_heading
from pipeline.model import Content, Finding, GridCell, Paragraph, Source, Table
from pipeline.parse.decode import decode
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.grid import GridError, cell_text
from pipeline.parse.html.inline_style import is_hidden, read_inline_style
from pipeline.parse.html.sheet import apply_sheets
from pipeline.parse.html.table import CELL_TAGS, CellPlace, Layout, find_hidden_columns, lay_out_table
from pipeline.parse.html.text import Lines
from pipeline.parse.sniff import HEAD, sniff
from pipeline.rules.findings import tell
from pipeline.rules.limits import limit

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:-]+)", re.I)
WIDEST_HEADING = 30  # cells
BLANK_WRAPS = re.compile(r"libreoffice|openoffice|staroffice", re.I)
_PUBLISHED = ("pubdate", "publishdate", "article:published_time")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def read(source: Source) -> Content:
    """Read a web page into paragraphs and tables. Raises `UnreadableFile`.

    Notes: P23 deleted text, P24 hidden text, P39 struck text, P40 raised marks of notes,
    P14 a picture in a table, P16 a table in a cell, P18 broken characters,
    P19 a frame whose page is another file.
    """
    name = sniff(source.content)
    content, declared = _unpack_mht(source) if name == "mht" else (source.content, "")
    decoded = decode(content, declared or _find_charset(content))
    notes = list(decoded.find_losses(source.path))
    root = _parse(decoded.text)
    apply_sheets(root)
    generator = " ".join(root.xpath("//meta[translate(@name, 'GENRATO', 'genrato')='generator']/@content"))
    page = _Page(source.path, notes, BLANK_WRAPS.search(generator) is not None)
    try:
        blocks = tuple(page.read_blocks(root, "page"))
    except GridError as error:
        raise error.at(f"table {page.count}") from error
    for frame in root.iter("iframe", "frame"):
        notes.append(tell("P19", source.path, "page", page=frame.get("src", "")[:200]))
    return Content(name, blocks, notes=tuple(notes), published=_find_published(root))


def _find_published(root: Any) -> date | None:
    """When the page says that it was published: `<meta name="PubDate">`, which the rules for government sites want."""
    said = (
        meta.get("content", "")
        for meta in root.iter("meta")
        if (meta.get("name") or meta.get("property") or "").lower() in _PUBLISHED
    )
    return next((day for text in said if (day := read_published([text]))), None)


def _unpack_mht(source: Source) -> tuple[bytes, str]:
    """Take the first page out of a single file web page, and what it says of its characters. Raises `UnreadableFile`."""
    if (parts := source.content.count(b"\n--")) > limit("zip_members"):
        raise UnreadableFile("R12", found=parts, name="zip_members", limit=limit("zip_members"))
    message = email.message_from_bytes(
        source.content, policy=email.policy.compat32
    )  # the newer one fails on odd headers
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            return payload if isinstance(payload, bytes) else b"", part.get_content_charset() or ""
    raise UnreadableFile("R21")


def _find_charset(content: bytes) -> str:
    """What a page says of its own characters."""
    found = CHARSET.search(content[:HEAD])
    return found[1].decode("ascii") if found else ""


def _parse(text: str) -> Any:
    """Parse a page; the parser gets no file and no network."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    plain = CONTROLS.sub("", text).encode("utf-8", "replace")
    try:
        root = etree.fromstring(plain, parser)
    except etree.ParserError as error:
        raise UnreadableFile("R19") from error
    if root is None:
        raise UnreadableFile("R19")
    if any("depth" in entry.message for entry in parser.error_log):
        raise UnreadableFile("R11")
    depth, deepest = 0, limit("nested_tables")
    for event, _ in etree.iterwalk(root, events=("start", "end"), tag="table"):
        depth += 1 if event == "start" else -1
        if depth > deepest:
            raise UnreadableFile("R20", limit=deepest)
    return root


class _Page:
    """Reads the blocks of a page in their order."""

    def __init__(self, path: str, notes: list[Finding], wraps_at_blanks: bool) -> None:
        self.path, self.notes, self.wraps_at_blanks = path, notes, wraps_at_blanks
        self.count = 0  # tables so far

    def _lines(self, element: Any, place: str) -> Iterator[str | Any]:
        return self._open(place).read(element)

    def _open(self, place: str) -> Lines:
        return Lines(self.path, self.notes, place, wraps_at_blanks=self.wraps_at_blanks)

    def read_blocks(self, element: Any, place: str) -> Iterator[Paragraph | Table]:
        """Yield paragraphs and tables; a table that only lays out the page gives what stands in its cells."""
        lines = self._open(place)
        for entry in lines.read(element):
            if isinstance(entry, str):
                if text := cell_text([entry]):
                    yield Paragraph(text, level=lines.level)
            elif _lays_out(entry):
                for cell in _own_cells(entry):
                    yield from self.read_blocks(cell, place)
            else:
                yield from self._read_captions(entry, place)
                yield self._read_table(entry)

    def _read_captions(self, table: Any, place: str) -> Iterator[Paragraph]:
        for caption in table.iterchildren("caption"):
            for line in self._lines(caption, place):
                if isinstance(line, str) and (text := cell_text([line])):
                    yield Paragraph(text)

    def _read_table(self, table: Any) -> Table:
        self.count += 1
        number = self.count
        _drop_hidden_rows(table, f"table {number}", self.path, self.notes)
        _empty_struck_cells(table, f"table {number}", self.path, self.notes)
        layout = lay_out_table(table)
        _empty_hidden_columns(table, layout, f"table {number}", self.path, self.notes)
        cells = sorted((self._read_cell(place, number) for place in layout.places), key=lambda c: (c.row, c.column))
        return Table(number, layout.n_rows, layout.n_columns, tuple(cells), layout.heading_rows)

    def _read_cell(self, place: CellPlace, number: int) -> GridCell:
        where = f"table {number}, row {place.row + 1}, column {place.column + 1}"
        text = cell_text(self._read_story(place.element, where))
        return GridCell(place.row, place.column, place.row_span, place.column_span, text)

    def _read_story(self, cell: Any, place: str) -> Iterator[str]:
        """Yield the lines of a cell, those of a table in it cell by cell; an empty cell is no line."""
        for entry in self._lines(cell, place):
            if isinstance(entry, str):
                yield entry
                continue
            self.notes.append(tell("P16", self.path, place))
            for inner in _own_cells(entry):
                story = list(self._read_story(inner, place))
                yield from story if any(map(str.strip, story)) else ()


def _own_cells(table: Any) -> list[Any]:
    """List the cells of a table without those of the tables in them."""
    return [place.element for place in sorted(lay_out_table(table).places, key=lambda place: (place.row, place.column))]


def _lays_out(table: Any) -> bool:
    """Tell whether a table only lays out the page: most of its text is in tables in it, or in a single cell."""
    cells = _own_cells(table)
    own = _heading_texts(cells)
    tables = [other for other in table.iter("table") if other is not table]
    if not tables:
        return sum(bool(_plain(cell)) for cell in cells) <= 1
    inner = (row for other in tables for row in islice(other.iter("tr"), 3))
    if is_heading(own):
        return False
    if holds_list(own, (_heading_texts(row.iter(*CELL_TAGS)) for row in inner)):
        return True
    outermost = [
        other
        for other in tables
        if next(other.iterancestors("table")) is table and len([*islice(other.iter("tr"), 2)]) > 1
    ]
    return 2 * sum(len(_plain(other)) for other in outermost) >= max(len(_plain(table)), 1)


def _heading_texts(cells: Iterable[Any]) -> list[str]:
    """Read the first cells as a heading; those with tables in them are none, and would be read again and again."""
    return [_plain(cell) for cell in islice(cells, WIDEST_HEADING) if next(cell.iter("table"), None) is None]


def _plain(element: Any) -> str:
    """All text below an element, white space left out."""
    return "".join("".join(element.itertext()).split())


def _drop_hidden_rows(table: Any, place: str, path: str, notes: list[Finding]) -> None:
    """Take out rows and cells that are not shown; their text becomes a note."""
    hidden = [element for element in table.iter("thead", "tbody", "tfoot", "tr", *CELL_TAGS) if is_hidden(element)]
    for element in hidden:
        text = " ".join("".join(element.itertext()).split())
        if text:
            notes.append(tell("P24", path, place, text=text))
        element.getparent().remove(element)


def _empty_hidden_columns(table: Any, layout: Layout, place: str, path: str, notes: list[Finding]) -> None:
    """Take the text out of cells that stand in columns which are not shown; it becomes a note, one for all."""
    hidden = find_hidden_columns(table)
    gone = [one.element for one in layout.places if hidden and hidden.issuperset(one.columns)]
    if texts := [text for cell in gone if (text := " ".join("".join(cell.itertext()).split()))]:
        notes.append(tell("P24", path, place, text=" | ".join(texts)))
    _empty(gone)


def _empty(cells: Iterable[Any]) -> None:
    for cell in cells:
        del cell[:]
        cell.text = None


def _empty_struck_cells(table: Any, place: str, path: str, notes: list[Finding]) -> None:
    """Take the text out of cells that are struck as a whole, or whose row is; it becomes a note."""
    struck = [element for element in table.iter("tbody", "tr", *CELL_TAGS) if read_inline_style(element).is_struck]
    cells = [cell for element in struck for cell in element.iter(*CELL_TAGS)]
    texts = [" ".join("".join(cell.itertext()).split()) for cell in cells]
    _empty(cells)
    if any(texts):
        told = [text for text in texts if text]
        notes.append(tell("P39", path, place, count=len(told), text=" | ".join(told)))
