"""A dataset goes out whole: written beside the old one, then moved into its place."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from pipeline.model import Dataset, Finding
from pipeline.publish.contract import write_contract
from pipeline.publish.croissant import write_croissant
from pipeline.publish.package import write_package
from pipeline.publish.report import render_report
from pipeline.publish.tables import write_table
from pipeline.store import tables

KEPT = "README.md"


def release(dataset: Dataset, findings: Sequence[Finding], output: Path) -> None:
    """Write every table, the data package and the report, then swap them for what lies in `output`.

    Until the swap the old files stay untouched; `output/README.md` comes along. Raises `OSError` where the folder
    can not be written.
    """
    fresh = output.with_name(f".{output.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for table, records in tables(dataset):
        write_table(table, records, fresh)
    (fresh / "report.html").write_text(render_report(dataset, findings), encoding="utf-8")
    write_package(fresh)
    write_croissant(fresh)
    write_contract(fresh)
    if (output / KEPT).is_file():
        shutil.copy2(output / KEPT, fresh / KEPT)
    _swap(fresh, output)


def _swap(fresh: Path, output: Path) -> None:
    old = output.with_name(f".{output.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if output.exists():
        output.rename(old)
    fresh.rename(output)
    shutil.rmtree(old, ignore_errors=True)


def restore(output: Path) -> None:
    """Put the old dataset back where a run was killed between the two renames of the swap."""
    old = output.with_name(f".{output.name}.old")
    if old.is_dir() and not output.exists():
        old.rename(output)
