"""One document from its bytes to its part: the function that every engine calls, in whatever process."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar
from zipfile import BadZipFile

from pipeline import flow
from pipeline.model import Dataset, Finding, Rooms
from pipeline.parse.scan.kept import keep_scans
from pipeline.rules import limits
from pipeline.rules.findings import tell
from pipeline.rules.own import OwnTable, use
from pipeline.sources.attached import unpack_inner
from pipeline.sources.catalogue import Entry, describe
from pipeline.sources.folders import open_folder
from pipeline.store.records import PART, folder_name

if TYPE_CHECKING:
    from pipeline.store.part import Part

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Task:
    """A document to be read, and where its part goes. Small, and picklable."""

    entry: Entry
    key: str  # of the part; empty where the part must not be used again
    raw: str
    interim: str
    limits: tuple[tuple[str, int], ...] = ()
    is_paged: bool = False  # whether it gets its own page of the report
    rules: tuple[OwnTable, ...] = ()  # what the team knows beside ours
    is_shared: bool = False  # whether others may read its scanned pages

    @property
    def folder(self) -> str:
        """The document's folder in interim/."""
        return folder_name(self.entry.doc_id)

    @property
    def label(self) -> str:
        """What messages call it."""
        return self.entry.path

    @property
    def part(self) -> str:
        """Path of the part in interim/."""
        return f"{self.folder}/{PART}"


@dataclass(frozen=True, slots=True)
class ScannedPages:
    """Some scanned pages of a document, to be read and kept before the document is."""

    task: Task
    pages: tuple[int, ...]

    @property
    def label(self) -> str:
        """What messages call it."""
        return self.task.label


def work(task: Task) -> tuple[int, ...]:
    """Read a document and write its part. Bad input becomes findings; raises `OSError`, and what our own errors raise.

    Where others may read its scanned pages and several are not kept yet, nothing is written; returns their numbers then.
    """
    if task.is_shared:
        missing = _read(task, ())
        if len(missing) != 1:
            return missing
    return _read(task, None)


def read_scanned_pages(job: ScannedPages) -> None:
    """Read some scanned pages of a document and keep them. Raises as `work` does."""
    _read(job.task, job.pages)


def _read(task: Task, wanted: tuple[int, ...] | None) -> tuple[int, ...]:
    """Read a document; write its part unless scanned pages are missing, which are returned: those not `wanted` (None: all are)."""
    use(task.rules)
    with limits.changed(dict(task.limits)):
        try:
            raw = open_folder(task.raw)
            content = raw.read(task.entry.file)
            if task.entry.member:
                content = unpack_inner(content, task.entry.member)
            corrections = raw.read(task.entry.corrections) if task.entry.corrections else b""
        except OSError as error:
            give_up(task, tell("W06", task.entry.path, "", reason=error.strerror or error))
            return ()
        if _is_changed(task.entry, content, corrections):
            give_up(task, tell("W07", task.entry.path, ""))
            return ()
        try:
            with keep_scans(open_folder(task.interim), wanted) as missing:
                rooms = flow.read_document(task.entry.load(content, corrections))
        except OSError as error:  # our own fault; only a folder that can not be written may stop the build
            raise RuntimeError(f"{type(error).__name__}: {error}") from error
        if not missing and not wanted:
            _write(task, rooms)
    return tuple(missing)


def load_part(task: Task) -> Part:
    """The part of a document that was read."""
    from pipeline.store.part import open_part

    return _load(task, open_part)


def load_page(task: Task) -> bytes:
    """Its page of the report."""
    from pipeline.store.part import open_page

    return _load(task, open_page)


def _load(task: Task, read: Callable[[bytes], Kept]) -> Kept:
    """Read something in a part; where that is damaged or gone, the document is read once more."""
    interim = open_folder(task.interim)
    try:
        return read(interim.read(task.part))
    except (FileNotFoundError, BadZipFile, KeyError):
        _read(task, None)
        return read(interim.read(task.part))


def _is_changed(entry: Entry, content: bytes, corrections: bytes) -> bool:
    """Tell whether the bytes are others than those that were listed."""
    known = ((content, entry.sha256), (corrections, entry.corrections_sha256))
    return any(sha256 and hashlib.sha256(found).hexdigest() != sha256 for found, sha256 in known)


def give_up(task: Task, finding: Finding) -> None:
    """Write the part of a document that could not be read this time; the next build tries it again."""
    rooms = Rooms(describe(task.entry.load(b"")), findings=[finding])
    _write(replace(task, key=""), rooms)


def withdraw(task: Task, problems: list[Finding]) -> None:
    """Write the part of a document whose rows break the schema: nothing of it is published but that, and why."""
    document = describe(task.entry.load(b""))
    _write(task, flow.fail(Rooms(document), problems))


def _write(task: Task, rooms: Rooms) -> None:
    from pipeline.check import spans
    from pipeline.store.part import render_files

    dataset = flow.make_dataset(rooms)
    problems = [*spans.find_broken_spans(dataset), *spans.find_ledger_gaps(dataset)]
    if problems:
        rooms = flow.fail(rooms, problems)
        dataset = flow.make_dataset(rooms)
    pages = _render_pages(dataset, rooms.findings) if task.is_paged else ()
    folder = open_folder(task.interim)
    for name, content in render_files(task.key, dataset, rooms.rows, rooms.findings, *pages).items():
        folder.write(f"{task.folder}/{name}", content)


def _render_pages(dataset: Dataset, findings: list[Finding]) -> tuple[str, str]:
    """The page of a document, and its line of the index."""
    from pipeline.publish.index.compact import render_row
    from pipeline.publish.index.overview import render_page

    return render_page(dataset, findings), render_row(dataset, findings)
