"""Hostile web pages and texts: refused before they are laid out, or read in linear time."""

import pytest

from pipeline.model import Cell
from pipeline.parse import READERS
from tests.run.attacks import read, refuse
from tests.run.builders import DATA
from tests.run.test_hostile_packages import EXTERNAL


def test_entities_of_a_web_page_are_not_resolved():
    page = EXTERNAL.replace("<!DOCTYPE x", "<!DOCTYPE html") + "<html><body><p>&e;</p><table><tr><td>x</table></html>"
    _, rooms = read(page.encode(), "x.html")
    assert "root:" not in str(rooms)


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


def test_half_of_every_format_is_refused_or_read_in_part():
    for path in sorted(DATA.glob("responsibility_list.*")):
        if path.suffix.lstrip(".") in READERS and READERS[path.suffix[1:]] != "pipeline.parse.office":
            content = path.read_bytes()
            found, rooms = read(content[: len(content) // 2], path.name)
            assert rooms.document.status == "failed" or found, path.name
