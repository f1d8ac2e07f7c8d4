"""Documents that lie inside another file: the attachments of an OFD, named `list.ofd!/Doc_0/Attachs/tasks.docx`."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import NamedTuple

from pipeline.rules.limits import limit
from pipeline.sources.folders import Folder

MARK = "!/"  # stands between a file and what lies in it
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError)


class Inner(NamedTuple):
    """A document inside a file: its member of the package, what it is called there, its bytes."""

    member: str
    name: str
    content: bytes


FindInner = Callable[[str, bytes], list[Inner]]  # of a path and what lies there; raises nothing for a broken file


def member_name(info: zipfile.ZipInfo) -> str:
    """The name of a member; where it does not say that it is in UTF-8, in the Chinese of Windows if it can be."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def unpack_inner(content: bytes, member: str) -> bytes:
    """The bytes of a member of a package. Raises `OSError` where it is not there, damaged or over the limit."""
    largest = limit("part_bytes")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            info = next((one for one in package.infolist() if member_name(one) == member), None)
            found = package.open(info).read(largest + 1) if info is not None else None
    except _BROKEN as error:
        raise OSError(f"{member}: {error}") from error
    if found is None:
        raise FileNotFoundError(2, "no such member", member)
    if len(found) > largest:
        raise OSError(f"{member}: over the limit part_bytes = {largest}")
    return found


def load_source(folder: Folder, path: str) -> bytes:
    """The bytes of a document by its `source_path`, inside another file too. Raises `OSError`."""
    try:
        return folder.read(path)
    except (FileNotFoundError, NotADirectoryError):
        file, mark, member = path.partition(MARK)
        if not mark:
            raise
    return unpack_inner(folder.read(file), member)
