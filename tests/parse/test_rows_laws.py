"""Laws of tables: whatever the grid, nothing crashes and nothing of a list's rows vanishes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.find.lists import find_lists
from pipeline.model import Content, Finding, GridCell, Measure, Paragraph, ResponsibilityList, Table
from pipeline.model.closed import UNLED
from pipeline.split.measures import read_measures

HEADINGS = [
    "序号",
    "类别",
    "重点任务",
    "具体措施",
    "工作内容",
    "指标名称",
    "单位",
    "2024年目标",
    "一季度",
    "牵头单位",
    "责任单位",
    "配合单位",
    "完成时限",
    "备注",
    "花名",
]
TEXTS = [
    "一",
    "（一）",
    "1",
    "2.",
    "一、总论",
    "（二）民生",
    "建设公园3个。",
    "推进",
    "市教育局",
    "市财政局、市商务局",
    "合计",
    "注：甲",
    "5%",
    "无",
    "建设公园，新建学校。",
]
HEADING_LIKE = ["责任单位", "序号", "长期", "2025年底", "推进工作", "总体要求"]


@st.composite
def grids(draw, headings=HEADINGS, texts=(*TEXTS, *HEADING_LIKE)):
    """A table with a heading row and a body of random rectangles, some of them empty, some places without cell."""
    width = draw(st.integers(2, 6))
    height = draw(st.integers(1, 6))
    names = draw(st.lists(st.sampled_from(headings), min_size=width, max_size=width))
    cells = [GridCell(0, column, 1, 1, name) for column, name in enumerate(names)]
    taken: set[tuple[int, int]] = set()
    for row in range(1, height + 1):
        for column in range(width):
            if (row, column) in taken or draw(st.integers(0, 19)) == 0:
                continue
            rows = draw(st.sampled_from([1, 1, 1, 2, 3]))
            columns = draw(st.sampled_from([1, 1, 1, 2, width]))
            places = [(r, c) for r in range(row, row + rows) for c in range(column, column + columns)]
            if any(r > height or c >= width or (r, c) in taken for r, c in places):
                rows, columns, places = 1, 1, [(row, column)]
            taken.update(places)
            cells.append(GridCell(row, column, rows, columns, draw(st.sampled_from(["", *texts]))))
    return Table(1, height + 1, width, tuple(cells))


def said(entries):
    """All that was said of the rows: their cells, sections, notes and findings."""
    for entry in entries:
        if isinstance(entry, Finding):
            yield entry.message
        else:
            yield from entry.notes
            for row in entry.rows:
                yield row.section or ""
                yield from (part for cell in row.cells for part in (cell.text, cell.heading))


@settings(max_examples=300, deadline=None)
@given(grids(["序号", "具体措施", "2024年目标", "责任单位", "备注", "花名", "重点任务"], TEXTS))
def test_no_cell_of_a_list_vanishes(table):
    entries = list(find_lists(Content("drawn", (table,)), "x"))
    if any(
        isinstance(entry, Finding) and entry.code in ("P02", "P06", "P50", "P51", "P52", "P53", "P54")
        for entry in entries
    ):
        return  # no list, or one without rows: reported
    words = "\n".join(said(entries))
    assert [c.text for c in table.cells if c.row and c.text not in words] == []


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        grids() | st.sampled_from(["附件1", "某市任务分解表", "一、民生", "1.建设。（市教育局牵头）", "注：无"]),
        max_size=4,
    )
)
def test_rows_become_measures_each_once(blocks):
    content = Content("drawn", tuple(Paragraph(b) if isinstance(b, str) else b for b in blocks))
    lists = [entry for entry in find_lists(content, "x") if isinstance(entry, ResponsibilityList)]
    measures = [entry for entry in read_measures(lists, "x", "x") if isinstance(entry, Measure)]
    assert len(measures) == sum(len(found.rows) for found in lists)
    assert len({measure.measure_id for measure in measures}) == len(measures)


LINES = [
    "一、总体要求",
    "（一）推进产业",
    "1.建设园区。",
    "①建设园区。",
    "加快建设。",
    "建设公园。（市教育局牵头）",
    "2.建设学校。（责任单位：市教育局，2025年底前完成）",
    "责任单位：市教育局",
    "完成时限：2025年底",
    "（二）改善民生（责任单位：市民政局）",
    "附件",
    "2025年1月1日",
    "",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_every_line_that_names_units_is_in_a_task_or_said(lines):
    entries = list(find_lists(Content("drawn", tuple(map(Paragraph, lines))), "x"))
    words = "\n".join(said(entries))
    telling = [line for line in lines if "市" in line]
    assert [line for line in telling if line not in words] == []
    lists = [entry for entry in entries if isinstance(entry, ResponsibilityList) and entry.source not in UNLED]
    rows = [row for found in lists for row in found.rows]  # a heading may state a goal, too
    told = [part for row in rows for cell in row.cells if cell.field == "measure" for part in cell.text.split("\n")]
    headings = sum(isinstance(entry, Finding) and (entry.code, entry.level) == ("P34", "warning") for entry in entries)
    assert sum("市" in line for line in told) + headings == len(telling)
