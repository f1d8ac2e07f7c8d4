"""The next dataset while it is made: segment after segment beside the last one, then published in its place."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from zipfile import BadZipFile

from pipeline.check.against_models import find_frame_failures
from pipeline.model import Finding
from pipeline.publish.database import write_database
from pipeline.publish.excel.workbook import find_cuts, write_workbook
from pipeline.publish.index.overview import Index, write_alone
from pipeline.publish.metadata import write_metadata
from pipeline.publish.release import fresh_folder, swap
from pipeline.run import ledger, remote
from pipeline.run.counts import Counts
from pipeline.run.segments import Bundle, load_segment, merge
from pipeline.run.work import Task, load_page, load_part
from pipeline.sources.folders import Folder, local_path
from pipeline.store.merge import Merge
from pipeline.store.records import columns, render_csv, render_rows, values
from pipeline.store.segment import ReportPage, Segment

FINDINGS, _TOLD = "findings.csv", ".told.csv"  # in interim/, and while it is written
# What a build can leave out beside the CSVs: these are written anew as a whole, which takes long where documents are many thousands.
_WRITERS: dict[str, Callable[[Path], None]] = {"sqlite": write_database, "xlsx": write_workbook}


class Staging:
    """A dataset in the making."""

    def __init__(
        self,
        output: str | Path,
        interim: Folder,
        findings: list[Finding],
        is_paged: bool,
        last: Mapping[str, Any],
        without: Collection[str] = (),
    ) -> None:
        """Make a place beside `output` (for a bucket: a temporary folder).

        `findings` are those of no document; `last` are the files of the last dataset as the ledger has them;
        `without` names what is not written: `csv`, or one of `_WRITERS`.
        """
        self.interim, self.findings, self._without = interim, findings, without
        self.output, self.local = output, local_path(output)
        self._last = last if self.local else remote.find_same(str(output), last)
        self.folder = fresh_folder(self.local) if self.local else Path(tempfile.mkdtemp(prefix="pledges-"))
        self.counts = Counts()
        self.counts.note(findings)
        self._tasks: list[Task] = []
        self._hashes: dict[str, str] = {}  # of the files that are written here, by name
        self._kept: dict[str, Any] = {}  # files of the last dataset that are in this one
        with ExitStack() as stack:
            stack.callback(self._clear)
            self._files = stack.enter_context(ExitStack())
            self._merge = Merge(self.folder, find_frame_failures, self._files, "csv" not in without)
            self._merge.tell(findings)
            self._index = self._files.enter_context(Index(self.folder, findings)) if is_paged else None
            self._told = self._files.enter_context((self.folder / _TOLD).open("wb"))
            self._told.write(render_csv(columns(Finding), values(Finding, findings)))
            self._all = stack.pop_all()  # nothing went wrong

    def __enter__(self) -> Self:
        """It is open."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close all files, clear away what was not published."""
        self._all.close()

    def _clear(self) -> None:
        if self.folder.exists():
            shutil.rmtree(self.folder)

    def add(self, bundle: Bundle) -> None:
        """Take the next documents, whose segment is made."""
        segment = self._load(bundle)
        self._merge.add(segment)
        self.counts.join(segment.counts)
        self._told.write(segment.findings)
        if self._index:
            self._index.add(segment.index)
            self._add_pages(bundle, segment.pages)
        else:
            self._tasks += bundle.tasks

    def _load(self, bundle: Bundle) -> Segment:
        try:
            return load_segment(self.interim, bundle.path)
        except (BadZipFile, KeyError):  # damaged on the disk: its parts are still there
            merge(bundle)
            return load_segment(self.interim, bundle.path)

    def _add_pages(self, bundle: Bundle, pages: tuple[ReportPage, ...]) -> None:
        tasks = {task.folder: task for task in bundle.tasks}
        for page in pages:
            name = f"report/{page.name}.html"
            if not self._keep(name, page.sha256):
                (self.folder / name).write_bytes(load_page(tasks[page.name]))
                self._hashes[name] = page.sha256

    def _keep(self, name: str, sha256: str) -> bool:
        """Take a file of the last dataset as it is; False where it is another, or can not be taken."""
        known = self._last.get(name)
        if not known or known[2] != sha256 or (self.local and not self._link(self.local / name, name)):
            return False
        self._kept[name] = known
        return True

    def _link(self, file: Path, name: str) -> bool:
        """Link a file of the last dataset; False where somebody changed it, or the disk knows no hard links."""
        try:
            stat = file.stat()
            if [stat.st_size, stat.st_mtime_ns] != self._last[name][:2]:
                return False
            os.link(file, self.folder / name)
        except OSError:
            return False
        return True

    def finish(self) -> list[Finding]:
        """Finish tables and report; returns what breaks the schema."""
        self._merge.finish()
        self.counts.count_shared(self._merge.n_shared, self._merge.units)
        if cuts := list(find_cuts(self.counts.rows)):
            self.findings += cuts
            self.counts.note(cuts)
            self._told.write(render_rows(values(Finding, cuts)))
        self._files.close()
        if not self._index:
            write_alone(self.folder, map(load_part, self._tasks), self.findings)
        return self._merge.problems

    def publish(self) -> dict[str, Any]:
        """Put the dataset into its place; returns what lies there, for the ledger."""
        self.interim.put(self.folder / _TOLD, FINDINGS)
        (self.folder / _TOLD).unlink()
        write_metadata(self.folder, self._merge.hashes)
        for name, write in _WRITERS.items():
            if name not in self._without:
                write(self.folder)
        hashes = self._hashes | self._merge.hashes
        if self.local:
            swap(self.folder, self.local)
            return ledger.describe_output(self.local, self._kept, hashes)
        return self._upload(ledger.describe_output(self.folder, hashes=hashes))

    def _upload(self, written: dict[str, list[Any]]) -> dict[str, Any]:
        for name, (size, _, sha256) in written.items():
            if self._last.get(name, [0, 0, ""])[::2] == [size, sha256]:
                self._kept[name] = written[name]
        files = written | self._kept
        remote.upload(self.folder, str(self.output), files, self._kept)
        return files
