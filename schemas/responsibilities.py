"""`responsibilities`: who does what."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from pipeline.model import closed
from schemas import shared
from schemas.base import ForeignKey, Int, SpanModel, zh


class Model(SpanModel):
    """One unit's part in one measure."""

    responsibility_id: Series[str] = pa.Field(
        description="Key: measure_id/role/position", metadata=zh("职责编号", "主键：措施编号/角色/位置")
    )
    measure_id: Series[str] = pa.Field(**shared.MEASURE_ID)
    role: Series[str] = pa.Field(
        isin=closed.ROLE,
        description="lead, cooperate, or responsible where the list does not say who leads",
        metadata=zh("角色", "lead 牵头、cooperate 配合；清单不分牵头与配合时为 responsible 责任"),
    )
    position: Series[Int] = pa.Field(
        ge=1,
        description="Place among the measure's units of that role, from 1",
        metadata=zh("位置", "在该措施同一角色的单位中排第几，从 1 起"),
    )
    department_id: Series[str] = pa.Field(description="The unit", metadata=zh("单位编号", "承担职责的单位"))
    text: Series[str] = pa.Field(description="The unit as written", metadata=zh("原文", "单位在原文中的写法"))
    field: Series[str] = pa.Field(
        description="The cell that start and end point into; measure for an inline attribution (（市医保局牵头）)",
        metadata=zh("字段", "起点和终点所指的单元格；写在措施中的归口（（市医保局牵头））为 measure"),
    )
    start: Series[Int] = pa.Field(
        ge=0,
        description="Where the unit begins in the cell (characters)",
        metadata=zh("起点", "单位在单元格中的起点（字符）"),
    )
    end: Series[Int] = pa.Field(
        ge=1, description="Where it ends in the cell, excluded", metadata=zh("终点", "单位在单元格中的终点，不含")
    )
    clause: Series[str] = pa.Field(
        nullable=True,
        description="Paragraph of the measure that an inline attribution speaks of, else null",
        metadata=zh("所指段落", "写在措施中的归口所指的段落，否则为空"),
    )

    doc_id: Series[str] = pa.Field(**shared.DOC_ID)
    corrected: Series[bool] = pa.Field(**shared.CORRECTED)
    extracted: Series[object] = pa.Field(**shared.EXTRACTED)

    class Config(SpanModel.Config):
        """The table's name, what a row is, its keys."""

        name = "responsibilities"
        description = "One unit's part in one measure"
        unique: ClassVar = ["responsibility_id"]
        metadata: ClassVar = {
            "zh": "一个单位在一项措施中的职责",
            "foreign_keys": (
                ForeignKey(("doc_id",), "documents", ("doc_id",)),
                ForeignKey(("measure_id",), "measures", ("measure_id",)),
                ForeignKey(("department_id",), "departments", ("department_id",)),
            ),
        }
