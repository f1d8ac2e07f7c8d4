"""A document is read again only if something that it depends on has changed: bytes, catalogue row, limits, program."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import flow
from pipeline.check import against_models
from pipeline.model import Finding
from pipeline.run import ledger
from tests.run.builders import HEADINGS, fill, hash_folder, make_docx, make_rows, run

ROOT = Path(__file__).parents[2]


@pytest.fixture
def read(monkeypatch):
    """Paths of the documents that are read."""
    paths = []
    real = flow.read_document

    def note(source):
        paths.append(source.path)
        return real(source)

    monkeypatch.setattr(flow, "read_document", note)
    return paths


@pytest.fixture
def folder(tmp_path, read):
    fill(tmp_path / "raw", 4)
    assert run(tmp_path).status == 0
    assert read == [f"d0{n}.docx" for n in range(4)]
    read.clear()
    return tmp_path


def test_nothing_changed(folder, read):
    built = run(folder)
    assert (built.is_current, built.status, read) == (True, 0, [])


def test_a_new_time_is_no_change(folder, read):
    os.utime(folder / "raw/d01.docx", (1, 1))
    assert run(folder).is_current


def change_bytes(raw):
    make_docx(raw / "d01.docx", [HEADINGS, *make_rows(9)])


def change_catalogue(raw):
    (raw / "sources.csv").write_text("file,region\nd01.docx,佛山市\n", encoding="utf-8")


def change_corrections(raw):
    (raw / "d01.corrections.csv").write_text("key,source_sha256,field,old,new,note\n", encoding="utf-8")


@pytest.mark.parametrize("change", [change_bytes, change_catalogue, change_corrections])
def test_one_changed_document_is_read_alone(folder, read, change):
    change(folder / "raw")
    built = run(folder)
    assert read == ["d01.docx"]
    fresh = folder / "fresh"
    assert run(folder, "fresh").status == built.status
    assert hash_folder(folder / "output") == hash_folder(fresh)


def test_another_limit_reads_again(folder, read):
    run(folder, limits={"cells": 500})
    assert len(read) == 4


def test_another_program_reads_again(folder, read, monkeypatch):
    monkeypatch.setattr(ledger, "program_mark", lambda: "another")
    run(folder)
    assert len(read) == 4


def test_the_program_is_its_code_its_tables_and_its_libraries(monkeypatch):
    known = ledger.program_mark()
    ledger.program_mark.cache_clear()
    monkeypatch.setattr(ledger, "_installed", lambda: {"pyarrow": "0"})
    assert ledger.program_mark() != known
    ledger.program_mark.cache_clear()


def test_a_document_that_is_gone_is_gone(folder, read):
    (folder / "raw/d02.docx").unlink()
    built = run(folder)
    assert [d.doc_id for d in built.dataset.documents] == ["d00", "d01", "d03"]
    assert read == []


def test_a_changed_output_is_built_again_from_the_parts(folder, read):
    expected = hash_folder(folder / "output")
    content = (folder / "output/targets.csv").read_bytes()
    (folder / "output/targets.csv").write_bytes(content[:-1] + b"x")
    assert not run(folder).is_current
    assert (hash_folder(folder / "output"), read) == (expected, [])


def test_what_does_not_belong_into_the_output_is_refused_and_stays(folder):
    os.mkfifo(folder / "output/pipe")
    (folder / "output/targets.csv").unlink()
    with pytest.raises(OSError, match="which no build wrote"):
        run(folder)
    assert (folder / "output/pipe").exists()


def test_what_took_the_place_of_a_file_of_ours_goes(folder):
    expected = hash_folder(folder / "output")
    (folder / "output/targets.csv").unlink()
    (folder / "output/targets.csv").symlink_to("nowhere")
    assert not run(folder).is_current
    assert hash_folder(folder / "output") == expected
    assert run(folder).is_current


@pytest.mark.parametrize("name", ["d01/part.zip", ".segments/d00.zip"])
def test_what_is_damaged_in_interim_is_made_again(folder, read, name):
    expected = hash_folder(folder / "output")
    file = folder / "output-interim" / name
    content = file.read_bytes()
    file.write_bytes(content[:200] + b"\0" * 50 + content[250:])
    (folder / "output/targets.csv").unlink()
    assert run(folder).status == 0
    assert (hash_folder(folder / "output"), read) == (expected, ["d01.docx"] if name[0] == "d" else [])


def test_a_killed_run_goes_on_where_it_stopped(folder, read):
    change_bytes(folder / "raw")
    (folder / "output-interim/ledger.json").write_text('{"finger', encoding="utf-8")
    run(folder)
    assert read == ["d01.docx"]


def test_a_run_with_nothing_to_do_imports_no_pandas(folder):
    code = (
        "import sys; from pipeline.run import build;"
        f"b = build({str(folder / 'raw')!r}, {str(folder / 'output-interim')!r}, {str(folder / 'output')!r});"
        "assert b.is_current; print([m for m in ('pandas', 'pyarrow', 'pandera', 'jieba', 'lxml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_only_what_is_new_is_validated(folder, read, monkeypatch):
    validated = []
    real = against_models.find_frame_failures

    def note(frames, paths):
        validated.extend(paths.values())
        return real(frames, paths)

    monkeypatch.setattr(against_models, "find_frame_failures", note)
    change_bytes(folder / "raw")
    run(folder)
    assert validated == ["d01.docx"]


def test_a_document_that_breaks_the_schema_is_withdrawn_alone(folder, read, monkeypatch):
    change_bytes(folder / "raw")
    real = against_models.find_frame_failures

    def refuse(frames, paths):
        if frames.keys() > {"documents"} and any(frames["documents"]["measure_count"]):
            return [Finding("C01", "error", path, "", "breaks", "不符") for path in paths.values()]
        return real(frames, paths)

    monkeypatch.setattr(against_models, "find_frame_failures", refuse)
    built = run(folder)
    assert built.status == 1
    assert {d.doc_id: d.status for d in built.dataset.documents} == {
        "d00": "ok",
        "d01": "failed",
        "d02": "ok",
        "d03": "ok",
    }
    assert [(f.code, f.path) for f in built.findings if f.level == "error"] == [("C01", "d01.docx")]


def test_a_dataset_that_breaks_the_schema_as_a_whole_is_not_published(folder, read, monkeypatch):
    change_bytes(folder / "raw")
    before = hash_folder(folder / "output")
    problem = Finding("C01", "error", "", "", "breaks", "不符")
    monkeypatch.setattr(
        against_models, "find_frame_failures", lambda frames, paths: [problem] if "documents" in frames else []
    )
    for _ in range(2):  # what was found once is found again
        built = run(folder)
        assert (built.status, hash_folder(folder / "output")) == (3, before)
    assert [path.name for path in folder.glob(".output.*")] == [".output.lock"]
