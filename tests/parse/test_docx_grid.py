"""What occurs in the tables of Word annexes, each feature as the XML that shows it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.find.lists import find_lists
from pipeline.model import Finding, ResponsibilityList
from tests.parse.builders import cell, grid, pack, paragraph, read_bytes, row, table, tables, texts

SOURCES = Path(__file__).parents[1] / "data/sources"


def make(*rows, **parts):
    return pack(table(*rows), **parts)


def texts_of(content):
    return texts(read_bytes(content))


def grid_of(content):
    return grid(read_bytes(content))


def one(inner):
    return texts_of(make(row(cell(inner))))[0][0]


RUN = "<w:r><w:t>{}</w:t></w:r>"


def test_a_cell_in_a_content_control_keeps_its_place():
    control = "<w:sdt><w:sdtContent>" + cell("乙") + "</w:sdtContent></w:sdt>"
    assert texts_of(make(row("甲", control, "丙"))) == [["甲", "乙", "丙"]]


def notes(content):
    return [(note.code, note.place, note.message) for note in read_bytes(content).notes]


def test_a_deleted_row_is_gone_and_said_aloud():
    content = make(row("甲"), row("乙", properties="<w:del/>"))
    assert texts_of(content) == [["甲"]]
    assert notes(content) == [("P23", "table 1, row 2", "deleted text left out: '乙'")]


def test_deleted_text_is_said_aloud():
    deleted = "<w:p><w:del><w:r><w:delText>乙</w:delText></w:r></w:del>" + RUN.format("丙") + "</w:p>"
    content = make(row("甲", cell(deleted)))
    assert texts_of(content) == [["甲", "丙"]]
    assert notes(content) == [("P23", "table 1, row 1, column 2", "deleted text left out: '乙'")]


def test_merged_cells():
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = row(cell("甲", down), cell("宽", '<w:gridSpan w:val="2"/>')), row(cell("", on), "乙", "丙")
    assert grid_of(make(*rows)) == [(0, 0, 2, 1, "甲"), (0, 1, 1, 2, "宽"), (1, 1, 1, 1, "乙"), (1, 2, 1, 1, "丙")]


def test_a_row_that_starts_late_and_ends_early():
    short = row("乙", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>')
    assert grid_of(make(row("甲", "一", "二"), short))[3:] == [(1, 0, 1, 1, ""), (1, 1, 1, 1, "乙"), (1, 2, 1, 1, "")]


GRIDS = [
    # a merged cell of an old version: hMerge
    (
        [row(cell("宽", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), "丙"), row("甲", "乙", "丁")],
        [(0, 0, 1, 2, "宽"), (0, 2, 1, 1, "丙"), (1, 0, 1, 1, "甲"), (1, 1, 1, 1, "乙"), (1, 2, 1, 1, "丁")],
    ),
    # a tracked merge
    (
        [
            row(cell("高", '<w:cellMerge w:vMerge="rest"/>'), "乙"),
            row(cell("", '<w:cellMerge w:vMerge="cont"/>'), "丁"),
        ],
        [(0, 0, 2, 1, "高"), (0, 1, 1, 1, "乙"), (1, 1, 1, 1, "丁")],
    ),
    # a deleted cell, an inserted row, a deleted row inside of a merge
    (
        [
            row(cell("高", '<w:vMerge w:val="restart"/>'), cell("旧", "<w:cellDel/>"), "乙"),
            row(cell("", "<w:vMerge/>"), "丁", properties="<w:del/>"),
            row(cell("", "<w:vMerge/>"), "己", properties="<w:ins/>"),
        ],
        [(0, 0, 2, 1, "高"), (0, 1, 1, 1, "乙"), (1, 1, 1, 1, "己")],
    ),
    # a merge that goes on below nothing, or in another width, is a cell of its own
    ([row(cell("甲", "<w:vMerge/>"), "乙")], [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]),
    # rows in content controls and custom XML
    (
        [
            f"<w:sdt><w:sdtContent>{row('甲', '乙')}</w:sdtContent></w:sdt>",
            f"<w:customXml>{row('丙', '丁')}</w:customXml>",
        ],
        [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 0, 1, 1, "丙"), (1, 1, 1, 1, "丁")],
    ),
]


@pytest.mark.parametrize(("rows", "expected"), GRIDS)
def test_grids(rows, expected):
    assert grid_of(make(*rows)) == expected


def test_text_in_a_cell_that_is_merged_away_is_said_aloud():
    rows = row(cell("甲", '<w:vMerge w:val="restart"/>'), "乙"), row(cell("暗", "<w:vMerge/>"), "丁")
    assert notes(make(*rows)) == [
        ("P26", "table 1, row 2, column 1", "text in a cell that is merged away, left out: '暗'")
    ]


def test_repeated_heading_rows_are_counted():
    head = "<w:tblHeader/>"
    content = make(row("甲", "乙", properties=head), row("丙", "丁", properties=head), row("戊", "己"))
    assert tables(read_bytes(content))[0].heading_rows == 2


LIST = table(row("具体措施", "牵头单位"), row("1.甲。", "乙局"))


def test_a_list_in_a_table_that_lays_out_the_page():
    content = read_bytes(pack(table(row(cell(paragraph("题") + LIST + paragraph("注")), "子"))))
    assert [block if isinstance(block, str) else getattr(block, "text", "表") for block in content.blocks] == [
        "题",
        "表",
        "注",
        "子",
    ]
    assert texts(content) == [["具体措施", "牵头单位"], ["1.甲。", "乙局"]]


def test_a_list_with_a_table_in_a_cell_stays_a_list():
    inner = cell(paragraph("2.丙：") + table(row("项目", "责任单位", "措施"), row("丁", "戊局", "己")) + paragraph(""))
    rows = [*LIST.removeprefix("<w:tbl>").removesuffix("</w:tbl>").partition("</w:tr>")[:2], row(inner, "庚局")]
    assert texts(read_bytes(pack(table("".join(rows[:2]), rows[2]))))[1] == [
        "2.丙：\n项目\n责任单位\n措施\n丁\n戊局\n己",
        "庚局",
    ]


def test_paragraphs_and_text_boxes_around_the_table():
    box = f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('附件1')}</w:txbxContent></w:pict></w:r></w:p>"
    content = read_bytes(pack(box + paragraph("清单") + LIST + "<w:sectPr/>" + paragraph("注")))
    assert [getattr(block, "text", "表") for block in content.blocks] == ["", "附件1", "清单", "表", "注"]


def test_the_strict_form_of_the_format():
    namespaces = {"w": "http://purl.oclc.org/ooxml/wordprocessingml/main"}
    assert texts(read_bytes(pack(LIST, namespaces))) == [["具体措施", "牵头单位"], ["1.甲。", "乙局"]]


def test_an_embedded_document_is_said_aloud():
    assert [note[0] for note in notes(pack(LIST + '<w:altChunk r:id="r9" xmlns:r="x"/>'))] == ["P17"]


TEXT = st.text(alphabet="甲乙12个，。 %&<", min_size=1, max_size=8).map(str.strip).filter(bool)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(TEXT, min_size=n, max_size=n), min_size=1, max_size=5)))
def test_every_cell_of_a_plain_grid_comes_back(lines):
    assert texts_of(make(*(row(*(cell(paragraph(text)) for text in line)) for line in lines))) == lines


def rows_of(name):
    content = (SOURCES / name).read_bytes()
    found = list(find_lists(read_bytes(content, name), name))
    assert [f for f in found if isinstance(f, Finding) and f.level == "error"] == []
    return [r for entry in found if isinstance(entry, ResponsibilityList) for r in entry.rows]


def plain(rows):
    keys = ("measure", "2022", "2023", "2024", "2025", "cooperating_units")
    return [[next(c.text for c in r.cells if c.field == key) for key in keys] for r in rows]


def test_both_forms_of_the_first_list_have_the_same_cells():
    assert plain(rows_of("responsibility_list.txt")) == plain(rows_of("responsibility_list.docx"))


def test_merged_units_reach_every_row():
    rows = rows_of("variant_a_merged.docx")
    leads = [next(c for c in r.cells if c.field == "lead_units") for r in rows]
    assert len(rows) == 30
    assert (leads[20].text, leads[20].inherited) == ("市税务局", True)
    years = [[c.text for c in rows[11].cells if c.field == year] for year in ("2022", "2025")]
    assert years[0] == years[1] != [""]


def test_a_serial_column_and_two_heading_rows():
    rows = rows_of("variant_b_numbered.docx")
    assert [next(c.text for c in r.cells if c.field == "serial") for r in rows] == [str(n) for n in range(1, 31)]
