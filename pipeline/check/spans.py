"""Rows against the cells they point into: every span holds, every numeral character is in the ledger once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields

from pipeline.lang.numeral import is_numeral_char
from pipeline.model import TABLES, Cell, Dataset, Finding, Numeral
from pipeline.model.field import read_field
from pipeline.rules.findings import tell

CellKey = tuple[str, str]  # measure_id, field
SPAN = {"measure_id", "field", "start", "end", "text"}  # the columns of a table whose rows point into cells
SPANNED = tuple(name for name, table in TABLES.items() if {column.name for column in fields(table.record)} >= SPAN)


def find_broken_spans(dataset: Dataset) -> Iterator[Finding]:
    """Find rows whose `text` is not what their span of the cell holds (C03), or whose cell is not there (C06)."""
    cells = {(cell.measure_id, cell.field): cell.text for cell in dataset.cells}
    paths = _paths(dataset)
    for table in SPANNED:
        for row in getattr(dataset, table):
            text = cells.get((row.measure_id, row.field))
            if text is None or text[row.start : row.end] != row.text:
                place = f"table {table}, {row.measure_id}/{row.field}, {row.start}:{row.end}"
                path = _path(row.measure_id, paths)
                if text is None:
                    yield tell("C06", path, place, text=row.text)
                else:
                    yield tell("C03", path, place, text=row.text, held=text[row.start : row.end])


def find_ledger_gaps(dataset: Dataset) -> Iterator[Finding]:
    """Find numeral characters of measure and plan cells that no numeral covers (C04), and two that overlap (C05)."""
    numerals: defaultdict[CellKey, list[Numeral]] = defaultdict(list)
    for numeral in dataset.numerals:
        numerals[numeral.measure_id, numeral.field].append(numeral)
    paths = _paths(dataset)
    for cell in dataset.cells:
        if read_field(cell.field).is_read:
            found = sorted(numerals[cell.measure_id, cell.field], key=lambda n: n.start)
            yield from _check_cell(cell, found, _path(cell.measure_id, paths))


def _check_cell(cell: Cell, numerals: list[Numeral], path: str) -> Iterator[Finding]:
    place = f"{cell.measure_id}/{cell.field}"
    covered = bytearray(len(cell.text))
    for numeral in numerals:
        if any(covered[numeral.start : numeral.end]):
            yield tell("C05", path, f"{place}, {numeral.start}", text=numeral.text)
        covered[numeral.start : numeral.end] = b"\1" * (numeral.end - numeral.start)
    for at, character in enumerate(cell.text):
        if not covered[at] and is_numeral_char(character):
            around = cell.text[max(0, at - 5) : at + 6]
            yield tell("C04", path, f"{place}, {at}", character=character, around=around)


def _paths(dataset: Dataset) -> dict[str, str]:
    return {document.doc_id: document.source_path for document in dataset.documents}


def _path(measure_id: str, paths: dict[str, str]) -> str:
    return paths.get(measure_id.split("/")[0], "")
