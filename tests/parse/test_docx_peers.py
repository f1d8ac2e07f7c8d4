"""Word documents against other readers, where those are right. Each known difference is named.

mammoth ignores gridBefore and gridAfter, makes list numbers `<ol>` and adds footnotes at the end: none of these occur here.
LibreOffice prints list numbers when it saves text: `1.` with a tab behind it, styles that it does not know in its own way.
"""

import io
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings

from pipeline.parse.office import run_office
from tests.parse.builders import as_docx, cell, grid, pack, paragraph, read_bytes, row, table, texts
from tests.parse.test_docx_numbers import abstract, item, level, num
from tests.parse.test_formats_agree import merged_grids

SOURCES = Path(__file__).parents[1] / "data/sources"


def through_mammoth(content):
    """Let mammoth write the document as HTML, and read that."""
    mammoth = pytest.importorskip("mammoth")
    return read_bytes(f"<html>{mammoth.convert_to_html(io.BytesIO(content)).value}</html>".encode())


@pytest.mark.parametrize("name", ["responsibility_list", "variant_a_merged", "variant_b_numbered"])
def test_mammoth_reads_the_same_cells(name):
    content = (SOURCES / f"{name}.docx").read_bytes()
    assert grid(through_mammoth(content)) == grid(read_bytes(content))


@settings(max_examples=30, deadline=None)
@given(merged_grids())
def test_mammoth_reads_the_same_grids(cells):
    content = as_docx([(*place, re.sub(r"\n+", "\n", text)) for *place, text in cells])  # it drops blank paragraphs
    assert grid(through_mammoth(content)) == grid(read_bytes(content))


RUN = "<w:r><w:t>{}</w:t></w:r>"
HARD = [
    row("具体措施", "2022年工作计划", "牵头单位"),
    row(
        cell(f"<w:p>{RUN.format('1.话务小结率提升至')}<w:ins>{RUN.format('88%')}</w:ins>{RUN.format('以上。')}</w:p>"),
        f"<w:sdt><w:sdtContent>{cell('新建3个')}</w:sdtContent></w:sdt>",
        cell("甲局", '<w:vMerge w:val="restart"/>'),
    ),
    row(
        cell(f"<w:p>{RUN.format('2.')}<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>{RUN.format('乙')}</w:p>"),
        cell(paragraph("见表") + table(row("丙", "丁")) + paragraph("戊")),
        cell("", "<w:vMerge/>"),
    ),
    "<w:sdt><w:sdtContent>" + row(cell("宽", '<w:gridSpan w:val="2"/>'), "己局") + "</w:sdtContent></w:sdt>",
]


def test_mammoth_reads_revisions_and_content_controls_alike():
    content = pack(table(*HARD))
    assert grid(through_mammoth(content)) == grid(read_bytes(content))


STYLES = [
    ("decimal", "%1."),
    ("chineseCounting", "（%1）"),
    ("chineseCountingThousand", "%1、"),
    ("ideographTraditional", "%1、"),
    ("ideographZodiac", "%1、"),
    ("decimalEnclosedCircle", "%1"),
    ("decimalFullWidth", "%1．"),
    ("chineseLegalSimplified", "%1、"),
    ("upperLetter", "%1."),
    ("lowerLetter", "%1)"),
    ("upperRoman", "%1."),
    ("lowerRoman", "%1."),
]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_prints_the_same_list_numbers(tmp_path):
    definitions = [abstract(n, level(0, style, text)) for n, (style, text) in enumerate(STYLES, start=1)]
    numbers = [num(n, n) for n in range(1, len(STYLES) + 1)]
    items = [item(f"第{count}", n) for n in range(1, len(STYLES) + 1) for count in range(1, 13)]
    levels = abstract(
        50, level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "（%3）")
    )
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    depths = (0, 1, 2, 2, 1, 2, 0, 1)
    items += [item(f"层{depth}", 50, depth) for depth in depths] + [item("续", 51), item("新", 52), item("次", 52)]
    numbering = "".join([*definitions, levels, *numbers, num(50, 50), num(51, 50), num(52, 50, again)])
    content = pack("".join(items), numbering=numbering)
    (tmp_path / "x.docx").write_bytes(content)
    run_office(
        "soffice", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(tmp_path / "x.docx")
    )
    printed = [
        "".join(line.split()) for line in (tmp_path / "x.txt").read_text(encoding="utf-8-sig").split("\n") if line
    ]
    ours = ["".join(block.text.split()) for block in read_bytes(content).blocks]
    assert [pair for pair in zip(ours, printed, strict=True) if pair[0] != pair[1]] == []


CONTROL = re.compile(r"</?w:sdt(?:Content)?>")
NESTED = re.compile(r"<w:tbl>.*?</w:tbl>")
DELETED = re.compile(r"<w:del>.*?</w:del>")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("suffix", ["odt", "doc", "rtf", "html"])
def test_libreoffice_writes_the_same_cells(tmp_path, suffix):
    body = CONTROL.sub("", table(*HARD))  # LibreOffice 7.4 doubles the text of a cell in a content control
    if suffix == "html":
        body = DELETED.sub("", body)  # and leaves deleted text in web pages
    if suffix == "rtf":
        body = table(
            NESTED.sub("", body.removeprefix("<w:tbl>")).removesuffix("</w:tbl>")
        )  # and adds cells after a table in a cell
    content = pack(body + paragraph(""))
    (tmp_path / "x.docx").write_bytes(content)
    run_office("soffice", "--convert-to", suffix, "--outdir", str(tmp_path), str(tmp_path / "x.docx"))
    assert texts(read_bytes((tmp_path / f"x.{suffix}").read_bytes())) == texts(read_bytes(content))
