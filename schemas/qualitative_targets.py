"""`qualitative_targets`: what has to be reached, said in words that mean a number."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from pipeline.model import closed
from schemas import shared
from schemas.base import ForeignKey, Int, SpanModel, zh


class Model(SpanModel):
    """A target said in words that mean a number."""

    target_id: Series[str] = pa.Field(
        description="Key: item_id/qn, or measure_id/measure/qn for one of the measure's own text",
        metadata=zh("定性目标编号", "主键：计划项编号/qn；写在措施中的为 措施编号/measure/qn"),
    )
    doc_id: Series[str] = pa.Field(**shared.DOC_ID)
    measure_id: Series[str] = pa.Field(**shared.MEASURE_ID)
    item_id: Series[str] = pa.Field(**shared.ITEM_ID)
    field: Series[str] = pa.Field(**shared.FIELD)
    year: Series[Int] = pa.Field(**shared.YEAR)
    quarter: Series[Int] = pa.Field(**shared.QUARTER)
    due_date: Series[pa.Date] = pa.Field(**shared.DUE_DATE)
    indicator: Series[str] = pa.Field(
        nullable=True,
        description="What is counted or measured: a noun phrase of the cell",
        metadata=zh("指标", "所计或所量的事物：单元格中的名词短语"),
    )
    meaning: Series[str] = pa.Field(
        isin=closed.MEANING,
        description="What the words mean; before: the year or period before, reference: another figure that they name",
        metadata=zh("含义", "措辞的含义；before 指上年或上期，reference 指原文所比的另一数"),
    )
    comparator: Series[str] = pa.Field(**shared.COMPARATOR)
    value: Series[float] = pa.Field(
        nullable=True,
        description="The number that the words mean: full is 100, zero 0, doubling 100 (% growth); null where it is another figure",
        metadata=zh("数值", "措辞所指的数：全部为 100，清零为 0，翻番为 100（%，增长）；以另一数为准时为空"),
    )
    unit: Series[str] = pa.Field(nullable=True, description="Unit of the value", metadata=zh("单位", "数值的单位"))
    dimension: Series[str] = pa.Field(
        isin=closed.DIMENSION,
        description="What kind of quantity; other where the value is another figure",
        metadata=zh("量纲", "数量的种类；以另一数为准时为 other"),
    )
    basis: Series[str] = pa.Field(**shared.BASIS)
    text: Series[str] = pa.Field(description="The wording as written", metadata=zh("原文", "措辞的原文"))
    start: Series[Int] = pa.Field(**shared.START)
    end: Series[Int] = pa.Field(**shared.END)
    context: Series[str] = pa.Field(
        description="The clause that the wording stands in", metadata=zh("上下文", "措辞所在的分句")
    )
    rule: Series[str] = pa.Field(**shared.RULE)
    commitment: Series[str] = pa.Field(**shared.COMMITMENT)
    corrected: Series[bool] = pa.Field(**shared.CORRECTED)
    extracted: Series[object] = pa.Field(**shared.EXTRACTED)

    class Config(SpanModel.Config):
        """The table's name, what a row is, its keys."""

        name = "qualitative_targets"
        description = "A target said in words that mean a number: 全覆盖, 翻番, 不低于上年水平"
        unique: ClassVar = ["target_id"]
        metadata: ClassVar = {
            "zh": "以措辞表示数量要求的目标：全覆盖、翻番、不低于上年水平",
            "foreign_keys": (
                ForeignKey(("doc_id",), "documents", ("doc_id",)),
                ForeignKey(("measure_id",), "measures", ("measure_id",)),
                ForeignKey(("item_id",), "plan_items", ("item_id",)),
            ),
        }
