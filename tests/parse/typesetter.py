"""Sets the table of a Word file on pages of its own (`parse.pages.page.Page`), as an office program would, in many ways."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from pipeline.model import GridCell, Table
from pipeline.parse.pages.page import Glyph, Page, Run, Stroke

# Advances in em of a font with serifs (Times): its quotation marks are narrow, unlike those of a Chinese font.
_TIMES = {"“": 0.444, "”": 0.444, "‘": 0.333, "’": 0.333, "%": 0.833, "+": 0.564, " ": 0.25, ".": 0.25, "-": 0.333}
_NO_START, _NO_END = frozenset("，。、；：）》”’！？%,.;:)"), frozenset("（《“‘(")


@dataclass(frozen=True)
class Setting:
    """Lengths in points."""

    width: float = 842.0
    height: float = 595.0
    margin: float = 62.0
    size: float = 10.5
    lead: float = 1.35  # times the size
    padding: float = 5.4  # left and right in a cell
    above: float = 1.7  # and below
    hangs: bool = False  # punctuation hangs over the margin, as Word lets it; else a character goes with it
    narrow: bool = True  # quotation marks of the Latin font
    is_justified: bool = False
    set_in: float = 0.0  # em: the first line of a paragraph
    repeats: bool = True  # the heading on every page
    middle: bool = False  # short cells stand in the middle of their rows
    footer: str = ""


def advance(char: str, setting: Setting) -> float:
    """The width of a character in em."""
    if char in "“”‘’" and not setting.narrow:
        return 1.0
    return _TIMES.get(char, 0.6 if "A" <= char <= "Z" else 0.5 if char < "\x80" else 1.0)


def wrap(paragraph: str, room: float, setting: Setting) -> Iterator[str]:
    """The lines of a paragraph in a column of `room` em."""
    line, used = list[str](), setting.set_in
    for word in _words(paragraph):
        wide = _width(word, setting)
        if line and used + wide > room:
            if setting.hangs and word in _NO_START:
                yield "".join(line) + word
                line, used = [], 0.0
                continue
            kept = len(line)
            while kept > 1 and ([*line, word][kept] in _NO_START or line[kept - 1] in _NO_END):
                kept -= 1
            yield "".join(line[:kept])
            line = line[kept:]
            used = _width("".join(line), setting)
        line, used = [*line, word], used + wide
    if line:
        yield "".join(line)


def _width(text: str, setting: Setting) -> float:
    return sum(advance(char, setting) for char in text)


def _words(text: str) -> list[str]:
    """What may stand alone: a character, a Latin word, a number with its sign."""
    return re.findall(r"[0-9A-Za-z.]+%?|.", text)


@dataclass(frozen=True)
class _Placed:
    """A cell, where it stands across, and its lines, with whether each begins and ends a paragraph."""

    cell: GridCell
    x0: float
    x1: float
    lines: tuple[tuple[str, bool, bool], ...]


def set_table(table: Table, setting: Setting) -> list[Page]:
    """Set a table on pages; rows that do not fit are cut, a line or more on either side."""
    xs, cells = _columns(table, setting), []
    for cell in table.cells:
        x0, x1 = xs[cell.column], xs[cell.column + cell.column_span]
        lines: list[tuple[str, bool, bool]] = []
        for paragraph in cell.text.split("\n"):
            wrapped = list(wrap(paragraph, (x1 - x0 - 2 * setting.padding) / setting.size, setting))
            lines += [(line, i == 0, i == len(wrapped) - 1) for i, line in enumerate(wrapped)]
        cells.append(_Placed(cell, x0, x1, tuple(lines)))
    tall = [1] * table.n_rows
    for placed in sorted(cells, key=lambda one: one.cell.row_span):
        first, last = placed.cell.row, placed.cell.row + placed.cell.row_span
        tall[last - 1] += max(0, len(placed.lines) - sum(tall[first:last]))
    sheets = _break_pages(tall, table.heading_rows if setting.repeats else 0, setting)
    return [_draw(number, sheet, cells, tall, setting) for number, sheet in enumerate(sheets, start=1)]


def _columns(table: Table, setting: Setting) -> list[float]:
    longest = [
        max(len(c.text) for c in table.cells if c.column == k and c.column_span == 1) for k in range(table.n_columns)
    ]
    shares = [max(25, length) ** 0.5 for length in longest]
    room = setting.width - 2 * setting.margin
    return [setting.margin + room * share / sum(shares) for share in accumulate(shares, initial=0.0)]


Part = tuple[int, int, int]  # row, its first line here, how many of its lines


def _break_pages(tall: Sequence[int], repeated: int, setting: Setting) -> list[list[Part]]:
    step = setting.size * setting.lead
    room, edges = setting.height - 2 * setting.margin, 2 * setting.above
    sheets, used = [list[Part]()], 0.0
    for row, count in enumerate(tall):
        done = 0
        while done < count:
            fits = int((room - used - edges) // step)
            some = count - done if count - done <= fits else min(fits, count - done - 2) if fits >= 2 else 0
            if some >= 2 or (some and some == count - done):
                sheets[-1].append((row, done, some))
                done, used = done + some, used + some * step + edges
            if done < count:
                sheets.append([(r, 0, tall[r]) for r in range(repeated)])
                used = sum(n * step + edges for _, _, n in sheets[-1])
    return sheets


def _draw(number: int, sheet: list[Part], cells: list[_Placed], tall: Sequence[int], setting: Setting) -> Page:
    step = setting.size * setting.lead
    edges = list(accumulate((n * step + 2 * setting.above for _, _, n in sheet), initial=setting.margin))
    runs, strokes = [], set[Stroke]()
    for placed in cells:
        cell = placed.cell
        here = [i for i, (row, _, _) in enumerate(sheet) if cell.row <= row < cell.row + cell.row_span]
        if not here:
            continue
        top, bottom = edges[here[0]], edges[here[-1] + 1]
        strokes |= {Stroke(False, y, placed.x0, placed.x1) for y in (top, bottom)}
        strokes |= {Stroke(True, x, top, bottom) for x in (placed.x0, placed.x1)}
        row, first, _ = sheet[here[0]]
        before, room = sum(tall[cell.row : row]) + first, sum(sheet[i][2] for i in here)
        is_whole = not before and room >= len(placed.lines)
        y = top + setting.above + (step * (room - len(placed.lines)) / 2 if setting.middle and is_whole else 0.0)
        for index, line in enumerate(placed.lines[before : before + room]):
            runs.append(_set_line(line, placed, y + index * step, setting))
    if setting.footer:
        line = (setting.footer.format(number), False, True)
        runs.append(_set_line(line, _Placed(cells[0].cell, setting.width / 2, 0, ()), setting.height - 40, setting))
    return Page(number, setting.width, setting.height, tuple(runs), tuple(sorted(strokes)))


def _set_line(line: tuple[str, bool, bool], placed: _Placed, top: float, setting: Setting) -> Run:
    text, is_first, is_last = line
    size, x, glyphs = setting.size, placed.x0 + setting.padding, list[Glyph]()
    x += setting.set_in * size * is_first
    free = placed.x1 - setting.padding - x - size * _width(text, setting)
    parted = [not (a.isascii() and b.isascii()) for a, b in pairwise(text)]
    stretch = max(0.0, free) / max(1, sum(parted)) if setting.is_justified and not is_last else 0.0
    for char, is_parted in zip(text, [*parted, False], strict=True):
        wide = size * advance(char, setting)
        glyphs.append(Glyph(char, x, top, x + wide, top + size))
        x += wide + stretch * is_parted
    return Run(tuple(glyphs))
