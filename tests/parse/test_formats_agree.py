"""A law: the same list gives the same table from every format."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.parse.builders import as_bars, as_docx, as_dump, as_html, as_tabs, as_xlsx, grid, read_bytes, texts

LINE = st.text(alphabet="甲乙丙局12.、（）％&<>|5G \u3000", min_size=1, max_size=10).map(str.strip)
LINE = LINE.filter(lambda text: text and "  " not in text)  # HTML folds blanks
TEXT = st.lists(LINE, min_size=1, max_size=3).map("\n".join)
BLANKS = st.lists(LINE | st.just(""), min_size=1, max_size=4).map(lambda lines: "\n".join(["甲", *lines, "乙"]))


@st.composite
def merged_grids(draw):
    """Cells that cover a grid; the last row and the last column are not merged, so that each has a text of its own."""
    n_rows, n_columns = draw(st.integers(1, 4)), draw(st.integers(2, 4))
    taken, cells = set(), []
    for top in range(n_rows):
        for left in range(n_columns):
            if (top, left) in taken:
                continue
            wide = draw(st.integers(1, max(1, n_columns - 1 - left)))
            while any((top, left + offset) in taken for offset in range(wide)):
                wide -= 1
            down = draw(st.integers(1, max(1, n_rows - 1 - top))) if left < n_columns - 1 else 1
            taken |= {(r, c) for r in range(top, top + down) for c in range(left, left + wide)}
            cells.append((top, left, down, wide, draw(TEXT | BLANKS)))
    return cells


@settings(max_examples=60, deadline=None)
@given(merged_grids())
def test_a_grid_with_merged_cells_is_the_same_from_every_format(cells):
    for write in (as_docx, as_html, as_xlsx):
        assert grid(read_bytes(write(cells))) == cells, write.__name__


HEADING = ["具体措施", "2023年工作计划", "牵头单位"]
CELL = st.lists(st.text(alphabet="甲乙丙局12.、（）％&<>|5G", min_size=1, max_size=8), min_size=1, max_size=3).map(
    "\n".join
)
ROWS = st.lists(st.tuples(CELL, CELL | st.just(""), CELL).map(list), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_a_list_is_the_same_from_every_format(rows):
    lines = [HEADING, *rows]
    cells = [(r, c, 1, 1, text) for r, line in enumerate(lines) for c, text in enumerate(line)]
    for content in (as_docx(cells), as_html(cells), as_xlsx(cells), as_dump(lines), as_tabs(lines), as_bars(lines)):
        assert texts(read_bytes(content)) == lines
