"""The part: all that the dataset needs of one document, in one file (`part.zip`) that is whole or not there.

Rows lie in it as Arrow and as the lines of the CSV, so that the merge only appends. It is a zip whose first member, not
packed, is the key: a hash of all that it depends on, read from the first bytes of the file.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from pipeline.model import TABLES, Check, Dataset, Document, Finding, Row
from pipeline.store.arrow import make_rows
from pipeline.store.records import (
    KEY_AT,
    KEY_END,
    PART,
    RECORDS,
    SHARED_TABLES,
    columns,
    make_records,
    render_csv,
    render_rows,
    tables,
    values,
)

_PAGE, _INDEX = "page.html.zst", "index.html.zst"
ZERO_DATE = (1980, 1, 1, 0, 0, 0)  # the same content gives the same bytes
HEADER_TABLES = ("documents", *SHARED_TABLES)  # few rows, merged by the parent: they stand in the header
ROOM_FILES = {name: f"{table.room}_{name}" for name, table in TABLES.items() if table.room}
ROW_COLUMNS = ("table", "row", "section", "field", "text", "column", "page", "heading", "inherited")


@dataclass(frozen=True, slots=True)
class Part:
    """What the dataset needs of one document."""

    key: str  # hash of all that it depends on; empty where the next build has to read the document again
    document: Document
    shared: dict[str, tuple[Any, ...]]  # rows of `SHARED_TABLES`
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]  # those that did not pass
    counts: dict[str, dict[str, int]]  # rows by table, numerals by kind, checks by status
    arrow: dict[str, pa.Table]
    lines: dict[str, bytes]  # of the CSV, without heading
    page: str  # of the report; empty where all documents share one
    index: bytes  # the line of the report's index; empty there, too

    def dataset(self) -> Dataset:
        """The rows as records."""
        found: dict[str, Any] = {
            table: tuple(make_records(table, self.arrow[table].to_pylist())) for table in self.arrow
        }
        return Dataset(documents=(self.document,), **self.shared, **found)


def render_files(
    key: str, dataset: Dataset, rows: Iterable[Row], findings: Sequence[Finding], page: str = "", index: str = ""
) -> dict[str, bytes]:
    """Everything that is kept of a document: what every room made of it, as CSV for people, and its part, the last.

    Raises `pyarrow.ArrowInvalid` for a value of a wrong type.
    """
    lines = {table: render_rows(values(RECORDS[table], records)) for table, records in tables(dataset)}
    files = {"1_parse_rows.csv": _render_parse(rows)}
    for table, name in ROOM_FILES.items():
        files[f"{name}.csv"] = render_csv(columns(RECORDS[table]), ()) + lines[table]
    pages = {name: pack(text.encode()) for name, text in ((_PAGE, page), (_INDEX, index)) if text}
    return files | {PART: _render_part(key, dataset, findings, lines, pages)}


def _render_parse(rows: Iterable[Row]) -> bytes:
    cells = (
        (row.table, row.row, row.section, c.field, c.text, c.column, c.page, c.heading, c.inherited)
        for row in rows
        for c in row.cells
    )
    return render_csv(ROW_COLUMNS, cells)


def _render_part(
    key: str, dataset: Dataset, findings: Sequence[Finding], lines: dict[str, bytes], pages: dict[str, bytes]
) -> bytes:
    members = {"header.json": _render_header(dataset, findings)}
    for table, records in tables(dataset):
        if table not in HEADER_TABLES:
            members[f"{table}.arrow.zst"] = _render_arrow(make_rows(RECORDS[table], records))
            members[f"{table}.csv.zst"] = pack(lines[table])
    return render_keyed(key, members | pages)


def _render_header(dataset: Dataset, findings: Sequence[Finding]) -> bytes:
    header = {
        "document": _named(dataset.documents[0]),
        "shared": {table: [_named(row) for row in getattr(dataset, table)] for table in SHARED_TABLES},
        "findings": list(values(Finding, findings)),
        "checks": [_named(check) for check in dataset.checks if check.status != "pass"],
        "counts": {
            "rows": {table: len(records) for table, records in tables(dataset)},
            "kinds": dict(Counter(numeral.kind for numeral in dataset.numerals)),
            "checks": dict(Counter(check.status for check in dataset.checks)),
        },
    }
    return json.dumps(header, ensure_ascii=False, default=date.isoformat).encode()


def _named(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in columns(type(record))}


def _render_arrow(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    # Packed as a whole: forty times faster to open than with Arrow's own compression, buffer by buffer.
    return pack(sink.getvalue().to_pybytes())


def open_part(content: bytes) -> Part:
    """Read a part. Raises `zipfile.BadZipFile` where it is damaged."""
    members = open_keyed(content)
    header = json.loads(members["header.json"])
    rest = [table for table in TABLES if table not in HEADER_TABLES]
    return Part(
        members["key"].decode().strip(),
        make_records("documents", [header["document"]])[0],
        {table: tuple(make_records(table, rows)) for table, rows in header["shared"].items()},
        tuple(Finding(*finding) for finding in header["findings"]),
        tuple(make_records("checks", header["checks"])),
        header["counts"],
        {table: pa.ipc.open_stream(unpack(members[f"{table}.arrow.zst"])).read_all() for table in rest},
        {table: unpack(members[f"{table}.csv.zst"]) for table in rest},
        unpack(members[_PAGE]).decode() if _PAGE in members else "",
        unpack(members[_INDEX]) if _INDEX in members else b"",
    )


def open_page(content: bytes) -> bytes:
    """The page of the report that a part holds. Raises `BadZipFile` where it is damaged, `KeyError` where it has none."""
    return unpack(read_member(content, _PAGE))


# --- a zip that begins with a key ------------------------------------------------------------


def render_keyed(key: str, members: Mapping[str, bytes]) -> bytes:
    """Write a key (64 characters; "" fits nothing) and members."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as package:
        for name, data in {"key": key.encode().ljust(KEY_END - KEY_AT), **members}.items():
            package.writestr(zipfile.ZipInfo(name, ZERO_DATE), data)
    return content.getvalue()


def open_keyed(content: bytes) -> dict[str, bytes]:
    """Read all members. Raises `zipfile.BadZipFile` where it is damaged."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def read_member(content: bytes, name: str) -> bytes:
    """Read one member. Raises `zipfile.BadZipFile` where it is damaged, `KeyError` where it is not there."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name)


def pack(content: bytes) -> bytes:
    """Length, a line feed, zstd."""
    return b"%d\n" % len(content) + bytes(pa.compress(content, codec="zstd", asbytes=True))


def unpack(content: bytes) -> bytes:
    """Undo `squeeze`."""
    length, _, packed = content.partition(b"\n")
    return bytes(pa.decompress(packed, int(length), codec="zstd", asbytes=True))
