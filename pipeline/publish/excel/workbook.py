"""pledges.xlsx: the dataset for an office. The list with its targets marked, then a sheet a table.

Texts are written as texts, so that no cell is a formula or becomes a date. The same tables give the same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from math import ceil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.model import Finding
from pipeline.model.field import read_field
from pipeline.publish.excel.book import Book
from pipeline.publish.excel.duties import DUTIES_SHEET, RowsByDocument, stream_rows, write_duties
from pipeline.publish.excel.sheet import CellValue, Coded, ColumnSheet
from pipeline.publish.excel.texts import LONGEST
from pipeline.publish.wording import UNIT_WORDS
from pipeline.rules.findings import tell
from schemas import TABLES, base, labels, model

_FILE = "pledges.xlsx"
MOST_SHEET_ROWS = 1_048_576  # of a sheet of Excel, its heading included
_BATCH, _SAMPLE = 5_000, 500  # rows read at a time, rows that a column's width is measured by
_WIDEST = 60  # characters
_UNITS = ("unit", "base_unit")
CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  # a constant, so that the bytes are; Excel's dates have no zone
COLOURS = {"count": "#9C5700", "money": "#1D6B38", "ratio": "#1F4E9E", "duration": "#5B2C9E", "data_size": "#0F6B6B"}
FIRST, OTHERS = 44.0, 30.0  # widths of the list's columns
_HIGHEST = 409.0  # points that a row of Excel may be high
LIST_SHEET = "清单 List"
_LIST_COLUMNS = {  # what the list asks of its tables
    "cells": ("measure_id", "field", "column", "text"),
    "targets": ("measure_id", "field", "start", "end", "dimension"),
}


def write_workbook(folder: Path) -> None:
    """Write `pledges.xlsx` of the Parquet files that lie in `folder`."""
    with Book(folder / _FILE) as book:
        book.set_properties({"title": "Policy Pledges", "created": CREATED})
        _write_list(book, folder)
        set_up_print(
            write_duties(book, folder, MOST_SHEET_ROWS), DUTIES_SHEET, 0
        )  # what an office filters and hands on
        for table in TABLES:
            _write_table(book, folder, table)


def name_sheet(table: str) -> str:
    """The name of a table's sheet: `目标 targets`."""
    return f"{labels.TABLES[table].zh} {table}" if table in labels.TABLES else table


def _write_table(book: Book, folder: Path, table: str) -> None:
    sheet = book.add_sheet(name_sheet(table))
    columns = base.columns(model(table))
    with pq.ParquetFile(folder / f"{table}.parquet") as file:
        count = file.metadata.num_rows
        shown = count if count < MOST_SHEET_ROWS else MOST_SHEET_ROWS - 2  # and a last row that says what is left out
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#F3EDE1", "bottom": 1})
        body, day = book.add_format({"valign": "top"}), book.add_format({"num_format": "yyyy-mm-dd"})
        batches = _read_batches(file, shown, columns)
        batch = next(batches, [Coded([], [])] * len(columns))
        _write_heads(sheet, columns, batch, head, body)
        row = sheet.write_columns(1, batch, body, day)
        for batch in batches:
            row = sheet.write_columns(row, batch, body, day)
        if shown < count:
            sheet.write_string(shown + 1, 0, _tell_rest(count - shown, table))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(shown, 1), len(columns) - 1)
    set_up_print(sheet, name_sheet(table), 0)


def _read_batches(file: pq.ParquetFile, shown: int, columns: Sequence[base.Column]) -> Iterator[list[Coded]]:
    """The first `shown` rows as columns of what an office reads, a batch in memory at a time."""
    names = [_namer(column) for column in columns]
    row = 0
    for batch in file.iter_batches(_BATCH):
        left = batch.slice(0, shown - row)
        row += left.num_rows
        yield [_code(column, name) for column, name in zip(left.columns, names, strict=True)]


