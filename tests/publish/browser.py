"""What the tests of the report share: where Chromium is, how to make a document, how to read the tables."""

import shutil
import zipfile
from html import escape

import pyarrow.parquet as pq
import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
MARKS = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: the report is not opened (apt-get install chromium)"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
VIEWS = ("ledger", "document", "targets", "charts", "quality", "corrections")
HEADINGS = ("具体措施", "2024年工作计划", "2025年工作计划", "牵头单位", "配合单位")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def open_view(page, name):
    page.click(f"#tabs a[data-view={name}]")
    page.wait_for_selector(f"#view-{name}:not([hidden])")


def rows_of(output, table):
    return pq.read_table(output / f"{table}.parquet").to_pylist()


def pledges_of(output):
    """All that the page shows as targets: those with a number, then those said in words."""
    said = [{**row, "value_max": None, "dimension": "wording"} for row in rows_of(output, "qualitative_targets")]
    return rows_of(output, "targets") + said


def make_docx(path, *rows):
    cells = "".join(
        "<w:tr>"
        + "".join(
            "<w:tc>"
            + "".join(
                f"<w:p><w:r><w:t xml:space='preserve'>{escape(line)}</w:t></w:r></w:p>" for line in text.split("\n")
            )
            + "</w:tc>"
            for text in row
        )
        + "</w:tr>"
        for row in rows
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}"><w:body><w:tbl>{cells}</w:tbl></w:body></w:document>'
        )
