"""Long rows of one thing in a cell: read in linear time, and what is no number is none."""

import html

import pytest

from pipeline.model import Cell, Numeral, Target
from tests.run.attacks import cell, docx, read, table
from tests.run.builders import HEADINGS, make_rows

CHARACTERS = 12_000
ROW = make_rows(1)[0]
# Each took a minute or more, or ended in a fault, for a length of 16 000 characters.
ROWS = [
    *("9", "二", "一", "亿", "1%", "1元", "1万", "公园3个", "十四五", "1分之", "从5%提高到", "GB", "a"),
    *("其中1元", "1元合计1元", "《1", "（（1）", "1-", "=1+1"),
]


def fill_in(text: str, column: int) -> bytes:
    """A list of a row with this text in a cell."""
    row = [text if place == column else value for place, value in enumerate(ROW)]
    return docx(table([cell(t) for t in HEADINGS], [cell(html.escape(t)) for t in row]))


@pytest.mark.parametrize("piece", ROWS)
def test_a_long_row_of_one_thing(piece):
    for column in (0, 1, 2):
        text = piece * (CHARACTERS // len(piece))
        _, rooms = read(fill_in("1.甲" + text if column == 0 else text, column))
        assert max(len(c.text) for c in rooms.of(Cell)) >= CHARACTERS - len(piece)


@pytest.mark.parametrize(
    "digits",
    [
        "9" * 400,
        "二" * 400,
        "亿" * 200,
        "9" * 400 + "%",
        "0." + "0" * 400 + "1",
        "九" * 200 + "点" + "五" * 400,
        "百分之" + "九" * 400,
    ],
)
def test_a_number_that_no_float_holds_is_none(digits):
    _, rooms = read(fill_in(f"新建公园{digits}个。", 1))
    assert rooms.of(Target) == []
    assert [n for n in rooms.of(Numeral) if n.value is not None] == []
