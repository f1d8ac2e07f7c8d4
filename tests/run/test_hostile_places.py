"""Hostile places: nothing is deleted that is no dataset, nothing is read from outside, no pipe is waited for."""

import os

import pytest

from pipeline.__main__ import main
from pipeline.run import build
from pipeline.sources.catalogue import MOST_TOLD, find_entries
from pipeline.sources.corrections import SUFFIX
from pipeline.sources.folders import LocalFolder
from tests.run.builders import HEADINGS, fill, hash_folder, make_docx, make_rows, run


@pytest.fixture
def folder(tmp_path):
    fill(tmp_path / "raw", 1)
    return tmp_path


def command(folder, raw="raw", interim="interim", output="output") -> int:
    places = {"raw": raw, "interim": interim, "output": output}
    return main(["build", "--jobs=0", *(f"--{name}={folder / place}" for name, place in places.items())])


@pytest.mark.parametrize(
    "places",
    [
        {"output": "raw"},
        {"output": "raw/output"},
        {"output": "."},
        {"interim": "raw/interim"},
        {"interim": "output/interim"},
        {"raw": "interim", "interim": "interim"},
    ],
    ids=str,
)
def test_places_that_lie_in_each_other_are_refused(folder, places, capsys):
    before = hash_folder(folder)
    assert command(folder, **places) == 3
    assert "may not lie in" in capsys.readouterr().err
    assert hash_folder(folder) == before


def test_buckets_that_lie_in_each_other_are_refused(folder):
    for output in ("memory://place", "memory://place/raw/"):
        with pytest.raises(OSError, match="may not lie in"):
            build("memory://place/raw", folder / "interim", output)


def test_a_folder_of_other_files_is_not_replaced(folder, capsys):
    (folder / "output").mkdir()
    (folder / "output/letters.txt").write_text("mine")
    assert command(folder) == 3
    assert "holds letters.txt, which no build wrote" in capsys.readouterr().err
    assert (folder / "output/letters.txt").read_text() == "mine"
    (folder / "output/letters.txt").rename(folder / "output/README.md")
    assert command(folder) == 0
    assert (folder / "output/README.md").read_text() == "mine"


@pytest.mark.parametrize(
    "name",
    [
        ".git/HEAD",
        "thesis.docx",
        "report/notes.docx",
        "report/texts/a.docx",
        "report/texts/in/a.js",
        "old/targets.csv",
        ".env",
    ],
)
def test_what_lies_beside_a_dataset_is_not_deleted(folder, name, capsys):
    assert command(folder) == 0
    path = folder / "output" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine", encoding="utf-8")
    fill(folder / "raw", 2)
    before = hash_folder(folder / "output")
    assert command(folder) == 3
    assert hash_folder(folder / "output") == before
    assert name.partition("/")[0] in capsys.readouterr().err


@pytest.mark.parametrize(
    "mark", ['{"name": "somebody-elses", "resources": []}', "{", "[]", '{"name": "policy-pledges"}']
)
def test_a_mark_of_somebody_else_is_none(folder, mark, capsys):
    (folder / "output").mkdir()
    (folder / "output/datapackage.json").write_text(mark, encoding="utf-8")
    assert command(folder) == 3
    assert (folder / "output/datapackage.json").read_text(encoding="utf-8") == mark
    assert "datapackage.json" in capsys.readouterr().err


def test_a_file_is_not_replaced(folder, capsys):
    (folder / "output").write_text("mine")
    assert command(folder) == 3
    assert "is no folder" in capsys.readouterr().err
    assert (folder / "output").read_text() == "mine"


def test_a_bucket_of_other_files_is_not_replaced(folder):
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe_file("/archive/raw/letter.docx", b"mine")
    try:
        with pytest.raises(OSError, match=r"holds raw/letter\.docx, which no build wrote"):
            build(folder / "raw", folder / "interim", "memory://archive")
        assert memory.cat_file("/archive/raw/letter.docx") == b"mine"
        memory.pipe_file("/upload/targets.csv", b"half a dataset")
        memory.pipe_file("/upload/.lock.old", b"and what says so")
        assert build(folder / "raw", folder / "interim", "memory://upload").status == 0
    finally:
        memory.rm("/", recursive=True)


@pytest.mark.parametrize("is_there", [True, False])
def test_an_output_that_is_a_link_stays_one(folder, is_there):
    (folder / "output").symlink_to("real")
    if is_there:
        (folder / "real").mkdir()
    for number in (1, 2):
        make_docx(folder / "raw/d01.docx", [HEADINGS, *make_rows(number)])
        assert command(folder) == 0
        assert (folder / "output").is_symlink()
        assert (folder / "real/datapackage.json").is_file()


@pytest.mark.parametrize("name", ["interim", "interim/ledger.json/x", "interim/d00"])
def test_files_and_folders_where_others_belong_are_said(folder, name, capsys):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("mine")
    assert command(folder) == 3
    assert "error: " in capsys.readouterr().err
    assert (folder / name).read_text() == "mine"


