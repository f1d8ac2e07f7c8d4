"""Shows that what a build keeps never shows: random edits of raw/, a build after each, and a clean build must give the same dataset.

    python -m tools.edits --sequences 200

A sequence is one to four steps: a document is added, changed, removed, renamed, copied, damaged, written again; its corrections come, go or
are wrong; the catalogue or the team's own rules change; what lies in interim/ or output/ is lost. Each is drawn from the state that the
last one left, each number of a sequence always the same way. The clean build is in this process too, with nothing kept.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
import shutil
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

import pyarrow.parquet as pq

from pipeline.run import Options, build, segments
from pipeline.sources.corrections import COLUMNS, SUFFIX, hash_text

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MOST = 7  # documents
_TOLD = 20  # sequences
HEADS = ("具体措施", "2025年工作计划", "牵头单位", "配合单位")
REGIONS = ("佛山市", "惠州市", "")
UNIT_HEAD = "written,unit,dimension,base,factor,divisible,not_before,still_before,before,example,source"
RULES = {  # of the team: rows that the lists below need
    "units": (UNIT_HEAD, "峰,峰,count,,,,,,,存栏双峰驼300峰以上。,own"),
    "words": (
        "word,kind,not_after,not_before,before,near,example,source",
        "三北工程,name,,,,,持续推进三北工程建设。,own",
    ),
    "headers": ("heading,match,field,rank,sure,example,source", "扛旗方,whole,cooperating_units,,,扛旗方,own"),
}


@dataclass(slots=True)
class Edits:
    """A folder of documents that is edited and built."""

    folder: Path
    dice: random.Random
    done: Counter[str] = field(default_factory=Counter)

    @property
    def raw(self) -> Path:
        """Where the documents lie."""
        return self.folder / "raw"

    def documents(self) -> list[Path]:
        """All documents."""
        return sorted(path for path in self.raw.glob("*.*") if path.suffix in (".docx", ".txt"))

    def run(self) -> list[str]:
        """Edit and build a few times, then build clean; returns the steps. Raises `AssertionError` where the datasets differ."""
        steps = []
        for _ in range(self.dice.randint(1, 4)):
            step = self.dice.choice(STEPS)
            step(self)
            steps.append(step.__name__.strip("_"))
            status = self.build("interim", "output")
        clean = self.build("clean-interim", "clean")
        found, wanted = (hash_files(self.folder / name) for name in ("output", "clean"))
        differs = sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))
        assert not differs, f"{' → '.join(steps)}: {differs}"
        assert status == clean, f"{' → '.join(steps)}: status {status}, of a clean build {clean}"
        for name in ("clean-interim", "clean"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        self.done.update(steps)
        return steps

    def build(self, interim: str, output: str) -> int:
        """Build what lies in raw/; the exit status."""
        places = (self.raw, self.folder / interim, self.folder / output)
        return build(*places, options=Options(without=("sqlite", "xlsx"))).status


def hash_files(folder: Path) -> dict[str, str]:
    """SHA-256 of what was published."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def write_list(path: Path, dice: random.Random) -> None:
    """Write a list of some measures as Word or text."""
    number, other = dice.randint(2, 900), dice.choice(("扛旗方", "配合单位"))
    plans = (
        f"新建公园{number}个，占地{number + 2}万平方米。",
        f"存栏双峰驼{number}峰，推进三北工程。",
        "完成率达到95%。",
    )
    rows = [
        (f"{n}.{dice.choice(('建设公园', '发展牧业', '优化服务'))}。", plan, "市发改局", "市财政局、某某专班")
        for n, plan in enumerate(dice.sample(plans, dice.randint(1, 3)), start=1)
    ]
    table = [(*HEADS[:3], other), *rows]
    if path.suffix == ".txt":
        path.write_text("\n".join("\t".join(row) for row in table), encoding="utf-8")
        return
    cells = ("".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in row) for row in table)
    inner = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
    with zipfile.ZipFile(path, "w") as package:
        body = f'<w:document xmlns:w="{W}"><w:body><w:tbl>{inner}</w:tbl><w:p/></w:body></w:document>'
        package.writestr("word/document.xml", body)


# --- the steps -----------------------------------------------------------------------------------


def _add(edits: Edits) -> None:
    if len(edits.documents()) < MOST:
        name = f"d{edits.dice.randint(0, 99):02}.{edits.dice.choice(('docx', 'txt'))}"
        write_list(edits.raw / name, edits.dice)


def _of_one(change: Callable[[Edits, Path], None]) -> Callable[[Edits], None]:
    """A step that changes a document; the last one is never removed."""

    def step(edits: Edits) -> None:
        if len(edits.documents()) < 2:
            write_list(edits.raw / "d50.docx", edits.dice)
            write_list(edits.raw / "d51.txt", edits.dice)
        change(edits, edits.dice.choice(edits.documents()))

    step.__name__ = change.__name__
    return step


