"""Room 1: a file becomes tables of cells, tables become rows of known fields.

The content decides which reader opens a file, never its name.
"""

from __future__ import annotations

from importlib import import_module

from pipeline.model import Content, Source
from pipeline.parse.errors import UnreadableFile

READERS = {"docx": "pipeline.parse.docx", "txt": "pipeline.parse.text"}
SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (.doc, .wps, .xls) or an encrypted one"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)


def sniff(content: bytes, path: str) -> str:
    """Name the format of a file by its first bytes and, for a zip, its members.

    Raises `UnreadableFile` for an empty file and for a format that no reader of `READERS` knows.
    """
    if not content.strip():
        raise UnreadableFile(path, "", "the file is empty")
    if content.startswith(b"PK"):
        return _sniff_zip(content, path)
    for signature, name in SIGNATURES:
        if content.startswith(signature):
            raise UnreadableFile(path, "first bytes", f"the file is {name}; save it as .docx and put that into raw/")
    head = content[:2048].lower()
    if b"<html" in head or b"<!doctype html" in head:
        raise UnreadableFile(path, "first bytes", "the file is a web page; save it as .docx and put that into raw/")
    if b"\0" in content[:4096] and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise UnreadableFile(path, "first bytes", "the file is binary, of a kind that no reader knows")
    return "txt"


def _sniff_zip(content: bytes, path: str) -> str:
    """Tell a Word package from other zips."""
    if b"word/document.xml" in content[-65536:]:  # the directory at the end of a zip is not compressed
        return "docx"
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
    except zipfile.BadZipFile as error:
        raise UnreadableFile(path, "zip directory", f"the file is a broken zip ({error}); is it complete?") from error
    if "word/document.xml" in names:
        return "docx"
    raise UnreadableFile(path, "zip members", "the zip holds no word/document.xml, so it is no Word document")


def read(source: Source) -> Content:
    """Read a file into paragraphs and tables. Raises `UnreadableFile`."""
    reader = import_module(READERS[sniff(source.content, source.path)])
    content: Content = reader.read(source)
    return content
