"""Two runs at once on one bucket: the second says so and stops; a lock that a dead run left is taken over."""

import errno
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import fsspec
import pytest

from pipeline.__main__ import main
from pipeline.run import build, lock
from pipeline.sources.folders import Bucket
from tests.run.builders import fill, hash_folder, run

OUTPUT = "memory://output"


@pytest.fixture
def memory():
    yield fsspec.filesystem("memory")
    fsspec.filesystem("memory").rm("/", recursive=True)


@pytest.fixture
def folder(tmp_path):
    fill(tmp_path / "raw", 2)
    return tmp_path


def names(memory) -> set[str]:
    return {path.removeprefix("/output/") for path in memory.find("/output")}


def owner(**changes: object) -> bytes:
    """What the lock of another run of this machine holds."""
    mine = {"host": lock.socket.gethostname(), "process": os.getpid(), "since": "then", "run": "other"}
    return json.dumps(mine | {"machine": lock._machine()} | changes).encode()


def dead_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_second_run_on_a_bucket_says_so_and_stops(memory, folder, capsys):
    arguments = [
        "build",
        "--jobs=0",
        f"--raw={folder / 'raw'}",
        f"--interim={folder / 'interim'}",
        f"--output={OUTPUT}",
    ]
    with lock.hold(OUTPUT):
        assert main(arguments) == 3
        assert names(memory) == {".lock"}
    said = capsys.readouterr().err
    assert f"another run (process {os.getpid()} on {lock.socket.gethostname()}, since " in said
    assert "(if that run is gone, delete memory://output/.lock); wait for it" in said
    assert main(arguments) == 0


def test_a_lock_is_no_part_of_the_dataset_and_goes_with_the_run(memory, folder):
    seen: list[set[str]] = []
    run(folder, "local")
    built = build(folder / "raw", folder / "interim", OUTPUT, tell=lambda text: seen.append(names(memory)))
    assert built.status == 0
    assert seen == [{".lock"}] * 2
    assert names(memory) == set(hash_folder(folder / "local"))
    memory.pipe_file("/output/.lock", owner(host="elsewhere"))  # another run has begun, and has published nothing yet
    assert build(folder / "raw", folder / "interim", OUTPUT).is_current


def test_a_run_that_fails_leaves_no_lock(memory):
    with pytest.raises(OSError, match="no room"), lock.hold(OUTPUT):
        raise OSError("no room")
    assert names(memory) == set()


def test_a_lock_of_a_dead_run_of_this_machine_is_taken_over(memory, folder):
    memory.pipe_file("/output/.lock", owner(process=dead_process()))
    assert build(folder / "raw", folder / "interim", OUTPUT).status == 0
    assert not [name for name in names(memory) if name.startswith(".")]


NOT_GONE = {
    "it lives": owner(),
    "another machine": owner(host="elsewhere", process=dead_process()),
    "the name, but not the machine": owner(machine=["b", "p"], process=dead_process()),
    "no process": owner(process="-1"),
    "all processes": owner(process=-1),
    "no JSON": b"\xff{",
    "no object": b"[]",
}


@pytest.mark.parametrize("content", NOT_GONE.values(), ids=NOT_GONE)
def test_a_lock_that_may_be_held_is_left_alone(memory, content):
    memory.pipe_file("/output/.lock", content)
    with pytest.raises(lock.Busy, match="another run"), lock.hold(OUTPUT):
        pass
    assert memory.cat_file("/output/.lock") == content


def test_of_many_runs_at_once_one_goes_on(memory):
    for past in (b"", owner(process=dead_process())):
        if past:
            memory.pipe_file("/output/.lock", past)
        with ExitStack() as held, ThreadPoolExecutor(8) as threads:
            got = list(threads.map(lambda _: try_to_hold(held), range(8)))
            assert got.count(True) == 1
        assert names(memory) == set()


def try_to_hold(held: ExitStack) -> bool:
    try:
        held.enter_context(lock.hold(OUTPUT))
    except lock.Busy:
        return False
    return True


def test_a_store_without_exclusive_create(memory, monkeypatch):
    def refuse(self, path, content):
        raise OSError(errno.ENOSYS, "A header you provided implies functionality that is not implemented")

    monkeypatch.setattr(Bucket, "create", refuse)
    with lock.hold(OUTPUT):
        assert names(memory) == {".lock"}
        with pytest.raises(lock.Busy), lock.hold(OUTPUT):
            pass
    monkeypatch.setattr(
        Bucket, "create", lambda self, path, content: Bucket.write(self, path, owner(run="the last one"))
    )
    with pytest.raises(lock.Busy), lock.hold(OUTPUT):  # somebody wrote over ours
        pass


def test_a_bucket_that_can_not_be_written_is_said(memory, monkeypatch):
    def refuse(self, path, content):
        raise PermissionError(errno.EACCES, "Access Denied")

    monkeypatch.setattr(Bucket, "create", refuse)
    with pytest.raises(PermissionError), lock.hold(OUTPUT):
        pass


@pytest.fixture
def s3(monkeypatch):
    """A local server that speaks S3 (moto), where it is installed."""
    pytest.importorskip("s3fs", reason="s3fs is not installed: pip install 'policy-pledges[s3]'")
    server = pytest.importorskip("moto.server", reason="moto is not installed: pip install 'moto[server]'")
    at = server.ThreadedMotoServer(port=0)
    at.start()
    host, port = at.get_host_and_port()
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    fsspec.filesystem("s3").mkdir("archive")
    yield "s3://archive/output"
    at.stop()


def test_an_s3_bucket_is_locked(s3, folder):
    run(folder, "local")
    with lock.hold(s3), pytest.raises(lock.Busy, match=r"delete s3://archive/output/\.lock"), lock.hold(s3):
        pass
    assert build(folder / "raw", folder / "interim", s3).status == 0
    found = {file.path for file in Bucket(s3).find()}
    assert found == set(hash_folder(folder / "local"))
    fsspec.filesystem("s3").pipe_file("archive/output/.lock", owner(process=dead_process()))
    with lock.hold(s3):
        assert {file.path for file in Bucket(s3).find()} == found | {".lock"}
    assert {file.path for file in Bucket(s3).find()} == found
