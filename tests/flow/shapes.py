"""Documents drawn with characters: what a test reads is what stands on paper.

A line with ` | ` is a row of a table (a blank line ends the table), any other line a paragraph. In a cell `<` goes on
from the left, `^` from above, `/` breaks the line. `-` is an empty cell, `!` no cell at all.
"""

import functools
import operator
from itertools import groupby
from pathlib import Path

from pipeline.flow import read_content
from pipeline.model import (
    Cell,
    Content,
    Department,
    GridCell,
    Measure,
    Paragraph,
    PlanItem,
    Responsibility,
    Rooms,
    Source,
    Table,
    Target,
)

ROLES = {"lead": "牵头", "cooperate": "配合", "responsible": "责任"}


def draw(text: str) -> Content:
    """Make the content that a drawing shows."""
    blocks: list[Paragraph | Table] = []
    for is_row, lines in groupby([line.strip() for line in text.strip().split("\n")], key=lambda line: "|" in line):
        if is_row:
            number = 1 + sum(isinstance(block, Table) for block in blocks)
            blocks.append(draw_table([line.split("|") for line in lines], number))
        else:
            blocks += [Paragraph(line) for line in lines if line]
    return Content("drawn", tuple(blocks))


def draw_table(rows: list[list[str]], number: int = 1) -> Table:
    """Make a table of rows of cell texts."""
    marks = [[text.strip() for text in row] for row in rows]
    width = max(len(row) for row in marks)
    spans: dict[tuple[int, int], list[int]] = {}
    origin: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(marks):
        for c, text in enumerate(row):
            if text == "!":
                continue
            at = origin[r, c - 1] if text == "<" else origin[r - 1, c] if text == "^" else (r, c)
            origin[r, c] = at
            span = spans.setdefault(at, [1, 1])
            span[0], span[1] = max(span[0], r - at[0] + 1), max(span[1], c - at[1] + 1)
    cells = [
        GridCell(r, c, *spans[r, c], "" if marks[r][c] == "-" else marks[r][c].replace("/", "\n"))
        for r, c in sorted(spans)
    ]
    return Table(number, len(marks), width, tuple(cells))


def read(text: str, title: str | None = None, region: str | None = "湛江市") -> Rooms:
    """Take a drawing through the rooms."""
    return read_content(draw(text), Source("d", "d.docx", b"", "", title, region))


def show(rooms: Rooms) -> list[str]:
    """A measure a line: `number [section] task: text | role unit、unit | year: item | deadline→year`."""
    return [_show(measure, rooms) for measure in rooms.of(Measure)]


def _show(measure: Measure, rooms: Rooms) -> str:
    section = f" [{measure.section}]" if measure.section else ""
    task = f" {measure.task}:" if measure.task else ""
    parts = [f"{measure.measure_id.removeprefix('d/')}{section}{task} {measure.text}".replace("\n", "/")]
    for role, name in ROLES.items():
        units = [r.text for r in rooms.of(Responsibility) if (r.measure_id, r.role) == (measure.measure_id, role)]
        if units:
            parts.append(f"{name} {'、'.join(units)}")
    for item in rooms.of(PlanItem):
        if item.measure_id == measure.measure_id:
            quarter = f"Q{item.quarter}" if item.quarter else ""
            parts.append(f"{item.year or ''}{quarter}: {item.text}".replace("\n", "/"))
    if measure.deadline or measure.due_year:
        parts.append(f"{measure.deadline or ''}→{measure.due_year or ''}".replace("\n", "/"))
    return " | ".join(parts)


def targets(rooms: Rooms) -> list[str]:
    """A target a line: `measure year indicator comparator value unit`."""
    return [
        f"{t.measure_id.removeprefix('d/')} {t.year or '-'} {t.indicator or '-'} {t.comparator} {t.value.normalize():f} {t.unit or '-'}"
        for t in rooms.of(Target)
    ]


def codes(rooms: Rooms) -> list[str]:
    """Findings of parse and split that are no mere information."""
    return sorted(f.code for f in rooms.findings if f.level != "info" and f.code[0] in "PS")


def read_cases(path: Path) -> list[tuple[str, str, list[str], list[str]]]:
    """Read drawings with what must come of them: `# name`, the drawing, `=>`, a measure a line, `! codes`."""
    cases = []
    for block in path.read_text(encoding="utf-8").split("\n# ")[1:]:
        name, _, rest = block.partition("\n")
        drawing, _, expected = rest.partition("\n=>\n")
        lines = [line for line in expected.split("\n") if line]
        found = [line[2:].split() for line in lines if line.startswith("! ")]
        cases.append(
            (
                name,
                drawing,
                [line for line in lines if not line.startswith("! ")],
                functools.reduce(operator.iadd, found, []),
            )
        )
    return cases


def cell(rooms: Rooms, measure: str, field: str) -> str:
    """Text of a published cell."""
    return next(c.text for c in rooms.of(Cell) if (c.measure_id, c.field) == (f"d/{measure}", field))


def names(rooms: Rooms) -> list[str]:
    """Names of the units, in order of their keys."""
    return [department.name for department in rooms.of(Department)]
