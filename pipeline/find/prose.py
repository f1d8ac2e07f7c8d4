"""A plan in prose → rows: tasks that end in （责任单位：…）, （甲局牵头，乙局配合）, or a line 责任单位：….

Numbered paragraphs make a tree; the lowest of them that say who is responsible are the tasks (docs/design/tables.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.find.footer import find_footer
from pipeline.find.titles import LABEL, LEVELS, LONGEST_LINE, PAGE_NUMBER, Above, is_note
from pipeline.lang.attribution import Attribution, find_attributions
from pipeline.lang.sentence import has_stop
from pipeline.lang.text import read_once
from pipeline.model import Content, Finding, Paragraph, ResponsibilityList, Row, RowCell
from pipeline.rules.findings import tell

DEADLINE = re.compile(
    r"(?:完成时[限间]|完成期限|时间节点|时限要求|时限|实施时间|整改时限)[：:】]\s*(?P<labelled>[^；;。）)〕】\n]+)"
    r"|[，；、,;]\s*(?P<plain>[^，；、,;：（]*(?:\d ?[年月]|年[底末内]|长期|持续)[^，；、,;：]*?(?:完成|前|推进|坚持|实施|落实|底))(?=[）)〕】])"
)
_TAIL = re.compile(
    r"^(?:[（(]此件.{0,10}公开.{0,4}[）)]|抄送：.*|20\d\d年\d{1,2}月\d{1,2}日)$"
)  # what stands below the last task
_LOWER = (re.compile(r"^[（(]\d{1,2}[）)]"), re.compile(r"^[①-⑳]"))  # levels below those of titles
HEADING_BEFORE_TASK = re.compile(
    r"^[一二三四五六七八九十]{1,3}、[^。；：]{2,40}?[ \u3000]+(?=[（(][一二三四五六七八九十]{1,3}[）)]\S)"
)
TOP = -1
IN_SENTENCE = ("by", "duty")  # 由甲局牵头，开展…: a task where others of the plan name departments, else any sentence
_WHOLE = 1500  # characters of a task whose last part speaks for all of them


@dataclass(slots=True)
class _Line:
    """A paragraph: its place among the document's paragraphs (from 1), its text, what it says of responsibility."""

    place: int
    text: str
    page: int | None
    told: list[Attribution]

    @property
    def is_labelled(self) -> bool:
        return bool(self.told) and self.told[0].kind == "label" and self.told[0].start == 0

    @property
    def goes_on(self) -> bool:
        """Whether it begins with the bracket that closes the line before (a page lies between them)."""
        return bool(self.told) and self.told[0].kind == "bracket" and self.told[0].start == 0

    @property
    def breaks_off(self) -> bool:
        """Whether it ends in the middle of a sentence behind a place that names departments."""
        rest = self.text[self.apart[-1].end :].strip() if self.apart else ""
        return bool(rest) and not rest.endswith(("。", "；", ";", "）", ")"))

    @property
    def tells(self) -> bool:
        """Whether it names departments."""
        return any(found.names for found in self.apart)

    @property
    def apart(self) -> list[Attribution]:
        """The places that stand apart from what is to be done."""
        return [found for found in self.told if found.kind not in IN_SENTENCE]

    @property
    def is_title(self) -> bool:
        """Whether it is a mere heading: short, no full stop, but for what stands in a bracket that names units."""
        rest = self.text[: self.apart[0].start] if self.apart and not self.is_labelled else self.text
        return len(rest) <= LONGEST_LINE and not has_stop(rest.rstrip().removesuffix("。"))


@dataclass(slots=True)
class _Node:
    """A numbered paragraph with the plain ones after it and the numbered ones below it."""

    level: int
    lines: list[_Line] = field(default_factory=list)
    below: list[_Node] = field(default_factory=list)

    @property
    def all_lines(self) -> list[_Line]:
        return sorted([*self.lines, *(line for node in self.below for line in node.all_lines)], key=lambda e: e.place)

    @property
    def tells(self) -> bool:
        return any(line.tells for line in self.all_lines)


def find_tasks(content: Content, path: str) -> Iterator[ResponsibilityList | Finding]:
    """Read the tasks of a plan in prose as one list, marked as prose; nothing where no paragraph names units."""
    top, above = _build(content)
    if not top.tells:
        return
    rows: list[Row] = []
    for entry in _read_node(top, (), path):
        if isinstance(entry, Row):
            rows.append(entry)
        else:
            yield entry
    yield ResponsibilityList(above.title, tuple(rows), (), tuple(above.notes), "prose")
    paragraphs = [block for block in content.blocks if isinstance(block, Paragraph)]
    end = find_footer(paragraphs)
    if end < len(paragraphs):
        yield tell("P41", path, f"paragraph {end + 1}", text=paragraphs[end].text[:40])


