"""Attachments: which files a package carries, and which of them are documents of their own.

Source: GB/T 33190-2016, 20.2 (attachments).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import PurePosixPath
from typing import NamedTuple

from pipeline.model import Finding
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.ofd.package import OfdPackage, children, find_roots, open_ofd, text_of
from pipeline.parse.sniff import sniff
from pipeline.rules.findings import tell
from pipeline.rules.limits import changed, limit
from pipeline.sources.attached import MARK, Inner, member_name, unpack_inner

_SMALL = 16 << 20  # bytes: a larger part is not parsed only to see what is attached
_NO_DOCUMENTS = ("picture", "txt")  # pictures of seals, data: they belong to the pages


class Attachment(NamedTuple):
    """A file that a document of the package names: its name, its format as it says, its member ("": it is not there)."""

    name: str
    format: str
    member: str
    part: str  # the list that names it


def find_attachments(package: OfdPackage) -> list[Attachment]:
    """The attachments of all documents of a package, each member once. Raises `UnreadableFile`."""
    found = (one for part, root in find_roots(package) for one in _read_list(package, part, root))
    return list({one.member or one.name: one for one in found}.values())


def _read_list(package: OfdPackage, document: str, root: object) -> Iterator[Attachment]:
    part, listed = package.look_up(text_of(root, "Attachments"), document)
    for element in children(listed, "Attachment") if listed is not None else ():
        location = text_of(element, "FileLoc")
        found = package.find(location, part) or package.find(location, document) if location else ""
        member = member_name(package.zip.archive.getinfo(found)) if found else ""
        yield Attachment(element.get("Name") or location, element.get("Format") or "-", member, part)


def list_inner(path: str, content: bytes) -> list[Inner]:
    """The attachments that are documents of their own; none of a file that is attached itself. Raises `UnreadableFile`."""
    if MARK in path:
        return []
    with changed({"part_bytes": min(_SMALL, limit("part_bytes"))}):
        attached = find_attachments(open_ofd(path, content))
    return [inner for one in attached[: limit("attachments")] if one.member for inner in _open(one, content)]


def _open(attachment: Attachment, content: bytes) -> Iterator[Inner]:
    """Open an attachment, if it is a document. What can not be unpacked or told is none."""
    with suppress(OSError, UnreadableFile):
        inner = unpack_inner(content, attachment.member)
        if sniff(inner) not in _NO_DOCUMENTS:
            suffix, name = PurePosixPath(attachment.member).suffix, attachment.name
            yield Inner(attachment.member, name if PurePosixPath(name).suffix else name + suffix, inner)


def tell_attachments(package: OfdPackage, content: bytes) -> Iterable[Finding]:
    """P66: an attachment that is a document of its own; P62: one that is not read."""
    path = package.zip.path
    attached = find_attachments(package)
    read = {inner.member for inner in list_inner(path, content)} if attached else set()
    for one in attached:
        if one.member in read:
            yield tell("P66", path, one.part, name=one.name, path=f"{path}{MARK}{one.member}")
        else:
            yield tell("P62", path, one.part, name=one.name, format=one.format)
