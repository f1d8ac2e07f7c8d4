"""Reads on a Ray cluster: the same function, on whatever machines there are (extra `policy-pledges[ray]`).

raw/ and interim/ have to be seen from every node (a shared disk or a bucket), and every node needs this very program.
"""

from __future__ import annotations

import errno
import faulthandler
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, NoReturn, Self

import ray
from ray.exceptions import RayError, RayTaskError
from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

from pipeline.model import Finding
from pipeline.rules.findings import tell
from pipeline.run.agenda import Job
from pipeline.run.engine import AHEAD, TRIES, JobOutcome, Take, do, explain, prepare, seconds_for
from pipeline.run.ledger import program_mark
from pipeline.run.work import Task
from pipeline.sources.folders import open_folder

GRACE = 5  # seconds between asking a worker to stop and ending it


class Ray:
    """A Ray cluster. A worker that dies has its document read by another."""

    def __init__(self, address: str | None, jobs: int, seconds: int, memory: int) -> None:
        """Join the cluster at `address`, or start one on this machine with `jobs` workers."""
        new = {} if address else {"num_cpus": jobs or None, "include_dashboard": False}
        ray.init(address=address, log_to_driver=False, logging_level="error", **new)
        self.seconds, self.memory = seconds, memory
        self.ahead = AHEAD * int(ray.cluster_resources().get("CPU", 1))
        self._do: Any = ray.remote(max_retries=TRIES - 1)(do_within)

    def __enter__(self) -> Self:
        """It is open."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Leave the cluster; stop one that was started here."""
        ray.shutdown()

    def run(self, take: Take) -> Iterator[JobOutcome]:
        """Give out the first jobs now, the others as outcomes are taken."""
        given: deque[tuple[Job, Any]] = deque()
        self._fill(given, take)
        if task := next((job for job, _ in given if isinstance(job, Task)), None):
            _check_nodes(task)
        return self._drain(given, take)

    def _fill(self, given: deque[tuple[Job, Any]], take: Take) -> None:
        while len(given) < self.ahead and (job := take()):
            seconds = seconds_for(job, self.seconds)
            given.append((job, self._do.remote(do, job, seconds, self.memory, program_mark())))

    def _drain(self, given: deque[tuple[Job, Any]], take: Take) -> Iterator[JobOutcome]:
        while given:
            job, promise = given.popleft()
            trouble = self._wait(job, promise)
            self._fill(given, take)
            yield JobOutcome(job, trouble)
            self._fill(given, take)  # the outcome may have made a job ready

    def _wait(self, job: Job, promise: Any) -> Finding | None:
        try:
            ray.get(promise)
        except RayTaskError as error:
            cause = error.cause
            if isinstance(cause, OSError) and not isinstance(cause, TimeoutError):
                raise cause from error
            return explain(job, cause, seconds_for(job, self.seconds))
        except RayError as error:  # the worker, or its node, is gone
            return tell("W05", job.label, "", tries=TRIES, error=str(error).splitlines()[0])
        return None


def _check_nodes(task: Task) -> None:
    """Let every node look for a document. Raises `OSError` where one can not: all that it reads would fail."""
    nodes = [node["NodeID"] for node in ray.nodes() if node["Alive"] and node["Resources"].get("CPU")]
    look: Any = ray.remote(num_cpus=0)(look_for)
    places = [NodeAffinitySchedulingStrategy(node, soft=False) for node in nodes]
    promises = [look.options(scheduling_strategy=place).remote(task) for place in places]
    try:
        ray.get(promises)
    except RayTaskError as error:
        message = f"a node of the cluster can not read it ({type(error.cause).__name__}: {error.cause})"
        raise OSError(errno.EACCES, message, task.raw) from error


def look_for(task: Task) -> None:
    """Open a document, on a node. Raises what the place raises."""
    raw = open_folder(task.raw)
    if not raw.head(task.entry.file, 1) and not raw.exists():
        raise FileNotFoundError(errno.ENOENT, "there is no such place", task.raw)


def do_within(do: Callable[[Job], None], job: Job, seconds: int, memory: int, mark: str) -> None:
    """Do a job on a node, within its time and memory. Raises what `do` raises, `TimeoutError`, `MemoryError`."""
    if program_mark() != mark:
        raise RuntimeError("this node has another version of the program or of its libraries than the one that builds")
    _limit_memory(memory)
    signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    with Path(os.devnull).open("w") as nowhere:
        if seconds:  # for code that does not come back to Python: ends the process
            faulthandler.dump_traceback_later(seconds + GRACE, exit=True, file=nowhere)
        try:
            do(job)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            faulthandler.cancel_dump_traceback_later()


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise TimeoutError


_limited: list[int] = []


def _limit_memory(memory: int) -> None:
    """Once in the life of a worker."""
    if not _limited:
        prepare(memory)
        _limited.append(memory)