@pytest.mark.parametrize("ledger", ["[1]", "{}", '{"fingerprint": 1}', "null", "\x00", "{"])
def test_a_ledger_that_is_none(folder, ledger):
    assert run(folder).status == 0
    (folder / "output-interim/ledger.json").write_text(ledger)
    assert run(folder).status == 0


def errors(folder) -> dict[str, str]:
    _, findings = find_entries(LocalFolder(folder / "raw"))
    return {finding.path: finding.code for finding in findings if finding.level == "error"}


def test_links_in_a_ring(folder):
    (folder / "raw/a.docx").symlink_to("b.docx")
    (folder / "raw/b.docx").symlink_to("a.docx")
    (folder / "raw/up").symlink_to("..")
    assert errors(folder) == {"a.docx": "D05", "b.docx": "D05", "up": "D05"}


@pytest.mark.parametrize("name", ["sources.csv", f"d00{SUFFIX}"])
def test_a_catalogue_and_corrections_that_are_no_files(folder, name):
    os.mkfifo(folder / "raw" / name)
    assert errors(folder) == {name: "D05"}
    (folder / "raw" / name).unlink()
    (folder / "raw" / name).symlink_to("/etc/passwd")
    built = run(folder)
    assert [f.code for f in built.findings if f.level == "error"] == ["D05"]
    assert "root:" not in str(built.findings)
    (folder / "raw" / name).unlink()
    with (folder / "raw" / name).open("wb") as handle:
        handle.truncate(1 << 40)  # sparse
    assert errors(folder) == {name: "D06"}


def test_a_file_that_becomes_a_pipe_is_not_waited_for(folder):
    raw = LocalFolder(folder / "raw")
    (folder / "raw/d00.docx").unlink()
    os.mkfifo(folder / "raw/d00.docx")
    with pytest.raises(OSError, match="is no file"):
        raw.read("d00.docx")


CATALOGUES = {
    "named twice": (b"file,title\nd00.docx,a\nd00.docx,b\n", "is named again"),
    "too many cells": (b"file,title\nd00.docx,a,b,c\n", "more cells"),
    "a column twice": (b"file,file\nd00.docx,d00.docx\n", "columns have to be"),
    "a date without hyphens": (b"file,published\nd00.docx,20220815\n", "is no date"),
    "a week": (b"file,published\nd00.docx,2022-W33\n", "is no date"),
    "other digits": ("file,published\nd00.docx,２０２２-08-15\n".encode(), "is no date"),
    "a long key": (b"file,doc_id\nd00.docx," + b"x" * 5000 + b"\n", "is longer than"),
    "a quotation mark that never ends": (b'file,title\n"d00.docx,' + b"x" * 300_000, "is no CSV"),
    "UTF-16": ("file,title\n".encode("utf-16"), "is no CSV"),
    "half a character": (b"file,title\nd00.docx,\xed\xa0\x80\n", "is no CSV"),
    "empty": (b"", "columns have to be"),
}


@pytest.mark.parametrize(("content", "words"), CATALOGUES.values(), ids=CATALOGUES)
def test_catalogues_with_faults_say_so_and_the_document_is_published(folder, content, words):
    (folder / "raw/sources.csv").write_bytes(content)
    built = run(folder)
    assert built.status == 1
    assert [words in f.message for f in built.findings if f.level == "error"] == [True]
    assert [d.status for d in built.dataset.documents] == ["ok"]


def test_a_catalogue_with_a_mark_nuls_and_empty_rows(folder):
    (folder / "raw/sources.csv").write_bytes(b'\xef\xbb\xbffile,title,region\r\nd00.docx,"a\x00\r\nb",\r\n,,\r\n,,\r\n')
    built = run(folder)
    assert (built.status, built.dataset.documents[0].title) == (0, "a\x00\r\nb")


def test_a_catalogue_of_a_hundred_thousand_rows_is_cut_short(folder):
    rows = "".join(f"gone{n}.docx,2022\n" for n in range(100_000))
    (folder / "raw/sources.csv").write_text(f"file,published\n{rows}")
    entries, findings = find_entries(LocalFolder(folder / "raw"))
    assert [entry.doc_id for entry in entries] == ["d00"]
    assert len(findings) == 2 * (MOST_TOLD + 1)
    assert findings[-1].message == f"and {100_000 - MOST_TOLD} more like the last"


def test_twins_by_case_or_by_composition_are_said(folder):
    for name in ("D01.docx", "d01.docx", "caf\u00e9.docx", "cafe\u0301.docx", "\uac00.docx", "\u1100\u1161.docx"):
        make_docx(folder / "raw" / name, [HEADINGS, *make_rows(1)])
    entries, findings = find_entries(LocalFolder(folder / "raw"))
    assert [entry.doc_id for entry in entries] == ["d00"]
    assert [finding.code for finding in findings] == ["D04"] * 3


def test_a_catalogue_names_a_file_in_either_composition(folder):
    make_docx(folder / "raw/cafe\u0301.docx", [HEADINGS, *make_rows(1)])
    (folder / "raw/sources.csv").write_text("file,title\ncaf\u00e9.docx,here\n", encoding="utf-8")
    entries, findings = find_entries(LocalFolder(folder / "raw"))
    assert ({entry.title for entry in entries}, findings) == ({None, "here"}, [])
