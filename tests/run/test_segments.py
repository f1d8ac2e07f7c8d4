"""A change costs its own segment: the others, and the pages of the report, are taken as they are."""

import importlib
import random

import pyarrow.parquet as pq
import pytest

from pipeline.run import segments
from pipeline.run.segments import LEAST, MOST, MOST_BYTES, cut_bundles
from pipeline.run.work import Task
from pipeline.sources.catalogue import Entry
from tests.run.builders import HEADINGS, fill, hash_folder, make_docx, make_rows, run


def make_tasks(names, size=1):
    entries = [Entry(name, f"{name}.docx", f"{name}.docx", "", size=size) for name in sorted(names)]
    return [Task(entry, entry.doc_id, "raw", "interim") for entry in entries]


NAMES = [f"list-{number:05}" for number in range(3000)]


def test_segments_hold_every_document_once_in_order():
    tasks = make_tasks(NAMES)
    bundles = list(cut_bundles(tasks))
    assert [task for bundle in bundles for task in bundle.tasks] == tasks
    sizes = [len(bundle.tasks) for bundle in bundles]
    assert all(LEAST <= size <= MOST for size in sizes[:-1])
    assert len({bundle.path for bundle in bundles}) == len(bundles)


def test_a_new_document_changes_its_neighbourhood_only():
    chosen = random.Random(1).sample(NAMES, 2500)
    before = {bundle.key for bundle in cut_bundles(make_tasks(chosen))}
    for name in ("aaa", "list-01500x", "zzz"):
        after = {bundle.key for bundle in cut_bundles(make_tasks([*chosen, name]))}
        assert len(after - before) <= 4


def test_large_files_make_small_segments():
    assert [len(b.tasks) for b in cut_bundles(make_tasks(NAMES[:6], size=MOST_BYTES // 2))] == [2, 2, 2]
    assert [len(b.tasks) for b in cut_bundles(make_tasks(NAMES[:3], size=MOST_BYTES * 2))] == [1, 1, 1]


def test_no_documents_no_segments():
    assert list(cut_bundles([])) == []


@pytest.fixture
def merged(monkeypatch):
    """Paths of the segments that are made."""
    paths = []
    real = segments.merge

    def note(bundle):
        paths.append(bundle.path)
        real(bundle)

    for module in ("engine", "build"):
        monkeypatch.setattr(importlib.import_module(f"pipeline.run.{module}"), "merge", note)
    return paths


@pytest.fixture
def folder(tmp_path, merged, small_segments):
    fill(tmp_path / "raw", 25)  # more than one page of the report takes
    assert run(tmp_path).status == 0
    assert merged == [f".segments/d{n:02}.zip" for n in range(0, 25, 2)]
    merged.clear()
    return tmp_path


def test_one_changed_document_costs_its_segment(folder, merged):
    pages = {path.name: path.stat().st_ino for path in (folder / "output/report").glob("*.html")}
    make_docx(folder / "raw/d07.docx", [HEADINGS, *make_rows(70)])
    assert run(folder).status == 0
    assert merged == [".segments/d06.zip"]
    now = {path.name: path.stat().st_ino for path in (folder / "output/report").glob("*.html")}
    assert {name for name in now if now[name] != pages[name]} == {"d07.html"}
    assert run(folder, "fresh").status == 0
    assert hash_folder(folder / "output") == hash_folder(folder / "fresh")


def test_a_page_that_somebody_changed_is_written_anew(folder):
    expected = hash_folder(folder / "output")
    (folder / "output/report/d03.html").write_text("changed", encoding="utf-8")
    assert not run(folder).is_current
    assert hash_folder(folder / "output") == expected
    assert run(folder).is_current


def test_a_document_that_goes_takes_its_segment_along(folder, merged):
    (folder / "raw/d24.docx").unlink()
    assert run(folder).status == 0
    assert not (folder / "output-interim/.segments/d24.zip").exists()
    assert merged == []
    assert pq.read_table(folder / "output/documents.parquet").num_rows == 24


def test_every_row_group_is_a_segment_in_order(folder):
    file = pq.ParquetFile(folder / "output/measures.parquet")
    assert file.metadata.num_row_groups == 13
    assert file.read(["doc_id"])["doc_id"].to_pylist() == [f"d{n:02}" for n in range(25) for _ in range(3)]
