"""The format of a file by its content: first bytes, members of a zip, streams of an OLE file. Never by its name.

Sources: [MS-CFB] (OLE), ECMA-376 part 2 (zip packages), ODF 1.3 part 2 (mimetype), RFC 2557 (.mht).
"""

from __future__ import annotations

import io
import re
import zipfile

from pipeline.parse.errors import UnreadableFile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_DIRECTORY = 65536  # bytes at the end of a zip that hold the names of its members, uncompressed
HEAD = 4096
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
# What holds a document, but needs a program that we do not call.
ARCHIVES = (
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
)
# Streams of an OLE file, in the order in which they decide: a Word file may embed a workbook.
STREAMS = (("EncryptedPackage", ""), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("MatOST", "works"))
MEMBERS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
)
_ENTRANCE = "ofd.xml"
MIME_TYPES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta)\b|\A<(?:title|div|p|span|center|font)\b")
# Office documents as one XML file: Word 2003, a flat package, Excel 2003, flat OpenDocument.
XML_TEXT = (b"<w:worddocument", b"<pkg:package", b"opendocument.text")
XML_SHEET = (b"urn:schemas-microsoft-com:office:spreadsheet", b"opendocument.spreadsheet")


def sniff(content: bytes) -> str:
    """Name the format of a file: docx, xlsx, pdf, ofd, html, mht, txt, or one that needs LibreOffice (`parse.office`).

    Raises `UnreadableFile` for an empty file and for a format that no reader knows.
    """
    if not content.strip():
        raise UnreadableFile("R01")
    if content.startswith(b"PK"):
        return _sniff_zip(content)
    if content.startswith(OLE):
        return _sniff_ole(content)
    if b"%PDF-" in content[:1024]:
        return "pdf"
    for signature, name in ARCHIVES:
        if content.startswith(signature):
            raise UnreadableFile("R02", "first bytes", kind=name)
    if content.startswith(_PICTURES):
        return "picture"
    return _sniff_text(content)


def _sniff_text(content: bytes) -> str:
    """Tell apart what is written in characters."""
    head = _plain_head(content)
    if head.startswith(b"{\\rtf"):
        return "rtf"
    for marks, name in ((XML_TEXT, "xml"), (XML_SHEET, "xmlss")):
        if head.startswith(b"<?xml") and any(mark in head for mark in marks):
            return name
    if b"mime-version:" in head and b"content-type: multipart/related" in head:
        return "mht"
    if HTML.search(head):
        return "html"
    if b"\0" in content[:HEAD] and not is_utf16(content):
        raise UnreadableFile("R04", "first bytes")
    return "txt"


def _plain_head(content: bytes) -> bytes:
    """Give the first bytes in lower case; of UTF-16 the ASCII characters only."""
    head = content[:HEAD].replace(b"\0", b"") if is_utf16(content) else content[:HEAD]
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\f").lower()


def is_utf16(content: bytes) -> bool:
    """Tell whether the bytes begin with the mark of UTF-16, or with a < in it."""
    return content[:2] in (b"\xff\xfe", b"\xfe\xff") or content[:2] in (b"<\0", b"\0<")


def _sniff_zip(content: bytes) -> str:
    """Tell Word, Excel and OpenDocument packages from other zips."""
    directory = content[-ZIP_DIRECTORY:]
    is_ofd = _ENTRANCE.encode() in directory.lower()  # a Word file attached to it has a directory there, too
    for member, name in MEMBERS[:2]:
        if member.encode() in directory and not is_ofd:
            return name
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
            mime_type = package.read("mimetype")[:100].strip() if "mimetype" in names else b""
            types = package.read("[Content_Types].xml")[:100_000] if "[Content_Types].xml" in names else b""
    except (zipfile.BadZipFile, zipfile.zlib.error, RuntimeError, NotImplementedError, EOFError) as error:  # type: ignore[attr-defined]
        raise UnreadableFile("R05", "zip directory", reason=error) from error
    if found := next((name for member, name in MEMBERS if member in names), MIME_TYPES.get(mime_type)):
        return found
    for mark, name in ((b"wordprocessingml.document.main", "docx"), (b"spreadsheetml.sheet.main", "xlsx")):
        if mark in types:
            return name
    if any(name.replace("\\", "/").rpartition("/")[2].lower() == _ENTRANCE for name in names):
        return "ofd"
    raise UnreadableFile("R07", "zip members")


def _sniff_ole(content: bytes) -> str:
    """Tell old Word, WPS and Excel files apart by the names of their streams."""
    for stream, name in STREAMS:
        if stream.encode("utf-16-le") in content:
            if not name:
                raise UnreadableFile("R08", "OLE streams")
            return name
    raise UnreadableFile("R09", "OLE streams")
