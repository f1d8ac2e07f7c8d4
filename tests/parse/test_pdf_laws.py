"""Whatever is drawn on a page: no reader breaks, and every position of a grid belongs to exactly one cell."""

import random
from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.model import Source, Table
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.pdf import document as pdf
from tests.parse.pdf_writer import Page, write

WORDS = "具体措施 牵头单位 2024年目标 序号 1 2 3. 市商务局 新建学校5所。 （一）推进改革 — 工作计划 第一季度 “双随机” 2025年 a 注："
TYPE_SIZES = [9, 10, 10, 10, 16]


def scribble(seed: int) -> bytes:
    """Draw rules and headings, numbers and sentences anywhere, on one to three pages."""
    chance, pages = random.Random(seed), []
    for _ in range(chance.randint(1, 3)):
        page = Page(rotate=chance.choice([0, 0, 0, 90, 180]))
        xs = sorted(chance.sample(range(30, 560, 10), chance.randint(2, 6)))
        ys = sorted(chance.sample(range(30, 800, 10), chance.randint(2, 8)))
        for y in ys:
            page.line(chance.choice(xs), y, chance.choice(xs), y)
        for x in xs:
            page.line(x, chance.choice(ys), x, chance.choice(ys))
        for _ in range(chance.randint(0, 40)):
            place = chance.choice(xs) + chance.choice([0, 5, 5, 17]), chance.choice(ys) + chance.choice([3, 3, 16, 29])
            page.text(*place, "".join(chance.choices(WORDS.split(), k=chance.randint(1, 4))), chance.choice(TYPE_SIZES))
        pages.append(page)
    return write(*pages)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32))
@example(1462)
def test_every_position_belongs_to_one_cell(seed):
    try:
        content = pdf.read(Source("list", "list.pdf", scribble(seed), "0"))
    except UnreadableFile:
        return
    for table in (block for block in content.blocks if isinstance(block, Table)):
        owners = Counter(
            (row, column)
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        )
        assert owners == Counter((row, column) for row in range(table.n_rows) for column in range(table.n_columns))
