"""A plan in prose → rows: tasks that end in （责任单位：…）, （甲局牵头，乙局配合）, or a line 责任单位：….

Numbered paragraphs make a tree; the lowest of them that say who is responsible are the tasks (docs/design/tables.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.find.plan_lines import PlanLine, level_of
from pipeline.find.row import make_list, measure_texts
from pipeline.find.sections import Outline
from pipeline.find.titles import LABEL, LEVELS, Above, is_note
from pipeline.model import Finding, ResponsibilityList, Row, RowCell
from pipeline.rules.findings import tell

DEADLINE = re.compile(
    r"(?:完成时[限间]|完成期限|时间节点|时限要求|时限|实施时间|整改时限)[：:】]\s*(?P<labelled>[^；;。）)〕】\n]+)"
    r"|[，；、,;]\s*(?P<plain>[^，；、,;：（]*(?:\d ?[年月]|年[底末内]|长期|持续)[^，；、,;：]*?(?:完成|前|推进|坚持|实施|落实|底))(?=[）)〕】])"
)
TOP = -1
_WHOLE = 1500  # characters of a task whose last part speaks for all of them


@dataclass(slots=True)
class _Node:
    """A numbered paragraph with the plain ones after it and the numbered ones below it."""

    level: int
    lines: list[PlanLine] = field(default_factory=list)
    below: list[_Node] = field(default_factory=list)

    @property
    def all_lines(self) -> list[PlanLine]:
        return sorted([*self.lines, *(line for node in self.below for line in node.all_lines)], key=lambda e: e.place)

    @property
    def tells(self) -> bool:
        return any(line.tells for line in self.lines) or any(node.tells for node in self.below)


def find_tasks(
    lines: Sequence[PlanLine], outline: Outline, path: str, listed: Sequence[Row] = ()
) -> Iterator[ResponsibilityList | Finding]:
    """Read the tasks of a plan in prose as one list, marked as prose; nothing where no paragraph names units.

    `listed` are the rows of the file's tables: a task that says the same is read there (P33).
    """
    top, above = _build(lines)
    if not top.tells:
        return
    rows: list[Row] = []
    for entry in _read_node(top, (), path):
        if isinstance(entry, Row):
            text = next(cell.text for cell in entry.cells if cell.field == "measure")
            rows.append(replace(entry, above=outline.above_line(entry.row, text, entry.section)))
        else:
            yield entry
    told = {text for row in listed for text in measure_texts(row)}
    own = [row for row in rows if told.isdisjoint(measure_texts(row))] if told else rows
    if len(own) < len(rows):
        again = next(row for row in rows if row not in own)
        count = len(rows) - len(own)
        yield tell("P33", path, f"paragraph {again.row}", count=count, text=again.cells[0].text[:40])
    if own:
        yield make_list(above.title, own, above.notes, "prose")


def _build(lines: Sequence[PlanLine]) -> tuple[_Node, Above]:
    """Build the tree of paragraphs; the title is what stands above the first numbered one."""
    top = _Node(TOP)
    above = Above()
    branch = [top]
    for line in lines:
        text = line.text
        level = None if line.is_labelled else level_of(text)
        if level is None:
            if (len(branch) == 1 and not line.apart) or is_note(text):
                above.read(text)
            branch[-1].lines.append(line)
            continue
        while branch[-1].level >= level:
            branch.pop()
        node = _Node(level, [line])
        branch[-1].below.append(node)
        branch.append(node)
    above.title = above.title or above.pending
    return top, above


def _read_node(node: _Node, sections: tuple[str, ...], path: str) -> Iterator[Row | Finding]:
    """Read a node that names units: as one task, or as the section of those below it."""
    if node.level != TOP and _is_task(node):
        yield from _read_lines(node, node.all_lines, sections, path)
        return
    title = _title(node)
    inside = (*sections, title) if title else sections
    head = node.lines[0] if node.level != TOP and node.lines else None
    if head is not None and head.tells:
        yield tell("P34", path, f"paragraph {head.place}", text=head.text)
    yield from _read_lines(node, node.lines if head is None else node.lines[1:], inside, path)
    for child in node.below:
        if child.tells:
            yield from _read_node(child, inside, path)
        elif not child.below and any(found.names for line in child.lines for found in line.told):
            yield _make_row(child.lines, "", inside)
        elif any(other.tells for other in node.below):
            yield tell("P37", path, f"paragraph {child.lines[0].place}", text=child.lines[0].text[:60])


def _is_task(node: _Node) -> bool:
    """Tell whether a node is one task: nothing below it names units, or only its last part, for all of them."""
    telling = [child for child in node.below if child.tells]
    if not telling:
        return True
    is_last = telling == node.below[-1:] and len(node.below) > 1 and not any(child.below for child in node.below)
    length = sum(len(line.text) for line in node.all_lines)
    return is_last and node.level >= LEVELS.index("bracket") and length <= _WHOLE


def _title(node: _Node) -> str:
    if node.level == TOP or not node.lines:
        return ""
    head = node.lines[0]
    text = head.text[: head.apart[0].start] if head.apart else head.text
    return text if head.is_title else text.split("。")[0]


def _read_lines(node: _Node, lines: list[PlanLine], sections: tuple[str, ...], path: str) -> Iterator[Row | Finding]:
    """Read the paragraphs of a node as tasks, one up to each place that names units.

    A mere heading above them is their section and gives its number; text that follows a heading with units is its own.
    """
    number = ""
    if lines and node.level != TOP:
        found = LABEL.match(node.lines[0].text)
        number = found[0].strip() if found else ""
        if _is_section(lines) and lines[0] is node.lines[0]:
            sections, lines = (*sections, lines[0].text), lines[1:]
    groups, rest = _group(lines)
    if groups and number and lines[0] is node.lines[0] and _tells_by_sentence(groups):
        groups = [[line for group in groups for line in group]]
    for group in groups:
        yield _make_row(group, number, sections)
    if groups and rest and node.level != TOP:
        yield tell("P38", path, f"paragraph {rest[0].place}", text=rest[0].text[:60])


def _is_section(lines: list[PlanLine]) -> bool:
    """Tell whether the first line is a heading with the tasks below it, and not a short task with 责任单位：… below it."""
    return lines[0].is_title and not lines[0].apart and len(lines) > 1 and not lines[1].is_labelled


def _group(lines: list[PlanLine]) -> tuple[list[list[PlanLine]], list[PlanLine]]:
    """Cut paragraphs after each that names units, with the labelled lines that follow it; and the rest without any."""
    groups: list[list[PlanLine]] = []
    open_lines: list[PlanLine] = []
    for line in lines:
        if (
            groups
            and not open_lines
            and (line.is_labelled or line.goes_on or (_is_heading_of(groups[-1], lines) and not line.tells))
        ):
            groups[-1].append(line)
            continue
        open_lines.append(line)
        if line.tells and not line.breaks_off:
            groups.append(open_lines)
            open_lines = []
    if any(line.tells for line in open_lines):
        groups, open_lines = [*groups, open_lines], []
    return groups, open_lines


def _tells_by_sentence(groups: list[list[PlanLine]]) -> bool:
    """Tell whether a numbered task names departments after single sentences: then its paragraphs are one task, too."""
    return groups[0][0].tells and any(
        sum(found.names for found in line.apart) > 1 for group in groups for line in group
    )


def _is_heading_of(group: list[PlanLine], lines: list[PlanLine]) -> bool:
    """Tell whether a task began as a heading with units: then the text below is still its own."""
    return group[0] is lines[0] and group[0].is_title and group[0].tells


def _make_row(group: list[PlanLine], number: str, sections: tuple[str, ...]) -> Row:
    first, text = group[0], group[0].text
    for previous, line in pairwise(group):  # a page may cut a paragraph inside of a word
        text += line.text if previous.breaks_off and not line.is_labelled else "\n" + line.text
    sure = min((line.ocr_confidence for line in group if line.ocr_confidence is not None), default=None)
    cells = [RowCell("measure", text, 1, first.page, ocr_confidence=sure)]
    numbered = sum(LABEL.match(line.text) is not None for line in group)
    if number and (numbered > 1 or not LABEL.match(first.text)):
        cells.insert(0, RowCell("serial", number, 1, first.page, ""))
    deadlines = [found for line in group for found in _deadlines(line)]
    if deadlines:
        cells.append(RowCell("deadline", "\n".join(deadlines), 1, first.page, ""))
    places = tuple(line.place for line in group)
    return Row(0, first.place, tuple(cells), " / ".join(sections) or None, paragraphs=places)


def _deadlines(line: PlanLine) -> Iterator[str]:
    for found in line.apart:
        for match in DEADLINE.finditer(line.text, found.start, found.end):
            yield (match["labelled"] or match["plain"]).strip()
