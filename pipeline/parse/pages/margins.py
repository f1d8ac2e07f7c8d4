"""Running headers, footers and page numbers: told from the text by place and repetition, left out with a note."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.lang.outline import is_continued
from pipeline.model import Finding
from pipeline.parse.pages.layout import PageLayout
from pipeline.parse.pages.lines import Line
from pipeline.rules.findings import tell

BAND = 0.14  # share of the page's height at its top and bottom where headers and footers stand
WIDE_BAND = 0.25  # the same for a number between dashes, which is nothing else
SAME_PLACE = 4.0  # points
_DASHES = r"[-—–－─·•~\s]*"
_PAGE_NUMBER = re.compile(
    rf"{_DASHES}(?:第\s*)?(?:\d{{1,4}}|[ivxIVX]{{1,6}})(?:\s*页)?(?:\s*[/／,，、]?\s*共?\s*\d{{1,4}}\s*页)?(?:\s*/\s*\d{{1,4}})?{_DASHES}"
)
_BESIDE = re.compile(r"[-—–－─\d\s]+")
_DASHED = re.compile(r"\s*[-—–－─·•~]+\s*\d{1,4}\s*[-—–－─·•~]+\s*")
TRAILING = re.compile(r"(?<=[。；！？）)])\s*[-—–－─]+\s*(\d{1,3})\s*[-—–－─]+$")  # behind the text of a line


_DASH = "-—–－─"


def strip_margins(pages: Sequence[PageLayout], path: str) -> Iterator[Finding]:
    """Take page numbers, running headers and footers out of the pages; yields a note (P41) for each kind."""
    repeated = _repeated(pages)
    numbers: list[tuple[int, str]] = []
    running: dict[object, tuple[str, list[int]]] = {}
    for page in pages:
        kept: list[Line] = []
        headings, bands = _headings(page), _find_bands(page)
        for line in page.lines:
            text = line.text.strip()
            if _is_number(line, page, bands) or (page.tables and is_continued(text)):
                numbers.append((page.number, text))
            elif repeated and (key := _key(line, page, bands)) in repeated and id(line) not in headings:
                running.setdefault(key, (text, []))[1].append(page.number)
            elif line.text[-1:] in _DASH and (trailing := TRAILING.search(line.text)):
                numbers.append((page.number, trailing[0].strip()))
                kept.append(line._replace(text=line.text[: trailing.start()]))
            else:
                kept.append(line)
        page.lines = kept
    if numbers:
        told = ", ".join(text for _, text in numbers[:3]) + (" …" if len(numbers) > 3 else "")
        yield tell("P41", path, _places([n for n, _ in numbers]), text=told)
    for text, places in running.values():
        yield tell("P41", path, _places(places), text=text)


def _headings(page: PageLayout) -> set[int]:
    """The lines that are headings of a table without rules: they may come on every page and are no running head."""
    lines = page.sorted_lines()
    heads = [(index, page.heads[line]) for index, line in enumerate(lines) if line in page.heads]
    return {id(line) for index, head in heads for line in lines[index : index + head.n_lines]}


def _places(numbers: list[int]) -> str:
    return f"page {numbers[0]}" if len(set(numbers)) == 1 else f"pages {numbers[0]}-{numbers[-1]}"


class _Bands(NamedTuple):
    """Where the top and the bottom of a page end, beyond all tables."""

    height: float
    first: float  # top of the first table
    last: float  # bottom of the last one

    def hold(self, line: Line, band: float = BAND) -> bool:
        """Tell whether a line stands at the top or bottom of the page, beyond all tables."""
        if line.bottom < self.height * band:
            return line.bottom <= self.first + SAME_PLACE
        return line.top > self.height * (1 - band) and line.top >= self.last - SAME_PLACE


def _find_bands(page: PageLayout) -> _Bands:
    first = min((table.box[1] for table in page.tables), default=page.height)
    return _Bands(page.height, first, max((table.box[3] for table in page.tables), default=0.0))


def _is_number(line: Line, page: PageLayout, bands: _Bands) -> bool:
    if bands.hold(line, WIDE_BAND) and _DASHED.fullmatch(line.text):
        return True
    if bands.hold(line):
        return _PAGE_NUMBER.fullmatch(line.text.strip()) is not None and _is_outermost(line, page)
    is_beside = any(line.x1 < table.box[0] or line.x0 > table.box[2] for table in page.tables)
    return is_beside and _BESIDE.fullmatch(line.text) is not None  # a page number on its side


def _is_outermost(line: Line, page: PageLayout) -> bool:
    others = [other for other in page.lines if other is not line and not _PAGE_NUMBER.fullmatch(other.text.strip())]
    if line.top > page.height / 2:
        return all(other.bottom <= line.bottom or other.top >= line.top - 1 for other in others)
    return sum(other.bottom < line.top for other in others) <= 1


def _key(line: Line, page: PageLayout, bands: _Bands) -> tuple[str, int, bool] | None:
    """What a running line has in common on all pages: its words (numbers aside) and its place."""
    if not bands.hold(line):
        return None
    is_low = line.top > page.height / 2
    distance = page.height - line.bottom if is_low else line.top
    return re.sub(r"\d+", "#", "".join(line.text.split())), round(distance / SAME_PLACE), is_low


def _repeated(pages: Sequence[PageLayout]) -> set[tuple[str, int, bool] | None]:
    """Find what comes on at least three pages, or on every page of two, at one place; edge lines only."""
    counts: Counter[tuple[str, int, bool]] = Counter()
    for page in pages:
        bands = _find_bands(page)
        counts.update(key for key in {_key(line, page, bands) for line in page.lines} if key is not None)
    least = 3 if len(pages) > 2 else 2
    return {key for key, count in counts.items() if count >= least}
