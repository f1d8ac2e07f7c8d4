"""The rows below a heading: measures, sections, notes; merged cells and rows that go on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from pipeline.find.columns import Column, Grid, GridLine
from pipeline.find.head import Head, read_head
from pipeline.find.heading_spans import regroup
from pipeline.find.row import (
    BESIDE,
    LONGEST_TITLE,
    find_cell,
    find_overlaps,
    find_title,
    is_beside,
    is_sample,
    is_signed,
    join_cell,
    read_cells,
    repeat_above,
    with_category,
)
from pipeline.find.titles import Sections, is_note
from pipeline.lang.cue import Cue
from pipeline.lang.heading import UNITS, find_header, opens_table, plain_heading, squeeze
from pipeline.lang.outline import is_continued
from pipeline.lang.sentence import has_stop
from pipeline.model import Finding, GridCell, Row
from pipeline.model.field import read_field
from pipeline.rules.findings import tell
from pipeline.rules.headers import write_heading

TOTAL = Cue("title_words", "total")


@dataclass(slots=True)
class Body:
    """Reads the rows of one list, over all its tables."""

    path: str
    sections: Sections = field(default_factory=Sections)
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    headings: set[str] = field(default_factory=set)  # those that were looked at
    entered: list[tuple[str, str]] = field(default_factory=list)  # places and titles of sections since the last row
    above: str = ""  # the headings of the document above the table

    def read(self, grid: Grid, table: int, head: Head) -> Iterator[Finding]:
        """Read the rows below `head`. A heading that comes again is none; one of other columns takes over."""
        index = head.end
        above: GridLine | None = None  # the row before in this table
        yield from self._take_heading(head, grid, table)
        while index < len(grid):
            again = _find_heading_again(grid, index, head)
            if again:
                head, index, above = again, again.end, None
                grid = regroup(grid, again.groups) if again.groups else grid
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
            if read_field(column.field).kind in UNITS:
                self.notes.append(column.heading)
            is_empty = not any(line[number - 1].text.strip() for line in grid[head.first :])
            is_known = any(find_header(text) for text in column.heading.split("\n"))
            if read_field(column.field).is_other and not is_known and not is_empty:
                place = f"table {table}, column {number}"
                row = write_heading(plain_heading(column.heading), "other")
                yield tell("P03", self.path, place, heading=column.heading, field=column.field, row=row)

    def _read_line(
        self, line: GridLine, above: GridLine | None, index: int, table: int, columns: tuple[Column, ...]
    ) -> Iterator[Finding]:
        place = f"table {table}, row {index + 1}"
        own = {(c.row, c.column): c for c in line if c.text.strip() and c.row == index}
        if not own:
            return
        texts = [squeeze(cell.text) for cell in own.values()]
        if is_signed(texts) or is_sample(texts):
            yield tell("P32", self.path, place, text=_quote(own))
            return
        title = find_title(line, columns)
        if title:
            yield from self._take_title(*title, place)
            return
        missing = [c.field for c, cell in zip(columns, line, strict=True) if cell.column_span == 0]
        if missing:
            is_lost = any(read_field(name).is_read or read_field(name).kind in UNITS for name in missing)
            cells, width = len(line) - len(missing), len(line)
            if is_lost:
                yield tell("P04", self.path, place, cells=cells, columns=width, text=_quote(own))
                return
            yield tell("P10", self.path, place, cells=cells, columns=width)
        if any(TOTAL.is_all(text.rstrip("：:")) for text in texts):
            yield tell("P08", self.path, place, text=_quote(own))
            return
        row = Row(table, index + 1, tuple(read_cells(line, index, columns)), self.sections.path(), self.above)
        if self.rows and (same := repeat_above(row, self.rows[-1])) != row:
            yield tell("P67", self.path, place, text=_quote(own))
            row = same
        count = len(self.rows)
        yield from self._add(row, line, above, place)
        if len(self.rows) > count:
            yield from self.close(self.sections.titles.values())

    def _take_title(self, label: str, text: str, place: str) -> Iterator[Finding]:
        """Take a row that says one thing across the table: the title of a section, or a note."""
        if is_continued(text):
            yield tell("P32", self.path, place, text=text)
        elif not label and (is_note(text) or has_stop(text) or len(text) > LONGEST_TITLE):
            self.notes.append(text)
            yield tell("P32", self.path, place, text=text)
        else:
            self.entered.append((place, self.sections.enter(text, label)))

    def close(self, holding: Collection[str] = ()) -> Iterator[Finding]:
        """P35: sections that ended before a row stood in them; `holding` are those that go on."""
        for place, title in self.entered:
            if title not in holding:
                yield tell("P35", self.path, place, title=title)
        self.entered.clear()

    def _add(self, row: Row, line: GridLine, above: GridLine | None, place: str) -> Iterator[Finding]:
        """Add a row; one without a measure of its own goes on with the row above, or takes its task for it."""
        yield from find_overlaps(line, row, self.path, place)
        measure = find_cell(row, "measure")
        if measure is None or not measure.text.strip():
            yield from self._add_without_measure(row, place)
        elif self.rows and is_beside(row, line, above, self.rows[-1]):
            self.rows[-1] = join_cell(self.rows[-1], row)
        else:
            self.rows.append(with_category(row, self.rows[-1] if self.rows else None))

    def _add_without_measure(self, row: Row, place: str) -> Iterator[Finding]:
        tasks = [c for c in row.cells if read_field(c.field).kind == "task" and c.text.strip()]
        serial = find_cell(row, "serial")
        is_numbered = serial is not None and bool(serial.text.strip()) and not serial.inherited
        if tasks and (is_numbered or not all(task.inherited for task in tasks)):
            cells = [c for c in row.cells if c.field != "measure" and c is not tasks[-1]]
            row = replace(row, cells=(*cells, replace(tasks[-1], field="measure")))
            self.rows.append(with_category(row, self.rows[-1] if self.rows else None))
            yield tell("P09", self.path, place)
        elif not self.rows or is_numbered:
            texts = " | ".join(c.text for c in row.cells if c.text.strip())
            yield tell("P11", self.path, place, text=texts)
        else:
            yield from self._go_on(row, place)

    def _go_on(self, row: Row, place: str) -> Iterator[Finding]:
        """A row with neither number nor measure belongs to the measure above."""
        last = self.rows[-1]
        filled = {read_field(c.field).kind for c in row.cells if c.text.strip() and not c.inherited}
        yield tell("P05", self.path, place, row=last.row)
        if filled <= set(BESIDE):
            self.rows[-1] = join_cell(last, row)
            return
        measure = find_cell(last, "measure")
        cells = [c for c in row.cells if c.field not in ("measure", "serial") or c.text.strip()]
        known = {c.field for c in cells}
        taken = [
            replace(c, inherited=True)
            for c in last.cells
            if c is measure or (c.field == "serial" and c.field not in known)
        ]
        self.rows.append(with_category(replace(row, cells=(*taken, *cells)), last))


def _find_heading_again(grid: Grid, index: int, head: Head) -> Head | None:
    """Find a heading in the middle of a table: the one above again, or that of another list."""
    depth = head.end - head.first
    if depth and _same(grid[index], grid[head.first]):
        end = index
        while end < len(grid) and end - index < depth and _same(grid[end], grid[head.first + end - index]):
            end += 1
        return Head(index, end, head.columns)
    if any(squeeze(c.text).isdigit() for c in grid[index]) or not opens_table(cell.text for cell in grid[index]):
        return None
    return read_head(grid, index)


def _same(line: GridLine, other: GridLine) -> bool:
    return len(line) == len(other) and all(squeeze(a.text) == squeeze(b.text) for a, b in zip(line, other, strict=True))


def _quote(cells: dict[tuple[int, int], GridCell]) -> str:
    return " | ".join(cell.text for cell in cells.values())
