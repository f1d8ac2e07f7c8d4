"""The first list, built once for all tests of this room."""

from pathlib import Path

import pytest

from pipeline.run import build

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def output(tmp_path_factory):
    folder = tmp_path_factory.mktemp("publish")
    assert build(ROOT / "raw", folder / "interim", folder / "output").status == 0
    return folder / "output"
