"""What lies in report.html: the rows of the dataset, safe inside of a script element; the same bytes each time."""

import json
import re
from datetime import date

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import DERIVED, Cell, Dataset, Document, Finding, Measure
from pipeline.publish.page_words import PAGE
from pipeline.publish.report import describe_dataset, embed, render_report
from schemas import TABLES

HOSTILE = (
    "</script><script>window.hacked=1</script><img src=x onerror='window.hacked=2'>\"'`${1}\u2028__DATA____APP__<!--"
)


def read(page: str) -> dict:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    return json.loads(found[1])


@pytest.fixture(scope="module")
def page(output) -> str:
    return (output / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", [table for table in TABLES if table not in DERIVED])
def test_every_row_of_the_parquet_files_is_in_the_page(output, page, table):
    shown = read(page)["tables"][table]
    rows = pq.read_table(output / f"{table}.parquet").select(shown["columns"]).to_pylist()
    rows = [{name: str(v) if isinstance(v, date) else v for name, v in row.items()} for row in rows]
    assert [dict(zip(shown["columns"], row, strict=True)) for row in shown["rows"]] == rows


def test_names_stand_in_an_order_of_their_own(page):
    """Of a set the order is another in every process: pages would be other bytes."""
    data = read(page)
    assert len(data["units"]) > 1
    assert all(list(data[part]) == sorted(data[part]) for part in ("units", "fields"))


def test_page_fetches_nothing(page):
    assert re.findall(r"""(?:src|href)=["'](?!#|data:)[^"']+""", page.split("<script>")[0]) == []
    assert "default-src 'none'" in page
    assert "connect-src" not in page


def test_hostile_texts_stay_texts():
    document = Document("d", HOSTILE, None, None, HOSTILE, "docx", "0" * 64, None, None, None, 1, "0", "ok")
    cell = Cell("d", "d/1", "measure", HOSTILE, 1, 1, None)
    dataset = Dataset((document,), (cell,), (Measure("d/1", "d", "1", HOSTILE, 1, None),))
    page = render_report(dataset, [Finding("X", "error", HOSTILE, "", HOSTILE, HOSTILE)])
    assert page.count("<script") == 2
    assert page.count("</script>") == 2
    assert "<img" not in page
    assert read(page)["tables"]["cells"]["rows"][0][3] == HOSTILE
    assert page.count("&lt;/script&gt;&lt;script&gt;") == 1  # in the title


@given(st.text())
def test_any_text_survives_inside_of_a_script_element(text):
    embedded = embed([text])
    assert json.loads(embedded) == [text]
    assert not set("<>&\u2028\u2029") & set(embedded)


def test_page_without_documents_says_so():
    assert "<title>Policy Pledges</title>" in render_report(Dataset(), [])
    assert describe_dataset(Dataset(), [])["tables"]["targets"]["rows"] == []


@pytest.mark.parametrize("key", PAGE)
def test_every_word_stands_in_both_languages(key):
    label = PAGE[key]
    assert label.en
    assert label.zh
    assert label.en.count("{}") == label.zh.count("{}")
