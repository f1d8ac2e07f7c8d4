"""Raised figures of a PDF: powers, marks of notes, and what only looks raised."""

import pytest

from pipeline.parse.pages.page import Glyph
from pipeline.parse.pdf.raised import lift
from tests.parse.builders import read_bytes
from tests.parse.pdf_writer import Page, write

SIZE, RISE = 10.0, 4.0


def draw(*pieces):
    """Characters of a run, each piece (text, size, rise), with the sizes of their fonts."""
    glyphs, sizes, x = [], [], 0.0
    for text, size, rise in pieces:
        for char in text:
            glyphs.append(Glyph(char, x, 20 - rise - size, x + size, 20 - rise))
            sizes.append(size)
            x += size
    return glyphs, sizes


CASES = [
    ([("绿地3000m", SIZE, 0), ("2", 6, RISE), ("。", SIZE, 0)], "绿地3000m²。", []),
    ([("产能5×10", SIZE, 0), ("4", 6, RISE), ("吨", SIZE, 0)], "产能5×10⁴吨", []),
    ([("公园6个", SIZE, 0), ("[1]", 6, RISE), ("。", SIZE, 0)], "公园6个。", ["[1]"]),
    ([("二氧化碳CO", SIZE, 0), ("2", 6, -2), ("下降", SIZE, 0)], "二氧化碳CO2下降", []),  # lowered
    ([("新建", SIZE, 0), ("5", SIZE, 3), ("个", SIZE, 0)], "新建5个", []),  # of the same size: a font with boxes of ink
    ([("新建", SIZE, 0), ("5", 6, 0), ("个", SIZE, 0)], "新建5个", []),  # smaller, and not raised
]


@pytest.mark.parametrize(("pieces", "expected", "marks"), CASES)
def test_what_is_raised(pieces, expected, marks):
    glyphs, sizes = draw(*pieces)
    found, left_out = lift(glyphs, range(len(glyphs)), sizes.__getitem__, ())
    assert "".join(glyph.text for glyph in found) == expected
    assert left_out == marks


def test_a_power_may_begin_a_run():
    glyphs, sizes = draw(("4", 6, RISE), ("吨", SIZE, 0))
    before, _ = draw(("产能5×10", SIZE, 0))
    assert [glyph.text for glyph in lift(glyphs, range(2), sizes.__getitem__, before)[0]] == ["⁴", "吨"]


@pytest.mark.parametrize("stretched", [False, True])
def test_raised_figures_of_a_file(stretched):
    page = Page(stretched=stretched).text(50, 50, "新增绿地3000m").text(115, 48, "2", 6).text(118, 50, "，公园6个")
    page.text(158, 48, "1", 6).text(161, 50, "。")
    content = read_bytes(write(page))
    assert [block.text for block in content.blocks] == ["新增绿地3000m²，公园6个。"]
    assert [note.code for note in content.notes] == ["P40"]
