"""Pages made by hand, of no format: characters and strokes become tables and paragraphs."""

from itertools import pairwise

import pytest

from pipeline.model import Paragraph, Table
from pipeline.parse.pages.blocks import read_pages
from pipeline.parse.pages.page import Glyph, Page, Run, Stroke

SIZE = 10.0  # points


def run(x, top, text, **look):
    """Characters of full width from a place on."""
    return Run(tuple(Glyph(c, x + SIZE * i, top, x + SIZE * (i + 1), top + SIZE) for i, c in enumerate(text)), **look)


def rules(xs, ys):
    """The strokes of a grid, drawn cell by cell."""
    across = [Stroke(False, y, a, b) for y in ys for a, b in pairwise(xs)]
    return (*across, *(Stroke(True, x, a, b) for x in xs for a, b in pairwise(ys)))


def blocks(*pages):
    return read_pages(pages, "drawn")[0]


def test_characters_and_strokes_become_a_table_and_paragraphs():
    xs, ys = [50, 90, 300, 400], [100, 120, 160]
    texts = [(55, 105, "序号"), (95, 105, "具体措施"), (305, 105, "牵头单位")]
    texts += [
        (55, 125, "1"),
        (95, 125, "新建中小学校、幼儿园、体育公园和游园共计"),
        (95, 140, "十二所。"),
        (305, 125, "市教育局"),
    ]
    page = Page(1, 595, 842, (run(50, 60, "工作清单"), *(run(*text) for text in texts)), rules(xs, ys))
    title, table = blocks(page)
    assert title == Paragraph("工作清单", 1)
    assert isinstance(table, Table)
    assert [(cell.row, cell.column, cell.text) for cell in table.cells] == [
        *((0, 0, "序号"), (0, 1, "具体措施"), (0, 2, "牵头单位")),
        *((1, 0, "1"), (1, 1, "新建中小学校、幼儿园、体育公园和游园共计十二所。"), (1, 2, "市教育局")),
    ]
    assert table.cells[-1].box == (300, 120, 400, 160)


def test_who_signs_and_when_are_lines_of_their_own():
    lines = [
        (100, "一、新建中小学校、幼儿园、体育公园和游园"),
        *[(80, "共计十二所，年底前全部建成并且投入使用，形成")] * 4,
        (80, "长效机制。"),
    ]
    lines += [(210, "某市人民政府办公室"), (220, "二〇二二年五月二日")]
    page = Page(1, 380, 842, tuple(run(x, 100 + 15 * i, text) for i, (x, text) in enumerate(lines)))
    assert [block.text for block in blocks(page)][1:] == ["某市人民政府办公室", "二〇二二年五月二日"]


def test_lines_are_joined_to_paragraphs():
    lines = [
        (100, "一、新建中小学校、幼儿园、体育公园和游园"),
        (80, "共计十二所，年底前全部建成并且投入使用，形成"),
        (80, "长效机制。"),
    ]
    lines += [(100, "二、改造老旧小区。")]
    page = Page(1, 380, 842, tuple(run(x, 100 + 15 * i, text) for i, (x, text) in enumerate(lines)))
    texts = [text for _, text in lines]
    assert [block.text for block in blocks(page)] == ["".join(texts[:3]), texts[3]]


def prose(lines, width=595, top=100):
    """A page of lines of (x, text), one below the other."""
    return Page(1, width, 842, tuple(run(x, top + 18 * i, text) for i, (x, text) in enumerate(lines)))


FIRST = [
    (100, "一、新建中小学校、幼儿园、体育公园和游园"),
    (80, "共计十二所，年底前全部建成并且投入使用，形成"),
    (80, "长效机制。"),
]
SECOND = [
    (100, "二、改造老旧小区十个，更新供水管网和燃气"),
    (80, "管网五十公里，完成投资三千万元，惠及居民一万"),
    (80, "户以上。"),
]


def joined(lines):
    return "".join(text for _, text in lines)


def test_a_line_that_sticks_out_to_the_left_sets_no_margin():
    page = prose([(40, "某某市发展和改革局文件"), *FIRST, *SECOND, (40, "主办单位：某某市发展和改革局")], 380)
    texts = [block.text for block in blocks(page)]
    assert texts == ["某某市发展和改革局文件", joined(FIRST), joined(SECOND), "主办单位：某某市发展和改革局"]


def test_words_that_could_head_columns_do_not_where_each_stands_on_a_line_of_its_own():
    """Of a real plan: 开采秩|序 is followed by a heading of text; as a row of headings they took the lines below with them."""
    lines = [
        (100, "完成查处越界采矿等违法行为的任务，维护开采秩"),
        (80, "序"),
        (101, "（二）具体工作措施"),
        (101, "1.组织各市开展核查和查处工作。"),
    ]
    assert [block.text for block in blocks(prose(lines, 380))] == [
        "".join(text for _, text in lines[:2]),
        *(text for _, text in lines[2:]),
    ]


