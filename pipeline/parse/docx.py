"""Word .docx: the grid and the text are read from the XML; python-docx opens the package.

`python-docx` alone drops cells in content controls, tracked insertions and automatic list numbers (docs/design/grid.md).
Source: ECMA-376 part 1, 17.4 (tables), 17.13.5 (revisions), 17.5.2 (content controls).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx.opc.packuri import PackURI
from docx.opc.phys_pkg import PhysPkgReader
from lxml import etree

from pipeline.model import Content, GridCell, Paragraph, Source, Table
from pipeline.parse.docx_numbers import Numbering, W
from pipeline.parse.errors import UnreadableFile

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
P, TBL, TR, TC, SDT = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}sdt"
DROPPED = {
    f"{W}{name}"
    for name in (
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "delInstrText",
        "pPr",
        "rPr",
        "footnoteReference",
        "endnoteReference",
        "commentReference",
        "annotationRef",
        "softHyphen",
        "lastRenderedPageBreak",
        "sdtPr",
        "sdtEndPr",
        "rt",
    )
} | {f"{MC}Fallback"}
TEXT, RUN, RUN_PROPERTIES, VANISH, BREAK, SYMBOL, BOX = (
    f"{W}{name}" for name in ("t", "r", "rPr", "vanish", "br", "sym", "txbxContent")
)
SKIPPED = DROPPED | {TBL, TR, TC, P, f"{W}tcPr", f"{W}trPr", f"{W}tblPr", f"{W}tblGrid", f"{W}sectPr"}
CELL_PROPERTIES, SPAN, MERGE = f"{W}tcPr", f"{W}gridSpan", f"{W}vMerge"
PLAIN = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def read(source: Source) -> Content:
    """Read a Word document into paragraphs and tables, revisions accepted. Raises `UnreadableFile`."""
    parts = _open(source)
    document = parts["document"]
    if document is None:
        raise UnreadableFile(source.path, "word/document.xml", "the part is missing")
    body = document.find(f"{W}body")
    if body is None:
        raise UnreadableFile(source.path, "word/document.xml", "the document has no body")
    numbering = Numbering(parts.get("numbering"), parts.get("styles"))
    return Content("docx", tuple(_blocks(body, numbering)))


def _open(source: Source) -> dict[str, Any]:
    """Open the package and parse the three parts that we read; no entity is resolved, nothing is fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    parts: dict[str, Any] = {}
    try:
        package: Any = PhysPkgReader(io.BytesIO(source.content))  # type: ignore[no-untyped-call]  # no stubs
        blobs = {"document": _blob(package, "document")}
        main = blobs["document"] or b""
        if b"pStyle" in main or b"numPr" in main:  # only then can a paragraph have an automatic number
            blobs |= {name: _blob(package, name) for name in ("numbering", "styles")}
        for name, blob in blobs.items():
            parts[name] = None if blob is None else etree.fromstring(blob, parser)
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise UnreadableFile(source.path, "zip", f"the file is a broken zip ({error}); is it complete?") from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise UnreadableFile(source.path, "zip", f"the file is a broken zip ({error}); is it complete?") from error
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(source.path, f"word/{name}.xml", f"the XML is broken ({error})") from error
    return parts


def _blob(package: Any, name: str) -> bytes | None:
    """Unzip a part; None where the package has none of this name."""
    try:
        blob: bytes = package.blob_for(PackURI(f"/word/{name}.xml"))
    except KeyError:
        return None
    return blob


def _children(parent: Any, wanted: tuple[str, ...]) -> Iterator[Any]:
    """Yield the wanted children, also those in content controls, insertions and custom XML."""
    for child in parent:
        tag = child.tag
        if tag in wanted:
            yield child
        elif tag not in SKIPPED and isinstance(tag, str):
            yield from _children(child, wanted)


def _blocks(body: Any, numbering: Numbering) -> Iterator[Paragraph | Table]:
    number = 0
    for block in _children(body, (P, TBL)):
        if block.tag == TBL:
            number += 1
            yield _read_table(block, numbering, number)
        else:
            yield Paragraph(_paragraph_text(block, numbering).strip())


