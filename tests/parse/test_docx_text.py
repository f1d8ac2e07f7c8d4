"""The text of a Word cell as it stands on paper, each feature as the XML that shows it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.parse.docx.survey import Survey
from pipeline.parse.docx.text import TextReader
from pipeline.parse.ooxml import W
from tests.parse.builders import cell, pack, paragraph, read_bytes, row, table, texts


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def p(inner, mark=""):
    return f"<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{inner}</w:p>"


def field(code, result=None):
    shown = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}'
    begin, end = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{shown}{end}"


def box(inner):
    return f"<wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx>"


DRAWN = "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{0}</w:drawing></mc:Choice>"
DRAWN += "<mc:Fallback><w:pict><v:textbox>{0}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"

CASES = [
    ("insertion", p(run("提升至") + f"<w:ins>{run('88%')}</w:ins>" + run("以上")), "提升至88%以上"),
    ("move", p(f"<w:moveFrom>{run('旧')}</w:moveFrom>甲<w:moveTo>{run('新')}</w:moveTo>"), "新"),
    ("insertion that was deleted again", p(f"<w:ins><w:del>{run('旧')}</w:del></w:ins>{run('新')}"), "新"),
    ("deleted paragraph mark joins", p(run("甲"), "<w:del/>") + p(run("乙")), "甲乙"),
    ("moved paragraph leaves nothing", p(f"<w:moveFrom>{run('旧')}</w:moveFrom>", "<w:moveFrom/>") + p(run("乙")), "乙"),
    ("deleted last paragraph", p(run("甲")) + p("<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>", "<w:del/>"), "甲"),
    ("control in a line", p(f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>"), "控件"),
    ("control of paragraphs", f"<w:sdt><w:sdtContent>{p(run('甲'))}{p(run('乙'))}</w:sdtContent></w:sdt>", "甲\n乙"),
    ("controls in controls", f"<w:sdt><w:sdtContent><w:sdt><w:sdtContent>{p(run('甲'))}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>", "甲"),
    ("smart tag, hyperlink", p(f"<w:smartTag>{run('甲')}</w:smartTag><w:hyperlink>{run('乙')}</w:hyperlink>"), "甲乙"),
    ("line break, tab", p("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r>"), "甲\n乙\t丙"),
    ("hyphens", p("<w:r><w:t>1</w:t><w:noBreakHyphen/><w:t>2个公</w:t><w:softHyphen/><w:t>园</w:t></w:r>"), "1-2个公园"),
    ("field with a result", p(run("第") + field("PAGE", "3") + run("页")), "第3页"),
    ("field in the code of a field", p(field("IF " + "</w:instrText></w:r>" + field("X", "暗") + "<w:r><w:instrText>", "明")), "明"),
    ("simple field", p(f'<w:fldSimple w:instr="DATE">{run("2022年")}</w:fldSimple>'), "2022年"),
    ("number in a circle", p(field(r" eq \o\ac(○,3)") + run("新建3个")), "③新建3个"),
    ("number in a circle, beyond", p(field(r"EQ \o\ac(○,21)")), "（21）"),
    ("fraction as a field", p(run("不少于") + field(r"EQ \f(1,3)")), "不少于1/3"),
    ("fraction as mathematics", p("<m:oMath><m:f><m:num><m:r><m:t>2</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f></m:oMath>"), "2/3"),
    ("ruby", p(f"<w:r><w:ruby><w:rt>{run('zhan')}</w:rt><w:rubyBase>{run('湛')}</w:rubyBase></w:ruby></w:r>{run('江')}"), "湛江"),
    ("symbol", p('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + run("甲")), "✓甲"),
    ("symbol of Unicode", p('<w:r><w:sym w:font="宋体" w:char="2265"/></w:r>' + run("3个")), "≥3个"),
    ("footnote mark", p(run("甲") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("乙")), "甲乙"),
    ("footnote mark of one's own", p(run("甲") + '<w:r><w:footnoteReference w:customMarkFollows="1"/><w:t>*</w:t></w:r>'), "甲"),
    ("hidden text", p(run("暗", "<w:vanish/>") + run("明", '<w:vanish w:val="0"/>')), "明"),
    ("text box", p(run("甲") + f"<w:r><w:pict><v:textbox>{box(p(run('框')))}</v:textbox></w:pict></w:r>" + run("乙")), "甲乙\n框"),
    ("text box, written twice", p(run("甲") + DRAWN.format(box(p(run("框"))))), "甲\n框"),
    ("alternate text", p(f"<mc:AlternateContent><mc:Choice>{run('新')}</mc:Choice><mc:Fallback>{run('旧')}</mc:Fallback></mc:AlternateContent>"), "新"),
    ("table in the cell", paragraph("甲") + table(row("乙", "丙"), row("丁", "戊")) + paragraph("己"), "甲\n乙\n丙\n丁\n戊\n己"),
    ("line of the XML file", p("<w:r><w:t>甲\n乙</w:t></w:r>"), "甲 乙"),
    ("comment and bookmark marks", p('<w:bookmarkStart/><w:commentRangeStart w:id="0"/>' + run("甲") + '<w:r><w:commentReference w:id="0"/></w:r>'), "甲"),
]  # fmt: skip


@pytest.mark.parametrize(("inner", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_text_of_a_cell(inner, expected):
    assert texts(read_bytes(pack(table(row(cell(inner), "子")))))[0] == [expected, "子"]


def notes(content):
    return [(note.code, note.place, note.message) for note in content.notes]


AT = "table 1, row 1, column 1"

NOTED = [
    (p(run("甲") + "<w:del><w:r><w:delText>3000万</w:delText></w:r></w:del>"), ("P23", AT, "deleted text left out: '3000万'")),
    (p(run("暗", "<w:vanish/>") + run("明")), ("P24", AT, "hidden text left out: '暗'")),
    (p("<w:r><w:drawing><a:blip/></w:drawing></w:r>" + run("甲")), ("P14", AT, "a picture here is not read")),
    (p('<w:r><w:sym w:font="Nobody" w:char="F0FF"/></w:r>'), ("P15", AT, "symbol 'F0FF' of the font 'Nobody' is not known; kept as □")),
    (p(run("甲") + field("MACROBUTTON x")), ("P27", AT, "a field without a result is left out: 'MACROBUTTON x'")),
    (table(row("甲")) + paragraph(""), ("P16", AT, "a table inside the cell is read as its lines")),
]  # fmt: skip


@pytest.mark.parametrize(("inner", "expected"), NOTED)
def test_what_is_not_on_paper_is_said_aloud(inner, expected):
    assert notes(read_bytes(pack(table(row(cell(inner), "子"))))) == [expected]


@pytest.mark.parametrize(
    ("kind", "name"), [("footnotes", "footnote"), ("endnotes", "endnote"), ("comments", "comment")]
)
def test_notes_of_a_page_become_findings(kind, name):
    mark = f'<w:r><w:{name}Reference w:id="2"/></w:r>'
    parts = {
        kind: f'<w:{name} w:id="0" w:type="separator">{p(run("线"))}</w:{name}><w:{name} w:id="2">{p(run("注"))}</w:{name}>'
    }
    content = read_bytes(pack(table(row(cell(p(run("甲") + mark)), "子")), **parts))
    assert texts(content) == [["甲", "子"]]
    assert notes(content) == [("P25", f"{name} 2", "stands in no cell and is not read: 注")]


RUNS = st.sampled_from(
    [
        run("甲"),
        run(" 乙"),
        f"<w:ins>{run('丙')}</w:ins>",
        "<w:bookmarkStart/>",
        f"<w:hyperlink>{run('丁')}</w:hyperlink>",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(RUNS, max_size=5).map("".join))
def test_the_fast_way_reads_plain_paragraphs_as_the_full_one_does(inner):
    """`docx_survey` reads paragraphs of nothing but runs in one pass; `TextReader` reads each by itself."""
    from lxml import etree

    root = etree.fromstring(f'<w:body xmlns:w="{W[1:-1]}">{p(inner)}</w:body>')
    full = TextReader("x", None, Survey()).read_paragraph(root[0]).text
    assert texts(read_bytes(pack(table(row(cell(p(inner)), "子")))))[0][0] == full.strip()
