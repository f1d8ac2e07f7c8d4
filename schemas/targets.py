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
    series_id: Series[str] = pa.Field(
        description="Key of the series: the same indicator, unit and basis of the same measure over years and quarters, its own "
        "text and its plan alike; every target has one, alone or not",
        metadata=zh(
            "序列编号",
            "同一措施中指标、单位、口径相同的目标（各年、各季度，正文和计划）属于同一序列；每个目标都有，单独一个也有",
        ),
    )
    restates: Series[str] = pa.Field(
        nullable=True,
        description="The plan's figure that a text says again, of its own measure or as a goal of the document; sums over the rows where "
        "it is null count nothing twice",
        metadata=zh("重述", "正文（本措施的，或文件目标章节的）所重述的计划目标；只对本列为空的行求和即不重复计算"),
    )
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
    base_value: Series[float] = pa.Field(
        description="The value in base_unit: 800米 and 0.8公里 are 800 米, 3小时 is 10800 秒; to compare and to sum",
        metadata=zh("基准值", "以基准单位计的数值：800米、0.8公里均为 800 米，3小时为 10800 秒；用于比较和加总"),
    )
    base_value_max: Series[float] = pa.Field(
        nullable=True,
        description="Upper end of a range in base_unit, else null",
        metadata=zh("基准上限", "区间上限以基准单位计的数值，否则为空"),
    )
    base_unit: Series[str] = pa.Field(
        nullable=True,
        description="One unit for each physical dimension (米, 平方米, 立方米, 吨, 瓦, 千瓦时, 吨标准煤, 字节, 秒, 年, CNY, %, pp …); of a unit "
        "per something part by part (吨标准煤/CNY); counted things, 工作日 and what nothing converts have their own unit",
        metadata=zh(
            "基准单位",
            "每种物理量一个单位（米、平方米、立方米、吨、瓦、千瓦时、吨标准煤、字节、秒、年、CNY、%、pp……）；复合单位逐部换算"
            "（吨标准煤/CNY）；计数的事物、工作日和不能换算的单位保持原单位",
        ),
    )
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
