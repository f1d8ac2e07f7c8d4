"""Throughput, speed-up, memory and the cost of changes: the figures of docs/scale.md.

    python -m benchmarks.scale readers           each format against the bare parse of the same bytes, alternating
    python -m benchmarks.scale linear            lists of 30, 300 and 3000 measures
    python -m benchmarks.scale build 1000 --jobs 1 2 [--engine local ray] [--rows 3]
                                                 varied lists: first build, nothing changed, one changed; peak memory

Times are of the machine that runs it; compare the ratios.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pypdfium2
from lxml import etree

from pipeline.flow import make_dataset, read_document
from pipeline.model import Source
from pipeline.store.part import render_files
from tools.vary import MAIN, REGION, W, original, pack, vary

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "tests/data/sources"
ROUNDS = 7
SIZES = (1, 10, 100)  # times 30 measures
NUMBER = re.compile(r"\d+")


def bare_docx(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        etree.fromstring(package.read(MAIN))


def bare_html(content: bytes) -> None:
    etree.fromstring(content, etree.HTMLParser(encoding="utf-8"))


def bare_pdf(content: bytes) -> None:
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            page.get_textpage().get_text_range()


BARE: dict[str, Callable[[bytes], object]] = {
    "docx": bare_docx,
    "html": bare_html,
    "txt": bytes.decode,
    "pdf": bare_pdf,
}


def whole(source: Source) -> None:
    """A document from its bytes to the bytes of its part: what a worker does."""
    rooms = read_document(source)
    render_files("0" * 64, make_dataset(rooms), rooms.rows, rooms.findings)


def clock(function: Callable[[], object]) -> float:
    """CPU time, so that what else runs on the machine does not matter."""
    started = time.process_time()
    function()
    return time.process_time() - started


def measure_readers() -> None:
    print(
        "| format | bare parse | to records | to its part | documents a second and core | ratio |\n|---|---|---|---|---|---|"
    )
    for kind, bare in BARE.items():
        content = (SOURCES / f"responsibility_list.{kind}").read_bytes()
        source = Source("d", f"d.{kind}", content, "0" * 64, region=REGION)
        whole(source)
        rounds = [
            (clock(lambda: bare(content)), clock(lambda: read_document(source)), clock(lambda: whole(source)))  # noqa: B023
            for _ in range(ROUNDS)
        ]
        parse, records, part = (statistics.median(column) for column in zip(*rounds, strict=True))
        ratio = statistics.median(entry[2] / entry[0] for entry in rounds)
        print(
            f"| {kind} | {parse * 1e3:.2f} ms | {records * 1e3:.0f} ms | {part * 1e3:.0f} ms | {1 / part:.1f} | {ratio:.0f} |"
        )


def repeat(times: int) -> bytes:
    """The first list with its rows repeated, numbered on."""
    _, members = original()
    root = etree.fromstring(members[MAIN])
    table = next(root.iter(f"{W}tbl"))
    rows = table.findall(f"{W}tr")[1:]
    for turn in range(1, times):
        for row in rows:
            copy = deepcopy(row)
            text = next(copy.iter(f"{W}t"))
            text.text = NUMBER.sub(lambda found: str(int(found[0]) + turn * len(rows)), text.text or "", count=1)  # noqa: B023
            table.append(copy)
    return pack(members | {MAIN: etree.tostring(root, encoding="UTF-8")})


def measure_linear() -> None:
    whole(Source("d", "d.docx", repeat(1), "0" * 64, region=REGION))  # imports and caches
    print("| measures | to records | to its part | a measure |\n|---|---|---|---|")
    for times in SIZES:
        source = Source("d", "d.docx", repeat(times), "0" * 64, region=REGION)
        records, part = clock(lambda: read_document(source)), clock(lambda: whole(source))  # noqa: B023
        print(f"| {30 * times} | {records:.2f} s | {part:.2f} s | {part / 30 / times * 1e3:.2f} ms |")


class Watch(threading.Thread):
    """Watches the memory of a process and of those below it, while it runs."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        """Watch `process`."""
        super().__init__(daemon=True)
        self.process, self.own, self.worker = process, 0, 0
        self.cpu: dict[int, float] = {}  # seconds by process

    def run(self) -> None:
        """Look five times a second."""
        while self.process.poll() is None:
            pids = family(self.process.pid)
            self.cpu |= {pid: seconds for pid in pids if (seconds := cpu_seconds(pid))}
            sizes = {pid: size for pid in pids if (size := resident(pid))}
            self.own = max(self.own, sizes.pop(self.process.pid, 0))
            self.worker = max(self.worker, *sizes.values(), 0)
            time.sleep(0.2)


def family(pid: int) -> set[int]:
    """A process and all below it."""
    found, waiting = set(), [pid]
    while waiting:
        parent = waiting.pop()
        found.add(parent)
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                waiting += map(int, task.read_text().split())
            except (FileNotFoundError, ProcessLookupError):
                continue
    return found


def cpu_seconds(pid: int) -> float:
    """CPU time of a process so far (0 where it is gone)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> int:
    """Memory of a process in MiB, shared pages counted for each (0 where it is gone)."""
    try:
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(found[1]) // 1024 if found else 0


