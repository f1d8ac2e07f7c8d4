"""What pledges.xlsx costs: of one document of 30 measures, and of each one more (varied lists). CPU time, the best of three."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from benchmarks.look_up import build_lists
from pipeline.publish.excel.workbook import write_workbook

MANY = 10
ROUNDS = 3


def measure(output: Path) -> float:
    """The milliseconds of a workbook."""
    rounds = []
    for _ in range(ROUNDS + 1):  # the first imports
        started = time.process_time()
        write_workbook(output)
        rounds.append(time.process_time() - started)
    return min(rounds[1:]) * 1e3


def main() -> None:
    times, sizes = [], []
    for count in (1, MANY):
        with tempfile.TemporaryDirectory() as folder:
            output = build_lists(Path(folder), count)
            times.append(measure(output))
            sizes.append((output / "pledges.xlsx").stat().st_size / 1e3)
    print("| workbook | CPU | size |\n|---|---|---|")
    print(f"| of one document | {times[0]:.0f} ms | {sizes[0]:.0f} KB |")
    print(
        f"| a document more | {(times[1] - times[0]) / (MANY - 1):.0f} ms | {(sizes[1] - sizes[0]) / (MANY - 1):.0f} KB |"
    )


if __name__ == "__main__":
    main()
