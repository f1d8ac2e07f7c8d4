"""The language benchmark: its score and its baseline do what they say, and a missing library is skipped."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.language import run_peer, score
from benchmarks.language_peers import PEERS
from benchmarks.regex_baseline import read

ONE = {"value": 3.0, "unit": "家", "comparator": "eq"}
OTHER = {"value": 3.0, "unit": "家", "comparator": "ge"}


@pytest.mark.parametrize(
    ("right", "found", "names", "expected"),
    [
        ([[ONE]], [[ONE]], ("value", "unit", "comparator"), 1.0),
        ([[ONE]], [[OTHER]], ("value", "unit"), 1.0),
        ([[ONE]], [[OTHER]], ("value", "unit", "comparator"), 0.0),
        ([[ONE], []], [[ONE], [ONE, ONE]], ("value",), 0.5),
        ([[ONE, ONE]], [[ONE]], ("value",), 2 / 3),
        ([[]], [[]], ("value",), 1.0),
        ([[{"value": 33.3333}]], [[{"value": 33.33333333}]], ("value",), 1.0),
    ],
)
def test_score(right: list, found: list, names: tuple[str, ...], expected: float) -> None:
    assert score(right, found, *names) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年新增床位300张以上", [(300.0, "张", "ge")]),
        ("投资超1.86万元", [(18600.0, "CNY", "gt")]),
        ("建设1-2个中心", [(1.0, "个", "range")]),
        ("推进5G建设", []),
    ],
)
def test_baseline(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert [(q["value"], q["unit"], q["comparator"]) for q in read(text)] == expected


def test_a_library_that_is_not_installed_is_skipped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    python = tmp_path / "python"  # an interpreter without any package
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" -S "$@"\n')
    python.chmod(0o755)
    assert subprocess.run([str(python), "-c", "pass"], check=False).returncode == 0
    assert all(run_peer(name, str(python), []) is None for name in PEERS)
    assert capsys.readouterr().out.count("skipped, not installed") == len(PEERS)