def _namer(column: base.Column) -> Callable[[Any], CellValue] | None:
    """What names the values of a column; None where they are shown as they are."""
    is_closed = "enum" in column.constraints
    if is_closed or column.name in _UNITS or column.type in ("list", "numbers"):
        return partial(name_value, column=column.name, is_closed=is_closed)
    return None


def _code(column: Any, name: Callable[[Any], CellValue] | None) -> Coded:
    """A column of Arrow with equal values named once; lists can not be told to be equal."""
    if pa.types.is_list(column.type):
        values, places = column.to_pylist(), range(len(column))
    else:
        coded = column.dictionary_encode()
        values = coded.dictionary.to_pylist()
        places = coded.indices.fill_null(len(values)).to_numpy().tolist()
    return Coded([*(map(name, values) if name else values), None], places)


def _write_heads(
    sheet: ColumnSheet, columns: Sequence[base.Column], sample: list[Coded], head: Format, body: Format
) -> None:
    """Write the headings, each with what its column is; the first rows say how wide it is."""
    for at, (column, values) in enumerate(zip(columns, sample, strict=True)):
        shown = (values.values[at] for at in {*values.places[:_SAMPLE]})
        width = measure_width([column.label_zh, column.name, *shown])
        sheet.set_column(at, at, width, body)
        sheet.write_string(0, at, f"{column.label_zh}\n{column.name}", head)
        sheet.write_comment(0, at, f"{column.description_zh}\n{column.description}", {"author": "", "x_scale": 2})


def set_up_print(sheet: Worksheet, title: str, head: int) -> None:
    """A4 landscape, as wide as a page, the heading row on each, the title above and the number of the page below."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.set_header(f"&C{title.replace('&', '&&')[:200]}")
    sheet.set_footer("&C&P / &N")


def name_value(value: object, column: str, is_closed: bool) -> str | int | float | bool | date | None:
    """A value as an office reads it: the label of a closed one (gt: 超过), 元 for CNY."""
    if column in _UNITS and value in UNIT_WORDS:
        return UNIT_WORDS[str(value)]
    return labels.of(value).zh if is_closed and isinstance(value, str) else _plain(value)


def _tell_rest(count: int, table: str) -> str:
    return f"另有 {count} 行，见 {table}.csv · {count} more rows: see {table}.csv"


def find_cuts(counts: Mapping[str, int]) -> Iterator[Finding]:
    """W08: tables of more rows than a sheet holds; `counts` are the rows of each."""
    for table in TABLES:
        if counts.get(table, 0) >= MOST_SHEET_ROWS:
            yield tell("W08", _FILE, name_sheet(table), table=table, rows=counts[table], most=MOST_SHEET_ROWS - 2)


def _plain(value: object) -> str | int | float | bool | date | None:
    if isinstance(value, list):
        return "、".join(str(entry) for entry in value)
    return value if isinstance(value, str | int | float | bool | date) else None


def measure_width(values: Iterable[object]) -> float:
    """Width of a column in Excel's unit; a Chinese character takes two."""
    lines = (line for value in values if value is not None for line in str(value).split("\n"))
    widest = max((_wide(line[:_WIDEST]) for line in lines), default=8)
    return float(min(max(widest + 2, 8), _WIDEST))


def _wide(line: str) -> int:
    """The width of a line; what GBK writes in two bytes is as wide as two digits."""
    return len(line.encode("gbk", "replace"))


# --- the list ----------------------------------------------------------------------------------


