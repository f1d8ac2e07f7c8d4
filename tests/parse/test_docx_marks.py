"""Word: what stands in the file and not on paper, struck and hidden words, and raised figures; labels stand apart."""

import pytest

from tests.parse.builders import cell, pack, read_bytes, row, table, texts
from tests.parse.test_docx_numbers import abstract, item, level, num


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def style(name, properties, kind="character", based=""):
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:basedOn w:val="{based}"/><w:rPr>{properties}</w:rPr></w:style>'
    )


STYLES = "".join(
    [
        style("Hid", "<w:vanish/>"),
        style("HidToo", "", based="Hid"),
        style("Shown", '<w:vanish w:val="0"/>', based="Hid"),
        style("HidP", "<w:vanish/>", "paragraph"),
        style("Gone", "<w:strike/>"),
        style("GoneP", "<w:dstrike/>", "paragraph"),
        style("Up", '<w:vertAlign w:val="superscript"/>'),
    ]
)
STRIKE, UP, DOWN = "<w:strike/>", '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'


def of(name):
    return f'<w:rStyle w:val="{name}"/>'


CASES = [
    ("struck", [p(run("新建"), run("5", STRIKE), run("8个"))], "新建8个", ["P39"]),
    ("struck twice", [p(run("市林业局", "<w:dstrike/>"), run("市水利局"))], "市水利局", ["P39"]),
    ("not struck after all", [p(run("新建", '<w:strike w:val="0"/>'), run("8个"))], "新建8个", []),
    ("a struck paragraph", [p(run("甲")), p(run("旧", STRIKE)), p(run("乙"))], "甲\n乙", ["P39"]),
    ("struck by a style", [p(run("甲"), run("旧", of("Gone")))], "甲", ["P39"]),
    ("struck by the paragraph's style", [p(run("旧"), properties='<w:pStyle w:val="GoneP"/>'), p(run("甲"))], "甲", ["P39"]),
    ("both styles strike: one cancels the other",
     [p(run("甲", of("Gone")), properties='<w:pStyle w:val="GoneP"/>')], "甲", []),
    ("hidden by a style", [p(run("甲"), run("暗", of("Hid")), run("乙"))], "甲乙", ["P24"]),
    ("hidden by the style that a style is based on", [p(run("甲"), run("暗", of("HidToo")))], "甲", ["P24"]),
    ("shown by a style based on one that hides", [p(run("甲"), run("乙", of("Shown")))], "甲乙", []),
    ("shown by the run itself", [p(run("甲", of("Hid") + '<w:vanish w:val="0"/>'))], "甲", []),
    ("a hidden paragraph", [p(run("甲")), p(run("暗"), properties='<w:pStyle w:val="HidP"/>'), p(run("乙"))], "甲\n乙", ["P24"]),
    ("a hidden mark joins two paragraphs", [p(run("甲"), properties="<w:rPr><w:vanish/></w:rPr>"), p(run("乙"))], "甲乙", []),
    ("a power of a unit", [p(run("绿地3000m"), run("2", UP), run("，储水500m"), run("3", of("Up")))], "绿地3000m²，储水500m³", []),
    ("a power of ten", [p(run("产能5×10"), run("4", UP), run("吨"))], "产能5×10⁴吨", []),
    ("the mark of a note", [p(run("公园6个"), run("1", UP), run("。"))], "公园6个。", ["P40"]),
    ("a lowered figure", [p(run("CO"), run("2", DOWN), run("下降3%"))], "CO2下降3%", []),
]  # fmt: skip


