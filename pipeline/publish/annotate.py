"""The user's own Word document with what was read of it: every figure highlighted, with a comment (python-docx).

Nothing else of the document changes: runs are cut where a figure begins and ends, and keep their looks and their text. A
figure is found by its span: the lines of a cell text are the paragraphs of the file, white space aside, behind a list number
that Word generates. What is not found, as in a text box, is counted and said.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from pipeline.lang.fold import fold
from pipeline.model import Cell, Dataset, Target
from pipeline.publish.wording import describe_part, describe_target
from schemas import labels

AUTHOR, INITIALS = "Policy Pledges", "PP"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GONE = frozenset((f"{W}del", f"{W}moveFrom", f"{W}txbxContent", f"{W}footnote"))  # no text of the paragraph
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Annotated(NamedTuple):
    """The document, and how many of the figures and names that were read are marked in it."""

    content: bytes
    marked: int
    missed: int


class _Letter(NamedTuple):
    """A character of a paragraph, in the text element (w:t) of its run."""

    text: Any
    at: int


class _Mark(NamedTuple):
    """A span of a cell text and the comment on it."""

    start: int
    end: int
    comment: str
    is_figure: bool


def annotate(content: bytes, dataset: Dataset) -> Annotated:
    """Mark a .docx with the rows that were read of it."""
    import docx
    from docx.enum.text import WD_COLOR_INDEX
    from docx.text.run import Run

    document = docx.Document(io.BytesIO(content))
    paragraphs = [paragraph for paragraph in document.element.body.iter(f"{W}p") if _lies_in_text(paragraph)]
    letters = [list(_read(paragraph)) for paragraph in paragraphs]
    marks, marked, missed = _find_marks(dataset), 0, 0
    for cell, found in _place(dataset.cells, letters):
        own = sorted(marks.pop((cell.measure_id, cell.field), ()), key=lambda mark: mark.start, reverse=True)
        for mark in own:
            span = found[mark.start : mark.end] if found else []
            runs = [Run(element, document) for element in _isolate([letter for letter in span if letter])]
            marked, missed = marked + bool(runs), missed + (not runs)
            for run in runs if mark.is_figure else ():
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
            if runs:
                document.add_comment(runs=[runs[0], runs[-1]], text=mark.comment, author=AUTHOR, initials=INITIALS)
    sink = io.BytesIO()
    document.save(sink)
    return Annotated(sink.getvalue(), marked, missed + sum(map(len, marks.values())))


def _lies_in_text(paragraph: Any) -> bool:
    return not any(parent.tag in GONE for parent in paragraph.iterancestors())


def _read(paragraph: Any) -> Iterator[_Letter]:
    """The characters of a paragraph that are on paper and no white space, revisions accepted."""
    for text in paragraph.iter(f"{W}t"):
        if any(parent.tag in GONE for parent in text.iterancestors()) or text.getparent().tag != f"{W}r":
            continue
        if next(text.iterancestors(f"{W}p")) is paragraph:
            yield from (_Letter(text, at) for at, letter in enumerate(text.text or "") if not letter.isspace())


def _find_marks(dataset: Dataset) -> dict[tuple[str, str], list[_Mark]]:
    """The marks of every cell: its figures with all that is said of them, and each department where it comes first."""
    marks: defaultdict[tuple[str, str], list[_Mark]] = defaultdict(list)
    figures: defaultdict[tuple[str, str, int, int], list[Target]] = defaultdict(list)
    for target in dataset.targets:
        figures[target.measure_id, target.field, target.start, target.end].append(target)
    said: defaultdict[str, list[str]] = defaultdict(list)
    for check in dataset.checks:
        for key in check.evidence if check.status != "pass" else ():
            said[key].append(f"{labels.of(check.status).zh}：{check.message_zh}")
    for (measure_id, field, start, end), targets in figures.items():
        lines = [line for t in targets for line in (describe_target(t), *said[t.target_id])]
        marks[measure_id, field].append(_Mark(start, end, "\n".join(dict.fromkeys(lines)), True))
    departments = {department.department_id: department for department in dataset.departments}
    seen: set[str] = set()
    for part in dataset.responsibilities:
        if part.department_id not in seen:
            seen.add(part.department_id)
            comment = describe_part(part, departments[part.department_id])
            marks[part.measure_id, part.field].append(_Mark(part.start, part.end, comment, False))
    return marks


def _place(cells: Iterable[Cell], letters: Sequence[Sequence[_Letter]]) -> Iterator[tuple[Cell, list[_Letter | None]]]:
    """Each cell with the characters of the file that its own stand for; an empty list where it is not found.

    Cells come in the order of the file, so that of two cells with one text the next one is meant.
    """
    texts = [fold("".join(letter.text.text[letter.at] for letter in line)) for line in letters]
    filled = [at for at, text in enumerate(texts) if text]
    after = 0
    for cell in cells:
        if cell.inherited:
            continue
        lines = [(start, _squeeze(line)) for start, line in _lines(cell.text) if line.strip()]
        starts = (*range(after, len(filled)), *range(after))
        at = next(
            (at for at in starts if lines and _fits(lines, [texts[p] for p in filled[at : at + len(lines)]])), None
        )
        if at is None:
            yield cell, []
            continue
        found: list[_Letter | None] = [None] * len(cell.text)
        for (_, positions), place in zip(lines, filled[at : at + len(lines)], strict=True):
            own = letters[place]
            for position, letter in zip(positions[len(positions) - len(own) :], own, strict=True):
                found[position[0]] = letter
        after = at + len(lines)
        yield cell, found


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, " " * start + line
        start += len(line) + 1


def _squeeze(line: str) -> list[tuple[int, str]]:
    """The characters of a line that are no white space, with their places."""
    return [(at, letter) for at, letter in enumerate(fold(line)) if not letter.isspace()]


def _fits(lines: Sequence[tuple[int, list[tuple[int, str]]]], paragraphs: Sequence[str]) -> bool:
    """Tell whether paragraphs are the lines of a cell, list numbers that Word generates aside."""
    return len(lines) == len(paragraphs) and all(
        "".join(letter for _, letter in line).endswith(text) for (_, line), text in zip(lines, paragraphs, strict=True)
    )


def _isolate(letters: Sequence[_Letter]) -> list[Any]:
    """The runs that hold these characters and no others; runs are cut for it. From the last to the first."""
    pieces: list[tuple[Any, int, int]] = []
    for letter in letters:
        if pieces and pieces[-1][0] is letter.text:
            pieces[-1] = (letter.text, pieces[-1][1], letter.at + 1)
        else:
            pieces.append((letter.text, letter.at, letter.at + 1))
    return [_cut_out(*piece) for piece in reversed(pieces)][::-1]


def _cut_out(text: Any, start: int, end: int) -> Any:
    """The run of a part of a text element, cut out of the run that it stands in."""
    run = text.getparent()
    if end < len(text.text) or text.getnext() is not None:
        _split(run, text, end)
    before = text.getprevious()
    if start or not (before is None or before.tag == f"{W}rPr"):
        return _split(run, text, start)
    return run


def _split(run: Any, text: Any, at: int) -> Any:
    """Cut a run inside of a text element; gives the second part."""
    rest = run.makeelement(run.tag, dict(run.attrib))
    properties = run.find(f"{W}rPr")
    if properties is not None:
        rest.append(deepcopy(properties))
    second = deepcopy(text)
    second.text, text.text = text.text[at:], text.text[:at]
    for part in (second, text):
        part.set(SPACE, "preserve")
    rest.append(second)
    for sibling in list(text.itersiblings()):
        rest.append(sibling)
    run.addnext(rest)
    if not text.text:
        run.remove(text)
    return rest
