"""A team's own knowledge: rows of raw/rules/*.csv that stand beside ours, with the columns of our tables.

One set of rows is in force in a process. What was made of the tables before is forgotten when another set comes into force.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

OWN_FOLDER = "rules"  # below raw/
OWN_TABLES = {  # the name of a team's table and that of ours
    "headers": "lang/headers.csv",
    "departments": "normalise/departments.csv",
    "department_names": "normalise/department_names.csv",
    "department_short_forms": "normalise/department_short_forms.csv",
    "units": "extract/units.csv",
    "words": "extract/words.csv",
    "indicators": "extract/indicators.csv",
    "indicator_examples": "extract/indicator_examples.csv",
}


class OwnTable(NamedTuple):
    """A table of a team: which of ours it adds to, where it lies (as messages say it), its text. Picklable."""

    table: str
    path: str
    text: str


_sets: list[tuple[OwnTable, ...]] = [()]  # the last one is in force


def own_tables_of(table: str) -> tuple[OwnTable, ...]:
    """What is in force for one of our tables."""
    return tuple(own for own in _sets[-1] if own.table == table)


def is_any_in_force() -> bool:
    """Tell whether a team's rows are in force."""
    return bool(_sets[-1])


def use(tables: tuple[OwnTable, ...]) -> None:
    """Put rows in force, until others are."""
    if tables != _sets[-1]:
        _sets[-1] = tables
        _forget()


@contextmanager
def in_force(tables: tuple[OwnTable, ...]) -> Iterator[None]:
    """Put rows in force for a while."""
    before = _sets[-1]
    use(tables)
    try:
        yield
    finally:
        use(before)


def _forget() -> None:
    """Forget all that functions of this program keep: most of it is made of tables."""
    for name, module in tuple(sys.modules.items()):
        if name.partition(".")[0] == __name__.partition(".")[0]:
            for held in tuple(vars(module).values()):
                if hasattr(held, "cache_clear"):
                    held.cache_clear()
