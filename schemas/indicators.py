"""`indicators`: what the targets of the dataset measure, by the catalogue of Chinese planning and statistics."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from pipeline.model import closed
from schemas.base import LIST, TableModel, zh


class Model(TableModel):
    """An indicator of the catalogue that the dataset uses."""

    indicator_id: Series[str] = pa.Field(
        description="Key: gdp, 5g_base_stations …", metadata=zh("指标代码", "主键：gdp、5g_base_stations……")
    )
    name_zh: Series[str] = pa.Field(
        description="Official name in statistics or planning", metadata=zh("指标名称", "统计或规划中的正式名称")
    )
    name_en: Series[str] = pa.Field(description="English name", metadata=zh("英文名称", "英文名称"))
    dimension: Series[str] = pa.Field(
        isin=closed.DIMENSION,
        description="What kind of quantity it is; the growth of it is a ratio",
        metadata=zh("量纲", "数量的种类；其增长速度为 ratio"),
    )
    base_unit: Series[str] = pa.Field(
        nullable=True,
        description="Unit of its figures, as in targets.base_unit (counted things may have another classifier there: 个 for 家); "
        "null for a coefficient",
        metadata=zh(
            "基准单位", "数值的单位，与 targets.base_unit 一致（计数的事物可能用别的量词，如个、家）；系数为空"
        ),
    )
    basis: Series[str] = pa.Field(
        isin=closed.BASIS,
        description="What its figure is by nature: level, flow of the period, or added; a target on its change says growth or reduction",
        metadata=zh(
            "口径", "该指标数值的性质：level 水平、flow 时期量、added 新增；目标为其增减时记 growth 或 reduction"
        ),
    )
    definition: Series[str] = pa.Field(description="What it measures, in a sentence", metadata=zh("定义", "一句话定义"))
    source: Series[str] = pa.Field(
        description="The standard, law, survey, yearbook or plan that defines or sets it",
        metadata=zh("来源", "界定或设定该指标的标准、法规、统计制度、年鉴或规划"),
    )
    aliases: Series[object] = pa.Field(
        metadata=LIST | zh("别名", "文件中称呼该指标的其他写法"), description="Further names by which documents call it"
    )

    class Config(TableModel.Config):
        """The table's name, what a row is, its keys."""

        name = "indicators"
        description = "An indicator of the catalogue that the dataset uses"
        unique: ClassVar = ["indicator_id"]
        metadata: ClassVar = {"zh": "数据集用到的一个指标"}
