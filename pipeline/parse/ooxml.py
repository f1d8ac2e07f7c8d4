"""Opens an Office Open XML package (.docx, .xlsx) and parses the parts that are needed. Nothing is fetched or resolved.

Source: ECMA-376 part 2 (packages), part 1 annex A and part 4 (strict and transitional namespaces).
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree

from pipeline.model import Source
from pipeline.parse.errors import UnreadableFile
from pipeline.rules.limits import limit

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT, TRANSITIONAL = b"http://purl.oclc.org/ooxml/", b"http://schemas.openxmlformats.org/"
STRICT_NAMES = tuple(
    (STRICT + name + kind, TRANSITIONAL + name + b"/2006" + kind)
    for name, kind in (
        (b"wordprocessingml", b"/main"),
        (b"spreadsheetml", b"/main"),
        (b"drawingml", b"/main"),
        (b"officeDocument", b"/relationships"),
        (b"officeDocument", b"/math"),
    )
)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
UTF16 = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
ENCODING = re.compile(r"(\A\ufeff?<\?xml[^>]{0,80}encoding=[\"'])UTF-16[BLE]{0,2}([\"'])", re.IGNORECASE)


@dataclass(slots=True)
class Package:
    """A package: `main` is its main part, `targets` the parts that it relates to by kind (`numbering`, `styles` …)."""

    path: str
    archive: zipfile.ZipFile
    main: str
    targets: dict[str, str] = field(default_factory=dict)

    def unpack(self, name: str) -> bytes | None:
        """Unpack a part; None where the package has none of this name. Raises `UnreadableFile` if it is damaged."""
        largest = limit("part_bytes")
        try:
            with self.archive.open(name) as member:
                content = member.read(largest + 1)
        except KeyError:
            return None
        except _BROKEN as error:
            raise UnreadableFile("R14", name, reason=error) from error
        if len(content) > largest:
            raise UnreadableFile("R12", name, found=len(content), name="part_bytes", limit=largest)
        return _as_utf8(content) if content[:2] in UTF16 else content

    def find(self, kind: str) -> bytes | None:
        """Unpack the part that the main part relates to as `kind`; None if there is none."""
        return self.unpack(self.targets[kind]) if kind in self.targets else None

    def parse(self, blob: bytes, name: str) -> Any:
        """Parse a part to its root element, strict names made transitional. Raises `UnreadableFile`."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        if STRICT in blob:
            for strict, transitional in STRICT_NAMES:
                blob = blob.replace(strict, transitional)
        try:
            root = etree.fromstring(blob, parser)
        except etree.XMLSyntaxError as error:
            # Where memory is short, libxml2 says nothing of where.
            if not error.lineno:
                raise UnreadableFile("R16", name) from error
            raise UnreadableFile("R15", name, reason=error) from error
        if root.getroottree().docinfo.internalDTD is not None:  # ECMA-376 part 2, 8.1.4: it shall have none
            raise UnreadableFile("R17", name)
        return root

    def read_relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Read the relations of a part ("" for the package): id → last word of the type, part name.

        Targets outside of the package are left out.
        """
        folder, _, file = part.rpartition("/")
        name = f"{folder}/_rels/{file}.rels".lstrip("/")
        blob = self.unpack(name)
        found: dict[str, tuple[str, str]] = {}
        for relation in self.parse(blob, name) if blob else ():
            if isinstance(relation.tag, str) and relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                whole = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
                found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], whole)
        return found


def _as_utf8(content: bytes) -> bytes:
    """Write a part in UTF-16, which a package may hold too (ECMA-376 part 2, 8.1.4), in UTF-8, as all others are."""
    try:
        text = content.decode(UTF16[content[:2]])
    except UnicodeDecodeError:
        return content  # the parser says what is broken
    return ENCODING.sub(r"\1UTF-8\2", text, count=1).encode()


def open_package(source: Source, main: str) -> Package:
    """Open the zip and find its main part (`main` where nothing is said) and its parts. Raises `UnreadableFile`."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.content))
    except _BROKEN as error:
        raise UnreadableFile("R05", "zip directory", reason=error) from error
    package = Package(source.path, archive, main)
    roots = dict(package.read_relations("").values())
    package.main = roots.get("officeDocument", main)
    package.targets = dict(reversed(package.read_relations(package.main).values()))
    return package
