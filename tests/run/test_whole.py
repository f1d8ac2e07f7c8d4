"""Whatever happens to a build: output/ holds the last complete dataset, and the next build goes on."""

import errno
import fcntl
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.__main__ import main
from pipeline.publish import release
from pipeline.run import lock
from tests.run.builders import HEADINGS, fill, hash_folder, make_docx, make_rows, run

ROOT = Path(__file__).parents[2]
KILLS = 6


def command(folder: Path, *more: str) -> list[str]:
    places = [f"--{name}={folder / name}" for name in ("raw", "interim", "output")]
    return [sys.executable, "-m", "pipeline", "build", *places, *more]


def is_whole(output: Path) -> bool:
    """Every file of the data package is there with its hash."""
    package = json.loads((output / "datapackage.json").read_text(encoding="utf-8"))
    files = [entry for resource in package["resources"] for entry in (resource, resource["parquet"])]
    return all(
        entry["hash"] == "sha256:" + hashlib.sha256((output / entry["path"]).read_bytes()).hexdigest()
        for entry in files
    )


def test_a_run_killed_at_any_moment_leaves_a_whole_dataset_and_is_resumed(tmp_path):
    fill(tmp_path / "raw", 8)
    run(tmp_path, "truth")
    seed = random.Random(5)
    for _ in range(KILLS):
        process = subprocess.Popen(command(tmp_path, "--jobs=2"), cwd=ROOT, stdout=subprocess.DEVNULL)
        time.sleep(seed.uniform(0.1, 1.6))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert not (tmp_path / "output").exists() or is_whole(tmp_path / "output")
    done = subprocess.run(command(tmp_path, "--jobs=2"), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert hash_folder(tmp_path / "output") == hash_folder(tmp_path / "truth")
    assert sorted(path.name for path in tmp_path.glob(".output.*")) == [".output.lock"]


def test_workers_of_a_killed_run_end_by_themselves(tmp_path):
    fill(tmp_path / "raw", 40)
    process = subprocess.Popen(command(tmp_path, "--jobs=2"), cwd=ROOT, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 20
    while not (tmp_path / "interim/d05/part.zip").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    children = find_children(process.pid)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert children
    while any(Path(f"/proc/{child}").exists() for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [child for child in children if Path(f"/proc/{child}").exists()]


def find_children(pid: int) -> set[int]:
    """Processes whose ancestor is `pid`."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


def test_a_second_run_says_so_and_stops(tmp_path, capsys):
    fill(tmp_path / "raw", 1)
    with lock.hold(tmp_path / "output"):
        assert main(command(tmp_path, "--jobs=0")[3:]) == 3
    said = capsys.readouterr().err
    assert f"another run (process {os.getpid()}) is building" in said
    assert not (tmp_path / "output").exists()
    assert main(command(tmp_path, "--jobs=0")[3:]) == 0


def test_the_lock_goes_with_its_process(tmp_path):
    code = f"from pathlib import Path; from pipeline.run.lock import hold\nwith hold(Path({str(tmp_path / 'o')!r})): input()"
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE)
    path = tmp_path / ".o.lock"
    while not (path.exists() and path.read_text()):
        time.sleep(0.02)
    with pytest.raises(lock.Busy), lock.hold(tmp_path / "o"):
        pass
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with lock.hold(tmp_path / "o"):
        assert path.read_text() == f"{os.getpid()}\n"


def build_then(tmp_path, change) -> tuple[dict[str, str], int]:
    """Build, change a document, build again under a difficulty."""
    fill(tmp_path / "raw", 2)
    assert main(command(tmp_path, "--jobs=0")[3:]) == 0
    before = hash_folder(tmp_path / "output")
    make_docx(tmp_path / "raw/d01.docx", [HEADINGS, *make_rows(7)])
    return before, change()


@pytest.mark.parametrize("size", [200, 9000, 40_000])  # full at the first file, at a document's, at a table of all
def test_a_full_disk_is_said_and_the_last_dataset_stays(tmp_path, size):
    """A limit on the size of files stands for the full disk: the same error out of write()."""
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}));"
        "from pipeline.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )

    def fill_up():
        arguments = [sys.executable, "-c", code, *command(tmp_path, "--jobs=0")[3:]]
        done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
        assert os.strerror(errno.EFBIG) in done.stderr
        assert "the last dataset stays in place" in done.stderr
        return done.returncode

    before, status = build_then(tmp_path, fill_up)
    assert (status, hash_folder(tmp_path / "output")) == (3, before)
    assert not (tmp_path / ".output.new").exists()
    assert main(command(tmp_path, "--jobs=0")[3:]) == 0
    assert is_whole(tmp_path / "output")


def test_an_output_that_can_not_be_written_is_said(tmp_path, capsys, monkeypatch):
    def refuse(fresh, output):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(output))

    def build_again():
        monkeypatch.setattr("pipeline.run.staging.swap", refuse)
        return main(command(tmp_path, "--jobs=0")[3:])

    before, status = build_then(tmp_path, build_again)
    assert status == 3
    assert "output: Permission denied; the last dataset stays in place" in capsys.readouterr().err
    assert hash_folder(tmp_path / "output") == before


def test_an_output_below_a_file_is_said(tmp_path, capsys):
    fill(tmp_path / "raw", 1)
    (tmp_path / "file").write_text("", encoding="utf-8")
    arguments = command(tmp_path, "--jobs=0")[3:]
    assert main([*arguments, f"--output={tmp_path / 'file/output'}"]) == 3
    assert "file" in capsys.readouterr().err


@pytest.mark.parametrize("is_atomic", [True, False])
def test_the_swap_keeps_the_page_and_clears_the_old_dataset_away(tmp_path, monkeypatch, is_atomic):
    output = tmp_path / "output"
    output.mkdir()
    (output / "README.md").write_text("page", encoding="utf-8")
    (output / "old.csv").write_text("old", encoding="utf-8")
    if not is_atomic:
        monkeypatch.setattr(release, "_exchange", lambda fresh, output: False)
    fresh = release.fresh_folder(output)
    (fresh / "new.csv").write_text("new", encoding="utf-8")
    release.swap(fresh, output)
    assert sorted(path.name for path in output.iterdir()) == ["README.md", "new.csv"]
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_a_kill_between_two_renames_is_mended(tmp_path):
    old = tmp_path / ".output.old"
    old.mkdir()
    (old / "old.csv").write_text("old", encoding="utf-8")
    release.fresh_folder(tmp_path / "output")
    assert (tmp_path / "output/old.csv").read_text(encoding="utf-8") == "old"


def test_the_lock_file_is_a_lock(tmp_path):
    with lock.hold(tmp_path / "output"), (tmp_path / ".output.lock").open() as handle, pytest.raises(BlockingIOError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
