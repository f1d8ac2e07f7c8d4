"""Which documents are merged together, and the merging of them: a job like the reading of a document.

A segment ends where the hash of a doc_id says so, not at a count: a new document changes its own segment, and no other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from pipeline.model import Finding
from pipeline.run.work import Task, load_part, withdraw
from pipeline.sources.folders import Folder, open_folder
from pipeline.store.records import KEY_END, join_keys, read_key

if TYPE_CHECKING:
    from pipeline.store.segment import Segment

LEAST, USUAL, MOST = 32, 32, 128  # documents: at least, on an average behind that, at most
MOST_BYTES = 16 << 20  # of raw files
_FOLDER = ".segments"


@dataclass(frozen=True)
class Bundle:
    """Neighbouring documents, to be merged into a segment. Picklable."""

    tasks: tuple[Task, ...]

    @property
    def interim(self) -> str:
        """Where it is kept."""
        return self.tasks[0].interim

    @property
    def path(self) -> str:
        """Path of its segment in interim/."""
        return f"{_FOLDER}/{self.tasks[0].folder}.zip"

    @property
    def label(self) -> str:
        """What messages call it."""
        return self.path

    @cached_property
    def key(self) -> str:
        """Hash of all that its segment depends on."""
        return join_keys(task.key for task in self.tasks)


def cut_bundles(tasks: Iterable[Task]) -> Iterator[Bundle]:
    """Put documents, in the order of their doc_id, into bundles."""
    open_: list[Task] = []
    for task in tasks:
        open_.append(task)
        is_end = len(open_) >= LEAST and _ends(task.entry.doc_id)
        if is_end or len(open_) >= MOST or sum(t.entry.size for t in open_) >= MOST_BYTES:
            yield Bundle(tuple(open_))
            open_ = []
    if open_:
        yield Bundle(tuple(open_))


def _ends(doc_id: str) -> bool:
    return int.from_bytes(hashlib.sha256(doc_id.encode()).digest()[:4]) % USUAL == 0


def is_made(bundle: Bundle, interim: Folder) -> bool:
    """Tell whether the segment of these very documents is there."""
    return read_key(interim.head(bundle.path, KEY_END)) == bundle.key


def merge(bundle: Bundle) -> None:
    """Merge the parts of a bundle and write its segment. A document that breaks the schema is withdrawn.

    Raises `OSError` where interim/ can not be read or written.
    """
    interim = open_folder(bundle.interim)
    valid = _read_valid(interim, bundle.path)
    problems = _write(bundle, interim, valid)
    blamed = {problem.path for problem in problems}
    if problems and "" not in blamed:
        for task in bundle.tasks:
            if task.entry.path in blamed:
                own = [replace(f, level="error") for f in problems if f.path == task.entry.path]
                withdraw(task, own)
        _write(bundle, interim, valid)  # once more, without them


def _read_valid(interim: Folder, path: str) -> frozenset[str]:
    """The keys of the parts that are in the last segment of that name and were found valid for it."""
    try:
        segment = load_segment(interim, path)
    except (FileNotFoundError, BadZipFile, KeyError):
        return frozenset()
    return frozenset(() if segment.problems else filter(None, segment.parts))


def load_segment(interim: Folder, path: str) -> Segment:
    """Read a segment. Raises `FileNotFoundError` where it is not there, `BadZipFile` or `KeyError` where it is damaged."""
    from pipeline.store.segment import open_segment

    return open_segment(interim.read(path))


def _write(bundle: Bundle, interim: Folder, valid: frozenset[str]) -> list[Finding]:
    """Write the segment; returns what breaks the schema."""
    from pipeline.check.against_models import find_frame_failures
    from pipeline.run.counts import Counts
    from pipeline.store.segment import SegmentWriter

    writer, counts, index = SegmentWriter(find_frame_failures), Counts(), list[bytes]()
    for task in bundle.tasks:
        part = load_part(task)
        writer.add(part, part.key in valid)
        counts.add(part)
        index.append(part.index)
    interim.write(bundle.path, writer.render(counts.dump(), b"".join(index)))
    return writer.problems
