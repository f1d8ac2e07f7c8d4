"""What a table is for: a list, or only the layout of a page with the list in one of its cells."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.rules.headers import UNITS, field_of

LONGEST_HEADING = 60  # characters; no use to look up more


def is_heading(texts: Iterable[str]) -> bool:
    """Tell whether cells are the heading of a list: a column of measures and one of units among them."""
    fields = {field_of(text) for text in texts if len(text) <= LONGEST_HEADING}
    return not fields.isdisjoint(("measure", "task")) and not fields.isdisjoint(UNITS)


def holds_list(own: Iterable[str], inner: Iterable[Iterable[str]]) -> bool:
    """Tell whether a table is there only for a list in one of its cells.

    `own` are texts of its cells that hold no table, `inner` the first rows of tables in it. A list with a table in one of its
    cells has a heading of its own.
    """
    return any(is_heading(row) for row in inner) and not is_heading(own)
