"""Builds the dataset: what is new is read, by an engine; the parts of all documents become the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.model import Dataset, Finding
from pipeline.parse.inner import find_inner
from pipeline.parse.scan import can_read
from pipeline.rules import limits
from pipeline.rules.own import OwnTable, in_force
from pipeline.run import ledger, lock
from pipeline.run.agenda import Agenda
from pipeline.run.counts import FAILED_DOCUMENTS, SHOWN, Counts
from pipeline.run.places import check_output, check_places, find_output
from pipeline.run.segments import Bundle, cut_bundles, merge
from pipeline.run.work import ScannedPages, Task, give_up, load_part
from pipeline.sources.catalogue import Entry, find_entries
from pipeline.sources.folders import Folder, local_path, open_folder
from pipeline.sources.own_rules import read_own_tables

if TYPE_CHECKING:
    from pipeline.run.engine import Engine, JobOutcome

NO_RAW, NOT_PUBLISHED = 2, 3
ONE_PAGE = 20  # documents that share one page of the report
_Place = str | Path
__all__ = ["FAILED_DOCUMENTS", "NOT_PUBLISHED", "NO_RAW", "Built", "Options", "build"]


@dataclass(frozen=True, slots=True)
class Options:
    """How to build. `jobs` 0 reads in this process, without protection."""

    jobs: int = 0
    engine: str = "local"
    address: str | None = None  # of a Ray cluster
    limits: Mapping[str, int] = field(default_factory=dict)
    without: tuple[str, ...] = ()  # what is not written: csv, sqlite, xlsx


@dataclass(frozen=True, slots=True)
class Built:
    """The outcome of a build: exit status, what was said, what was counted; the rows are read when they are asked for."""

    status: int
    shown: tuple[Finding, ...]  # the first errors and warnings
    total: int  # how many there are
    counts: Counts = field(default_factory=Counts)
    is_current: bool = False  # nothing had changed, nothing was done
    tasks: tuple[Task, ...] = ()
    own: tuple[Finding, ...] = ()  # of no document
    files: tuple[str, ...] = ()  # what lies in the dataset's folder, by name

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, those of no document first."""
        return (*self.own, *(finding for task in self.tasks for finding in load_part(task).findings))

    @property
    def dataset(self) -> Dataset:
        """All rows as records, in memory."""
        from pipeline.publish.index.overview import join_datasets

        return join_datasets([load_part(task).dataset() for task in self.tasks])


def build(
    raw: _Place,
    interim: _Place,
    output: _Place,
    tell: Callable[[str], None] = lambda text: None,
    options: Options | None = None,
) -> Built:
    """Read every document of `raw`, publish the dataset to `output`, the rooms' records to `interim`.

    A place is a folder or a URL that fsspec knows. `tell` gets a line for each document. Exit status of the result: 0
    all well, 1 a document failed (the others are published), 2 nothing to read, 3 the dataset failed its own schema (the
    last output stays in place). Raises `OSError` where a place can not be used, read or written, `lock.Busy` where another run
    builds the same output, `RuleError` for a row of a rule table (ours, or raw/rules/) that can not be trusted.
    """
    options, output = options or Options(), find_output(output)
    check_places(raw, interim, output)
    with limits.changed(options.limits), in_force(rules := read_own_tables(raw)):
        folder = open_folder(interim)
        entries, findings = find_entries(open_folder(raw), find_inner)
        if not entries:
            return Built(NO_RAW, tuple(findings), len(findings), own=tuple(findings))
        tasks = tuple(_make_tasks(entries, raw, interim, options, rules))
        mark = ledger.make_mark((*(task.key for task in tasks), *sorted(options.without)), findings)
        past = ledger.read_ledger(folder)
        if past.get("fingerprint") == mark and _is_published(output, past["output"]):
            return Built(*ledger.read_past(past), is_current=True, tasks=tasks, own=tuple(findings))
        check_output(output)
        with lock.hold(output):
            return Builder(tasks, findings, folder, output, tell, options).build(mark, past)


