"""Tables without vertical rules: columns by alignment below a row of known headings (docs/design/pdf.md).

Works on the lines that stand outside of ruled tables; a line is parted where its gaps are wide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.parse.pages.bands import Band, ColumnPart, find_bands, find_starts
from pipeline.parse.pages.grid import PageCell, PageTable
from pipeline.parse.pages.heads import PageHead, Title
from pipeline.parse.pages.layout import PageLayout, place_lines
from pipeline.parse.pages.lines import Line, join_pieces
from pipeline.parse.pages.page import Box

LEAST_GUTTER = 3.0  # points
_GAP = 3.0  # em without any text that end a table
_LONGEST_TITLE = 40  # characters of a row that is one cell


@dataclass(slots=True)
class Section:
    """What stands of a table on one page: its headings, where the page shows them, and the lines below."""

    page: PageLayout
    head: PageHead | None
    lines: list[Line] = field(default_factory=list)
    titles: list[Line] = field(default_factory=list)  # lines of rows that are one cell


@dataclass(slots=True)
class _Region:
    """A table: its headings and its sections page by page."""

    head: PageHead
    sections: list[Section]


def find_columns(pages: Sequence[PageLayout]) -> None:
    """Turn what stands in columns below headings into tables of its pages; the lines are taken out of the pages."""
    for region in list(_find_regions(pages)):
        _make_tables(region)


def _find_regions(pages: Sequence[PageLayout]) -> Iterator[_Region]:
    region: _Region | None = None
    for page in pages:
        lines = page.sorted_lines()
        section: Section | None = None
        index = 0
        while index < len(lines):
            head = page.heads.get(lines[index])
            if head is not None:
                section = Section(page, head)
                if region is None or region.head.words != head.words:
                    region = _Region(head, [])
                    yield region
                region.sections.append(section)
                index += head.n_lines
                continue
            if region is not None and section is None:
                section = Section(page, None)
                region.sections.append(section)
            if region is not None and section is not None and not _take(region.head, section, lines, index):
                region = None
            index += 1


def _take(head: PageHead, section: Section, lines: Sequence[Line], index: int) -> bool:
    """Take a line into a section; False if the table has ended above it."""
    line = lines[index]
    taken = [*section.lines, *section.titles]
    above = max((other.bottom for other in taken), default=section.head.bottom if section.head else line.top)
    if line.top - above > _GAP * line.em or any(above <= table.box[1] < line.top for table in section.page.tables):
        return False
    if all(_column(piece, head) is not None for piece in line.pieces or (line,)):
        section.lines.append(line)
        return True
    if line.pieces or len(line.text) > _LONGEST_TITLE or line.text[-1] in "。；" or index + 1 == len(lines):
        return False
    section.titles.append(line)
    return all(_column(piece, head) is not None for piece in lines[index + 1].pieces or (lines[index + 1],))


def _column(piece: Line, head: PageHead) -> int | None:
    """The column of a piece by the heading that it lies under or nearest to; None if it lies under two."""
    under = [k for k, title in enumerate(head.titles) if piece.x0 < title.x1 and piece.x1 > title.x0]
    if len(under) > 1:
        return None
    if under:
        return under[0]
    middle = (piece.x0 + piece.x1) / 2
    return min(range(len(head.titles)), key=lambda k: abs((head.titles[k].x0 + head.titles[k].x1) / 2 - middle))


def _make_tables(region: _Region) -> None:
    """Find the column edges from the lines of all pages, then the rows of each page."""
    sections = [section for section in region.sections if section.lines]
    _part_titles(region, sections)
    edges = _find_edges([line for section in sections for line in section.lines], region.head)
    if edges is None or not sections:
        return
    parts = [_part(section, edges, section is sections[0]) for section in sections]
    for section, part, starts in zip(sections, parts, find_starts(parts), strict=True):
        page, head = section.page, section.head
        used = {id(line) for line in (*section.lines, *section.titles)}
        first = min(line.top for line in (*section.lines, *section.titles))
        page.lines = [
            line
            for line in page.lines
            if id(line) not in used and not (head and head.top - 1 <= line.top < min(first, head.bottom))
        ]
        page.tables.append(_make_table(page, part, starts, edges))


def _part_titles(region: _Region, sections: Sequence[Section]) -> None:
    """Take the lines that run across the columns from the lines of the columns: they are rows of one cell."""
    several = [line for section in sections for line in section.lines if line.pieces]
    edges = _find_edges(several, region.head)
    if edges is None:
        return
    starts = [min((p.x0 for line in several for p in line.pieces if p.x0 > edge), default=edge) for edge in edges[1:-1]]
    for section in sections:
        across = [line for line in section.lines if _is_across(line, edges[1:-1], starts)]
        section.titles += across
        section.lines = [line for line in section.lines if line not in across]


def _is_across(line: Line, edges: Sequence[float], starts: Sequence[float]) -> bool:
    if line.pieces or len(line.text) > _LONGEST_TITLE:
        return False
    crossed = zip(edges, starts, strict=True)
    return any(line.x0 < edge - line.em and line.x1 > start + line.em / 2 for edge, start in crossed)


def _find_edges(lines: Sequence[Line], head: PageHead) -> list[float] | None:
    """Find the edges of the columns: the middle of the widest white gutter between two headings."""
    ink = sorted(
        [(piece.x0, piece.x1) for line in lines for piece in line.pieces or (line,)]
        + [(title.x0, title.x1) for title in head.titles]
    )
    white: list[tuple[float, float]] = []
    reach = ink[0][0]
    for x0, x1 in ink:
        if x0 - reach > LEAST_GUTTER:
            white.append((reach, x0))
        reach = max(reach, x1)
    gutters: list[tuple[float, float, float]] = []
    for left, right in pairwise(head.titles):
        low, high = (left.x0 + left.x1) / 2 - 1, (right.x0 + right.x1) / 2 + 1
        between = [(b - a, a, b) for a, b in white if a >= low and b <= high]
        if not between:
            return None
        gutters.append(max(between))
    margin = min((width for width, _, _ in gutters), default=LEAST_GUTTER) / 2
    return [ink[0][0] - margin, *((a + b) / 2 for _, a, b in gutters), reach + margin]


def _part(section: Section, edges: list[float], is_first: bool) -> ColumnPart:
    """Sort the pieces of a section's lines into columns."""
    columns: list[list[Line]] = [[] for _ in edges[1:]]
    for line in section.lines:
        for piece in line.pieces or (line,):
            middle = (piece.x0 + piece.x1) / 2
            columns[max(0, sum(edge <= middle for edge in edges[:-1]) - 1)].append(piece)
    every = [*section.lines, *section.titles]
    top, bottom = min(line.top for line in every), max(line.bottom for line in every)
    rules = [rule.at for rule in section.page.loose_rules if top < rule.at < bottom]
    return ColumnPart(columns, section.titles, is_first, rules, section.head)


