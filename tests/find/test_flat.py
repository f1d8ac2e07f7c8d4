"""Tables that stand as paragraphs: what goes to which cell."""

import pytest

from pipeline.find.flat import find_flat
from pipeline.find.lists import find_lists
from pipeline.model import Content, Finding, Paragraph, ResponsibilityList

HEADINGS = ["序号", "工作任务", "责任单位", "完成时限"]
CASES = [  # paragraphs after the headings, rows as cells parted by |
    (["1", "新建公园2座。", "县住建局", "12月底前", "2", "改造管网。", "县水务局", "9月"],
     ["1|新建公园2座。|县住建局|12月底前", "2|改造管网。|县水务局|9月"]),
    (["1", "建设湿地。", "县水务局", "县住建局", "12月底前", "2", "改造管网。", "县水务局", "9月"],  # two units in a cell
     ["1|建设湿地。|县水务局\n县住建局|12月底前", "2|改造管网。|县水务局|9月"]),
    (["1", "建设湿地。", "县水务局", "2", "改造管网。", "县水务局", "9月"],  # a deadline is lacking
     ["1|建设湿地。|县水务局|", "2|改造管网。|县水务局|9月"]),
    (["1", "建设湿地。", "县水务局", "年底前", "分享到：", "打印本页"],  # what follows the last row is no cell
     ["1|建设湿地。|县水务局|年底前"]),
    (["1．", "建设湿地。", "种树100亩。", "县水务局", "年底前"], ["1．|建设湿地。\n种树100亩。|县水务局|年底前"]),
]  # fmt: skip
NO_TABLE = [
    [],
    ["工作任务", "责任单位"],  # two headings are a sentence, no table
    [*HEADINGS, "第一段文字。", "第二段文字。"],  # no row begins with 1
    ["一、总体要求", "责任单位：县水务局"],
    ["序号", "姓名", "职务", "1", "张三", "局长"],
]


@pytest.mark.parametrize(("body", "rows"), CASES)
def test_rows(body, rows):
    flat = find_flat(["关于印发任务清单的通知", *HEADINGS, *body])
    lines = {}
    for cell in flat.table.cells:
        lines.setdefault(cell.row, []).append(cell.text)
    assert ["|".join(line) for line in list(lines.values())[1:]] == rows
    assert flat.start == 1


def test_rows_of_equal_width_without_serial_numbers():
    body = ["建设湿地。", "县水务局", "年底前", "种树。", "县林业局", "9月", "附件下载"]
    flat = find_flat([*HEADINGS[1:], *body])
    assert (flat.table.n_rows, flat.end) == (3, 9)


@pytest.mark.parametrize("paragraphs", NO_TABLE)
def test_other_paragraphs_are_no_table(paragraphs):
    assert find_flat(paragraphs) is None


def test_the_list_is_read_and_said_to_be_rebuilt():
    texts = ["2016年任务清单", *HEADINGS, *CASES[1][0], "结束语。"]
    found = list(find_lists(Content("html", tuple(Paragraph(text) for text in texts)), "a.html"))
    lists = [entry for entry in found if isinstance(entry, ResponsibilityList) and entry.source == "table"]
    assert [len(entry.rows) for entry in lists] == [2]
    assert "P36" in [entry.code for entry in found if isinstance(entry, Finding)]
