"""Hostile Word and Excel parts: chains, rings and ranges that would be walked for ever, numbers that no program writes."""

import pytest

from pipeline.lang.list_label.style import format_number
from pipeline.model import Cell
from tests.run.attacks import S, cell, docx, read, refuse, sheet_row, table, with_parts, xlsx
from tests.run.builders import HEADINGS, make_rows

ROW = make_rows(1)[0]
GOOD = sheet_row(1) + sheet_row(2, ROW)
NUMBERED = (
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>甲。</w:t></w:r></w:p>'
)


def measures(rooms) -> list[str]:
    return [c.text for c in rooms.of(Cell) if c.field == "measure"]


def in_list(first: str) -> str:
    """A list whose first measure cell is the XML given."""
    return table([cell(t) for t in HEADINGS], [f"<w:tc>{first}</w:tc>", *(cell(t) for t in ROW[1:])])


def test_a_text_box_in_a_text_box_is_read_once():
    inner = "<w:p><w:r><w:t>乙。</w:t></w:r></w:p>"
    for _ in range(30):  # each read twice would be a thousand million
        inner = f"<w:p><w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r></w:p>"
    _, rooms = read(docx(in_list("<w:p><w:r><w:t>1.甲。</w:t></w:r></w:p>" + inner)))
    assert "".join(measures(rooms)).count("乙") == 1


def test_fields_that_are_never_closed():
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 100_000
    _, rooms = read(docx(in_list(f"<w:p>{begun}<w:r><w:t>x</w:t></w:r></w:p><w:p><w:r><w:t>1.甲。</w:t></w:r></w:p>")))
    assert measures(rooms) == ["1.甲。"]


def level(pattern: str = "%1.", start: str = "1", style: str = "decimal") -> str:
    """A list definition of one level."""
    return (
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def test_list_numbers_of_a_hundred_thousand_places():
    found, rooms = read(with_parts(in_list(NUMBERED * 3000), numbering=level("%1" * 100_000)))
    assert measures(rooms)[0].startswith("1甲。\n2甲。")
    assert "are written decimal" in found[0].message


@pytest.mark.parametrize("start", ["-5", "9" * 5000, "²", "1_0", "0x1", "1e9", ""])
@pytest.mark.parametrize("style", ["ideographDigital", "chineseCounting", "upperRoman", "decimalZero", "ordinal"])
def test_list_numbers_that_begin_nowhere(start, style):
    _, rooms = read(with_parts(in_list(NUMBERED), numbering=level(start=start, style=style)))
    assert [text[-2:] for text in measures(rooms)] == ["甲。"]


def test_a_negative_list_number_is_decimal():
    assert (format_number(-5, "ideographDigital"), format_number(-5, "none")) == ("-5", "")


def test_styles_in_a_chain_of_fifty_thousand_and_in_a_ring():
    chain = "".join(f'<w:style w:styleId="A{n}"><w:basedOn w:val="A{n + 1}"/></w:style>' for n in range(50_000))
    ring = (
        '<w:style w:styleId="B"><w:basedOn w:val="C"/></w:style><w:style w:styleId="C"><w:basedOn w:val="B"/></w:style>'
    )
    root = '<w:style w:styleId="A50000"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>甲。</w:t></w:r></w:p>'
        for style in ("A0", "B", "A9")
    )
    _, rooms = read(with_parts(in_list(paragraphs), numbering=level(), styles=chain + ring + root))
    assert measures(rooms) == ["1.甲。\n甲。\n2.甲。"]


@pytest.mark.parametrize("span", ["9" * 5000, "-5", "²", ""])
def test_spans_that_are_no_numbers(span):
    wide = f'<w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>'
    _, rooms = read(docx(table([cell(t, wide) for t in HEADINGS], [cell(t) for t in ROW])))
    assert len(measures(rooms)) == 1


def test_a_cell_merged_down_five_thousand_times():
    down, first = "<w:tcPr><w:vMerge/></w:tcPr>", '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>'
    rows = [[cell("甲", first), cell("乙")], *[[cell("", down), cell("乙")]] * 5_000]
    refuse(docx(table(*rows)), "no responsibility list")


RANGES = {
    "the whole sheet": ("A5:XFD1048576", 1),
    "reversed": ("D9:A5", 1),
    "before the first": ("A0:B0", 1),
    "no range": ("A1", 1),
    "many that overlap": ("E{n}:XFD{m}", 30_000),
}


@pytest.mark.parametrize(("reference", "times"), RANGES.values(), ids=RANGES)
def test_merged_ranges(reference, times):
    ranges = "".join(f'<mergeCell ref="{reference.format(n=n + 3, m=1_048_576 - n)}"/>' for n in range(times))
    _, rooms = read(xlsx(GOOD, f"<mergeCells>{ranges}</mergeCells>"), "x.xlsx")
    assert len(measures(rooms)) == 1


