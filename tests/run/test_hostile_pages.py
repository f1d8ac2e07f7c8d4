"""Hostile web pages and texts: refused before they are laid out, or read in linear time."""

import pytest

from pipeline.model import Cell
from pipeline.parse import READERS
from tests.run.attacks import HG, read, refuse
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


def nested(inner: str, times: int) -> bytes:
    for _ in range(times):
        inner = f"<table><tr><td>{inner}<td>x</table>"
    return f"<html>{inner}".encode()


def test_tables_in_tables_that_are_large():
    rows = "<table>" + "<tr><td>a<td>b" * 2000 + "</table>"
    for content in (nested(rows, 40), nested(rows + "y" * 100_000, 40), nested(HG, 40)):
        read(content, "x.html")
    branches = "x"
    for _ in range(11):
        branches = f"<table><tr><td>{branches}{branches}</table>"
    refuse(f"<html>{branches}".encode(), "no responsibility list", "x.html")


MAIL = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
PAGE = b"Content-Type: text/html\r\n\r\n" + HG.encode()
MAILS = {
    "parts in parts": (b"--b\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 3000 + PAGE, "too deep"),
    "very many parts": (
        b"--b\r\nContent-Type: image/png\r\n\r\nx\r\n" * 20_000 + b"--b\r\n" + PAGE,
        "limit zip_members",
    ),
    "no page": (b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--", "no text/html part"),
    "broken base64": (
        b"--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!\xff",
        "no elements",
    ),
    "odd parameters": (
        b"--b\r\nContent-Type: text/html; charset*0*=\"''\"; charset*99999999999999999999=y\r\n\r\n" + HG.encode(),
        "",
    ),
    "brackets without end": (
        b"--b\r\nContent-Type: text/html; charset=(" + b"(" * 20_000 + b"\r\n\r\n" + HG.encode(),
        "",
    ),
    "very many headers": (b"--b\r\n" + b"X: y\r\n" * 100_000 + PAGE, ""),
}


@pytest.mark.parametrize(("content", "words"), MAILS.values(), ids=MAILS)
def test_single_file_web_pages(content, words):
    if words:
        refuse(MAIL + content, words, "x.mht")
        return
    _, rooms = read(MAIL + content, "x.mht")
    assert next(c.text for c in rooms.of(Cell) if c.field == "measure") == "1.建设公园。"


ENCODINGS = (
    "zlib",
    "hex",
    "idna",
    "punycode",
    "unicode_escape",
    "raw_unicode_escape",
    "undefined",
    "utf-7",
    "charmap",
    "\\x",
    "uu",
)


@pytest.mark.parametrize("name", ENCODINGS)
def test_encodings_that_are_none_of_a_page(name):
    page = f'<html><meta charset="{name}">'.encode() + b"<p>\xff\xfe\xfa \\ud800 +2AA-</p>" + HG.encode("gb18030")
    _, rooms = read(page, "x.html")
    assert rooms.document.source_format == "html"
    str(rooms.findings).encode()  # no half of a pair of UTF-16 is left


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "gb18030"])
def test_pages_of_every_encoding(encoding):
    _, rooms = read(f"<html>{HG}".encode(encoding), "x.html")
    assert [c.text for c in rooms.of(Cell) if c.field == "measure"] == ["1.建设公园。", "2.建设公园。", "3.建设公园。"]


def test_two_encodings_in_one_page():
    page = f"<html><meta charset=utf-8>{HG}".encode() + "<p>具体措施".encode("gb18030")
    found, rooms = read(page, "x.html")
    assert (rooms.document.status, [f.code for f in found]) == ("ok", ["P18"])


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
