"""`plan_items`: the plan, item by item."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from schemas import shared
from schemas.base import ForeignKey, Int, SpanModel, zh


class Model(SpanModel):
    """One item of a year's plan."""

    item_id: Series[str] = pa.Field(
        description="Key: measure_id/field/position", metadata=zh("计划项编号", "主键：措施编号/字段/位置")
    )
    measure_id: Series[str] = pa.Field(**shared.MEASURE_ID)
    year: Series[Int] = pa.Field(
        nullable=True,
        ge=1900,
        le=2200,
        description="Year that the item is planned for; null where the list plans no years",
        metadata=zh("年度", "计划所属年度；清单不分年度时为空"),
    )
    position: Series[Int] = pa.Field(
        ge=1, description="Place of the item in its cell, from 1", metadata=zh("位置", "在单元格中的第几项，从 1 起")
    )
    list_number: Series[str] = pa.Field(
        nullable=True,
        description="List number as printed; null where there is none",
        metadata=zh("项号", "原文的项号；没有时为空"),
    )
    quarter: Series[Int] = pa.Field(
        nullable=True,
        ge=1,
        le=4,
        description="Quarter, where the item is one quarter's",
        metadata=zh("季度", "该项属于某一季度时的季度"),
    )
    text: Series[str] = pa.Field(
        description="Text of the item without its list number", metadata=zh("内容", "去掉项号的原文")
    )
    start: Series[Int] = pa.Field(
        ge=0,
        description="Where the text begins in the cell (characters)",
        metadata=zh("起点", "内容在单元格中的起点（字符）"),
    )
    end: Series[Int] = pa.Field(
        ge=1, description="Where it ends in the cell, excluded", metadata=zh("终点", "内容在单元格中的终点，不含")
    )
    field: Series[str] = pa.Field(**shared.FIELD)

    due_year: Series[Int] = pa.Field(
        nullable=True,
        ge=1900,
        le=2200,
        description="Year that the item is due in: the plan year, else that of the measure",
        metadata=zh("完成年度", "计划项应完成的年度：计划年度，没有时取措施的完成年度"),
    )

    doc_id: Series[str] = pa.Field(**shared.DOC_ID)
    due_date: Series[pa.Date] = pa.Field(
        nullable=True,
        description="Last day on which the whole of the item is due: the end of the last month, quarter or half that it names, else of its "
        "quarter or year; null where nothing is said",
        metadata=zh(
            "到期日", "整项最迟完成的日期：所写最后的月、季度或半年的末日，未写明时为所属季度或年度的末日；都没有时为空"
        ),
    )

    class Config(SpanModel.Config):
        """The table's name, what a row is, its keys."""

        name = "plan_items"
        description = "One item of a year's plan"
        unique: ClassVar = ["item_id"]
        metadata: ClassVar = {
            "zh": "某年计划的一项",
            "foreign_keys": (
                ForeignKey(("doc_id",), "documents", ("doc_id",)),
                ForeignKey(("measure_id",), "measures", ("measure_id",)),
            ),
        }
