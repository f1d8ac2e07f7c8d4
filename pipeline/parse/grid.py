"""The grid model that all readers share: cell texts and grid positions (docs/design/grid.md)."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.parse.errors import UnreadableFile
from pipeline.rules.limits import limit

# Soft hyphens and zero-width characters are not on paper; a no-break hyphen is a hyphen there.
NOT_ON_PAPER = (("\xad", ""), ("\u200b", ""), ("\u2060", ""), ("\ufeff", ""), ("\u2011", "-"))


def cell_text(paragraphs: Iterable[str]) -> str:
    """Join paragraphs by line feeds, without outer blank lines and without white space at the ends of lines.

    White space at line ends is dropped, since LibreOffice drops it from every format that it writes and a PDF can not
    tell it: only so the text is the same from every format.
    """
    text = "\n".join(paragraphs)
    for mark, instead in NOT_ON_PAPER:
        if mark in text:
            text = text.replace(mark, instead)
    return "\n".join([line.strip() for line in text.split("\n")]).strip("\n")


class GridError(UnreadableFile):
    """A table that is larger than the limits; the reader says which one."""


def check_size(n_rows: int, n_columns: int) -> None:
    """Refuse a table beyond the limits: a hostile span must not fill the memory. Raises `GridError`."""
    columns, positions = limit("table_columns"), limit("table_positions")
    if n_columns > columns or n_rows * n_columns > positions:
        raise GridError("R22", rows=n_rows, columns=n_columns, most_columns=columns, most=positions)
