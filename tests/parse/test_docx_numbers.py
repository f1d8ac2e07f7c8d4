"""Automatic list numbers: each feature of numbering.xml as the XML that shows it."""

import io
import zipfile

import pytest

from pipeline.lang.list_label.style import format_number
from tests.parse.builders import cell, pack, paragraph, read_bytes, row, table, texts

FORMATS = [
    ("decimal", [1, 10], ["1", "10"]),
    ("decimalZero", [1, 10], ["01", "10"]),
    ("chineseCounting", [1, 10, 11, 20, 105], ["一", "十", "十一", "二十", "一百零五"]),
    ("chineseCountingThousand", [3, 12, 110], ["三", "十二", "一百一十"]),
    ("japaneseCounting", [4], ["四"]),
    ("taiwaneseCountingThousand", [21], ["二十一"]),
    ("ideographDigital", [1, 10, 25], ["一", "一〇", "二五"]),
    ("chineseLegalSimplified", [3, 10, 12], ["叁", "壹拾", "壹拾贰"]),
    ("decimalEnclosedCircle", [1, 20, 21], ["①", "⑳", "21"]),
    ("decimalEnclosedCircleChinese", [2], ["②"]),
    ("decimalEnclosedParen", [1], ["⑴"]),
    ("decimalEnclosedFullstop", [1], ["⒈"]),
    ("ideographEnclosedCircle", [1], ["㊀"]),
    ("decimalFullWidth", [12], ["１２"]),
    ("ideographTraditional", [1, 11], ["甲", "11"]),
    ("ideographZodiac", [1], ["子"]),
    ("ideographZodiacTraditional", [1, 12], ["甲子", "乙亥"]),
    ("upperLetter", [1, 27], ["A", "AA"]),
    ("lowerLetter", [2, 28], ["b", "bb"]),
    ("upperRoman", [4, 19], ["IV", "XIX"]),
    ("lowerRoman", [9], ["ix"]),
    ("numberInDash", [3], ["- 3 -"]),
    ("ordinal", [1, 2, 11, 23], ["1st", "2nd", "11th", "23rd"]),
    ("none", [1], [""]),
    ("somethingNew", [7], ["7"]),
]


@pytest.mark.parametrize(("style", "numbers", "expected"), FORMATS)
def test_styles_of_numbers(style, numbers, expected):
    assert [format_number(number, style) for number in numbers] == expected


def level(index, style, text, start=1, more=""):
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/><w:suff w:val="nothing"/></w:lvl>'
    )


def abstract(key, *levels, more=""):
    return f'<w:abstractNum w:abstractNumId="{key}">{more}{"".join(levels)}</w:abstractNum>'


def num(key, of, more=""):
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def item(text, number=1, index=0, style=""):
    own = f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{number}"/></w:numPr>' if number is not None else ""
    return paragraph(text, (f'<w:pStyle w:val="{style}"/>' if style else "") + own)


TWO = abstract(1, level(0, "chineseCounting", "（%1）"), level(1, "decimal", "%1.%2", more="<w:isLgl/>"))

