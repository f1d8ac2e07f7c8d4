"""The rows below a heading: measures, sections, notes; merged cells and rows that go on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from pipeline.model import Finding, GridCell, Row, RowCell
from pipeline.parse.columns import Column, Grid, Line, base_of, is_plan
from pipeline.parse.heading import Head, may_begin_list, read_head
from pipeline.parse.titles import LABEL, NOTE, Sections
from pipeline.rules.headers import UNITS, find_header, squeeze

TITLED = ("serial", "category", "task", "measure")  # columns in which the title of a section may stand
BESIDE = (*UNITS, "person", "remark")  # what may stand in several lines beside one measure
SECTION_LABEL = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}[章节部编]?分?|[（(][一二三四五六七八九十]{1,3}[）)])[、.．]?$"
)
TOTAL = re.compile(r"^(?:合计|总计|小计|累计|共计)[：:]?$")
SENTENCE = re.compile(r"[。；;]")
LONGEST_TITLE = 60


@dataclass(slots=True)
class Body:
    """Reads the rows of one list, over all its tables."""

    path: str
    sections: Sections = field(default_factory=Sections)
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    headings: set[str] = field(default_factory=set)  # those that were looked at
    entered: list[tuple[str, str]] = field(default_factory=list)  # places and titles of sections since the last row

    def read(self, grid: Grid, table: int, head: Head) -> Iterator[Finding]:
        """Read the rows below `head`. A heading that comes again is none; one of other columns takes over."""
        index = head.end
        above: Line | None = None  # the row before in this table
        yield from self._take_heading(head, grid, table)
        while index < len(grid):
            again = _find_heading_again(grid, index, head)
            if again:
                head, index, above = again, again.end, None
                yield from self._take_heading(head, grid, table)
                continue
            yield from self._read_line(grid[index], above, index, table, head.columns)
            above = grid[index]
            index += 1

    def _take_heading(self, head: Head, grid: Grid, table: int) -> Iterator[Finding]:
        """P03: unknown headings. What a heading of units says in brackets is a note."""
        for number, column in enumerate(head.columns, start=1):
            if column.heading in self.headings:
                continue
            self.headings.add(column.heading)
            if base_of(column.field) in UNITS:
                self.notes.append(column.heading)
            is_empty = not any(line[number - 1].text.strip() for line in grid[head.first :])
            is_known = any(find_header(text) for text in column.heading.split("\n"))
            if column.field.startswith("other:") and not is_known and not is_empty:
                message = f"unknown heading {column.heading!r}: its cells are kept as {column.field!r}; add it to rules/headers.csv"
                yield Finding("P03", "warning", self.path, f"table {table}, column {number}", message)

    def _read_line(
        self, line: Line, above: Line | None, index: int, table: int, columns: tuple[Column, ...]
    ) -> Iterator[Finding]:
        place = f"table {table}, row {index + 1}"
        own = {(c.row, c.column): c for c in line if c.text.strip() and c.row == index}
        if not own:
            return
        title = _find_title(line, columns)
        if title:
            yield from self._take_title(*title, place)
            return
        missing = [c.field for c, cell in zip(columns, line, strict=True) if cell.column_span == 0]
        if missing:
            is_lost = any(base_of(name) in (*UNITS, "measure") or is_plan(name) for name in missing)
            counted = f"the row has {len(line) - len(missing)} cells for {len(line)} columns"
            message = (
                f"{counted}; it is not read: {_quote(own)}" if is_lost else f"{counted}; the last are read as empty"
            )
            yield Finding("P04", "error" if is_lost else "warning", self.path, place, message)
            if is_lost:
                return
        if any(TOTAL.match(squeeze(cell.text)) for cell in own.values()):
            yield Finding("P08", "info", self.path, place, f"a row of totals, no measure: {_quote(own)}")
            return
        row = Row(table, index + 1, tuple(_read_cells(line, index, columns)), self.sections.path())
        count = len(self.rows)
        yield from self._add(row, line, above, place)
        if len(self.rows) > count:
            yield from self.close(self.sections.titles.values())

    def _take_title(self, label: str, text: str, place: str) -> Iterator[Finding]:
        """Take a row that says one thing across the table: the title of a section, or a note."""
        if not label and (NOTE.match(text) or SENTENCE.search(text) or len(text) > LONGEST_TITLE):
            self.notes.append(text)
            yield Finding("P32", "info", self.path, place, f"a text across the table, no measure: {text}")
        else:
            self.entered.append((place, self.sections.enter(text, label)))

    def close(self, holding: Collection[str] = ()) -> Iterator[Finding]:
        """P35: sections that ended before a row stood in them; `holding` are those that go on."""
        for place, title in self.entered:
            if title not in holding:
                yield Finding("P35", "info", self.path, place, f"the section has no rows: {title}")
        self.entered.clear()

    def _add(self, row: Row, line: Line, above: Line | None, place: str) -> Iterator[Finding]:
        """Add a row; one without a measure of its own goes on with the row above, or takes its task for it."""
        yield from _find_overlaps(line, row, self.path, place)
        measure = _find(row, "measure")
        if measure is None or not measure.text.strip():
            yield from self._add_without_measure(row, place)
        elif self.rows and _is_beside(row, line, above, self.rows[-1]):
            self.rows[-1] = _join(self.rows[-1], row)
        else:
            self.rows.append(_with_category(row, self.rows[-1] if self.rows else None))

    def _add_without_measure(self, row: Row, place: str) -> Iterator[Finding]:
        tasks = [c for c in row.cells if base_of(c.field) == "task" and c.text.strip()]
        serial = _find(row, "serial")
        is_numbered = serial is not None and bool(serial.text.strip()) and not serial.inherited
        if tasks and (is_numbered or not all(task.inherited for task in tasks)):
            cells = [c for c in row.cells if c.field != "measure" and c is not tasks[-1]]
            row = replace(row, cells=(*cells, replace(tasks[-1], field="measure")))
            self.rows.append(_with_category(row, self.rows[-1] if self.rows else None))
            yield Finding("P09", "info", self.path, place, "the measure cell is empty; the task is the measure")
        elif not self.rows or is_numbered:
            texts = " | ".join(c.text for c in row.cells if c.text.strip())
            message = f"the measure cell is empty; the row is not read: {texts}"
            yield Finding("P05", "error", self.path, place, message)
        else:
            yield from self._go_on(row, place)

    def _go_on(self, row: Row, place: str) -> Iterator[Finding]:
        """A row with neither number nor measure belongs to the measure above."""
        last = self.rows[-1]
        filled = {base_of(c.field) for c in row.cells if c.text.strip() and not c.inherited}
        message = f"the measure cell is empty; the row is read as part of the measure of row {last.row}"
        yield Finding("P05", "warning", self.path, place, message)
        if filled <= set(BESIDE):
            self.rows[-1] = _join(last, row)
            return
        measure = _find(last, "measure")
        cells = [c for c in row.cells if c.field not in ("measure", "serial") or c.text.strip()]
        known = {c.field for c in cells}
        taken = [
            replace(c, inherited=True)
            for c in last.cells
            if c is measure or (c.field == "serial" and c.field not in known)
        ]
        self.rows.append(_with_category(replace(row, cells=(*taken, *cells)), last))


def _find_heading_again(grid: Grid, index: int, head: Head) -> Head | None:
    """Find a heading in the middle of a table: the one above again, or that of another list."""
    line = [squeeze(cell.text) for cell in grid[index]]
    depth = head.end - head.first
    if depth and line == [squeeze(cell.text) for cell in grid[head.first]]:
        end = index
        while end < len(grid) and end - index < depth and _same(grid[end], grid[head.first + end - index]):
            end += 1
        return Head(index, end, head.columns)
    texts = [text for text in line if text]
    if any(text.isdigit() for text in texts) or not may_begin_list(grid[index]):
        return None
    return read_head(grid, index)


def _same(line: Line, other: Line) -> bool:
    return [squeeze(c.text) for c in line] == [squeeze(c.text) for c in other]


def _find_title(line: Line, columns: tuple[Column, ...]) -> tuple[str, str] | None:
    """Read a row as a title: its number, where that has a column of its own, and its text; None for other rows."""
    texts = {(c.row, c.column): c for c in line if c.text.strip()}
    cells = sorted(texts.values(), key=lambda cell: cell.column)
    first, name = cells[0], base_of(columns[cells[0].column].field)
    if len(cells) == 1:
        is_title = _covers_units(first, columns) or _is_title(first.text.strip(), name)
        return ("", first.text.strip()) if is_title else None
    label = squeeze(first.text)
    if len(cells) != 2 or not SECTION_LABEL.match(label) or name != "serial":
        return None
    is_alone = _covers_units(cells[1], columns) or base_of(columns[cells[1].column].field) not in UNITS
    return (label, cells[1].text.strip()) if is_alone else None


def _covers_units(cell: GridCell, columns: tuple[Column, ...]) -> bool:
    """Tell whether a cell reaches over a column of units and one of something else."""
    fields = {base_of(column.field) for column in columns[cell.column : cell.column + cell.column_span]}
    return bool(fields & set(UNITS)) and len(fields) > 1


def _is_title(text: str, name: str) -> bool:
    """Tell whether the only text of a row is a title: numbered like one, or in a column before the measure."""
    if NOTE.match(text):
        return True
    is_numbered = LABEL.match(text) is not None and not text[0].isdigit()
    is_before = name in ("serial", "category") and not text[0].isdigit()
    return len(text) <= LONGEST_TITLE and not SENTENCE.search(text) and (is_before or (is_numbered and name in TITLED))


def _read_cells(line: Line, index: int, columns: tuple[Column, ...]) -> Iterator[RowCell]:
    """Give the cells of a row their fields; a cell over several columns fills its plans, or is what matters most."""
    for number, (column, cell) in enumerate(zip(columns, line, strict=True), start=1):
        if column.field in _fields_of(cell, line, columns):
            yield RowCell(
                column.field,
                cell.text,
                number,
                cell.page,
                column.heading,
                cell.row < index,
                cell.row_span,
                cell.breaks_inferred,
            )


def _fields_of(cell: GridCell, line: Line, columns: tuple[Column, ...]) -> list[str]:
    covered = [column.field for column, other in zip(columns, line, strict=True) if other is cell]
    plans = [name for name in covered if is_plan(name)]
    if len(covered) == 1 or len(plans) == len(covered):
        return covered
    return ["measure"] if "measure" in covered else plans or covered[:1]


def _find_overlaps(line: Line, row: Row, path: str, place: str) -> Iterator[Finding]:
    """P31: a merged cell over several columns of units is read as the first of them."""
    for cell in {(c.row, c.column): c for c in line if c.text.strip()}.values():
        covered = [c for c in row.cells if c.column - 1 == cell.column and c.field in UNITS]
        if covered and cell.column_span > 1:
            message = f"the cell {cell.text[:30]!r} is merged over {cell.column_span} columns; it is read as {covered[0].field}"
            yield Finding("P31", "info", path, f"{place}, column {cell.column + 1}", message)


def _find(row: Row, name: str) -> RowCell | None:
    return next((cell for cell in row.cells if cell.field == name), None)


def _is_beside(row: Row, line: Line, above: Line | None, last: Row) -> bool:
    """Tell whether a row only adds units beside a measure whose merged cell reaches down into it."""
    measure = _find(row, "measure")
    if measure is None or not measure.inherited or above is None or last.table != row.table:
        return False
    same = line[measure.column - 1] is above[measure.column - 1]
    own = {base_of(cell.field) for cell in row.cells if cell.text.strip() and not cell.inherited}
    return same and own <= set(BESIDE)


def _join(last: Row, row: Row) -> Row:
    """Put what a row has of its own under the cells of the row above, as further paragraphs."""
    own = {c.field: c.text for c in row.cells if c.text.strip() and not c.inherited}
    cells = [replace(c, text="\n".join(filter(None, (c.text, own.pop(c.field, ""))))) for c in last.cells]
    rest = [c for c in row.cells if c.field in own]
    return replace(last, cells=(*cells, *rest))


def _with_category(row: Row, last: Row | None) -> Row:
    """Put the category that stands in a column of its own into the section; an empty one goes on from the row above."""
    names = []
    cells = []
    for cell in row.cells:
        if base_of(cell.field) == "category":
            known = _find(last, cell.field) if last else None
            if not cell.text.strip() and known and known.text:
                cell = replace(cell, text=known.text, inherited=True)
            names.append(re.sub(r"\s*\n\s*", "", cell.text.strip()))
        cells.append(cell)
    path = " / ".join(filter(None, [row.section, *names])) or None
    return replace(row, cells=tuple(cells), section=path)


def _quote(cells: dict[tuple[int, int], GridCell]) -> str:
    return " | ".join(cell.text for cell in cells.values())
