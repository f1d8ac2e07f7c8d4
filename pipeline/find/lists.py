"""Content → responsibility lists: which tables are lists, what stands above them, which go on.

Cases and rule: docs/design/tables.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipeline.find.beside import part_beside
from pipeline.find.body import Body
from pipeline.find.columns import Grid, fill_grid
from pipeline.find.flat import find_flat
from pipeline.find.head import Head, explain_heading, find_head
from pipeline.find.nothing import explain_nothing
from pipeline.find.prose import find_tasks, report_tasks
from pipeline.find.spans import count_columns, regroup
from pipeline.find.titles import Above
from pipeline.lang.department import ends_like_department
from pipeline.lang.heading import UNITS, opens_table, squeeze
from pipeline.model import Content, Finding, GridCell, Paragraph, ResponsibilityList, Table
from pipeline.model.field import read_field
from pipeline.rules.findings import tell


def find_lists(content: Content, path: str) -> Iterator[ResponsibilityList | Finding]:
    """Find the responsibility lists of a file, each with its title; where no table is one, the tasks of its prose.

    Findings: P01 no list in the file (error), P02 a table that is none (info), P03 unknown heading, P04 a row of too few
    cells, P05 no measure text, P06 a heading without rows (error), P07 no lead or responsible units, P08 a row of totals,
    P09 a task taken for the measure, P31 a cell over several columns of units, P32 a text across the table,
    P33 prose left unread beside a table, P34 a task of a prose plan that names nobody, P35 a section without rows,
    P36 a table that stands as paragraphs, P55 a file without text, P56 a list of persons.
    """
    tables = _Tables(path)
    for block in content.blocks:
        if isinstance(block, Paragraph):
            tables.above.read(block.text)
        else:
            yield from tables.read(block)
    yield from tables.close()
    if tables.has_rows:
        yield from report_tasks(content, path)
        return
    flat = None if tables.head else _unflatten(content)
    if flat:
        yield tell("P36", path, "paragraphs")
        yield from find_lists(flat, path)
        return
    tasks = [] if tables.head else list(find_tasks(content, path))
    yield from tasks
    if tables.head:
        yield tell("P06", path, "table")
    elif not any(isinstance(entry, ResponsibilityList) for entry in tasks):
        grids = [_lay_out(block) for block in content.blocks if isinstance(block, Table)]
        yield from explain_nothing(content, grids, path)


def _unflatten(content: Content) -> Content | None:
    """The content with its flattened table rebuilt; None where there is none."""
    texts = [block.text if isinstance(block, Paragraph) else "" for block in content.blocks]
    flat = find_flat(texts)
    if flat is None or any(isinstance(block, Table) for block in content.blocks[flat.start : flat.end]):
        return None
    return replace(content, blocks=(*content.blocks[: flat.start], flat.table, *content.blocks[flat.end :]))


@dataclass(slots=True)
class _Tables:
    """The pass over a file's tables."""

    path: str
    above: Above = field(default_factory=Above)
    body: Body | None = None
    head: Head | None = None  # of the list that is being read
    title: str = ""
    has_rows: bool = False

    def read(self, table: Table) -> Iterator[ResponsibilityList | Finding]:
        """Read the lists of a table, most often one."""
        for grid in part_beside(_lay_out(table)):
            yield from self._read_grid(grid, table)

    def _read_grid(self, grid: Grid, table: Table) -> Iterator[ResponsibilityList | Finding]:
        """Read a grid: a new list, one that goes on, or none."""
        head = find_head(grid)
        goes_on, above = False, grid[:0]
        if head is None and self.head is not None:
            grouped = (
                regroup(grid, self.head.groups) if grid and len(grid[0]) == count_columns(self.head.groups) else grid
            )
            goes_on = _goes_on(grouped, self.head, self.above)
            if goes_on:
                grid, head = grouped, self.head._replace(first=0, end=0)
        elif head is not None:
            above, grid = grid[: head.first], regroup(grid, head.groups)
        if head is None:
            self.above.begin_other()
            yield _not_a_list(table, grid, self.path)
            return
        for text in dict.fromkeys(cell.text for line in above for cell in line):
            for part in text.split("\n"):
                self.above.read(part)
        if self.body is None or (not goes_on and self._is_new(head)):
            yield from self.close()
            self.body = Body(self.path)
            self.above.begin(self.body.sections, is_new=True)
            self.title = self.above.title
            yield from _check_units(head, table, self.path)
        else:
            self.above.begin(self.body.sections, is_new=False)
        self.head = head
        yield from self.body.read(grid, table.number, head)

    def _is_new(self, head: Head) -> bool:
        fields = [column.field for column in head.columns]
        return self.above.is_fresh or self.head is None or fields != [column.field for column in self.head.columns]

    def close(self) -> Iterator[ResponsibilityList | Finding]:
        """Give the list that was being read, if it has rows."""
        if self.body:
            yield from self.body.close()
        if self.body and self.body.rows:
            rows = tuple(self.body.rows)
            years = {year for row in rows for c in row.cells if (year := read_field(c.field).year)}
            notes = tuple(dict.fromkeys([*self.above.notes, *self.body.notes]))
            self.has_rows = True
            yield ResponsibilityList(self.title, rows, tuple(sorted(years)), notes)
        self.body = None


def _lay_out(table: Table) -> Grid:
    """The grid with a cell at every position; a hole is an empty cell that spans no column."""
    return [
        [cell or GridCell(row, column, 1, 0, "") for column, cell in enumerate(line)]
        for row, line in enumerate(fill_grid(table))
    ]


def _goes_on(grid: Grid, head: Head, above: Above) -> bool:
    """Tell whether a table without heading goes on with the list above it: as wide, no title between, units in place."""
    if above.is_fresh or not grid or len(grid[0]) != len(head.columns) or opens_table(cell.text for cell in grid[0]):
        return False
    places = [index for index, column in enumerate(head.columns) if read_field(column.field).kind in UNITS]
    texts = [text for line in grid for index in places if (text := squeeze(line[index].text))]
    return sum(ends_like_department(text) for text in texts) * 2 >= len(texts)


def _check_units(head: Head, table: Table, path: str) -> Iterator[Finding]:
    fields = [read_field(column.field).kind for column in head.columns]
    if "lead_units" not in fields and "responsible_units" not in fields:
        yield tell("P07", path, f"table {table.number}")


def _not_a_list(table: Table, grid: Grid, path: str) -> Finding:
    first = " | ".join(cell.text.replace("\n", " ")[:12] for cell in table.cells[: table.n_columns])
    return tell(explain_heading(grid), path, f"table {table.number}", text=first[:120])
