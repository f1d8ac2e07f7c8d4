"""Who reads the documents: this process, or a pool of processes that a bad document can not take down."""

from __future__ import annotations

import resource
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as OverTime
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Protocol, Self

import pebble

from pipeline.model import Finding
from pipeline.run.work import Task, work

AHEAD = 16  # tasks given out for each worker, so that none waits for the merge
TRIES = 2  # a worker may have been killed by somebody: its document is tried once more
TASKS_A_WORKER = 500  # then a fresh one, so that what a library leaks does not add up
pebble.CONSTS.sleep_unit = 0.02  # seconds between looks at the workers


class Outcome(NamedTuple):
    """A task that is over: its part is written, or `trouble` says what went wrong with the worker."""

    task: Task
    trouble: Finding | None = None


class Engine(Protocol):
    """Runs tasks. Outcomes come in the order of the tasks."""

    def run(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """Start, and give back the outcomes as they come."""

    def __enter__(self) -> Self:
        """Open it."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop everything that still runs."""


class InProcess:
    """Reads in this process, one after the other: no protection, for debuggers, profilers and tests."""

    def run(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """Read when asked."""
        for task in tasks:
            work(task)
            yield Outcome(task)

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
        self._pool = self._open()

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

    def run(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """Give out the first tasks now, the others as outcomes are taken.

        The first ones are given out by a thread, because the fork server takes some tenths of a second to start.
        """
        waiting = iter(tasks)
        given: deque[_Given] = deque()
        starter = ThreadPoolExecutor(1)
        started = starter.submit(self._fill, given, waiting)
        starter.shutdown(wait=False)
        return self._drain(given, waiting, started)

    def _fill(self, given: deque[_Given], waiting: Iterator[Task]) -> None:
        while len(given) < self.jobs * AHEAD and (task := next(waiting, None)):
            given.append(self._give(task, 1))

    def _give(self, task: Task, tries: int) -> _Given:
        return _Given(task, self._pool.schedule(work, (task,), timeout=self.seconds or None), tries)

    def _drain(self, given: deque[_Given], waiting: Iterator[Task], started: Future[None]) -> Iterator[Outcome]:
        started.result()
        while given:
            first = given[0]
            error = first.future.exception()
            if isinstance(error, BrokenProcessPool):
                self._reopen(given)
            elif isinstance(error, pebble.ProcessExpired) and first.tries < TRIES:
                given[0] = self._give(first.task, first.tries + 1)
            elif isinstance(error, OSError) and not isinstance(error, pebble.ProcessExpired | TimeoutError):
                raise error
            else:
                given.popleft()
                self._fill(given, waiting)
                yield Outcome(first.task, explain(first.task, error, self.seconds))

    def _reopen(self, given: deque[_Given]) -> None:
        """A worker died between two tasks, and pebble gives up then: go on with a new pool."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
        self._pool = self._open()
        for place, entry in enumerate(given):
            if not entry.future.done() or entry.future.exception() is not None:
                given[place] = self._give(entry.task, entry.tries)


class _Given(NamedTuple):
    task: Task
    future: pebble.ProcessFuture[None]
    tries: int


def explain(task: Task, error: BaseException | None, seconds: int) -> Finding | None:
    """Say what a worker's error means for its document: W01 time, W02 memory, W03 a crash, W04 an error of ours."""
    if error is None:
        return None
    path = task.entry.path
    if isinstance(error, OverTime):
        return Finding("W01", "error", path, "", f"not read within {seconds} s (limit seconds); it was stopped")
    if isinstance(error, MemoryError):
        return Finding("W02", "error", path, "", "needs more memory than a document may have (limit memory_bytes)")
    if isinstance(error, pebble.ProcessExpired):
        message = f"its worker died, {TRIES} times (exit code {error.exitcode}); too little memory is the usual cause"
        return Finding("W03", "error", path, "", message)
    return Finding("W04", "error", path, "", f"a fault of this program, please report it: {_describe(error)}")


def _describe(error: BaseException) -> str:
    """The error and the innermost line of ours that it came from."""
    trace = getattr(error, "traceback", "") or ""
    lines = [line.strip() for line in str(trace).splitlines() if "/pipeline/" in line]
    return f"{type(error).__name__}: {error}" + (f" ({lines[-1]})" if lines else "")


def prepare(memory: int) -> None:
    """Make this process a worker: it leaves Ctrl-C to the parent, dumps no core and can not take all memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = _address_space() + memory
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))


def _address_space() -> int:
    """Bytes of address space that this process has already (Linux; elsewhere 0)."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 0
