"""Word .docx: grid and text are read from the XML (docs/design/grid.md).

Source: ECMA-376 part 1, 17.4 (tables).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pipeline.lang.heading import holds_list
from pipeline.lang.list_label.style import put_label
from pipeline.model import Content, Finding, GridCell, Paragraph, Source, Table
from pipeline.parse.decode import read_integer
from pipeline.parse.docx.numbering import Numbering, get_value
from pipeline.parse.docx.parts import CELLS, ROWS, TCPR, find_blocks, find_cells, is_on
from pipeline.parse.docx.prompts import take_prompts
from pipeline.parse.docx.styles import TOLD, StyleLook, read_level, read_levels, read_looks
from pipeline.parse.docx.survey import MOVED, TBL, Survey, T, survey
from pipeline.parse.docx.text import TextReader
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.grid import GridError, cell_text, check_size
from pipeline.parse.ooxml import Package, W, open_package
from pipeline.rules.findings import tell

TRPR = W + "trPr"
GRID_SPAN, V_MERGE, H_MERGE = W + "gridSpan", W + "vMerge", W + "hMerge"
CELL_DELETED, CELL_MERGED, TRACKED = W + "cellDel", W + "cellMerge", {"rest": "restart", "cont": "continue"}
NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"), ("comments", "comment"))


def read(source: Source) -> Content:
    """Read a Word document into paragraphs and tables, revisions accepted. Raises `UnreadableFile`.

    Notes: P23 deleted text, P24 hidden text, P39 struck text, P40 raised marks of notes, P25 a footnote or comment,
    P26 text in a cell that is merged away, P14 a picture,
    P15 a symbol or number style that is not known, P16 a table in a cell, P49 placeholders, P17 an embedded document.
    """
    package = open_package(source, "word/document.xml")
    blob = package.unpack(package.main)
    if not blob:
        raise UnreadableFile("R18", package.main)
    body = package.parse(blob, package.main).find(W + "body")
    if body is None:
        raise UnreadableFile("R18", package.main)
    placeholders = take_prompts(package, body, blob)
    looks = _read_looks(package, blob)
    reader = TextReader(source.path, _read_numbering(package, blob), survey(body, blob, looks), looks)
    try:
        blocks = tuple(_read_blocks(body, reader, [0], _read_heading_levels(package, blob)))
    except GridError as error:
        raise error.at(reader.place) from error
    prompts = [tell("P49", source.path, "document", text=text) for text in placeholders]
    return Content("docx", blocks, notes=(*reader.notes, *prompts, *_read_notes(package, blob), *_report(reader)))


def _read_numbering(package: Package, blob: bytes) -> Numbering | None:
    """Read the list numbers, if paragraphs have any; the styles too, if they may number paragraphs."""
    styles = package.find("styles") if b"pStyle" in blob else None
    if not styles or b"numPr" not in styles:
        styles = None
    numbering = package.find("numbering") if styles or b"numPr" in blob else None
    if not numbering:
        return None
    return Numbering(package.parse(numbering, "numbering"), package.parse(styles, "styles") if styles else None)


def _read_looks(package: Package, blob: bytes) -> dict[str, StyleLook]:
    """Read the styles of the text that hide, strike or raise it."""
    styles = package.find("styles") if b"pStyle" in blob or b"rStyle" in blob else None
    if not styles or not any(word in styles for word in TOLD):
        return {}
    looks = read_looks(package.parse(styles, "styles"))
    return {name: look for name, look in looks.items() if f'"{name}"'.encode() in blob or f"'{name}'".encode() in blob}


def _read_heading_levels(package: Package, blob: bytes) -> dict[str, int]:
    """Read the styles that make headings."""
    styles = package.find("styles") if b"pStyle" in blob else None
    return read_levels(package.parse(styles, "styles")) if styles and b"outlineLvl" in styles else {}


def _read_notes(package: Package, blob: bytes) -> Iterator[Finding]:
    """Footnotes and comments stand in no cell; each becomes a finding. So does an embedded document."""
    for kind, name in NOTES:
        notes = package.find(kind) if f"{name}Reference".encode() in blob else None
        for note in package.parse(notes, kind).iterfind(W + name) if notes else ():
            text = cell_text(TextReader(package.path, None, Survey()).read_story(note))
            if text and note.get(W + "type", "normal") == "normal":
                yield tell("P25", package.path, f"{name} {note.get(W + 'id')}", text=text)
    if b"altChunk" in blob:
        yield tell("P17", package.path, "document")


def _report(reader: TextReader) -> Iterator[Finding]:
    for code, left_out in (("P39", reader.struck), ("P40", reader.raised)):
        for place, texts in left_out.items():
            yield tell(code, reader.path, place, count=len(texts), text=" | ".join(texts))
    for style in sorted(reader.numbering.unknown) if reader.numbering else ():
        yield tell("P28", reader.path, "list numbers", style=style)


def _read_blocks(
    parent: Any, reader: TextReader, count: list[int], levels: dict[str, int]
) -> Iterator[Paragraph | Table]:
    """Read paragraphs and tables in order, those of text boxes after their paragraph. `count[0]` counts tables."""
    open_text = ""
    for block in find_blocks(parent):
        if block.tag == TBL:
            if open_text:
                yield Paragraph(cell_text([open_text]))
                open_text = ""
            if reader.survey.has_nested and _lays_out(block):
                for cell in find_cells(block):
                    yield from _read_blocks(cell, reader, count, levels)
                continue
            count[0] += 1
            yield _read_table(block, reader, count[0])
            continue
        reader.place = f"after table {count[0]}" if count[0] else "before table 1"
        paragraph = reader.read_paragraph(block)
        text = put_label(paragraph.label, open_text + paragraph.text)
        open_text = text if paragraph.is_joined else ""
        if not paragraph.is_joined:
            yield Paragraph(cell_text([text]), level=read_level(block, levels))
        for box in paragraph.boxes:
            yield from _read_blocks(box, reader, count, levels)
    if open_text:
        yield Paragraph(cell_text([open_text]))


def _lays_out(table: Any) -> bool:
    """Tell whether a table is there only for a list in one of its cells."""
    inner = (row for other in table.iter(TBL) if other is not table for row in find_blocks(other, ROWS)[:3])
    own = (cell for cell in find_cells(table)[:30] if next(cell.iter(TBL), None) is None)
    return holds_list(map(_plain, own), (map(_plain, find_blocks(row, CELLS)) for row in inner))


def _plain(element: Any) -> str:
    return "".join(element.itertext(T))


class _Shape(NamedTuple):
    """How a cell lies in the grid."""

    span: int = 1
    merge: str = ""  # restart, continue: down
    is_deleted: bool = False
    goes_on: bool = False  # to the right: part of the cell before it


_PLAIN = _Shape()
LOWEST_ROW = 20  # twentieths of a point: a row of a point's height shows nothing


def _read_table(table: Any, reader: TextReader, number: int) -> Table:
    """Walk the rows. Gaps before and after a row (gridBefore, gridAfter) are empty cells of their own."""
    cells: list[GridCell] = []
    merges: dict[int, int] = {}  # column → index in `cells` of the vertical merge that the row above leaves open
    row = width = headings = 0
    for element in find_blocks(table, ROWS):
        reader.place = f"table {number}, row {row + 1}"
        properties = element.find(TRPR)
        if _is_gone(element, properties, reader):
            continue
        column = _add_gap(cells, row, 0, properties, "gridBefore")
        column, merges = _read_row(element, row, column, cells, merges, reader)
        column = _add_gap(cells, row, column, properties, "gridAfter")
        width = max(width, column)
        check_size(row + 1, width)
        headings += headings == row and is_on(properties, "tblHeader")
        row += 1
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Table(number, row, width, tuple(cells), headings)


def _is_gone(row: Any, properties: Any, reader: TextReader) -> bool:
    """Tell whether a row is deleted or hidden; its text becomes a note."""
    if properties is None:
        return False
    is_deleted = any(mark.tag in MOVED for mark in properties)
    if not is_deleted and not is_on(properties, "hidden") and not _has_no_height(properties):
        return False
    text = "".join(row.itertext(W + "t", W + "delText")).strip()
    reader.note("P23" if is_deleted else "P24", text=text)
    return True


def _has_no_height(properties: Any) -> bool:
    """Tell whether a row is exactly so low that nothing of it is seen."""
    height = properties.find(W + "trHeight")
    is_exact = height is not None and height.get(W + "hRule") == "exact"
    return is_exact and 0 < read_integer(height.get(W + "val"), 0) <= LOWEST_ROW


def _add_gap(cells: list[GridCell], row: int, column: int, properties: Any, name: str) -> int:
    """Add the empty cell of a gap; returns the column after it."""
    span = read_integer(get_value(properties, name), 0) if properties is not None else 0
    if span > 0:
        cells.append(GridCell(row, column, 1, span, ""))
    return column + max(span, 0)


def _read_row(
    element: Any, row: int, column: int, cells: list[GridCell], merges: dict[int, int], reader: TextReader
) -> tuple[int, dict[int, int]]:
    """Put the cells of a row into the grid; returns the column after them and the merges left open."""
    still_open: dict[int, int] = {}
    prefix = reader.place
    for cell in find_blocks(element, CELLS):
        reader.place = f"{prefix}, column {column + 1}"
        shape = _read_shape(cell) if reader.survey.has_spans or reader.survey.has_revisions else _PLAIN
        text = reader.read_cell(cell)
        if shape.is_deleted:
            reader.note("P23", text=text)
            continue
        if shape.goes_on and cells and cells[-1].row == row:
            _widen(cells, shape.span, text, reader)
            column += shape.span
            continue
        origin = merges.get(column) if shape.merge == "continue" else None
        if origin is not None and cells[origin].column_span == shape.span:
            _lengthen(cells, origin, text, reader)
        else:
            origin = len(cells)
            cells.append(GridCell(row, column, 1, shape.span, text))
        if shape.merge:
            still_open[column] = origin
        column += shape.span
    return column, still_open


def _read_shape(cell: Any) -> _Shape:
    """Read how wide a cell is and whether it is merged or deleted."""
    span, merge, is_deleted, goes_on = 1, "", False, False
    properties = cell.find(TCPR)
    for child in properties if properties is not None else ():
        tag = child.tag
        if tag == GRID_SPAN:
            span = max(1, read_integer(child.get(W + "val"), 1))
        elif tag == V_MERGE:
            merge = child.get(W + "val", "continue")
        elif tag == CELL_MERGED:  # a tracked merge
            merge = TRACKED.get(child.get(W + "vMerge", ""), merge)
        elif tag == H_MERGE:
            goes_on = child.get(W + "val", "continue") == "continue"
        elif tag == CELL_DELETED:
            is_deleted = True
    return _Shape(span, merge, is_deleted, goes_on)


def _widen(cells: list[GridCell], span: int, text: str, reader: TextReader) -> None:
    """Let the last cell reach further to the right, as files of old versions say it (hMerge)."""
    old = cells[-1]
    cells[-1] = GridCell(old.row, old.column, old.row_span, old.column_span + span, old.text)
    _note_merged(text, reader)


def _note_merged(text: str, reader: TextReader) -> None:
    """Report text in the part of a cell that is merged away; it is not on paper."""
    if text:
        reader.note("P26", text=text)


def _lengthen(cells: list[GridCell], index: int, text: str, reader: TextReader) -> None:
    """Let a merged cell reach one row further down."""
    old = cells[index]
    cells[index] = GridCell(old.row, old.column, old.row_span + 1, old.column_span, old.text)
    _note_merged(text, reader)
