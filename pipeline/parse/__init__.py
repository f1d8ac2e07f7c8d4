"""Room 1: a file becomes tables of cells, tables become rows of known fields.

The content decides which reader opens a file, never its name.
"""

from __future__ import annotations

from importlib import import_module

from pipeline.model import Content, Source
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.limits import check_content, check_package
from pipeline.parse.sniff import sniff

OFFICE = "pipeline.parse.office"  # what LibreOffice turns into .docx or .xlsx
READERS = {
    "docx": "pipeline.parse.docx.document",
    "html": "pipeline.parse.html.page",
    "mht": "pipeline.parse.html.page",
    "ofd": "pipeline.parse.ofd.document",
    "pdf": "pipeline.parse.pdf.document",
    "picture": "pipeline.parse.scan.document",
    "txt": "pipeline.parse.text.reader",
    "xlsx": "pipeline.parse.xlsx.workbook",
    **dict.fromkeys(("doc", "works", "odt", "rtf", "xml", "xls", "xlsb", "ods", "xmlss"), OFFICE),
}


def read(source: Source) -> Content:
    """Read a file into paragraphs and tables. Raises `UnreadableFile`."""
    name = sniff(source.content)
    if name not in READERS:
        raise UnreadableFile("R10", "first bytes", format=name)
    if source.content.startswith(b"PK"):
        check_package(source.content)
    reader = import_module(READERS[name])
    try:
        content: Content = reader.read(source)
    except RecursionError as error:
        raise UnreadableFile("R11") from error
    return check_content(content, source.path)
