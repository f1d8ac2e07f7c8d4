"""What the readers of text share: lines become paragraphs, rows a grid, and lines without borders cells.

Where borders are lost, lines are cut into cells by their list numbers.
A line begins a cell unless its number goes on with the list of the line above: 1. 2. 3. | 1. 2. | unnumbered | unnumbered.
A row counts only if that gives one cell for each column and the cells of unit columns read like units.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.lang.heading import UNITS
from pipeline.lang.list_label.list_number import find_list_numbers
from pipeline.lang.sentence import has_stop
from pipeline.model import Paragraph, Table
from pipeline.parse.grid import cell_text, check_size
from pipeline.parse.text.merged import merge_cells

Block = Paragraph | Table
_MARKDOWN = re.compile(r"(?P<signs>#{1,6})\s+(?P<text>\S.*?)\s*#*$")
LONGEST_UNITS = 300  # characters of a cell of units


def paragraphs(text: str) -> list[Block]:
    """Make a paragraph of every line that is not blank."""
    return [paragraph(plain) for line in text.split("\n") if (plain := cell_text([line]))]


def paragraph(line: str) -> Paragraph:
    """Make a paragraph of a line; signs of Markdown before a heading say its level: ## 二、发展目标."""
    found = _MARKDOWN.match(line) if line.startswith("#") else None
    return Paragraph(found["text"], level=len(found["signs"])) if found else Paragraph(line)


def build_table(number: int, rows: Sequence[Sequence[str]], width: int) -> Table:
    """Make a table of rows of texts; a row without cells stays a hole. Raises `GridError`."""
    check_size(len(rows), width)
    return Table(number, len(rows), width, merge_cells(rows))


def read_row_number(line: str) -> tuple[str, int] | None:
    """Read the list number that a line begins with: how it is written, and its value."""
    first = next(iter(find_list_numbers(line.strip()[:40])), None)
    if first is None or first.start:
        return None
    return re.sub(r"[\d一二三四五六七八九十①-⑳]", "", first.label), first.number


def cut_row(lines: Sequence[str]) -> list[list[str]]:
    """Cut lines into the most cells that they can be; a blank line belongs to the cell before it."""
    cells: list[list[str]] = []
    last: tuple[str, int] | None = None
    for line in lines:
        if not line.strip() and cells:
            cells[-1].append(line)
            continue
        number = read_row_number(line)
        if cells and number and last and number == (last[0], last[1] + 1):
            cells[-1].append(line)
        else:
            cells.append([line])
        last = number
    return cells


def are_units(text: str) -> bool:
    """Tell whether a text may be the content of a unit column."""
    return len(text) <= LONGEST_UNITS and not has_stop(text) and read_row_number(text) is None


def fits(cells: Sequence[str], fields: Sequence[str | None]) -> bool:
    """Tell whether cells may stand in columns of these fields: units where units belong, and sentences elsewhere."""
    if len(cells) != len(fields):
        return False
    pairs = list(zip(cells, fields, strict=True))
    units = [are_units(text) for text, field in pairs if field in UNITS]
    return all(units) and all(text.strip() for text, field in pairs if field == "measure")
