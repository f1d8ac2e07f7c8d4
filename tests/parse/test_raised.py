"""Raised figures: powers and marks of notes."""

import pytest

from pipeline.parse.raised import write_raised


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("新建绿地3000m", "2", "²"),
        ("储水500 m", "3", "³"),
        ("200km", "2", "²"),
        ("标准立方米（Nm", "3", "³"),
        ("5×10", "4", "⁴"),
        ("（1+5%）", "3", "³"),  # a power of what stands in brackets behind a figure
        ("10", "-6", "⁻⁶"),
        ("m·s", "-1", "⁻¹"),
        ("面积500米", "2", "²"),
        ("x", "2", "²"),
        ("建成公园6个", "1", ""),
        ("GDP", "2", ""),
        ("500", "1", ""),
        ("示范区", "［3］", ""),
        ("示范区", "①", ""),
        ("示范区", "[1,2]", ""),
        ("品牌", "TM", "TM"),
        ("", "1", "1"),  # begins the text: the note itself
    ],
)
def test_a_raised_figure(before, text, expected):
    assert write_raised(before, text) == expected
