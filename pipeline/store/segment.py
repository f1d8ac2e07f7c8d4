"""The segment: the parts of neighbouring documents, merged. Any worker can make one; the dataset is all of them in a row.

A batch of its documents is validated (Pandera) and becomes a row group of every table and the lines of its CSV.
Batches are counted in rows: the same parts in the same order give the same bytes, whoever made them and when.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.model import Finding
from pipeline.store.arrow import make_arrow, make_schema
from pipeline.store.part import HEADER_TABLES, Part, open_keyed, pack, render_keyed, unpack
from pipeline.store.records import (
    RECORDS,
    SHARED_TABLES,
    folder_name,
    join_keys,
    make_frame,
    make_object_frame,
    make_records,
    merge_shared,
    render_rows,
    values,
)
from schemas import TABLES

BATCH_ROWS = 100_000  # rows of all tables together: about 80 documents of 30 measures, 100 MB while they are validated
JOINED = tuple(table for table in TABLES if table not in SHARED_TABLES)  # a unit of two segments is one row: not here

Validate = Callable[[Mapping[str, Any], Mapping[str, str]], Iterable[Finding]]  # frames, source file of each doc_id


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A document's page of the report, as it lies in its part."""

    name: str  # of the file, without ending
    sha256: str


@dataclass(frozen=True, slots=True)
class Segment:
    """The rows of some documents, ready to be put behind those of others."""

    parts: tuple[str, ...]  # their keys
    shared: dict[str, tuple[Any, ...]]  # rows of `SHARED_TABLES`
    problems: tuple[Finding, ...]  # what breaks the schema; `path` names the document where one is to blame
    counts: dict[str, Any]  # see `run.counts`
    pages: tuple[ReportPage, ...]
    findings: bytes  # lines of findings.csv
    index: bytes  # rows of the report's index
    groups: dict[str, tuple[bytes, ...]]  # Parquet files by table
    lines: dict[str, bytes]  # of the CSV by table


class SegmentWriter:
    """Takes parts in the order of their doc_id."""

    def __init__(self, find_failures: Validate) -> None:
        """`find_failures` validates frames by table."""
        self._find_failures = find_failures
        self.problems: list[Finding] = []
        self._parts: list[str] = []
        self._shared: dict[str, list[Any]] = {table: [] for table in SHARED_TABLES}
        self._findings: list[bytes] = []
        self._pages: list[ReportPage] = []
        self._groups: dict[str, list[bytes]] = defaultdict(list)
        self._lines: dict[str, list[bytes]] = defaultdict(list)
        self._batch: list[Part] = []
        self._new: list[Part] = []  # those of the batch that have not been validated yet
        self._rows = 0

    def add(self, part: Part, is_valid: bool = False) -> None:
        """Take the next document; `is_valid` says that these very rows were validated by an earlier build."""
        self._parts.append(part.key)
        for table, rows in part.shared.items():
            self._shared[table] += rows
        self._findings.append(render_rows(values(Finding, part.findings)))
        if part.page:
            sha256 = hashlib.sha256(part.page.encode()).hexdigest()
            self._pages.append(ReportPage(folder_name(part.document.doc_id), sha256))
        self._batch.append(part)
        if not is_valid:
            self._new.append(part)
        self._rows += sum(table.num_rows for table in part.arrow.values())
        if self._rows >= BATCH_ROWS:
            self._flush()

    def render(self, counts: Mapping[str, Any], index: bytes) -> bytes:
        """Finish: the bytes of the segment. One whose rows break the schema, or lack a document, fits no key."""
        self._flush()
        header = {
            "parts": self._parts,
            "shared": {
                table: [asdict(row) for row in merge_shared(table, rows)] for table, rows in self._shared.items()
            },
            "problems": [astuple(finding) for finding in self.problems],
            "counts": counts,
            "pages": [astuple(page) for page in self._pages],
        }
        members = {
            "header.json": json.dumps(header, ensure_ascii=False).encode(),
            "findings.csv": b"".join(self._findings),
            "index.html": index,
        }
        for table in JOINED:
            members |= {f"{table}.{n}.parquet": group for n, group in enumerate(self._groups[table])}
            members[f"{table}.csv.zst"] = pack(b"".join(self._lines[table]))
        is_whole = all(self._parts) and not self.problems
        return render_keyed(join_keys(self._parts) if is_whole else "", members)

    def _flush(self) -> None:
        if not self._batch:
            return
        self._validate()
        for table, joined in _concat(self._batch).items():
            declared = pa.Table.from_arrays(joined.combine_chunks().columns, schema=make_schema(table))
            self._write(table, declared, b"".join(part.lines[table] for part in self._batch))
        documents = [part.document for part in self._batch]
        lines = render_rows(values(RECORDS["documents"], documents))
        self._write("documents", make_arrow("documents", documents), lines)
        self._batch, self._new, self._rows = [], [], 0

    def _validate(self) -> None:
        """Validate the new documents of the batch. No row refers to another document, so each stands for itself."""
        if not self._new:
            return
        documents = [part.document for part in self._new]
        header: dict[str, Sequence[Any]] = {"documents": documents}
        for table in SHARED_TABLES:
            header[table] = merge_shared(table, (row for part in self._new for row in part.shared[table]))
        frames = {table: make_frame(table, header[table]) for table in HEADER_TABLES}
        frames |= {table: make_object_frame(joined.to_pydict()) for table, joined in _concat(self._new).items()}
        self.problems += self._find_failures(frames, {d.doc_id: d.source_path for d in documents})

    def _write(self, table: str, rows: pa.Table, lines: bytes) -> None:
        if rows.num_rows:
            self._groups[table].append(render_parquet(rows))
        self._lines[table].append(lines)


def _concat(parts: Sequence[Part]) -> dict[str, pa.Table]:
    return {table: pa.concat_tables([part.arrow[table] for part in parts]) for table in parts[0].arrow}


def render_parquet(rows: pa.Table) -> bytes:
    """A Parquet file of one row group; of none where there are no rows."""
    content = io.BytesIO()
    with pq.ParquetWriter(content, rows.schema, compression="zstd") as writer:
        if rows.num_rows:
            writer.write_table(rows, row_group_size=rows.num_rows)
    return content.getvalue()


def open_segment(content: bytes) -> Segment:
    """Read a segment. Raises `zipfile.BadZipFile` where it is damaged."""
    members = open_keyed(content)
    header = json.loads(members["header.json"])
    return Segment(
        tuple(header["parts"]),
        {table: tuple(make_records(table, rows)) for table, rows in header["shared"].items()},
        tuple(Finding(*finding) for finding in header["problems"]),
        header["counts"],
        tuple(ReportPage(*page) for page in header["pages"]),
        members["findings.csv"],
        members["index.html"],
        {table: tuple(_groups(members, table)) for table in JOINED},
        {table: unpack(members[f"{table}.csv.zst"]) for table in JOINED},
    )


def _groups(members: Mapping[str, bytes], table: str) -> Iterator[bytes]:
    number = 0
    while group := members.get(f"{table}.{number}.parquet"):
        yield group
        number += 1
