"""Rows of a published table by the value of a column, without loading the table: what its row groups' statistics rule out is not read.

Tables are published in the order of their documents, a row group for some neighbours: a key lies in one group, seldom in two. Nothing
here needs pandas or `pyarrow.dataset`, which take longer to import than a row takes to find.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq


def open_table(folder: Path, table: str, *coded: str) -> pq.ParquetFile:
    """Open a published table; columns of `coded` are read as dictionaries. Raises `FileNotFoundError` where it is not published."""
    import pyarrow.parquet as pq

    path = folder / f"{table}.parquet"
    if not path.is_file():
        raise FileNotFoundError(2, "no such file", str(path))
    return pq.ParquetFile(path, read_dictionary=list(coded), memory_map=True, pre_buffer=False)


def read_group(file: pq.ParquetFile, group: int, names: Sequence[str] | None = None) -> pa.Table:
    """A row group of `names` columns (None: of all); without threads, which cost more than they save of a group of our size."""
    return file.read_row_group(group, list(names) if names else None, use_threads=False)


def find_rows(
    folder: Path, table: str, column: str, value: str, names: Sequence[str] | None = None
) -> Iterator[dict[str, Any]]:
    """The rows whose text in a column is `value`, in their order; of `names` columns alone. Raises `FileNotFoundError`."""
    with open_table(folder, table, column) as file:
        at = file.schema_arrow.get_field_index(column)
        for group in range(file.num_row_groups):
            if not _may_hold(file.metadata.row_group(group).column(at), value):
                continue
            if found := _find(read_group(file, group, [column])[column], value):
                yield from _take(read_group(file, group, names), found).to_pylist()


def find_row(folder: Path, table: str, value: str) -> dict[str, Any] | None:
    """The first row whose key, the first column, is `value`; None where none is."""
    with open_table(folder, table) as file:
        key = file.schema_arrow.names[0]
    return next(find_rows(folder, table, key, value), None)


def _may_hold(chunk: Any, value: str) -> bool:
    """Tell whether a column of a row group may hold a value, by the least and the greatest that it has."""
    known = chunk.statistics
    return known is None or not known.has_min_max or bool(known.min <= value <= known.max)


def _find(column: Any, value: str) -> array[int]:
    """Where a column of dictionaries holds a value."""
    found, start = array("q"), 0
    for chunk in column.chunks:
        words = chunk.dictionary.to_pylist()
        if value in words:
            found.extend(start + at for at in _places(chunk.indices, words.index(value)))
        start += len(chunk)
    return found


def _places(codes: Any, wanted: int) -> Iterator[int]:
    """Where an Arrow array of 32-bit codes holds one. Its buffer is searched, for most codes are another: no object is made of them."""
    if codes.null_count:  # what stands in the buffer of a row without a value is anything
        yield from (at for at, code in enumerate(codes.to_pylist()) if code == wanted)
        return
    buffer = memoryview(codes.buffers()[1]).cast("i")[codes.offset : codes.offset + len(codes)]
    known, at = array("i", buffer.tobytes()), -1
    with suppress(ValueError):  # it is there no more
        while True:
            at = known.index(wanted, at + 1)
            yield at


def _take(rows: pa.Table, found: array[int]) -> pa.Table:
    """Rows by their places, which are Arrow's without pandas (`pyarrow.array` imports it)."""
    import pyarrow as pa

    return rows.take(pa.Int64Array.from_buffers(pa.int64(), len(found), [None, pa.py_buffer(found)]))
