"""Hostile input: each kind is refused or kept harmless, within a limit, and the document beside it is published."""

import csv
import io
import os
import re
import time
import zipfile
from pathlib import Path

import pytest

from pipeline.__main__ import main
from pipeline.catalogue import find_entries
from pipeline.flow import read_document
from pipeline.folders import LocalFolder
from pipeline.model import Cell, Source
from pipeline.parse import READERS
from pipeline.rules.limits import changed, limit, parse, standard
from tests.run.builders import DATA, HEADINGS, W, fill, make_docx, make_rows, run

SECONDS = 20  # what any of them may take, on a busy machine


def read(content: bytes, name: str = "x.docx", **limits: int):
    """Read a document; give the errors and warnings, and what was read."""
    started = time.perf_counter()
    with changed(limits):
        rooms = read_document(Source("x", name, content, "0" * 64))
    assert time.perf_counter() - started < SECONDS
    return [f for f in rooms.findings if f.level != "info"], rooms


def refuse(content: bytes, words: str, name: str = "x.docx", **limits: int) -> None:
    found, rooms = read(content, name, **limits)
    assert rooms.document.status == "failed"
    assert [f.path for f in found if re.search(words, f.message)] == [name], found


def package(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def body(inner: str) -> bytes:
    return f'<w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'.encode()


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc>{properties}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def table(*rows: list[str]) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def docx(inner: str) -> bytes:
    return package({"word/document.xml": body(inner)})


def test_a_zip_bomb():
    bomb = package({"word/document.xml": body("") + b" " * (64 << 20)})
    assert len(bomb) < 100_000
    refuse(bomb, "unpacked_ratio = 500")
    refuse(bomb, "part_bytes = 1000", part_bytes=1000)
    refuse(bomb, "unpacked_bytes = 1000", unpacked_bytes=1000, part_bytes=1 << 40)


def test_a_zip_of_very_many_members():
    refuse(
        package({f"word/{n}.xml": b"" for n in range(200)} | {"word/document.xml": body("")}),
        "zip_members",
        zip_members=100,
    )


def test_a_zip_whose_directory_lies_about_the_size():
    honest = package({"word/document.xml": body("") + b" " * (32 << 20)})
    size, lie = (32 << 20) + len(body("")), 5000
    lying = honest.replace(size.to_bytes(4, "little"), lie.to_bytes(4, "little"))
    assert lying != honest
    refuse(lying, "damaged|broken")


def test_a_zip_in_a_zip_is_not_unpacked():
    inner = package({"word/document.xml": b" " * (32 << 20)})
    refuse(package({"a.docx": inner}), "no word/document.xml")


@pytest.mark.parametrize(
    "name", ["../../../../tmp/pledges-evil", "/tmp/pledges-evil", "C:\\pledges-evil", "word/../../evil"]
)
def test_path_tricks_in_a_zip_write_nothing(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [HEADINGS, *make_rows(1)]
    content = package({name: b"evil", "word/document.xml": body(table(*[[cell(t) for t in row] for row in rows]))})
    _, rooms = read(content)
    assert len([c for c in rooms.of(Cell) if c.field == "measure"]) == 3
    assert not os.path.exists("/tmp/pledges-evil")  # noqa: PTH110
    assert list(tmp_path.rglob("*")) == []


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE lolz [<!ENTITY l0 "lol">{LAUGHS}]>'
QUADRATIC = f'<!DOCTYPE q [<!ENTITY a "{"a" * 100_000}">]>'
EXTERNAL = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
REMOTE = '<!DOCTYPE x [<!ENTITY % e SYSTEM "http://127.0.0.1:9/e.dtd"> %e;]>'


@pytest.mark.parametrize(
    ("doctype", "text"), [(BOMB, "&l9;"), (QUADRATIC, "&a;" * 1000), (EXTERNAL, "&e;"), (REMOTE, "x")]
)
def test_entities_are_refused(doctype, text):
    inner = body(table([cell(text)])).decode()
    refuse(package({"word/document.xml": (doctype + inner).encode()}), "XML is broken|declares entities")


def test_entities_of_a_web_page_are_not_resolved():
    page = EXTERNAL.replace("<!DOCTYPE x", "<!DOCTYPE html") + "<html><body><p>&e;</p><table><tr><td>x</table></html>"
    _, rooms = read(page.encode(), "x.html")
    assert "root:" not in str(rooms)


def test_a_table_of_a_thousand_million_columns():
    wide = '<w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>'
    refuse(docx(table([cell("具体措施", wide), cell("牵头单位")])), "too large|over the limit")


def test_a_table_of_too_many_positions():
    rows = [HEADINGS, *make_rows(1, 60)]
    refuse(docx(table(*[[cell(t) for t in row] for row in rows])), "table_positions = 100", table_positions=100)
    refuse(docx(table(*[[cell(t) for t in row] for row in rows])), "cells = 100", cells=100)


def test_tables_in_tables_in_tables():
    deep = "".join("<w:tbl><w:tr><w:tc>" for _ in range(5000)) + "x" + "</w:tc></w:tr></w:tbl>" * 5000
    refuse(docx(deep), "XML is broken|too deep")
    nested = "<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 60
    _, rooms = read(docx(nested))
    assert rooms.document.status == "failed"


def test_a_web_page_of_hostile_tables():
    refuse(("<table><tr><td>" * 3000).encode(), "too deep|nested_tables", "x.html")
    refuse(
        b"<table>" + b"<tr><td rowspan=65000 colspan=1000>x" * 10 + b"</table>",
        "too large|no responsibility list",
        "x.html",
    )
    refuse(b"<div>" * 100_000 + b"<table>", "too deep|no elements|no responsibility list", "x.html")


def test_a_very_long_line():
    line = "新建公园3个，" * 300_000  # 2.1 million characters
    refuse(
        f"\t具体措施\n\t2024年工作计划\n\t牵头单位\n\t1.甲。\n\t{line}\n\t市教育局".encode(), "cell_characters", "x.txt"
    )
    refuse(("a" * 20_000_000).encode(), "cell_characters|no responsibility list", "x.txt")


def test_a_long_cell_within_the_limit_is_read_in_linear_time():
    line = "新建公园3个，" * 5_000
    _, rooms = read(
        f"附件：\n清单\n\t具体措施\n\t2024年工作计划\n\t牵头单位\n\t1.甲。\n\t{line}\n\t市教育局".encode(), "x.txt"
    )
    assert max(len(c.text) for c in rooms.of(Cell)) > 30_000


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00\xd8\x00\xd8",
        b"\xef\xbb\xbf\xff\xff\xff",
        b"\x81\x00 \xff\xff",
        "具体措施".encode() + b"\xff\xfe\xfd",
    ],
)
def test_bytes_that_are_no_text(content):
    refuse(content, "not UTF-8|not utf-16|not the|no responsibility list|is binary|text is not", "x.txt")


