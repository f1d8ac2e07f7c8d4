"""`pledges show` and `pledges search`: a row of the dataset, in its cell and on its page."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.commands.terminal import mark, no_dataset, phrase, pick, print_lines, refuse
from pipeline.model import TABLES
from pipeline.store.lookup import find_row, find_rows

_PDF, _PDF_WITHIN = b"%PDF-", 1024  # ISO 32000-1, annex H: the mark may stand so far into the file


def show(key: str, output: Path, picture: Path | None = None, raw: str = "raw") -> int:
    """Print the row of a key, and for what points into a cell the cell with the span marked; on its page, too."""
    try:
        for table in TABLES:  # the key is the first column; of cells and numerals it is their document's
            if row := find_row(output, table, key):
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
        if name == "rule" and value:
            _print_reasons(value)
    if "start" in row:
        cell = next(c for c in _find_cells(row, output) if c["field"] == row["field"])
        print_lines(f"\n{mark(cell['text'], [(row['start'], row['end'])])}")
    elif "number" in row:
        _print_measure(row, output)
    elif "department_id" in row:
        key, names = row["department_id"], ("role", "measure_id", "text")
        for part in find_rows(output, "responsibilities", "department_id", key, names):
            print_lines(f"  {part['role']:<14} {part['measure_id']}  {part['text']}")


def _print_reasons(rule: str) -> None:
    """Say in words what the names of a rule mean: why the number, the role, the comparator, the basis and the indicator are so."""
    from pipeline.publish.page_words import RULE_NAMES

    for name in rule.split("/"):
        if label := RULE_NAMES.get(name):
            print_lines(f"  {'':<14}   {name}: {pick(label.en, label.zh)}")


def _find_cells(row: dict[str, Any], output: Path) -> Iterator[dict[str, Any]]:
    """The cells of the measure that a row is, or belongs to; none where it has none."""
    return find_rows(output, "cells", "measure_id", row["measure_id"]) if row.get("measure_id") else iter(())


def _print_measure(row: dict[str, Any], output: Path) -> None:
    targets = list(find_rows(output, "targets", "measure_id", row["measure_id"]))
    for cell in _find_cells(row, output):
        own = [t for t in targets if t["field"] == cell["field"]]
        print_lines(f"\n[{cell['field']}]\n{mark(cell['text'], sorted({(t['start'], t['end']) for t in own}))}")
        for t in own:
            print_lines(
                f"    {t['indicator']} {t['comparator']} {t['value']:g} {t['unit'] or ''} {t['basis'] or ''} @{t['year'] or '—'}  ({t['rule']})"
            )


def _draw(row: dict[str, Any], output: Path, picture: Path, raw: str) -> int:
    """Draw the page that a row stands on: the box of its cell, or of its measure's, and its span."""
    from pipeline.publish.picture import PicturePlace, draw
    from pipeline.sources.attached import load_source
    from pipeline.sources.folders import open_folder

    cell = _find_cell(row, output)
    if cell is None:
        return refuse(phrase("no_place"))
    (document,) = find_rows(output, "documents", "doc_id", cell["doc_id"])
    path = document["source_path"]
    try:
        content = load_source(open_folder(raw), path)
    except OSError as error:
        return refuse(f"{raw}/{path}: {error.strerror or error}")
    if sha256(content).hexdigest() != document["source_sha256"]:
        return refuse(phrase("other_file", path=f"{raw}/{path}"))
    if _PDF not in content[:_PDF_WITHIN]:
        box = " ".join(f"{edge:g}" for edge in cell["box"])
        return refuse(phrase("not_drawn", path=f"{raw}/{path}", page=cell["page"], box=box))
    span = (row["start"], row["end"]) if "start" in row else None
    place = PicturePlace(cell["page"], tuple(cell["box"]), cell["text"], span)
    is_marked = draw(content, place, picture)
    told = phrase("drawn", picture=picture, page=cell["page"], path=path)
    unmarked = "next_page" if cell["ocr_confidence"] is None else "scan_page"
    print_lines(f"\n{told}" + ("" if is_marked else phrase(unmarked)))
    return 0


def _find_cell(row: dict[str, Any], output: Path) -> dict[str, Any] | None:
    """The cell that a row stands in, where it has a place on a page; of a measure the one with its text."""
    field = row.get("field", "measure")
    return next((cell for cell in _find_cells(row, output) if cell["box"] and cell["field"] == field), None)


def search(words: str, output: Path, most: int) -> int:
    """Print the rows of the dataset that hold all words, the best first, the words marked; status 1 where none does."""
    from pipeline.publish.search import FILE, NoSearch, find

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
