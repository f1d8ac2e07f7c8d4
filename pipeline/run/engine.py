"""Who reads the documents: this process, or a pool of processes that a bad document can not take down."""

from __future__ import annotations

import gc
import resource
import signal
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as OverTime
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Protocol, Self

import pebble

from pipeline.model import Finding
from pipeline.parse.scan import can_read
from pipeline.rules.findings import tell
from pipeline.run.agenda import Job
from pipeline.run.segments import merge
from pipeline.run.work import ScannedPages, Task, read_scanned_pages, work

AHEAD = 16  # jobs given out for each worker, so that none waits for the merge
TRIES = 2  # a worker may have been killed by somebody: its document is tried once more
PATIENCE = 1  # seconds between looks whether the pool is still alive
_A_PAGE = 30  # seconds more for each scanned page: it takes 5 s of a core, and the machine may be busy
_SCANNED = 10_000  # bytes of a file for each second more: a scanned page of 250 kB takes 5 s, on a busy machine 25
TASKS_A_WORKER = 500  # then a fresh one, so that what a library leaks does not add up
pebble.CONSTS.sleep_unit = 0.02  # seconds between looks at the workers


Take = Callable[[], Job | None]  # gives the next job; None where there is none now


class JobOutcome(NamedTuple):
    """A job that is over: its file is written, or `trouble` says what went wrong with the worker."""

    job: Job
    trouble: Finding | None = None
    pages: tuple[
        int, ...
    ] = ()  # of a document that is not read yet, because its scanned pages are to be read by others first


class Engine(Protocol):
    """Runs jobs. Outcomes come in the order in which the jobs were taken."""

    def run(self, take: Take) -> Iterator[JobOutcome]:
        """Start, and give back the outcomes as they come, until nothing is given out and nothing is to be taken."""

    def __enter__(self) -> Self:
        """Open it."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop everything that still runs."""


class InProcess:
    """Reads in this process, one after the other: no protection, for debuggers, profilers and tests."""

    def run(self, take: Take) -> Iterator[JobOutcome]:
        """Work when asked."""
        while job := take():
            yield JobOutcome(job, pages=do(job))

    def __enter__(self) -> Self:
        """Nothing to open."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Nothing to stop."""


