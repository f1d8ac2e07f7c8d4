"""A published table document by document, as Parquet or as CSV: what two datasets are compared by, with little in memory.

Tables are published in the order of their doc_id. Of a row group none of whose documents is wanted only the doc_ids are read.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Collection, Container, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from pipeline.store.lookup import open_table, read_group
from pipeline.store.records import show_value, unmark

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

_BY = "doc_id"
TextRow = dict[str, str]  # column → value as the CSV has it


class DocumentBlock(NamedTuple):
    """The rows of a document in one table; of a table that all documents share all rows, of no document."""

    doc_id: str
    size: int  # rows
    content: Any  # equal where the rows are; None where the document was not wanted

    def rows(self, names: Collection[str]) -> list[TextRow]:
        """The rows as texts, of `names` columns at least."""
        if isinstance(self.content, list):
            return self.content
        rows = self.content.select(list(names)).to_pylist()
        return [{name: show_value(value) for name, value in row.items()} for row in rows]


class DocumentBlocks(Protocol):
    """A table that is read block by block."""

    names: list[str]
    key: tuple[str, ...]  # columns that tell a row

    def read(self, wanted: Container[str]) -> Iterator[DocumentBlock]:
        """The blocks in the order of their doc_id, with content those of `wanted` documents, and those of none."""


def open_blocks(folder: Path, table: str, is_parquet: bool) -> DocumentBlocks | None:
    """Open a table; None where the folder has it not."""
    path = folder / f"{table}.{'parquet' if is_parquet else 'csv'}"
    if not path.is_file():
        return None
    return _ParquetBlocks(folder, table) if is_parquet else _CsvBlocks(path, table)


class _CsvBlocks:
    """A CSV as it was published, or one of golden tables."""

    def __init__(self, path: Path, table: str) -> None:
        from schemas import base, model

        self.key = base.primary_key(model(table))
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle)
            rows = [{name: unmark(value) for name, value in row.items()} for row in reader]
            self.names = list(reader.fieldnames or [])
        self._rows = sorted(rows, key=lambda row: row.get(_BY, ""))

    def read(self, wanted: Container[str]) -> Iterator[DocumentBlock]:
        for doc_id, group in groupby(self._rows, key=lambda row: row.get(_BY, "")):
            rows = list(group)
            yield DocumentBlock(doc_id, len(rows), rows)


class _ParquetBlocks:
    def __init__(self, folder: Path, table: str) -> None:
        self._folder, self._table = folder, table
        with open_table(folder, table) as file:
            self.names = list(file.schema_arrow.names)
            self.key = tuple(json.loads(file.schema_arrow.metadata[b"primary_key"]))  # it spares the models, and pandas

    def read(self, wanted: Container[str]) -> Iterator[DocumentBlock]:
        with open_table(self._folder, self._table) as file:
            if _BY not in self.names:
                rows = file.read()
                yield DocumentBlock("", rows.num_rows, rows)
                return
            open_: list[DocumentBlock] = []  # of the last document, which may go on in the next row group
            for group in range(file.num_row_groups):
                for block in _read_group(file, group, wanted):
                    if open_ and open_[0].doc_id != block.doc_id:
                        yield _join(open_)
                        open_ = []
                    open_.append(block)
            if open_:
                yield _join(open_)


def _read_group(file: pq.ParquetFile, group: int, wanted: Container[str]) -> Iterator[DocumentBlock]:
    """The blocks of a row group."""
    import pyarrow.compute as pc

    ids = read_group(file, group, [_BY])[_BY].combine_chunks()
    runs = pc.run_end_encode(ids)  # type: ignore[attr-defined]  # the stubs lack it
    names = [name or "" for name in runs.values.to_pylist()]
    rows = read_group(file, group) if any(not name or name in wanted for name in names) else None
    start = 0
    for name, end in zip(names, runs.run_ends.to_pylist(), strict=True):
        is_read = rows is not None and (not name or name in wanted)
        yield DocumentBlock(name, end - start, rows.slice(start, end - start) if rows is not None and is_read else None)
        start = end


def _join(blocks: list[DocumentBlock]) -> DocumentBlock:
    import pyarrow as pa

    if len(blocks) == 1:
        return blocks[0]
    parts: list[pa.Table] = [block.content for block in blocks]
    whole = None if parts[0] is None else pa.concat_tables(parts)
    return DocumentBlock(blocks[0].doc_id, sum(block.size for block in blocks), whole)