@pytest.mark.parametrize(("paragraphs", "expected", "codes"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_is_not_on_paper_is_no_text(paragraphs, expected, codes):
    content = read_bytes(pack(table(row(cell("".join(paragraphs)), "子")), styles=STYLES))
    assert texts(content) == [[expected, "子"]]
    assert [note.code for note in content.notes] == codes


def test_struck_words_are_told_with_their_count():
    content = read_bytes(
        pack(table(row(cell(p(run("5", STRIKE), run("8个"), run("旧", STRIKE), run("稿", STRIKE))), "子")))
    )
    (note,) = content.notes
    assert (note.place, note.message) == ("table 1, row 1, column 1", "struck text left out (in 2 places): 5 | 旧稿")


HIDDEN = "<w:rPr><w:vanish/></w:rPr>"
DOTTED = abstract(1, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")) + num(1, 1)
BARE = abstract(1, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2")) + num(1, 1)


def hidden_item(text):
    return item(text).replace("</w:numPr>", f"</w:numPr>{HIDDEN}").replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>")


LABELS = [
    ("a figure behind a number", BARE, [item("5家企业"), item("8家企业"), item("企业")], "1\t5家企业\n2\t8家企业\n3企业"),
    ("a share behind a number and its dot", DOTTED, [item("95%以上"), item("村庄")], "1. 95%以上\n2.村庄"),
    ("the second level", BARE, [item("企业"), item("5家", 1, 1), item("8家", 1, 1)], "1企业\n1.1\t5家\n1.2\t8家"),
    ("a Chinese number", abstract(1, level(0, "chineseCounting", "%1")) + num(1, 1), [item("十家")], "一\t十家"),
    ("a number with a blank", BARE.replace('"nothing"', '"space"'), [item("5家")], "1\t5家"),
    ("a hidden paragraph has no number", DOTTED, [item("甲"), hidden_item("暗"), item("乙")], "1.甲\n2.乙"),
    ("a struck paragraph has no number", DOTTED,
     [item("甲"), item("旧").replace("<w:r>", "<w:r><w:rPr><w:strike/></w:rPr>"), item("乙")], "1.甲\n3.乙"),
]  # fmt: skip


@pytest.mark.parametrize(("numbering", "items", "expected"), [c[1:] for c in LABELS], ids=[c[0] for c in LABELS])
def test_a_label_stands_apart_from_a_figure(numbering, items, expected):
    content = read_bytes(pack(table(row(cell("".join(items)), "子")), numbering=numbering))
    assert texts(content) == [[expected, "子"]]


def test_the_last_paragraph_of_a_file_is_read_though_its_mark_is_hidden():
    content = read_bytes(pack(p(run("甲"), properties=HIDDEN) + table(row("乙")) + p(run("丙"), properties=HIDDEN)))
    assert [getattr(block, "text", "table") for block in content.blocks] == ["甲", "table", "丙"]


def control(inner, properties=""):
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


PROMPT = "<w:showingPlcHdr/>"
LIST = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList>{}<w:listEntry w:val="甲"/><w:listEntry w:val="乙"/></w:ddList></w:ffData>'
    '</w:fldChar></w:r><w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)

SEPARATED = (
    LIST.format('<w:result w:val="1"/>').replace('<w:r><w:fldChar w:fldCharType="end"/></w:r>', "")
    + '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>后</w:t></w:r>'
)


@pytest.mark.parametrize(
    ("inner", "expected", "codes"),
    [
        (p(run("新建"), control(run("单击此处输入文字"), PROMPT)), "新建", ["P49"]),
        (p(run("新建"), control(run("公园"))), "新建公园", []),  # filled in
        (p(control(run("市教育局"), "<w:dropDownList/>")), "市教育局", []),
        (control(p(run("单击此处")), PROMPT), "", ["P49"]),
        (p(run("选："), LIST.format('<w:result w:val="1"/>')), "选：乙", []),
        (p(run("选："), LIST.format("")), "选：甲", []),
        (p(run("选："), SEPARATED), "选：乙后", []),
    ],
)
def test_controls_and_form_fields_have_their_value(inner, expected, codes):
    content = read_bytes(pack(table(row(cell(inner), "子"))))
    assert texts(content) == [[expected, "子"]]
    assert [note.code for note in content.notes] == codes


def test_a_prompt_that_no_control_holds_is_known_by_its_style():
    """As LibreOffice writes it for .doc and .rtf, which know no controls; the name of the style is English everywhere."""
    prompt = '<w:style w:type="character" w:styleId="a3"><w:name w:val="Placeholder Text"/></w:style>'
    inner = p(run("新建"), run("单击此处输入文字", of("a3")), run("公园", of("b")))
    content = read_bytes(pack(table(row(cell(inner), "子")), styles=prompt))
    assert texts(content) == [["新建公园", "子"]]
    assert [note.code for note in content.notes] == ["P49"]


@pytest.mark.parametrize(
    ("height", "seen"),
    [('w:val="1" w:hRule="exact"', False), ('w:val="300" w:hRule="exact"', True), ('w:val="1"', True)],
)
def test_a_row_of_no_height_is_not_seen(height, seen):
    content = read_bytes(pack(table(row("序号", "措施"), row("1", "旧稿", properties=f"<w:trHeight {height}/>"))))
    assert texts(content) == [["序号", "措施"], *([["1", "旧稿"]] if seen else [])]
    assert [note.code for note in content.notes] == ([] if seen else ["P24"])