def test_lines_that_stick_out_to_the_right_set_no_margin():
    lines = [*FIRST, *SECOND, *FIRST, *SECOND]
    wide = [(x, text + "，" if text.endswith("形成") else text) for x, text in lines]  # punctuation hangs over
    assert [block.text for block in blocks(prose(wide, 380))] == [joined(wide[i : i + 3]) for i in (0, 3, 6, 9)]


def test_few_carried_on_lines_set_the_margin():
    lines = [(100, "一、新建学校。"), *FIRST, (100, "三、新建医院。"), (100, "四、新建公园。")]
    assert [block.text for block in blocks(prose(lines, 380))] == [
        *("一、新建学校。", joined(FIRST), "三、新建医院。", "四、新建公园。"),
    ]


def test_a_note_whose_mark_stands_out_is_one_paragraph():
    note = [(100, "2地下水国控点位指国家级地下水质监测区域的"), (110, "点位。目标值是百分之二十五。")]
    texts = [block.text for block in blocks(prose([*FIRST, *note, *SECOND], 380))]
    assert texts == [joined(FIRST), joined(note), joined(SECOND)]


def test_a_page_of_other_margins_keeps_its_paragraphs():
    letter = [(x + 20, text[: 20 if x > 80 else 22]) for x, text in [*FIRST[:2], *SECOND[:2]]]
    lines = [letter[0], (100, "共计十二所，年底前全部建成，形成机制。"), *letter[2:], *FIRST, *SECOND, *FIRST]
    texts = [block.text for block in blocks(prose(lines, 380))]
    assert texts == [joined(lines[:2]), joined(lines[2:4]), joined(FIRST), joined(SECOND), joined(FIRST)]


def test_a_sentence_goes_on_over_the_page_though_its_last_line_left_room():
    before = [*FIRST, (100, "二、推动农业绿色发展与农村厕所粪污的治理和"), (80, "管护，农村户用厕所改造农业绿色发展与")]
    after = [(80, "生活污水治理有机衔接。"), *SECOND]
    pages = [prose(before, 380), prose(after, 380)._replace(number=2)]
    assert [block.text for block in blocks(*pages)] == [joined(FIRST), joined([*before[3:], after[0]]), joined(SECOND)]
    heading = [*before[:3], (100, "二、推动农业绿色发展与农村污水")]
    pages = [prose(heading, 380), prose(SECOND, 380)._replace(number=2)]
    assert [block.text for block in blocks(*pages)] == [joined(FIRST), heading[3][1], joined(SECOND)]


def test_a_page_number_behind_the_text_is_no_text():
    page = prose([*FIRST[:2], (80, "长效机制。—8—")], 380)
    (paragraph,), notes = read_pages([page], "drawn")
    assert paragraph.text == joined(FIRST)
    assert [note.code for note in notes] == ["P41"]


def test_lines_of_a_table_of_contents_stay_apart():
    lines = [(100, "一、总体要求................"), (100, "二、重点任务................")]
    lines = [(x, f"{text}{number}") for number, (x, text) in enumerate(lines, start=3)]
    assert [block.text for block in blocks(prose([*lines, *FIRST], 380))][:2] == [text for _, text in lines]


HEAD = ["序号", "具体措施", "牵头单位"]
ROWS = [["1", "新建学校四所。", "市教育局"], ["2", "改造水库两座。", "市水利局"], ["3", "新建公园五个。", "市林业局"]]


def ragged(changes, height=30):
    """A table whose rows are drawn one by one, with edges that `changes` moves: row → edge → points."""
    strokes, runs = [], []
    for index, texts in enumerate([HEAD, *ROWS]):
        xs = [50, 90, 300, 400]
        for edge, by in changes.get(index, {}).items():
            xs[edge] += by
        top = 100 + height * index
        strokes += rules(xs, [top, top + height])
        runs += [run(x + 5, top + 5, text) for x, text in zip(xs, texts, strict=False)]
    return Page(1, 595, 842, tuple(runs), tuple(strokes))


@pytest.mark.parametrize(
    "changes",
    [
        *({2: {3: 14}}, {2: {3: -14}}, {2: {0: -12}}, {0: {3: 12}}, {1: {0: -12}, 3: {3: 12}}),
        *({2: {3: 40}}, {2: {3: -30}}, {2: {0: -30}}, {1: {3: 25}, 3: {3: 60}}),
    ],
)
def test_a_row_whose_outer_edge_was_dragged_makes_no_column(changes):
    (table,) = blocks(ragged(changes))
    assert table.n_columns == 3
    assert [cell.text for cell in table.cells if cell.text] == [*HEAD, *(text for row in ROWS for text in row)]


