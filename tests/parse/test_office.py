"""Formats that LibreOffice turns into .docx: the same cells, or a message that names the package."""

import hashlib
import shutil
from pathlib import Path

import pytest

from pipeline.model import Source, Table
from pipeline.parse import office, read
from pipeline.parse.errors import UnreadableFile
from pipeline.rules.limits import changed

SOURCES = Path(__file__).parents[1] / "data/sources"
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")


def load(name):
    content = (SOURCES / name).read_bytes()
    return read(Source("x", name, content, hashlib.sha256(content).hexdigest()))


@needs_office
def test_the_converter_is_recorded_and_nothing_is_left_out():
    content = load("responsibility_list.rtf")  # all forms: tests/golden
    assert [cell.text for cell in content.blocks[2].cells] == [
        cell.text for cell in load("responsibility_list.docx").blocks[2].cells
    ]
    assert content.source_format == "rtf"
    assert content.converter.startswith("LibreOffice ")
    assert content.notes == ()


@pytest.mark.parametrize(
    ("content", "package"), [(b"{\\rtf1}", "libreoffice-writer-nogui"), (None, "libreoffice-calc-nogui")]
)
def test_a_missing_libreoffice_is_named(monkeypatch, content, package):
    monkeypatch.setenv("PATH", "")
    sheet = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le")
    with pytest.raises(UnreadableFile, match=rf"needs LibreOffice.*apt install {package}"):
        office.read(Source("x", "x.rtf", content or sheet, ""))


@needs_office
def test_a_document_that_libreoffice_can_not_read():
    broken = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + b"\0" * 2000
    with pytest.raises(UnreadableFile, match="LibreOffice could not read it"):
        office.read(Source("x", "x.doc", broken, ""))


@needs_office
def test_a_conversion_that_takes_too_long_is_given_up():
    with changed({"converter_seconds": 0}), pytest.raises(UnreadableFile, match="did not finish"):
        office.read(Source("x", "x.rtf", b"{\\rtf1}", ""))


MARKED = r"""{\rtf1\ansi\ansicpg936\trowd\cellx3000\cellx6000
\intbl built \strike 5 sites\strike0  8 sites\cell new \v 9\v0  3 m{\super 2}\cell\row\pard\par}"""


@needs_office
def test_struck_and_hidden_words_of_rich_text_are_no_text():
    content = read(Source("x", "x.rtf", MARKED.encode(), hashlib.sha256(MARKED.encode()).hexdigest()))
    (table,) = [block for block in content.blocks if isinstance(block, Table)]
    assert [cell.text.split() for cell in table.cells] == [["built", "8", "sites"], ["new", "3", "m²"]]
    assert sorted(note.code for note in content.notes) == ["P24", "P39"]
