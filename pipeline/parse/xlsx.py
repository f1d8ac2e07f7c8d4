"""Excel .xlsx: the cells of a sheet as they are shown.

Source: ECMA-376 part 1, 18.2 (workbook), 18.3 (worksheets), 18.4 (shared strings), 18.8 (styles).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.model import Content, Finding, GridCell, Paragraph, Source, Table
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.grid import GridError, cell_text, check_size
from pipeline.parse.layout import is_heading
from pipeline.parse.ooxml import R_ID, Package, S, open_package
from pipeline.parse.xlsx_format import BUILT_IN, show

REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
MOST_ABOVE = 3  # rows of more than one cell between title and heading: who filled it in, when
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

Position = tuple[int, int]  # row, column, from 0


@dataclass(slots=True)
class Workbook:
    """What the sheets of a file share."""

    package: Package
    strings: list[str]
    formats: list[str]  # number format of each cell style
    is_1904: bool
    notes: list[Finding] = field(default_factory=list)

    def note(self, code: str, level: str, place: str, message: str) -> None:
        """Keep a finding."""
        self.notes.append(Finding(code, level, self.package.path, place, message))


@dataclass(slots=True)
class Sheet:
    """The cells of a sheet: texts by position, merged ranges, rows and columns that are not shown."""

    name: str
    texts: dict[Position, str] = field(default_factory=dict)
    spans: dict[Position, Position] = field(default_factory=dict)  # of a merged cell: rows, columns
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def read(source: Source) -> Content:
    """Read the sheets of a workbook into paragraphs and tables. Raises `UnreadableFile`.

    Notes: P24 hidden sheets, rows and columns, P25 comments, P26 text in a cell that is merged away, P21 a day that may
    have been a range (1-2), P22 a formula without a result.
    """
    package = open_package(source, "xl/workbook.xml")
    blob = package.unpack(package.main)
    if not blob:
        raise UnreadableFile(source.path, package.main, "the workbook holds nothing")
    root = package.parse(blob, package.main)
    properties = root.find(S + "workbookPr")
    is_1904 = properties is not None and _is_on(properties.get("date1904"))
    workbook = Workbook(package, list(_read_strings(package)), list(_read_formats(package)), is_1904)
    relations = package.read_relations(package.main)
    blocks: list[Paragraph | Table] = []
    for entry in root.iterfind(f"{S}sheets/{S}sheet"):
        name = entry.get("name", "")
        kind, part = relations.get(entry.get(R_ID, ""), ("", ""))
        if kind != "worksheet":
            workbook.note("P22", "info", f"sheet {name}", f"a sheet of the kind {kind or 'unknown'} is not read")
            continue
        sheet = _read_sheet(workbook, name, part)
        if entry.get("state", "visible") != "visible":
            if sheet.texts:
                first = " | ".join(list(sheet.texts.values())[:8])[:120]
                workbook.note("P24", "warning", f"sheet {name}", f"hidden sheet left out; it begins: {first}")
            continue
        try:
            blocks += _lay_out(sheet, workbook, sum(isinstance(block, Table) for block in blocks))
        except GridError as error:
            raise UnreadableFile(source.path, f"sheet {name}", f"the table is too large: {error}") from error
    return Content("xlsx", tuple(blocks), notes=tuple(workbook.notes))


def _read_strings(package: Package) -> Iterator[str]:
    """Read the shared strings."""
    blob = package.find("sharedStrings")
    for item in package.parse(blob, "sharedStrings").iterfind(S + "si") if blob else ():
        yield _read_rich(item)


def _read_rich(item: Any) -> str:
    """Read a string of one or several runs, without how it is pronounced (rPh)."""
    texts = [text.text or "" for text in (*item.iterfind(S + "t"), *item.iterfind(f"{S}r/{S}t"))]
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(texts)).replace("\r\n", "\n").replace("\r", "\n")


def _read_formats(package: Package) -> Iterator[str]:
    """Read the number format of each cell style."""
    blob = package.find("styles")
    if not blob:
        return
    root = package.parse(blob, "styles")
    own = {entry.get("numFmtId"): entry.get("formatCode", "") for entry in root.iterfind(f"{S}numFmts/{S}numFmt")}
    for style in root.iterfind(f"{S}cellXfs/{S}xf"):
        key = style.get("numFmtId", "0")
        yield own.get(key) or BUILT_IN.get(int(key) if key.isdigit() else 0, "General")


def _read_sheet(workbook: Workbook, name: str, part: str) -> Sheet:
    """Read the cells of a sheet."""
    sheet = Sheet(name)
    blob = workbook.package.unpack(part)
    root = workbook.package.parse(blob, part) if blob else ()
    for element in root:
        if element.tag == S + "cols":
            for column in element:
                if _is_on(column.get("hidden")):
                    last = min(_number(column.get("max"), 0), LAST_COLUMN)
                    sheet.hidden_columns.update(range(_number(column.get("min"), 1) - 1, last))
        elif element.tag == S + "sheetData":
            _read_rows(element, sheet, workbook)
        elif element.tag == S + "mergeCells":
            for merged in element:
                _read_merge(merged.get("ref", ""), sheet, workbook)
    _read_comments(part, name, workbook)
    return sheet


def _is_on(text: str | None) -> bool:
    return text in ("1", "true")


def _number(text: str | None, default: int) -> int:
    """Read a whole number of an attribute; `default` where it is missing or none."""
    return int(text) if text and text.isdigit() else default


def _read_comments(part: str, name: str, workbook: Workbook) -> None:
    for kind, target in workbook.package.read_relations(part).values():
        if kind == "comments" and (comments := workbook.package.unpack(target)):
            for comment in workbook.package.parse(comments, target).iter(S + "comment"):
                text = cell_text(["".join(comment.itertext(S + "t"))])
                workbook.note("P25", "info", f"sheet {name}, {comment.get('ref')}", f"comment: {text}")


def _read_rows(data: Any, sheet: Sheet, workbook: Workbook) -> None:
    row = -1
    for line in data.iterfind(S + "row"):
        row = _number(line.get("r"), row + 2) - 1
        if _is_on(line.get("hidden")):
            sheet.hidden_rows.add(row)
        _read_row(line, row, sheet, workbook)


def _read_row(line: Any, row: int, sheet: Sheet, workbook: Workbook) -> None:
    column = -1
    for cell in line.iterfind(S + "c"):
        place = REFERENCE.match(cell.get("r", ""))
        column = _column(place[1]) if place else column + 1
        text = cell_text([_read_cell(cell, f"sheet {sheet.name}, {cell.get('r', '')}", workbook)])
        if text:
            sheet.texts[row, column] = text


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _read_cell(cell: Any, place: str, workbook: Workbook) -> str:
    """Read the text of a cell as shown."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(S + "is")
        return _read_rich(inline) if inline is not None else ""
    value = cell.findtext(S + "v")
    if not value:
        if (formula := cell.findtext(S + "f")) is not None:
            workbook.note("P22", "warning", place, f"a formula without a result is not read: ={formula[:80]}")
        return ""
    if kind == "s":
        index = int(value) if value.strip().isdigit() else -1
        if not 0 <= index < len(workbook.strings):
            raise UnreadableFile(workbook.package.path, place, f"there is no shared string {value!r}")
        return workbook.strings[index]
    if kind == "b":
        return "TRUE" if value.strip() == "1" else "FALSE"
    if kind != "n":  # the text of a formula, an error, an ISO date
        return ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    style = _number(cell.get("s"), 0)
    code = workbook.formats[style] if style < len(workbook.formats) else "General"
    shown = show(value, code, workbook.is_1904)
    if shown.may_be_range:
        workbook.note("P21", "warning", place, f"the day {shown.text} may have been typed as a range (1-2); as shown")
    return shown.text


