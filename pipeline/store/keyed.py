"""A zip that begins with a key: what is kept in interim/, under a hash of all that it depends on.

The key is the first member, not packed, so that it is read from the first bytes of the file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pyarrow as pa

from pipeline.store.records import KEY_AT, KEY_END

ZERO_DATE = (1980, 1, 1, 0, 0, 0)  # the same content gives the same bytes


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


def squeeze(content: bytes) -> bytes:
    """Length, a line feed, zstd."""
    return b"%d\n" % len(content) + bytes(pa.compress(content, codec="zstd", asbytes=True))


def unsqueeze(content: bytes) -> bytes:
    """Undo `squeeze`."""
    length, _, packed = content.partition(b"\n")
    return bytes(pa.decompress(packed, int(length), codec="zstd", asbytes=True))
