"""What a rule row of rules/normalise proves: its example is read as it says, and otherwise once 苹果 stands for its cue.

A text is the text of a measure where it ends in a full stop, else a cell or a labelled line; ⏎ parts the cells of a column.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

import pipeline.lang
import pipeline.normalise
from pipeline.lang.attribution import find_attributions
from pipeline.lang.fold import fold
from pipeline.model import Cell, Department, Responsibility
from pipeline.normalise.departments import read_departments
from pipeline.normalise.region import name_region
from pipeline.normalise.text import read_department_text
from pipeline.rules import departments, divisions, load, responsibility

REGION, YEAR = "惠州市", 2024
DEAR = (
    "forms",
    "functions",
    "stem_parts",
    "divisions",
    "by_code",
    "by_name",
    "longest_name",
    "name_heads",
    "find_division",
)
ROOMS = [
    importlib.import_module(f"{package.__name__}.{found.name}")
    for package in (pipeline.lang, pipeline.normalise)
    for found in pkgutil.iter_modules(package.__path__)
]
RULES = (departments, divisions, responsibility)


def show(text: str) -> str:
    """Show `role:words`, one behind the other; ? for what no table knows, * for a group."""
    return " ".join(line.partition("|")[0] for line in _lines(text))


def proves(text: str, cue: str, other: str = "苹果") -> bool:
    """Tell whether another word in the place of `cue` changes what the text is read as, and not only the words themselves."""
    return _see(text).replace(cue, other) != _see(text.replace(cue, other))


def is_dead(table: str, row: tuple[str, ...], text: str) -> bool:
    """Tell whether the text is read the same without the row: other rows do its work."""
    before = _see(text)
    with _without(table, row):
        return _see(text) == before


def _see(text: str) -> str:
    places = [(place.kind, place.names) for place in find_attributions(fold(text.rpartition("@")[2]))]
    return f"{_lines(text)} {places}"


def _lines(text: str) -> list[str]:
    region, _, words = text.rpartition("@")
    if "⏎" in words:
        return _column(words.split("⏎"))
    layout = "inline" if words.endswith("。") else "line"
    found = read_department_text(words, region or REGION, YEAR, layout)
    return [_line(d.role, d.text, d.kind, d.name, f"{d.function} {d.resolution}") for d in found]


def _line(role: str, text: str, kind: str | None, name: str | None, function: str | None) -> str:
    return f"{role}:{text}{'*' if kind == 'group' else '' if name else '?'}|{kind} {function}"


def _column(texts: list[str]) -> list[str]:
    cells = [Cell("d", f"d/{i}", "responsible_units", text, i, 1, None) for i, text in enumerate(texts)]
    found = list(read_departments(cells, {}, name_region(REGION), YEAR, "x"))
    kinds = {d.department_id: d for d in found if isinstance(d, Department)}
    parts = [(r, kinds[r.department_id]) for r in found if isinstance(r, Responsibility)]
    return [
        _line(r.role, r.text, d.kind, d.name if d.resolution != "unresolved" else None, d.function) for r, d in parts
    ]


@contextmanager
def _without(table: str, row: tuple[str, ...]) -> Iterator[None]:
    """The tables without one row; what is built from them anew."""

    def load_others(name, kind, **options):  # type: ignore[no-untyped-def]
        rows = load(name, kind, **options)
        return tuple(r for r in rows if name != f"normalise/{table}.csv" or tuple(r) != tuple(row))

    with pytest.MonkeyPatch.context() as patch:
        for module in RULES:
            patch.setattr(module, "load", load_others)
        _forget()
        yield
    _forget()


def _forget() -> None:
    for module in (*ROOMS, *RULES):
        for name, held in vars(module).items():
            if hasattr(held, "cache_clear") and name not in DEAR and held is not load:
                held.cache_clear()
