"""Whole cold processes, alternating in one run, as ratios to the bare import of the libraries.

Measured: `pledges build`, a run with nothing changed, `--help`; the libraries are those that the frame names (pandas,
pyarrow, pandera, jieba with its dictionary).
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROUNDS = 7
LIBRARIES = "import pandas, pyarrow.parquet, pandera.pandas, docx, jieba; jieba.setLogLevel(60); jieba.initialize()"


def run(*arguments: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - started


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        places = ["--raw", str(ROOT / "raw"), "--interim", f"{folder}/interim", "--output", f"{folder}/output"]
        rounds = []
        for _ in range(ROUNDS):
            (Path(folder) / "interim/ledger.json").unlink(missing_ok=True)
            bare = run("-c", LIBRARIES)
            rounds.append(
                (
                    bare,
                    run("-m", "pipeline", "build", *places),
                    run("-m", "pipeline", "build", *places),
                    run("-m", "pipeline", "--help"),
                )
            )
    for name, column in (("bare imports", 0), ("cold build", 1), ("nothing changed", 2), ("--help", 3)):
        seconds = statistics.median(values[column] for values in rounds)
        print(f"{name:<16} {seconds:6.3f} s   {statistics.median(values[column] / values[0] for values in rounds):.2f}")


if __name__ == "__main__":
    main()
