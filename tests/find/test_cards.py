"""Tasks on cards, a form each: rows of one table; forms that wait to be filled in and lists are none."""

from dataclasses import replace

import pytest

from pipeline.find.cards import join_cards
from pipeline.find.lists import find_lists
from pipeline.model import Content, Finding, Paragraph, ResponsibilityList
from tests.flow.shapes import draw

CARD = """
项目名称 | {} | < | <
工作目标 | {} | < | <
牵头单位 | {} | 配合单位 | 各区政府
"""
FIRST, SECOND = (
    CARD.format("增加学位", "新增学位2万个", "市教育局"),
    CARD.format("改善养老", "新增床位600张", "市民政局"),
)
ROWS = [
    ["项目名称", "工作目标", "牵头单位", "配合单位"],
    ["增加学位", "新增学位2万个", "市教育局", "各区政府"],
    ["改善养老", "新增床位600张", "市民政局", "各区政府"],
]
LIST = """
项目名称 | 牵头单位
增加学位 | 市教育局
项目名称 | 牵头单位
改善养老 | 市民政局
"""


def rows(table):
    return [[cell.text for cell in table.cells if cell.row == row] for row in range(table.n_rows)]


@pytest.mark.parametrize("text", [f"{FIRST}\n\n{SECOND}", FIRST + SECOND.strip()], ids=["two tables", "one table"])
def test_cards_are_rows(text):
    content = join_cards(draw(text))
    assert content is not None
    assert [rows(block) for block in content.blocks] == [ROWS]


@pytest.mark.parametrize(
    "text",
    [FIRST, f"{FIRST}\n\n{CARD.format('', '', '')}", LIST, "序号 | 任务\n1 | 增加学位", f"{FIRST}\n\n结束语\n\n{LIST}"],
    ids=["one card", "a form to fill in", "a list", "no units", "a card and a list"],
)
def test_other_tables_are_left_alone(text):
    assert join_cards(draw(text)) is None


def test_cards_make_a_list_and_it_is_said():
    drawn = draw(f"佛山市2024年民生实事清单\n{FIRST}\n\n{SECOND}")
    content = replace(drawn, blocks=(*drawn.blocks, Paragraph("")))
    found = list(find_lists(Content("html", content.blocks), "a.html"))
    (only,) = [entry for entry in found if isinstance(entry, ResponsibilityList) and entry.source == "table"]
    assert (only.title, len(only.rows)) == ("佛山市2024年民生实事清单", 2)
    assert "P64" in [entry.code for entry in found if isinstance(entry, Finding)]
