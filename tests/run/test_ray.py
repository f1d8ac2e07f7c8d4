"""A Ray cluster gives the same dataset as this machine, also when a worker is killed (extra `policy-pledges[ray]`)."""

import os
import signal

import pytest

from tests.run.builders import fill, hash_folder, make_docx, run

ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'policy-pledges[ray]'")
pytestmark = pytest.mark.filterwarnings("ignore")  # Ray's own

from pipeline.run import on_ray  # noqa: E402
from pipeline.run.engine import do  # noqa: E402


@pytest.fixture
def folder(tmp_path, small_segments):
    fill(tmp_path / "raw", 12)
    make_docx(tmp_path / "raw/bad.docx")
    assert run(tmp_path, "local", jobs=2).status == 1
    return tmp_path


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_ray_gives_the_dataset_of_one_machine(folder, jobs):
    assert run(folder, "ray", jobs=jobs, engine="ray").status == 1
    assert hash_folder(folder / "ray") == hash_folder(folder / "local")


def test_a_node_that_can_not_read_stops_the_build_and_the_last_dataset_stays(folder, monkeypatch):
    assert run(folder, "ray", jobs=2, engine="ray").status == 1
    before = hash_folder(folder / "ray")
    make_docx(folder / "raw/new.docx")
    monkeypatch.setattr(on_ray, "look_for", refuse)
    with pytest.raises(OSError, match=r"a node of the cluster can not read it .*NotLocked: no keys"):
        run(folder, "ray", jobs=2, engine="ray")
    assert hash_folder(folder / "ray") == before


class NotLocked(Exception):
    """What a store raises that is no `OSError`."""


def refuse(task):
    raise NotLocked("no keys")


def kill_once(job):
    """Be killed in the middle of the run, the first time."""
    marker = f"{job.interim}.killed"
    if job.label == "d05.docx" and not os.path.exists(marker):  # noqa: PTH110
        open(marker, "w").close()  # noqa: PTH123
        os.kill(os.getpid(), signal.SIGKILL)
    do(job)


def test_a_killed_worker_costs_nothing(folder, monkeypatch):
    monkeypatch.setattr(on_ray, "do", kill_once)
    assert run(folder, "ray", jobs=2, engine="ray").status == 1
    assert (folder / "ray-interim.killed").exists()
    assert hash_folder(folder / "ray") == hash_folder(folder / "local")
