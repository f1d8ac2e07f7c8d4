"""What the extractor costs, counted in opcodes: the same on every machine, however busy. A ratchet: it may only fall."""

import json
import os
import subprocess
import sys

import pytest

from tests.house.survey import ROOT

# Opcodes a character. What costs more is found by `python -m benchmarks.extract_cost 30`, which names the functions. To
# lower a bound, write what that prints, and 1 % more for the rows that others add to the tables.
MOST = {"dense": 276.0, "first list": 106.7, "one paragraph": 258.7}


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="the bounds are opcodes of CPython 3.11")
def test_the_extractor_becomes_no_dearer():
    """In a process of its own: no tracer, no cache of other tests, one order of sets."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.extract_cost"],
        env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0", "PATH": os.environ["PATH"]},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    costs = json.loads(told.stdout)
    assert costs.keys() == MOST.keys()
    dearer = {corpus: (cost, MOST[corpus]) for corpus, cost in costs.items() if cost > MOST[corpus]}
    assert dearer == {}, "see above how to find what costs more"