def report_tasks(content: Content, path: str) -> Iterator[Finding]:
    """P33: paragraphs that name units in a file whose lists are tables; the tables are the list."""
    lines = [line for line in _build(content)[0].all_lines if line.tells]
    if lines:
        yield tell("P33", path, f"paragraph {lines[0].place}", count=len(lines), text=lines[0].text[:40])


def _build(content: Content) -> tuple[_Node, Above]:
    """Build the tree of paragraphs; the title is what stands above the first numbered one."""
    top = _Node(TOP)
    above = Above()
    branch = [top]
    for line in _lines(content):
        text = line.text
        level = None if line.is_labelled else _level(text)
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


def _lines(content: Content) -> Iterator[_Line]:
    """The paragraphs that are text of the plan; tasks that follow each other in one paragraph are one line each."""
    paragraphs = [block for block in content.blocks if isinstance(block, Paragraph)]
    for place, paragraph in enumerate(paragraphs[: find_footer(paragraphs)], start=1):
        for text in _cut_run_on(paragraph.text.strip()):
            if text and not PAGE_NUMBER.match(text) and not _TAIL.match(text):
                yield _Line(place, text, paragraph.page, list(find_attributions(read_once(text).folded)))


def _cut_run_on(text: str) -> Iterator[str]:
    """Cut …（甲局负责） （五）… behind the bracket, and 二、标题 （四）… before the task."""
    heading = HEADING_BEFORE_TASK.match(text)
    cuts = [heading.end()] if heading else []
    for found in find_attributions(read_once(text).folded):
        rest = text[found.end :].lstrip(" \u3000")
        if found.is_apart and rest and _level(rest) is not None:
            cuts.append(found.end)
    for start, end in pairwise([0, *cuts, len(text)]):
        yield text[start:end].strip()


def _level(text: str) -> int | None:
    found = LABEL.match(text)
    if found and found.lastgroup:
        return LEVELS.index(found.lastgroup)
    return next((len(LEVELS) + depth for depth, label in enumerate(_LOWER) if label.match(text)), None)


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


def _read_lines(node: _Node, lines: list[_Line], sections: tuple[str, ...], path: str) -> Iterator[Row | Finding]:
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


def _is_section(lines: list[_Line]) -> bool:
    """Tell whether the first line is a heading with the tasks below it, and not a short task with 责任单位：… below it."""
    return lines[0].is_title and not lines[0].apart and len(lines) > 1 and not lines[1].is_labelled


def _group(lines: list[_Line]) -> tuple[list[list[_Line]], list[_Line]]:
    """Cut paragraphs after each that names units, with the labelled lines that follow it; and the rest without any."""
    groups: list[list[_Line]] = []
    open_lines: list[_Line] = []
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


def _tells_by_sentence(groups: list[list[_Line]]) -> bool:
    """Tell whether a numbered task names departments after single sentences: then its paragraphs are one task, too."""
    return groups[0][0].tells and any(
        sum(found.names for found in line.apart) > 1 for group in groups for line in group
    )


def _is_heading_of(group: list[_Line], lines: list[_Line]) -> bool:
    """Tell whether a task began as a heading with units: then the text below is still its own."""
    return group[0] is lines[0] and group[0].is_title and group[0].tells


def _make_row(group: list[_Line], number: str, sections: tuple[str, ...]) -> Row:
    first, text = group[0], group[0].text
    for previous, line in pairwise(group):  # a page may cut a paragraph inside of a word
        text += line.text if previous.breaks_off and not line.is_labelled else "\n" + line.text
    cells = [RowCell("measure", text, 1, first.page, "")]
    numbered = sum(LABEL.match(line.text) is not None for line in group)
    if number and (numbered > 1 or not LABEL.match(first.text)):
        cells.insert(0, RowCell("serial", number, 1, first.page, ""))
    deadlines = [found for line in group for found in _deadlines(line)]
    if deadlines:
        cells.append(RowCell("deadline", "\n".join(deadlines), 1, first.page, ""))
    return Row(0, first.place, tuple(cells), " / ".join(sections) or None)


def _deadlines(line: _Line) -> Iterator[str]:
    for found in line.apart:
        for match in DEADLINE.finditer(line.text, found.start, found.end):
            yield (match["labelled"] or match["plain"]).strip()