class Pool:
    """Worker processes with a time and a memory limit for each document."""

    def __init__(self, jobs: int, seconds: int, memory: int) -> None:
        """`seconds` and `memory` (bytes) are what a document may cost; 0 is no limit."""
        self.jobs, self.seconds, self.memory = jobs, seconds, memory
        self._pool, self._broken = self._open(), 0

    def _open(self) -> pebble.ProcessPool:
        # A fork server, because a fork of this process would take the threads of pebble and Arrow for its own.
        context = get_context("forkserver")
        context.set_forkserver_preload(["pipeline.run.warm"])
        return pebble.ProcessPool(
            self.jobs, max_tasks=TASKS_A_WORKER, initializer=prepare, initargs=(self.memory,), context=context
        )

    def __enter__(self) -> Self:
        """It is open."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop the workers; after an error at once."""
        if error is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]  # pebble's own gap
        self._pool.close()  # type: ignore[no-untyped-call]
        self._pool.join()

    def run(self, take: Take) -> Iterator[JobOutcome]:
        """Give out the first jobs now, the others as outcomes are taken.

        The first ones are given out by a thread, because the fork server takes some tenths of a second to start.
        """
        given: deque[_Given] = deque()
        starter = ThreadPoolExecutor(1)
        started = starter.submit(self._fill, given, take)
        starter.shutdown(wait=False)
        return self._drain(given, take, started)

    def _fill(self, given: deque[_Given], take: Take) -> None:
        while len(given) < self.jobs * AHEAD and (job := take()):
            given.append(self._give(job, 1))

    def _give(self, job: Job, tries: int) -> _Given:
        return _Given(job, self._schedule(job), tries)

    def _schedule(self, job: Job) -> pebble.ProcessFuture[tuple[int, ...]]:
        seconds = seconds_for(job, self.seconds)
        try:
            return self._pool.schedule(do, (job,), timeout=seconds or None)
        except RuntimeError as error:
            if self._pool.active:
                raise
            broken: pebble.ProcessFuture[tuple[int, ...]] = pebble.ProcessFuture()
            broken.set_exception(BrokenProcessPool(str(error)))
            return broken

    def _wait(self, future: pebble.ProcessFuture[tuple[int, ...]]) -> BaseException | None:
        """The error of a job, once it is over. A pool that breaks forgets the jobs that it has not yet looked at."""
        while True:
            try:
                return future.exception(PATIENCE)
            except OverTime:
                if not self._pool.active:
                    return BrokenProcessPool("the job was forgotten")

    def _drain(self, given: deque[_Given], take: Take, started: Future[None]) -> Iterator[JobOutcome]:
        started.result()
        while given:
            first = given[0]
            error = self._wait(first.future)
            if isinstance(error, BrokenProcessPool):
                self._reopen(given)
            elif isinstance(error, pebble.ProcessExpired) and first.tries < TRIES:
                given[0] = self._give(first.job, first.tries + 1)
            elif isinstance(error, OSError) and not isinstance(error, pebble.ProcessExpired | TimeoutError):
                raise error
            else:
                given.popleft()
                self._broken = 0
                self._fill(given, take)
                trouble = explain(first.job, error, seconds_for(first.job, self.seconds))
                yield JobOutcome(first.job, trouble, () if trouble else first.future.result() or ())
                self._fill(given, take)  # the outcome may have made a job ready

    def _reopen(self, given: deque[_Given]) -> None:
        """A worker died between two jobs, and pebble gives up then: go on with a new pool.

        Raises `ChildProcessError` where that happens again and again: no worker lives long enough to take a job.
        """
        self._broken += 1
        if self._broken > TRIES:
            raise ChildProcessError("the workers die before they take a document; --jobs 0 reads without workers")
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
        self._pool = self._open()
        for place, entry in enumerate(given):
            if not entry.future.done() or entry.future.exception() is not None:
                given[place] = self._give(entry.job, entry.tries)


class _Given(NamedTuple):
    job: Job
    future: pebble.ProcessFuture[tuple[int, ...]]
    tries: int


def do(job: Job) -> tuple[int, ...]:
    """Do a job, in whatever process; of a document gives the scanned pages that are to be read before it."""
    if isinstance(job, Task):
        return work(job)
    if isinstance(job, ScannedPages):
        read_scanned_pages(job)
    else:
        merge(job)
    return ()


def seconds_for(job: Job, seconds: int) -> int:
    """What a job may take: a document `seconds`, and where scans are read more by its size; 0 is no limit."""
    if not isinstance(job, Task | ScannedPages) or not seconds:
        return 0
    if isinstance(job, ScannedPages):
        return seconds + _A_PAGE * len(job.pages)
    return seconds + (job.entry.size // _SCANNED if can_read() else 0)


def explain(job: Job, error: BaseException | None, seconds: int) -> Finding | None:
    """Say what a worker's error means for its document: W01 time, W02 memory, W03 a crash, W04 an error of ours."""
    if error is None:
        return None
    path = job.label
    if isinstance(error, OverTime):
        return tell("W01", path, "", seconds=seconds)
    if isinstance(error, MemoryError):
        return tell("W02", path, "")
    if isinstance(error, pebble.ProcessExpired):
        return tell("W03", path, "", tries=TRIES, code=error.exitcode)
    return tell("W04", path, "", error=_describe(error))


def _describe(error: BaseException) -> str:
    """The error and the innermost line of ours that it came from."""
    trace = getattr(error, "traceback", "") or ""
    lines = [line.strip() for line in str(trace).splitlines() if "/pipeline/" in line]
    return f"{type(error).__name__}: {error}" + (f" ({lines[-1]})" if lines else "")


def prepare(memory: int) -> None:
    """Make this process a worker: it leaves Ctrl-C to the parent, dumps no core and can not take all memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(
        50_000, 10, 10
    )  # our records hold no cycles: looking for some takes 14% of a list of 3000 measures
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = _address_space() + memory
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))


def _address_space() -> int:
    """Bytes of address space that this process has already (Linux; elsewhere 0)."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 0
