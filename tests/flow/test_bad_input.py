"""Bad input: a clear message that names file and place, an exit status, the other documents published."""

import csv
import shutil
import zipfile
from pathlib import Path

import pytest

from pipeline.__main__ import main
from pipeline.run import build

DATA = Path(__file__).parents[1] / "data/sources"
HEADINGS = ["具体措施", "2024年工作计划", "牵头单位", "配合单位"]
ROW = ["1.建设公园。", "新建公园3个。", "市城市管理局", "市财政局"]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def make_docx(path: Path, *tables: list[list[str]]) -> None:
    """Write a Word package that holds plain tables and nothing else."""
    body = "".join(
        "<w:tbl>"
        + "".join(
            "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in row) + "</w:tr>"
            for row in table
        )
        + "</w:tbl><w:p/>"
        for table in tables
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')


@pytest.fixture
def folders(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    shutil.copy(DATA / "responsibility_list.docx", raw / "good.docx")
    return raw, tmp_path / "interim", tmp_path / "output"


def run(folders):
    built = build(*folders)
    return built, [f for f in built.findings if f.level != "info"]


def bad_file(folders, name, content, expected, place=""):
    (folders[0] / name).write_bytes(content)
    built, found = run(folders)
    assert built.status == 1
    assert any(f.path == name and f.level == "error" and expected in f.message and place in f.place for f in found), (
        found
    )
    assert {d.doc_id: d.status for d in built.dataset.documents}["good"] != "failed"
    assert len([m for m in built.dataset.measures if m.doc_id == "good"]) == 30
    assert (folders[2] / "targets.parquet").is_file()


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("empty.docx", b"", "empty"),
        ("broken.docx", b"PK\x03\x04 this is no zip", "broken zip"),
        ("photo.docx", b"\x89PNG\r\n\x1a\n....", "picture"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64, "no Word or Excel stream"),
        ("noise.bin", b"ab\0\0cd", "binary"),
        (
            "list.txt",
            "附件：\n清单\n\t具体措施\n\t2022年工作计划\n\t牵头单位\n\n\t1.甲\n\t乙".encode(),
            "2 cells for 3 columns",
        ),
        ("prose.txt", "没有表格的一段话。".encode(), "no responsibility list"),
    ],
)
def test_a_file_that_can_not_be_read(folders, name, content, expected):
    bad_file(folders, name, content, expected)


def test_a_zip_that_is_no_word_document(folders):
    with zipfile.ZipFile(folders[0] / "x.docx", "w") as package:
        package.writestr("a.txt", "x")
    built, found = run(folders)
    assert built.status == 1
    assert [f.path for f in found if "word/document.xml" in f.message] == ["x.docx"]


def test_a_truncated_word_document(folders):
    content = (DATA / "responsibility_list.docx").read_bytes()
    bad_file(folders, "cut.docx", content[: len(content) // 2], "broken zip")


def test_broken_xml(folders):
    with zipfile.ZipFile(folders[0] / "x.docx", "w") as package:
        package.writestr("word/document.xml", "<w:document>")
    built, found = run(folders)
    assert built.status == 1
    assert any(f.path == "x.docx" and f.place == "word/document.xml" for f in found)


def made(folders, *tables):
    (folders[0] / "good.docx").unlink()
    make_docx(folders[0] / "made.docx", *tables)
    return run(folders)


def test_a_table_that_is_no_list(folders):
    built, found = made(folders, [["姓名", "电话"], ["甲", "1"]])
    assert (built.status, [f.code for f in found]) == (1, ["P01"])


def test_two_lists_in_one_document(folders):
    built, _ = made(folders, [HEADINGS, ROW], [HEADINGS, ["2.建设学校。", "新建学校2所。", "市教育局", "市财政局"]])
    assert built.status == 0
    assert [m.number for m in built.dataset.measures] == ["1", "2"]


def test_an_unknown_heading_is_named_and_its_cells_are_kept(folders):
    built, found = made(folders, [[*HEADINGS, "花名"], [*ROW, "某物"]])
    assert built.status == 0
    assert [f.place for f in found if f.code == "P03"] == ["table 1, column 5"]
    assert "某物" in [cell.text for cell in built.dataset.cells]


def test_a_missing_column(folders):
    built, found = made(folders, [["具体措施", "2024年工作计划"], ["1.甲。", "乙。"]])
    assert (built.status, [f.code for f in found]) == (1, ["P01"])


def test_an_empty_lead_unit(folders):
    built, found = made(folders, [HEADINGS, ["1.建设公园。", "新建公园3个。", "", "市财政局"]])
    assert built.status == 0
    assert any("made/1" in f.place and "lead" in f.place + f.message for f in found), found
    assert [c.status for c in built.dataset.checks if c.check == "lead_unit_named"] != ["pass"]


def test_duplicate_measure_numbers(folders):
    built, found = made(folders, [HEADINGS, ROW, ["1.建设学校。", "新建学校2所。", "市教育局", ""]])
    assert [m.measure_id for m in built.dataset.measures] == ["made/1", "made/1-2"]
    assert any(f.code == "S04" for f in found)


def test_a_row_of_too_few_cells(folders):
    built, found = made(folders, [HEADINGS, ROW, ["2.建设学校。", "新建学校2所。"]])
    assert built.status == 1
    assert [(f.code, f.place) for f in found if f.level == "error"] == [("P04", "table 1, row 3")]
    assert len(built.dataset.measures) == 1


def test_two_files_of_one_doc_id(folders):
    shutil.copy(DATA / "responsibility_list.txt", folders[0] / "good.txt")
    built, found = run(folders)
    assert [f.code for f in found] == ["D04"]
    assert "good.docx" in found[0].message
    assert "good.txt" in found[0].message
    assert built.status == 2


def test_the_catalogue_can_tell_them_apart(folders):
    shutil.copy(DATA / "responsibility_list.txt", folders[0] / "good.txt")
    (folders[0] / "sources.csv").write_text("file,doc_id,title,region,published\ngood.txt,dump,,,\n", encoding="utf-8")
    built, _ = run(folders)
    assert built.status == 0
    assert [d.doc_id for d in built.dataset.documents] == ["dump", "good"]


def test_no_raw_folder_and_an_empty_one(tmp_path, capsys):
    output = tmp_path / "output"
    output.mkdir()
    (output / "targets.csv").write_text("the last good one", encoding="utf-8")
    arguments = ["build", "--raw", str(tmp_path / "raw"), "--interim", str(tmp_path / "i"), "--output", str(output)]
    assert main(arguments) == 2
    assert "there is no such folder" in capsys.readouterr().err
    (tmp_path / "raw").mkdir()
    assert main(arguments) == 2
    assert "holds no document" in capsys.readouterr().err
    assert (output / "targets.csv").read_text(encoding="utf-8") == "the last good one"


def test_the_summary_and_a_second_run(folders, capsys):
    arguments = ["build", "--raw", str(folders[0]), "--interim", str(folders[1]), "--output", str(folders[2])]
    assert main(arguments) == 0
    assert "measures    30" in capsys.readouterr().out
    assert main(arguments) == 0
    assert "is up to date" in capsys.readouterr().out
    (folders[2] / "targets.csv").unlink()
    assert main(arguments) == 0
    assert (folders[2] / "targets.csv").is_file()
    with (folders[1] / "good/2_split_plan_items.csv").open(encoding="utf-8-sig") as handle:
        assert len(list(csv.DictReader(handle))) == 270
