"""What occurs in the tables of Word annexes, each feature as the XML that shows it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Finding, ResponsibilityList
from pipeline.parse.rows import find_lists
from tests.parse.builders import cell, grid, pack, paragraph, read_bytes, row, table, texts

SOURCES = Path(__file__).parents[1] / "data/sources"
NUMBERING = """<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{format}"/>
<w:lvlText w:val="{text}"/><w:suff w:val="nothing"/></w:lvl></w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>"""


def make(*rows, **parts):
    return pack(table(*rows), **parts)


def texts_of(content):
    return texts(read_bytes(content))


def grid_of(content):
    return grid(read_bytes(content))


def one(inner):
    return texts_of(make(row(cell(inner))))[0][0]


RUN = "<w:r><w:t>{}</w:t></w:r>"


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (
            "<w:p>" + RUN.format("甲") + "<w:ins>" + RUN.format("88%") + "</w:ins>" + RUN.format("以上") + "</w:p>",
            "甲88%以上",
        ),
        (
            "<w:p>"
            + RUN.format("甲")
            + "<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>"
            + RUN.format("丙")
            + "</w:p>",
            "甲丙",
        ),
        (
            "<w:p><w:moveFrom>" + RUN.format("旧") + "</w:moveFrom><w:moveTo>" + RUN.format("新") + "</w:moveTo></w:p>",
            "新",
        ),
        ("<w:p><w:sdt><w:sdtContent>" + RUN.format("控件") + "</w:sdtContent></w:sdt></w:p>", "控件"),
        ("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>", "甲\n乙\t丙"),
        ("<w:p><w:r><w:t>1</w:t><w:noBreakHyphen/><w:t>2个</w:t></w:r></w:p>", "1-2个"),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r>" + RUN.format("明") + "</w:p>", "明"),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>" + RUN.format("甲") + "</w:p>", "甲"),
        (paragraph("甲 ") + paragraph("") + paragraph("乙"), "甲\n\n乙"),
    ],
)
def test_the_text_of_a_cell(inner, expected):
    assert one(inner) == expected


def test_a_cell_in_a_content_control_keeps_its_place():
    control = "<w:sdt><w:sdtContent>" + cell("乙") + "</w:sdtContent></w:sdt>"
    assert texts_of(make(row("甲", control, "丙"))) == [["甲", "乙", "丙"]]


def notes(content):
    return [(note.code, note.place, note.message) for note in read_bytes(content).notes]


def test_a_deleted_row_is_gone_and_said_aloud():
    content = make(row("甲"), row("乙", properties="<w:del/>"))
    assert texts_of(content) == [["甲"]]
    assert notes(content) == [("P10", "table 1, row 2", "deleted row left out: '乙'")]


def test_deleted_text_is_said_aloud():
    deleted = "<w:p><w:del><w:r><w:delText>乙</w:delText></w:r></w:del>" + RUN.format("丙") + "</w:p>"
    content = make(row("甲", cell(deleted)))
    assert texts_of(content) == [["甲", "丙"]]
    assert notes(content) == [("P10", "table 1, row 1, column 2", "deleted text left out: '乙'")]


def test_merged_cells():
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = row(cell("甲", down), cell("宽", '<w:gridSpan w:val="2"/>')), row(cell("", on), "乙", "丙")
    assert grid_of(make(*rows)) == [(0, 0, 2, 1, "甲"), (0, 1, 1, 2, "宽"), (1, 1, 1, 1, "乙"), (1, 2, 1, 1, "丙")]


def test_a_row_that_starts_late_and_ends_early():
    short = row("乙", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>')
    assert grid_of(make(row("甲", "一", "二"), short))[3:] == [(1, 0, 1, 1, ""), (1, 1, 1, 1, "乙"), (1, 2, 1, 1, "")]


@pytest.mark.parametrize(
    ("style", "pattern", "expected"),
    [
        ("decimal", "%1.", ["1.", "2."]),
        ("chineseCounting", "（%1）", ["（一）", "（二）"]),
        ("decimalEnclosedCircle", "%1", ["①", "②"]),
        ("ideographTraditional", "%1、", ["甲、", "乙、"]),
        ("upperRoman", "%1.", ["I.", "II."]),
    ],
)
def test_automatic_numbers_are_part_of_the_text(style, pattern, expected):
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr>'
    content = make(
        row(cell(paragraph("8家医院", number) + paragraph("配合", number))),
        numbering=NUMBERING.format(format=style, text=pattern),
    )
    assert texts_of(content) == [[f"{expected[0]}8家医院\n{expected[1]}配合"]]


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
