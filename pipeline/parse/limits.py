"""What a document may be: checked before a reader opens it, and on what the reader gives back (rules/limits.csv)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from pipeline.model import Content, Finding, Paragraph, Table
from pipeline.parse.errors import UnreadableFile
from pipeline.rules.findings import tell
from pipeline.rules.limits import limit

_SMALL = 16 * 1024 * 1024  # bytes; what unpacks to less is no bomb, however well it was packed
# Controls that do not show, and marks that turn the order of the characters around (Unicode TR 36, Trojan Source).
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")


def check_package(content: bytes) -> None:
    """Refuse a zip that would unpack to too much, by what its directory says. Raises `UnreadableFile`.

    A directory that lies is found by whoever unpacks: zipfile gives no more bytes than it promised. Names of members
    are only looked up, never used as paths; two members of one name that differ would be two documents in one file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return  # the reader says what is broken
    unpacked = sum(member.file_size for member in members)
    largest = max((member.file_size for member in members), default=0)
    ratio = unpacked // max(len(content), 1) if unpacked > _SMALL else 0
    found = {
        "zip_members": len(members),
        "unpacked_bytes": unpacked,
        "part_bytes": largest,
        "unpacked_ratio": ratio,
    }
    for name, value in found.items():
        if value > limit(name):
            raise UnreadableFile("R12", "zip directory", found=value, name=name, limit=limit(name))
    known: dict[str, int] = {}
    for member in members:
        if known.setdefault(member.filename, member.CRC) != member.CRC:
            raise UnreadableFile("R13", "zip directory", name=member.filename)


def check_content(content: Content, path: str) -> Content:
    """Refuse more cells or longer texts than allowed; note P60 where characters do not show. Raises `UnreadableFile`."""
    tables = [block for block in content.blocks if isinstance(block, Table)]
    cells = sum(len(table.cells) for table in tables)
    if cells > limit("cells"):
        raise UnreadableFile("R12", found=cells, name="cells", limit=limit("cells"))
    notes: list[Finding] = []
    longest, most, total = limit("cell_characters"), limit("characters"), 0
    for text, block, row in _texts(content):
        total += len(text)
        if total > most:
            check_characters(total, _place(block, row))
        if len(text) > longest:
            raise UnreadableFile("R12", _place(block, row), found=len(text), name="cell_characters", limit=longest)
        if unseen := _UNSEEN.search(text):
            notes.append(tell("P60", path, _place(block, row), first=unseen[0]))
    return replace(content, notes=(*content.notes, *notes)) if notes else content


def check_characters(count: int, place: str) -> None:
    """Refuse a document of more text than allowed, as soon as that is seen. Raises `UnreadableFile`."""
    if count > limit("characters"):
        raise UnreadableFile("R12", place, found=count, name="characters", limit=limit("characters"))


def _texts(content: Content) -> Iterator[tuple[str, Paragraph | Table, int]]:
    """Every text of a document with its block and, of a table, its row."""
    for block in content.blocks:
        if isinstance(block, Table):
            yield from ((cell.text, block, cell.row) for cell in block.cells)
        else:
            yield block.text, block, 0


def _place(block: Paragraph | Table, row: int) -> str:
    return f"table {block.number}, row {row + 1}" if isinstance(block, Table) else "text"
