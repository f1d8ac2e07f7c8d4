"""Why nothing was found: no text, a list of persons, or text with words of responsibility and headings nobody knows."""

import pytest

from pipeline.find.nothing import explain_nothing
from pipeline.model import Content
from tests.flow.shapes import draw

PERSONS = "序号 | 工作任务 | 完成时间 | 负责人\n1 | 建设精品课程5门。 | 11月 | 王某"
UNKNOWN = "序号 | 花名 | 落实情形\n1 | 甲 | 已由牵头方办理"
TEXT = "各单位要压实责任，主动配合。\n市教育局负责解释。"


@pytest.mark.parametrize(
    ("content", "codes", "told"),
    [
        (Content("pdf", ()), ["P55"], ["no text"]),
        (draw(PERSONS), ["P56", "P01"], ["负责人", "first headings: 序号; 工作任务; 完成时间; 负责人"]),
        (draw(UNKNOWN), ["P01"], ["1 words of responsibility", "花名", "落实情形 (≈ 落实情况)"]),
        (draw(TEXT), ["P01"], ["0 tables, 3 words of responsibility"]),
    ],
)
def test_it_is_said_why(content, codes, told):
    found = [finding for finding in explain_nothing(content, "a") if finding.level != "info"]
    assert [finding.code for finding in found] == codes
    assert all(any(words in finding.message for finding in found) for words in told)
