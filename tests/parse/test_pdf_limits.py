"""Limits: memory over many pages, objects and pages of hostile files."""

import tracemalloc

import pytest

from pipeline.model import Source
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.pdf import document as pdf
from pipeline.rules.limits import changed
from tests.parse.pdf_writer import Page, write
from tests.parse.test_pdf_pages import HEAD, XS, part, tables


def read(content):
    return pdf.read(Source("list", "list.pdf", content, "0"))


def long_list(n_pages):
    pages = []
    for number in range(n_pages):
        rows = [([str(number * 3 + i), f"新建第{number * 3 + i}所学校。", "市教育局"], 40) for i in (1, 2, 3)]
        pages.append(part(*rows, number=f"— {number + 1} —"))
    return write(*pages)


def peak(content):
    tracemalloc.start()
    try:
        content = read(content)
        return tracemalloc.get_traced_memory()[1], content
    finally:
        tracemalloc.stop()


def test_memory_grows_with_the_text_only():
    few, _ = peak(long_list(10))
    many, content = peak(long_list(200))
    (table,) = tables(content)
    assert table.n_rows == 601
    assert many < 20 * few + 1_000_000
    assert many / 200 < 40_000  # bytes a page of nine cells


def test_a_page_of_too_many_objects_is_refused():
    content = write(Page().text(50, 50, "一"), part((["1", "甲", "乙"], 40)))
    with changed({"page_objects": 10}), pytest.raises(UnreadableFile, match=r"page 2: .*page_objects = 10"):
        read(content)


def test_too_many_pages_are_refused():
    content = write(*(Page().row(XS, 80, HEAD) for _ in range(3)))
    with changed({"pages": 2}), pytest.raises(UnreadableFile, match="the document has 3 pages; 1 to 2 can be read"):
        read(content)
