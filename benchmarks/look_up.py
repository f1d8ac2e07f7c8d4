"""What it costs to look something up in a large dataset: `show`, `unmapped`, `diff`, `search`, each a process of its own.

    python -m benchmarks.look_up [DATASET] [--times N]

DATASET is what a build of varied lists has published (None: `LISTS` of them are built first); its tables are repeated under other doc_ids, row
group by row group, to a dataset that is `--times` as large. CPU seconds and memory of each command; the first row is the mere
import of pyarrow.parquet.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.run import Options, build
from schemas import TABLES
from tools.vary import REGION, vary

ROOT = Path(__file__).parents[1]
LISTS = 100
HEAD = "list-"  # of the doc_ids of varied lists


class Cost(NamedTuple):
    """CPU seconds and MiB of a process."""

    seconds: float
    memory: int


def enlarge(dataset: Path, folder: Path, times: int) -> int:
    """Write the tables `times` times under other doc_ids; returns the number of documents."""
    folder.mkdir()
    for table in TABLES:
        with pq.ParquetFile(dataset / f"{table}.parquet") as file:
            schema = file.schema_arrow
            is_shared = "doc_id" not in schema.names
            with pq.ParquetWriter(folder / f"{table}.parquet", schema, compression="zstd") as writer:
                for turn in range(1 if is_shared else times):
                    for group in range(file.num_row_groups):
                        rows = rename(file.read_row_group(group), turn)
                        writer.write_table(rows, row_group_size=max(rows.num_rows, 1))
    return pq.read_metadata(folder / "documents.parquet").num_rows


def rename(rows: pa.Table, turn: int) -> pa.Table:
    """Put other doc_ids at the head of all keys."""
    for at, name in enumerate(rows.column_names):
        if turn and name.endswith(("_id", "restates")) and rows.schema.field(at).type == pa.string():
            renamed = pc.replace_substring_regex(rows[name], f"^{HEAD}", f"{HEAD[:-1]}{turn}-")
            rows = rows.set_column(at, rows.schema.field(at), renamed)
    return rows


# Started by a small process: one that this large one starts would have its memory to begin with.
ALONE = """import os, sys
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
child = os.posix_spawn(sys.executable, [sys.executable, *sys.argv[1:]], os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
used = os.wait4(child, 0)[2]
print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)"""


def cost(*arguments: str) -> Cost:
    """Run a process of Python, its output thrown away."""
    command = [sys.executable, "-S", "-c", ALONE, *arguments]
    seconds, memory = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True).stdout.split()
    return Cost(float(seconds), int(memory))


def measure(dataset: Path, times: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        large = Path(place) / "large"
        count, first = enlarge(dataset, large, times), pq.read_metadata(dataset / "documents.parquet").num_rows
        key, output = f"{HEAD}{first // 2:06}/14", f"--output={large}"
        commands = {
            "pyarrow.parquet": ("-c", "import pyarrow.parquet"),
            "show MEASURE": ("-m", "pipeline", "show", key, output),
            "show DEPARTMENT": ("-m", "pipeline", "show", find_department(large), output),
            "unmapped": ("-m", "pipeline", "unmapped", output),
            f"diff {first} {count}": ("-m", "pipeline", "diff", str(dataset), str(large)),
            "diff of equals": ("-m", "pipeline", "diff", str(dataset), str(dataset)),
        }
        print(f"| of {count} documents | CPU | memory |\n|---|---|---|")
        for name, arguments in commands.items():
            used = min(cost(*arguments) for _ in range(3))
            print(f"| {name} | {used.seconds:.2f} s | {used.memory} MiB |", flush=True)


def find_department(dataset: Path) -> str:
    """The key of the first department."""
    with pq.ParquetFile(dataset / "departments.parquet") as file:
        return str(file.read_row_group(0, ["department_id"])["department_id"][0].as_py())


def build_lists(folder: Path, count: int = LISTS) -> Path:
    """Build a dataset of varied lists."""
    (folder / "raw").mkdir()
    for number in range(count):
        (folder / f"raw/{HEAD}{number:06}.docx").write_bytes(vary(number).content)
    names = "".join(f"{HEAD}{number:06}.docx,{REGION}\n" for number in range(count))
    (folder / "raw/sources.csv").write_text("file,region\n" + names, encoding="utf-8")
    places = (folder / name for name in ("raw", "interim", "output"))
    if build(*places, options=Options(without=("sqlite", "xlsx"))).status:
        raise SystemExit("the build failed")
    return folder / "output"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset", type=Path, nargs="?")
    parser.add_argument("--times", type=int, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(options.dataset or build_lists(Path(folder)), options.times)


if __name__ == "__main__":
    main()
