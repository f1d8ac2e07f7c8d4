"""One table against its Pandera model, and its references against the tables they point to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pandera.pandas as pa

from pipeline.check.at_a_glance import is_right
from pipeline.model import Dataset, Finding
from pipeline.rules.findings import tell
from pipeline.store.records import make_frame, tables
from schemas import model
from schemas.base import ForeignKey, foreign_keys, primary_key

if TYPE_CHECKING:
    import pandas as pd

Frames = Mapping[str, "pd.DataFrame"]


def find_failures(dataset: Dataset) -> Iterator[Finding]:
    """Validate every table and every reference of a dataset; none found means that it may be published.

    A finding's `path` is the source file of the failing row, and empty where a failure is of a whole table.
    """
    frames = {table: make_frame(table, records) for table, records in tables(dataset)}
    return find_frame_failures(frames, {document.doc_id: document.source_path for document in dataset.documents})


def find_frame_failures(frames: Frames, paths: Mapping[str, str]) -> Iterator[Finding]:
    """Validate the tables of some documents, or of one merged table; `paths` gives the source file of a doc_id."""
    for table, frame in frames.items():
        yield from validate(table, frame, paths)
        yield from find_dangling(table, frames, paths)


def validate(table: str, frame: pd.DataFrame, paths: Mapping[str, str]) -> Iterator[Finding]:
    """Validate a table lazily: finding C01 for every value that its model refuses.

    `paths` gives the source file of a doc_id. Place names table, key, column; the message rule and value.
    """
    if is_right(table, frame):
        return
    try:
        model(table).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        for failure in errors.failure_cases.to_dict("records"):
            yield _report(table, frame, failure, paths)


def _report(table: str, frame: pd.DataFrame, failure: Mapping[Any, Any], paths: Mapping[str, str]) -> Finding:
    told = {"check": failure["check"], "value": failure["failure_case"]}
    row, column = failure["index"], failure["column"]
    if not isinstance(row, int):
        return tell("C01", "", f"table {table}, column {column}", **told)
    values = frame.loc[row].to_dict()
    return tell("C01", _find_path(values, paths), _place(table, values, column), **told)


def find_dangling(table: str, frames: Frames, paths: Mapping[str, str]) -> Iterator[Finding]:
    """Find references that lead nowhere: finding C02. A reference with a null in it refers to nothing."""
    for reference in foreign_keys(model(table)):
        known = set(_keys(frames[reference.table], reference.key))
        frame = frames[table]
        for row, key in enumerate(_keys(frame, reference.columns)):
            if None not in key and key not in known:
                yield _report_dangling(table, frame.loc[row].to_dict(), reference, paths)


def _keys(frame: pd.DataFrame, names: tuple[str, ...]) -> list[tuple[Any, ...]]:
    return list(zip(*(frame[name].tolist() for name in names), strict=True))


def _report_dangling(table: str, values: Mapping[Any, Any], reference: ForeignKey, paths: Mapping[str, str]) -> Finding:
    missing = ", ".join(str(values[name]) for name in reference.columns)
    place = _place(table, values, ", ".join(reference.columns))
    return tell("C02", _find_path(values, paths), place, table=reference.table, key=missing)


def _place(table: str, values: Mapping[Any, Any], column: object) -> str:
    key = ", ".join(str(values[name]) for name in primary_key(model(table)))
    return f"table {table}, row {key}, column {column}"


def _find_path(values: Mapping[Any, Any], paths: Mapping[str, str]) -> str:
    """The source file of a row: its doc_id, or the document at the head of one of its keys."""
    keys = (values.get(name) for name in ("doc_id", "measure_id", "check_id", "item_id"))
    heads = (key.split("/")[0] for key in keys if isinstance(key, str))
    return next((paths[head] for head in heads if head in paths), "")
