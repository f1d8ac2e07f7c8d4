"""What the commands print."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, TextIO
from unicodedata import category

from pipeline import flow, run
from pipeline.model import TABLES, Numeral, QualitativeTarget, Target
from pipeline.run import Options
from pipeline.run.lock import Busy


def build(raw: str, interim: str, output: str, options: Options) -> int:
    """Build the dataset and print a summary."""
    started = time.perf_counter()
    is_live = sys.stderr.isatty()
    try:
        built = run.build(raw, interim, output, _progress if is_live else lambda text: None, options)
    except OSError as error:
        what = error.strerror or error
        print(f"error: {error.filename or output}: {what}; the last dataset stays in place", file=sys.stderr)
        return run.NOT_PUBLISHED
    except Busy as error:
        print(f"error: {error}; wait for it, or stop it", file=sys.stderr)
        return run.NOT_PUBLISHED
    if is_live:
        print("\r\033[K", end="", file=sys.stderr)
    _print_findings(built, interim)
    if built.is_current:
        print(f"{output}/ is up to date ({time.perf_counter() - started:.2f} s)")
    elif built.status in (run.NO_RAW, run.NOT_PUBLISHED):
        print(f"nothing was published; {output}/ is as it was", file=sys.stderr)
    else:
        _say(_summary(built, output, time.perf_counter() - started))
    return built.status


def _progress(text: str) -> None:
    print(f"\r\033[K{_printable(text)[:100]}", end="", file=sys.stderr, flush=True)


def _printable(text: str) -> str:
    """Text that can not command a terminal or turn the line around: control and format characters are spelled out."""
    return "".join(c if c.isprintable() or category(c) == "Zs" else c.encode("unicode_escape").decode() for c in text)


def _say(text: str) -> None:
    """Print lines that may hold texts of documents."""
    print("\n".join(map(_printable, text.split("\n"))))


def _print_findings(built: run.Built, interim: str) -> None:
    for finding in sorted(built.shown, key=lambda f: f.level != "error"):
        place = f"{finding.path}: {finding.place}" if finding.place else finding.path
        print(_printable(f"{finding.level} {finding.code}  {place}: {finding.message}"), file=sys.stderr)
    if built.total > len(built.shown):
        print(f"… and {built.total - len(built.shown)} more in {interim}/findings.csv", file=sys.stderr)


def _summary(built: run.Built, output: str, seconds: float) -> str:
    """Say what was built, for a person."""
    counts, rows = built.counts, built.counts.rows
    failed = counts.status["failed"]
    parts = f"{rows['departments']} in {rows['responsibilities']} parts"
    lines = [
        ("documents", f"{rows['documents']}" + (f", {failed} failed" if failed else "")),
        ("measures", f"{rows['measures']}"),
        ("plan items", f"{rows['plan_items']}"),
        ("targets", f"{rows['targets']}"),
        ("units", parts + (f", {counts.unresolved} unresolved" if counts.unresolved else "")),
        ("numerals", f"{rows['numerals']}: " + ", ".join(f"{n} {kind}" for kind, n in counts.kinds.most_common())),
        ("checks", ", ".join(f"{counts.checks[status]} {status}" for status in ("pass", "warn", "fail"))),
        ("dataset", f"{output}/ (report.html, Parquet, CSV, SQLite, xlsx, datapackage.json)"),
        ("time", f"{seconds:.1f} s"),
    ]
    lines += [
        (f"  {check.status}", f"{check.check}: {check.measure_id or ''} {check.message}")
        for check in counts.shown_checks
    ]
    more = counts.checks["warn"] + counts.checks["fail"] - len(counts.shown_checks)
    lines += [("", f"… and {more} more in {output}/checks.csv")] if more > 0 else []
    return "\n".join(f"{name:<11} {text}" for name, text in lines)


def _read(output: Path, table: str) -> list[dict[str, Any]]:
    from pipeline.store.records import read_table

    return read_table(output, table)


def show(key: str, output: Path) -> int:
    """Print the row of a key, and for what points into a cell the cell with the span marked."""
    try:
        for table in TABLES:  # the key is the first column; of cells and numerals it is their document's
            row = next((row for row in _read(output, table) if next(iter(row.values())) == key), None)
            if row:
                _say(f"{table}  {key}")
                _print_row(row, output)
                return 0
    except FileNotFoundError as error:
        print(f"error: {error.filename}: no dataset there; run `pledges build` first", file=sys.stderr)
        return 2
    print(f"error: no row of {output}/ has the key {key!r}", file=sys.stderr)
    return 2


def _print_row(row: dict[str, Any], output: Path) -> None:
    for name, value in row.items():
        if value not in (None, [], "") and name != "text":
            _say(f"  {name:<14} {value:g}" if isinstance(value, float) else f"  {name:<14} {value}")
    cells = _read(output, "cells")
    if "start" in row:
        cell = next(c for c in cells if (c["measure_id"], c["field"]) == (row["measure_id"], row["field"]))
        _say(f"\n{_mark(cell['text'], [(row['start'], row['end'])])}")
    elif "number" in row:
        _print_measure(row["measure_id"], cells, output)
    elif "department_id" in row:
        parts = [r for r in _read(output, "responsibilities") if r["department_id"] == row["department_id"]]
        _say("\n".join(f"  {r['role']:<14} {r['measure_id']}  {r['text']}" for r in parts))


def _print_measure(measure_id: str, cells: list[dict[str, Any]], output: Path) -> None:
    targets = [t for t in _read(output, "targets") if t["measure_id"] == measure_id]
    for cell in (c for c in cells if c["measure_id"] == measure_id):
        own = [t for t in targets if t["field"] == cell["field"]]
        _say(f"\n[{cell['field']}]\n{_mark(cell['text'], sorted({(t['start'], t['end']) for t in own}))}")
        for t in own:
            _say(
                f"    {t['indicator']} {t['comparator']} {t['value']:g} {t['unit'] or ''} {t['basis'] or ''} @{t['year'] or '—'}  ({t['rule']})"
            )


def _mark(text: str, spans: list[tuple[int, int]]) -> str:
    """Put 【】 around spans."""
    for start, end in reversed(spans):
        text = f"{text[:start]}【{text[start:end]}】{text[end:]}"
    return text


def unmapped(output: Path) -> int:
    """List what no rule knows: unresolved units with the known forms most like them, unknown numerals."""
    from pipeline.normalise.suggest import suggest

    try:
        units = [row for row in _read(output, "departments") if row["resolution"] == "unresolved"]
        numerals = [row for row in _read(output, "numerals") if row["kind"] == "unknown"]
    except FileNotFoundError as error:
        print(f"error: {error.filename}: no dataset there; run `pledges build` first", file=sys.stderr)
        return 2
    for row in units:
        like = suggest(row["name"])
        _say(f"unit     {row['name']}  ({', '.join(row['aliases'])})" + (f"  like {'、'.join(like)}?" if like else ""))
    for row in numerals:
        _say(f"numeral  {row['measure_id']}/{row['field']} {row['start']}:{row['end']} {row['text']!r}")
    _say(f"{len(units)} units, {len(numerals)} numerals that no rule knows")
    return 0


def diff(old: Path, new: Path) -> int:
    """Print what changed between two datasets, and how much; status 0 where nothing did, 1 where something did."""
    from pipeline.publish.diff import find_changes, render

    counts: Counter[str] = Counter()
    try:
        for change in find_changes(old, new):
            counts[change.what] += 1
            print(_printable(render(change)))
    except FileNotFoundError as error:
        print(f"error: {error.args[0]}: no dataset there (no documents.csv)", file=sys.stderr)
        return 2
    _say(f"{counts['added']} added, {counts['removed']} removed, {counts['changed']} values changed")
    return 1 if counts else 0


def read_lines(command: str, lines: BinaryIO, out: TextIO) -> int:
    """Answer every JSON line with one; a line that can not be read gets an object with `error`, the others go on."""
    answer: Callable[[dict[str, Any]], dict[str, Any]] = _read_text if command == "text" else _read_units
    status = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            request = json.loads(line)
            if not isinstance(request, dict) or not isinstance(request.get("text"), str):
                raise ValueError("the line is no JSON object with a string `text`")
            result = {"id": request.get("id")} | answer(request)
        except (ValueError, TypeError) as error:
            result = {"line": number, "error": str(error)}
            print(f"error: line {number}: {error}", file=sys.stderr)
            status = 1
        out.write(json.dumps(result, ensure_ascii=False, default=_plain) + "\n")
    return status


def _year(request: dict[str, Any], name: str) -> int | None:
    value = request.get(name)
    return None if value in (None, "") else int(value)


def _read_text(request: dict[str, Any]) -> dict[str, Any]:
    found = list(
        flow.read_text(
            request["text"], _year(request, "plan_year"), _year(request, "first_year"), str(request.get("id", "text"))
        )
    )
    return {
        "targets": list(_rows(found, Target)),
        "numerals": list(_rows(found, Numeral)),
        "qualitative_targets": list(_rows(found, QualitativeTarget)),
    }


def _rows(found: Iterable[Any], kind: type[Numeral | Target | QualitativeTarget]) -> Iterator[dict[str, Any]]:
    return (asdict(entry) for entry in found if isinstance(entry, kind))


def _read_units(request: dict[str, Any]) -> dict[str, Any]:
    from pipeline.normalise.text import read_unit_text

    layout = request.get("layout") or "line"
    units = read_unit_text(request["text"], request.get("region"), _year(request, "year"), layout)
    return {"units": [unit._asdict() for unit in units]}


def _plain(value: object) -> float:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"{type(value).__name__} is no JSON value")
