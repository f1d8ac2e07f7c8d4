"""`pledges build`: what it prints."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator

from pipeline import run
from pipeline.commands.terminal import print_lines, printable
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
        print_lines(_summary(built, output, time.perf_counter() - started))
    return built.status


def _progress(text: str) -> None:
    print(f"\r\033[K{printable(text)[:100]}", end="", file=sys.stderr, flush=True)


def _print_findings(built: run.Built, interim: str) -> None:
    for finding in sorted(built.shown, key=lambda f: f.level != "error"):
        place = f"{finding.path}: {finding.place}" if finding.place else finding.path
        print(printable(f"{finding.level} {finding.code}  {place}: {finding.message}"), file=sys.stderr)
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
        ("dataset", f"{output}/ ({', '.join(_name_files(built.files))})"),
        ("time", f"{seconds:.1f} s"),
    ]
    lines += [
        (f"  {check.status}", f"{check.check}: {check.measure_id or ''} {check.message}")
        for check in counts.shown_checks
    ]
    more = counts.checks["warn"] + counts.checks["fail"] - len(counts.shown_checks)
    lines += [("", f"… and {more} more in {output}/checks.csv")] if more > 0 else []
    return "\n".join(f"{name:<11} {text}" for name, text in lines)


def _name_files(files: Iterable[str]) -> Iterator[str]:
    """What lies in the folder of the dataset: tables and pages as a number, the rest by name."""
    tables = {name.removesuffix(".parquet") for name in files if name.endswith(".parquet")}
    pages = sum(name.startswith("report/") and name.count("/") == 1 and name.endswith(".html") for name in files)
    rest = sorted(name for name in files if "/" not in name and name.rpartition(".")[0] not in tables)
    yield f"{len(tables)} tables as Parquet and CSV"
    yield from rest
    if pages:
        yield f"{pages} pages in report/"
