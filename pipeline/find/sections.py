"""The headings of a document → the path of headings above each paragraph, and what is no text of the plan.

Cases and rule: docs/design/sections.md.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple
from unicodedata import numeric

from pipeline.find.plan_lines import PlanLine
from pipeline.find.titles import ANNEX, ANNEX_LINE, BRACKETS, LONGEST_LINE, MOST_LINES, Above, ends_like_title, is_note
from pipeline.lang.cue import Cue
from pipeline.lang.heading import is_unit_note, squeeze
from pipeline.lang.outline import LOWEST, cut_continued, is_named, read_heading_number
from pipeline.lang.sentence import STOP, has_stop

GLOSSARY, _MANUAL, DEFINES, CONDITIONS = (
    Cue("title_words", use) for use in ("glossary", "manual", "defines", "conditions")
)
_LEADERS = ".…·．"
_CONTENTS = re.compile(
    rf"[{_LEADERS}\s]\s*\d{{1,3}}$|[{_LEADERS}]{{4,}}"
)  # a line of a table of contents ends with its page
_FIRST_PART = re.compile(r"1[\s.．、]")
_FIGURE = re.compile(r"\d")
_NOTE_NUMBER = re.compile(r"(?<!\d)(\d{1,2}|[①-⑳])(?![\d%])")  # 注：1 …, and below it 2 …
_LONGEST_MARK = 9  # characters before the number of a note: 填表说明：（1）
_FIRST_SENTENCE = re.compile(r"[^。；！？]+(?=。)")
PATH_MARK = " / "


class Heading(NamedTuple):
    """A heading that holds: its level by its number, what the file says of its level, its text."""

    level: float
    said: int | None
    text: str


class Standing(NamedTuple):
    """Where a line stands: the headings above it, those that hold below it, and whether it is text of the plan."""

    above: str
    below: str
    is_text: bool


def _read_title(lines: Sequence[PlanLine]) -> str:
    """The title where the file says none: what stands above the first heading, else above the first sentence."""
    above = Above()
    first = _find_first(lines)
    for line in lines:
        if line.place == first or (not first and has_stop(line.text)):
            break
        above.read(line.text)
    return above.title or above.pending


def _find_title(lines: Sequence[PlanLine]) -> PlanLine | None:
    """The only heading of the first level without a number, which is the document's title."""
    first = [line for line in lines if line.said == 1 and read_heading_number(line.text) is None]
    return first[0] if len(first) == 1 else None


def _find_first(lines: Sequence[PlanLine]) -> int:
    """The place of the first heading that is no title: short lines above it are the title and what stands around it."""
    return next((line.place for line in lines if read_heading_number(line.text) or (line.said or 0) > 1), 0)


class _Headings:
    """Reads the lines one after the other and knows which headings hold."""

    def __init__(self, title: PlanLine | None, first: int) -> None:
        self.title, self.first = title, first
        self.headings: list[Heading] = []
        self.explains = False  # an annex, or what follows a heading, that explains words or how a thing is done
        self.is_titled = True  # the annex that began has its title, or text
        self.note: int | None = None  # the number of the note that the line before was, 0 of a bare 注：

    def path(self) -> str:
        return PATH_MARK.join(heading.text for heading in self.headings)

    def _above(self, line: PlanLine) -> str:
        """The headings above a line: a number ends those of its level."""
        number = read_heading_number(line.text)
        level = number.level if number and not line.is_labelled else LOWEST + 1
        return PATH_MARK.join(heading.text for heading in self.headings if heading.level < level)

    def read(self, line: PlanLine, after: str | None) -> Standing:
        above = self._above(line)
        is_first = is_note(line.text)
        self.note = _read_note(line.text, self.note, is_first)
        if (
            line is self.title
            or _CONTENTS.search(line.text)
            or self.note is not None
            or is_first
            or is_unit_note(line.text)
        ):
            return Standing(above, above, False)
        annex = ANNEX.compile(ANNEX_LINE).match(line.text)
        is_short = len(line.text) <= LONGEST_LINE and not has_stop(line.text.removesuffix("。"))
        if annex and is_short:
            self.headings, self.explains, self.is_titled = [], _explains(annex["title"]), bool(annex["title"])
            return Standing("", "", False)
        self.is_titled = self.is_titled or not is_short or read_heading_number(line.text) is not None
        self.explains = self.explains or (not self.is_titled and _explains(line.text))
        if is_short and (GLOSSARY.is_all(squeeze(line.text).strip("：:（）()")) or _opens_manual(line.text, after)):
            self.headings, self.explains = [], True
        heading, is_whole = _read_heading(line, is_short, after)
        if heading:
            self._enter(heading)
        is_ruled = any(CONDITIONS.ends(name) for name in above.split(PATH_MARK))
        is_told = DEFINES.within(line.text.partition("。")[0]) is not None
        is_front = line.place < self.first and is_short and not STOP.search(line.text)
        return Standing(above, self.path(), not (is_whole or is_front or is_told or is_ruled or self.explains))

    def _enter(self, heading: Heading) -> None:
        """Enter a heading: those of its level and below it end."""
        said, level = heading.said, heading.level
        if level == LOWEST and said is not None:
            while self.headings and ((self.headings[-1].said or 0) >= said or self.headings[-1].level >= LOWEST):
                self.headings.pop()
            level = self.headings[-1].level + 0.5 if self.headings else -0.5
        while self.headings and (
            self.headings[-1].level >= level or (said is not None and (self.headings[-1].said or 0) >= said)
        ):
            self.headings.pop()
        self.headings.append(Heading(level, said, cut_continued(heading.text)))


