"""A law: one drawn table gives the same measures, plan items, targets and departments from every format.

A drawing is that of `tests/flow/shapes.py`. Text has no merged cells: a merged cell is the first that it covers, and the
others are empty, as a spreadsheet writes them.
"""

import csv
import hashlib
import io
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.flow import read_document
from pipeline.model import Department, Source
from tests.flow.shapes import draw, show, targets
from tests.parse.builders import as_bars, as_docx, as_dump, as_html, as_tabs, as_xlsx, cell, pack, row, table
from tests.parse.pdf_writer import Page, write

EM = 10


def as_commas(rows):
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode("utf-8-sig")


def as_pdf(cells):
    """Draw the grid with ruled cells, each as wide as its longest text needs."""
    n_rows, n_columns = max(c[0] + c[2] for c in cells), max(c[1] + c[3] for c in cells)
    wide = [max([3, *(len(c[4]) for c in cells if c[1] == k and c[3] == 1)]) * EM + 20 for k in range(n_columns)]
    xs = [40 + sum(wide[:k]) for k in range(n_columns + 1)]
    ys = [80 + 30 * k for k in range(n_rows + 1)]
    page = Page(width=max(595, xs[-1] + 40), height=max(842, ys[-1] + 40))
    for top, column, down, across, text in cells:
        page.box(xs[column], ys[top], xs[column + across], ys[top + down], "S")
        page.text(xs[column] + 5, ys[top] + 10, text)
    return write(page)


MERGED = {"docx": as_docx, "xlsx": as_xlsx, "html": as_html, "pdf": as_pdf}
FLAT = {"tsv": as_tabs, "csv": as_commas, "markdown": as_bars, "dump": as_dump}


def read_as(name, content):
    """What comes of a file: measures with units and plan items, targets, departments."""
    suffix = {"tsv": "tsv", "csv": "csv", "markdown": "md", "dump": "txt"}.get(name, name)
    digest = hashlib.sha256(content).hexdigest()
    rooms = read_document(Source("d", f"d.{suffix}", content, digest, "任务分解表", "湛江市"))
    return show(rooms), targets(rooms), sorted(d.name for d in rooms.of(Department))


def cells_of(drawing):
    (drawn,) = draw(drawing).blocks
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in drawn.cells]


def read_everywhere(drawing, merged=MERGED, flat=FLAT):
    cells = cells_of(drawing)
    rows = [[""] * max(c[1] + c[3] for c in cells) for _ in range(max(c[0] + c[2] for c in cells))]
    for top, column, _, _, text in cells:
        rows[top][column] = text
    found = {name: read_as(name, write(cells)) for name, write in merged.items()}
    return found | {name: read_as(name, write(rows)) for name, write in flat.items()}


