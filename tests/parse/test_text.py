"""Text: each form that a table takes when a converter, a spreadsheet or an editor writes it as text."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import read as read_tables
from pipeline.model import Paragraph, Source, Table
from pipeline.parse import read
from tests.parse.builders import read_bytes

HEADING = ["具体措施", "2022年工作计划", "牵头单位"]
ROWS = [["1.甲。", "1.建3个。\n2.补助。", "市商务局"], ["2.乙。", "", "市财政局、市教育局"]]


def read_text(text, encoding="utf-8"):
    content = text.encode(encoding)
    return read(Source("x", "x.txt", content, hashlib.sha256(content).hexdigest()))


def table_of(content):
    (table,) = (block for block in content.blocks if isinstance(block, Table))
    return rows_of(table)


def rows_of(table):
    lines = [[] for _ in range(table.n_rows)]
    for cell in table.cells:
        lines[cell.row].append(cell.text)
    return lines


def paragraphs(content):
    return [block.text for block in content.blocks if isinstance(block, Paragraph)]


def notes(content):
    return [(note.code, note.place) for note in content.notes]


def dump(*rows):
    """Every cell starts with a line break and a tab, a blank line ends a row."""
    return "".join("".join(f"\n\t{cell}" for cell in row) + "\n" for row in rows)


WHOLE = [
    "附件：\n任务清单" + dump(HEADING, *ROWS),
    "附件：\n任务清单" + dump(HEADING, *ROWS).replace("\n\n\t", "\n\t"),  # no blank line ends a row
    "附件：\r\n任务清单" + dump(HEADING, *ROWS).replace("\n", "\r\n"),
    "\ufeff附件：\n[bookmark: _GoBack]任务清单" + dump(HEADING, *ROWS),
    # tabs, as a spreadsheet copies them: a cell of several lines in quotes
    '附件：\n任务清单\n具体措施\t2022年工作计划\t牵头单位\n1.甲。\t"1.建3个。\n2.补助。"\t市商务局\n2.乙。\t\t市财政局、市教育局\n',
    # tabs, lines of a cell as they come
    "附件：\n任务清单\n具体措施\t2022年工作计划\t牵头单位\n1.甲。\t1.建3个。\n2.补助。\t市商务局\n2.乙。\t\t市财政局、市教育局",
    # Markdown
    """附件：\n任务清单\n\n| 具体措施 | 2022年工作计划 | 牵头单位 |\n|---|:--:|---|
| 1.甲。 | 1.建3个。<br>2.补助。 | 市商务局 |\n| 2.乙。 | | 市财政局、市教育局 |\n""",
    "附件：\n任务清单\n具体措施 | 2022年工作计划 | 牵头单位\n--- | --- | ---\n1.甲。 | 1.建3个。<br/>2.补助。 | 市商务局\n2.乙。 |  | 市财政局、市教育局",
    # a grid of bars and rules
    """附件：\n任务清单\n+---+---+---+\n|具体措施|2022年工作计划|牵头单位|\n+===+===+===+\n|1.甲。|1.建3个。|市商务局|