def _read_note(text: str, last: int | None, is_first: bool) -> int | None:
    """The number of a note, 注：1 …, or of one that goes on with the next number; None of every other line."""
    if not is_first and last is None:
        return None
    found = _NOTE_NUMBER.search(text[:_LONGEST_MARK]) if is_first else _NOTE_NUMBER.match(text.lstrip("（([〔 "))
    if found is None:
        return 0 if is_first and len(squeeze(text)) <= _LONGEST_MARK else None
    number = int(numeric(found[1])) if len(found[1]) == 1 else int(found[1])
    return number if is_first or number == (last or 0) + 1 else None


def _explains(title: str) -> bool:
    """Tell whether a title is that of a glossary or of a manual."""
    return GLOSSARY.within(title) is not None or _MANUAL.compile(f"@{BRACKETS}").search(squeeze(title)) is not None


def _opens_manual(text: str, after: str | None) -> bool:
    """Tell whether a line is the title of a manual: its first part is 1 范围, or 1. of another name, and not 一、."""
    return _explains(text) and read_heading_number(text) is None and _FIRST_PART.match(after or "") is not None


def _read_heading(line: PlanLine, is_short: bool, after: str | None) -> tuple[Heading | None, bool]:
    """Read a line as a heading, and whether it is nothing else: an item of a list goes on with its next, a heading has text below it."""
    text = line.text[: line.apart[0].start].rstrip() if line.apart and not line.is_labelled else line.text
    number = read_heading_number(text) if not line.is_labelled else None
    level = number.level if number else LOWEST
    if not is_short:
        first = _FIRST_SENTENCE.match(text) if number or line.said else None
        is_title = first is not None and len(first[0]) <= LONGEST_LINE
        return (Heading(level, line.said, first[0]) if first and is_title else None), False
    if line.said is None and number is None and not is_named(text):
        return None, False
    if line.said is None and (STOP.search(text) or _is_beside(after, level)):
        states = _FIGURE.search(text, number.end if number else 0) and STOP.search(text)
        return (None if states else Heading(level, None, text)), False
    return Heading(level, line.said, text), True


def _is_beside(after: str | None, level: int) -> bool:
    """Tell whether what follows stands beside a line and not below it: nothing, or a number of its level or above."""
    if after is None:
        return True
    number = read_heading_number(after)
    return number is not None and number.level <= level


def _list_following(lines: Sequence[PlanLine], last: int) -> Iterator[str | None]:
    """What follows each line: the next one, "" where a table stands between, None at the end; `last` is the last block."""
    for line, after in pairwise(lines):
        yield after.text if after.block - line.block <= 1 else ""
    if lines:
        yield "" if lines[-1].block < last else None


def _find_captions(lines: Sequence[PlanLine], following: Sequence[str | None]) -> Iterator[int]:
    """Find the lines that are the title of a table, by their index; at the top of the document also the lines before."""
    for index, after in enumerate(following):
        at = index - 1 if after == "" and is_unit_note(lines[index].text) else index
        if after == "" and at >= 0 and _is_plain(lines[at]) and ends_like_title(lines[at].text):
            yield at
            before = range(at - 1, -1, -1) if at < MOST_LINES else range(0)
            yield from takewhile(lambda place: _is_plain(lines[place]), before)


def _is_plain(line: PlanLine) -> bool:
    """Tell whether a line is short, no sentence and not numbered."""
    return len(line.text) <= LONGEST_LINE and not STOP.search(line.text) and read_heading_number(line.text) is None


class Outline:
    """Where each line of a document stands, and each of its blocks."""

    def __init__(self, lines: Sequence[PlanLine], last: int = 0) -> None:
        """Read the headings of `lines`, all of a document whose last block is `last`."""
        title = _find_title(lines)
        headings = _Headings(title, _find_first(lines))
        self.title = title.text.replace("\n", "") if title else _read_title(lines)
        following = list(_list_following(lines, last))
        self.places = [headings.read(line, after) for line, after in zip(lines, following, strict=True)]
        for index in _find_captions(lines, following):
            self.places[index] = self.places[index]._replace(is_text=False)
        self._blocks = [line.block for line in lines]
        self._above: dict[int, list[tuple[str, str]]] = {}
        for line, place in zip(lines, self.places, strict=True):
            self._above.setdefault(line.place, []).append((line.text, place.above))

    def above(self, block: int) -> str:
        """The headings above a block, outermost first, joined by ` / `."""
        index = bisect_left(self._blocks, block) - 1
        return self.places[index].below if index >= 0 else ""

    def above_line(self, place: int, text: str, section: str | None) -> str:
        """The headings above the line of a paragraph, by its place, that a text begins with, no lower than its section."""
        above = next((above for line, above in self._above.get(place, ()) if text.startswith(line)), "")
        last = section.rpartition(PATH_MARK)[2] if section else ""
        return above[: above.find(last) + len(last)] if last and last in above else above
