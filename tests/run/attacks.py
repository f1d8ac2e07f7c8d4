"""Hostile files, and what has to become of them: refused with a finding that names the file, or read and kept harmless."""

import io
import re
import time
import zipfile
from collections.abc import Sequence

from pipeline.flow import make_dataset, read_document
from pipeline.model import Source
from pipeline.rules.limits import changed
from tests.run.builders import HEADINGS, W, make_rows

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = '<sheet name="s" r:id="worksheet"/>'
SECONDS = 20  # of the processor, what any of them may take


def read(content: bytes, name: str = "x.docx", **limits: int):
    """Read a document; give the errors and warnings, and what was read."""
    started = time.process_time()
    with changed(limits):
        rooms = read_document(Source("x", name, content, "0" * 64))
        make_dataset(rooms)
    assert time.process_time() - started < SECONDS
    return [f for f in rooms.findings if f.level != "info"], rooms


def refuse(content: bytes, words: str, name: str = "x.docx", **limits: int) -> None:
    found, rooms = read(content, name, **limits)
    assert rooms.document.status == "failed"
    assert [f.path for f in found if re.search(words, f.message)] == [name], found


def package(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def body(inner: str) -> bytes:
    return f'<w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'.encode()


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc>{properties}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def table(*rows: list[str]) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def docx(inner: str) -> bytes:
    return package({"word/document.xml": body(inner)})


def with_parts(inner: str, **parts: str) -> bytes:
    """A Word package with parts that its main part relates to: numbering, styles."""
    relations = "".join(f'<Relationship Id="{kind}" Type="{R}/{kind}" Target="{kind}.xml"/>' for kind in parts)
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'
    files = {f"word/{kind}.xml": f'<w:{kind} xmlns:w="{W}">{part}</w:{kind}>'.encode() for kind, part in parts.items()}
    return package({"word/document.xml": body(inner), "word/_rels/document.xml.rels": rels.encode()} | files)


def xlsx(rows: str, after: str = "", before: str = "", sheets: str = SHEET, **parts: str) -> bytes:
    """A workbook of one sheet; `parts` are styles or sharedStrings."""
    kinds = {"worksheet": "sheet.xml"} | {kind: f"{kind}.xml" for kind in parts}
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{R}/{kind}" Target="{file}"/>' for kind, file in kinds.items()
    )
    sheet = f'<worksheet xmlns="{S}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    book = f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets>{sheets}</sheets></workbook>'
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'
    files = {"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": rels, "xl/sheet.xml": sheet}
    return package(
        {name: part.encode() for name, part in (files | {f"xl/{kind}.xml": p for kind, p in parts.items()}).items()}
    )


def sheet_row(number: int, texts: Sequence[str] = HEADINGS) -> str:
    """A row of a sheet."""
    cells = "".join(
        f'<c r="{letter}{number}" t="inlineStr"><is><t>{t}</t></is></c>'
        for letter, t in zip("ABCDEFGH", texts, strict=False)
    )
    return f'<row r="{number}">{cells}</row>'


HG = (
    "<table>"
    + "".join(f"<tr>{''.join(f'<td>{text}' for text in row)}" for row in (HEADINGS, *make_rows(1)))
    + "</table>"
)
PDF = """%PDF-1.7
1 0 obj <</Type/Catalog/Pages 2 0 R{catalogue}>> endobj
2 0 obj <</Type/Pages/Kids[{kids}]/Count {count}>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>/Font<</T 6 0 R>>>>{page}>> endobj
4 0 obj <</Length {length}{filters}>> stream
"""
PDF_END = """
endstream endobj
5 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>/Length 4>> stream
/F Do
endstream endobj
6 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj
{more}
trailer <</Root 1 0 R>>
"""


def pdf(stream: str | bytes = "/F Do", more: str = "", **changes: object) -> bytes:
    """A PDF of a page whose form draws itself; `more` are other objects."""
    content = stream.encode() if isinstance(stream, str) else stream
    parts = {"catalogue": "", "kids": "3 0 R", "count": 1, "box": "0 0 600 800", "page": "", "filters": ""} | changes
    return PDF.format(length=len(content), **parts).encode() + content + PDF_END.format(more=more).encode()
