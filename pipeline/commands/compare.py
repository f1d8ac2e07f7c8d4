"""`pledges unmapped` and `pledges diff`: what no rule knows, and what changed between two datasets."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from pipeline.commands.terminal import no_dataset, phrase, print_lines, printable, refuse
from pipeline.store.lookup import find_rows


def unmapped(output: Path) -> int:
    """List what no rule knows: unresolved units with the known forms most like them, unknown numerals."""
    from pipeline.normalise.suggest import suggest

    try:
        units = list(find_rows(output, "departments", "resolution", "unresolved", ("name", "aliases")))
        places = ("measure_id", "field", "start", "end", "text")
        numerals = list(find_rows(output, "numerals", "kind", "unknown", places))
    except FileNotFoundError as error:
        return no_dataset(error)
    for row in units:
        like = suggest(row["name"])
        told = phrase("unmapped_like", names="、".join(like)) if like else ""
        print_lines(phrase("unmapped_unit", name=row["name"], aliases=", ".join(row["aliases"]), like=told))
    for row in numerals:
        place = f"{row['measure_id']}/{row['field']} {row['start']}:{row['end']}"
        print_lines(phrase("unmapped_numeral", place=place, text=repr(row["text"])))
    print_lines(phrase("unmapped", units=len(units), numerals=len(numerals)))
    return 0


def diff(old: Path, new: Path) -> int:
    """Print what changed between two datasets, and how much; status 0 where nothing did, 1 where something did."""
    from pipeline.publish.diff import find_changes, render_change

    counts: Counter[str] = Counter()
    try:
        for change in find_changes(old, new):
            counts[change.what] += change.rows
            print(printable(render_change(change)))
    except FileNotFoundError as error:
        return refuse(phrase("no_documents", folder=error.args[0]))
    print_lines(phrase("changes", **{what: counts[what] for what in ("added", "removed", "changed")}))
    return 1 if counts else 0