def _read_merge(reference: str, sheet: Sheet, workbook: Workbook) -> None:
    """Merge a range; text in its other cells is not shown."""
    corners = REFERENCE.findall(reference)
    if len(corners) != 2:
        return
    (left, top), (right, bottom) = ((_column(letters), int(digits) - 1) for letters, digits in corners)
    sheet.spans[top, left] = (min(bottom, LAST_ROW) - top + 1, min(right, LAST_COLUMN) - left + 1)
    if (bottom - top + 1) * (right - left + 1) < len(sheet.texts):
        inside = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
    else:
        inside = [p for p in sheet.texts if top <= p[0] <= bottom and left <= p[1] <= right]
    for position in (p for p in inside if p in sheet.texts and p != (top, left)):
        text = sheet.texts.pop(position)
        workbook.note(
            "P26", "warning", f"sheet {sheet.name}, {reference}", f"text that is merged away, left out: {text!r}"
        )


def _lay_out(sheet: Sheet, workbook: Workbook, count: int) -> Iterator[Paragraph | Table]:
    """Turn a sheet into tables: lines of one cell above a heading and below the last row are paragraphs."""
    _drop_hidden(sheet, workbook)
    shown_rows = sorted({row for row, _ in sheet.texts})
    shown_columns = sorted({column for _, column in _covered(sheet)})
    lines = [[sheet.texts.get((row, column), "") for column in shown_columns] for row in shown_rows]
    filled = [sum(bool(text) for text in line) for line in lines]
    tied = {
        row
        for (top, _), (down, _) in sheet.spans.items()
        for row in range(bisect_left(shown_rows, top + 1), bisect_left(shown_rows, top + down))
    }
    starts = _find_starts(lines, filled, tied)
    for line in lines[: starts[0] if starts else len(lines)]:
        yield Paragraph(" ".join(text for text in line if text))
    for begin, end in zip(starts, [*starts[1:], len(lines)], strict=True):
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
    later = [index for index in headings if index > first and filled[index - 1] <= 1]  # a title stands above it
    return [first, *later]


