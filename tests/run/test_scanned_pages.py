"""The scanned pages of one document are read by all workers, once, and told page by page; text beside them is read as text."""

import io
import sys
from pathlib import Path
from types import ModuleType

import pypdfium2
import pytest

from pipeline.parse.pages.page import Glyph, Page, Run
from pipeline.parse.scan import kept, mixed
from pipeline.run import Options, build, engine
from pipeline.run.engine import do
from tests.run.builders import DATA

SCANS, TEXT = 5, 1  # pages of the document


def stand_in(job):
    """A worker whose reader of pictures writes down what it reads, and reads a line of text."""
    folder = Path(getattr(job, "task", job).interim)

    def read_picture(picture, number, width, height):
        with (folder.parent / "read.txt").open("a") as file:
            file.write(f"{number}\n")
        text = f"第{number}页新建公园{number}个"
        glyphs = tuple(Glyph(c, 60 + 12 * i, 90, 72 + 12 * i, 102) for i, c in enumerate(text))
        return Page(number, width, height, (Run(glyphs),), confidences=())

    page = ModuleType("pipeline.parse.scan.page")
    page.read_picture = read_picture
    sys.modules[page.__name__] = page
    mixed.can_read, kept._program = (lambda: True), (lambda: "stand-in")
    return do(job)


def write_mixed(path, scans=SCANS):
    """A PDF of pages that are pictures, each another, and behind them one of text."""
    from PIL import Image

    pictures = [Image.new("L", (420, 594), 255 - number) for number in range(scans)]
    content = io.BytesIO()
    pictures[0].save(content, "PDF", save_all=True, append_images=pictures[1:], resolution=50)
    with (
        pypdfium2.PdfDocument(content.getvalue()) as document,
        pypdfium2.PdfDocument(DATA / "responsibility_list.pdf") as text,
    ):
        document.import_pages(text, [0])
        document.save(str(path))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "raw").mkdir()
    write_mixed(tmp_path / "raw/mixed.pdf")
    monkeypatch.setattr(sys.modules["pipeline.run.build"], "can_read", lambda: True)
    monkeypatch.setattr(engine, "do", stand_in)
    for module, name in (
        (mixed, "can_read"),
        (kept, "_program"),
    ):  # `stand_in` changes them, here too where it works here
        monkeypatch.setattr(module, name, getattr(module, name))
    monkeypatch.setitem(sys.modules, "pipeline.parse.scan.page", ModuleType("none"))
    return tmp_path


def run(folder, output="output", jobs=2):
    told = []
    places = (folder / "raw", folder / f"{output}-interim", folder / output)
    return build(*places, told.append, Options(jobs=jobs, without=("sqlite", "xlsx"))), told


def test_pages_are_read_by_all_workers_once_and_told(folder):
    built, told = run(folder)
    assert told == [f"0/1 mixed.pdf ({n}/5)" for n in (2, 4, 5)] + ["1/1 mixed.pdf"]
    assert sorted((folder / "read.txt").read_text().split()) == list("12345")
    assert len(built.dataset.cells) == 21  # of the page of text
    alone, told = run(folder, "alone", jobs=0)
    assert told == ["1/1 mixed.pdf"]
    assert alone.dataset == built.dataset


def test_one_page_more_is_read_alone(folder):
    run(folder)
    write_mixed(folder / "raw/mixed.pdf", SCANS + 1)
    _, told = run(folder)
    assert told == ["1/1 mixed.pdf"]
    assert (folder / "read.txt").read_text().split()[SCANS:] == [str(SCANS + 1)]
