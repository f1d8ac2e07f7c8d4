"""Arguments only: `python -m pipeline`, installed as `pledges`."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import __version__
from pipeline.commands.memory import check_memory, use_sparingly
from pipeline.commands.terminal import choose_language

if TYPE_CHECKING:
    from pipeline.run import Options

_NEW_OBJECTS = 100_000  # between two looks for garbage in circles; 700 are made a hundred times in a start, and none of them is any
EPILOG = """examples:
  pledges build                              read raw/, write interim/ and output/
  pledges show responsibility_list/14        a measure with its cells, marked
  pledges search 充电桩                         measures, items, targets and departments by words
  echo '{"id": 1, "text": "新建公园超过5个"}' | pledges text --jsonl
  echo '{"id": 1, "text": "市发改局", "region": "佛山市", "year": 2022, "layout": "lead_units"}' | pledges units --jsonl

exit status: 0 all well (diff: the same), 1 a document or a line failed (the others went on; diff: not the same), 2 nothing to read, wrong use,
a bad row of a rule table, 3 nothing was published: the dataset failed its own schema, another run builds the same output, no room on the disk."""


def make_parser() -> argparse.ArgumentParser:
    """Make the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="pledges",
        description="Turn Chinese government responsibility lists (工作责任清单) into a validated dataset.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--lang", choices=("zh", "en"), help="language of what is printed (default: that of the locale)"
    )
    parser.add_argument("--version", action="version", version=f"pledges {__version__}")
    # The name of the program said: else argparse makes a help text here, and imports what packs archives for it.
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", prog=parser.prog)
    _add_build(commands.add_parser("build", help="read every document and publish the dataset"))
    _add_show(commands)
    for name, what in (("text", "numerals and targets of texts"), ("units", "units named in texts")):
        reader = commands.add_parser(name, help=f"read the {what}: JSON lines in, JSON lines out")
        reader.add_argument(
            "--jsonl", action="store_true", required=True, help="one JSON object a line, on stdin and stdout"
        )
        reader.add_argument(
            "--raw", type=Path, default=Path("raw"), help="folder whose rules/*.csv are known, too (default: raw)"
        )
    _add_word(commands)
    diff = commands.add_parser(
        "diff", help="say what changed between two datasets: rows added, removed, values changed"
    )
    diff.add_argument("old", metavar="OLD", type=Path, help="folder of a dataset")
    diff.add_argument(
        "new", metavar="NEW", type=Path, nargs="?", default=Path("output"), help="folder (default: output)"
    )
    unmapped = commands.add_parser("unmapped", help="list the units and numerals that no rule knows")
    _add_output(unmapped)
    return parser


def _add_show(commands: Any) -> None:
    show = commands.add_parser(
        "show", help="print a measure, item, target or unit with its cell and the rules that decided"
    )
    show.add_argument("key", metavar="KEY", help="a key of the dataset, e.g. responsibility_list/14/2023/1/1")
    show.add_argument("--picture", metavar="FILE", type=Path, help="draw the page of the PDF, the cell boxed, as PNG")
    show.add_argument("--raw", default="raw", help="folder of the documents, for --picture (default: raw)")
    _add_output(show)
    search = commands.add_parser(
        "search", help="find measures, items, targets and departments by words, the best first"
    )
    search.add_argument("words", metavar="WORDS", nargs="+", help="Chinese needs no blanks between words: 居民收入")
    search.add_argument("--most", type=int, default=20, help="rows to print (default: 20)")
    _add_output(search)


def _add_output(command: argparse.ArgumentParser) -> None:
    command.add_argument("--output", type=Path, default=Path("output"), help="folder of the dataset (default: output)")


def _add_word(commands: Any) -> None:
    """Commands that write Word documents."""
    annotate = commands.add_parser("annotate", help="copy a Word document with every figure highlighted and commented")
    annotate.add_argument("document", metavar="FILE", type=Path, help="a .docx, e.g. raw/list.docx")
    annotate.add_argument("--to", metavar="FILE", type=Path, help="file to write (default: FILE.annotated.docx)")
    hand_out = commands.add_parser(
        "hand-out", help="write a Word file for each department: its tasks, figures and dates"
    )
    hand_out.add_argument(
        "--department", metavar="NAME", help="for this one alone: its official, a short or a written name"
    )
    hand_out.add_argument("--year", type=int, help="only what is planned for this year, or due in it")
    hand_out.add_argument(
        "--due-before", metavar="DATE", type=date.fromisoformat, help="only what is due before this day: 2025-07-01"
    )
    hand_out.add_argument("--to", metavar="FOLDER", type=Path, default=Path("hand-out"), help="(default: hand-out)")
    hand_out.add_argument(
        "--zip", metavar="FILE", type=Path, help="write all files into this archive, not into a folder"
    )
    _add_output(hand_out)