@_of_one
def _change(edits: Edits, path: Path) -> None:
    write_list(path, edits.dice)


@_of_one
def _remove(edits: Edits, path: Path) -> None:
    path.unlink()


@_of_one
def _rename(edits: Edits, path: Path) -> None:
    """Its corrections stay behind, or come to be those of another."""
    path.rename(path.with_stem(f"d{edits.dice.randint(0, 99):02}"))


@_of_one
def _copy(edits: Edits, path: Path) -> None:
    if len(edits.documents()) < MOST:
        shutil.copy(path, path.with_stem(f"d{edits.dice.randint(0, 99):02}"))


@_of_one
def _damage(edits: Edits, path: Path) -> None:
    path.write_bytes(path.read_bytes()[: edits.dice.randint(0, 200)])


@_of_one
def _write_again(edits: Edits, path: Path) -> None:
    path.write_bytes(path.read_bytes())


@_of_one
def _correct(edits: Edits, path: Path) -> None:
    """Right corrections of a target that is published, some of them of a text or a value that is another."""
    lines = list(_draw_corrections(edits, path.stem))
    with path.with_name(path.stem + SUFFIX).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *lines])


def _draw_corrections(edits: Edits, doc_id: str) -> Iterator[tuple[str, ...]]:
    output = edits.folder / "output"
    if not output.exists():
        return
    rows = [row for row in pq.read_table(output / "targets.parquet").to_pylist() if row["doc_id"] == doc_id]
    cells = pq.read_table(output / "cells.parquet").to_pylist()
    texts = {(cell["measure_id"], cell["field"]): cell["text"] for cell in cells}
    for row in edits.dice.sample(rows, min(2, len(rows))):
        text = texts[row["measure_id"], row["field"]] + edits.dice.choice(("", "", "。"))
        old = f"{row['value']:g}" if edits.dice.random() < 0.8 else "1"
        yield row["target_id"], hash_text(text), "value", old, str(edits.dice.randint(1, 99)), ""


@_of_one
def _uncorrect(edits: Edits, path: Path) -> None:
    path.with_name(path.stem + SUFFIX).unlink(missing_ok=True)


def _name_sources(edits: Edits) -> None:
    """The catalogue names some documents, or is not there."""
    catalogue = edits.raw / "sources.csv"
    catalogue.unlink(missing_ok=True)
    if edits.dice.random() < 0.8:
        lines = (
            f"{path.name},{edits.dice.choice(REGIONS)},{edits.dice.choice(('', '甲', '乙'))}"
            for path in edits.documents()
            if edits.dice.random() < 0.7
        )
        catalogue.write_text("\n".join(["file,region,title", *lines]) + "\n", encoding="utf-8")


def _rule(edits: Edits) -> None:
    """The team's rules: each is there or not."""
    folder = edits.raw / "rules"
    shutil.rmtree(folder, ignore_errors=True)
    for name, lines in RULES.items():
        if edits.dice.random() < 0.5:
            folder.mkdir(exist_ok=True)
            (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _lose(edits: Edits) -> None:
    """A file of the last build is lost or damaged."""
    places = [edits.folder / name for name in ("interim", "output")]
    files = sorted(path for place in places for path in place.rglob("*") if path.is_file())
    if files:
        path = edits.dice.choice(files)
        content = path.read_bytes()
        path.unlink()
        if path.is_relative_to(places[0]) and edits.dice.random() < 0.5:
            path.write_bytes(content[: len(content) // 2])


_OF_DOCUMENTS = (_add, _add, _change, _remove, _rename, _copy, _damage, _write_again)
STEPS = (*_OF_DOCUMENTS, _correct, _correct, _uncorrect, _name_sources, _rule, _lose)


@contextmanager
def small_segments() -> Iterator[None]:
    """A segment for every two documents, so that a few documents have several."""
    with mock.patch.multiple(segments, LEAST=2, USUAL=1):
        yield


def run(folder: Path, sequences: int, seed: int = 0) -> Counter[str]:
    """Run sequences one after the other in a folder; returns how often each step was taken."""
    (folder / "raw").mkdir()
    done: Counter[str] = Counter()
    with small_segments():
        for number in range(seed, seed + sequences):
            edits = Edits(folder, random.Random(number), done)
            if not edits.documents():
                write_list(edits.raw / "d00.docx", edits.dice)
            try:
                edits.run()
            except AssertionError as error:
                raise AssertionError(f"sequence {number}: {error}") from error
            if (number + 1) % _TOLD == 0:
                print(f"sequence {number}: {sum(done.values())} steps so far", flush=True)
    return done


def main() -> None:
    """Run as many as are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sequences", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        done = run(Path(folder), options.sequences, options.seed)
    print(
        f"{options.sequences} sequences, {sum(done.values())} steps, each dataset that of a clean build: {dict(done)}"
    )


if __name__ == "__main__":
    main()
