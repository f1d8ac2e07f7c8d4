"""The sheet 台账 of pledges.xlsx: every task of every department, a row each, in words; filtered and handed on in Excel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.publish.excel.book import Book
from pipeline.publish.excel.sheet import ColumnSheet
from pipeline.publish.hand_out import HAND_OUT_TABLES, Duty, Loaded
from schemas import labels

DUTIES_SHEET = "台账 Tasks"
_HEADS = (  # heading in two languages, width
    ("单位\nDepartment", 26.0),
    ("角色\nRole", 7.0),
    ("序号\nNo.", 7.0),
    ("任务\nMeasure", 44.0),
    ("年度/完成时限\nDue", 16.0),
    ("计划内容\nPlan", 44.0),
    ("目标值\nTargets", 30.0),
    ("牵头单位\nLead", 26.0),
    ("原文出处\nSource", 26.0),
)
_BATCH = 5_000  # rows read at a time


def write_duties(book: Book, folder: Path, most: int) -> ColumnSheet:
    """Write the tasks, document by document, within `most` rows; a last row says where the rest is."""
    sheet = book.add_sheet(DUTIES_SHEET)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#F3EDE1", "bottom": 1})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    for at, (text, width) in enumerate(_HEADS):
        sheet.set_column(at, at, width, body)
        sheet.write_string(0, at, text, head)
    row, rows = 1, _write_tasks(folder, [sheet.renderer(at, body) for at in range(len(_HEADS))])
    while batch := list(islice(rows, min(_BATCH, most - 1 - row))):
        row = sheet.write_rows(row, batch, len(_HEADS))
    if next(rows, None):
        sheet.write_string(row, 0, "其余见 plan_items.csv · for the others see plan_items.csv")
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(row - 1, 1), len(_HEADS) - 1)
    return sheet


def _write_tasks(folder: Path, cells: Sequence[Callable[[str], str]]) -> Iterator[str]:
    """The rows as XML: the tasks of a document's departments, those that lead most first; `cells` write the columns."""
    departments = {row["department_id"]: row["name"] for row in stream_rows(folder, "departments")}
    tables = ("measures", "plan_items", "responsibilities", "targets")
    streams = {table: RowsByDocument(folder, table, HAND_OUT_TABLES[table]) for table in tables}
    for document in stream_rows(folder, "documents"):
        rows = {table: stream.take(document["doc_id"]) for table, stream in streams.items()}
        own = dict.fromkeys(part["department_id"] for part in rows["responsibilities"])
        known = [{"department_id": key, "name": departments[key]} for key in own if key in departments]
        loaded = Loaded({**rows, "documents": [document], "departments": known})
        written: dict[str, list[str]] = {}  # what the tasks of a measure say to all its departments
        for department in known:
            name = cells[0](department["name"])
            for measure_id, role in loaded.roles(department["department_id"]):
                if measure_id not in written:
                    written[measure_id] = [_write_task(duty, cells[2:]) for duty in loaded.duties(measure_id)]
                whose = name + cells[1](labels.of(role).zh)
                yield from (whose + task for task in written[measure_id])


def _write_task(duty: Duty, cells: Sequence[Callable[[str], str]]) -> str:
    """The cells of a task, but for whose it is."""
    values = (duty.number, duty.measure, duty.due, duty.target, duty.figures, duty.leads, duty.source)
    return "".join(write(value) for write, value in zip(cells, values, strict=True))


def stream_rows(folder: Path, table: str, columns: Sequence[str] = ()) -> Iterator[dict[str, Any]]:
    """The rows of a table, a batch in memory at a time; all columns where none is named."""
    with pq.ParquetFile(folder / f"{table}.parquet") as file:
        for batch in file.iter_batches(_BATCH, columns=[*columns] or None):
            names = batch.schema.names
            for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                yield dict(zip(names, values, strict=True))


class RowsByDocument:
    """The rows of a table by document, in the order in which all tables are published: by doc_id."""

    def __init__(self, folder: Path, table: str, columns: Sequence[str]) -> None:
        """Open the table of a dataset's folder; `measure_id` is one of the columns."""
        rows = stream_rows(folder, table, columns)
        self._groups = groupby(rows, key=lambda row: row["measure_id"].split("/", 1)[0])
        self._next = next(self._groups, None)

    def take(self, doc_id: str) -> list[dict[str, Any]]:
        """The rows of the next document; none where it has none."""
        if self._next is None or self._next[0] != doc_id:
            return []
        rows = list(self._next[1])
        self._next = next(self._groups, None)
        return rows