def build(folder: Path, *more: str) -> tuple[float, Watch]:
    places = [f"--{place}={folder / place}" for place in ("raw", "interim", "output")]
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "build", *places, *more],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    watch = Watch(process)
    watch.start()
    if process.wait():
        raise SystemExit(f"the build ended with status {process.returncode}")
    watch.join()
    return time.perf_counter() - started, watch


def shorten(content: bytes, rows: int) -> bytes:
    """The first rows of a list."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(members[MAIN])
    table = next(root.iter(f"{W}tbl"))
    for row in table.findall(f"{W}tr")[rows + 1 :]:
        table.remove(row)
    return pack(members | {MAIN: etree.tostring(root, encoding="UTF-8")})


def measure_builds(count: int, rows: int, jobs: list[int], engines: list[str], without: list[str]) -> None:
    folder = Path(tempfile.mkdtemp(prefix="pledges-scale-"))
    try:
        (folder / "raw").mkdir()
        for number in range(count):
            (folder / f"raw/list-{number:06}.docx").write_bytes(shorten(vary(number).content, rows))
        names = "".join(f"list-{number:06}.docx,{REGION}\n" for number in range(count))
        (folder / "raw/sources.csv").write_text("file,region\n" + names, encoding="utf-8")
        print(
            "| engine | jobs | documents | first build | a second | nothing changed | one changed | memory: parent, a worker | CPU: parent, workers |\n"
            "|---|---|---|---|---|---|---|---|---|"
        )
        for engine in engines:
            for workers in jobs:
                options = (f"--jobs={workers}", f"--engine={engine}", *(f"--without={name}" for name in without))
                first, watch = build(folder, *options)
                own = watch.cpu.pop(watch.process.pid)
                nothing, _ = build(folder, *options)
                (folder / "raw/list-000001.docx").write_bytes(shorten(vary(count + workers).content, rows))
                one, _ = build(folder, *options)
                print(
                    f"| {engine} | {workers} | {count} | {first:.1f} s | {count / first:.1f} | {nothing:.2f} s "
                    f"| {one:.1f} s | {watch.own}, {watch.worker} MiB | {own:.1f} s, {sum(watch.cpu.values()):.1f} s |",
                    flush=True,
                )
                (folder / "raw/list-000001.docx").write_bytes(shorten(vary(1).content, rows))
                for place in ("interim", "output"):
                    shutil.rmtree(folder / place)
    finally:
        shutil.rmtree(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("readers", "linear", "build"))
    parser.add_argument("count", type=int, nargs="?", default=100)
    parser.add_argument("--rows", type=int, default=30, help="measures of each list")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--engine", nargs="+", default=["local"])
    parser.add_argument("--without", nargs="+", default=[], help="what a build does not write: csv, sqlite, xlsx")
    options = parser.parse_args()
    if options.what == "build":
        measure_builds(options.count, options.rows, options.jobs, options.engine, options.without)
    else:
        {"readers": measure_readers, "linear": measure_linear}[options.what]()


if __name__ == "__main__":
    main()
