"""Pages made by hand, of no format: characters and strokes become tables and paragraphs."""

from itertools import pairwise

from pipeline.model import Paragraph, Table
from pipeline.parse.pages.blocks import read_pages
from pipeline.parse.pages.page import Glyph, Page, Run, Stroke

SIZE = 10.0  # points


def run(x, top, text, **look):
    """Characters of full width from a place on."""
    return Run(tuple(Glyph(c, x + SIZE * i, top, x + SIZE * (i + 1), top + SIZE) for i, c in enumerate(text)), **look)


def rules(xs, ys):
    """The strokes of a grid, drawn cell by cell."""
    across = [Stroke(False, y, a, b) for y in ys for a, b in pairwise(xs)]
    return (*across, *(Stroke(True, x, a, b) for x in xs for a, b in pairwise(ys)))


def blocks(*pages):
    return read_pages(pages, "drawn")[0]


def test_characters_and_strokes_become_a_table_and_paragraphs():
    xs, ys = [50, 90, 300, 400], [100, 120, 160]
    texts = [(55, 105, "序号"), (95, 105, "具体措施"), (305, 105, "牵头单位")]
    texts += [
        (55, 125, "1"),
        (95, 125, "新建中小学校、幼儿园、体育公园和游园共计"),
        (95, 140, "十二所。"),
        (305, 125, "市教育局"),
    ]
    page = Page(1, 595, 842, (run(50, 60, "工作清单"), *(run(*text) for text in texts)), rules(xs, ys))
    title, table = blocks(page)
    assert title == Paragraph("工作清单", 1)
    assert isinstance(table, Table)
    assert [(cell.row, cell.column, cell.text) for cell in table.cells] == [
        *((0, 0, "序号"), (0, 1, "具体措施"), (0, 2, "牵头单位")),
        *((1, 0, "1"), (1, 1, "新建中小学校、幼儿园、体育公园和游园共计十二所。"), (1, 2, "市教育局")),
    ]
    assert table.cells[-1].box == (300, 120, 400, 160)


def test_lines_are_joined_to_paragraphs():
    lines = [
        (100, "一、新建中小学校、幼儿园、体育公园和游园"),
        (80, "共计十二所，年底前全部建成并且投入使用，形成"),
        (80, "长效机制。"),
    ]
    lines += [(100, "二、改造老旧小区。")]
    page = Page(1, 380, 842, tuple(run(x, 100 + 15 * i, text) for i, (x, text) in enumerate(lines)))
    texts = [text for _, text in lines]
    assert [block.text for block in blocks(page)] == ["".join(texts[:3]), texts[3]]
