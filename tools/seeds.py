"""The files that are mutated: the beginning of the first list, in every format that is read without LibreOffice."""

from __future__ import annotations

import csv
import io
import quopri
import re
import zipfile
from base64 import encodebytes
from functools import cache
from pathlib import Path

import pypdfium2
import xlsxwriter
from lxml import etree

from pipeline.find.columns import fill_grid
from pipeline.model import Source, Table
from pipeline.parse import read
from tools.vary import MAIN, W, pack

SOURCES = Path(__file__).parents[1] / "tests/data/sources"
WORD = ("responsibility_list", "variant_a_merged", "variant_b_numbered")  # plain; merged cells; automatic list numbers
FORMATS = ("docx", "xlsx", "html", "mht", "txt", "csv", "md", "pdf", "ofd")
ROWS = 3  # of the list: so that ten thousand take minutes


def seed_file(kind: str, number: int = 0) -> bytes:
    """The beginning of a list in a format; of .docx there are several in turn."""
    if kind == "docx":
        return _docx(WORD[number % len(WORD)])
    return _other(kind)


@cache
def _docx(name: str) -> bytes:
    with zipfile.ZipFile(SOURCES / f"{name}.docx") as package:
        members = {member: package.read(member) for member in package.namelist() if "thumbnail" not in member}
    root = etree.fromstring(members[MAIN])
    table = next(root.iter(f"{W}tbl"))
    for row in table.findall(f"{W}tr")[ROWS + 2 :]:
        table.remove(row)
    return pack(members | {MAIN: etree.tostring(root, encoding="UTF-8")})


@cache
def _other(kind: str) -> bytes:
    content = (SOURCES / f"responsibility_list.{kind}").read_bytes() if kind in ("html", "txt", "pdf", "ofd") else b""
    if kind == "html":
        rows = content.split(b"</tr>")
        return b"</tr>".join([*rows[: ROWS + 1], rows[-1]])
    if kind == "txt":
        return "\n\t".join(content.decode().split("\n\t")[: 7 * (ROWS + 1) + 1]).encode()
    if kind == "pdf":
        return _first_pages(content)
    if kind == "ofd":
        return _first_sheets(content)
    if kind == "mht":
        return make_mht(_other("html"), "quoted-printable")
    if kind == "xlsx":
        return _make_xlsx()
    return _make_text(kind)


def _first_pages(content: bytes) -> bytes:
    pages = io.BytesIO()
    with pypdfium2.PdfDocument(content) as document, pypdfium2.PdfDocument.new() as short:
        short.import_pages(document, [0, 1])
        short.save(pages)
    return pages.getvalue()


def _first_sheets(content: bytes) -> bytes:
    """An OFD package of its first two pages."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    kept = {name: part for name, part in members.items() if "/Pages/" not in name or "_0/C" in name or "_1/C" in name}
    document = re.sub(rb"<ofd:Page ID=[^>]*Page_(?:[2-9]|1\d)/[^>]*>", b"", kept["Doc_0/Document.xml"])
    return pack(kept | {"Doc_0/Document.xml": document})


def make_mht(page: bytes, encoding: str) -> bytes:
    """Put a page into a single file web page."""
    bodies = {"base64": encodebytes, "quoted-printable": quopri.encodestring}
    body = bodies[encoding](page) if encoding in bodies else page
    return (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=_part"; type="text/html"\r\n\r\n'
        b"--=_part\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: "
        + encoding.encode() + b"\r\nContent-Location: file:///list.htm\r\n\r\n" + body + b"\r\n--=_part--\r\n"
    )  # fmt: skip


@cache
def _rows() -> list[list[str]]:
    """The cells of the list's beginning."""
    content = read(Source("x", "x.docx", _docx(WORD[0]), "0" * 64))
    table = next(block for block in content.blocks if isinstance(block, Table))
    return [[cell.text if cell else "" for cell in row] for row in fill_grid(table)]


def _make_xlsx() -> bytes:
    """A workbook with merged cells, figures and percentages, a date, a formula, a comment, a hidden column."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("清单")
        sheet.merge_range(0, 0, 0, 6, "工作责任清单")
        for number, row in enumerate(_rows(), start=1):
            sheet.write_row(number, 0, row)
        end = len(_rows()) + 1
        sheet.merge_range(end, 0, end + 1, 0, f"{end}.新建公园。")
        sheet.write(end, 1, 0.85, workbook.add_format({"num_format": "0.0%"}))
        sheet.write(end, 2, 44563, workbook.add_format({"num_format": 'm"月"d"日"'}))
        sheet.write_formula(end, 3, "=1+1", None, 2)
        sheet.write(end, 4, 1234.5, workbook.add_format({"num_format": '#,##0.00"万元"'}))
        sheet.write_comment(end, 4, "待定")
        sheet.write(end + 1, 1, "5", workbook.add_format({"num_format": "[DBNum1]General"}))
        sheet.set_column(9, 9, None, None, {"hidden": True})
        workbook.add_worksheet("二").write(0, 0, "说明")
    return content.getvalue()


def _make_text(kind: str) -> bytes:
    if kind == "csv":
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(_rows())
        return b"\xef\xbb\xbf" + text.getvalue().encode()
    heading, *rows = [" | ".join(cell.replace("\n", "<br>") for cell in row) for row in _rows()]
    lines = ["# 工作责任清单", "", f"| {heading} |", "|" + "---|" * 7, *(f"| {row} |" for row in rows)]
    return "\n".join(lines).encode()