def _paragraph_text(paragraph: Any, numbering: Numbering) -> str:
    pieces: list[str] = []
    _collect(paragraph, pieces, numbering)
    text = "".join(pieces)
    label = numbering.label(paragraph) if numbering.levels else ""
    return label + text if label and text.strip() else text


def _collect(element: Any, pieces: list[str], numbering: Numbering) -> None:
    """Gather the visible text below an element."""
    for child in element:
        tag = child.tag
        if tag == TEXT:
            pieces.append(child.text or "")
        elif tag in DROPPED:
            continue
        elif tag in PLAIN:
            pieces.append(PLAIN[tag])
        elif tag == BREAK:
            pieces.append("\n" if child.get(f"{W}type", "textWrapping") == "textWrapping" else "")
        elif tag == SYMBOL:
            pieces.append(chr(int(child.get(f"{W}char", "20"), 16)))
        elif tag == BOX:
            pieces.extend("\n" + text for text in _cell_paragraphs(child, numbering))
        elif isinstance(tag, str) and not (tag == RUN and _is_hidden(child)):
            _collect(child, pieces, numbering)


def _is_hidden(run: Any) -> bool:
    if not len(run) or run[0].tag != RUN_PROPERTIES:
        return False
    hidden = run[0].find(VANISH)
    return hidden is not None and hidden.get(f"{W}val", "true") not in ("0", "false", "off")


def _cell_paragraphs(cell: Any, numbering: Numbering) -> Iterator[str]:
    """Texts of a cell's paragraphs, those of nested tables in their place."""
    for block in _children(cell, (P, TBL)):
        if block.tag == P:
            yield _paragraph_text(block, numbering)
            continue
        for row in _children(block, (TR,)):
            for inner in _children(row, (TC,)):
                yield from _cell_paragraphs(inner, numbering)


def _number(element: Any, path: str, default: int) -> int:
    found = element.find(path)
    return int(found.get(f"{W}val", default)) if found is not None else default


def _read_table(table: Any, numbering: Numbering, number: int) -> Table:
    """Walk the rows: every grid position belongs to exactly one cell, gaps before and after a row to empty ones."""
    cells: dict[tuple[int, int], GridCell] = {}
    open_merges: dict[int, tuple[int, int]] = {}  # column → origin of the vertical merge that is open there
    rows = [row for row in _children(table, (TR,)) if row.find(f"{W}trPr/{W}del") is None]
    width = headings = 0
    for index, row in enumerate(rows):
        column = _gap(cells, index, 0, _number(row, f"{W}trPr/{W}gridBefore", 0))
        for cell in _children(row, (TC,)):
            column = _place(cell, cells, open_merges, index, column, numbering)
        column = _gap(cells, index, column, _number(row, f"{W}trPr/{W}gridAfter", 0))
        width = max(width, column)
        headings += headings == index and row.find(f"{W}trPr/{W}tblHeader") is not None
    ordered = tuple(cells[key] for key in sorted(cells))
    return Table(number, len(rows), width, ordered, headings)


def _gap(cells: dict[tuple[int, int], GridCell], row: int, column: int, span: int) -> int:
    if span:
        cells[(row, column)] = GridCell(row, column, 1, span, "")
    return column + span


def _place(
    cell: Any,
    cells: dict[tuple[int, int], GridCell],
    open_merges: dict[int, tuple[int, int]],
    row: int,
    column: int,
    numbering: Numbering,
) -> int:
    """Put a cell into the grid, or lengthen the merged one that it continues; returns the next column."""
    properties = cell.find(CELL_PROPERTIES)
    span = _number(properties, SPAN, 1) if properties is not None else 1
    merge = properties.find(MERGE) if properties is not None else None
    text = "\n".join(_cell_paragraphs(cell, numbering)).strip()
    origin = open_merges.get(column)
    if merge is not None and merge.get(f"{W}val", "continue") == "continue" and origin in cells:
        old = cells[origin]
        joined = f"{old.text}\n{text}".strip() if text else old.text
        cells[origin] = GridCell(old.row, old.column, row - old.row + 1, old.column_span, joined)
        return column + span
    cells[(row, column)] = GridCell(row, column, 1, span, text)
    if merge is not None:
        open_merges[column] = (row, column)
    else:
        open_merges.pop(column, None)
    return column + span
