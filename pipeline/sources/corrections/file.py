"""The file of corrections: its lines, and what refuses one of them."""

from __future__ import annotations

import csv
import hashlib
import io
from typing import NamedTuple

from pipeline.store.records import unmark

SUFFIX = ".corrections.csv"
COLUMNS = ("key", "source_sha256", "field", "old", "new", "note")

Told = tuple[str, dict[str, str]]  # code and parameters of a finding


class Refused(Exception):
    """A correction that can not be applied, as the finding that says why."""

    def __init__(self, code: str, **told: str) -> None:
        """Keep the code of the finding and its parameters."""
        super().__init__(code)
        self.code, self.told = code, told


class Correction(NamedTuple):
    """A line of the file."""

    key: str  # of a target, a target in words, or a responsibility
    source_sha256: str  # of the cell text, UTF-8
    field: str
    old: str  # as the CSV of the dataset writes it (`store.mark`); empty = null
    new: str
    note: str


def hash_text(text: str) -> str:
    """SHA-256 of a cell text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_corrections(content: bytes) -> list[Correction]:
    """The lines of a file. Raises `Refused` (K01, K07), `ValueError` or `csv.Error` for what is no such file."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    heading = tuple(next(rows, ()))
    if heading != COLUMNS:
        raise Refused("K01", expected=", ".join(COLUMNS), found=", ".join(heading) or "-")
    lines = [row for row in rows if row]
    if short := next((row for row in lines if len(row) != len(COLUMNS)), None):
        raise Refused("K07", reason=f"{len(short)} for {len(COLUMNS)}: {short}")
    return [Correction(*(unmark(value.strip()) for value in row)) for row in lines]
