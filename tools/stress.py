"""Shows that nothing is lost: thousands of varied lists in every format, some damaged, the build killed again and again, the truth known.

    python -m tools.stress --documents 2000 --kills 20      (make stress)

Of ten documents five are Word's, one each a web page, a workbook, CSV, Markdown and a text with tabs; every fortieth is an OFD of typeset
pages. A twentieth of the documents (Word's) is damaged in seeded ways. The build is killed (kill -9) at random moments; after each kill the
dataset in output/ has to be whole. In the end: every row of every sound document is there once, every damaged file is
reported, and a second run finds nothing to do.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.model import Source
from pipeline.parse import read
from tests.find.drawn import WRITERS
from tools.vary import COLUMNS, DAMAGES, PLACES, REGION, published_rows, true_rows, vary

DAMAGED = 0.05
CHANGED = 0.02  # of the documents, after the first build is complete
KINDS = ("docx", "html", "docx", "xlsx", "docx", "csv", "docx", "md", "docx", "txt")  # of the documents in turn
TYPESET, TYPESET_AT, TYPESET_FIRST = (
    "ofd",
    40,
    9,
)  # every 40th, the tenth first: to write and read one takes ten times as long
_WRITERS = {"txt": WRITERS["tsv"], **WRITERS}


@dataclass(slots=True)
class Stress:
    """One run of the test."""

    folder: Path
    documents: int
    kills: int
    seed: int
    dice: random.Random = field(init=False)
    seeds: dict[int, int] = field(default_factory=dict)  # document → seed of its variation
    damaged: dict[int, str] = field(default_factory=dict)  # document → damage

    def __post_init__(self) -> None:
        """Seed the dice."""
        self.dice = random.Random(self.seed)

    def write(self) -> None:
        """Write the documents and their catalogue."""
        (self.folder / "raw").mkdir(parents=True)
        numbers = list(range(self.documents))
        for number in self.dice.sample(numbers, max(1, round(self.documents * DAMAGED))):
            self.damaged[number] = self.dice.choice(list(DAMAGES))
        for number in numbers:
            self.write_one(number, number)
        lines = [f"{self.name(number)},{REGION}" for number in numbers]
        (self.folder / "raw/sources.csv").write_text("file,region\n" + "\n".join(lines) + "\n", encoding="utf-8")

    def write_one(self, number: int, seed: int) -> None:
        """Write one document."""
        self.seeds[number] = seed
        content = vary(seed).content
        if number in self.damaged:
            content = DAMAGES[self.damaged[number]](content, random.Random(seed))
        elif (kind := self.kind(number)) != "docx":
            content = _WRITERS[kind](read(Source("x", "x.docx", content, "0" * 64)).blocks)
        (self.folder / "raw" / self.name(number)).write_bytes(content)

    def kind(self, number: int) -> str:
        """The format of a document; what is damaged is Word's."""
        if number in self.damaged:
            return "docx"
        return TYPESET if number % TYPESET_AT == TYPESET_FIRST else KINDS[number % len(KINDS)]

    def name(self, number: int) -> str:
        """File name of a document."""
        return f"list-{number:06}.{self.kind(number)}"

    def command(self) -> list[str]:
        """The build."""
        places = [f"--{place}={self.folder / place}" for place in ("raw", "interim", "output")]
        return [sys.executable, "-m", "pipeline", "build", *places]

    def kill_builds(self, count: int, longest: float) -> int:
        """Start builds and kill each at a random moment; returns how many left a dataset, whole each time."""
        found = 0
        for _ in range(count):
            build = subprocess.Popen(self.command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(self.dice.uniform(0.05, longest))
            build.kill()
            build.wait()
            if (self.folder / "output").exists():
                found += 1
                check_whole(self.folder / "output")
        return found

    def finish(self) -> str:
        """Build to the end; returns what it says."""
        done = subprocess.run(self.command(), capture_output=True, text=True, check=False)
        if done.returncode != 1:
            raise AssertionError(f"status {done.returncode}, not 1: {done.stderr[-2000:]}")
        return done.stdout

    def change(self) -> None:
        """Change some documents."""
        sound = [number for number in self.seeds if number not in self.damaged]
        for number in self.dice.sample(sound, max(1, round(self.documents * CHANGED))):
            self.write_one(number, self.seeds[number] + 1_000_000)

    def compare(self) -> Counter[str]:
        """Compare the dataset with the truth; returns the rows compared by table. Raises `AssertionError`."""
        output = self.folder / "output"
        documents = pq.read_table(output / "documents.parquet").to_pylist()
        names = {number: self.name(number) for number in sorted(self.seeds)}
        assert [d["source_path"] for d in documents] == [*names.values()], "documents"
        status = {d["source_path"]: d["status"] for d in documents}
        wrong = {n for n in self.seeds if (status[names[n]] == "failed") != (n in self.damaged)}
        assert not wrong, f"failed, or not, against the truth: {[(n, self.damaged.get(n)) for n in sorted(wrong)][:5]}"
        findings = (self.folder / "interim/findings.csv").read_text(encoding="utf-8-sig").splitlines()
        told = {line.split(",")[2] for line in findings if ",error," in line}
        assert told == {names[n] for n in self.damaged}, "a damaged file is not reported, or a sound one is"
        compared: Counter[str] = Counter()
        for table in COLUMNS:
            sound = iter(sorted(n for n in self.seeds if n not in self.damaged))
            for doc_id, rows in groupby(read_rows(output, table), key=lambda row: row["measure_id"].partition("/")[0]):
                number = next(sound)
                assert doc_id == Path(names[number]).stem, f"{table}: {doc_id} instead of {names[number]}"
                compared[table] += self.compare_one(number, table, list(rows))
            assert next(sound, None) is None, f"{table}: a document has no rows"
        return compared

    def compare_one(self, number: int, table: str, rows: list[dict[str, Any]]) -> int:
        """Compare a document's rows of a table with the truth; returns how many there are."""
        found, truth = published_rows(table, rows), true_rows(self.seeds[number], table)
        if self.kind(number) == TYPESET:
            found, truth = _close_up(table, found), _close_up(table, truth)
        if found != truth:
            differ = [pair for pair in zip(found, truth, strict=False) if pair[0] != pair[1]][:2]
            raise AssertionError(f"{table} of {self.name(number)}: {len(found)} rows, {len(truth)} true; {differ}")
        return len(truth)


def _close_up(table: str, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows without blanks and places: on a page blanks beside letters are the typesetter's."""
    kept = [at for at, name in enumerate(("key", *COLUMNS[table])) if name not in PLACES]
    plain = [["".join(row[at].split()) if isinstance(row[at], str) else row[at] for at in kept] for row in rows]
    return sorted(map(tuple, plain), key=repr)


def read_rows(output: Path, table: str) -> Iterator[dict[str, Any]]:
    """Rows of a published table, a row group at a time."""
    file = pq.ParquetFile(output / f"{table}.parquet")
    for group in range(file.num_row_groups):
        yield from file.read_row_group(group).to_pylist()


def check_whole(output: Path) -> None:
    """Every file of the data package is there with its hash. Raises `AssertionError`."""
    package = json.loads((output / "datapackage.json").read_text(encoding="utf-8"))
    for entry in (e for resource in package["resources"] for e in (resource, resource["parquet"])):
        with (output / entry["path"]).open("rb") as handle:
            assert "sha256:" + hashlib.file_digest(handle, "sha256").hexdigest() == entry["hash"], entry["path"]


def run(folder: Path, documents: int, kills: int, seed: int, longest: float) -> Counter[str]:
    """Run the whole test; prints what happens."""
    stress = Stress(folder, documents, kills, seed)
    started = time.perf_counter()

    def tell(text: str) -> None:
        print(f"{time.perf_counter() - started:8.1f} s  {text}", flush=True)

    stress.write()
    tell(f"{documents} documents, {len(stress.damaged)} damaged: {dict(Counter(stress.damaged.values()))}")
    early = max(1, kills * 3 // 4)
    found = stress.kill_builds(early, longest)
    tell(f"{early} builds killed; {found} left a dataset, whole each time")
    stress.finish()
    tell("built to the end")
    tell(f"compared with the truth: {dict(stress.compare())}")
    stress.change()
    found = stress.kill_builds(kills - early, longest / 4)
    tell(f"documents changed; {kills - early} more builds killed, {found} left a dataset, whole each time")
    stress.finish()
    compared = stress.compare()
    tell(f"compared with the truth: {dict(compared)}")
    assert "is up to date" in stress.finish()
    tell("a last run finds nothing to do: nothing lost, nothing twice, every damaged file reported")
    return compared


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=float, default=12.0, help="seconds until a kill, at most")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="pledges-stress-"))
    try:
        run(folder / "run", options.documents, options.kills, options.seed, options.longest)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