def _add_build(build: argparse.ArgumentParser) -> None:
    build.add_argument("--raw", default="raw", help="folder or URL of the documents (default: raw)")
    build.add_argument("--interim", default="interim", help="folder of every room's records (default: interim)")
    build.add_argument("--output", default="output", help="folder or URL of the dataset (default: output)")
    build.add_argument(
        "--jobs", type=int, help="worker processes (default: all cores; 0: this process, without protection)"
    )
    build.add_argument(
        "--engine", choices=("local", "ray"), default="local", help="who reads: this machine, or a Ray cluster"
    )
    build.add_argument("--address", help="address of the Ray cluster (default: a new one on this machine)")
    build.add_argument(
        "--without",
        action="append",
        default=[],
        choices=("csv", "sqlite", "xlsx"),
        help="do not write these files (many documents)",
    )
    build.add_argument(
        "--limit", action="append", default=[], metavar="NAME=VALUE", help="what a document may cost (docs/limits.md)"
    )


_REFUSALS = ("can't start new thread", "failed to map segment", "Cannot allocate memory")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    if arguments is None:  # a process of our own
        from pipeline.store import patterns

        patterns.keep_patterns()
        gc.set_threshold(_NEW_OBJECTS)
    from pipeline.rules import RuleError

    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, TextIOWrapper
        ):  # one that can not show Chinese (an ASCII pipe, as in cron) gets it escaped
            stream.reconfigure(errors="backslashreplace")
    parser = make_parser()
    options = parser.parse_args(arguments)
    choose_language(options.lang)
    try:
        status = _run(parser, options)
        sys.stdout.flush()
    except RuleError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever read us has enough: pledges show … | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (MemoryError, RuntimeError, ImportError) as error:
        if not _is_refused(error):
            raise
        print(f"error: the system gives no more memory, threads or processes: {error}", file=sys.stderr)
        return 3
    return status


def _is_refused(error: BaseException) -> bool:
    """Tell whether the system refused memory or a thread, which CPython and the loader of libraries say in their own ways."""
    return isinstance(error, MemoryError) or any(said in str(error) for said in _REFUSALS)


def _run(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    """Run a command; its module alone is imported."""
    check_memory(options.command)
    use_sparingly()
    match options.command:
        case "build":
            from pipeline.commands.build import build

            return build(options.raw, options.interim, options.output, _read_options(parser, options))
        case "show":
            from pipeline.commands.show import show

            return show(options.key, options.output, options.picture, options.raw)
        case "search":
            from pipeline.commands.show import search

            return search(" ".join(options.words), options.output, options.most)
        case "annotate" | "hand-out":
            return _write_word(options)
        case "diff":
            from pipeline.commands.compare import diff

            return diff(options.old, options.new)
        case "unmapped":
            from pipeline.commands.compare import unmapped

            return unmapped(options.output)
    from pipeline.commands.json_lines import read_lines

    return read_lines(options.command, sys.stdin.buffer, sys.stdout, options.raw)


def _write_word(options: argparse.Namespace) -> int:
    from pipeline.commands import word_files

    if options.command == "annotate":
        return word_files.annotate(options.document, options.to)
    to = options.zip or options.to
    return word_files.hand_out(options.output, to, options.department, options.year, options.due_before)


def _read_options(parser: argparse.ArgumentParser, options: argparse.Namespace) -> Options:
    from pipeline.rules.limits import parse
    from pipeline.run import Options

    try:
        limits = parse(options.limit)
    except ValueError as error:
        parser.error(str(error))
    jobs = options.jobs if options.jobs is not None else len(os.sched_getaffinity(0))
    return Options(jobs, options.engine, options.address, limits, tuple(options.without))


if __name__ == "__main__":
    sys.exit(main())
