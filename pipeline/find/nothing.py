"""Why a file has no list: no text at all, a list of persons, or text that only names who is responsible."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from pipeline.find.columns import FALLBACK, TASKED, Grid, are_departments, name_columns, spread
from pipeline.find.head import find_head, is_title_row
from pipeline.lang.heading import (
    LONGEST_HEADING,
    UNITS,
    field_of,
    find_header,
    may_be_headings,
    plain_heading,
    squeeze,
)
from pipeline.model import Content, Finding, Paragraph, Table
from pipeline.model.field import read_field
from pipeline.rules.findings import tell
from pipeline.rules.headers import Header, headers, write_heading

MOST_HEADINGS = 8  # that are told
LIKE = 0.5  # share of characters that a known heading has in common with one that is not known


def explain_nothing(content: Content, path: str) -> Iterator[Finding]:
    """P55 no text, P56 a list of persons, P01 what is there: words of responsibility, the first headings and known ones."""
    texts = [*_texts(content)]
    if not any(text.strip() for text in texts):
        yield tell("P55", path, "")
        return
    grids = [spread(block) for block in content.blocks if isinstance(block, Table)]
    if any(map(find_head, grids)):
        return  # P06 says it
    seen = [heading for grid in grids for heading in _read_headings(grid)]
    for grid in grids:
        persons = _find_persons(grid)
        if persons:
            yield tell("P56", path, "", heading=persons)
            break
    count = sum(TASKED.count(text) for text in texts)
    told = "; ".join(_with_known(heading) for heading in dict.fromkeys(seen[:MOST_HEADINGS])) or "-"
    rows = "; ".join(dict.fromkeys(row for grid in grids for row in _suggest_rows(grid))) or "-"
    yield tell("P01", path, "", tables=len(grids), count=count, headings=told, rows=rows)


def _texts(content: Content) -> Iterator[str]:
    for block in content.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            yield from (cell.text for cell in block.cells)


def _find_heading(grid: Grid) -> int | None:
    """The first row of a table that is no title, if it may be a heading."""
    first = next((row for row, line in enumerate(grid) if not is_title_row(line)), None)
    return first if first is not None and may_be_headings(cell.text for cell in grid[first]) else None


def _read_headings(grid: Grid) -> list[str]:
    first = _find_heading(grid)
    line = grid[0 if first is None else first] if grid else []
    found = dict.fromkeys(squeeze(cell.text) for cell in line if cell.text.strip())
    return [text for text in found if len(text) <= LONGEST_HEADING]


def _suggest_rows(grid: Grid) -> Iterator[str]:
    """The rows of headers.csv that would make a table a list: which of its unknown headings names measures, which units.

    A known heading that is like it says so, else the cells below: departments, or the longest texts.
    """
    first = _find_heading(grid)
    if first is None or len(grid) < first + 2:
        return
    known = {field_of(cell.text) for cell in grid[first]}
    texts = {plain_heading(cell.text): _below(grid, first, column) for column, cell in enumerate(grid[first])}
    unknown = {heading: cells for heading, cells in texts.items() if heading and not find_header(heading)}
    for wanted, lacks, weigh in (
        (UNITS, known.isdisjoint(UNITS), _share_of_departments),
        (("measure", *FALLBACK), known.isdisjoint(("measure", *FALLBACK)), _mean_length),
    ):
        like = [(h, found.field) for h in unknown if (found := _find_like(h)) and found.field in wanted]
        best = max(unknown, key=lambda heading: weigh(unknown[heading]), default="")
        if lacks and (like or (best and weigh(unknown[best]) > LIKE)):
            heading, field = like[0] if like else (best, "responsible_units" if wanted is UNITS else "measure")
            del unknown[heading]
            yield write_heading(heading, field)


def _below(grid: Grid, first: int, column: int) -> list[str]:
    return [text for line in grid[first + 1 :] if (text := squeeze(line[column].text))]


def _share_of_departments(texts: list[str]) -> float:
    return sum(map(are_departments, texts)) / max(1, len(texts))


def _mean_length(texts: list[str]) -> float:
    return sum(map(len, texts)) / max(1, len(texts))


def _find_like(heading: str) -> Header | None:
    """The known heading that is most like one that is not known."""
    known = {row.heading: row for row in headers()}
    like = get_close_matches(heading, sorted(known), n=1, cutoff=LIKE)
    return known[like[0]] if like else None


def _find_persons(grid: Grid) -> str:
    """The heading of the persons of a list that names nobody else; "" where there is none."""
    first = _find_heading(grid)
    columns = name_columns(grid, first, first + 1) if first is not None else ()
    kinds = {read_field(column.field).kind: column.heading for column in columns}
    return kinds.get("person", "") if "measure" in kinds else ""


def _with_known(heading: str) -> str:
    """A heading with the known one that is most like it."""
    like = None if find_header(heading) else _find_like(heading)
    return f"{heading} (≈ {like.heading})" if like else heading
