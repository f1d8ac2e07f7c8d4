"""Hostile zips and XML: refused by their directory, unpacked no further than it promises, nothing resolved."""

import io
import os
import zipfile

import pytest

from pipeline.model import Cell
from tests.run.attacks import body, cell, docx, package, read, refuse, table
from tests.run.builders import HEADINGS, make_rows


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


def test_a_zip_whose_members_lie_over_each_other():
    """The bomb of D. Fifield (2019): many entries of the directory, one packed kernel."""
    bomb = package({"word/document.xml": body("") + b" " * (8 << 20)})
    at = bomb.index(b"PK\x01\x02")
    entry, end = bomb[at : bomb.index(b"PK\x05\x06")], bomb[bomb.index(b"PK\x05\x06") :]
    entries = b"".join(entry.replace(b"word/document.xml", b"word/d%06d.xmlx" % n) for n in range(1000)) + entry
    count = (1001).to_bytes(2, "little")
    lying = bomb[:at] + entries + end[:8] + count * 2 + len(entries).to_bytes(4, "little") + end[16:]
    refuse(lying, "unpacked_bytes|unpacked_ratio")


def test_two_different_members_of_one_name():
    rows = table([cell(t) for t in HEADINGS], *[[cell(t) for t in row] for row in make_rows(1)])
    content = package({"word/document.xml": body(rows), "word/documenx.xml": body("")})
    refuse(content.replace(b"word/documenx.xml", b"word/document.xml"), "two different members")
    twice = package({"word/document.xml": body(rows), "word/documenx.xml": body(rows)})
    _, rooms = read(twice.replace(b"word/documenx.xml", b"word/document.xml"))
    assert rooms.document.measure_count == 3


@pytest.mark.parametrize(("place", "value"), [(8, 1), (10, 99)], ids=["encrypted", "packed in an unknown way"])
def test_a_zip_that_can_not_be_unpacked(place, value):
    content = bytearray(docx(""))
    content[content.index(b"PK\x01\x02") + place] = value
    content[place - 2] = value
    refuse(bytes(content), "damaged or encrypted")


def test_a_zip_of_64_bits_and_one_that_says_it_holds_everything():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive, archive.open("word/document.xml", "w", force_zip64=True) as member:
        member.write(body(table([cell(t) for t in HEADINGS], *[[cell(t) for t in row] for row in make_rows(1)])))
    _, rooms = read(content.getvalue())
    assert rooms.document.status == "ok"
    honest = docx("")
    end = honest.rindex(b"PK\x05\x06")
    sizes = (
        (44).to_bytes(8, "little")
        + bytes(12)
        + (1 << 60).to_bytes(8, "little") * 2
        + (1 << 62).to_bytes(8, "little") * 2
    )
    locator = b"PK\x06\x07" + bytes(4) + end.to_bytes(8, "little") + (1).to_bytes(4, "little")
    refuse(
        honest[:end] + b"PK\x06\x06" + sizes + locator + b"PK\x05\x06" + bytes(4) + b"\xff" * 12 + bytes(2),
        "broken zip",
    )


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