def _covered(sheet: Sheet) -> Iterator[Position]:
    """Yield the positions of texts, and the columns that a merged cell with text covers between them."""
    yield from sheet.texts
    last = max((column for _, column in sheet.texts), default=0)
    for (row, column), (_, wide) in sheet.spans.items():
        if (row, column) in sheet.texts:
            inner = range(column, min(column + wide, last))
            yield from ((row, c) for c in inner if c not in sheet.hidden_columns)


def _drop_hidden(sheet: Sheet, workbook: Workbook) -> None:
    """Take out rows and columns that are not shown; their text becomes a note."""
    hidden: dict[str, list[str]] = {}
    for row, column in sorted(sheet.texts):
        if row in sheet.hidden_rows:
            hidden.setdefault(f"row {row + 1}", []).append(sheet.texts.pop((row, column)))
        elif column in sheet.hidden_columns:
            hidden.setdefault(f"column {column + 1}", []).append(sheet.texts.pop((row, column)))
    for place, texts in hidden.items():
        workbook.note(
            "P24", "warning", f"sheet {sheet.name}, {place}", f"hidden cells left out: {' | '.join(texts)[:200]}"
        )


def _build(number: int, sheet: Sheet, rows: list[int], columns: list[int]) -> Table:
    """Build the grid of the rows and columns that are shown."""
    check_size(len(rows), len(columns))
    cells: list[GridCell] = []
    taken: set[Position] = set()
    for row_index, row in enumerate(rows):
        for column_index, column in enumerate(columns):
            if (row_index, column_index) in taken:
                continue
            row_span = column_span = 1
            if (row, column) in sheet.spans:
                down, wide = sheet.spans[row, column]
                row_span = bisect_left(rows, row + down) - row_index
                column_span = bisect_left(columns, column + wide) - column_index
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
