"""Figures of a scan: those in cells that were read with little confidence are told."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.check.builders import make_cell, make_dataset, make_measure, make_target, statuses


@pytest.mark.parametrize(
    ("confidence", "expected"), [(None, []), (Decimal("0.97"), ["pass"]), (Decimal("0.5"), ["warn"])]
)
def test_a_figure_in_a_doubtful_cell(confidence, expected) -> None:
    cell = replace(make_cell("1", "2023", "新增5家"), ocr_confidence=confidence)
    target = make_target(cell, "5家", "企业", 5)
    dataset = make_dataset(measures=[make_measure("1")], cells=[cell], targets=[target])
    assert statuses(dataset, "figure_read_for_sure") == expected
