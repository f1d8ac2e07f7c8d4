"""Web pages as a browser shows them: what sheets and scripts hide, struck and raised text, labels, values of fields."""

import pytest

from tests.parse.builders import read_bytes, texts

HEAD = "<tr><td>序号</td><td>具体措施</td><td>牵头单位</td></tr>"
ROW = "<tr><td>1</td><td>新建公园5个。</td><td>市自然资源局</td></tr>"
TABLE = f"<table>{HEAD}{ROW}</table>"
SHOWN = [["序号", "具体措施", "牵头单位"], ["1", "新建公园5个。", "市自然资源局"]]


def read_page(body, sheet="", attributes=""):
    page = f'<html><head><meta charset="utf-8"><style>{sheet}</style></head><body {attributes}>{body}</body></html>'
    return read_bytes(page.encode(), "x.html")


def codes(content):
    return [note.code for note in content.notes]


@pytest.mark.parametrize(
    ("body", "attributes", "sheet"),
    [
        (TABLE, 'style="visibility: hidden"', ""),
        (TABLE, 'style="display:none"', ""),
        (TABLE, "hidden", ""),
        (TABLE, "", "body{visibility:hidden}"),
        (f'<p>清单</p><div id="app" style="display:none"><h1>工作任务清单</h1>{TABLE}</div>', "", ""),
        (f'<div class="page v-cloak">{TABLE}</div>', "", ".v-cloak { display: none !important }"),
    ],
)
def test_what_holds_the_whole_page_is_never_hidden(body, attributes, sheet):
    content = read_page(body, sheet, attributes)
    assert texts(content) == SHOWN
    assert "P24" not in codes(content)


COPY = f'<div class="pc">{TABLE}</div><div class="wap" id="phone">{TABLE}</div>'
HIDING = [
    ".wap{display:none}",
    "#phone{visibility:hidden}",
    "div.wap , .x {color:red; display : none}",
    "body > .wap{display:none}",
    "html .wap table{display:none}",
    "/* .pc{display:none} */ .wap{display:none}",
    "@media screen{.wap{display:none}}",
    "@media (min-width:768px){.wap{display:none}}",
    ".wap{display:block} .wap{display:none}",
    ".wap{display:none} div{display:block}",  # a class is stronger than a type
    ".wap{display:none!important} #phone{display:block}",
]
SHOWING = [
    ".pc a{display:none}",
    "@media (max-width:768px){.wap{display:none}}",
    "@media print{.wap{display:none}}",
    ".wap{display:none} .wap{display:block}",
    ".wap:hover{display:none}",
    "span.wap{display:none}",
    ".pc .wap{display:none}",
]


@pytest.mark.parametrize("sheet", HIDING)
def test_a_sheet_of_the_page_hides_a_copy(sheet):
    content = read_page(COPY, sheet)
    assert len([block for block in content.blocks if hasattr(block, "cells")]) == 1
    assert "P24" in codes(content)


@pytest.mark.parametrize("sheet", SHOWING)
def test_a_sheet_for_something_else_hides_nothing(sheet):
    assert len([block for block in read_page(COPY, sheet).blocks if hasattr(block, "cells")]) == 2


def test_the_elements_own_style_wins_over_a_sheet():
    assert texts(read_page(f'<div class="wap" style="display:block">{TABLE}</div>', ".wap{display:none}")) == SHOWN


CELLS = [
    ("新建公园<s>5</s>8个。", "新建公园8个。", ["P39"]),
    ("<strike>市林业局</strike>市自然资源局", "市自然资源局", ["P39"]),
    ('<span style="text-decoration: line-through">投资9亿元。</span>甲', "甲", ["P39"]),
    ('<span class="old">旧</span>甲', "甲", ["P39"]),
    ('<u>甲</u><span style="text-decoration:underline">乙</span>', "甲乙", []),
    ("绿地3000m<sup>2</sup>，储水500m<sup>3</sup>", "绿地3000m²，储水500m³", []),
    ("产能5×10<sup>4</sup>吨", "产能5×10⁴吨", []),
    ('公园6个<span style="vertical-align:super">1</span>，CO<sub>2</sub>下降3%', "公园6个，CO2下降3%", ["P40"]),
    ("示范区<sup>［3］</sup>建成", "示范区建成", ["P40"]),
    ("<ol><li>95%以上村庄。</li><li>村庄</li></ol>", "1. 95%以上村庄。\n2.村庄", []),
    ("<ol><li>甲</li><li style='display:none'>暗</li><li>乙</li></ol>", "1.甲\n2.乙", ["P24"]),
    ("<ol><li>甲</li><li><s>旧</s></li><li>乙</li></ol>", "1.甲\n3.乙", ["P39"]),
    ('<input value="5个"><input type="hidden" value="暗"><input type="submit" value="提交">', "5个", []),
    ("<select><option>甲</option><option selected>乙</option></select>", "乙", []),
    ("<textarea>甲\n乙</textarea>", "甲\n乙", []),
]


@pytest.mark.parametrize(("cell", "expected", "told"), CELLS)
def test_a_cell_as_it_is_shown(cell, expected, told):
    content = read_page(
        f"<table>{HEAD}<tr><td>1</td><td>{cell}</td><td>子</td></tr></table>", ".old{text-decoration:line-through}"
    )
    assert texts(content)[1] == ["1", expected, "子"]
    assert codes(content) == told


def test_a_struck_row_has_no_text():
    content = read_page(
        f'<table>{HEAD}{ROW}<tr style="text-decoration:line-through"><td>2</td><td>旧</td><td>市林业局</td></tr></table>'
    )
    assert texts(content) == [*SHOWN, ["", "", ""]]
    (note,) = content.notes
    assert note.message == "struck text left out (in 3 places): 2 | 旧 | 市林业局"


def test_fields_outside_of_tables_are_the_sites():
    content = read_page(f'<input value="请输入关键字"><select><option>全部</option></select>{TABLE}')
    assert [block.text for block in content.blocks if hasattr(block, "text")] == []


WIDE = "<tr><td>序号</td><td>具体措施</td><td>旧稿</td><td>牵头单位</td></tr><tr><td>1</td><td>新建公园5个。</td><td>7个</td><td>市自然资源局</td></tr>"


@pytest.mark.parametrize(
    ("columns", "sheet"),
    [
        ('<colgroup><col><col><col style="visibility:collapse"><col></colgroup>', ""),
        ('<colgroup span="2"></colgroup><col class="off"><col>', ".off{visibility:collapse}"),
        ('<col width=72 span=2><col width=0 style="display:none;mso-width-source:userset"><col width=72>', ""),
        ("", "td:nth-child(3){display:none}"),
    ],
)
def test_a_column_that_is_not_shown_has_no_text(columns, sheet):
    content = read_page(f"<table>{columns}{WIDE}</table>", sheet)
    shown = [[text for text in row if text] for row in texts(content)]
    assert shown == SHOWN
    assert {note.code for note in content.notes} == {"P24"}
    assert "7个" in "".join(note.message for note in content.notes)


@pytest.mark.parametrize(
    ("columns", "sheet"),
    [
        ('<col><col><col style="width:0"><col>', ""),
        ('<col><col><col style="display:none"><col>', ""),
        ("<col><col><col><col>", "td:nth-child(5){display:none}"),
    ],
)
def test_a_narrow_column_is_shown(columns, sheet):
    assert texts(read_page(f"<table>{columns}{WIDE}</table>", sheet))[1] == [
        "1",
        "新建公园5个。",
        "7个",
        "市自然资源局",
    ]
