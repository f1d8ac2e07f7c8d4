"""`numerals`: the ledger of every numeral, so that none is lost."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from pipeline.model import closed
from schemas import shared
from schemas.base import ForeignKey, Int, SpanModel, zh


class Model(SpanModel):
    """A numeral written in a measure or plan cell."""

    doc_id: Series[str] = pa.Field(**shared.DOC_ID)
    measure_id: Series[str] = pa.Field(**shared.MEASURE_ID)
    field: Series[str] = pa.Field(**shared.FIELD)
    start: Series[Int] = pa.Field(
        ge=0,
        description="Where the numeral begins in the cell (characters)",
        metadata=zh("起点", "数字在单元格中的起点（字符）"),
    )
    end: Series[Int] = pa.Field(
        ge=1, description="Where it ends in the cell, excluded", metadata=zh("终点", "数字在单元格中的终点，不含")
    )
    text: Series[str] = pa.Field(
        description="The numeral as written; a quantity with its scale and unit",
        metadata=zh("原文", "数字的原文；数量含数量级和单位"),
    )
    kind: Series[str] = pa.Field(
        isin=closed.NUMERAL_KIND,
        description="What the numeral is; target: to be reached; parameter: a threshold or rate of a rule; reference: "
        "of things only mentioned",
        metadata=zh("类别", "数字是什么；target：要达到的目标；parameter：政策工具的门槛或比率；reference：只是提到"),
    )
    value: Series[float] = pa.Field(
        nullable=True,
        description="The number in base units, where it has one",
        metadata=zh("数值", "以基本单位计的数，有值时"),
    )
    value_max: Series[float] = pa.Field(**shared.VALUE_MAX)
    unit: Series[str] = pa.Field(
        nullable=True,
        description="Unit of a quantity, as in targets; null for the other kinds",
        metadata=zh("单位", "数量的单位，同 targets；其他类别为空"),
    )
    comparator: Series[str] = pa.Field(
        nullable=True,
        isin=closed.COMPARATOR,
        description="Comparator of a quantity, as in targets; null for the other kinds",
        metadata=zh("比较", "数量的比较，同 targets；其他类别为空"),
    )
    rule: Series[str] = pa.Field(**shared.RULE)

    corrected: Series[bool] = pa.Field(**shared.CORRECTED)
    extracted: Series[object] = pa.Field(**shared.EXTRACTED)

    class Config(SpanModel.Config):
        """The table's name, what a row is, its keys."""

        name = "numerals"
        description = "A numeral written in a measure or plan cell"
        unique: ClassVar = ["doc_id", "measure_id", "field", "start"]
        metadata: ClassVar = {
            "zh": "措施和计划单元格中的一个数字",
            "foreign_keys": (
                ForeignKey(("doc_id", "measure_id", "field"), "cells", ("doc_id", "measure_id", "field")),
            ),
        }
