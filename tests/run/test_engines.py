"""Every engine gives the same dataset; a document that hangs, crashes or eats all memory costs itself only."""

import os
import time
from concurrent.futures.process import BrokenProcessPool

import pebble
import pytest

from pipeline.run import Options, engine
from pipeline.run.build import make_engine
from pipeline.run.engine import do
from tests.run.builders import fill, hash_folder, make_docx, run

GIGABYTE = 1 << 30


def misbehave(job):
    """A worker that does what the document's name says."""
    path = job.label
    if path == "hang.docx":
        time.sleep(60)
    if path == "crash.docx":
        os.abort()
    if path == "memory.docx":
        bytearray(8 * GIGABYTE)
    if path == "fault.docx":
        raise ZeroDivisionError("our own")
    if path == "once.docx":
        marker = f"{job.interim}.killed"
        if not os.path.exists(marker):  # noqa: PTH110  # small, in a worker
            open(marker, "w").close()  # noqa: PTH123
            os.kill(os.getpid(), 9)
    if path.startswith(".segments/") and path != ".segments/d00.zip":
        os.abort()
    do(job)


@pytest.fixture
def folder(tmp_path):
    fill(tmp_path / "raw", 6)
    return tmp_path


def test_the_number_of_workers_does_not_show(folder, small_segments):
    assert run(folder, "alone", jobs=0).status == 0
    expected = hash_folder(folder / "alone")
    for jobs in (1, 2, 4):
        assert run(folder, f"jobs{jobs}", jobs=jobs).status == 0
        assert hash_folder(folder / f"jobs{jobs}") == expected


CASES = [
    ("hang.docx", "W01", "within 4 s"),
    ("crash.docx", "W03", "exit code -6"),
    ("memory.docx", "W02", "memory_bytes"),
    ("fault.docx", "W04", "ZeroDivisionError: our own"),
]


def test_a_bad_document_costs_itself_only(folder, monkeypatch):
    assert run(folder, "without").status == 0
    for name, _, _ in CASES:
        make_docx(folder / "raw" / name)
    monkeypatch.setattr(engine, "do", misbehave)
    built = run(folder, "with", jobs=2, limits={"seconds": 4, "memory_bytes": 2 * GIGABYTE})
    assert built.status == 1
    errors = {f.path: f for f in built.findings if f.level == "error"}
    assert errors.keys() == {name for name, _, _ in CASES}
    for name, code, words in CASES:
        assert errors[name].code == code
        assert words in errors[name].message
    status = {d.doc_id: d.status for d in built.dataset.documents}
    assert [doc_id for doc_id in status if status[doc_id] == "failed"] == ["crash", "fault", "hang", "memory"]
    good = (folder / "with/targets.csv").read_bytes()
    assert good == (folder / "without/targets.csv").read_bytes()


def test_what_hung_is_tried_again_by_the_next_run(folder, monkeypatch):
    make_docx(folder / "raw/fault.docx")
    monkeypatch.setattr(engine, "do", misbehave)
    assert {f.code for f in run(folder, jobs=1).findings if f.path == "fault.docx"} == {"W04"}
    monkeypatch.undo()
    again = run(folder, jobs=1)
    assert not again.is_current
    assert {f.code for f in again.findings if f.path == "fault.docx"} == {"P55"}  # it is read, and holds nothing
    assert run(folder, jobs=1).is_current


def test_a_worker_killed_by_somebody_costs_nothing(folder, monkeypatch):
    (folder / "raw/d03.docx").rename(folder / "raw/once.docx")
    assert run(folder, "without").status == 0
    monkeypatch.setattr(engine, "do", misbehave)
    assert run(folder, "with", jobs=2).status == 0
    assert (folder / "with-interim.killed").exists()
    assert hash_folder(folder / "with") == hash_folder(folder / "without")


def test_a_segment_whose_worker_dies_is_made_by_the_parent(folder, monkeypatch, small_segments):
    assert run(folder, "without").status == 0
    monkeypatch.setattr(engine, "do", misbehave)
    assert run(folder, "with", jobs=2).status == 0
    assert hash_folder(folder / "with") == hash_folder(folder / "without")


def test_a_pool_whose_worker_dies_between_two_documents_goes_on(folder, monkeypatch):
    assert run(folder, "without").status == 0
    monkeypatch.setattr(engine, "do", die_after)
    assert run(folder, "with", jobs=1).status == 0
    assert hash_folder(folder / "with") == hash_folder(folder / "without")


def die_after(job):
    """Do the work, then let somebody kill this worker while it waits."""
    do(job)
    if job.label == "d02.docx":
        os.system(f"(sleep 0.2; kill -9 {os.getpid()}) &")


def test_workers_that_do_not_live_are_no_endless_loop(folder, monkeypatch):
    monkeypatch.setattr(engine, "prepare", die)
    with pytest.raises(ChildProcessError, match="workers die"):
        run(folder, jobs=1)
    assert not (folder / "output").exists()


def die(memory):
    os._exit(3)


def test_a_job_that_a_broken_pool_forgot_is_no_hang():
    pool = engine.Pool(1, 0, 0)
    with pool:
        pool._pool.stop()
        assert isinstance(pool._wait(pebble.ProcessFuture()), BrokenProcessPool)
        pool._pool.join()
        assert isinstance(pool._schedule(None).exception(), BrokenProcessPool)


def test_the_pool_has_no_more_workers_than_documents():
    assert make_engine(Options(jobs=64), 3).jobs == 3
