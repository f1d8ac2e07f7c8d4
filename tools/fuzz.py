"""Feeds mutated real files to the readers, and mutated or drawn input to all other doors: no exception, no hang, no crash, no unbounded memory.

    python -m tools.fuzz --count 10000      (part of make stress)
    python -m tools.fuzz --count 1000 ofd pages rules

A document that is refused with a finding is a success; of one that is read the rows of all tables obey their laws (spans, ledger; of some:
their schema). Every mutation has a number, which makes it again.
"""

from __future__ import annotations

import argparse
import multiprocessing
import time
from collections import Counter, deque
from collections.abc import Iterator

import pebble

from pipeline.check.spans import find_broken_spans, find_ledger_gaps
from pipeline.flow import make_dataset, read_document
from pipeline.model import Source
from pipeline.run.engine import prepare
from tools.doors import DOORS, SLOW
from tools.mutate import mutate
from tools.seeds import FORMATS

SECONDS, MEMORY = 20, 4 << 30
_VALIDATED = 64  # every which dataset is validated: that takes longer than to read it


def try_one(kind: str, number: int) -> str:
    """Read a mutation; gives the status of the document. Raises whatever the readers raise."""
    if kind in DOORS:
        return DOORS[kind](number)
    content = mutate(kind, number)
    rooms = read_document(Source("x", f"x.{kind}", content, "0" * 64, region="湛江市"))
    dataset = make_dataset(rooms)
    if rooms.document.status == "failed" and not any(finding.level == "error" for finding in rooms.findings):
        raise AssertionError("the document failed, and no finding says why")
    broken = [*find_broken_spans(dataset), *find_ledger_gaps(dataset)]
    if number % _VALIDATED == _VALIDATED - 1:
        from pipeline.check.against_models import find_failures

        broken += find_failures(dataset)
    if broken:
        raise AssertionError(f"{len(broken)} rows break a law: {broken[0]}")
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
    parser.add_argument("--count", type=int, default=10_000, help="mutations of each format, of slow doors a part")
    parser.add_argument("--jobs", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("formats", nargs="*", default=(*FORMATS, *DOORS))
    options = parser.parse_args()
    wrong = 0
    for kind in options.formats:
        started = time.perf_counter()
        outcomes: Counter[str] = Counter()
        for number, outcome in run(kind, options.count // SLOW.get(kind, 1), options.jobs):
            outcomes[outcome if outcome in ("ok", "warn", "failed") else "WRONG"] += 1
            if outcome not in ("ok", "warn", "failed"):
                wrong += 1
                print(f"  {kind} {number}: {outcome}", flush=True)
        print(f"{kind}: {dict(outcomes)} in {time.perf_counter() - started:.0f} s", flush=True)
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
