"""pdfplumber as oracle: on a page with rules both find the same cells, white space and double dashes aside."""

import io
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest

from pipeline.parse.pages.layout import lay_out
from pipeline.parse.pdf.page import read_page

LIST = (Path(__file__).parents[1] / "data/sources/responsibility_list.pdf").read_bytes()


def squeeze(text):
    # The font draws —— as one glyph, which pdfplumber gives as it stands in the file's Unicode map.
    return "".join((text or "").split()).replace("——", "—").replace("\ufffe", "-")


@pytest.mark.parametrize("number", [1, 6, 16])
def test_a_page_has_the_cells_that_pdfplumber_finds(number):
    with pdfplumber.open(io.BytesIO(LIST), pages=[number]) as document:
        (expected,) = document.pages[0].extract_tables()
    document = pypdfium2.PdfDocument(LIST)
    page = document[number - 1]
    (table,) = lay_out(read_page(page, number)).tables
    page.close()
    document.close()
    found = [[""] * (len(table.xs) - 1) for _ in range(len(table.ys) - 1)]
    for cell in table.cells:
        found[cell.row][cell.column] = squeeze("".join(line.text for line in cell.lines))
    assert found == [[squeeze(text) for text in row] for row in expected]
