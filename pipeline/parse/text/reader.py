"""Text: dumps of a table in the forms that converters, spreadsheets and editors give it (docs/design/grid.md)."""

from __future__ import annotations

import re

from pipeline.model import Content, Finding, Source
from pipeline.parse.decode import decode
from pipeline.parse.grid import GridError
from pipeline.parse.limits import check_characters
from pipeline.parse.text.cut import Block
from pipeline.parse.text.delimited import read_delimited
from pipeline.parse.text.dump import read_dump
from pipeline.parse.text.lines import read_plain_lines
from pipeline.parse.text.printed import read_printed
from pipeline.parse.text.wrapped import PAGE_MARK, read_wrapped

NOISE = re.compile(r"\[bookmark: [^\]\n]{0,80}\]")
BREAKS = str.maketrans({"\r": "\n", "\x0b": "\n", "\u2028": "\n", "\u2029": "\n", "\x07": None})


def read(source: Source) -> Content:
    """Read a text into its paragraphs and its tables. Raises `UnreadableFile`.

    Notes: P04 cells that fill no row (error), P12 lines that are cut as printed, P41 page numbers, P44 columns told by blanks,
    P18 broken characters, P20 a row whose lost borders are found by its list numbers, P68 blanks of merged cells.
    """
    decoded = decode(source.content)
    check_characters(len(decoded.text), "")
    paged = NOISE.sub("", decoded.text.replace("\r\n", "\n").translate(BREAKS))
    text = paged.replace(PAGE_MARK, "\n")
    notes = list(decoded.find_losses(source.path))
    try:
        found = _read_blocks(text, source.path, notes)
        blocks = read_wrapped(paged, source.path, notes) if found is None else found
    except GridError as error:
        raise error.at("table 1") from error
    return Content("txt", tuple(blocks), notes=tuple(notes))


def _read_blocks(text: str, path: str, notes: list[Finding]) -> list[Block] | None:
    """Read the text in the first form that fits; None where it holds no table."""
    for reader in (read_dump, read_delimited, read_printed, read_plain_lines):
        blocks: list[Block] | None = reader(text, path, notes)
        if blocks is not None:
            return blocks
    return None
