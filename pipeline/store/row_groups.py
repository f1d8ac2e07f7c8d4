"""Parquet files joined by their bytes: the row groups of finished files become those of one; no value is unpacked.

A Parquet file is `PAR1`, the pages of its row groups, a footer, the footer's length (4 bytes), `PAR1`. Pages know no
place. The footer (struct FileMetaData of parquet.thrift, written in Thrift's compact protocol) names places from the
start of the file: those are moved, and everything else stays the bytes that Arrow wrote.
Sources: https://github.com/apache/parquet-format (README, parquet.thrift), https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol

MAGIC = b"PAR1"
_TAIL = 8  # length of the footer, MAGIC
I16, I64, _LIST, STRUCT = 4, 6, 9, 12  # types of the compact protocol
FIXED = {1: 0, 2: 0, 3: 1, 7: 8, 13: 16}  # bytes of a field: true, false, byte, double, uuid
NUMBERS, BINARY, _LISTS, MAP = (4, 5, 6), 8, (9, 10), 11
# Field numbers of parquet.thrift.
NUM_ROWS, ROW_GROUPS = 3, 4  # of FileMetaData
_COLUMNS, GROUP_OFFSET, _ORDINAL = 1, 5, 7  # of RowGroup
CHUNK_META = 3  # of ColumnChunk
CHUNK_OFFSETS = (2, 4, 6)  # file_offset, offset_index_offset, column_index_offset
META_OFFSETS = (9, 10, 11, 14)  # data_page_, index_page_, dictionary_page_, bloom_filter_offset


class Writable(Protocol):
    """A file that is written from its beginning to its end."""

    def write(self, content: bytes) -> object:
        """Append."""


class RowGroups:
    """A Parquet file in the making."""

    def __init__(self, file: Writable, empty: bytes) -> None:
        """Begin `file`; `empty` is a Parquet file without row groups, whose schema and metadata the new one takes."""
        self._file, self._frame = file, read_footer(cut_footer(empty))
        self._at, self._rows, self._groups = len(MAGIC), 0, list[bytes]()
        file.write(MAGIC)

    def append(self, content: bytes) -> None:
        """Append the row groups of a Parquet file. Raises `ValueError` where its schema is another."""
        footer = read_footer(cut_footer(content))
        if footer.frame != self._frame.frame:
            raise ValueError("row groups of another schema, or of another version of Arrow")
        pages = content[len(MAGIC) : -_TAIL - len(footer.content)]
        self._groups += footer.move(self._at - len(MAGIC), len(self._groups))
        self._file.write(pages)
        self._at += len(pages)
        self._rows += footer.rows.value

    def finish(self) -> None:
        """Write the footer; the file is the caller's to close."""
        before, between, after = self._frame.frame
        size = len(self._groups)
        head = bytes((size << 4 | STRUCT,)) if size < 15 else bytes((0xF0 | STRUCT,)) + varint(size)
        footer = b"".join((before, zigzag(self._rows), between, head, *self._groups, after))
        self._file.write(footer + len(footer).to_bytes(4, "little") + MAGIC)


def cut_footer(content: bytes) -> bytes:
    """The footer of a Parquet file. Raises `ValueError` where it is none."""
    if len(content) < len(MAGIC) + _TAIL or content[: len(MAGIC)] != MAGIC or content[-len(MAGIC) :] != MAGIC:
        raise ValueError("not a Parquet file")
    size = int.from_bytes(content[-_TAIL : -len(MAGIC)], "little")
    return content[-_TAIL - size : -_TAIL]


class Patch(NamedTuple):
    """A number of the footer that says where something is."""

    start: int
    end: int
    value: int
    is_ordinal: bool = False


class Footer(NamedTuple):
    """A footer, and where in it the parts lie that change."""

    content: bytes
    rows: Patch
    list_at: tuple[int, int]  # the head of the list of row groups
    groups: tuple[tuple[int, int], ...]  # start and end of each
    patches: tuple[tuple[Patch, ...], ...]  # of each group

    @property
    def frame(self) -> tuple[bytes, bytes, bytes]:
        """What stands before the number of rows, between it and the row groups, and after those: schema and metadata."""
        end = self.groups[-1][1] if self.groups else self.list_at[1]
        return self.content[: self.rows.start], self.content[self.rows.end : self.list_at[0]], self.content[end:]

    def move(self, by: int, ordinal: int) -> Iterator[bytes]:
        """The row groups, as they read when their pages lie `by` bytes further on and `ordinal` groups stand before."""
        for (start, end), patches in zip(self.groups, self.patches, strict=True):
            moved, done = bytearray(), start
            for patch in patches:
                moved += self.content[done : patch.start]
                moved += zigzag(ordinal if patch.is_ordinal else patch.value + by)
                done = patch.end
            yield bytes(moved + self.content[done:end])
            ordinal += 1


