"""A system that gives too little: no memory for a thread, a pipe that closes, an output that can not show Chinese."""

import os
import subprocess
import sys

import pytest

from pipeline import __main__
from tests.run.builders import fill, hash_folder

PLEDGES = f"{sys.executable} -m pipeline"


def run(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], env=os.environ | environment, capture_output=True, text=True, check=False
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("system")
    fill(folder / "raw", 1)
    assert run(build(folder)).returncode == 0
    return folder


def build(folder, output="output", before="") -> str:
    return f"{before} {PLEDGES} build --raw {folder}/raw --interim {folder}/i-{output} --output {folder}/{output}"


def test_a_reader_that_has_enough(folder):
    done = run(f"{PLEDGES} show d00 --output {folder}/output | head -1")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("documents")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (ImportError("libsqlite3.so.0: failed to map segment from shared object"), 3),
        (RuntimeError("can't start new thread"), 3),
        (ImportError("No module named 'pyarrow'"), None),
    ],
)
def test_what_the_system_refuses_is_said_and_other_errors_are_not_hidden(error, status, monkeypatch, capsys):
    monkeypatch.setattr(__main__, "_run", lambda *_: (_ for _ in ()).throw(error))
    if status is None:
        with pytest.raises(type(error)):
            __main__.main(["show", "d00"])
        return
    assert __main__.main(["show", "d00"]) == status
    assert capsys.readouterr().err.startswith("error: the system gives no more memory, threads or processes: ")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_an_output_that_can_not_show_chinese(folder, encoding):
    done = run(build(folder, encoding), PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, "")
    assert hash_folder(folder / encoding) == hash_folder(folder / "output")
    shown = run(f"{PLEDGES} show d00/1 --output {folder}/output", PYTHONIOENCODING=encoding)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "\\u65b0\\u5efa" in shown.stdout  # 新建


@pytest.mark.parametrize(("addresses", "said"), [(700_000, "ulimit -v"), (1_050_000, "")])
def test_no_memory_is_one_line_and_the_dataset_stays(folder, addresses, said):
    before = hash_folder(folder / "output")
    fill(folder / "raw", 2)
    done = run(build(folder, before=f"ulimit -v {addresses};"))
    if done.returncode == 0 and not said:  # fewer cores, fewer threads: it was enough
        return
    assert (done.returncode, len(done.stderr.splitlines())) == (3, 1)
    assert done.stderr.startswith("error: ")
    assert said in done.stderr
    assert hash_folder(folder / "output") == before
