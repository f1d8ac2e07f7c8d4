"""Opens a Word package with python-docx and parses the parts that are needed. Nothing is fetched or resolved."""

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
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


@dataclass(slots=True)
class Package:
    """A Word package: `main` is its document part, `targets` the related parts by kind (`numbering`, `styles` …)."""

    path: str
    reader: PhysPkgReader
    main: str = "word/document.xml"
    targets: dict[str, str] = field(default_factory=dict)

    def unpack(self, name: str) -> bytes | None:
        """Unpack a part; None where the package has none of this name. Raises `UnreadableFile` if it is damaged."""
        try:
            content: bytes = self.reader.blob_for(PackURI(f"/{name}"))  # type: ignore[attr-defined]
        except KeyError:
            return None
        except BROKEN as error:
            raise UnreadableFile(self.path, name, f"the Word package is damaged ({error})") from error
        return content

    def find(self, kind: str) -> bytes | None:
        """Unpack the part that the document relates to as `kind`; None if there is none."""
        return self.unpack(self.targets[kind]) if kind in self.targets else None

    def parse(self, blob: bytes, name: str) -> Any:
        """Parse a part to its root element. Raises `UnreadableFile`."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        if STRICT.encode() in blob:
            blob = blob.replace(STRICT.encode(), TRANSITIONAL.encode())
        try:
            return etree.fromstring(blob, parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableFile(self.path, name, f"the XML is broken ({error})") from error

    def read_relations(self, name: str, folder: str) -> dict[str, str]:
        """Read a .rels part: last word of each type → part name. Targets outside of the package are left out."""
        blob = self.unpack(name)
        targets: dict[str, str] = {}
        for relation in self.parse(blob, name) if blob else ():
            if isinstance(relation.tag, str) and relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                whole = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
                targets.setdefault(relation.get("Type", "").rpartition("/")[2], whole)
        return targets


def open_package(source: Source) -> Package:
    """Open the zip and find the main part and the parts that it relates to. Raises `UnreadableFile`."""
    try:
        package = Package(source.path, PhysPkgReader(io.BytesIO(source.content)))  # type: ignore[no-untyped-call]
    except BROKEN as error:
        raise UnreadableFile(
            source.path, "zip directory", f"the Word package is a broken zip ({error}); is it complete?"
        ) from error
    package.main = package.read_relations("_rels/.rels", "").get("officeDocument", package.main)
    folder, _, file = package.main.rpartition("/")
    package.targets = package.read_relations(f"{folder}/_rels/{file}.rels".lstrip("/"), dirname(package.main))
    return package
