"""What the readers of text share: paragraphs, headings, rows that become a grid."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.lang.layout import is_heading
from pipeline.model import GridCell, Paragraph, Table
from pipeline.parse.grid import cell_text, check_size
from pipeline.rules.headers import field_of, is_heading_like

Block = Paragraph | Table
WIDEST = 30  # columns that a heading may have


def paragraphs(text: str) -> list[Block]:
    """Make a paragraph of every line that is not blank."""
    return [Paragraph(plain) for line in text.split("\n") if (plain := cell_text([line]))]


def build_table(number: int, rows: Sequence[Sequence[str]], width: int) -> Table:
    """Make a table of rows of texts; a row without cells stays a hole. Raises `GridError`."""
    check_size(len(rows), width)
    cells = tuple(
        GridCell(row, column, 1, 1, cell_text([text]))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    return Table(number, len(rows), width, cells)


def heading_widths(texts: Sequence[str]) -> range:
    """How many of the first cells may be the heading; empty where they are none.

    It ends after its last known words; cells that look like headings but are not known may follow.
    """
    fields: list[str | None] = []
    for text in texts[:WIDEST]:
        if not is_heading_like(text):
            break
        fields.append(field_of(text))
    known = [index for index, field in enumerate(fields) if field]
    if not known or not is_heading(texts[: known[-1] + 1]):
        return range(0)
    return range(known[-1] + 1, len(fields) + 1)
