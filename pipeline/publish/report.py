"""report.html: the list as its authors wrote it, what was made of it, and the checks; one file that fetches nothing.

The page is a frame; the rows lie in it as JSON and `assets/app/*.js` draws them, every text as text (`textContent`).
A policy in the page lets only the scripts run whose hashes it names, and lets nothing be fetched.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from html import escape
from operator import attrgetter
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.model import DERIVED, Cell, Dataset, Department, Finding
from pipeline.model.field import read_field
from pipeline.publish.page_words import PAGE, RULE_NAMES, UNIT_NAMES
from pipeline.publish.search import cut_words, learn_texts
from pipeline.rules.checks import check_rules
from pipeline.rules.departments import write_shortly
from pipeline.rules.language import qualitative, units
from pipeline.sources.corrections import COLUMNS, hash_text
from pipeline.store.records import RECORDS, columns, tables
from schemas import labels

_ASSETS = Path(__file__).parent / "assets"
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline' 'self' file:; script-src {}; base-uri 'none'; form-action 'none'"
SHARED = ("00_start", "20_format", "25_search")  # scripts of a document's page that the index stands on
# What a page does not need: the texts of measures and items are in their cells, findings stand beside; it draws no pages.
LEFT_OUT = {
    "measures": {"text"},
    "plan_items": {"text"},
    "cells": {"box"},
    "findings": {"path", "place", "message", "message_zh"},
}


def render_report(dataset: Dataset, findings: Sequence[Finding], is_alone: bool = True) -> str:
    """Render a dataset, of one document or of several, as one page of HTML.

    A page that is not alone shares style and scripts (`SHARED`) with the others of its folder: together they are small.
    """
    title = " · ".join(document.title for document in dataset.documents[:3]) or "Policy Pledges"
    head, middle, tail = _frame(is_alone)
    words = {"vocabulary": " ".join(sorted(_find_words(dataset)))} if is_alone else {}
    return head + escape(title) + middle + embed(describe_dataset(dataset, findings) | words) + tail


def describe_dataset(dataset: Dataset, findings: Sequence[Finding]) -> dict[str, Any]:
    """Everything that the page shows: every table by columns, findings, labels, and the hashes that corrections carry."""
    return {
        "version": __version__,
        "tables": {table: _columnar(table, records) for table, records in tables(dataset) if table not in DERIVED},
        "findings": [[f.code, f.level, f.path, f.place, [f.message, f.message_zh]] for f in findings],
        "fields": {name: read_field(name)._asdict() for name in sorted({cell.field for cell in dataset.cells})},
        "hashes": _hash_cells(dataset),
        "corrections": list(COLUMNS),
        "names": {one.department_id: names for one in dataset.departments if (names := _name_shortly(one))},
        "indicators": {one.indicator_id: [one.name_zh, one.name_en, *one.aliases] for one in dataset.indicators},
        "checks": {rule.check: [rule.check.replace("_", " "), rule.label_zh] for rule in check_rules()},
        "rules": RULE_NAMES,
        "meanings": _list_meanings(),
        "units": {name: UNIT_NAMES[name] for name in sorted(_find_units(dataset)) if name in UNIT_NAMES},
        "labels": {"values": labels.VALUES, "fields": labels.FIELDS, "tables": labels.TABLES},
        "words": PAGE,
    }


def _name_shortly(department: Department) -> list[str]:
    """How people write the department besides its name and aliases: 市发改局."""
    known = {department.name, department.short_name, *department.aliases}
    return [name for name in write_shortly(department.short_name or department.name) if name not in known]


def _list_meanings() -> dict[str, list[str]]:
    """What words mean → value, unit, dimension and comparator, as the wordings have them."""
    dimensions = {row.unit: row.dimension for row in units()}
    found: dict[str, list[str]] = {}
    for row in qualitative():
        dimension = dimensions[row.unit] if row.unit else "count" if row.value else "other"
        found.setdefault(row.meaning, [row.value, row.unit, dimension, row.comparator])
    return found


def _find_words(dataset: Dataset) -> set[str]:
    """The words that the page's search cuts a question into: those of the texts and names that it looks through.

    Only of a page that is alone: jieba is loaded for its database anyway. A page among many lets the browser cut.
    """
    texts = {text for cell in dataset.cells for text in cell.text.split("\n")}
    texts |= {name for one in dataset.departments for name in (one.name, *one.aliases)}
    texts |= {name for one in dataset.indicators for name in (one.name_zh, *one.aliases)}
    texts |= {one.section for one in dataset.measures if one.section}
    # The database looks through short names as well: one load of the dictionary for both.
    learn_texts(texts | {one.short_name for one in dataset.departments if one.short_name})
    return {word for text in texts for word in cut_words(text) if len(word) > 1 and not word.isascii()}


def _find_units(dataset: Dataset) -> set[str]:
    return {row.unit for rows in (dataset.targets, dataset.numerals) for row in rows if row.unit}


def _columnar(table: str, records: Iterable[Any]) -> dict[str, Any]:
    names = [name for name in columns(RECORDS[table]) if name not in LEFT_OUT.get(table, ())]
    found = zip(*map(attrgetter(*names), records), strict=True)
    return {"columns": names, "rows": list(zip(*map(_as_json, found), strict=True))}


def _as_json(column: Sequence[object]) -> Sequence[object]:
    """A column as JSON has it; a whole number without a point."""
    if not any(isinstance(value, Decimal) for value in column):
        return column
    return [_write_number(float(value)) if isinstance(value, Decimal) else value for value in column]


def _write_number(number: float) -> float:
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _hash_cells(dataset: Dataset) -> dict[str, str]:
    """The hash of every cell that something correctable stands in, by `measure_id/field`."""
    correctable: Iterable[Any] = (*dataset.targets, *dataset.qualitative_targets, *dataset.responsibilities)
    wanted = {(row.measure_id, row.field) for row in correctable}
    cells: list[Cell] = [cell for cell in dataset.cells if (cell.measure_id, cell.field) in wanted]
    return {f"{cell.measure_id}/{cell.field}": hash_text(cell.text) for cell in cells}


def embed(value: object) -> str:
    """JSON that can stand inside of a script element: no `<` that could end it, no line separator."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


