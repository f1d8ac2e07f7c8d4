"""Rows whose cells are parted by a sign.

Cells are counted, so that a line break inside of a cell does no harm where it can be told from the end of a row: a row ends
where its last cell does. A line without sign between two rows is the rest of a cell, the title of a section, or says that
the table goes on.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator
from itertools import islice, pairwise, takewhile
from typing import NamedTuple

from pipeline.lang.department import PAUSE, looks_like_department
from pipeline.lang.heading import is_heading, is_sure, squeeze
from pipeline.lang.outline import is_continued, read_heading_number
from pipeline.lang.sentence import has_stop

RULE = re.compile(r"^[\s|+:]*[-=][\s|+:=-]*$")
_BREAK = re.compile(r"<br\s*/?>", re.I)
BAR = re.compile(r"(?<!\\)\|")
_FEWEST, _PAIR = 3, 2  # cells of a line that is a row; of a line of a card
_CARD = 3  # lines, one of them a rule of Markdown
_TALLEST = 40  # lines of a heading
DEEPEST_TITLE = 4  # level of （一）, the lowest that numbers a section
_LONGEST_TITLE = 60  # characters
LARGEST_CELL = 1_000_000  # characters


class TableHeading(NamedTuple):
    """Where a table begins: the line and that behind its first row, the sign between its cells, and the cells."""

    start: int
    end: int
    sign: str
    cells: list[str]

    @property
    def width(self) -> int:
        """How many cells a row has."""
        return len(self.cells)


def read_sign_line(lines: list[str], start: int, sign: str) -> TableHeading | None:
    """Read the row that begins in a line, with the lines below that a cell in quotes goes on in; None for a narrow one."""
    if sign not in lines[start] and (sign == "|" or not lines[start].startswith('"')):
        return None
    end, quotes = start + 1, lines[start].count('"')
    while sign != "|" and quotes % 2 and end < min(len(lines), start + _TALLEST):
        quotes += lines[end].count('"')
        end += 1
    cells = split("\n".join(lines[start : start + 1 if quotes % 2 else end]), sign)
    is_wide = len(cells) >= _FEWEST or (len(cells) > 1 and is_heading(cells)) or begins_card(lines, start, sign)
    return TableHeading(start, start + 1 if quotes % 2 else end, sign, cells) if is_wide else None


def begins_card(lines: list[str], start: int, sign: str) -> bool:
    """Tell whether a line and the next that is no rule are a label and what it says: 任务,新建学校 over 责任单位,市教育局."""
    rows = [split(line, sign) for line in lines[start : start + _CARD] if not RULE.match(line)]
    return len(rows) > 1 and all(
        len(row) == _PAIR and is_sure(squeeze(row[0])) and row[1].strip() for row in rows[:_PAIR]
    )


def split(line: str, sign: str) -> list[str]:
    """Split a line, or the lines of a row with line breaks in quotes; outer bars are the frame of the table."""
    if sign == "|":
        return [
            part.replace("\\|", "|").strip() for part in BAR.split(line.strip().removeprefix("|").removesuffix("|"))
        ]
    if sign in ",;" or "\n" in line:
        return next(csv.reader(io.StringIO(line), delimiter=sign), [])
    return line.split(sign)


def read_bars(lines: list[str], heading: TableHeading) -> tuple[list[list[str]], list[str], int]:
    """Read Markdown: a row a line; where rules of dashes part all rows, the lines between two are one row.

    Gives the rows, lines behind them, and the line that is to be read next.
    """
    width = heading.width
    table = list(_until_gap(lines, heading.start))
    rules = [index for index, line in enumerate(table) if RULE.match(line)]
    rows: list[list[str]] = []
    if len(rules) > 2 or any("=" in table[index] for index in rules):  # a grid
        for begin, end in zip([-1, *rules], [*rules, len(table)], strict=True):
            parts = [split(line, "|") for line in table[begin + 1 : end]]
            if parts:
                rows.append(
                    [
                        "\n".join(cells).strip()
                        for cells in zip(*(p + [""] * (width - len(p)) for p in parts), strict=False)
                    ]
                )
    else:
        rows = [split(line, "|") for index, line in enumerate(table) if index not in rules]
    texts = [[html.unescape(_BREAK.sub("\n", cell)) for cell in row] for row in rows]
    return texts, [], heading.start + len(table)


def _until_gap(lines: list[str], start: int) -> Iterator[str]:
    for line in islice(lines, start, None):
        if "|" not in line and not RULE.match(line):
            return
        yield line


def read_signs(lines: list[str], heading: TableHeading) -> tuple[list[list[str]], list[str], int]:
    """Read rows as a spreadsheet writes them, cells with line breaks in quotes, or else by counting the signs.

    Gives the rows, lines behind them, and the line that is to be read next.
    """
    sign, width, end = heading.sign, heading.width, _find_end(lines, heading)
    text = "\n".join(lines[heading.start : end])
    csv.field_size_limit(LARGEST_CELL)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=sign, strict=True))
    except csv.Error:  # a quotation mark that is text
        rows = []
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    after = [row[0] for row in reversed(list(takewhile(lambda row: len(row) == 1, reversed(filled))))]
    table = filled[: len(filled) - len(after)]
    if table and all(len(row) >= width or _stands_apart(row, above) for above, row in pairwise(table)):
        return [_fill(row, width) for row in table], after, end
    return list(_count_signs(text.split("\n"), sign, width)), [], end


def _find_end(lines: list[str], heading: TableHeading) -> int:
    """Where another table begins: a heading of another width, or one below lines that are no rest of a cell."""
    for start in range(heading.end, len(lines)):
        found = read_sign_line(lines, start, heading.sign)
        if found is None or not is_heading(found.cells):
            continue
        first = start
        while first > heading.end and _is_title(lines[first - 1], heading.sign):
            first -= 1
        if first < start or found.width != heading.width:
            return first
    return len(lines)


def _is_title(line: str, sign: str) -> bool:
    """Tell whether a line above a heading that comes again says one thing, or nothing: 二、民生类,,, ."""
    first, *rest = split(line, sign) or [""]
    return not any(cell.strip() for cell in rest) and (bool(rest) or not _may_go_on(first))


def _may_go_on(line: str) -> bool:
    """Tell whether a line without sign may be the rest of a cell of departments, which is the last of most rows."""
    return bool(line.strip()) and all(looks_like_department(part) for part in PAUSE.split(line.strip()) if part)


def _stands_apart(row: list[str], above: list[str]) -> bool:
    """Tell whether a line without sign below a whole row is the title of a section, or says that the table goes on."""
    if len(row) != 1:
        return False
    number, last = read_heading_number(row[0]), read_heading_number(above[-1])
    is_item = number is not None and last is not None and number.level == last.level
    is_title = number is not None and number.level <= DEEPEST_TITLE and not is_item and not has_stop(row[0])
    return is_continued(row[0]) or (is_title and len(row[0]) <= _LONGEST_TITLE and not _may_go_on(row[0]))


def _fill(row: list[str], width: int) -> list[str]:
    return row + [""] * (width - len(row)) if len(row) == 1 else row


def _count_signs(lines: list[str], sign: str, width: int) -> Iterator[list[str]]:
    """Gather lines until they hold a row; a line without sign goes on with the last cell of the row before it."""
    row: list[str] = []
    for line in lines:
        parts = line.split(sign)
        if len(row) >= width and _stands_apart(parts, row):
            yield row
            yield _fill(parts, width)
            row = []
        elif len(row) >= width and len(parts) == 1:
            row[-1] += "\n" + line
        elif row and len(row) < width and len(row) + len(parts) - 1 <= width:
            row[-1] += "\n" + parts[0]
            row += parts[1:]
        else:
            if row:
                yield row
            row = parts
    if row:
        yield row