def _make_tasks(
    entries: Sequence[Entry], raw: _Place, interim: _Place, options: Options, rules: tuple[OwnTable, ...]
) -> Iterator[Task]:
    is_paged = len(entries) > ONE_PAGE
    is_shared = can_read() and options.jobs > 0 and options.engine == "local"
    chosen, places = tuple(sorted(options.limits.items())), (str(raw), str(interim))
    for entry in entries:
        key = ledger.make_key(entry, options.limits, is_paged, rules)
        yield Task(entry, key, *places, chosen, is_paged, rules, is_shared)


def _is_published(output: _Place, known: Mapping[str, Any]) -> bool:
    from pipeline.run import remote

    path = local_path(output)
    return ledger.is_same(path, known) if path is not None else remote.is_same_remote(str(output), known)


@dataclass(frozen=True, slots=True)
class Builder:
    """One build, once it is known that there is something to do."""

    tasks: tuple[Task, ...]
    findings: list[Finding]  # of no document
    interim: Folder
    output: _Place
    tell: Callable[[str], None]
    options: Options

    def build(self, mark: str, past: Mapping[str, Any]) -> Built:
        """Read, merge, publish, note. `past` is the last ledger."""
        bundles = tuple(cut_bundles(self.tasks))
        with ExitStack() as stack:
            agenda = Agenda(bundles, self.interim)
            if agenda.documents:
                self._prove()  # here and first, since a worker that can not start has no words for why
            engine = stack.enter_context(make_engine(self.options, agenda.documents))
            outcomes = engine.run(agenda.take)  # while the first documents are read, the rest of us is imported
            from pipeline.run.staging import Staging

            is_paged, last = self.tasks[0].is_paged, past.get("output", {})
            whole = Staging(self.output, self.interim, self.findings, is_paged, last, self.options.without)
            staging = stack.enter_context(whole)
            for bundle in bundles:
                self._make(bundle, agenda, outcomes)
                staging.add(bundle)
            if problems := staging.finish():
                told = (*self.findings, *problems)
                return Built(NOT_PUBLISHED, told[:SHOWN], len(told), own=told)
            published, counts = staging.publish(), staging.counts
        paths = [bundle.path for bundle in bundles]
        ledger.write_ledger(self.interim, "" if counts.lost else mark, counts.past, published, paths)
        self.interim.remove(sorted(set(past.get("segments", ())) - set(paths)))
        return Built(*counts.past, counts=counts, tasks=self.tasks, own=tuple(self.findings), files=tuple(published))

    def _prove(self) -> None:
        """Load every table; prove the team's rows. Raises `RuleError`."""
        from pipeline.run.proof import prove_own

        prove_own(self.tasks[0].rules)

    def _make(self, bundle: Bundle, agenda: Agenda, outcomes: Iterator[JobOutcome]) -> None:
        """Follow the engine until a segment is there; where the engine does not make it, make it here."""
        while not agenda.has(bundle):
            outcome = next(outcomes, None)
            if outcome is None or (outcome.trouble and outcome.job is bundle):
                merge(bundle)
                agenda.note(bundle)
            elif isinstance(outcome.job, ScannedPages):
                left, pages = agenda.note_pages(outcome.job)
                self.tell(f"{agenda.done}/{agenda.documents} {outcome.job.label} ({pages - left}/{pages})")
            elif isinstance(outcome.job, Task) and outcome.pages:
                agenda.share(outcome.job, outcome.pages)
            elif isinstance(outcome.job, Task):
                if outcome.trouble:
                    give_up(outcome.job, outcome.trouble)
                self.tell(f"{agenda.note(outcome.job)}/{agenda.documents} {outcome.job.entry.path}")
            else:
                agenda.note(outcome.job)


def make_engine(options: Options, tasks: int) -> Engine:
    """Make the engine that the options name, for a number of documents."""
    from pipeline.run.engine import InProcess, Pool

    if options.engine == "ray":
        from pipeline.run.on_ray import Ray

        return Ray(options.address, options.jobs, limits.limit("seconds"), limits.limit("memory_bytes"))
    if not options.jobs or not tasks:
        return InProcess()
    workers = options.jobs if can_read() else min(options.jobs, tasks)  # a document alone may have scanned pages
    return Pool(workers, limits.limit("seconds"), limits.limit("memory_bytes"))
