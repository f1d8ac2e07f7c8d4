"""Text: dumps of a table in the forms that converters, spreadsheets and editors give it (docs/design/grid.md)."""

from __future__ import annotations

import re

from pipeline.model import Content, Finding, Paragraph, Source, Table
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.grid import GridError
from pipeline.parse.limits import check_characters
from pipeline.parse.text.delimited import read_delimited
from pipeline.parse.text.dump import read_dump
from pipeline.parse.text.lines import read_lines
from pipeline.parse.text.rows import Block, paragraphs

NOISE = re.compile(r"\[bookmark: [^\]\n]{0,80}\]")
BREAKS = str.maketrans({"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\u2028": "\n", "\u2029": "\n", "\x07": None})


def decode(content: bytes, path: str) -> str:
    """Decode UTF-8 (with or without BOM), UTF-16 with BOM, or GB18030. Raises `UnreadableFile`."""
    is_wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    encodings = ("utf-16",) if is_wide else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            place = f"byte {error.start}"
    raise UnreadableFile(path, place, f"the text is not {' or '.join(encodings)}")


def read(source: Source) -> Content:
    """Read a text into its paragraphs and its tables. Raises `UnreadableFile`.

    Notes: P04 cells that fill no row (error), P20 a row whose lost borders are found by its list numbers.
    """
    decoded = decode(source.content, source.path)
    check_characters(len(decoded), source.path, "")
    text = NOISE.sub("", decoded.replace("\r\n", "\n").translate(BREAKS))
    notes: list[Finding] = []
    try:
        blocks = _read_blocks(text, source.path, notes)
    except GridError as error:
        raise UnreadableFile(source.path, "", f"the table is too large: {error}") from error
    return Content("txt", tuple(blocks), notes=tuple(notes))


def _read_blocks(text: str, path: str, notes: list[Finding]) -> list[Paragraph | Table]:
    """Read the text in the first form that fits, or else as paragraphs."""
    for reader in (read_dump, read_delimited, read_lines):
        blocks: list[Block] | None = reader(text, path, notes)
        if blocks is not None:
            return blocks
    return paragraphs(text)