def test_merged_ranges_that_overlap_without_end_are_refused():
    rows = sheet_row(1) + "".join(sheet_row(n, ROW) for n in range(2, 2000))
    ranges = "".join(f'<mergeCell ref="B{n}:XFD{1_048_576 - n}"/>' for n in range(2, 1500))
    refuse(xlsx(rows, f"<mergeCells>{ranges}</mergeCells>"), "overlap", "x.xlsx", table_positions=100_000)
    small = "".join(f'<mergeCell ref="A{n}:D2000"/>' for n in range(2, 2000))
    refuse(
        xlsx(rows, f"<mergeCells>{small}</mergeCells>"), "overlap|too large|no rows", "x.xlsx", table_positions=100_000
    )


@pytest.mark.parametrize("column", ['min="1" max="99999999999"', 'min="-9" max="0"', 'min="²" max="²"', 'min="5"'])
def test_columns_that_are_none(column):
    _, rooms = read(xlsx(GOOD, before=f'<cols><col {column} hidden="0"/><col {column} hidden="1"/></cols>'), "x.xlsx")
    assert len(measures(rooms)) <= 1


def test_columns_hidden_without_end():
    columns = '<col min="1" max="16384" hidden="1"/>' * 1000
    refuse(xlsx(GOOD, before=f"<cols>{columns}</cols>"), "overlap", "x.xlsx")


def test_a_sheet_that_is_read_twice_and_one_without_a_table():
    sheets = '<sheet name="s" r:id="worksheet"/>'
    refuse(xlsx(GOOD, sheets=sheets * 1000), "two sheets are one part", "x.xlsx")
    _, rooms = read(xlsx(sheet_row(1, ("一",)) + sheet_row(2, ("二",))), "x.xlsx")
    assert rooms.document.status == "failed"


def test_cells_that_share_one_long_string():
    shared = f'<sst xmlns="{S}"><si><t>{"新建公园3个，" * 20_000}</t></si></sst>'
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c><c r="B{n}" t="s"><v>0</v></c></row>' for n in range(2, 2000)
    )
    refuse(xlsx(sheet_row(1) + rows, sharedStrings=shared), "limit characters = 50000000", "x.xlsx")


def test_escaped_characters_that_are_none():
    row = sheet_row(2, ("1.建_xD800_设_xD83D__xDE00_。", *ROW[1:]))
    _, rooms = read(xlsx(sheet_row(1) + row), "x.xlsx")
    assert measures(rooms) == ["1.建\ufffd设😀。"]


NUMBERS = [
    ("1e300", "#,##0", True),
    ("1e999999", "0.00", False),
    ("9" * 100_000, "0", False),
    ("5", "0." + "0" * 100_000, True),
    ("5", ";" * 100_000, True),
    ("5", "&quot;" * 99_999, True),
    ("123456789012345.67", "0.00000000000000", True),
    ("2958465.9999999", "yyyy/m/d h:mm:ss", True),
    ("-3", "[DBNum1]General", True),
    ("1e25", "[DBNum1]General", True),
    ("²", "0", False),
    ("sNaN", "0", False),
]


@pytest.mark.parametrize(("value", "code", "is_shown"), NUMBERS)
def test_numbers_that_no_spreadsheet_writes(value, code, is_shown):
    formats = (
        f'<numFmts><numFmt numFmtId="200" formatCode="{code}"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs>'
    )
    styles = f'<styleSheet xmlns="{S}">{formats}</styleSheet>'
    row = sheet_row(2, ROW).replace("</row>", f'<c r="B2" s="1"><v>{value}</v></c></row>')
    _, rooms = read(xlsx(sheet_row(1) + row, styles=styles), "x.xlsx")
    assert len(measures(rooms)) == 1
    plan = next(c.text for c in rooms.of(Cell) if c.field == "2024")
    assert (plan == value) is not is_shown or value == "5"


@pytest.mark.parametrize("index", ["²", "①3", "9" * 5000, "-1", "7"])
def test_strings_and_styles_that_are_not_there(index):
    shared = f'<sst xmlns="{S}"><si><t>x</t></si></sst>'
    row = sheet_row(2, ROW).replace("</row>", f'<c r="B2" t="s"><v>{index}</v></c></row>')
    refuse(xlsx(sheet_row(1) + row, sharedStrings=shared), "no shared string", "x.xlsx")
    styled = sheet_row(2, ROW).replace("</row>", f'<c r="E2" s="{index}"><v>5</v></c></row>')
    _, rooms = read(xlsx(sheet_row(1) + styled), "x.xlsx")
    assert len(measures(rooms)) == 1
