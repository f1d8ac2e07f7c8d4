"""Segments → the tables of the dataset: their bytes are put one behind the other, nothing is unpacked or written anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from pipeline.model import Department, Finding
from pipeline.store.arrow import make_arrow
from pipeline.store.records import (
    RECORDS,
    SHARED_TABLES,
    columns,
    make_frame,
    merge_shared,
    publish_findings,
    render_csv,
    render_rows,
    values,
)
from pipeline.store.row_groups import RowGroups
from pipeline.store.segment import JOINED, Segment, Validate, render_parquet
from schemas import TABLES

_WRITERS = (
    4  # tables that are hashed and written at once: that is most of what a large archive costs when little changes
)


class HashedFile:
    """A file that is hashed while it is written: afterwards it may not fit into memory."""

    def __init__(self, path: Path, files: ExitStack) -> None:
        """Open it; `files` will close it."""
        self.name, self._digest = path.name, hashlib.sha256()
        self._file = files.enter_context(path.open("wb"))

    def write(self, content: bytes) -> None:
        """Append."""
        self._digest.update(content)
        self._file.write(content)

    @property
    def sha256(self) -> str:
        """The SHA-256 (hexadecimal) of what was written so far."""
        return self._digest.hexdigest()


class TableFile:
    """One table as Parquet and, where it is wanted, as CSV."""

    def __init__(self, table: str, folder: Path, files: ExitStack, has_csv: bool) -> None:
        """Open `<table>.parquet` and `<table>.csv`; `files` will close them."""
        self._parquet = HashedFile(folder / f"{table}.parquet", files)
        self._groups = RowGroups(self._parquet, render_parquet(make_arrow(table, ())))
        self._csv = HashedFile(folder / f"{table}.csv", files) if has_csv else None
        if self._csv:
            self._csv.write(render_csv(columns(RECORDS[table]), ()))

    def append(self, groups: tuple[bytes, ...], lines: bytes) -> None:
        """Append the row groups of Parquet files and lines of CSV."""
        for group in groups:
            self._groups.append(group)
        if self._csv:
            self._csv.write(lines)

    def finish(self) -> dict[str, str]:
        """Write what is still to be written; gives the SHA-256 of the files by name."""
        self._groups.finish()
        return {file.name: file.sha256 for file in (self._parquet, self._csv) if file}


class Merge:
    """Takes segments in order and writes all tables into a folder."""

    def __init__(self, folder: Path, find_failures: Validate, files: ExitStack, has_csv: bool = True) -> None:
        """Open the files of every table in `folder`, for `files` to close; `find_failures` validates frames by table."""
        self._find_failures = find_failures
        self._files = {table: TableFile(table, folder, files, has_csv) for table in TABLES}
        self._threads = files.enter_context(ThreadPoolExecutor(_WRITERS))
        self._shared: dict[str, list[Any]] = {table: [] for table in SHARED_TABLES}
        self.problems: list[Finding] = []  # what breaks the schema
        self.hashes: dict[str, str] = {}  # of the files, once they are finished

    @property
    def units(self) -> tuple[Department, ...]:
        """The merged units so far, sorted by key."""
        return tuple(self._shared["departments"])

    @property
    def n_shared(self) -> dict[str, int]:
        """How many rows each table has that documents share."""
        return {table: len(rows) for table, rows in self._shared.items()}

    def add(self, segment: Segment) -> None:
        """Take the next documents."""
        self.problems += segment.problems
        for table, rows in segment.shared.items():
            self._shared[table] = merge_shared(table, (*self._shared[table], *rows))
        list(self._threads.map(lambda table: self._append(table, segment), JOINED))

    def _append(self, table: str, segment: Segment) -> None:
        self._files[table].append(segment.groups[table], segment.lines[table])

    def tell(self, findings: Iterable[Finding]) -> None:
        """Take findings of no document; they stand before those of the documents."""
        told = tuple(publish_findings(findings, None))
        frames = {"findings": make_frame("findings", told), "documents": make_frame("documents", ())}
        self.problems += self._find_failures(frames, {})
        lines = render_rows(values(RECORDS["findings"], told))
        self._files["findings"].append((render_parquet(make_arrow("findings", told)),) if told else (), lines)

    def finish(self) -> None:
        """Write the tables that documents share, and the ends of the files."""
        self.problems += self._find_failures(
            {table: make_frame(table, rows) for table, rows in self._shared.items()}, {}
        )
        for table, rows in self._shared.items():
            lines = render_rows(values(RECORDS[table], rows))
            self._files[table].append((render_parquet(make_arrow(table, rows)),), lines)
        for file in self._files.values():
            self.hashes |= file.finish()
