"""Web pages: the lines of a cell, the grid, the page around the table, its characters. Each feature as the HTML that shows it."""

import hashlib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Paragraph, Source, Table
from pipeline.parse import read
from pipeline.parse.errors import UnreadableFile


def read_page(page, encoding="utf-8"):
    content = page if isinstance(page, bytes) else page.encode(encoding)
    return read(Source("x", "x.html", content, hashlib.sha256(content).hexdigest()))


def tables(content):
    return [block for block in content.blocks if isinstance(block, Table)]


def paragraphs(content):
    return [block.text for block in content.blocks if isinstance(block, Paragraph)]


def notes(content):
    return [(note.code, note.place) for note in content.notes]


def one(cell):
    return tables(read_page(f"<html><table><tr><td>{cell}</td><td>子</td></tr></table></html>"))[0].cells[0].text


CELLS = [
    ("甲<br>乙", "甲\n乙"),
    ("<p>甲</p><p>乙</p>", "甲\n乙"),
    ("<div>甲</div>乙<div>丙</div>", "甲\n乙\n丙"),
    ("甲<br/>", "甲"),  # a break at the end shows nothing
    ("<p>甲</p><p><br></p><p>乙</p>", "甲\n\n乙"),
    ("<p>甲</p><p>&nbsp;</p><p>乙</p>", "甲\n\n乙"),
    ("<p>甲</p><p></p>\n<p>乙</p>", "甲\n乙"),  # an empty paragraph has no height
    ("  甲\n  <b>乙</b>  ", "甲乙"),  # a line of the file that ends between Chinese characters is no blank
    ("WTO\n规则 和 <i>AI</i>", "WTO 规则 和 AI"),
    ("&nbsp;&nbsp;1.&nbsp;新建3个", "1.\u00a0新建3个"),
    ("新建&ge;3个&#65292;&#x7532;&amp;乙", "新建≥3个，甲&乙"),
    ("甲<!-- 暗 --><script>var a='暗';</script><style>td{}</style>乙", "甲乙"),
    ("<pre>甲\n 乙</pre>", "甲\n乙"),
    ("10m<sup>2</sup>", "10m²"),
    ("<ruby>湛<rp>(</rp><rt>zhan</rt><rp>)</rp></ruby>江", "湛江"),
    ("甲<a href='#_ftn1' name='_ftnref1'>[1]</a>乙<a href='/x'>丙</a>", "甲乙丙"),
    ("<ol><li>甲</li><li>乙</li></ol>", "1.甲\n2.乙"),
    ("<ol start=3><li><p>甲</p><p>续</p></li><li value=7>乙</li><li>丙</li></ol>", "3.甲\n续\n7.乙\n8.丙"),
    ("<ol type=a><li>甲<ol type=I><li>乙</li><li>丙</li></ol></li><li>丁</li></ol>", "a.甲\nI.乙\nII.丙\nb.丁"),
    ("<ol style='list-style-type: cjk-ideographic'><li>甲</li></ol>", "一、甲"),
    (
        "<ol><li>1.甲</li><li>2.乙</li><li>5家医院</li></ol>",
        "1.甲\n2.乙\n3. 5家医院",
    ),  # numbers written out are not doubled
    ("<ol><li>甲</li><li></li></ol>", "1.甲\n2."),
    ("<ul><li>甲</li><li>乙</li></ul>", "甲\n乙"),
    ("<ol style='list-style:none'><li>甲</li></ol>", "甲"),
    # Word: the number that it writes out, and the sign of a bullet
    (
        "<p style='mso-list:l0'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>8家医院",
        "1.8家医院",
    ),
    (
        "<p><span style='font-family:Wingdings'><span style='mso-list:Ignore'>l<span>&nbsp;</span></span></span>甲</p>",
        "甲",
    ),
    ("<p>甲<o:p></o:p></p><p><o:p>&nbsp;</o:p></p><p>乙</p>", "甲\n\n乙"),
    ("<table><tr><td>甲</td><td>乙</td></tr></table>丙", "甲\n乙\n丙"),  # a table in a cell of the list
]