@cache
def read_assets() -> dict[str, str]:
    """Style and scripts of a page, by the name of the file that pages share."""
    app = sorted((_ASSETS / "app").glob("*.js"))
    shared = [path for path in app if path.stem in SHARED]
    return {
        "report.css": (_ASSETS / "report.css").read_text(encoding="utf-8"),
        "app.js": _join_scripts(app),
        "index.js": _join_scripts([*shared, *sorted((_ASSETS / "index").glob("*.js"))]),
    }


def _join_scripts(paths: Iterable[Path]) -> str:
    """Scripts as one closure, in their order."""
    return '"use strict";(() => {\n' + "".join(path.read_text(encoding="utf-8") for path in paths) + "})();\n"


def read_index_frame() -> str:
    """The frame of the index of many documents."""
    return (_ASSETS / "index.html").read_text(encoding="utf-8")


@cache
def _frame(is_alone: bool) -> tuple[str, str, str]:
    """The page around its title and its data: style, scripts, and the policy that lets them run and nothing else."""
    frame = (_ASSETS / "report.html").read_text(encoding="utf-8")
    style, app = (read_assets()[name] for name in ("report.css", "app.js"))
    if is_alone:
        blocks = (f"<style>{style}</style>", f"<script>{app}</script>")
        scripts = _hash(app)
    else:
        blocks = ('<link rel="stylesheet" href="report.css">', '<script src="app.js"></script>')
        scripts = "'self' file:"
    policy = POLICY.format(scripts)
    for mark, text in zip(("__POLICY__", "__STYLE__", "__APP__"), (policy, *blocks), strict=True):
        frame = frame.replace(mark, text, 1)
    head, rest = frame.split("__TITLE__")
    middle, tail = rest.split("__DATA__")
    return head, middle, tail


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
