"""A cell of departments of four times the length takes about four times as long, whatever it repeats."""

import time

import pytest

from pipeline.normalise.text import LAYOUTS, read_department_text

REPEATED = (
    "（",
    "）",
    "）1.",
    ")牵头单位：",
    "（牵头单位：市教育局）",
    "，办公室|）",
    "市教育局、",
    "责任单位：",
    "\u3000",
    "\u200b",
    "\t",
    " ",
    "\n",
    "局\u3000",
)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("words", REPEATED, ids=ascii)
def test_a_cell_of_four_times_the_length_takes_no_ten_times_as_long(words, layout):
    """A ratio, no clock: the best of two runs each; a quadratic step would make it sixteen."""

    def measure(size: int) -> float:
        runs = []
        for run in range(2):
            text = f"{run}" + (words * (size // len(words) + 1))[:size]  # no run remembers another
            start = time.process_time()
            read_department_text(text, "佛山市", 2025, layout)
            runs.append(time.process_time() - start)
        return min(runs)

    measure(100)
    assert measure(12_000) < 10 * measure(3_000) + 0.05
