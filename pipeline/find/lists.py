"""Content → responsibility lists: which tables are lists, what stands above them, which go on.

Cases and rule: docs/design/tables.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipeline.find.beside import part_beside
from pipeline.find.body import Body
from pipeline.find.cards import join_cards
from pipeline.find.columns import Grid, spread
from pipeline.find.flat import find_flat
from pipeline.find.goals import find_goal_cells, find_goals, find_indicators
from pipeline.find.head import Head, explain_heading, find_head, with_unit
from pipeline.find.heading_spans import count_columns, regroup
from pipeline.find.plan_lines import read_plan_lines, report_footer
from pipeline.find.prose import find_tasks
from pipeline.find.row import make_list
from pipeline.find.sections import Outline
from pipeline.find.titles import Above
from pipeline.lang.day import read_first_year
from pipeline.lang.department import ends_like_department
from pipeline.lang.heading import UNITS, find_unit_note, opens_table, squeeze
from pipeline.model import Content, Finding, Paragraph, ResponsibilityList, Row, Table
from pipeline.model.field import read_field
from pipeline.rules.findings import tell


def find_lists(content: Content, path: str, year: int | None = None) -> Iterator[ResponsibilityList | Finding]:
    """Find the lists of a file: in tables, in prose; then the paragraphs that may state goals and the tables of indicators.

    `year` is the document's, where it is known. Which of the paragraphs state a goal only the extractor can tell.
    Findings: P02 a table that is none (info), P03 unknown heading, P04 a row of too few cells, P05 no measure text,
    P06 a heading without rows (error), P07 no lead or responsible units, P08 a row of totals, P09 a task taken for the
    measure, P31 a cell over several columns of units, P32 a text across the table, P33 prose that says again what a table
    does, P34 a task of a prose plan that names nobody, P35 a section without rows, P36 a table that stands as paragraphs,
    P64 tasks on cards, P67 cells that say 〃.
    """
    cards = join_cards(content)
    if cards:
        yield tell("P64", path, "tables")
    yield from _find(cards or content, path, year)


def _find(content: Content, path: str, year: int | None) -> Iterator[ResponsibilityList | Finding]:
    lines = read_plan_lines(content)
    outline = Outline(lines, len(content.blocks) - 1)
    tables = _Tables(path, outline, year)
    for index, block in enumerate(content.blocks):
        if isinstance(block, Paragraph):
            tables.above.read(block.text)
        else:
            yield from tables.read(block, index)
    yield from tables.close()
    flat = None if tables.head else _unflatten(content)
    if flat:
        yield tell("P36", path, "paragraphs")
        yield from _find(flat, path, year)
        return
    if tables.head and not tables.rows:
        yield tell("P06", path, "table")
    tasks = list(find_tasks(lines, outline, path, tables.rows))
    yield from tasks
    yield from report_footer(content, path)
    taken = {
        place
        for found in tasks
        if isinstance(found, ResponsibilityList)
        for row in found.rows
        for place in row.paragraphs
    }
    yield from find_goals(content, lines, outline, taken, tables.goals)
    yield from tables.indicators


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
    outline: Outline
    year: int | None  # of the document
    above: Above = field(default_factory=Above)
    body: Body | None = None
    head: Head | None = None  # of the list that is being read
    title: str = ""
    rows: list[Row] = field(default_factory=list)  # of all lists
    indicators: list[ResponsibilityList] = field(default_factory=list)
    goals: list[Row] = field(default_factory=list)  # of tables that tell them in sentences

    def read(self, table: Table, block: int) -> Iterator[ResponsibilityList | Finding]:
        """Read the lists of a table, most often one; `block` is its place among the blocks of the file."""
        for grid in part_beside(spread(table)):
            yield from self._read_grid(grid, table, self.outline.above(block))

    def _read_grid(self, grid: Grid, table: Table, section: str) -> Iterator[ResponsibilityList | Finding]:
        """Read a grid: a new list, one that goes on, a table of indicators, or none."""
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
            yield from self._read_other(grid, table, section)
            return
        self._read_above(above)
        head = with_unit(head, self.above.unit)
        if self.body is None or (not goes_on and self._is_new(head)):
            yield from self.close()
            self.body = Body(self.path)
            self.above.begin(self.body.sections, is_new=True)
            self.title = self.above.title
            yield from _check_units(head, table, self.path)
        else:
            self.above.begin(self.body.sections, is_new=False)
        self.head, self.body.above = head, section
        yield from self.body.read(grid, table.number, head)

    def _read_above(self, lines: Grid) -> None:
        """Read the rows that stand above the heading in a table."""
        for text in dict.fromkeys(cell.text for line in lines for cell in line):
            for part in text.split("\n"):
                self.above.read(part)

    def _read_other(self, grid: Grid, table: Table, section: str) -> Iterator[Finding]:
        """Read a table that is no list: one of indicators, a frame of paragraphs, or none that is read."""
        title, unit = self.above.title or self.above.pending, self.above.unit
        self.above.begin_other()
        years = [self.year, read_first_year(title), read_first_year(self.outline.title)]
        head = find_indicators(grid, min((year for year in years if year), default=None))
        if head:
            inside = (cell.text for line in grid[: head.first] for cell in line)
            head = with_unit(head, next(filter(None, map(find_unit_note, inside)), unit))
            body = Body(self.path, above=section)
            yield from body.read(regroup(grid, head.groups), table.number, head)
            self.indicators.append(make_list(title, body.rows, body.notes, "indicator"))
            return
        self.goals += find_goal_cells(grid, table.number, section)
        if table.n_columns > 1:
            yield _not_a_list(table, grid, self.path)

    def _is_new(self, head: Head) -> bool:
        fields = [column.field for column in head.columns]
        return self.above.is_fresh or self.head is None or fields != [column.field for column in self.head.columns]

    def close(self) -> Iterator[ResponsibilityList | Finding]:
        """Give the list that was being read, if it has rows."""
        if self.body:
            yield from self.body.close()
        if self.body and self.body.rows:
            self.rows += self.body.rows
            yield make_list(self.title, self.body.rows, [*self.above.notes, *self.body.notes])
        self.body = None


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
