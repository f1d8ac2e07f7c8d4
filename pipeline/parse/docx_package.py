"""Opens a Word package with python-docx and parses those parts that are needed. Nothing is fetched or resolved."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import Any

from docx.opc.packuri import PackURI
from docx.opc.phys_pkg import PhysPkgReader
from lxml import etree

from pipeline.model import Source
from pipeline.parse.errors import UnreadableFile

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
W = f"{{{TRANSITIONAL}}}"
MAX_PART = 300_000_000  # bytes of one part when unpacked; a bomb claims more
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


@dataclass(slots=True)
class Package:
    """A Word package: its parts by relationship type (`numbering`, `styles`, `footnotes` …)."""

    path: str
    reader: Any
    main: str
    targets: dict[str, str] = field(default_factory=dict)

    def blob(self, name: str) -> bytes:
        """Unpack a part. Raises `UnreadableFile` if it is missing, damaged or too large."""
        try:
            size = self.reader._zipf.getinfo(name).file_size
            if size > MAX_PART:
                raise UnreadableFile(self.path, name, f"the part is {size} bytes when unpacked; the limit is {MAX_PART}")
            content: bytes = self.reader.blob_for(PackURI(f"/{name}"))
        except KeyError as error:
            raise UnreadableFile(self.path, name, "the part is missing from the Word package") from error
        except BROKEN as error:
            raise UnreadableFile(self.path, name, f"the Word package is damaged ({error})") from error
        return content

    def find(self, kind: str) -> bytes | None:
        """Unpack the part that the document relates to as `kind`; None if there is none."""
        return self.blob(self.targets[kind]) if kind in self.targets else None

    def parse(self, blob: bytes, name: str) -> Any:
        """Parse a part. Raises `UnreadableFile`."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        if STRICT.encode() in blob:
            blob = blob.replace(STRICT.encode(), TRANSITIONAL.encode())
        try:
            return etree.fromstring(blob, parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableFile(self.path, name, f"the XML is broken ({error})") from error


def open_package(source: Source) -> Package:
    """Open the zip and find the main part and its relatives. Raises `UnreadableFile`."""
    try:
        reader = PhysPkgReader(io.BytesIO(source.content))
    except BROKEN as error:
        raise UnreadableFile(source.path, "zip directory", f"the Word package is broken ({error})") from error
    package = Package(source.path, reader, "word/document.xml")
    names = set(reader._zipf.namelist())
    if "_rels/.rels" in names:
        package.main = _relations(package, "_rels/.rels", "").get("officeDocument", package.main)
    folder, _, file = package.main.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels".lstrip("/")
    if relations in names:
        found = _relations(package, relations, dirname(package.main))
        package.targets = {kind: target for kind, target in found.items() if target in names}
    return package


def _relations(package: Package, name: str, folder: str) -> dict[str, str]:
    """Read a .rels part: the last word of each type → part name. Targets outside of the package are left out."""
    targets: dict[str, str] = {}
    for relation in package.parse(package.blob(name), name):
        kind, target = str(relation.get("Type", "")), str(relation.get("Target", ""))
        if relation.get("TargetMode") != "External":
            whole = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
            targets.setdefault(kind.rpartition("/")[2], whole)
    return targets