@pytest.mark.parametrize(("cell", "expected"), CELLS)
def test_the_text_of_a_cell(cell, expected):
    assert one(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected", "note"),
    [
        ("甲<span style='display: none'>暗</span>", "甲", "P24"),
        ("甲<span style='mso-hide:all'>暗</span>", "甲", "P24"),
        ("甲<p hidden>暗</p>", "甲", "P24"),
        ("甲<del>旧</del><ins>新</ins>", "甲新", "P23"),
        ("甲<img src='a.png'>", "甲", "P14"),
        ("甲<table><tr><td>乙</table>", "甲\n乙", "P16"),
    ],
)
def test_what_is_not_shown_is_said_aloud(cell, expected, note):
    content = read_page(f"<table><tr><td>子<td>{cell}</table>")
    assert tables(content)[0].cells[1].text == expected
    assert notes(content) == [(note, "table 1, row 1, column 2")]


def grid(page):
    table = tables(read_page(page))[0]
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells], (table.n_rows, table.n_columns)


GRIDS = [
    (
        "<tr><td rowspan=2>甲<td colspan=2>宽<tr><td>乙<td>丙",
        [(0, 0, 2, 1, "甲"), (0, 1, 1, 2, "宽"), (1, 1, 1, 1, "乙"), (1, 2, 1, 1, "丙")],
    ),
    ("<tr><td rowspan=0>甲<td>乙<tr><td>丙", [(0, 0, 2, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 1, 1, 1, "丙")]),
    ("<tr><td rowspan=9>甲<td>乙<tr><td>丙", [(0, 0, 2, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 1, 1, 1, "丙")]),
    # a span ends with its group of rows
    ("<thead><tr><th rowspan=3>头</thead><tbody><tr><td>甲</tbody>", [(0, 0, 1, 1, "头"), (1, 0, 1, 1, "甲")]),
    # the foot is shown last
    ("<tfoot><tr><td>尾</tfoot><tbody><tr><td>甲</tbody>", [(0, 0, 1, 1, "甲"), (1, 0, 1, 1, "尾")]),
    # where two cells would overlap, the later one is made narrower
    (
        "<tr><td>甲<td rowspan=2>高<tr><td colspan=2>宽",
        [(0, 0, 1, 1, "甲"), (0, 1, 2, 1, "高"), (1, 0, 1, 1, "宽")],
    ),
    ("<tr><td colspan=x>甲<td colspan=0>乙", [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]),
    ("<tr style='display:none'><td>暗<tr><td>明", [(0, 0, 1, 1, "明")]),
    ("<td>甲<td>乙<tr><td>丙<td>丁", [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 0, 1, 1, "丙"), (1, 1, 1, 1, "丁")]),
]


@pytest.mark.parametrize(("rows", "expected"), GRIDS)
def test_the_grid(rows, expected):
    assert grid(f"<table>{rows}</table>")[0] == expected


SPANS = st.lists(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=5), min_size=1, max_size=6)
SPANS = SPANS.filter(lambda rows: sum(map(len, rows)) > 1)


