"""The user's own Word document with what was read of it: every figure highlighted, with a comment (python-docx).

Nothing else of the document changes: runs are cut where a figure begins and ends, and keep their looks and their text. A
figure is found by its span: the lines of a cell text are the paragraphs of the file, white space aside, behind a list number
that Word generates. What is not found, as in a text box, is counted and said.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from difflib import SequenceMatcher
from posixpath import dirname, join, normpath
from typing import Any, NamedTuple

from lxml import etree

from pipeline.lang.fold import fold
from pipeline.model import Cell, Dataset, Target
from pipeline.publish.wording import describe_part, describe_target
from schemas import labels

AUTHOR, INITIALS = "Policy Pledges", "PP"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = f"{_W}t"
PARTS = (TEXT, f"{_W}br", f"{_W}cr")
GONE = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_W}footnote"))  # no text of the paragraph
_UNSEEN = "\xad\u200b\u2060\ufeff"  # not on paper, and in no cell text
WINDOW, ALIKE = 60, 0.6  # lines that are looked at for one that is no longer the same, and how much it has to be
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# What python-docx says of a package that it can not take, each part in its own way.
_REFUSALS = (LookupError, ValueError, AttributeError, TypeError, NotImplementedError, zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError)  # fmt: skip


class OtherWord(Exception):
    """A Word file that can be read and not be written anew."""


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
    """Mark a .docx with the rows that were read of it. Raises `OtherWord`."""
    from docx.enum.text import WD_COLOR_INDEX
    from docx.text.run import Run

    document = _open(content)
    paragraphs = [paragraph for paragraph in document.element.body.iter(f"{_W}p") if _lies_in_text(paragraph)]
    letters = [line for paragraph in paragraphs for line in _read(paragraph)]
    marks, marked, missed = _find_marks(dataset), 0, 0
    for cell, found in _place(dataset.cells, letters):
        own = sorted(marks.pop((cell.measure_id, cell.field), ()), key=lambda mark: mark.start, reverse=True)
        for mark in own:
            span = [found[at] for at in range(mark.start, mark.end) if _is_ink(cell.text[at])]
            whole = [letter for letter in span if letter]
            runs = [Run(element, document) for element in _isolate(whole)] if len(whole) == len(span) else []
            marked, missed = marked + bool(runs), missed + (not runs)
            for run in runs if mark.is_figure else ():
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
            if runs:
                document.add_comment(runs=[runs[0], runs[-1]], text=mark.comment, author=AUTHOR, initials=INITIALS)
    sink = io.BytesIO()
    document.save(sink)
    return Annotated(sink.getvalue(), marked, missed + sum(map(len, marks.values())))


def _open(content: bytes) -> Any:
    """The document for python-docx."""
    import docx

    try:
        document = docx.Document(io.BytesIO(_drop_lost(content)))
        _ = document.part._comments_part  # made of a template where there is none
    except _REFUSALS as error:
        raise OtherWord(f"{type(error).__name__}: {error}") from error
    return document


def _drop_lost(content: bytes) -> bytes:
    """The package without relationships to parts that it has not, which Word passes over and python-docx does not."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members = {info: package.read(info) for info in package.infolist()}
    names, is_changed = {info.filename for info in members}, False
    for info in [info for info in members if info.filename.endswith(".rels")]:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root, folder = etree.fromstring(members[info], parser), dirname(dirname(info.filename))
        lost = [one for one in root if one.get("TargetMode") != "External" and _target(folder, one) not in names]
        for relationship in lost:
            root.remove(relationship)
        if lost:
            members[info], is_changed = etree.tostring(root, encoding="UTF-8", standalone=True), True
    if not is_changed:
        return content
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as package:
        for info, part in members.items():
            package.writestr(info, part)
    return sink.getvalue()


def _target(folder: str, relationship: Any) -> str:
    return normpath(join("/", folder, relationship.get("Target", ""))).removeprefix("/")


def _lies_in_text(paragraph: Any) -> bool:
    return not any(parent.tag in GONE for parent in paragraph.iterancestors())


def _read(paragraph: Any) -> Iterator[list[_Letter]]:
    """The lines of a paragraph: characters that are on paper and no white space, revisions accepted."""
    line: list[_Letter] = []
    for part in paragraph.iter(*PARTS):
        if any(parent.tag in GONE for parent in part.iterancestors()) or part.getparent().tag != f"{_W}r":
            continue
        if next(part.iterancestors(f"{_W}p")) is not paragraph:
            continue
        if part.tag == TEXT:
            line += [_Letter(part, at) for at, letter in enumerate(part.text or "") if _is_ink(letter)]
        else:
            yield line
            line = []
    yield line


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
    """Each cell with the characters of the file that its own stand for; None where one is generated or not found.

    Cells come in the order of the file, so that of two cells with one text the next one is meant.
    """
    filled = [line for line in letters if line]
    texts = [fold("".join(letter.text.text[letter.at] for letter in line)) for line in filled]
    after = 0
    for cell in cells:
        if cell.inherited:
            continue
        lines = list(_lines(cell.text))
        found: list[_Letter | None] = [None] * len(cell.text)
        starts = (*range(after, len(texts)), *range(after))
        at = next((at for at in starts if _fits(lines, texts[at : at + len(lines)])), None) if lines else None
        if at is not None:
            after = at + len(lines)
            places: list[int | None] = list(range(at, after))
        else:
            places = [_find_like(line, texts, after) for line in lines]
        for line, place in zip(lines, places, strict=True):
            if place is not None:
                for mine, its in _match(line, texts[place]):
                    found[line.places[mine]] = filled[place][its]
        yield cell, found


class _Line(NamedTuple):
    """A line of a cell text without its white space, and where its characters stand in the cell text."""

    text: str
    places: list[int]


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in fold(text).split("\n"):
        places = [at for at, letter in enumerate(line, start) if _is_ink(letter)]
        if places:
            yield _Line("".join(line[at - start] for at in places), places)
        start += len(line) + 1


def _is_ink(letter: str) -> bool:
    return not letter.isspace() and letter not in _UNSEEN


def _fits(lines: Sequence[_Line], texts: Sequence[str]) -> bool:
    """Tell whether these are the lines of a cell, list numbers that Word generates aside."""
    return len(lines) == len(texts) and all(line.text.endswith(text) for line, text in zip(lines, texts, strict=True))


def _find_like(line: _Line, texts: Sequence[str], after: int) -> int | None:
    """The line of the file that is most like one of a cell: with struck or hidden text in it, or raised digits."""
    near = range(after, min(after + WINDOW, len(texts)))
    ratio, at = max(
        ((SequenceMatcher(None, texts[at], line.text, False).ratio(), -at) for at in near), default=(0.0, 0)
    )
    return -at if ratio >= ALIKE else None


def _match(line: _Line, text: str) -> Iterator[tuple[int, int]]:
    """Which characters of a line are which of the file's."""
    if line.text.endswith(text):
        yield from zip(range(len(line.text) - len(text), len(line.text)), range(len(text)), strict=True)
        return
    for mine, its, size in SequenceMatcher(None, line.text, text, False).get_matching_blocks():
        yield from zip(range(mine, mine + size), range(its, its + size), strict=True)


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
    if start or not (before is None or before.tag == f"{_W}rPr"):
        return _split(run, text, start)
    return run


def _split(run: Any, text: Any, at: int) -> Any:
    """Cut a run inside of a text element; gives the second part."""
    rest = run.makeelement(run.tag, dict(run.attrib))
    properties = run.find(f"{_W}rPr")
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
