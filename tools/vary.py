"""Varies the first list: rows shuffled, figures changed; and knows what dataset has to come of each variation.

A figure is replaced by one of as many digits, so that every span holds; its value is scaled. What the tables hold of a
cell is cut anew out of the cell's new text, since a row's text is what its span holds.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from pipeline.flow import make_dataset, read_document
from pipeline.model import Dataset, Source

ROOT = Path(__file__).parents[1]
LIST = ROOT / "raw/responsibility_list.docx"
REGION = "湛江市"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"
FIGURE = re.compile(r"(\d{2,3})\D*")  # two or three digits: four could be a year
CHANGED = 0.5  # share of the figures that are changed
DATE = (1980, 1, 1, 0, 0, 0)
# What is compared: all columns but provenance, and but the context, which holds other figures too.
COLUMNS = {
    "cells": ("field", "text", "column", "inherited"),
    "measures": ("number", "text", "section"),
    "plan_items": ("field", "year", "position", "list_number", "quarter", "text", "start", "end"),
    "responsibilities": ("role", "position", "department_id", "text", "field", "start", "end"),
    "targets": (
        *("field", "year", "quarter", "indicator", "indicator_id", "value", "value_max", "unit", "dimension"),
        *("comparator", "basis", "text", "start", "end", "rule"),
    ),
    "numerals": ("field", "start", "end", "text", "kind", "value", "value_max", "unit", "comparator", "rule"),
}
PLACES = ("start", "end")  # columns of places in a text
Rows = dict[str, list[tuple[Any, ...]]]  # table → rows, sorted


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a plan cell that can be changed: its digits at `start` of the cell text."""

    number: str  # of the measure
    field: str
    start: int
    digits: str


@dataclass(slots=True)
class Variation:
    """A list and the rows that have to come of it."""

    content: bytes
    rows: Rows = field(default_factory=dict)


@cache
def original() -> tuple[Dataset, dict[str, bytes]]:
    """The first list as read, and the members of its package."""
    content = LIST.read_bytes()
    dataset = make_dataset(read_document(Source("d", "d.docx", content, "0" * 64, region=REGION)))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return dataset, {name: package.read(name) for name in package.namelist()}


@cache
def figures() -> tuple[Figure, ...]:
    """All figures that can be changed."""
    dataset, _ = original()
    found = []
    for target in dataset.targets:
        match = FIGURE.fullmatch(target.text)
        number = target.measure_id.split("/")[1]
        if match and target.field.isdigit() and target.value_max is None:
            found.append(Figure(number, target.field, target.start, match[1]))
    return tuple(sorted(set(found), key=lambda f: (f.number, f.field, f.start)))


def vary(seed: int) -> Variation:
    """Make the variation of a seed, its rows shuffled."""
    dice = random.Random(seed)
    chosen = _choose(dice)
    _, members = original()
    root = etree.fromstring(members[MAIN])
    table = next(root.iter(f"{W}tbl"))
    heading, *rows = table.findall(f"{W}tr")
    by_number = {_number(row): row for row in rows}
    headings = ["".join(cell.itertext()) for cell in heading.findall(f"{W}tc")]
    for figure, digits in chosen.items():
        cells = by_number[figure.number].findall(f"{W}tc")
        column = next(i for i, text in enumerate(headings) if text.startswith(figure.field))
        _write(cells[column], figure, digits)
    dice.shuffle(rows)
    for row in rows:
        table.remove(row)
    table.extend(rows)
    return Variation(pack(members | {MAIN: etree.tostring(root, encoding="UTF-8")}), _truth(chosen, COLUMNS))


def true_rows(seed: int, table: str) -> list[tuple[Any, ...]]:
    """The rows of one table that have to come of the variation of a seed."""
    return _truth(_choose(random.Random(seed)), (table,))[table]


def _choose(dice: random.Random) -> dict[Figure, str]:
    return {f: _other(f.digits, dice) for f in figures() if dice.random() < CHANGED}


def _other(digits: str, dice: random.Random) -> str:
    return dice.choice("3456789") + "".join(dice.choice("3456789") for _ in digits[1:])


