"""Parts → the tables of the dataset: a batch of documents at a time, so that memory does not grow with their number.

Batches are counted in rows: the same parts in the same order give the same bytes, whoever made them and when.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.model import Department, Finding
from pipeline.publish.part import HEADER_TABLES, Part
from pipeline.publish.tables import make_arrow, make_schema
from pipeline.store import RECORDS, columns, make_frame, make_object_frame, render_csv, render_rows, values
from schemas import TABLES

BATCH_ROWS = 100_000  # rows of all tables together: about 80 documents of 30 measures, 100 MB while they are validated

Validate = Callable[[Mapping[str, Any], Mapping[str, str]], Iterable[Finding]]  # frames, source file of each doc_id


class TableFile:
    """One table, written in row groups."""

    def __init__(self, table: str, folder: Path) -> None:
        """Open `<table>.parquet` and `<table>.csv`."""
        self.table = table
        self.parquet = pq.ParquetWriter(folder / f"{table}.parquet", make_schema(table), compression="zstd")
        self.csv = (folder / f"{table}.csv").open("wb")
        self.csv.write(render_csv(columns(RECORDS[table]), ()))
        self.is_empty = True

    def write(self, rows: pa.Table, lines: Iterable[bytes]) -> None:
        """Append rows as one row group."""
        if rows.num_rows:
            self.parquet.write_table(rows, row_group_size=rows.num_rows)
            self.is_empty = False
        self.csv.writelines(lines)

    def close(self) -> None:
        """Finish both files."""
        if self.is_empty:
            self.parquet.write_table(make_arrow(self.table, ()))
        self.parquet.close()
        self.csv.close()


class Merge:
    """Takes parts in the order of their doc_id and writes all tables into a folder."""

    def __init__(self, folder: Path, find_failures: Validate) -> None:
        """Open the files of every table in `folder`; `find_failures` validates frames by table."""
        self._find_failures = find_failures
        self.files = {table: TableFile(table, folder) for table in TABLES}
        self.departments: dict[str, Department] = {}
        self.problems: list[Finding] = []  # what breaks the schema; `path` names the document where one is to blame
        self._batch: list[Part] = []
        self._new: list[Part] = []  # those of the batch that have not been validated yet
        self._rows = 0

    def add(self, part: Part, is_valid: bool = False) -> None:
        """Take the next document; `is_valid` says that these very rows were validated by an earlier build."""
        for department in part.departments:
            known = self.departments.get(department.department_id)
            self.departments[department.department_id] = _join(known, department)
        self._batch.append(part)
        if not is_valid:
            self._new.append(part)
        self._rows += sum(table.num_rows for table in part.arrow.values())
        if self._rows >= BATCH_ROWS:
            self._flush()

    def close(self) -> None:
        """Write what is left and finish the files."""
        self._flush()
        self.problems += self._find_failures({"departments": make_frame("departments", self.units)}, {})
        self._write("departments", self.units)
        for file in self.files.values():
            file.close()

    @property
    def units(self) -> tuple[Department, ...]:
        """The merged units, sorted by key."""
        return tuple(self.departments[key] for key in sorted(self.departments))

    def _flush(self) -> None:
        if not self._batch:
            return
        documents = [part.document for part in self._batch]
        rows = {table: pa.concat_tables([part.arrow[table] for part in self._batch]) for table in self._batch[0].arrow}
        self._validate()
        for table, joined in rows.items():
            declared = pa.Table.from_arrays(joined.combine_chunks().columns, schema=make_schema(table))
            self.files[table].write(declared, (part.lines[table] for part in self._batch))
        self._write("documents", documents)
        self._batch, self._new, self._rows = [], [], 0

    def _validate(self) -> None:
        """Validate the new documents of the batch. No row refers to another document, so each stands for itself."""
        if not self._new:
            return
        rows = {table: pa.concat_tables([part.arrow[table] for part in self._new]) for table in self._new[0].arrow}
        documents = [part.document for part in self._new]
        own = {d.department_id: d for part in self._new for d in part.departments}
        header: dict[str, Sequence[Any]] = {"documents": documents, "departments": list(own.values())}
        frames = {table: make_frame(table, header[table]) for table in HEADER_TABLES}
        frames |= {table: make_object_frame(joined.to_pydict()) for table, joined in rows.items()}
        self.problems += self._find_failures(frames, {d.doc_id: d.source_path for d in documents})

    def _write(self, table: str, records: Sequence[Any]) -> None:
        self.files[table].write(make_arrow(table, records), [render_rows(values(RECORDS[table], records))])


def _join(known: Department | None, department: Department) -> Department:
    """A unit of several documents is one row: the first one's words, the aliases of all."""
    if known is None or set(department.aliases) <= set(known.aliases):
        return known or department
    return replace(known, aliases=tuple(sorted({*known.aliases, *department.aliases})))
