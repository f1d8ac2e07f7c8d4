"""What is drawn on a page and is no text: watermarks, struck words; and text that is turned into a narrow cell."""

from pathlib import Path

import pytest

from pipeline.model import Source, Table
from pipeline.parse import read
from pipeline.parse.pages.blocks import read_pages
from pipeline.parse.pages.page import Glyph, Page, Run, Stroke
from tests.parse.test_pages import SIZE, rules, run

DATA = Path(__file__).parents[1] / "data/marks"
GREY, DARK = 0xD0D0D0, 0x222222
XS, YS = [50, 90, 300, 400], [100, 120, 160]
TEXTS = [(55, 105, "序号"), (95, 105, "具体措施"), (305, 105, "牵头单位")]
TEXTS += [(55, 125, "1"), (95, 125, "新建学校十二所。"), (305, 125, "市教育局")]
CELLS = ["序号", "具体措施", "牵头单位", "1", "新建学校十二所。", "市教育局"]


def read_drawn(*runs, strokes=()):
    page = Page(1, 595, 842, (*runs, *(run(*text) for text in TEXTS)), (*rules(XS, YS), *strokes))
    blocks, notes = read_pages([page], "drawn")
    return blocks, [(note.code, note.place, note.message) for note in notes]


def cells(blocks):
    (table,) = [block for block in blocks if isinstance(block, Table)]
    return [cell.text for cell in table.cells]


def slanted(x, top, text, angle, colour=GREY, size=30.0):
    """Characters that fall or rise along a slope; each is a run, as readers give them."""
    step = size * 0.7
    return [
        Run((Glyph(c, x + step * i, top - step * i, x + step * i + size, top - step * i + size),), angle, colour)
        for i, c in enumerate(text)
    ]


def large(x, top, text, colour=GREY, size=24.0):
    return Run(
        tuple(Glyph(c, x + size * i, top, x + size * (i + 1), top + size) for i, c in enumerate(text)), 0, colour
    )


@pytest.mark.parametrize("angle", [315.0, 330.0, 45.0, 12.0, 200.0])
def test_slanted_words_are_a_watermark(angle):
    blocks, notes = read_drawn(*slanted(120, 140, "内部资料", angle), *slanted(260, 300, "内部资料", angle, DARK))
    assert cells(blocks) == CELLS
    assert notes == [("P48", "page 1", "watermark left out (in 2 places): 内部资料")]


@pytest.mark.parametrize(
    "words",
    [
        [large(100, 118, "征求意见"), large(100, 400, "征求意见")],  # larger than the text, twice
        [large(280, 118, "样稿")],  # over a border
        [run(95, 127, "内部资料", colour=GREY), run(305, 127, "内部资料", colour=GREY)],  # small, on the text
    ],
)
def test_pale_words_in_several_places_or_on_the_text_are_a_watermark(words):
    blocks, notes = read_drawn(*words)
    assert len(blocks) == 1
    assert cells(blocks) == CELLS
    assert [code for code, _, _ in notes] == ["P48"]
    assert f"(in {len(words)} places)" in notes[0][2]


def test_pale_words_beside_the_text_and_pale_headings_are_text():
    grey = [run(305, 140, "市财政局", colour=GREY), run(95, 140, "（续建）", colour=GREY)]
    blocks, notes = read_drawn(*grey)
    assert cells(blocks)[4:] == ["新建学校十二所。\n（续建）", "市教育局\n市财政局"]
    assert not notes


@pytest.mark.parametrize(
    ("stroke", "measure"),
    [
        (Stroke(False, 130.5, 135, 148), "新建学校二所。"),  # through 十, not wholly through 二
        (Stroke(False, 128.5, 94, 176), ""),  # the whole cell
        (Stroke(False, 135.5, 95, 175), "新建学校十二所。"),  # an underline
        (Stroke(False, 130.5, 50, 400), "新建学校十二所。"),  # a border that the text is drawn over
        (Stroke(False, 130.5, 60, 290), "新建学校十二所。"),  # reaches far beyond the words
    ],
)
def test_struck_words_are_no_text(stroke, measure):
    blocks, notes = read_drawn(strokes=[stroke])
    assert measure in cells(blocks)
    assert [code for code, _, _ in notes] == (["P39"] if measure != CELLS[4] else [])


@pytest.mark.parametrize("angle", [90.0, 270.0])
def test_turned_text_stands_in_its_merged_cell(angle):
    glyphs = [Glyph(c, 65, 120 + 10 * i, 75, 130 + 10 * i) for i, c in enumerate("城市建设")]
    if angle == 270.0:
        glyphs = [glyph._replace(text=c) for glyph, c in zip(glyphs, "设建市城", strict=True)]
        glyphs.reverse()
    texts = [run(95, y, text) for y, text in ((105, "新建学校。"), (125, "改造道路。"), (145, "治理河涌。"))]
    strokes = [*rules([50, 90], [100, 180]), *rules([90, 300], [100, 120, 140, 180])]
    page = Page(1, 595, 842, (*(Run((glyph,), angle) for glyph in glyphs), *texts), tuple(strokes))
    (table,) = read_pages([page], "drawn")[0]
    assert [(cell.row, cell.row_span, cell.text) for cell in table.cells] == [
        *((0, 3, "城市建设"), (0, 1, "新建学校。"), (1, 1, "改造道路。"), (2, 1, "治理河涌。")),
    ]


def test_turned_text_of_two_lines_is_read_line_by_line():
    glyphs = [Glyph(c, 75, 105 + 10 * i, 85, 115 + 10 * i) for i, c in enumerate("生态环境保")]
    glyphs += [Glyph(c, 60, 105 + 10 * i, 70, 115 + 10 * i) for i, c in enumerate("护")]
    strokes = [*rules([50, 90], [100, 160]), *rules([90, 300], [100, 160])]
    runs = (*(Run((glyph,), SIZE * 9) for glyph in glyphs), run(95, 105, "新建学校。"))
    (table,) = read_pages([Page(1, 595, 842, runs, tuple(strokes))], "drawn")[0]
    assert [cell.text for cell in table.cells] == ["生态环境保护", "新建学校。"]


def read_file(name):
    return read(Source("list", name, (DATA / name).read_bytes(), "0"))


def test_a_watermark_of_a_pdf_is_no_text():
    content = read_file("k15_watermark_45.pdf")
    assert [cell for cell in cells(content.blocks) if "内" in cell or "2024" in cell] == ["2024年工作计划"]
    assert any(note.code == "P48" and "6 places" in note.message for note in content.notes)


def test_turned_text_of_a_pdf_is_read():
    assert "城市建设" in cells(read_file("k24_turned_text.pdf").blocks)


def test_struck_words_may_begin_at_the_edge_of_their_cell():
    wide = [Stroke(False, 130.5, 302, 322)]  # 市教 of 市教育局, which begins two points behind the border
    texts = [(55, 105, "序号"), (95, 105, "具体措施"), (305, 105, "牵头单位")]
    texts += [(55, 125, "1"), (95, 125, "新建学校十二所。"), (302, 125, "旧局市教育局")]
    page = Page(1, 595, 842, tuple(run(*text) for text in texts), (*rules(XS, YS), *wide))
    blocks, notes = read_pages([page], "drawn")
    assert cells(blocks)[-1] == "市教育局"
    assert [note.code for note in notes] == ["P39"]
