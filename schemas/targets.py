"""`targets`: the numbers that have to be reached."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from pipeline.model import closed
from schemas import shared
from schemas.base import ForeignKey, Int, SpanModel, zh


class Model(SpanModel):
    """A number that a unit has to reach, deliver, spend or hold."""

    target_id: Series[str] = pa.Field(
        description="Key: item_id/n, or measure_id/measure/n for one of the measure's own text",
        metadata=zh("目标编号", "主键：计划项编号/n；写在措施中的为 措施编号/measure/n"),
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
        description="What is counted or measured: a noun phrase of the cell; of a table of indicators the row's indicator",
        metadata=zh("指标", "所计或所量的事物：单元格中的名词短语；指标表取该行的指标名称"),
    )
    indicator_id: Series[str] = pa.Field(
        nullable=True,
        description="Key of `indicators` (5g_base_stations …) where the words name this indicator, else null",
        metadata=zh("指标代码", "indicators 表的代码（5g_base_stations……）；文字所指不是目录中的指标时为空"),
    )
    series_id: Series[str] = pa.Field(**shared.SERIES_ID)
    restates: Series[str] = pa.Field(**shared.RESTATES)
    value: Series[float] = pa.Field(
        description="The number in `unit`: 4500万元 is 45000000, 1.86万个 is 18600, 85% is 85; the lower end of a "
        "range",
        metadata=zh("数值", "以 unit 计的数：4500万元为 45000000，1.86万个为 18600，85% 为 85；区间取下限"),
    )
    value_max: Series[float] = pa.Field(**shared.VALUE_MAX)
    unit: Series[str] = pa.Field(
        nullable=True,
        description="CNY, %, ‰, pp (percentage points), else the unit in one spelling (平方米 for m², 公里 for km) or the "
        "classifier as written; null where none is written or implied",
        metadata=zh(
            "单位",
            "CNY、%、‰、pp（百分点），其余为统一写法的单位（m² 写作平方米，km 写作公里）或原文的量词；没有写明也不能由同句得知时为空",
        ),
    )
    base_value: Series[float] = pa.Field(**shared.BASE_VALUE)
    base_value_max: Series[float] = pa.Field(**shared.BASE_VALUE_MAX)
    base_unit: Series[str] = pa.Field(**shared.BASE_UNIT)
    dimension: Series[str] = pa.Field(
        isin=closed.DIMENSION, description="What kind of quantity", metadata=zh("量纲", "数量的种类")
    )
    comparator: Series[str] = pa.Field(**shared.COMPARATOR)
    basis: Series[str] = pa.Field(**shared.BASIS)
    base: Series[str] = pa.Field(
        nullable=True,
        description="What a ratio is a share of, where stated",
        metadata=zh("基数", "比率以什么为基数（原文写明时）"),
    )
    text: Series[str] = pa.Field(
        description="The number as written, with its scale and unit, without the comparator",
        metadata=zh("原文", "数的原文，含数量级和单位，不含比较词"),
    )
    start: Series[Int] = pa.Field(**shared.START)
    end: Series[Int] = pa.Field(**shared.END)
    context: Series[str] = pa.Field(
        description="The clause that the number stands in", metadata=zh("上下文", "数所在的分句")
    )
    rule: Series[str] = pa.Field(**shared.RULE)
    commitment: Series[str] = pa.Field(**shared.COMMITMENT)

    corrected: Series[bool] = pa.Field(**shared.CORRECTED)
    extracted: Series[object] = pa.Field(**shared.EXTRACTED)

    class Config(SpanModel.Config):
        """The table's name, what a row is, its keys."""

        name = "targets"
        description = "A number that a unit has to reach, deliver, spend or hold"
        unique: ClassVar = ["target_id"]
        metadata: ClassVar = {
            "zh": "一个单位要达到、完成、投入或保持的数",
            "foreign_keys": (
                ForeignKey(("doc_id",), "documents", ("doc_id",)),
                ForeignKey(("measure_id",), "measures", ("measure_id",)),
                ForeignKey(("item_id",), "plan_items", ("item_id",)),
                ForeignKey(("restates",), "targets", ("target_id",)),
                ForeignKey(("indicator_id",), "indicators", ("indicator_id",)),
            ),
        }
