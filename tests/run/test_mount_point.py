"""An output that is a mount point, as a container's volume is: nothing can be renamed over it, or into it from beside."""

import sys
from pathlib import Path

import pytest

from pipeline.publish import release
from tests.run.builders import fill, hash_folder, run

FAST = {"without": ("sqlite", "xlsx")}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Documents, and a volume to publish to; whatever would rename the volume, or over it, fails."""
    fill(tmp_path / "raw", 1)
    volume = tmp_path / "output"
    (volume / "lost+found").mkdir(parents=True)
    (volume / "README.md").write_text("page", encoding="utf-8")
    real = Path.rename

    def rename(self, target):
        if (
            self == volume
            or Path(target) == volume
            or (self.is_relative_to(volume) != Path(target).is_relative_to(volume))
        ):
            raise OSError(16, "Device or resource busy")
        return real(self, target)

    monkeypatch.setattr(Path, "is_mount", lambda self: self == volume)
    monkeypatch.setattr(Path, "rename", rename)
    return tmp_path


def test_it_is_published_to_and_published_to_again(folder, monkeypatch):
    assert run(folder, **FAST).status == 0
    assert (folder / "output/README.md").read_text(encoding="utf-8") == "page"
    monkeypatch.setattr(sys.modules["pipeline.run.build"], "ONE_PAGE", 1)  # a page each, in a folder
    for count in (2, 3):
        fill(folder / "raw", count)
        assert run(folder, **FAST).status == 0
    assert run(folder, output="elsewhere", **FAST).status == 0
    published = hash_folder(folder / "output")
    assert published.pop("README.md")
    assert published == hash_folder(folder / "elsewhere")
    assert (folder / "output/lost+found").is_dir()


def test_a_kill_between_two_files_is_mended_by_the_next_build(folder, monkeypatch):
    assert run(folder, **FAST).status == 0
    fill(folder / "raw", 2)
    move = Path.rename
    with monkeypatch.context() as patch:

        def stop(self, target):
            if self.name == "measures.csv":
                raise KeyboardInterrupt
            return move(self, target)

        patch.setattr(Path, "rename", stop)
        patch.setattr("pipeline.run.staging.shutil.rmtree", lambda path: None)  # a kill clears nothing away
        with pytest.raises(KeyboardInterrupt):
            run(folder, **FAST)
    assert (folder / "output" / release.INSIDE).is_dir()
    assert run(folder, **FAST).status == 0
    assert run(folder, output="elsewhere", **FAST).status == 0
    wanted = hash_folder(folder / "elsewhere")
    assert {name: value for name, value in hash_folder(folder / "output").items() if name != "README.md"} == wanted
