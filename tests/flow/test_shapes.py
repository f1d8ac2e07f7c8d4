"""Tables and plans of many cities, drawn: what a careful reader would write down of each."""

from pathlib import Path

import pytest

from tests.flow.shapes import codes, read, read_cases, show

CASES = Path(__file__).parents[1] / "cases"
FILES = ("table_shapes.txt", "prose_shapes.txt", "goal_shapes.txt")


@pytest.mark.parametrize(
    ("name", "drawing", "expected", "found"),
    [case for file in FILES for case in read_cases(CASES / file)],
    ids=[case[0] for file in FILES for case in read_cases(CASES / file)],
)
def test_shape(name, drawing, expected, found):
    rooms = read(drawing)
    assert show(rooms) == expected
    assert codes(rooms) == found
