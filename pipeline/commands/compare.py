"""`pledges unmapped` and `pledges diff`: what no rule knows, and what changed between two datasets."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from pipeline.commands.terminal import no_dataset, print_lines, printable, read_rows, refuse


def unmapped(output: Path) -> int:
    """List what no rule knows: unresolved units with the known forms most like them, unknown numerals."""
    from pipeline.normalise.suggest import suggest

    try:
        units = [row for row in read_rows(output, "departments") if row["resolution"] == "unresolved"]
        numerals = [row for row in read_rows(output, "numerals") if row["kind"] == "unknown"]
    except FileNotFoundError as error:
        return no_dataset(error)
    for row in units:
        like = suggest(row["name"])
        print_lines(
            f"unit     {row['name']}  ({', '.join(row['aliases'])})" + (f"  like {'、'.join(like)}?" if like else "")
        )
    for row in numerals:
        print_lines(f"numeral  {row['measure_id']}/{row['field']} {row['start']}:{row['end']} {row['text']!r}")
    print_lines(f"{len(units)} units, {len(numerals)} numerals that no rule knows")
    return 0


def diff(old: Path, new: Path) -> int:
    """Print what changed between two datasets, and how much; status 0 where nothing did, 1 where something did."""
    from pipeline.publish.diff import find_changes, render_change

    counts: Counter[str] = Counter()
    try:
        for change in find_changes(old, new):
            counts[change.what] += 1
            print(printable(render_change(change)))
    except FileNotFoundError as error:
        return refuse(f"{error.args[0]}: no dataset there (no documents.csv)")
    print_lines(f"{counts['added']} added, {counts['removed']} removed, {counts['changed']} values changed")
    return 1 if counts else 0
