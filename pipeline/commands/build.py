"""`pledges build`: what it prints."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator

from pipeline import run
from pipeline.commands.terminal import phrase, pick, print_lines, printable, refuse
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
        refuse(phrase("build_failed", place=error.filename or output, what=what))
        return run.NOT_PUBLISHED
    except Busy as error:
        refuse(phrase("build_busy", what=error))
        return run.NOT_PUBLISHED
    if is_live:
        print("\r\033[K", end="", file=sys.stderr)
    _print_findings(built, interim)
    if built.is_current:
        print(phrase("up_to_date", output=output, seconds=f"{time.perf_counter() - started:.2f}"))
    elif built.status in (run.NO_RAW, run.NOT_PUBLISHED):
        print(phrase("not_published", output=output), file=sys.stderr)
    else:
        print_lines(_summary(built, output, time.perf_counter() - started))
    return built.status


def _progress(text: str) -> None:
    print(f"\r\033[K{printable(text)[:100]}", end="", file=sys.stderr, flush=True)


def _print_findings(built: run.Built, interim: str) -> None:
    for finding in sorted(built.shown, key=lambda f: f.level != "error"):
        place = f"{finding.path}: {finding.place}" if finding.place else finding.path
        message = pick(finding.message, finding.message_zh)
        print(printable(f"{_call(finding.level)} {finding.code}  {place}: {message}"), file=sys.stderr)
    if built.total > len(built.shown):
        more = phrase("more_findings", count=built.total - len(built.shown), file=f"{interim}/findings.csv")
        print(more, file=sys.stderr)


def _call(value: str) -> str:
    """A closed value in the language of this run: `warn`, 待核."""
    from schemas import labels

    return pick(value, labels.of(value).zh)


def _summary(built: run.Built, output: str, seconds: float) -> str:
    """Say what was built, for a person."""
    counts, rows = built.counts, built.counts.rows
    failed = counts.status["failed"]
    parts = phrase("in_parts", units=rows["departments"], parts=rows["responsibilities"])
    kinds = ", ".join(f"{count} {_call(kind)}" for kind, count in counts.kinds.most_common())
    lines = [
        ("documents", phrase("failed", count=rows["documents"], failed=failed) if failed else f"{rows['documents']}"),
        ("measures", f"{rows['measures']}"),
        ("plan_items", f"{rows['plan_items']}"),
        ("targets", f"{rows['targets']}"),
        ("units", parts + (phrase("unresolved", count=counts.unresolved) if counts.unresolved else "")),
        ("numerals", f"{rows['numerals']}: {kinds}"),
        ("checks", ", ".join(f"{counts.checks[status]} {_call(status)}" for status in ("pass", "warn", "fail"))),
        ("dataset", f"{output}/ ({', '.join(_name_files(built.files))})"),
        ("time", phrase("seconds", seconds=f"{seconds:.1f}")),
    ]
    told = [(phrase(key), text) for key, text in lines]
    told += [
        (f"  {_call(check.status)}", f"{check.check}: {check.measure_id or ''} {pick(check.message, check.message_zh)}")
        for check in counts.shown_checks
    ]
    more = counts.checks["warn"] + counts.checks["fail"] - len(counts.shown_checks)
    told += [("", phrase("more_findings", count=more, file=f"{output}/checks.csv"))] if more > 0 else []
    return "\n".join(f"{name:<11} {text}" for name, text in told)


def _name_files(files: Iterable[str]) -> Iterator[str]:
    """What lies in the folder of the dataset: tables and pages as a number, the rest by name."""
    tables = {name.removesuffix(".parquet") for name in files if name.endswith(".parquet")}
    pages = sum(name.startswith("report/") and name.count("/") == 1 and name.endswith(".html") for name in files)
    rest = sorted(name for name in files if "/" not in name and not name.endswith((".parquet", ".csv")))
    has_csv = "documents.csv" in files
    yield phrase("tables" if has_csv else "parquet_tables", count=len(tables))
    yield from rest
    if pages:
        yield phrase("pages", count=pages)
