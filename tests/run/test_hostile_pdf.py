"""Hostile PDFs: PDFium ends their loops, pages and objects are counted."""

from tests.run.attacks import read, refuse

PDF = """%PDF-1.7
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[{kids}]/Count {count}>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>> endobj
4 0 obj <</Length {length}>> stream
{stream}
endstream endobj
5 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>/Length 4>> stream
/F Do
endstream endobj
trailer <</Root 1 0 R>>
"""


def pdf(kids: str = "3 0 R", count: int = 1, stream: str = "/F Do") -> bytes:
    return PDF.format(kids=kids, count=count, length=len(stream), stream=stream).encode()


def test_pdfs_with_loops_end():
    for content in (pdf(), pdf(kids="2 0 R 3 0 R", count=2), pdf(kids="2 0 R"), pdf(count=2_000_000_000)):
        found, rooms = read(content, "x.pdf")
        assert rooms.document.status == "failed"
        assert found


def test_a_pdf_of_too_many_objects_or_pages():
    rules = "0 0 m 500 0 l S\n" * 2000
    refuse(pdf(stream=rules), "page_objects = 1000", "x.pdf", page_objects=1000)
    refuse(pdf(kids="3 0 R 3 0 R 3 0 R", count=3), "limit pages", "x.pdf", pages=2)
