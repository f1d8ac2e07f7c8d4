"""The cell text of the contract, and the limits of a grid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.find.columns import fill_grid
from pipeline.model import GridCell, Table
from pipeline.parse.grid import GridError, cell_text, check_size
from pipeline.rules.limits import limit

CASES = [
    (["甲"], "甲"),
    (["甲 ", " 乙"], "甲\n乙"),  # white space at the ends of lines is dropped
    (["", "甲", "", "乙", "", " "], "甲\n\n乙"),  # a blank line inside stays, outer ones go
    (["　　甲　乙"], "甲　乙"),  # the indentation of a paragraph is no text; inner white space is
    (["甲 \n 乙"], "甲\n乙"),  # a line break inside a paragraph
    (["新\u00ad建5\u200b个"], "新建5个"),  # soft hyphen, zero width space
    (["1\u20112个"], "1-2个"),  # no-break hyphen
    (["\ufeff甲"], "甲"),
    (
        ["5\u200d0个，\u200e1\u20602座，\u202a7座\u202c，8\u034f所，1\u180e0家"],
        "50个，12座，7座，8所，10家",
    ),
    (
        ["市教育局\ue5e5市财政局", "市水利局\u3164市林业局"],
        "市教育局　市财政局\n市水利局　市林业局",
    ),  # blanks to the eye
    (["\uf0d8 甲", "\uf0b7乙", "桥\uf0d84座"], "甲\n乙\n桥➢4座"),  # bullets
    (["\uf061甲"], "\uf061甲"),  # of an unknown font
    (["a\u202eb"], "a\u202eb"),  # turns the order around: kept, and told (P60)
    (["1.\u00a0甲"], "1.\u00a0甲"),  # a no-break space is white space as written
    ([], ""),
    (["\u00ad"], ""),
]


@pytest.mark.parametrize(("paragraphs", "expected"), CASES)
def test_cell_text(paragraphs, expected):
    assert cell_text(paragraphs) == expected


@given(st.lists(st.text(alphabet="甲乙 \u3000\t\n\u00ad1.", max_size=6), max_size=5))
def test_a_cell_text_is_its_own_cell_text(paragraphs):
    text = cell_text(paragraphs)
    assert cell_text([text]) == text
    assert [line for line in text.split("\n") if line != line.strip()] == []
    assert "".join(text.split()) == "".join("".join(paragraphs).replace("\u00ad", "").split())


MAX_COLUMNS, MAX_POSITIONS = limit("table_columns"), limit("table_positions")


@pytest.mark.parametrize("size", [(1, MAX_COLUMNS + 1), (MAX_POSITIONS // 10 + 1, 10)])
def test_a_table_beyond_the_limits_is_refused(size):
    with pytest.raises(GridError):
        check_size(*size)


def test_every_position_has_its_cell_or_is_a_hole():
    wide, down = GridCell(0, 0, 1, 2, "宽"), GridCell(0, 2, 2, 1, "高")
    low = GridCell(1, 0, 1, 1, "低")
    assert fill_grid(Table(1, 2, 3, (wide, down, low))) == [[wide, wide, down], [low, None, down]]
