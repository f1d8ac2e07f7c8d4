"""Every benchmark, each in a process of its own, as one table with the aims of issue 17 beside what was found: `make bench`.

Peers that are not installed are left out. Figures are of the machine that runs it; read the ratios.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
ALL = {  # what the table calls it: the module and its arguments
    "cold": ("benchmarks.cold_start",),
    "look up": ("benchmarks.look_up",),
    "workbook": ("benchmarks.workbook",),
    "page": ("benchmarks.open_page",),
    "docx": ("benchmarks.read_docx",),
    "pdf": ("benchmarks.read_pdf",),
    "a document": ("benchmarks.scale", "readers"),
    "long": ("benchmarks.scale", "linear"),
    "build": ("benchmarks.scale", "build", "100", "--jobs", "2"),
    "build of Parquet": ("benchmarks.scale", "build", "100", "--jobs", "2", "--without", "csv", "sqlite", "xlsx"),
    "extractor": ("benchmarks.extract_speed",),
    "language": ("benchmarks.language",),
}


class Aim(NamedTuple):
    """What a column of a row should be at most (or at least)."""

    column: str
    most: float
    is_least: bool = False


AIMS: dict[str, tuple[Aim, ...]] = {
    "cold: text, a sentence": (Aim("CPU", 0.12),),
    "cold: build": (Aim("ratio", 1.7),),
    "look up: show MEASURE": (Aim("CPU", 0.6), Aim("memory", 250)),
    "look up: unmapped": (Aim("CPU", 0.6), Aim("memory", 250)),
    "look up: diff 100 5000": (Aim("CPU", 3), Aim("memory", 400)),
    "workbook: a document more": (Aim("CPU", 25),),
    "page: index over 20": (Aim("opens in", 1),),
    "page: index over 300": (Aim("opens in", 2),),
    "docx: 50 000 short cells: parse.read": (Aim("ratio", 5),),
    "pdf: responsibility_list.pdf: policy-pledges, to records": (Aim("ratio", 4),),
    "a document: docx": (Aim("documents a second and core", 17, is_least=True),),
    "extractor: dense sentences": (Aim("characters a second and core", 300_000, is_least=True),),
}
_NUMBER = re.compile(r"-?[\d,]*\.?\d+")


def read_tables(lines: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of the Markdown tables in some lines: the first cell, and the others by their headings."""
    heading: list[str] = []
    for line in lines:
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        if not line.startswith("|"):
            heading = []
        elif not heading:
            heading = cells
        elif not line.startswith("|---"):
            yield cells[0].strip("| "), dict(zip(heading[1:], cells[1:], strict=True))


def judge(name: str, cells: dict[str, str]) -> str:
    """The aims of a row, and whether they are met."""
    told = []
    for column, most, is_least in AIMS.get(name, ()):
        number = _NUMBER.search(cells[column])
        found = float(number[0].replace(",", "")) if number else float("nan")
        is_met = found >= most if is_least else found <= most
        told.append(f"{column} {'≥' if is_least else '≤'} {most:,g}: {'met' if is_met else 'missed'}")
    return ", ".join(told)


def main() -> int:
    """Run all, print the table row by row; the exit status is that of the worst."""
    worst = 0
    print("| benchmark | found | aim |\n|---|---|---|", flush=True)
    for title, module in ALL.items():
        done = subprocess.run([sys.executable, "-m", *module], cwd=ROOT, check=False, capture_output=True, text=True)
        worst = max(worst, done.returncode)
        if done.returncode:
            print(f"| {title} | ended with status {done.returncode} | |\n{done.stderr}", file=sys.stderr, flush=True)
        for row, cells in read_tables(done.stdout.splitlines()):
            name = f"{title}: {row}"
            said = " · ".join(f"{value} {column}".strip() for column, value in cells.items())
            print(f"| {name} | {said} | {judge(name, cells)} |", flush=True)
    return worst


if __name__ == "__main__":
    sys.exit(main())