DRAWINGS = {
    "measures": """
        序号 | 具体措施 | 2024年工作计划 | 牵头单位 | 配合单位
        1 | 建设公园 | 新建公园3个。 | 市城管局 | 市财政局、市水务局
        2 | 扩大学位 | 新增学位2000个。 | 市教育局 | 市财政局
        """,
    "indicators with a column of their unit": """
        指标名称 | 单位 | 2025年目标值 | 责任单位
        城镇新增就业 | 万人 | 3 | 市人社局
        绿化覆盖率 | % | 42 | 市林业局
        """,
    "indicators with the unit in the heading": """
        指标名称 | 2025年目标值（亿元） | 责任单位
        社会消费品零售总额 | 300 | 市商务局
        固定资产投资 | 120 | 市发改局
        """,
    "indicators numbered, two years": """
        序号 | 指标 | 2024年目标 | 2025年目标 | 牵头单位
        1 | 新增托位（个） | 400 | 600 | 市卫健局
        2 | 森林覆盖率（%） | 28 | 29 | 市林业局
        """,
    "headings of two levels": """
        序号 | 工作任务 | 年度目标 | < | 牵头单位
        ^ | ^ | 2024年 | 2025年 | ^
        1 | 建设充电桩 | 新建100个 | 新建200个 | 市发改局
        2 | 建设医院 | 建成1家 | 建成2家 | 市卫健局
        """,
    "sections": """
        序号 | 工作任务 | 工作目标 | 责任单位
        一、产业发展 | < | < | <
        1 | 引进企业 | 引进企业20家 | 市商务局
        二、民生改善 | < | < | <
        2 | 建设学校 | 新建学校2所 | 市教育局
        """,
    "no units, no number": """
        重点任务 | 工作要求 | 责任部门
        推进改革 | 完成改革任务。 | 市财政局
        优化服务 | 压缩至1个工作日。 | 市政务服务局
        """,
    "a plan as the only column of measures": """
        序号 | 工作目标 | 责任单位
        1 | 新建公园3个 | 市城管局
        2 | 新增学位200个 | 市教育局
        """,
    "departments under a heading that only ends like one": """
        序号 | 主要内容 | 委内帮带处室
        1 | 培训医生300名 | 基层处
        2 | 新建门诊5个 | 医政处
        """,
    "departments under a heading that nobody knows": """
        序号 | 主要内容 | 由谁落实
        1 | 培训医生300名 | 市卫健局
        2 | 新建门诊5个 | 市财政局
        """,
    "goals in sentences": """
        序号 | 名称 | 实施内容 | 目标指标 | 责任单位
        1 | 老街改造 | 整修街面 | 更换路灯600盏。 | 市住建局
        2 | 燃气改造 | 更换管网 | 燃气普及率不低于93%。 | 市城管局
        """,
    "years in Chinese and full-width digits": """
        序号 | 工作任务 | 二〇二四年 | ２０２５年 | 责任单位
        1 | 建设公园 | 新建公园3个 | 新建公园4个 | 市城管局
        2 | 扩大学位 | 新增学位20个 | 新增学位30个 | 市教育局
        """,
    "units that lead, in a table of goals": """
        目标名称 | 2025年 | 牵头单位
        新建公园（个） | 3 | 市城管局
        新增学位（个） | 200 | 市教育局
        """,
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawn_table_is_the_same_from_every_format(name):
    found = read_everywhere(DRAWINGS[name])
    assert len(found["docx"][0]) == 2
    assert {form: result for form, result in found.items() if result != found["docx"]} == {}


SPANNED = {
    "a heading over two grid columns": """
        序号 | 具体措施 | 2024年工作计划 | < | 牵头单位
        1 | 建设公园 | 新建公园3个。 | < | 市城管局
        2 | 扩大学位 | 新增学位2000个。 | < | 市教育局
        """,
    "one row with another edge": """
        序号 | 具体措施 | < | 2024年工作计划 | 牵头单位
        1 | 建设公园 | < | 新建公园3个。 | 市城管局
        2 | 扩大学位 | 新增学位2000个。 | < | 市教育局
        """,
    "a row with its edge beyond that of the heading": """
        序号 | 具体措施 | 2024年工作计划 | < | 牵头单位
        1 | 建设公园 | 新建公园3个。 | < | 市城管局
        2 | 扩大学位 | < | 新增学位2000个。 | 市教育局
        """,
    "the only plan as the measure, over two grid columns": """
        序号 | 工作目标 | < | 责任单位
        1 | 新建公园3个 | < | 市城管局
        2 | 新增学位200个 | < | 市教育局
        """,
    "a heading over class and indicator": """
        序号 | 指标 | < | 2025年目标值 | 责任单位
        1 | 生态 | 绿化覆盖率（%） | 42 | 市林业局
        2 | ^ | 森林覆盖率（%） | 28 | 市林业局
        """,
    "two levels, each year over two grid columns": """
        序号 | 工作任务 | 年度目标 | < | < | 牵头单位
        ^ | ^ | 2024年 | < | 2025年 | ^
        1 | 建设充电桩 | 新建100个 | < | 新建200个 | 市发改局
        2 | 建设医院 | 建成1家 | < | 建成2家 | 市卫健局
        """,
}


def squeezed(name):
    """A drawing without its cells that go on from the left: what a reader of the page sees as columns."""
    return "\n".join(
        " | ".join(part for part in line.split(" | ") if part != "<") for line in SPANNED[name].split("\n")
    )


@pytest.mark.parametrize("name", SPANNED)
def test_one_heading_cell_is_one_column(name):
    found = read_everywhere(SPANNED[name], MERGED, {})
    assert len(found["docx"][0]) == 2
    assert {form: result for form, result in found.items() if result != found["docx"]} == {}
    if name != "a heading over class and indicator" and not name.startswith("two levels"):
        assert found["docx"] == read_as("docx", as_docx(cells_of(squeezed(name))))
    assert len(found["docx"][1]) == len(set(found["docx"][1])) > 1


@pytest.mark.parametrize("off", [3, 12, 25])
def test_a_border_that_is_a_little_off(off):
    """One row of a printed table has a border some points beside the others'."""
    ys, xs = [80, 110, 140, 170], [40, 80, 240, 400, 500]
    texts = [
        ["序号", "具体措施", "2024年工作计划", "牵头单位"],
        ["1", "建设公园", "新建公园3个。", "市城管局"],
        ["2", "扩大学位", "新增学位2000个。", "市教育局"],
    ]
    page = Page()
    for line, (top, below) in enumerate(pairwise(ys)):
        edges = [x + off * (line == 2 and x == 240) for x in xs]
        for left, right, text in zip(edges, edges[1:], texts[line], strict=False):
            page.box(left, top, right, below, "S").text(left + 5, top + 10, text)
    measures, figures, _ = read_as("pdf", write(page))
    assert measures == [
        "1 建设公园 | 牵头 市城管局 | 2024: 新建公园3个。",
        "2 扩大学位 | 牵头 市教育局 | 2024: 新增学位2000个。",
    ]
    assert len(figures) == 2


def test_a_row_that_leaves_its_spans_out_is_aligned_with_the_headings():
    wide = '<w:gridSpan w:val="2"/>'
    head = row(cell("序号"), cell("具体措施"), cell("2024年工作计划", wide), cell("牵头单位"), cell("配合单位"))
    bare = row("1", "建设公园", "新建公园3个。", "市城管局", "市财政局")
    whole = row("2", "扩大学位", cell("新增学位2000个。", wide), "市教育局", "市财政局")
    measures, figures, _ = read_as("docx", pack(table(head, bare, whole)))
    assert measures == [
        "1 建设公园 | 牵头 市城管局 | 配合 市财政局 | 2024: 新建公园3个。",
        "2 扩大学位 | 牵头 市教育局 | 配合 市财政局 | 2024: 新增学位2000个。",
    ]
    assert len(figures) == 2


WORDS = st.sampled_from(["建设公园", "扩大学位", "推进改革", "引进企业", "修建道路", "办好会议"])
INDICATORS = st.sampled_from(["新增学位", "新建公园", "引进企业", "改造小区", "培育品牌", "新增床位"])
COUNTED = st.sampled_from(["个", "家", "张", "万人", "亿元"])
DEPARTMENTS = st.sampled_from(["市教育局", "市财政局", "市商务局、市住建局", "市卫健局", "市发改局"])
FIGURES = st.integers(1, 9999).map(str)
MEASURES = st.sampled_from(["具体措施", "工作任务", "主要内容", "重点工作"])
UNITS = st.sampled_from(["牵头单位", "责任单位", "责任部门"])
NAMES = st.sampled_from(["指标", "指标名称", "主要指标"])


@st.composite
def tables(draw):
    """A table of measures or of indicators, with or without serial numbers, a column 单位, a second year."""
    n_rows, is_numbered, has_second = draw(st.integers(2, 4)), draw(st.booleans()), draw(st.booleans())
    years = ["2024年目标值", "2025年目标值"][: 1 + has_second]
    if draw(st.booleans()):
        plan = [f"{year}工作计划" for year in ("2024年", "2025年")[: 1 + has_second]]
        heading = [draw(MEASURES), *plan, draw(UNITS)]
        rows = [
            [draw(WORDS), *(f"{draw(INDICATORS)}{draw(FIGURES)}个" for _ in plan), draw(DEPARTMENTS)]
            for _ in range(n_rows)
        ]
    elif draw(st.booleans()):
        heading = [draw(NAMES), "单位", *years, draw(UNITS)]
        rows = [
            [draw(INDICATORS), draw(COUNTED), *(draw(FIGURES) for _ in years), draw(DEPARTMENTS)] for _ in range(n_rows)
        ]
    else:
        heading = [draw(NAMES), *(f"{year}（{draw(COUNTED)}）" for year in years), draw(UNITS)]
        rows = [[draw(INDICATORS), *(draw(FIGURES) for _ in years), draw(DEPARTMENTS)] for _ in range(n_rows)]
    if is_numbered:
        heading, rows = ["序号", *heading], [[str(number), *row] for number, row in enumerate(rows, start=1)]
    return "\n".join(" | ".join(row) for row in [heading, *rows])


@settings(max_examples=15, deadline=None)
@given(tables())
def test_any_table_is_the_same_from_every_format(drawing):
    found = read_everywhere(drawing)
    assert len(found["docx"][0]) > 1
    assert {form: result for form, result in found.items() if result != found["docx"]} == {}