def _number(row: Any) -> str:
    text = "".join(row.find(f"{W}tc").itertext())
    match = re.match(r"\s*(\d+)", text)
    if match is None:
        raise ValueError(f"a row without a number: {text[:20]!r}")
    return match[1]


def _write(cell: Any, figure: Figure, digits: str) -> None:
    """Write other digits over a figure of a cell. Raises `ValueError` where they are not there."""
    at = figure.start
    for paragraph in cell.findall(f"{W}p"):
        texts = list(paragraph.iter(f"{W}t"))
        length = sum(len(text.text or "") for text in texts)
        if at < length:
            for text in texts:
                own = text.text or ""
                if at < len(own):
                    if own[at : at + len(digits)] != figure.digits:
                        raise ValueError(f"{figure} is not there: {own[at : at + len(digits)]!r}")
                    text.text = own[:at] + digits + own[at + len(digits) :]
                    return
                at -= len(own)
        at -= length + 1
    raise ValueError(f"{figure} is beyond the cell")


def pack(members: dict[str, bytes]) -> bytes:
    """Make a package."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, data)
    return content.getvalue()


def _truth(chosen: dict[Figure, str], wanted: Iterable[str]) -> Rows:
    """The rows of the original with the changed figures in them."""
    dataset, _ = original()
    texts = {(c.measure_id, c.field): c.text for c in dataset.cells}
    for figure, digits in chosen.items():
        key = f"d/{figure.number}", figure.field
        text = texts[key]
        texts[key] = text[: figure.start] + digits + text[figure.start + len(digits) :]
    scale = {(f"d/{f.number}", f.field, f.start): int(d) / int(f.digits) for f, d in chosen.items()}
    return {table: sorted(_rows(dataset, table, texts, scale), key=repr) for table in wanted}


def _rows(dataset: Dataset, table: str, texts: dict[Any, str], scale: dict[Any, float]) -> Iterator[tuple[Any, ...]]:
    for row in getattr(dataset, table):
        values = {name: getattr(row, name) for name in COLUMNS[table]}
        if table == "cells":
            values["text"] = texts[row.measure_id, row.field]
        elif "start" in values:
            values["text"] = texts[row.measure_id, row.field][row.start : row.end]
        if "value" in values and row.value is not None:
            values["value"] = float(row.value) * scale.get((row.measure_id, row.field, row.start), 1)
        yield _row(row.measure_id, values)


def _row(measure_id: str, values: dict[str, Any]) -> tuple[Any, ...]:
    """A row without its document, numbers to nine digits."""
    plain = (f"{float(v):.9g}" if name.startswith("value") and v is not None else v for name, v in values.items())
    return (measure_id.partition("/")[2], *plain)


def published_rows(table: str, rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Rows of one document as they were published, in the form of `Variation.rows`."""
    return sorted((_row(r["measure_id"], {n: r[n] for n in COLUMNS[table]}) for r in rows), key=repr)


def _spoil_member(content: bytes, spoil: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    return pack(deepcopy(members) | {MAIN: spoil(members[MAIN])})


def _flip(content: bytes, dice: random.Random) -> bytes:
    """Turn bytes inside of the packed main part around."""
    start = content.index(MAIN.encode()) + len(MAIN) + 200
    spoiled = bytearray(content)
    for _ in range(20):
        spoiled[start + dice.randrange(4000)] ^= 0xFF
    return bytes(spoiled)


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
DAMAGES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "empty": lambda content, dice: b"",
    "cut": lambda content, dice: content[: dice.randrange(100, len(content) - 100)],
    "noise": lambda content, dice: dice.randbytes(5000),
    "flipped": _flip,
    "XML cut": lambda content, dice: _spoil_member(content, lambda part: part[: len(part) // 2]),
    "no list": lambda content, dice: _spoil_member(content, lambda part: part.replace(b"<w:tbl>", b"<w:bdo>").replace(b"</w:tbl>", b"</w:bdo>")),
    "entities": lambda content, dice: _spoil_member(content, lambda part: BOMB + part[part.index(b"<w:document") :]),
    "bomb": lambda content, dice: _spoil_member(content, lambda part: part + b" " * (40 << 20)),
}  # fmt: skip
