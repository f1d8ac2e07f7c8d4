"""Bytes → characters, and attributes → whole numbers: one answer for every format.

Sources: HTML Living Standard (byte order marks; integers), GB 18030-2022 (a superset of GBK and GB/T 2312).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model import Finding
from pipeline.rules.findings import tell

BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
NO_BOMS = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))  # a page of UTF-16 that does not say so
GB = ("gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "gb18030")
UTF8 = ("utf-8", "utf8")
SOUND = 2  # whole characters of three bytes for each broken one: UTF-8 with a damaged byte; text of GB 18030 has 0.04
INTEGER = re.compile(r"\s*([+-]?[0-9]{1,10})(?![0-9])")


class Decoded(NamedTuple):
    """A text with what could not be read of it: `broken` characters, U+FFFD in the text, the first at byte `first`."""

    text: str
    encoding: str
    broken: int = 0
    first: int = 0
    declared: str = ""

    def find_losses(self, path: str) -> Iterator[Finding]:
        """P18: characters that are broken."""
        if self.broken:
            told = {"broken": self.broken, "encoding": self.encoding, "declared": self.declared or "-"}
            yield tell("P18", path, f"byte {self.first}", **told)


def decode(content: bytes, declared: str = "") -> Decoded:
    """Decode bytes: a byte order mark decides, then UTF-8 where all or nearly all of it is, then `declared`, then GB 18030."""
    for mark, encoding in (*BOMS, *NO_BOMS):
        if content.startswith(mark):
            return _read(content, encoding, declared)
    said = declared.lower()
    unicode = _read(content, "utf-8", said)
    if not unicode.broken or _is_nearly_sound(unicode):
        return unicode
    for encoding in ("gb18030" if said in GB else said, "gb18030"):
        try:
            return Decoded(content.decode(encoding), encoding)
        except (ValueError, LookupError):  # not in this encoding, or one that nobody knows
            continue
    return unicode if said in UTF8 else _read(content, "gb18030", said)


def _read(content: bytes, encoding: str, declared: str) -> Decoded:
    try:
        return Decoded(content.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        text = content.decode(encoding, "replace")
        return Decoded(text, encoding, text.count("\ufffd"), error.start, declared)


def _is_nearly_sound(decoded: Decoded) -> bool:
    sound = sum(character > "\u07ff" for character in decoded.text) - decoded.broken
    return sound >= SOUND * decoded.broken


def read_integer(text: str | None, default: int) -> int:
    """Read the whole number that an attribute begins with; `default` where it is missing, none, or of more than ten digits."""
    found = INTEGER.match(text or "")
    return int(found[1]) if found else default
