"""raw/ and output/ may lie in a bucket: any place that fsspec knows."""

import fsspec
import pytest

from pipeline.run import Options, build
from tests.run.builders import HEADINGS, fill, hash_folder, make_docx, make_rows, run


@pytest.fixture
def bucket(tmp_path):
    """Four documents in a bucket, and the dataset that a local build makes of them."""
    fill(tmp_path / "raw", 4)
    assert run(tmp_path, "local").status == 0
    memory = fsspec.filesystem("memory")
    for path in (tmp_path / "raw").iterdir():
        memory.pipe_file(f"/raw/{path.name}", path.read_bytes())
    yield memory
    memory.rm("/", recursive=True)


def fetch(memory, folder):
    memory.get("/output/", str(folder), recursive=True)
    return hash_folder(folder)


def test_a_bucket_gives_the_same_dataset(bucket, tmp_path):
    built = build("memory://raw", tmp_path / "interim", "memory://output")
    assert built.status == 0
    assert fetch(bucket, tmp_path / "fetched") == hash_folder(tmp_path / "local")
    assert build("memory://raw", tmp_path / "interim", "memory://output").is_current


def test_interim_may_lie_in_the_bucket_too(bucket, tmp_path):
    assert build("memory://raw", "memory://interim", "memory://output").status == 0
    assert fetch(bucket, tmp_path / "fetched") == hash_folder(tmp_path / "local")
    assert build("memory://raw", "memory://interim", "memory://output").is_current


def test_a_bucket_that_lost_a_table_gets_it_again(bucket, tmp_path):
    build("memory://raw", tmp_path / "interim", "memory://output")
    bucket.rm("/output/targets.csv")
    bucket.pipe_file("/output/stray.csv", b"x")
    assert not build("memory://raw", tmp_path / "interim", "memory://output").is_current
    assert fetch(bucket, tmp_path / "fetched") == hash_folder(tmp_path / "local")


def test_a_change_uploads_what_changed(tmp_path, small_segments):
    fill(tmp_path / "raw", 25)
    places = (tmp_path / "raw", tmp_path / "interim", "memory://output")
    assert build(*places).status == 0
    memory = fsspec.filesystem("memory")
    before = {path: memory.created(path) for path in memory.find("/output")}
    make_docx(tmp_path / "raw/d07.docx", [HEADINGS, *make_rows(70)])
    assert build(*places).status == 0
    after = {path: memory.created(path) for path in memory.find("/output")}
    pages = {path.rpartition("/")[2] for path in after if after[path] != before[path] and "/report/" in path}
    assert pages == {"d07.html", "all.js"}
    assert run(tmp_path, "local").status == 0
    assert fetch(memory, tmp_path / "fetched") == hash_folder(tmp_path / "local")
    memory.rm("/", recursive=True)


def test_a_bucket_that_somebody_else_published_to_is_written_whole(bucket, tmp_path):
    places = ("memory://raw", tmp_path / "interim", "memory://output")
    assert build(*places).status == 0
    for path in bucket.find("/output"):  # as large as ours, of other content
        bucket.pipe_file(path, b"x" * bucket.size(path))
    assert not build(*places).is_current
    assert fetch(bucket, tmp_path / "fetched") == hash_folder(tmp_path / "local")


def test_an_empty_bucket_is_said(tmp_path):
    built = build("memory://nothing", tmp_path / "interim", tmp_path / "output")
    assert (built.status, [f.code for f in built.shown]) == (2, ["D01"])


def test_a_file_url_is_a_folder(tmp_path):
    fill(tmp_path / "raw", 2)
    run(tmp_path, "local")
    urls = [(tmp_path / name).as_uri() for name in ("raw", "interim", "output")]
    assert build(*urls, options=Options(jobs=2)).status == 0
    assert hash_folder(tmp_path / "output") == hash_folder(tmp_path / "local")
    make_docx(tmp_path / "raw/d00.docx", [HEADINGS, *make_rows(5)])
    assert not build(*urls).is_current
