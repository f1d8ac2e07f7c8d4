"""Tables printed as text (pdftotext -layout): cells parted by blanks, rows told by their numbers."""

import pytest

from pipeline.model import Paragraph, Table
from tests.parse.builders import read_bytes, texts

PRINTED = """
  佛山市2024年重点工作任务分解表
序 重点任务 工作目标                 责任单位            完成时限
号
1 发展数字经 到 2024 年，数字经济核心产 市发展改革局牵头，市工业和      2024年12月底前
   济       业增加值突破 500 亿元，新增 信息化局、市政务服务和数据
           规上企业 120 家。      管理局配合
2 建设绿色工 创建国家级绿色工厂 10 家以 市工业和信息化局            2024年11月
   厂       上、省级 20 家。
                     — 1 —
序 重点任务 工作目标                 责任单位            完成时限
3 培育企业                      市科技局            长期坚持

备注：以上任务按季度报送进展情况，由市政府督查室负责督查督办并通报结果。
"""
ROWS = [
    ["序号", "重点任务", "工作目标", "责任单位", "完成时限"],
    ["1", "发展数字经济", "到2024年，数字经济核心产业增加值突破500亿元，新增规上企业120家。",
     "市发展改革局牵头，市工业和信息化局、市政务服务和数据管理局配合", "2024年12月底前"],
    ["2", "建设绿色工厂", "创建国家级绿色工厂10家以上、省级20家。", "市工业和信息化局", "2024年11月"],
    ["3", "培育企业", "", "市科技局", "长期坚持"],
]  # fmt: skip


def test_columns_side_by_side_are_a_table():
    content = read_bytes(PRINTED.encode(), "x.txt")
    assert texts(content) == ROWS
    prose = [block.text for block in content.blocks if isinstance(block, Paragraph)]
    assert prose == ["佛山市2024年重点工作任务分解表", PRINTED.strip().split("\n")[-1]]
    assert [note.code for note in content.notes] == ["P44"]


@pytest.mark.parametrize(
    "lines",
    [
        ["序号  重点任务  责任单位", "1  建设公园  三座", "2  建设学校  四所"],  # nobody is responsible
        [
            "序号  重点任务  责任单位",
            "   建设公园  市城管局",
            "1  三座  市水利局",
        ],  # numbers in the middle of their rows
        ["重点任务  责任单位  完成时限", "建设公园  市城管局  年底"],  # no numbers
    ],
)
def test_what_can_not_be_told_is_no_table(lines):
    content = read_bytes("\n".join(lines).encode(), "x.txt")
    assert not any(isinstance(block, Table) for block in content.blocks)