class Reader:
    """Walks through a struct of the compact protocol without building anything."""

    def __init__(self, content: bytes) -> None:
        """Start at the first byte."""
        self.content, self.at = content, 0

    def varint(self) -> int:
        """An unsigned number of 7 bits a byte."""
        value = shift = 0
        while True:
            byte = self.content[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def number(self, is_ordinal: bool = False) -> Patch:
        """A signed number, and its place."""
        start, coded = self.at, self.varint()
        return Patch(start, self.at, coded >> 1 ^ -(coded & 1), is_ordinal)

    def fields(self) -> Iterator[tuple[int, int]]:
        """Number and type of each field of a struct; the value is the caller's to read."""
        field = 0
        while head := self._byte():
            field = field + (head >> 4) if head >> 4 else self.number().value
            yield field, head & 0x0F

    def items(self) -> tuple[int, int]:
        """Number and type of a list's items."""
        head = self._byte()
        return head >> 4 if head >> 4 < 15 else self.varint(), head & 0x0F

    def skip(self, kind: int) -> None:
        """Pass over a value."""
        if kind in NUMBERS:
            self.varint()
        elif kind == BINARY:
            length = self.varint()
            self.at += length
        elif kind == STRUCT:
            for _, inner in self.fields():
                self.skip(inner)
        elif kind in _LISTS:
            size, inner = self.items()
            for _ in range(size):
                self.skip(inner if inner > 2 else 3)  # in a list, a truth value takes a byte
        elif kind in FIXED:
            self.at += FIXED[kind]
        else:
            raise ValueError(f"type {kind} is none that a Parquet footer has")

    def _byte(self) -> int:
        self.at += 1
        return self.content[self.at - 1]


def read_footer(content: bytes) -> Footer:
    """Find the parts of a footer that change. Raises `ValueError` where it is none."""
    reader = Reader(content)
    rows, list_at = None, (0, 0)
    groups, patches = [], []
    for field, kind in reader.fields():
        if field == NUM_ROWS:
            rows = reader.number()
        elif field == ROW_GROUPS:
            start = reader.at
            size, _ = reader.items()
            list_at = (start, reader.at)
            for _ in range(size):
                start = reader.at
                patches.append(tuple(_walk_group(reader)))
                groups.append((start, reader.at))
        else:
            reader.skip(kind)
    if rows is None or not list_at[0]:
        raise ValueError("a Parquet footer without rows or row groups")
    return Footer(content, rows, list_at, tuple(groups), tuple(patches))


def _walk_group(reader: Reader) -> Iterator[Patch]:
    for field, kind in reader.fields():
        if field == _COLUMNS:
            for _ in range(reader.items()[0]):
                yield from _walk_chunk(reader)
        elif field == GROUP_OFFSET:
            yield from _moving(reader.number())
        elif field == _ORDINAL:
            yield reader.number(is_ordinal=True)
        else:
            reader.skip(kind)


def _walk_chunk(reader: Reader) -> Iterator[Patch]:
    for field, kind in reader.fields():
        if field == CHUNK_META:
            for inner, inner_kind in reader.fields():
                if inner in META_OFFSETS:
                    yield from _moving(reader.number())
                else:
                    reader.skip(inner_kind)
        elif field in CHUNK_OFFSETS:
            yield from _moving(reader.number())
        else:
            reader.skip(kind)


def _moving(patch: Patch) -> Iterator[Patch]:
    """A place; 0 says that none is named."""
    if patch.value:
        yield patch


def varint(value: int) -> bytes:
    """An unsigned number of the compact protocol."""
    found = bytearray()
    while value >= 0x80:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*found, value))


def zigzag(value: int) -> bytes:
    """A signed number of the compact protocol."""
    return varint(value << 1 ^ value >> 63)