|      |2.补助。|     |\n+---+---+---+\n|2.乙。||市财政局、市教育局|\n+---+---+---+\n""",
    # commas
    '附件：\n任务清单\n具体措施,2022年工作计划,牵头单位\n1.甲。,"1.建3个。\n2.补助。",市商务局\n2.乙。,,市财政局、市教育局\n',
]


@pytest.mark.parametrize("text", WHOLE)
def test_every_form_gives_the_same_table(text):
    content = read_text(text)
    assert table_of(content) == [HEADING, *ROWS]
    assert paragraphs(content) == ["附件：", "任务清单"]
    assert content.notes == ()


@pytest.mark.parametrize(
    ("opens", "sign"),
    [
        ("sep=,", ","),
        ("sep=;", ";"),
        ("SEP=|", "|"),
        ("sep=\t", "\t"),
        ('"sep=;"', ";"),
        ("\ufeffsep=^", "^"),
        ("sep=,\r\n", ","),
    ],
)
def test_the_line_that_says_the_sign_is_no_text(opens, sign):
    rows = [HEADING, ["1.甲、乙,丙;丁。" if sign in "|^\t" else "1.甲。", "建3个。", "市商务局"]]
    content = read_text("\n".join([opens, f"任务清单{sign}{sign}", *(sign.join(row) for row in rows)]))
    assert table_of(content) == rows
    assert paragraphs(content) == ["任务清单"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_characters(encoding):
    assert table_of(read_text("任务清单" + dump(HEADING, *ROWS), encoding)) == [HEADING, *ROWS]


def test_a_broken_byte_is_said_and_the_rest_is_read():
    text = ("任务清单" + dump(HEADING, *ROWS)).encode()
    content = read(Source("x", "x.txt", text.replace("商".encode(), b"\xe5\x95", 1), ""))
    assert table_of(content) == [HEADING, [*ROWS[0][:-1], "市\ufffd务局"], *ROWS[1:]]
    assert [(note.code, note.level, note.place) for note in content.notes] == [
        ("P18", "warning", f"byte {text.index('商'.encode())}")
    ]


def test_what_follows_the_table_is_no_part_of_its_last_cell():
    content = read_text(dump(HEADING, *ROWS) + "\n注：本表由市政府办公室负责解释。\n")
    assert table_of(content) == [HEADING, *ROWS]
    assert paragraphs(content) == ["注：本表由市政府办公室负责解释。"]


def test_two_tables_in_one_dump():
    content = read_text(dump(HEADING, ROWS[0]) + "\n二、其他" + dump([*HEADING, "配合单位"], [*ROWS[1], "甲局"]))
    first, second = (block for block in content.blocks if isinstance(block, Table))
    assert rows_of(first) == [HEADING, ROWS[0]]
    assert rows_of(second) == [[*HEADING, "配合单位"], [*ROWS[1], "甲局"]]
    assert "二、其他" in paragraphs(content)


MORE = [["3.丙。", "1.建5个。\n2.办会。", "市民政局"], ["4.丁。", "开展活动。", "市司法局"]]


def test_a_lost_border_is_found_by_the_list_numbers():
    content = read_text(dump(HEADING, ROWS[0], *MORE).replace("3.丙。\n\t1.建5个", "3.丙。\n1.建5个"))
    assert table_of(content) == [HEADING, ROWS[0], *MORE]
    assert notes(content) == [("P20", "table 1, row 3, line 11")]


@pytest.mark.parametrize(
    "broken",
    [
        dump(HEADING, *ROWS, *MORE).replace(
            "2.乙。\n\t\n\t", "2.乙。\n\t"
        ),  # an empty cell is lost: nothing tells which
        dump(HEADING, *ROWS, *MORE).replace("2.乙。", "2.乙。\n\t续"),  # one border too many
    ],
)
def test_a_row_that_can_not_be_told_is_reported_and_the_others_are_read(broken):
    content = read_text(broken)
    assert table_of(content) == [HEADING, ROWS[0], [], *MORE]
    assert [(note.code, note.level) for note in content.notes] == [("P04", "error")]
    assert "2.乙。" in content.notes[0].message


LINES = (
    "任务清单\n具体措施\n2022年工作计划\n牵头单位\n1.甲。\n1.建3个。\n2.补助。\n市商务局\n2.乙。\n开展活动。\n市财政局"
)


def test_lines_without_any_border_are_cut_by_the_list_numbers():
    content = read_text(LINES)
    assert table_of(content) == [HEADING, ROWS[0], ["2.乙。", "开展活动。", "市财政局"]]
    assert [note.code for note in content.notes] == ["P20", "P20"]


@pytest.mark.parametrize(
    "row",
    [
        "3.丙。\n开展活动。\n举办会议。\n市民政局",  # is the second line a cell of its own?
        "3.丙。\n市民政局",  # no plan, or no measure
        "3.丙。\n1.建5个。\n举办会议。",  # no unit
    ],
)
def test_lines_that_fill_no_row_are_reported(row):
    content = read_text(f"{LINES}\n{row}")
    assert table_of(content)[3:] == [[]]
    assert [(note.code, note.level) for note in content.notes][2:] == [("P04", "error")]


@pytest.mark.parametrize(
    "text",
    [
        "一、加强建设。\n\t（一）新建公园3个。（责任单位：市城市管理局）\n\t（二）略。",  # indented by tabs
        "表头 | 甲 | 乙\n1 | 2 | 3",
        "具体措施和牵头单位见附件，不另行印发。",
    ],
)
def test_what_is_no_list_is_handed_on_as_paragraphs(text):
    content = read_text(text)
    assert "".join("".join(paragraphs(content)).split()) == "".join(text.split())


CELL = st.text(alphabet="甲乙3个，。\n", max_size=6).filter(lambda t: "\n\n" not in t).map(str.strip)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL).map(list), min_size=1, max_size=5))
def test_every_cell_of_a_dump_comes_back(rows):
    content = read_text("清单" + dump(HEADING, *rows))
    assert table_of(content) == [HEADING, *([text.strip() for text in row] for row in rows)]


@pytest.mark.parametrize("sign", [",", "\t", "|", ";"])
def test_a_list_of_two_columns_is_one(sign, tmp_path):
    rows = (["具体措施", "责任单位"], ["1.新建公园10个。", "市商务局"], ["2.新建公园3个。", "市财政局"])
    path = tmp_path / "a.txt"
    path.write_text("\n".join(sign.join(row) for row in rows), encoding="utf-8")
    tables = read_tables(path)
    assert tables["measures"].source.tolist() == ["table"] * 2
    assert tables["responsibilities"].text.tolist() == ["市商务局", "市财政局"]


CARDS = [("任务", "新建公园10个。"), ("责任单位", "市商务局"), ("任务", "新建公园3个。"), ("责任单位", "市财政局")]


@pytest.mark.parametrize("sign", ["\t", ",", ";", "|"])
def test_cards_below_each_other_are_the_rows_of_a_list(sign, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("\n".join(sign.join(row) for row in CARDS), encoding="utf-8")
    tables = read_tables(path)
    assert tables["measures"].text.tolist() == ["新建公园10个。", "新建公园3个。"]
    assert tables["responsibilities"].text.tolist() == ["市商务局", "市财政局"]


def test_cards_of_markdown_are_the_rows_of_a_list(tmp_path):
    path = tmp_path / "a.md"
    cards = ["| {} | {} |\n|---|---|\n| {} | {} |\n".format(*CARDS[at], *CARDS[at + 1]) for at in (0, 2)]
    path.write_text("\n".join(cards), encoding="utf-8")
    assert read_tables(path)["responsibilities"].text.tolist() == ["市商务局", "市财政局"]


def test_a_plan_in_prose_below_lines_like_headings_is_no_table():
    lines = [
        "某市人民政府办公室关于印发",
        "某市2024年工作方案的通知",
        "某市人民政府办公室",
        "2024年3月15日",
        "某市推动节能降碳",
        "2024年工作方案",
        "一、主要任务",
        "（一）开展节能诊断。完成60家企业节能诊断。（责任部门：市发展改革局，完成期限：6月底）",
    ]
    content = read_bytes("\n".join(lines).encode(), "x.txt")
    assert [block.text for block in content.blocks] == lines
    assert content.notes == ()
