"""Goals and indicators are the same from every format, under the headings that the file or the numbers say."""

import hashlib
import html
import io

import openpyxl
import pytest

from pipeline.flow import read_document
from pipeline.model import Measure, Numeral, Source, Target
from tests.parse.builders import as_bars, as_docx_table, as_dump, pack, paragraph
from tests.parse.pdf_writer import Page, write

TITLE = "某市数字经济发展规划（2021—2025年）"
INDICATORS = [
    ["序号", "指标", "单位", "2020年", "2025年", "属性"],
    ["1", "森林覆盖率", "%", "35.2", "≥36", "约束性"],
    ["2", "城镇新增就业", "万人", "4.1", "5", "预期性"],
]
DOCUMENT = [  # level of a heading, or None of a paragraph; text, or the rows of a table
    (None, "为推动数字经济发展，" + "加强统筹协调，完善政策体系，优化发展生态，" * 5 + "制定本规划。"),
    (1, "一、发展基础"),
    (None, "2020年，全市新建公园12个，增长8.5%。"),
    (1, "二、发展目标"),
    (None, "到2025年，数字经济核心产业营收超过300亿元，规上企业达到500家以上。"),
    (None, INDICATORS),
    (1, "三、重点任务"),
    (2, "（一）做强产业"),
    (None, "新增专精特新企业20家。"),
    (1, "四、保障措施"),
    (None, "加强组织领导，守住两条底线。"),
]
WANTED = [
    ("g2", "goal", "二、发展目标", [(2025, 30000000000, "CNY", None), (2025, 500, "家", None)]),
    ("g3", "goal", "三、重点任务 / （一）做强产业", [(None, 20, "家", None)]),
    ("i1", "indicator", "二、发展目标", [(2025, 36, "%", "约束性")]),
    ("i2", "indicator", "二、发展目标", [(2025, 50000, "人", "预期性")]),
]
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{n}"><w:name w:val="heading {n}"/><w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr></w:style>'
    for n in (1, 2)
)


def is_table(text):
    return isinstance(text, list)


def as_docx(document):
    parts = [paragraph(TITLE)]
    for level, text in document:
        style = f'<w:pStyle w:val="{level}"/>' if level else ""
        parts.append(as_docx_table(text) if is_table(text) else paragraph(text, style))
    return pack("".join(parts), styles=STYLES)


def as_html(document):
    parts = [f"<h1>{TITLE}</h1>"]
    for level, text in document:
        if is_table(text):
            rows = ("".join(f"<td>{html.escape(t)}</td>" for t in row) for row in text)
            parts.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
        else:
            tag = f"h{level + 1}" if level else "p"
            parts.append(f"<{tag}>{html.escape(text)}</{tag}>")
    return f"<html><meta charset=utf-8><body>{''.join(parts)}</body></html>".encode()


def as_markdown(document):
    parts = [f"# {TITLE}"]
    for level, text in document:
        parts.append(as_bars(text).decode() if is_table(text) else f"{'#' * (level + 1)} {text}" if level else text)
    return "\n\n".join(parts).encode()


def as_text(document):
    return "\n".join([TITLE, *(text for _, text in document if not is_table(text))]).encode()


def as_pdf(document):
    """Draw a page: paragraphs with their first line set in, a heading like any other."""
    page, top = Page(), 60
    page.text(150, top, TITLE, 16)
    top = 100
    for _, text in document:
        if is_table(text):
            xs, ys = [60 + 80 * k for k in range(len(text[0]) + 1)], [top + 20 * k for k in range(len(text) + 1)]
            page.grid(xs, ys)
            for y, row in zip(ys, text, strict=False):
                page.row(xs, y, row)
            top = ys[-1] + 10
            continue
        lines = [text[:38], *(text[start : start + 40] for start in range(38, len(text), 40))]
        for x, line in zip([100, *[80] * len(lines)], lines, strict=False):
            page.text(x, top, line)
            top += 15
    return write(page)


def as_sheet(document):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append([TITLE])
    for _, text in document:
        for line in text if is_table(text) else [[text]]:
            sheet.append(line)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def as_text_dump(document):
    """Write lines, and of a table cells that start with a line break and a tab."""
    return "\n".join([TITLE, *(as_dump(t).decode() if is_table(t) else t for _, t in document)]).encode()


WRITERS = {"xlsx": as_sheet, "txt": as_text_dump, "docx": as_docx, "html": as_html, "md": as_markdown, "pdf": as_pdf}


def read_as(suffix, content):
    digest = hashlib.sha256(content).hexdigest()
    return read_document(Source("d", f"d.{suffix}", content, digest, region="湛江市"))


def show(rooms):
    found = {}
    for target in rooms.of(Target):
        entry = (target.year, int(target.value), target.unit, target.commitment)
        found.setdefault(target.measure_id, []).append(entry)
    return [
        (m.measure_id.removeprefix("d/"), m.source, m.section, found.get(m.measure_id, [])) for m in rooms.of(Measure)
    ]


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_plan_is_the_same_from_every_format(suffix):
    rooms = read_as(suffix, WRITERS[suffix](DOCUMENT))
    assert show(rooms) == WANTED
    assert rooms.document.title == TITLE
    assert rooms.document.status == "ok"


def test_text_holds_the_goals():
    assert show(read_as("txt", as_text(DOCUMENT))) == WANTED[:2]


def test_where_indicators_stand_is_a_reference():
    rooms = read_as("docx", as_docx(DOCUMENT))
    stood = [(n.text, n.kind, n.unit) for n in rooms.of(Numeral) if n.field == "baseline"]
    assert stood == [("35.2", "reference", "%"), ("4.1", "reference", "人")]


UNNUMBERED = [
    (1, "发展回顾"),
    (None, "新建公园12个。"),
    (1, "发展目标"),
    (2, "产业规模"),
    (None, "新增专精特新企业20家。"),
]


@pytest.mark.parametrize("suffix", ["docx", "html", "md"])
def test_what_the_file_says_is_a_heading_needs_no_number(suffix):
    rooms = read_as(suffix, WRITERS[suffix](UNNUMBERED))
    assert [(m.section, m.text) for m in rooms.of(Measure)] == [("发展目标 / 产业规模", "新增专精特新企业20家。")]


FRAMED = [
    (1, "一、重点任务"),
    (None, "完善政策体系。"),
    (None, [["专栏1 重点工程"], ["新建养老院5家以上。"]]),
]


@pytest.mark.parametrize("suffix", ["docx", "html", "pdf"])
def test_a_table_of_one_column_is_a_frame_with_paragraphs(suffix):
    rooms = read_as(suffix, WRITERS[suffix](FRAMED))
    assert [(m.section, m.text, m.row >= 0) for m in rooms.of(Measure)] == [
        ("一、重点任务", "新建养老院5家以上。", True)
    ]


def test_a_figure_in_the_name_of_an_indicator_is_no_target():
    table = [INDICATORS[0], ["1", "污水治理率3", "%", "25", "40", "预期性"], INDICATORS[2]]
    rooms = read_as("docx", as_docx([(1, "一、发展目标"), (None, table)]))
    assert [(t.field, int(t.value)) for t in rooms.of(Target)] == [("2025", 40), ("2025", 50000)]
