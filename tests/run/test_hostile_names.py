"""Hostile names, links and catalogues: nothing outside of the folders is read or written."""

import os

import pytest

from pipeline.__main__ import main
from pipeline.rules.limits import limit
from pipeline.sources.catalogue import find_entries
from pipeline.sources.folders import LocalFolder
from tests.run.builders import HEADINGS, fill, make_docx, make_rows, run

NAMES = ["换\n行.docx", "قائمة.docx", "список.docx", "a b'\"`$(x);&.docx", "‮fdp.docx", "🏛.docx", "x" * 240 + ".docx"]


@pytest.mark.parametrize("name", NAMES)
def test_file_names_of_any_kind(tmp_path, name, capsys):
    (tmp_path / "raw").mkdir()
    make_docx(tmp_path / "raw" / name, [HEADINGS, *make_rows(1)])
    arguments = ["build", "--jobs=0", *(f"--{n}={tmp_path / n}" for n in ("raw", "interim", "output"))]
    assert main(arguments) == 0
    assert [
        path.is_dir() for path in (tmp_path / "interim").iterdir() if path.suffix == "" and path.name[0] != "."
    ] == [True]
    assert run(tmp_path).dataset.documents[0].source_path == name


def test_a_file_name_that_is_no_utf8(tmp_path):
    (tmp_path / "raw").mkdir()
    make_docx(tmp_path / "raw/x.docx", [HEADINGS, *make_rows(1)])
    os.rename(tmp_path / "raw/x.docx", os.fsencode(tmp_path / "raw") + b"/\xcd\xe5.docx")  # noqa: PTH104
    built = run(tmp_path)
    assert (built.status, built.dataset.documents[0].source_path) == (0, "\\xcd\\xe5.docx")


def test_a_finding_can_not_command_the_terminal(tmp_path, capsys):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/\x1b]0;evil\x07\nerror.docx").write_bytes(b"PK\x03\x04")
    arguments = ["build", "--jobs=0", *(f"--{n}={tmp_path / n}" for n in ("raw", "interim", "output"))]
    assert main(arguments) == 1
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert "\\x1b]0;evil\\x07\\nerror.docx" in said


def test_links_and_devices(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    make_docx(outside / "secret.docx", [HEADINGS, *make_rows(1)])
    raw = tmp_path / "raw"
    fill(raw, 1)
    (raw / "inside.docx").symlink_to(raw / "d00.docx")
    (raw / "out.docx").symlink_to(outside / "secret.docx")
    (raw / "folder").symlink_to(outside)
    (raw / "nowhere.docx").symlink_to(raw / "missing.docx")
    os.mkfifo(raw / "pipe.docx")
    built = run(tmp_path)
    assert [d.doc_id for d in built.dataset.documents] == ["d00", "inside"]
    troubles = {f.path: f.message for f in built.findings if f.code == "D05"}
    assert troubles.keys() == {"out.docx", "folder", "nowhere.docx", "pipe.docx"}
    assert "leads out of the folder" in troubles["out.docx"]


def test_a_file_over_the_limit_is_not_opened(tmp_path):
    fill(tmp_path / "raw", 1)
    with (tmp_path / "raw/huge.txt").open("wb") as handle:
        handle.truncate(limit("file_bytes") + 1)  # sparse: takes no room
    built = run(tmp_path)
    assert [(f.code, f.path) for f in built.shown if f.level == "error"] == [("D06", "huge.txt")]
    assert [d.status for d in built.dataset.documents] == ["ok"]


def test_a_catalogue_that_is_no_text(tmp_path):
    fill(tmp_path / "raw", 1)
    (tmp_path / "raw/sources.csv").write_bytes(b"file,title\n\xff\xfe,\x00")
    _, findings = find_entries(LocalFolder(tmp_path / "raw"))
    assert [f.code for f in findings] == ["D13"]


@pytest.mark.parametrize("doc_id", ["../evil", "/tmp/evil", "a/b", ".hidden", "ledger.json"])
def test_a_doc_id_is_no_path(tmp_path, doc_id):
    fill(tmp_path / "raw", 1)
    (tmp_path / "raw/sources.csv").write_text(f"file,doc_id\nd00.docx,{doc_id}\n", encoding="utf-8")
    built = run(tmp_path)
    assert [f.code for f in built.findings if f.level == "error"] == ["D09"]
    assert [d.doc_id for d in built.dataset.documents] == ["d00"]
