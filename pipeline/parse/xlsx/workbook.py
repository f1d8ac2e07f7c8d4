"""Excel .xlsx: sheets as paragraphs and tables, cells as they are shown.

Source: ECMA-376 part 1, 18.2 (workbook).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from pipeline.lang.heading import is_heading
from pipeline.model import Content, GridCell, Paragraph, Source, Table
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.grid import GridError, begins_again, check_size, join_above
from pipeline.parse.ooxml import R_ID, S, open_package
from pipeline.parse.xlsx.sheet import Position, Sheet, Workbook, is_flag_on, read_sheet, read_strings, read_styles

MOST_ABOVE = 3  # rows of more than one cell between title and heading: who filled it in, when


def read(source: Source) -> Content:
    """Read the sheets of a workbook into paragraphs and tables. Raises `UnreadableFile`.

    Notes: P24 hidden sheets, rows and columns, P25 comments, P26 text in a cell that is merged away, P21 a day that may
    have been a range (1-2), P22 a formula without a result, P39 struck text, P40 raised marks of notes.
    """
    package = open_package(source, "xl/workbook.xml")
    blob = package.unpack(package.main)
    if not blob:
        raise UnreadableFile("R18", package.main)
    root = package.parse(blob, package.main)
    properties = root.find(S + "workbookPr")
    is_1904 = properties is not None and is_flag_on(properties.get("date1904"))
    workbook = Workbook(package, *read_strings(package), *read_styles(package), is_1904)
    relations = package.read_relations(package.main)
    blocks: list[Paragraph | Table] = []
    read_parts: set[str] = set()
    for entry in root.iterfind(f"{S}sheets/{S}sheet"):
        name = entry.get("name", "")
        kind, part = relations.get(entry.get(R_ID, ""), ("", ""))
        if kind != "worksheet":
            workbook.note("P29", f"sheet {name}", kind=kind or "?")
            continue
        if part in read_parts:
            raise UnreadableFile("R24", f"sheet {name}")
        read_parts.add(part)
        try:
            sheet = read_sheet(workbook, name, part)
            if entry.get("state", "visible") == "visible":
                blocks += _lay_out(sheet, workbook, sum(isinstance(block, Table) for block in blocks))
            elif sheet.texts:
                first = " | ".join(list(sheet.texts.values())[:8])[:120]
                workbook.note("P30", f"sheet {name}", text=first)
        except GridError as error:
            raise error.at(f"sheet {name}") from error
    return Content("xlsx", tuple(blocks), notes=tuple(workbook.notes))


def _lay_out(sheet: Sheet, workbook: Workbook, count: int) -> Iterator[Paragraph | Table]:
    """Turn a sheet into tables: lines of one cell above a heading and below the last row are paragraphs."""
    _drop_hidden(sheet, workbook)
    shown_rows = sorted({row for row, _ in sheet.texts})
    shown_columns = _find_columns(sheet)
    lines = [[sheet.texts.get((row, column), "") for column in shown_columns] for row in shown_rows]
    filled = [sum(bool(text) for text in line) for line in lines]
    tied = {
        row
        for (top, _), (down, _) in sheet.spans.items()
        for row in range(bisect_left(shown_rows, top + 1), bisect_left(shown_rows, top + down))
    }
    starts = _find_starts(lines, filled, tied)
    for line in lines[: starts[0] if starts else len(lines)]:
        yield from map(Paragraph, join_above(line))
    for begin, end in pairwise((*starts, len(lines))):
        last = max((index for index in range(begin, end) if filled[index] > 1), default=begin) + 1
        count += 1
        yield _build(count, sheet, shown_rows[begin:last], shown_columns)
        for text in (text for line in lines[last:end] for text in line if text):
            yield Paragraph(text)


def _find_starts(lines: list[list[str]], filled: list[int], tied: set[int]) -> list[int]:
    """Find the rows that tables begin with: the first of more than one cell, and each heading of a list below it.

    Where the heading stands below such rows and no merged cell ties it to the one above (`tied`), they are no part of it.
    """
    first = next((index for index, count in enumerate(filled) if count > 1), None)
    if first is None:
        return []
    headings = [index for index in range(first, len(lines)) if is_heading([text for text in lines[index] if text])]
    if headings and headings[0] <= first + MOST_ABOVE and headings[0] not in tied:
        first = headings[0]
        if first and filled[first - 1] > 1 and begins_again(lines[first]):  # each of the lists has its own title
            first -= 1
    later = [index for index in headings if index > first and filled[index - 1] <= 1]  # a title stands above it
    return [first, *later]


def _find_columns(sheet: Sheet) -> list[int]:
    """Find the columns with texts, and those between them that a merged cell with text covers."""
    columns = {column for _, column in sheet.texts}
    last = max(columns, default=0)
    merged = {
        (column, column + wide) for (row, column), (_, wide) in sheet.spans.items() if (row, column) in sheet.texts
    }
    behind = 0
    for begin, end in sorted(merged):  # ranges of many rows, side by side: every column is looked at once
        columns.update(c for c in range(max(begin, behind), min(end, last)) if c not in sheet.hidden_columns)
        behind = max(behind, end)
    return sorted(columns)


def _drop_hidden(sheet: Sheet, workbook: Workbook) -> None:
    """Take out rows and columns that are not shown; their text becomes a note."""
    hidden: dict[str, list[str]] = {}
    for row, column in sorted(sheet.texts):
        if row in sheet.hidden_rows:
            hidden.setdefault(f"row {row + 1}", []).append(sheet.texts.pop((row, column)))
        elif column in sheet.hidden_columns:
            hidden.setdefault(f"column {column + 1}", []).append(sheet.texts.pop((row, column)))
    for place, texts in hidden.items():
        workbook.note("P30", f"sheet {sheet.name}, {place}", text=" | ".join(texts)[:200])


def _build(number: int, sheet: Sheet, rows: list[int], columns: list[int]) -> Table:
    """Build the grid of the rows and columns that are shown."""
    check_size(len(rows), len(columns))
    cells: list[GridCell] = []
    taken: set[Position] = set()
    looked_at = 0
    for row_index, row in enumerate(rows):
        for column_index, column in enumerate(columns):
            if (row_index, column_index) in taken:
                continue
            row_span = column_span = 1
            if (row, column) in sheet.spans:
                down, wide = sheet.spans[row, column]
                row_span = bisect_left(rows, row + down) - row_index
                column_span = bisect_left(columns, column + wide) - column_index
                looked_at += row_span * column_span
                check_size(looked_at, 1)  # ranges that do not overlap cover no position twice
                block = {
                    (r, c)
                    for r in range(row_index, row_index + row_span)
                    for c in range(column_index, column_index + column_span)
                }
                if not block.isdisjoint(taken):  # ranges that overlap, which no spreadsheet writes
                    row_span = column_span = 1
                    block = set()
                taken |= block
            text = sheet.texts.get((row, column), "")
            cells.append(GridCell(row_index, column_index, row_span, column_span, text))
    return Table(number, len(rows), len(columns), tuple(cells))
