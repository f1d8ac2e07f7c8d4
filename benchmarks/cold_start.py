"""Whole cold processes, alternating in one run, as ratios to importing pandas, pandera and pyarrow. Processor time.

Measured: `pledges --help`, `text` of a sentence, `show`, `search`, a build of the first list in one process (`--jobs 0`: what workers use is not seen
from outside), the same without the files for offices and databases, a build with nothing changed.
"""

import shutil
import statistics
import tempfile
from pathlib import Path

from benchmarks.look_up import cost

ROOT = Path(__file__).parents[1]
ROUNDS = 5
LIBRARIES = "import pandas, pandera.pandas, pyarrow.parquet"
SENTENCE = "新建公园超过5个"
TEXT = f"""import io, sys; from pipeline.__main__ import main
sys.argv, sys.stdin = ["pledges", "text", "--jsonl"], io.TextIOWrapper(io.BytesIO('{{"text": "{SENTENCE}"}}'.encode())); main()"""


def make_round(folder: Path) -> dict[str, float]:
    """The seconds of each command."""
    places = [f"--raw={ROOT / 'raw'}", f"--interim={folder / 'interim'}", f"--output={folder / 'output'}"]
    build, output = ["-m", "pipeline", "build", *places, "--jobs=0"], f"--output={folder / 'output'}"
    seconds = {"bare imports": cost("-c", LIBRARIES).seconds, "--help": cost("-m", "pipeline", "--help").seconds}
    seconds["text, a sentence"] = cost("-c", TEXT).seconds
    shutil.rmtree(folder / "interim", ignore_errors=True)
    seconds["build without xlsx, sqlite"] = cost(*build, "--without=xlsx", "--without=sqlite").seconds
    shutil.rmtree(folder / "interim")
    seconds["build"] = cost(*build).seconds
    seconds["build, nothing changed"] = cost(*build).seconds
    seconds["show"] = cost("-m", "pipeline", "show", "responsibility_list/14", output).seconds
    seconds["search"] = cost("-m", "pipeline", "search", "充电桩", output).seconds
    return seconds


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        make_round(Path(folder))  # what Python keeps of modules and we of patterns is there from the second time on
        rounds = [make_round(Path(folder)) for _ in range(ROUNDS)]
    print("| cold process | CPU | ratio |\n|---|---|---|")
    for name in rounds[0]:
        seconds = statistics.median(one[name] for one in rounds)
        ratio = statistics.median(one[name] / one["bare imports"] for one in rounds)
        print(f"| {name} | {seconds:.3f} s | {ratio:.2f} |")


if __name__ == "__main__":
    main()
