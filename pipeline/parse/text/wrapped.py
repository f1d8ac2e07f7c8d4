"""Text whose lines are cut as they were printed (pdftotext, PyMuPDF): joined to paragraphs as the lines of a page are.

A line is full if what the next begins with would not have fitted on it. Widths are in columns of a terminal: a Chinese
character takes two (Unicode UAX 11). Page numbers between the lines are no text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.lang.list_label.list_number import find_list_numbers
from pipeline.lang.outline import read_heading_number
from pipeline.model import Finding
from pipeline.parse.grid import cell_text
from pipeline.parse.text.cut import Block, paragraph, paragraphs
from pipeline.rules.findings import tell

NARROWEST, _WIDEST = 24, 160  # columns of a printed line
LEAST_FULL = 2  # lines that go on in the next
_MOSTLY = 0.5  # of the long lines of a text that is cut do not end a sentence
_LONG = 0.85  # of the width of the text
_SLACK = 2  # columns
_BRACKETED = 4  # the level of （一）; a number above it or on it begins no line by chance
_INDENT = 3  # columns: a line set in by this begins a paragraph
_ENDED = frozenset("。；;：:！？!?”’）)】]》|")
PAGE_MARK = "\f"
_PAGE_NUMBER = re.compile(
    r"[-—–－─·•~\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／,，、]?\s*共?\s*\d{1,4}\s*页?)?[-—–－─·•~\s]*"
)
_DASHED = re.compile(r"\s*[-—–－─·•~]+\s*\d{1,4}\s*[-—–－─·•~]+\s*")
_WORDED = re.compile(r"\s*[\u4e00-\u9fff].*[\u4e00-\u9fff]\s*")
_HEAD = re.compile(r"[（(《“‘【〔]*(?:[0-9A-Za-z.,%+\-/]+|.)[，。；：！？、）)》”’】〕%]*")
_NEARLY = 0.8  # of the width: a line as long as this whose sentence has not ended goes on
_SPACED = 0.7  # of the lines stand apart: the text is double spaced
_LATIN = re.compile(r"[A-Za-z,;]$")


class _Line(NamedTuple):
    """A line of the file."""

    text: str
    indent: int  # columns
    width: int  # with its indent
    follows_page: bool  # the first of a page
    follows_blank: bool


def read_wrapped(text: str, path: str, notes: list[Finding]) -> list[Block]:
    """Make paragraphs of a text: of every line that is not blank, or, where the lines are cut, of those that belong together.

    `text` has form feeds between its pages. Notes: P12 lines are joined, P41 page numbers.
    """
    lines, numbers = _read_lines(text)
    width = _find_width(lines)
    joined = list(_join_pages(lines) if width is None else _join(lines, width))
    if width is None and len(joined) == len(lines):
        return paragraphs(text.replace(PAGE_MARK, "\n"))
    notes.append(tell("P12", path, "text", lines=len(lines), paragraphs=len(joined)))
    if numbers:
        notes.append(tell("P41", path, "text", text=", ".join(numbers[:3])))
    return [paragraph(plain) for part in joined if (plain := cell_text([part]))]


def _columns(text: str) -> int:
    return sum(2 if char > "\u2e7f" or char in "“”‘’…—" else 1 for char in text)


def _read_lines(text: str) -> tuple[list[_Line], list[str]]:
    """Read the lines that are not blank; page numbers are taken out."""
    lines: list[_Line] = []
    numbers: list[str] = []
    pages = text.split(PAGE_MARK)
    running = _find_running(pages)
    for page in pages:
        own = page.split("\n")
        inked = [index for index, line in enumerate(own) if line.strip()]
        if lines and inked and own[inked[0]].strip() in running:
            numbers.append(own[inked.pop(0)].strip())
        edges = {inked[0], inked[-1]} if inked and len(pages) > 1 else set()
        begins = True
        for index in inked:
            line = own[index].rstrip().expandtabs(4)
            if _is_page_mark(line) or (index in edges and _PAGE_NUMBER.fullmatch(line)):
                numbers.append(line.strip())
                begins = True  # a page ends here even where no form feed says so
                continue
            bare = line.lstrip(" \u3000")
            indent = _columns(line[: len(line) - len(bare)])
            is_apart = index > 0 and not own[index - 1].strip()
            lines.append(_Line(bare, indent, indent + _columns(bare), begins and bool(lines), is_apart))
            begins = False
    return lines, numbers


def _is_page_mark(line: str) -> bool:
    """Tell whether a line is the number of a page and can be nothing else, wherever it stands: — 8 —, 第 8 页 共 20 页."""
    is_worded = _WORDED.fullmatch(line) is not None and _PAGE_NUMBER.fullmatch(line) is not None
    return is_worded or _DASHED.fullmatch(line) is not None


def _find_running(pages: Sequence[str]) -> set[str]:
    """The lines that open several pages, or the first and one more: running heads."""
    tops = Counter(page.strip().split("\n")[0].strip() for page in pages if page.strip())
    return {line for line, count in tops.items() if count > 1}


def _find_width(lines: Sequence[_Line]) -> int | None:
    """Find the width that the lines are cut at; None where they are not cut."""
    if not lines:
        return None
    widths = sorted((line.width for line in lines), reverse=True)
    width = widths[min(len(widths) - 1, len(widths) // 50)]  # a line that sticks out does not count
    if not NARROWEST <= width <= _WIDEST or widths[0] > _WIDEST:
        return None
    long = [(a, b) for a, b in pairwise(lines) if a.width >= _LONG * width]
    going_on = [a for a, b in long if a.text[-1] not in _ENDED and not _is_labelled(b.text)]
    is_cut = len(going_on) >= LEAST_FULL and len(going_on) >= _MOSTLY * len(long)
    return width if is_cut else None


def _is_labelled(text: str) -> bool:
    first = next(iter(find_list_numbers(text[:40])), None)
    return first is not None and first.start == 0


def _join(lines: Sequence[_Line], width: int) -> Iterator[str]:
    """Yield the paragraphs."""
    usual = sorted(line.indent for line in lines)[len(lines) // 2]
    text, last = lines[0].text, lines[0]
    is_spaced = sum(line.follows_blank for line in lines) > _SPACED * len(lines)
    for line in lines[1:]:
        if _begins(text, last, line._replace(follows_blank=line.follows_blank and not is_spaced), width, usual):
            yield text
            text = line.text
        else:
            text += (
                " " if _LATIN.search(text) and line.text[:1].isascii() and line.text[:1].isalpha() else ""
            ) + line.text
        last = line
    yield text


def _is_open(text: str) -> bool:
    """Tell whether a bracket of a text is not closed."""
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def _join_pages(lines: Sequence[_Line]) -> Iterator[str]:
    """Yield the lines, but a bracket that a page cuts (（责任单位：甲局、⏎— 9 —⏎乙局）) with what it goes on with."""
    text = lines[0].text if lines else ""
    for last, line in pairwise(lines):
        if line.follows_page and _is_open(text) and last.text[-1] not in _ENDED and not _is_labelled(line.text):
            text += line.text
            continue
        yield text
        text = line.text
    if lines:
        yield text


def _begins(text: str, last: _Line, line: _Line, width: int, usual: int) -> bool:
    """Tell whether a paragraph begins with a line; `text` is that which it may go on with."""
    is_set_in = line.indent - min(usual, last.indent) > _INDENT
    is_open = _is_open(text)
    number = read_heading_number(line.text)
    if number and number.level <= _BRACKETED and not is_open:
        return True
    found = _HEAD.match(line.text)
    if width - last.width > _columns(found[0] if found else line.text[:1]) + _SLACK:
        is_broken = is_open or last.text[-1] not in _ENDED
        return is_set_in or not is_broken or last.width < _NEARLY * width or _is_labelled(line.text)
    if line.follows_blank and not line.follows_page:
        return True
    return is_set_in or (last.text[-1] in _ENDED and _is_labelled(line.text))
