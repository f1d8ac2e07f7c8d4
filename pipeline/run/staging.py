"""The next dataset while it is made: merged beside the last one, then published in its place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Container, Iterable
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from pipeline.check.shape import find_frame_failures
from pipeline.folders import Folder, local_path
from pipeline.model import Dataset, Finding
from pipeline.publish.contract import write_contract
from pipeline.publish.croissant import write_croissant
from pipeline.publish.database import write_database
from pipeline.publish.merge import Merge
from pipeline.publish.package import write_package
from pipeline.publish.pages import Report
from pipeline.publish.part import Part, open_part
from pipeline.publish.release import fresh_folder, swap
from pipeline.publish.workbook import write_workbook
from pipeline.run import ledger, remote
from pipeline.run.counts import Counts
from pipeline.run.work import Task, give_up
from pipeline.store import columns, render_csv, render_rows, values

FINDINGS = "findings.csv"
FOR_FEW = (
    write_database,
    write_workbook,
)  # of many documents they would cost more than the reading; Parquet is for those


class Staging:
    """A dataset in the making."""

    def __init__(self, output: str | Path, interim: Folder, findings: list[Finding]) -> None:
        """Make a place beside `output` (for a bucket: a temporary folder). `findings` are those of no document."""
        self.output, self.interim, self.findings = output, interim, findings
        self.local = local_path(output)
        self.counts = Counts()
        self._folder = Path()
        self._is_paged = False

    def merge(self, tasks: Iterable[Task], is_paged: bool, valid: Container[str] = ()) -> list[Finding]:
        """Write the tables, the report and the findings of all documents; returns what breaks the schema.

        `valid` are the keys of parts that an earlier build has validated.
        """
        self.drop()
        self._is_paged = is_paged
        self._folder = fresh_folder(self.local) if self.local else Path(tempfile.mkdtemp(prefix="pledges-"))
        self.counts = Counts()
        self.counts.note(self.findings)
        merge, report = Merge(self._folder, find_frame_failures), Report(self._folder, is_paged, self.findings)
        with (self._folder / FINDINGS).open("wb") as told:
            told.write(render_csv(columns(Finding), values(Finding, self.findings)))
            for task in tasks:
                part = self._open(task)
                merge.add(part, task.key in valid)
                report.add(part)
                self.counts.add(part)
                told.write(render_rows(values(Finding, part.findings)))
        merge.close()
        report.close(Dataset(departments=merge.units))
        self.counts.count_units(merge.units)
        return merge.problems

    def _open(self, task: Task) -> Part:
        try:
            return open_part(self.interim.read(task.part))
        except (BadZipFile, KeyError):
            message = "its part in interim/ was damaged; the next build reads it again"
            give_up(task, Finding("W05", "error", task.entry.path, "", message))
            return open_part(self.interim.read(task.part))

    def publish(self) -> dict[str, Any]:
        """Put the dataset into its place; returns what lies there, for the ledger."""
        self.interim.put(self._folder / FINDINGS, FINDINGS)
        (self._folder / FINDINGS).unlink()
        for write in (write_package, write_croissant, write_contract, *(() if self._is_paged else FOR_FEW)):
            write(self._folder)
        if self.local:
            swap(self._folder, self.local)
            return ledger.describe_output(self.local)
        remote.upload(self._folder, str(self.output))
        found = ledger.describe_output(self._folder)
        self.drop()
        return found

    def drop(self) -> None:
        """Clear away what was not published."""
        if self._folder != Path() and self._folder.exists():
            shutil.rmtree(self._folder)