@settings(max_examples=80, deadline=None)
@given(SPANS)
def test_no_position_belongs_to_two_cells(rows):
    lines = ("".join(f"<td rowspan={down} colspan={wide}>甲</td>" for down, wide in row) for row in rows)
    cells, (n_rows, n_columns) = grid(f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>")
    taken = [
        (r, c)
        for row, column, down, wide, _ in cells
        for r in range(row, row + down)
        for c in range(column, column + wide)
    ]
    assert len(taken) == len(set(taken))
    assert all(r < n_rows and c < n_columns for r, c in taken)
    assert len(cells) == sum(map(len, rows))


LIST = "<table><caption>任务清单</caption><tr><th>具体措施<th>牵头单位<tr><td>1.甲<td>乙</table>"


@pytest.mark.parametrize(
    "page",
    [
        LIST,
        f"<table><tr><td>首页 | 政务公开</td></tr><tr><td>{LIST}</td></tr></table>",
        f"<div><table><tr><td><form><table><tr><td>{LIST}</table></form></td><td>导航</td></tr></table></div>",
    ],
)
def test_a_list_in_tables_that_lay_out_the_page(page):
    content = read_page(f"<html><body><h1>工作方案</h1>{page}<p>附注</p></body></html>")
    (table,) = tables(content)
    assert (table.number, table.n_rows, table.n_columns, table.heading_rows) == (1, 2, 2, 1)
    assert paragraphs(content)[0] == "工作方案"
    assert "任务清单" in paragraphs(content)
    assert "附注" in paragraphs(content)


def test_a_table_made_of_paragraphs_is_handed_on_as_paragraphs():
    assert paragraphs(read_page("<html><p>1.甲。<br>（责任单位：乙局）</p><p>2.丙。</p></html>")) == [
        "1.甲。",
        "（责任单位：乙局）",
        "2.丙。",
    ]


PAGE = '<html><head><meta charset="{}"></head><body><p>湛江市工作责任清单</p></body></html>'


@pytest.mark.parametrize(
    "content",
    [
        PAGE.format("utf-8").encode(),
        PAGE.format("utf-8").encode("utf-8-sig"),
        PAGE.format("gb2312").encode("gb18030"),
        PAGE.format("GBK").encode("gb18030"),
        PAGE.format("").encode("gb18030"),  # nothing said
        PAGE.format("gb2312").encode(),  # said, and wrong: saved anew as UTF-8
        PAGE.format("utf-8").encode("gb18030"),  # the other way round
        PAGE.format("big5").replace("清单", "清單").replace("责", "責").encode("big5", "ignore"),
        PAGE.format("utf-16").encode("utf-16"),
        PAGE.format("utf-16").encode("utf-16-le"),
        PAGE.format('x" http-equiv="content-type" content="text/html; charset=gb2312').encode("gb18030"),
    ],
)
def test_the_characters_of_a_page(content):
    (text,) = paragraphs(read_page(content))
    assert text in ("湛江市工作责任清单", "湛江市工作責任清單")


def test_broken_characters_are_said_aloud():
    content = read_page(b"<html><p>\xd5\xbf\xbd\xad\xff\xca\xd0</p></html>")
    assert paragraphs(content) == ["湛江\ufffd市"]
    assert notes(content) == [("P18", "byte 13")]


MHT = b"""MIME-Version: 1.0
Content-Type: multipart/related; boundary="--=_x"

----=_x
Content-Type: text/html; charset="gb2312"
Content-Transfer-Encoding: quoted-printable
Content-Location: file:///C:/x.htm

<html><p>=D5=BF=BD=AD</p></html>
----=_x--
"""


def test_a_single_file_web_page():
    content = read_page(MHT)
    assert (content.source_format, paragraphs(content)) == ("mht", ["湛江"])


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<table><tr><td>" * 60, "tables stand in each other"),
        ("<div>" * 5000 + "甲", "deep"),
        ("<table><tr><td colspan=900 rowspan=9999>甲" + "<tr>" * 9999, "too large"),
    ],
)
def test_a_hostile_page_is_refused(page, message):
    with pytest.raises(UnreadableFile, match=message):
        read_page(f"<html>{page}")


@pytest.mark.parametrize(
    ("meta", "day"),
    [
        ('<meta name="PubDate" content="2024-03-15 10:22">', date(2024, 3, 15)),
        ('<meta property="article:published_time" content="2024-03-15T10:22:00+08:00">', date(2024, 3, 15)),
        ('<meta name="PubDate" content="">', None),
        ('<meta name="description" content="2024-03-15">', None),
    ],
)
def test_a_page_says_when_it_was_published(meta, day):
    page = f"<html><head><meta charset='utf-8'>{meta}</head><body><p>推进公园建设。</p></body></html>"
    assert read_page(page).published == day
