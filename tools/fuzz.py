"""Feeds mutated real files to the readers: no exception, no hang, no crash, no unbounded memory.

    python -m tools.fuzz --count 10000      (part of make stress)

A document that is refused with a finding is a success. Every mutation has a number, which makes it again.
"""

from __future__ import annotations

import argparse
import multiprocessing
import time
from collections import Counter, deque
from collections.abc import Iterator

import pebble

from pipeline.flow import make_dataset, read_document
from pipeline.model import Source
from pipeline.run.engine import prepare
from tools.mutate import mutate
from tools.seeds import FORMATS

SECONDS, MEMORY = 20, 2 << 30


def try_one(kind: str, number: int) -> str:
    """Read a mutation; gives the status of the document. Raises whatever the readers raise."""
    content = mutate(kind, number)
    rooms = read_document(Source("x", f"x.{kind}", content, "0" * 64, region="湛江市"))
    dataset = make_dataset(rooms)
    if rooms.document.status == "failed" and not any(finding.level == "error" for finding in rooms.findings):
        raise AssertionError("the document failed, and no finding says why")
    return dataset.documents[0].status


def run(kind: str, count: int, jobs: int) -> Iterator[tuple[int, str]]:
    """Try mutations 0 … count - 1 in worker processes; gives each number's status, or what went wrong."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipeline.run.warm"])
    given: deque[tuple[int, pebble.ProcessFuture[str]]] = deque()
    with pebble.ProcessPool(jobs, initializer=prepare, initargs=(MEMORY,), context=context) as pool:
        for number in range(count):
            given.append((number, pool.schedule(try_one, (kind, number), timeout=SECONDS)))
            while given and (len(given) > 64 or number == count - 1):
                first, future = given.popleft()
                error = future.exception()
                yield first, future.result() if error is None else f"{type(error).__name__}: {error}"


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000, help="mutations of each format")
    parser.add_argument("--jobs", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("formats", nargs="*", default=FORMATS)
    options = parser.parse_args()
    wrong = 0
    for kind in options.formats:
        started = time.perf_counter()
        outcomes: Counter[str] = Counter()
        for number, outcome in run(kind, options.count, options.jobs):
            outcomes[outcome if outcome in ("ok", "warn", "failed") else "WRONG"] += 1
            if outcome not in ("ok", "warn", "failed"):
                wrong += 1
                print(f"  {kind} {number}: {outcome}", flush=True)
        print(f"{kind}: {dict(outcomes)} in {time.perf_counter() - started:.0f} s", flush=True)
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