def _make_table(page: PageLayout, part: ColumnPart, starts: list[float], edges: list[float]) -> PageTable:
    bands = list(find_bands(part, starts))
    heading = list(_heading_cells(part.head, bands[0].top, edges, page.number)) if part.head else []
    depth = max((cell.row + cell.row_span for cell in heading), default=0)
    ys = [cell.box[1] for cell in heading[:1]] + ([heading[-1].box[1]] if depth > 1 else [])
    ys += [band.top for band in bands] + [bands[-1].bottom]
    cells = [cell for row, band in enumerate(bands, start=depth) for cell in _cells(row, band, part.columns, edges)]
    return PageTable(page.number, list(edges), ys, [*heading, *cells], is_ruled=False)


def _heading_cells(head: PageHead, bottom: float, edges: list[float], page: int) -> Iterator[PageCell]:
    """Yield the cells of the headings, in one row or two; those of the lower row last."""
    middle = (head.top + bottom) / 2
    spanned = {column for parent in head.parents for column in range(parent.first, parent.last + 1)}
    depth = 2 if head.parents else 1
    upper = [*head.parents, *(title for title in head.titles if title.first not in spanned)]
    lower = [title for title in head.titles if title.first in spanned]
    for title in sorted(upper, key=lambda title: title.first):
        is_parent = title in head.parents
        box = (edges[title.first], head.top - 1, edges[title.last + 1], middle if is_parent else bottom)
        yield _heading_cell(title, 0, 1 if is_parent else depth, box, page)
    for title in lower:
        yield _heading_cell(title, 1, 1, (edges[title.first], middle, edges[title.last + 1], bottom), page)


def _heading_cell(title: Title, row: int, row_span: int, box: Box, page: int) -> PageCell:
    line = Line(title.text, title.x0, box[1], title.x1, box[3], 1.0, 0.0, page)
    return PageCell(row, title.first, row_span, title.last - title.first + 1, box, place_lines([line], box[0], box[2]))


def _cells(row: int, band: Band, columns: list[list[Line]], edges: list[float]) -> Iterator[PageCell]:
    if band.title is not None:
        box = (edges[0], band.top, edges[-1], band.bottom)
        yield PageCell(row, 0, 1, len(edges) - 1, box, place_lines([band.title], edges[0], edges[-1]))
        return
    for column, pieces in enumerate(columns):
        box = (edges[column], band.top, edges[column + 1], band.bottom)
        inside = [piece for piece in pieces if band.top <= (piece.top + piece.bottom) / 2 < band.bottom]
        yield PageCell(row, column, 1, 1, box, place_lines(_rejoin(inside), box[0], box[2]))


def _rejoin(pieces: list[Line]) -> list[Line]:
    """Put pieces that stand on one line of a cell together again."""
    lines: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.top, piece.x0)):
        if lines and abs(lines[-1][0].top - piece.top) < piece.em / 2:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [join_pieces(sorted(line, key=lambda piece: piece.x0)) for line in lines]