def test_characters_that_do_not_show_are_kept_and_said():
    text = "新建公园3个\u202e5\u2066。\x07\x1b[31m"
    dump = f"附件：\n清单\n\t具体措施\n\t2024年工作计划\n\t牵头单位\n\t1.甲。\n\t{text}\n\t市教育局"
    found, rooms = read(dump.encode(), "x.txt")
    assert [f.code for f in found if f.code == "P60"] == ["P60"]
    assert "\u202e" in "".join(c.text for c in rooms.of(Cell))


PDF = """%PDF-1.7
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[{kids}]/Count {count}>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>> endobj
4 0 obj <</Length {length}>> stream
{stream}
endstream endobj
5 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>/Length 4>> stream
/F Do
endstream endobj
trailer <</Root 1 0 R>>
"""


def pdf(kids: str = "3 0 R", count: int = 1, stream: str = "/F Do") -> bytes:
    return PDF.format(kids=kids, count=count, length=len(stream), stream=stream).encode()


def test_pdfs_with_loops_end():
    for content in (pdf(), pdf(kids="2 0 R 3 0 R", count=2), pdf(kids="2 0 R"), pdf(count=2_000_000_000)):
        found, rooms = read(content, "x.pdf")
        assert rooms.document.status == "failed"
        assert found


def test_a_pdf_of_too_many_objects_or_pages():
    rules = "0 0 m 500 0 l S\n" * 2000
    refuse(pdf(stream=rules), "page_objects = 1000", "x.pdf", page_objects=1000)
    refuse(pdf(kids="3 0 R 3 0 R 3 0 R", count=3), "limit pages", "x.pdf", pages=2)


