"""`pledges show` and `pledges search`: a row of the dataset, in its cell and on its page."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.commands.terminal import mark, no_dataset, phrase, print_lines, read_rows, refuse
from pipeline.model import TABLES


def show(key: str, output: Path, picture: Path | None = None, raw: str = "raw") -> int:
    """Print the row of a key, and for what points into a cell the cell with the span marked; on its page, too."""
    try:
        for table in TABLES:  # the key is the first column; of cells and numerals it is their document's
            row = next((row for row in read_rows(output, table) if next(iter(row.values())) == key), None)
            if row:
                print_lines(f"{table}  {key}")
                _print_row(row, output)
                return _draw(row, output, picture, raw) if picture else 0
    except FileNotFoundError as error:
        return no_dataset(error)
    return refuse(phrase("no_row", output=output, key=key))


def _print_row(row: dict[str, Any], output: Path) -> None:
    for name, value in row.items():
        if value not in (None, [], "") and name != "text":
            print_lines(f"  {name:<14} {value:g}" if isinstance(value, float) else f"  {name:<14} {value}")
    cells = read_rows(output, "cells")
    if "start" in row:
        cell = next(c for c in cells if (c["measure_id"], c["field"]) == (row["measure_id"], row["field"]))
        print_lines(f"\n{mark(cell['text'], [(row['start'], row['end'])])}")
    elif "number" in row:
        _print_measure(row["measure_id"], cells, output)
    elif "department_id" in row:
        parts = [r for r in read_rows(output, "responsibilities") if r["department_id"] == row["department_id"]]
        print_lines("\n".join(f"  {r['role']:<14} {r['measure_id']}  {r['text']}" for r in parts))


def _print_measure(measure_id: str, cells: list[dict[str, Any]], output: Path) -> None:
    targets = [t for t in read_rows(output, "targets") if t["measure_id"] == measure_id]
    for cell in (c for c in cells if c["measure_id"] == measure_id):
        own = [t for t in targets if t["field"] == cell["field"]]
        print_lines(f"\n[{cell['field']}]\n{mark(cell['text'], sorted({(t['start'], t['end']) for t in own}))}")
        for t in own:
            print_lines(
                f"    {t['indicator']} {t['comparator']} {t['value']:g} {t['unit'] or ''} {t['basis'] or ''} @{t['year'] or '—'}  ({t['rule']})"
            )


def _draw(row: dict[str, Any], output: Path, picture: Path, raw: str) -> int:
    """Draw the page that a row stands on: the box of its cell, or of its measure's, and its span."""
    from pipeline.publish.picture import PicturePlace, draw
    from pipeline.sources.folders import open_folder
    from pipeline.sources.inside import load_source

    cell = _find_cell(row, read_rows(output, "cells"))
    if cell is None:
        return refuse(phrase("no_place"))
    document = next(d for d in read_rows(output, "documents") if d["doc_id"] == cell["doc_id"])
    path = document["source_path"]
    try:
        content = load_source(open_folder(raw), path)
    except OSError as error:
        return refuse(f"{raw}/{path}: {error.strerror or error}")
    if sha256(content).hexdigest() != document["source_sha256"]:
        return refuse(phrase("other_file", path=f"{raw}/{path}"))
    span = (row["start"], row["end"]) if "start" in row else None
    place = PicturePlace(cell["page"], tuple(cell["box"]), cell["text"], span)
    is_marked = draw(content, place, picture)
    told = phrase("drawn", picture=picture, page=cell["page"], path=path)
    print_lines(f"\n{told}" + ("" if is_marked else phrase("next_page")))
    return 0


def _find_cell(row: dict[str, Any], cells: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The cell that a row stands in; of a measure the one with its text."""
    field = row.get("field", "measure")
    places = [c for c in cells if c["measure_id"] == row.get("measure_id") and c["box"]]
    return next((c for c in places if c["field"] == field), None)


def search(words: str, output: Path, most: int) -> int:
    """Print the rows of the dataset that hold all words, the best first, the words marked; status 1 where none does."""
    from pipeline.publish.database import FILE
    from pipeline.publish.search import NoSearch, find

    try:
        hits = list(find(output / FILE, words, most))
    except FileNotFoundError as error:
        return no_dataset(error)
    except NoSearch:
        return refuse(phrase("no_search", file=output / FILE))
    for hit in hits:
        print_lines(f"{hit.table:<12} {hit.key}\n    {mark(hit.text, list(hit.spans))}")
    if not hits:
        print_lines(phrase("nothing_found", output=output, words=words))
    return 0 if hits else 1