def test_text_that_is_drawn_over_a_border_stays_in_its_cell():
    xs, ys = [50, 150, 250, 350], [100, 130, 160]
    runs = [
        run(55, 105, "新建学校四所，改造水库两座"),
        run(255, 105, "甲"),
        run(55, 135, "丁"),
        run(155, 135, "乙"),
        run(255, 135, "丙"),
    ]
    (table,) = blocks(Page(1, 595, 842, tuple(runs), rules(xs, ys)))
    assert [cell.text for cell in table.cells] == ["新建学校四所，改造水库两座", "", "甲", "丁", "乙", "丙"]


def test_texts_of_two_cells_in_one_run_are_parted():
    glyphs = (*run(55, 105, "新建学校四所").glyphs, *run(122, 105, "市教育局").glyphs)
    (table,) = blocks(Page(1, 595, 842, (Run(glyphs), run(55, 135, "丁")), rules([50, 119, 250], [100, 130, 160])))
    assert [cell.text for cell in table.cells] == ["新建学校四所", "市教育局", "丁", ""]


def test_prose_in_two_columns_is_read_column_by_column():
    left = [
        (70, "一、新建中小学校、幼儿园、体育公园和"),
        (50, "游园共计十二所，年底前全部建成并投入使用"),
        (50, "。（责任单位：市教育局）"),
    ] * 2
    right = [
        (340, "二、改造老旧小区、管网、道路和停车场"),
        (320, "三十处，年底前全部完成并且形成长效的机制"),
        (320, "。（责任单位：市住建局）"),
    ] * 2
    runs = [
        run(250, 40, "某市工作要点"),
        run(50, 250, "以上任务由各责任单位抓好落实，年底前将完成情况报送市政府办公室汇总后通报。"),
    ]
    runs += [run(x, 80 + 15 * i, text) for column in (left, right) for i, (x, text) in enumerate(column)]
    texts = [block.text for block in blocks(Page(1, 595, 842, tuple(runs)))]
    assert [text[:6] for text in texts] == [
        "某市工作要点",
        "一、新建中小",
        "一、新建中小",
        "二、改造老旧",
        "二、改造老旧",
        "以上任务由各",
    ]
    assert texts[1].endswith("市教育局）")
    assert texts[3].endswith("市住建局）")


def test_a_heading_in_a_narrow_column_is_one_word():
    heading = [
        (50, 50, "序"),
        (50, 66, "号"),
        (80, 58, "任务"),
        (300, 50, "牵头单"),
        (300, 66, "位"),
        (350, 58, "配合单位"),
    ]
    body = [(50, 60 + 30 * i, str(i)) for i in range(1, 5)]
    body += [
        (x, 60 + 30 * i, text)
        for i in range(1, 5)
        for x, text in ((80, "新建学校一所。"), (300, "市教育"), (350, "市财政局"))
    ]
    body += [(300, 76 + 30 * i, "局") for i in range(1, 5)]
    across = tuple(Stroke(False, 83 + 30 * i, 45, 400) for i in range(7))
    page = Page(1, 420, 842, tuple(run(*place) for place in (*heading, *body)), across)
    (table,) = blocks(page)
    assert [cell.text for cell in table.cells if cell.row == 0] == ["序号", "任务", "牵头单位", "配合单位"]
    assert [cell.text for cell in table.cells if cell.row == 2] == ["2", "新建学校一所。", "市教育局", "市财政局"]


def list_page(number, rows, top=100):
    """A page of a list without a heading above it: measure and unit, each row one line."""
    ys = [top + 20 * i for i in range(len(rows) + 1)]
    texts = [(x, ys[i] + 5, text) for i, row in enumerate(rows) for x, text in zip((55, 305), row, strict=True) if text]
    return Page(number, 595, 842, tuple(run(*text) for text in texts), rules([50, 300, 400], ys))


@pytest.mark.parametrize(
    ("below", "rows"),
    [
        (
            ("7.鼓励建设滨海旅游区", "市文旅局"),
            3,
        ),  # in another order than its numbers: 7. does not go on a text with 2. in it
        (("1.鼓励建设滨海旅游区", "市文旅局"), 3),
        (("持措施。", ""), 2),
    ],
)
def test_the_number_at_the_head_of_a_page_tells_a_row_from_the_rest_of_one(below, rows):
    first = list_page(1, [("具体措施", "牵头单位"), ("2.加快出台全市电商直播基地认定管理办法和支持政", "市商务局")])
    (table,) = blocks(first, list_page(2, [below]))
    assert table.n_rows == rows
