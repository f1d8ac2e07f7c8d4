"""Spreadsheets: numbers as they are shown, sheets as grids with what stands around them."""

import hashlib
import io
import shutil
import zipfile
from datetime import date

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from pipeline.model import Paragraph, Source, Table
from pipeline.parse import read
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.office import run_office
from pipeline.parse.xlsx.number_format import show_number

SHOWN = [
    ("1", "General", "1"),
    ("1.0", "General", "1"),
    ("0.1", "General", "0.1"),
    ("0.30000000000000004", "General", "0.3"),
    ("18600", "#,##0", "18,600"),
    ("1234.5", "#,##0.00", "1,234.50"),
    ("0.85", "0%", "85%"),
    ("0.855", "0.0%", "85.5%"),
    ("-3", "0_ ", "-3"),
    ("-3", '0;"负"0', "负3"),
    ("0", '0;-0;"无"', "无"),
    ("4500", '#,##0"万元"', "4,500万元"),
    ("4500", "#,##0万元", "4,500万元"),
    ("7", "000", "007"),
    ("0.5", "#.##", ".5"),
    ("12000000", '0.0,,"百万"', "12.0百万"),
    ("12", "[DBNum1][$-804]General", "十二"),
    ("3", "@", "3"),
    ("1E3", "General", "1000"),
    ("甲", "0", "甲"),
    ("-3", "[DBNum1]General", "-三"),
    ("123456789012345.67", "0.00000000000000", "123456789012345.67000000000000"),
    ("44563", "yyyy/m/d", "2022/1/2"),
    ("44563", 'yyyy"年"m"月"d"日"', "2022年1月2日"),
    ("44563", 'yyyy"年"m"月"', "2022年1月"),
    ("44563", 'm"月"d"日"', "1月2日"),
    ("44563", "d-mmm", "2-Jan"),
    ("44563.75", "yyyy-mm-dd hh:mm", "2022-01-02 18:00"),
    ("0.5", "h:mm AM/PM", "12:00 PM"),
    ("44563", "[$-F800]dddd, mmmm dd, yyyy", "Sunday, January 02, 2022"),
]


@pytest.mark.parametrize(("value", "code", "expected"), SHOWN)
def test_a_number_is_read_as_it_is_shown(value, code, expected):
    assert show_number(value, code).text == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("m-d", True),
        ('m"月"d"日"', True),
        ("d-mmm", True),
        ("yyyy-m-d", False),
        ("0.0", False),
        ('yyyy"年"m"月"', False),
    ],
)
def test_a_day_without_a_year_may_have_been_a_range(code, expected):
    assert show_number("44563", code).may_be_range is expected


def test_a_workbook_that_counts_from_1904():
    assert show_number("43101", "yyyy-mm-dd", is_1904=True).text == "2022-01-02"
    assert show_number("2958465", "yyyy/m/d", True).text == "9999/12/31"  # the last day there is


def load(content):
    return read(Source("x", "x.bin", content, hashlib.sha256(content).hexdigest()))


def save(workbook):
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def sheet_of(*rows):
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    return workbook, workbook.active


def grids(content):
    return [
        [(c.row, c.column, c.row_span, c.column_span, c.text) for c in block.cells]
        for block in content.blocks
        if isinstance(block, Table)
    ]


def lines(content):
    return [[cell[4] for cell in grid] for grid in grids(content)]


def paragraphs(content):
    return [block.text for block in content.blocks if isinstance(block, Paragraph)]


def notes(content):
    return [(note.code, note.place) for note in content.notes]


def test_a_list_with_a_title_above_and_a_note_below():
    workbook, sheet = sheet_of(
        ["附件"], ["任务清单"], [], ["具体措施", "牵头单位"], ["1.甲。\n续", " 乙局 "], ["注：略"]
    )
    sheet.merge_cells("A2:B2")
    content = load(save(workbook))
    assert lines(content) == [["具体措施", "牵头单位", "1.甲。\n续", "乙局"]]
    assert paragraphs(content) == ["附件", "任务清单", "注：略"]
    assert content.notes == ()


def test_lines_of_several_cells_between_title_and_heading():
    heading = ["具体措施", "2024年目标", "牵头单位"]
    workbook, sheet = sheet_of(["任务清单"], ["填报单位：甲", None, "2024年3月"], heading, ["1.甲。", "3个", "乙局"])
    content = load(save(workbook))
    assert paragraphs(content) == ["任务清单", "填报单位：甲 2024年3月"]
    assert lines(content) == [[*heading, "1.甲。", "3个", "乙局"]]
    workbook, sheet = sheet_of(["任务清单", None, "单位：个"], heading, ["1.甲。", "3个", "乙局"])
    assert paragraphs(load(save(workbook))) == ["任务清单", "单位：个"]
    titles, twice = ["一、民生", None, "二、产业", None], ["任务", "责任单位", "任务", "责任单位"]
    workbook, sheet = sheet_of(["任务清单"], titles, twice, ["1.甲。", "乙局", "2.丙。", "丁局"])
    assert lines(load(save(workbook)))[0][:4] == ["一、民生", "", "二、产业", ""]  # above its own list each
    workbook, sheet = sheet_of(["序号", "任务", "单位"], [None, "具体措施", "牵头单位"], [1, "甲。", "乙局"])
    sheet.merge_cells("A1:A2")  # a heading of two rows
    assert lines(load(save(workbook)))[0][:3] == ["序号", "任务", "单位"]