def _write_list(book: Book, folder: Path) -> None:
    """The documents as their authors wrote them, a row a measure, every target bold in the colour of its dimension."""
    sheet = book.add_sheet(LIST_SHEET)
    wrap = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": "#D8CFBD"})
    head = book.add_format(
        {"bold": True, "text_wrap": True, "bg_color": "#F3EDE1", "border": 1, "border_color": "#D8CFBD"}
    )
    title = book.add_format({"bold": True, "font_size": 14})
    marks = {name: book.add_format({"bold": True, "font_color": colour}) for name, colour in COLOURS.items()}
    other = book.add_format({"bold": True, "font_color": "#8C1D13"})
    cells, targets = (RowsByDocument(folder, table, columns) for table, columns in _LIST_COLUMNS.items())
    row = 0
    for document in stream_rows(folder, "documents"):
        own = cells.take(document["doc_id"])
        if row + len({cell["measure_id"] for cell in own}) + 4 > MOST_SHEET_ROWS:
            sheet.write_string(
                row,
                0,
                f"以下文件见 cells.csv · for this and the following documents see cells.csv: {document['doc_id']}",
            )
            break
        spans: defaultdict[tuple[str, str], dict[tuple[int, int], Format]] = defaultdict(dict)
        for target in targets.take(document["doc_id"]):
            place = target["measure_id"], target["field"]
            spans[place][target["start"], target["end"]] = marks.get(target["dimension"], other)
        sheet.write_label(row, 0, document["title"], title)
        fields = {cell["field"]: cell["column"] for cell in reversed(own)}
        order = {name: at for at, name in enumerate(sorted(fields, key=lambda name: fields[name]))}
        heads = [sheet.renderer(at, head)(name_field(name)) for name, at in order.items()]
        sheet.write_rows(row + 1, ["".join(heads)], len(heads))
        row = _write_measures(sheet, row + 2, own, order, spans, wrap) + 1
    sheet.set_column(0, 0, FIRST)
    sheet.set_column(1, 12, OTHERS)
    sheet.freeze_panes(2, 1)
    set_up_print(sheet, LIST_SHEET, 1)


def name_field(field: str) -> str:
    """What a column of the list is called."""
    value = read_field(field)
    if value.kind not in labels.FIELDS:
        return field
    name = f"{value.year}年工作计划" if value.year else labels.FIELDS[value.kind].zh
    return f"{name} {value.suffix}".rstrip()


def _write_measures(
    sheet: ColumnSheet,
    row: int,
    cells: Sequence[dict[str, Any]],
    order: dict[str, int],
    spans: dict[tuple[str, str], dict[tuple[int, int], Format]],
    wrap: Format,
) -> int:
    """Write a document's cells from `row` on, a row a measure; returns the first free row."""
    measures: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for cell in cells:
        measures[cell["measure_id"]].append(cell)
    plain = {name: sheet.renderer(at, wrap) for name, at in order.items()}
    for at, own in enumerate(measures.values(), start=row):
        written = {}
        for cell in own:
            text, field = cell["text"], cell["field"]
            pieces = cut_text(text, spans.get((cell["measure_id"], field), {}))
            # A rich text has at least two pieces: a figure alone in its cell is written plain.
            is_rich = len(pieces) > 2 and len(text) < LONGEST
            written[order[field]] = sheet.render_runs(order[field], pieces, wrap) if is_rich else plain[field](text)
        height = max(measure_height(cell["text"], OTHERS if order[cell["field"]] else FIRST) for cell in own)
        sheet.write_rows(at, ["".join(written[place] for place in sorted(written))], len(order), height)
    return row + len(measures)


def measure_height(text: str, width: float) -> float:
    """Height in points of a wrapped text in a column of that width: Excel fits a row itself, other programs do not."""
    lines = sum(max(1, ceil(_wide(line) * 1.1 / width)) for line in text.split("\n"))
    return min(15.0 * lines + 3, _HIGHEST)


def cut_text(text: str, spans: dict[tuple[int, int], Format]) -> list[str | Format]:
    """A text in pieces, the format of a marked one before it; no piece is empty."""
    pieces: list[str | Format] = []
    position = 0
    for (start, end), mark in sorted(spans.items(), key=lambda entry: entry[0]):
        if start < position:
            continue
        if start > position:
            pieces.append(text[position:start])
        pieces += [mark, text[start:end]]
        position = end
    return [*pieces, text[position:]] if position < len(text) else pieces
