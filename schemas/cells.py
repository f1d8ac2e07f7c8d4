"""`cells`: the list as written; every span points in here."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from schemas import shared
from schemas.base import MAY_BE_EMPTY, NUMBERS, ForeignKey, Int, TableModel, zh


class Model(TableModel):
    """A cell of the list, as written."""

    doc_id: Series[str] = pa.Field(**shared.DOC_ID)
    measure_id: Series[str] = pa.Field(
        description="The measure in whose row the cell stands", metadata=zh("措施编号", "单元格所在行的措施")
    )
    field: Series[str] = pa.Field(
        description="What the cell is: measure, lead_units, cooperating_units, responsible_units, a plan year (2023), a "
        "quarter's plan (2023-Q1), plan, task, category, deadline, serial, indicator, measure_unit, baseline, budget, place, "
        "person, supervising_units, progress, weight, request, remark, other:heading; a second column of one field has "
        "-2 behind it",
        metadata=zh(
            "字段",
            "单元格是什么：measure 具体措施、lead_units 牵头单位、cooperating_units 配合单位、responsible_units 责任单位、"
            "年度（2023）、季度计划（2023-Q1）、plan 计划、task 任务、category 类别、deadline 时限、serial 序号、indicator 指标、"
            "measure_unit 计量单位、baseline 基数、budget 资金、place 地点、person 责任人、supervising_units 督办单位、"
            "progress 进展、weight 分值、request 诉求、remark 备注、other:表头 其他；同一字段的第二列加 -2",
        ),
    )
    text: Series[str] = pa.Field(
        metadata=MAY_BE_EMPTY | zh("原文", "单元格原文：段落以换行符连接，去掉首尾空白"),
        description="The cell text: paragraphs joined by a line feed, without outer white space",
    )
    row: Series[Int] = pa.Field(
        ge=0,
        description="Row of the table, headings counted, from 1",
        metadata=zh("行", "表格的第几行（含表头），从 1 起"),
    )
    column: Series[Int] = pa.Field(
        ge=0, description="Column of the table, from 1", metadata=zh("列", "表格的第几列，从 1 起")
    )
    page: Series[Int] = pa.Field(**shared.PAGE)
    inherited: Series[bool] = pa.Field(
        description="Whether the text stands in a merged cell that begins in a row above",
        metadata=zh("合并单元格", "原文是否来自上方行开始的合并单元格"),
    )

    heading: Series[str] = pa.Field(
        nullable=True,
        description="Heading of the column without white space, levels joined by ' / '; null in a plan in prose",
        metadata=zh("表头", "该列的表头，去掉空白，多级以“ / ”连接；正文为空"),
    )
    breaks_inferred: Series[bool] = pa.Field(
        description="Whether line breaks of the text are told by the layout, since the file (a PDF) holds none",
        metadata=zh("换行为推断", "原文中的换行是否由版面推断（PDF 文件本身没有段落）"),
    )
    box: Series[object] = pa.Field(
        nullable=True,
        description="Where the cell is on `page`: x0, y0, x1, y1 in points from its top left; of a cell over several pages its "
        "first part; null where the format has no pages",
        metadata=NUMBERS
        | zh(
            "位置",
            "单元格在该页的位置：x0、y0、x1、y1，单位为点，从页面左上角起；跨页的单元格为第一部分；格式没有页时为空",
        ),
    )
    ocr_confidence: Series[float] = pa.Field(
        nullable=True,
        ge=0,
        le=1,
        description="Of a scan: how sure the reading of the cell's least sure character is, 0 to 1; null where the file holds text",
        metadata=zh("识别置信度", "扫描件单元格中最不确定的字的识别置信度，0 至 1；文件本身带文字时为空"),
    )

    class Config(TableModel.Config):
        """The table's name, what a row is, its keys."""

        name = "cells"
        description = "A cell of the list, as written"
        unique: ClassVar = ["doc_id", "measure_id", "field"]
        metadata: ClassVar = {
            "zh": "清单的一个单元格，原文",
            "foreign_keys": (
                ForeignKey(("doc_id",), "documents", ("doc_id",)),
                ForeignKey(("measure_id",), "measures", ("measure_id",)),
            ),
        }
