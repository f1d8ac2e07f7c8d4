"""`targets`: the numbers that have to be reached."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from pipeline.model import closed
from schemas.base import LIST, ForeignKey, Int, SpanModel, zh


class Model(SpanModel):
    """A number that a unit has to reach, deliver, spend or hold."""

    target_id: Series[str] = pa.Field(
        description="Key: item_id/n, or measure_id/measure/n for one of the measure's own text",
        metadata=zh("目标编号", "主键：计划项编号/n；写在措施中的为 措施编号/measure/n"),
    )
    doc_id: Series[str] = pa.Field(description="The document", metadata=zh("文件编号", "所属文件"))
    measure_id: Series[str] = pa.Field(description="The measure", metadata=zh("措施编号", "所属措施"))
    item_id: Series[str] = pa.Field(
        nullable=True,
        description="The plan item; null in the measure's own text",
        metadata=zh("计划项编号", "所属计划项；写在措施中的为空"),
    )
    field: Series[str] = pa.Field(
        description="The cell that start and end point into", metadata=zh("字段", "起点和终点所指的单元格")
    )
    year: Series[Int] = pa.Field(
        nullable=True,
        ge=1900,
        le=2200,
        description="Year in which it is due: the plan column's, or the year stated in the text",
        metadata=zh("年度", "应完成的年度：计划栏的年度，或原文写明的年度"),
    )
    quarter: Series[Int] = pa.Field(
        nullable=True, ge=1, le=4, description="Quarter in which it is due", metadata=zh("季度", "应完成的季度")
    )
    due_date: Series[pa.Date] = pa.Field(
        nullable=True,
        description="Last day on which it is due: the end of the month, quarter, half or year that is stated, or the deadline "
        "cell's day; null where nothing is stated",
        metadata=zh("到期日", "应完成的最后一日：原文所写月、季、半年或年度的末日，或时限栏写明的日期；没有写明时为空"),
    )
    indicator: Series[str] = pa.Field(
        nullable=True,
        description="What is counted or measured: a noun phrase of the cell; of a table of indicators the row's indicator",
        metadata=zh("指标", "所计或所量的事物：单元格中的名词短语；指标表取该行的指标名称"),
    )
    indicator_id: Series[str] = pa.Field(
        nullable=True,
        description="Key of a known indicator (5g_base_stations …), else null",
        metadata=zh("指标代码", "已知指标的代码（5g_base_stations……），否则为空"),
    )
    value: Series[float] = pa.Field(
        description="The number in base units: 4500万元 is 45000000, 1.86万个 is 18600, 85% is 85; the lower end of a "
        "range",
        metadata=zh("数值", "以基本单位计的数：4500万元为 45000000，1.86万个为 18600，85% 为 85；区间取下限"),
    )
    value_max: Series[float] = pa.Field(
        nullable=True, description="Upper end of a range, else null", metadata=zh("上限", "区间的上限，否则为空")
    )
    unit: Series[str] = pa.Field(
        nullable=True,
        description="CNY, %, ‰, pp (percentage points), else the classifier or unit as written; null where none is "
        "written or implied",
        metadata=zh("单位", "CNY、%、‰、pp（百分点），其余为原文的量词或单位；没有写明也不能由同句得知时为空"),
    )
    dimension: Series[str] = pa.Field(
        isin=closed.DIMENSION, description="What kind of quantity", metadata=zh("量纲", "数量的种类")
    )
    comparator: Series[str] = pa.Field(
        isin=closed.COMPARATOR,
        description="How the number binds: ge and le include it, gt and lt exclude it (Civil Code of the PRC, art. "
        "1259)",
        metadata=zh("比较", "数如何约束：ge、le 含本数，gt、lt 不含本数（《民法典》第一千二百五十九条）"),
    )
    basis: Series[str] = pa.Field(
        nullable=True,
        isin=closed.BASIS,
        description="level: a stock, rate or service level; added: newly added in the period; flow: a volume of the "
        "period; growth, reduction: a change",
        metadata=zh("口径", "level：存量、比率或服务水平；added：本期新增；flow：本期发生量；growth、reduction：增减"),
    )
    base: Series[str] = pa.Field(
        nullable=True,
        description="What a ratio is a share of, where stated",
        metadata=zh("基数", "比率以什么为基数（原文写明时）"),
    )
    text: Series[str] = pa.Field(
        description="The number as written, with its scale and unit, without the comparator",
        metadata=zh("原文", "数的原文，含数量级和单位，不含比较词"),
    )
    start: Series[Int] = pa.Field(
        ge=0,
        description="Where the text begins in the cell (characters)",
        metadata=zh("起点", "原文在单元格中的起点（字符）"),
    )
    end: Series[Int] = pa.Field(
        ge=1, description="Where it ends in the cell, excluded", metadata=zh("终点", "原文在单元格中的终点，不含")
    )
    context: Series[str] = pa.Field(
        description="The clause that the number stands in", metadata=zh("上下文", "数所在的分句")
    )
    rule: Series[str] = pa.Field(description="The rule that decided", metadata=zh("规则", "作出判断的规则"))
    commitment: Series[str] = pa.Field(
        nullable=True,
        description="The word that says how firmly it is promised (力争, 争取, 确保), where there is one",
        metadata=zh("力度", "表示承诺力度的词（力争、争取、确保），没有时为空"),
    )

    corrected: Series[bool] = pa.Field(
        description="Whether a person corrected the row (raw/<stem>.corrections.csv)",
        metadata=zh("已更正", "是否由人更正过（raw/<文件名>.corrections.csv）"),
    )
    extracted: Series[object] = pa.Field(
        metadata=LIST | zh("提取值", "更正前提取的值，一条一列：value=15000"),
        description="What was extracted before the correction, an entry a column: value=15000",
    )

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
            ),
        }
