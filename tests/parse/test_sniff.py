"""The content decides which reader opens a file, never its name."""

import io
import zipfile

import pytest

from pipeline.parse.errors import UnreadableFile
from pipeline.parse.sniff import sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def stream(*names):
    return OLE + b"\0\0".join(name.encode("utf-16-le") for name in names)


def packed(*members, comment=b"", **contents):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for member in members:
            package.writestr(member, "x")
        for name, text in contents.items():
            package.writestr(name, text)
        package.comment = comment
    return stream.getvalue()


TYPES = '<Types><Override ContentType="application/vnd.{}.main+xml"/></Types>'

CASES = [
    (packed("word/document.xml"), "docx"),
    (
        packed(
            "a.txt", **{"[Content_Types].xml": TYPES.format("openxmlformats-officedocument.wordprocessingml.document")}
        ),
        "docx",
    ),
    (packed("xl/workbook.xml"), "xlsx"),
    (packed("xl/workbook.bin"), "xlsb"),
    (packed(mimetype="application/vnd.oasis.opendocument.text"), "odt"),
    (packed(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ods"),
    (stream("WordDocument", "1Table"), "doc"),  # also what WPS writes as .wps
    (stream("Workbook"), "xls"),
    (stream("Workbook", "WordDocument"), "doc"),  # a document with a workbook in it
    (b"{\\rtf1\\ansi", "rtf"),
    (b"%PDF-1.7", "pdf"),
    (b"\xef\xbb\xbf<html>", "html"),
    ("<!DOCTYPE html>".encode("utf-16"), "html"),  # a .doc that Word saved as a web page
    ("<html>".encode("utf-16-le"), "html"),
    (b"\n\n <TABLE border=1>", "html"),
    (b"<?xml version='1.0'?><!DOCTYPE html PUBLIC>", "html"),
    (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w:wordDocument xmlns:w='x'>", "xml"),
    (b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>", "xmlss"),
    (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n", "mht"),
    (b"\x89PNG\r\n", "picture"),
    (b"\xff\xd8\xff\xe0", "picture"),
    (packed("OFD.xml"), "ofd"),
    (packed("list/ofd.XML"), "ofd"),
    ("附件：\n清单".encode(), "txt"),
    ("附件：\n清单".encode("gb18030"), "txt"),
    ("附件：\n清单".encode("utf-16"), "txt"),
    ("a < b，b > c".encode(), "txt"),
]


@pytest.mark.parametrize(("content", "expected"), CASES)
def test_the_format(content, expected):
    assert sniff(content) == expected


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (packed("a.txt"), "no Word or Excel document"),
        (b"PK\x03\x04 cut", "broken zip"),
        (stream("EncryptedPackage"), "encrypted"),
        (stream("PowerPoint Document"), "no Word or Excel stream"),
        (b"Rar!\x1a", "rar archive"),
        (b"ab\0\0cd", "binary"),
    ],
)
def test_what_no_reader_knows_is_refused(content, message):
    with pytest.raises(UnreadableFile, match=message):
        sniff(content)
