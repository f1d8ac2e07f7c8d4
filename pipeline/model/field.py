"""A cell's field as a value: what the column is, the year and quarter that it plans, and the how-manieth of its kind it is.

The one place that takes a published field name to pieces, puts one together or gives the count of a second column:
`measure`, `plan`, `2024`, `2024-Q1`, `plan-Q3-2`, `responsible_units-2`, `other:heading`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_PLAN, MEASURE, OTHER = "plan", "measure", "other:"
_UNITS = ("lead_units", "responsible_units", "cooperating_units")
_NAME = re.compile(r"(?:(?P<year>\d{4})|(?P<plan>plan))?(?:(?<=.)-Q(?P<quarter>[1-4]))?", re.ASCII)
COUNT = re.compile(r"(?<=.)-(?P<nth>[2-9]|[1-9]\d{1,3})\Z", re.ASCII | re.DOTALL)


class Field(NamedTuple):
    """The field of a column or cell; `kind` is `plan` for every column of plans, `other:heading` for an unknown heading."""

    kind: str
    year: int | None = None  # of plans only, as is `quarter`
    quarter: int | None = None
    nth: int = 1  # 2 for the second column of the same field

    def __str__(self) -> str:
        """The published name."""
        base = f"{self.year:04}" if self.year is not None else self.kind
        return f"{base}-{self.suffix}" if self.suffix else base

    @property
    def is_plan(self) -> bool:
        """Whether the column is a plan, of a year or of none."""
        return self.kind == _PLAN

    @property
    def is_read(self) -> bool:
        """Whether cells of this field are read for numerals: the measure and the plans."""
        return self.kind in (_PLAN, MEASURE)

    @property
    def is_units(self) -> bool:
        """Whether cells of this field name who is responsible."""
        return self.kind in _UNITS

    @property
    def is_other(self) -> bool:
        """Whether the heading is unknown."""
        return self.kind.startswith(OTHER)

    @property
    def whole_year(self) -> Field:
        """The plan that a quarter's column is a part of; any other column itself."""
        return self if self.quarter is None else Field(self.kind, self.year)

    @property
    def suffix(self) -> str:
        """What a heading in print has behind its name: Q1, 2, Q1-2."""
        quarter = f"Q{self.quarter}" if self.quarter is not None else ""
        return "-".join(filter(None, (quarter, str(self.nth) if self.nth > 1 else "")))


@lru_cache(4096)
def read_field(name: str) -> Field:
    """Read a published field name; every name is one, an unknown word is a kind of its own."""
    found = COUNT.search(name)
    base, nth = (name[: found.start()], int(found["nth"])) if found else (name, 1)
    plan = _NAME.fullmatch(base)
    if plan is None or not base:
        return Field(base, nth=nth)
    year, quarter = (int(plan[part]) if plan[part] else None for part in ("year", "quarter"))
    return Field(_PLAN, year, quarter, nth)


def name_plan(year: int | None, quarter: int | None = None) -> str:
    """The field name of a column of plans: `2024`, `2024-Q1`, `plan`, `plan-Q1`."""
    return str(Field(_PLAN, year, quarter))


def name_other(heading: str) -> str:
    """The field name of a column whose heading is unknown."""
    return OTHER + heading


def number_fields(names: Iterable[str]) -> list[str]:
    """Tell fields of one name apart: the second `remark` is `remark-2`."""
    seen: Counter[str] = Counter()
    numbered = []
    for name in names:
        seen[name] += 1
        numbered.append(str(read_field(name)._replace(nth=seen[name])) if seen[name] > 1 else name)
    return numbered
