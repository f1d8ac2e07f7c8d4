"""Table → rows of known fields: headings, merged cells, section rows, tables that go on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model import Content, Finding, GridCell, Paragraph, ResponsibilityList, Row, RowCell, Table
from pipeline.rules.headers import field_of, find_header, squeeze

UNITS = ("lead_units", "responsible_units", "cooperating_units")
ANNEX = re.compile(r"^附[件表录]?\s*\d*\s*[：:]?$")
SECTION = re.compile(
    r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]+[章节部分]|[^。；]{2,30}$)"
)


class Column(NamedTuple):
    """A column of a list: its field and its heading as written."""

    field: str
    heading: str


class Head(NamedTuple):
    """The heading of a table: the rows it takes and its columns."""

    rows: int
    columns: tuple[Column, ...]


Grid = list[list[GridCell]]


def find_lists(content: Content, path: str) -> Iterator[ResponsibilityList | Finding]:
    """Find the responsibility lists among the tables of a file, with the title that stands above each.

    A table without heading and of the same width goes on with the list before it. Findings: P01 no list in the
    file (error), P02 a table that is none (info), P03 unknown heading, P04 a row of too few cells, P05 no measure text.
    """
    title, listed, found = "", "", False
    head: Head | None = None
    rows: list[Row] = []
    for block in content.blocks:
        if isinstance(block, Paragraph):
            title = _title(title, block.text)
            continue
        grid = _fill(block)
        new_head = _find_head(grid, block)
        if new_head is None and head is not None and len(head.columns) == block.n_columns:
            new_head = Head(0, head.columns)
        if new_head is None:
            yield _not_a_list(block, path)
            continue
        if new_head.rows and rows and new_head.columns != (head.columns if head else ()):
            yield _close(listed, head, rows)
            rows = []
        if new_head.rows and not rows:
            listed = title
            yield from _unknown_headings(new_head, block, path)
        head, found = new_head, True
        for entry in _read_rows(grid, block, new_head, path):
            if isinstance(entry, Row):
                rows.append(entry)
            else:
                yield entry
    if rows:
        yield _close(listed, head, rows)
    elif found:
        yield Finding("P06", "error", path, "table", "the list has a heading but no rows")
    else:
        yield Finding("P01", "error", path, "", _why_none(content))


def _why_none(content: Content) -> str:
    tables = sum(isinstance(block, Table) for block in content.blocks)
    return f"no responsibility list found ({tables} tables): a list needs a column of measures and one of lead or responsible units"


def _title(title: str, text: str) -> str:
    plain = text.strip()
    return title if not plain or ANNEX.match(plain) or len(plain) > 120 else plain


def _close(title: str, head: Head | None, rows: list[Row]) -> ResponsibilityList:
    years = sorted({int(column.field) for column in (head.columns if head else ()) if column.field.isdigit()})
    return ResponsibilityList(title, tuple(rows), tuple(years))


def _fill(table: Table) -> Grid:
    """Give every grid position its origin cell; a position that no cell covers gets an empty one."""
    grid: list[list[GridCell | None]] = [[None] * table.n_columns for _ in range(table.n_rows)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, table.n_rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, table.n_columns)):
                grid[row][column] = cell
    return [[cell or GridCell(r, c, 1, 0, "") for c, cell in enumerate(line)] for r, line in enumerate(grid)]


def _find_head(grid: Grid, table: Table) -> Head | None:
    """Find the heading rows: up to three rows whose words, read downwards, name measures and units."""
    for start in range(min(3, len(grid))):
        for end in range(start + 1, min(start + 3, len(grid)) + 1):
            columns = _columns(grid, start, end)
            fields = [column.field for column in columns]
            if "measure" in fields and any(field in fields for field in UNITS):
                wider = _columns(grid, start, end + 1) if end < len(grid) else columns
                if _known(wider) > _known(columns) or (_continues(grid, end) and _known(wider) >= _known(columns)):
                    return Head(end + 1, wider)
                return Head(end, columns)
    return None


def _known(columns: tuple[Column, ...]) -> int:
    return len({column.field for column in columns if not column.field.startswith("other:")})


def _continues(grid: Grid, row: int) -> bool:
    """Tell whether a cell of the heading reaches down into this row."""
    return any(cell.row < row for cell in grid[row])


def _columns(grid: Grid, start: int, end: int) -> tuple[Column, ...]:
    """Name the columns by their lowest heading that means something; of several measure columns the best ranked is it."""
    columns: list[Column] = []
    for index in range(len(grid[start])):
        texts = list(dict.fromkeys(grid[row][index].text for row in range(start, end) if grid[row][index].text))
        names = [(field_of(text), text) for text in reversed(texts)]
        field = next((name for name, _ in names if name and name != "plan"), None) or next(
            (name for name, _ in names if name), None
        )
        columns.append(Column(field or f"other:{squeeze(' '.join(texts))}", "\n".join(texts)))
    return _one_measure(columns)


def _one_measure(columns: list[Column]) -> tuple[Column, ...]:
    def rank(column: Column) -> int:
        headers = [find_header(text) for text in column.heading.split("\n")]
        return max((int(header.rank or 0) for header in headers if header), default=0)

    measures = [index for index, column in enumerate(columns) if column.field == "measure"]
    if not measures:
        tasks = [index for index, column in enumerate(columns) if column.field == "task"]
        return tuple(Column("measure", c.heading) if i in tasks[:1] else c for i, c in enumerate(columns))
    best = max(measures, key=lambda index: rank(columns[index]))
    return tuple(
        Column("task", column.heading) if index in measures and index != best else column
        for index, column in enumerate(columns)
    )


def _unknown_headings(head: Head, table: Table, path: str) -> Iterator[Finding]:
    for number, column in enumerate(head.columns, start=1):
        if column.field.startswith("other:"):
            place = f"table {table.number}, column {number}"
            message = f"unknown heading {column.heading!r}: its cells are kept as {column.field!r}; add it to rules/headers.csv"
            yield Finding("P03", "warning", path, place, message)
    if "lead_units" not in [column.field for column in head.columns] and "responsible_units" not in [
        c.field for c in head.columns
    ]:
        yield Finding(
            "P07", "warning", path, f"table {table.number}", "the list has no column of lead or responsible units"
        )


def _not_a_list(table: Table, path: str) -> Finding:
    first = " | ".join(cell.text.replace("\n", " ")[:12] for cell in table.cells[: table.n_columns])
    return Finding(
        "P02", "info", path, f"table {table.number}", f"no responsibility list, left out; it begins: {first[:120]}"
    )


def _read_rows(grid: Grid, table: Table, head: Head, path: str) -> Iterator[Row | Finding]:
    """Read the rows below a heading; section titles and repeated headings are no measures."""
    section: str | None = None
    heading = [squeeze(cell.text) for cell in grid[0]] if head.rows else []
    for index in range(head.rows, len(grid)):
        line = grid[index]
        if heading and [squeeze(cell.text) for cell in line] == heading:
            continue
        origins = {(cell.row, cell.column) for cell in line}
        filled = {(cell.row, cell.column): cell.text for cell in line if cell.text.strip()}
        if not filled:
            continue
        if (
            len(filled) == 1
            and (len(origins) == 1 or line[0].column_span > 1)
            and SECTION.match(next(iter(filled.values())))
        ):
            section = next(iter(filled.values()))
            continue
        place = f"table {table.number}, row {index + 1}"
        if any(cell.column_span == 0 for cell in line):
            missing = sum(cell.column_span == 0 for cell in line)
            yield Finding(
                "P04",
                "error",
                path,
                place,
                f"the row has {len(line) - missing} cells for {len(line)} columns; it is not read",
            )
            continue
        yield from _read_row(line, index, table, head, section, place, path)


def _read_row(
    line: list[GridCell], index: int, table: Table, head: Head, section: str | None, place: str, path: str
) -> Iterator[Row | Finding]:
    cells: list[RowCell] = []
    for number, (column, cell) in enumerate(zip(head.columns, line, strict=True), start=1):
        name = column.field
        if name in (entry.field for entry in cells):
            if not cell.text or cell.column < number - 1:
                continue
            name = f"other:{squeeze(column.heading)}:{number}"
        cells.append(RowCell(name, cell.text, number, cell.page, column.heading, cell.row < index))
    if not next((cell.text for cell in cells if cell.field == "measure"), "").strip():
        yield Finding("P05", "error", path, place, "the measure cell is empty; the row is not read")
        return
    yield Row(table.number, index + 1, tuple(cells), section)