CASES = [
    ("one list", TWO + num(1, 1), [item("甲"), item("乙")], "（一）甲\n（二）乙"),
    ("levels start anew below a higher one", TWO + num(1, 1),
     [item("甲"), item("乙", 1, 1), item("丙", 1, 1), item("丁"), item("戊", 1, 1)], "（一）甲\n1.1乙\n1.2丙\n（二）丁\n2.1戊"),
    ("lists of one definition go on", TWO + num(1, 1) + num(2, 1), [item("甲"), item("乙", 2)], "（一）甲\n（二）乙"),
    ("an override starts anew",
     TWO + num(1, 1) + num(2, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
     [item("甲"), item("乙", 2), item("丙", 2)], "（一）甲\n（一）乙\n（二）丙"),
    ("an override of the whole level",
     TWO + num(1, 1, f'<w:lvlOverride w:ilvl="0">{level(0, "decimalEnclosedCircle", "%1", 3)}</w:lvlOverride>'),
     [item("甲"), item("乙")], "③甲\n④乙"),
    ("a level that is not started anew",
     abstract(1, level(0, "decimal", "%1."), level(1, "decimal", "%2）", more='<w:lvlRestart w:val="0"/>')) + num(1, 1),
     [item("甲"), item("乙", 1, 1), item("丙"), item("丁", 1, 1)], "1.甲\n1）乙\n2.丙\n2）丁"),
    ("a start that is not one", abstract(1, level(0, "decimal", "%1、", 5)) + num(1, 1), [item("甲")], "5、甲"),
    ("a level below one that was not used", TWO + num(1, 1), [item("甲", 1, 1)], "1.1甲"),
    ("a bullet is no number", abstract(1, level(0, "bullet", "\uf06c")) + num(1, 1), [item("甲")], "甲"),
    ("number 0 takes the number away", TWO + num(1, 1), [item("甲"), item("乙", 0), item("丙")], "（一）甲\n乙\n（二）丙"),
    ("a list that nobody defines", num(1, 9), [item("甲")], "甲"),
    ("an empty entry has its number", TWO + num(1, 1), [item("甲"), item(""), item("丙")], "（一）甲\n（二）\n（三）丙"),
    ("a blank follows the number",
     abstract(1, level(0, "decimal", "%1.").replace('"nothing"', '"space"')) + num(1, 1), [item("甲")], "1. 甲"),
    ("a list that links to one of a style",
     abstract(1, more='<w:numStyleLink w:val="Plan"/>') + abstract(2, level(0, "decimal", "%1)"), more='<w:styleLink w:val="Plan"/>')
     + num(1, 1), [item("甲")], "1)甲"),
    ("a custom format has a fallback",
     abstract(1, level(0, "decimal", "%1.").replace(
         '<w:numFmt w:val="decimal"/>',
         '<mc:AlternateContent><mc:Choice><w:numFmt w:val="custom" w:format="001"/></mc:Choice><mc:Fallback>'
         '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>')) + num(1, 1), [item("甲")], "1.甲"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("numbering", "items", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_numbers_stand_before_their_paragraphs(numbering, items, expected):
    assert texts(read_bytes(pack(table(row(cell("".join(items)), "子")), numbering=numbering))) == [[expected, "子"]]


def test_a_style_numbers_its_paragraphs_and_those_of_styles_based_on_it():
    properties = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = f'<w:style w:styleId="Plan">{properties}</w:style>'
    styles += '<w:style w:styleId="Own"><w:basedOn w:val="Plan"/></w:style>'
    styles += '<w:style w:styleId="Other"><w:basedOn w:val="Other"/></w:style>'  # a ring
    items = (
        item("甲", None, 0, "Plan")
        + item("乙", None, 0, "Own")
        + item("丙", None, 0, "Other")
        + item("丁", 0, 0, "Plan")
    )
    content = read_bytes(pack(table(row(cell(items), "子")), numbering=TWO + num(1, 1), styles=styles))
    assert texts(content)[0][0] == "（一）甲\n（二）乙\n丙\n丁"


def test_the_level_of_a_style_that_a_list_names():
    linked = level(1, "decimal", "%2、", more='<w:pStyle w:val="Sub"/>')
    styles = '<w:style w:styleId="Sub"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    numbering = abstract(1, level(0, "decimal", "%1."), linked) + num(1, 1)
    content = read_bytes(pack(table(row(cell(item("甲", None, 0, "Sub")), "子")), numbering=numbering, styles=styles))
    assert texts(content)[0][0] == "1、甲"


def test_numbers_are_counted_through_the_whole_text():
    body = item("甲") + table(row(cell(item("乙")), cell(item("丙")))) + item("丁")
    content = read_bytes(pack(body, numbering=TWO + num(1, 1)))
    assert texts(content) == [["（二）乙", "（三）丙"]]
    assert [block.text for block in content.blocks if hasattr(block, "text")] == ["（一）甲", "（四）丁"]


def test_a_deleted_entry_is_not_counted():
    deleted = item("乙").replace("<w:pPr>", "<w:pPr><w:rPr><w:del/></w:rPr>").replace("<w:r><w:t", "<w:del><w:r><w:t")
    deleted = deleted.replace("</w:r></w:p>", "</w:r></w:del></w:p>")
    content = read_bytes(pack(table(row(cell(item("甲") + deleted + item("丙")), "子")), numbering=TWO + num(1, 1)))
    assert texts(content)[0][0] == "（一）甲\n（二）丙"


def test_an_unknown_style_is_said_aloud():
    content = read_bytes(
        pack(table(row(cell(item("甲")), "子")), numbering=abstract(1, level(0, "hebrew1", "%1.")) + num(1, 1))
    )
    assert texts(content)[0][0] == "1.甲"
    assert [(note.code, note.level) for note in content.notes] == [("P28", "warning")]


def in_utf16(content, names, encoding):
    """The package with some of its parts written in UTF-16."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(stream, "w") as again:
        for name in package.namelist():
            part = package.read(name)
            if name in names:
                part = f'<?xml version="1.0" encoding="UTF-16"?>{part.decode()}'.encode(encoding)
            again.writestr(name, part)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "names", [["word/numbering.xml"], ["word/document.xml"], ["word/document.xml", "word/numbering.xml"]]
)
def test_parts_in_utf16_are_numbered(names, encoding):
    content = pack(
        table(row(cell(item("甲") + item("乙")), "子")), numbering=abstract(1, level(0, "decimal", "%1.")) + num(1, 1)
    )
    assert texts(read_bytes(in_utf16(content, names, encoding))) == [["1.甲\n2.乙", "子"]]
