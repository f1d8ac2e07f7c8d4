r"""Opens an OFD package and parses the parts that are needed; nothing is fetched or resolved.

Writers differ in how they name parts (relative, absolute, with \, in other case), in their namespace (with any prefix,
none, or one that they never declare) and in their encoding. Source: GB/T 33190-2016, 7.1 to 7.3 (package, main entrance,
paths); GM/T 0099-2020 (encryption).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from posixpath import basename, dirname, join, normpath
from typing import Any

from lxml import etree

from pipeline.model import Finding
from pipeline.parse.decode import decode
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.ooxml import Package
from pipeline.rules.findings import tell
from pipeline.sources.attached import member_name

ENTRANCE = "ofd.xml"
_ENCRYPTED = {"encryptions.xml", "decryptseed.dat", "entriesmap.dat"}  # GM/T 0099-2020, 7.2
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


@dataclass(slots=True)
class OfdPackage:
    """A package: its members by their names folded (`/` only, lower case), and what was found amiss."""

    zip: Package
    members: dict[str, str]
    root: str  # the folder that OFD.xml lies in; "" where it should
    notes: list[Finding] = field(default_factory=list)
    _missing: set[str] = field(default_factory=set)

    def find(self, location: str, base: str = "") -> str:
        """Name the member that a location in the part `base` means; "" where there is none."""
        location = location.strip().replace("\\", "/")
        tries = [join(self.root, location.lstrip("/"))]
        if not location.startswith("/"):
            tries.insert(0, join(dirname(base.replace("\\", "/")), location))
        folded = (normpath(path).lstrip("./").lower() for path in tries)
        return next((self.members[path] for path in folded if path in self.members), "")

    def parse(self, name: str) -> Any:
        """Parse a member to its root element. Raises `UnreadableFile`."""
        return _parse(self.zip.unpack(name) or b"", name)

    def look_up(self, location: str | None, base: str) -> tuple[str, Any]:
        """Name and parse the part that a location means; ("", None) and a finding (P61) where it is not in the package."""
        if not location or not location.strip():
            return "", None
        if name := self.find(location, base):
            return name, self.parse(name)
        if location not in self._missing:
            self._missing.add(location)
            self.notes.append(tell("P61", self.zip.path, base, name=location.strip()))
        return "", None


def open_ofd(path: str, content: bytes) -> OfdPackage:
    """Open the zip of the file of this path. Raises `UnreadableFile`."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    members: dict[str, str] = {}
    for info in archive.infolist():
        if not info.is_dir():
            members.setdefault(normpath(member_name(info).replace("\\", "/")).lstrip("./").lower(), info.filename)
    if encrypted := [member for name, member in members.items() if basename(name) in _ENCRYPTED]:
        raise UnreadableFile("R08", encrypted[0])
    entrance = min((name for name in members if basename(name) == ENTRANCE), key=len)
    return OfdPackage(Package(path, archive, members[entrance]), members, dirname(entrance))


def find_roots(package: OfdPackage) -> Iterator[tuple[str, Any]]:
    """Yield the root part of each document: of its current version, where it has versions."""
    entrance = package.zip.main
    seen = set()
    for body in children(package.parse(entrance), "DocBody"):
        part, root = package.look_up(_current(package, body, entrance) or text_of(body, "DocRoot"), entrance)
        if root is not None and part not in seen:  # some writers name a document twice
            seen.add(part)
            yield part, root


def _current(package: OfdPackage, body: Any, entrance: str) -> str:
    """Where the root of the current version lies; "" where none is said to be."""
    versions = child(body, "Versions")
    for version in children(versions, "Version") if versions is not None else ():
        if version.get("Current", "").lower() in ("true", "1"):
            part, root = package.look_up(version.get("BaseLoc"), entrance)
            if root is not None and (location := text_of(root, "DocRoot")):
                found = package.find(location, part)
                return f"/{found.removeprefix(package.root)}" if found else ""
    return ""


def _parse(blob: bytes, name: str) -> Any:
    """Parse XML: a prefix that is not declared is forgiven, and bytes of another encoding than is said."""
    root, faults = _read(blob)
    if faults:
        text = decode(blob)
        if not text.broken:
            root, faults = _read(_DECLARATION.sub("", text.text, count=1).encode())
    if root is None or faults:
        raise UnreadableFile("R15", name, reason=getattr(faults[0], "message", faults[0]) if faults else "no element")
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile("R17", name)
    return root


def _read(blob: bytes) -> tuple[Any, list[Any]]:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(blob, parser)
    except etree.XMLSyntaxError as error:  # nothing at all
        return None, [error]
    return root, [fault for fault in parser.error_log if fault.domain != etree.ErrorDomains.NAMESPACE]


@cache
def local(tag: str) -> str:
    """The name of an element without its namespace or prefix."""
    return tag.rpartition("}")[2].rpartition(":")[2]


def child(element: Any, name: str) -> Any:
    """The first child of a name; None if there is none."""
    return next((one for one in element if local(one.tag) == name), None)


def children(element: Any, *names: str) -> list[Any]:
    """The children of these names."""
    return [one for one in element if local(one.tag) in names]


def text_of(element: Any, name: str) -> str:
    """The text of the first child of a name; "" if there is none."""
    found = child(element, name)
    return (found.text or "").strip() if found is not None else ""