def test_half_of_every_format_is_refused_or_read_in_part():
    for path in sorted(DATA.glob("responsibility_list.*")):
        if path.suffix.lstrip(".") in READERS and READERS[path.suffix[1:]] != "pipeline.parse.office":
            content = path.read_bytes()
            found, rooms = read(content[: len(content) // 2], path.name)
            assert rooms.document.status == "failed" or found, path.name


def test_what_a_spreadsheet_would_run_is_neutralised_and_what_a_browser_would_run_is_escaped(tmp_path):
    evil = "=HYPERLINK(&quot;http://x&quot;)"
    markup = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;"
    (tmp_path / "raw").mkdir()
    make_docx(tmp_path / "raw/evil.docx", [HEADINGS, (f"1.{markup}。", f"{evil}新建公园3个", "@市教育局", "+市财政局")])
    assert run(tmp_path).status in (0, 1)
    for path in (tmp_path / "output").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as handle:
            values = [value for row in csv.reader(handle) for value in row]
        assert not [value for value in values if value.startswith(("=", "+", "@", "\t", "\r"))], path.name
    report = (tmp_path / "output/report.html").read_text(encoding="utf-8")
    assert "<script>alert" not in report
    assert "<img src=x" not in report
    assert "alert(" in report


NAMES = ["换\n行.docx", "قائمة.docx", "список.docx", "a b'\"`$(x);&.docx", "‮fdp.docx", "🏛.docx", "x" * 240 + ".docx"]


@pytest.mark.parametrize("name", NAMES)
def test_file_names_of_any_kind(tmp_path, name, capsys):
    (tmp_path / "raw").mkdir()
    make_docx(tmp_path / "raw" / name, [HEADINGS, *make_rows(1)])
    arguments = ["build", "--jobs=0", *(f"--{n}={tmp_path / n}" for n in ("raw", "interim", "output"))]
    assert main(arguments) == 0
    assert [
        path.is_dir() for path in (tmp_path / "interim").iterdir() if path.suffix not in (".csv", ".json", ".txt")
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
    assert [f.code for f in findings] == ["D03"]


@pytest.mark.parametrize("doc_id", ["../evil", "/tmp/evil", "a/b", ".hidden", "ledger.json"])
def test_a_doc_id_is_no_path(tmp_path, doc_id):
    fill(tmp_path / "raw", 1)
    (tmp_path / "raw/sources.csv").write_text(f"file,doc_id\nd00.docx,{doc_id}\n", encoding="utf-8")
    built = run(tmp_path)
    assert [f.code for f in built.findings if f.level == "error"] == ["D03"]
    assert [d.doc_id for d in built.dataset.documents] == ["d00"]


def test_time_and_memory_limits_hold_for_a_real_document(tmp_path):
    fill(tmp_path / "raw", 1)
    line = "新建公园3个，" * 200_000
    dump = f"附件：\n清单\n\t具体措施\n\t2024年工作计划\n\t牵头单位\n\t1.甲。\n\t{line}\n\t市教育局"
    (tmp_path / "raw/long.txt").write_text(dump, encoding="utf-8")
    slow = run(tmp_path, "slow", jobs=2, limits={"seconds": 3})
    assert {f.code for f in slow.findings if f.path == "long.txt" and f.level == "error"} == {"W01"}
    (tmp_path / "raw/long.txt").unlink()
    (tmp_path / "raw/large.docx").write_bytes(
        package({"word/document.xml": body("<w:p/>" * 4_000_000)}, zipfile.ZIP_STORED)
    )
    small = run(tmp_path, "small", jobs=2, limits={"memory_bytes": 300_000_000})
    assert {f.code for f in small.findings if f.path == "large.docx" and f.level == "error"} <= {"W02", "W03", "P00"}
    assert {d.doc_id: d.status for d in small.dataset.documents} == {"d00": "ok", "large": "failed"}


def test_limits_are_options():
    assert parse(["pages=5", "cells=0"]) == {"pages": 5, "cells": 0}
    for text in ("pages", "pages=", "pages=-1", "pages=x", "nonsense=1"):
        with pytest.raises(ValueError, match="no limit"):
            parse([text])
    with changed({"pages": 7}):
        assert limit("pages") == 7
    assert limit("pages") == standard()["pages"]


def test_a_wrong_limit_is_wrong_use(capsys):
    with pytest.raises(SystemExit) as error:
        main(["build", "--limit", "nonsense=1"])
    assert error.value.code == 2
    assert "no limit 'nonsense=1'" in capsys.readouterr().err


def test_every_limit_is_documented_with_its_value():
    page = (Path(__file__).parents[2] / "docs/limits.md").read_text(encoding="utf-8")
    rows = {cells[1]: cells[2] for line in page.splitlines() if (cells := [c.strip(" `") for c in line.split("|")])[2:]}
    scale = {"MiB": 1 << 20, "GiB": 1 << 30}
    for name, value in standard().items():
        number, _, unit = rows[name].rpartition(" ") if rows[name].split(" ")[-1] in scale else (rows[name], "", "")
        assert int(re.sub(r"\D", "", number)) * scale.get(unit, 1) == value, name
