"""Hostile PDFs: PDFium ends their loops, pages and objects are counted."""

import zlib

import pytest

from tests.run.attacks import pdf, read, refuse


def test_pdfs_with_loops_end():
    for content in (pdf(), pdf(kids="2 0 R 3 0 R", count=2), pdf(kids="2 0 R"), pdf(count=2_000_000_000)):
        found, rooms = read(content, "x.pdf")
        assert rooms.document.status == "failed"
        assert found


def test_a_pdf_of_too_many_objects_or_pages():
    rules = "0 0 m 500 0 l S\n" * 2000
    refuse(pdf(stream=rules), "page_objects = 1000", "x.pdf", page_objects=1000)
    refuse(pdf(kids="3 0 R 3 0 R 3 0 R", count=3), "limit pages", "x.pdf", pages=2)


TEXT = "BT /T 12 Tf 50 700 Td (hello 2025) Tj ET"
PDFS = {
    "contents in a ring": pdf().replace(b"/Contents 4 0 R", b"/Contents[7 0 R]")
    + b"\n7 0 obj [7 0 R 7 0 R] endobj trailer <</Root 1 0 R>>",
    "no size": pdf(TEXT, box="0 0 0 0"),
    "a huge size": pdf(TEXT, box="-1e38 -1e38 1e38 1e38"),
    "a size that is none": pdf(TEXT, box="x 9e999 -9e999 1"),
    "a huge font": pdf(TEXT.replace("12 Tf", "1e30 Tf")),
    "a huge matrix": pdf("1e30 0 0 1e30 0 0 cm 1e30 0 0 1e30 0 0 cm " + TEXT + " 0 0 m 9 9 l S"),
    "brackets without end": pdf("[" * 300_000),
    "dictionaries without end": pdf(TEXT, catalogue="/X" + "<</X" * 50_000 + " 1" + ">>" * 50_000),
    "filters without end": pdf("x", filters="/Filter[" + "/ASCIIHexDecode" * 1000 + "]"),
    "objects without end": pdf(TEXT, more="".join(f"{n} 0 obj<</A/B>>endobj\n" for n in range(9, 100_000))),
    "no objects": b"%PDF-1.7\n%%EOF",
}


@pytest.mark.parametrize("content", PDFS.values(), ids=PDFS)
def test_pdfs_that_no_program_writes(content):
    found, rooms = read(content, "x.pdf")
    assert rooms.document.status == "failed"
    assert [f.path for f in found if f.level == "error"] == ["x.pdf"]


def test_a_page_of_too_many_characters_or_points():
    refuse(
        pdf("BT /T 1 Tf 9 9 Td " + "(hello world) Tj " * 500 + "ET"), "page_objects = 1000", "x.pdf", page_objects=1000
    )
    refuse(pdf("0 0 m " + "9 9 l 0 9 l " * 5000 + "S"), "page_objects = 1000", "x.pdf", page_objects=1000)


def test_a_stream_that_unpacks_to_a_hundred_million_blanks():
    refuse(pdf(zlib.compress(b" " * 100_000_000, 9), filters="/Filter/FlateDecode"), "the document is empty", "x.pdf")