def test_merged_cells():
    workbook, sheet = sheet_of(["甲", "宽", None], [None, "乙", "丙"])
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:C1")
    assert grids(load(save(workbook))) == [
        [(0, 0, 2, 1, "甲"), (0, 1, 1, 2, "宽"), (1, 1, 1, 1, "乙"), (1, 2, 1, 1, "丙")]
    ]


def test_numbers_and_dates_are_read_as_shown():
    workbook, sheet = sheet_of([0.85, date(2022, 1, 2), date(2022, 1, 2), 3, True, "文"])
    for place, code in (("A1", "0%"), ("B1", "m-d"), ("C1", 'yyyy"年"m"月"d"日"'), ("D1", "General")):
        sheet[place].number_format = code
    content = load(save(workbook))
    assert lines(content) == [["85%", "1-2", "2022年1月2日", "3", "TRUE", "文"]]
    assert notes(content) == [("P21", "sheet Sheet, B1")]


def test_rich_text_and_no_pronunciation():
    rich = CellRichText("新建", TextBlock(InlineFont(b=True), "3个"), "公园")
    assert lines(load(save(sheet_of([rich, "乙"])[0]))) == [["新建3个公园", "乙"]]


def test_what_is_hidden_is_said_aloud():
    workbook, sheet = sheet_of(["甲", "暗", "乙"], ["暗", "暗", "暗"], ["丙", "暗", "丁"])
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[2].hidden = True
    workbook.create_sheet("旧稿").append(["旧", "稿"])
    workbook["旧稿"].sheet_state = "hidden"
    content = load(save(workbook))
    assert lines(content) == [["甲", "乙", "丙", "丁"]]
    assert notes(content) == [("P30", "sheet Sheet, column 2"), ("P30", "sheet Sheet, row 2"), ("P30", "sheet 旧稿")]


def test_comments_and_formulas_without_result():
    workbook, sheet = sheet_of(["甲", "乙", "=1+1"])
    sheet["A1"].comment = Comment("核对", "某")
    content = load(save(workbook))
    assert lines(content) == [["甲", "乙"]]
    assert notes(content) == [("P22", "sheet Sheet, C1"), ("P25", "sheet Sheet, comment A1")]


def test_several_sheets_and_several_lists_in_one():
    heading = ["具体措施", "牵头单位"]
    workbook, _ = sheet_of(["一、甲"], heading, ["1.甲", "乙局"], ["二、乙"], heading, ["2.乙", "丙局"])
    workbook.create_sheet("二").append(["3.丙", "丁局"])
    content = load(save(workbook))
    assert lines(content) == [[*heading, "1.甲", "乙局"], [*heading, "2.乙", "丙局"], ["3.丙", "丁局"]]
    assert [block.number for block in content.blocks if isinstance(block, Table)] == [1, 2, 3]
    assert paragraphs(content) == ["一、甲", "二、乙"]


S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pack(data, strings="", space=S):
    """Build a workbook of one sheet from its XML; no styles."""
    stream = io.BytesIO()
    relation = f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/s.xml"/>'
    relation += f'<Relationship Id="r2" Type="{RELATIONS}/sharedStrings" Target="strings.xml"/>' if strings else ""
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>'
    with zipfile.ZipFile(stream, "w") as package:
        entry = f'<sheets><sheet name="一" sheetId="1" r:id="r1" xmlns:r="{RELATIONS}"/></sheets>'
        package.writestr("xl/workbook.xml", f'<workbook xmlns="{space}">{entry}</workbook>')
        package.writestr("xl/_rels/workbook.xml.rels", rels)
        package.writestr("xl/worksheets/s.xml", f'<worksheet xmlns="{space}"><sheetData>{data}</sheetData></worksheet>')
        if strings:
            package.writestr("xl/strings.xml", f'<sst xmlns="{space}">{strings}</sst>')
    return stream.getvalue()


@pytest.mark.parametrize("space", [S, STRICT])
def test_cells_as_xml(space):
    strings = "<si><t>甲</t></si><si><r><t>行_x000D_\n</t></r><r><t>乙</t></r><rPh sb='0' eb='1'><t>hang</t></rPh></si>"
    data = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><t>丙</t></is></c><c t="e"><v>#REF!</v></c></row>'
    assert lines(load(pack(data, strings, space))) == [["甲", "行\n乙", "丙", "#REF!"]]


def test_a_broken_reference_is_an_error():
    with pytest.raises(UnreadableFile, match="no shared string '5'"):
        load(pack('<row r="1"><c r="B1" t="s"><v>5</v></c></row>'))


def test_a_hostile_size_is_refused():
    cells = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 3))
    wide = "".join(f"<c><v>{n}</v></c>" for n in range(1200))
    with pytest.raises(UnreadableFile, match="too large"):
        load(pack(cells + f'<row r="3">{wide}</row>'))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_old_and_open_spreadsheets(tmp_path, suffix):
    workbook, sheet = sheet_of(
        ["任务清单"], ["具体措施", "2022年目标", "牵头单位"], ["1.甲。\n续", 0.85, "乙局"], ["2.丙。", 3, None]
    )
    sheet["B3"].number_format = "0%"
    sheet.merge_cells("C3:C4")
    (tmp_path / "x.xlsx").write_bytes(save(workbook))
    run_office("soffice", "--convert-to", suffix, "--outdir", str(tmp_path), str(tmp_path / "x.xlsx"))
    if not (tmp_path / f"x.{suffix}").is_file():
        pytest.skip("LibreOffice Calc is not installed")
    content = load((tmp_path / f"x.{suffix}").read_bytes())
    assert content.source_format == suffix
    assert grids(content) == grids(load(save(workbook)))
    assert paragraphs(content) == ["任务清单"]
