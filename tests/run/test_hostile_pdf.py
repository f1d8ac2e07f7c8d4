"""Hostile PDFs: PDFium ends their loops, pages and objects are counted."""

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
