"""`qualitative_targets`: what has to be reached, said in words that mean a number."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from pipeline.model import closed
from schemas.base import ForeignKey, Int, SpanModel, zh


class Model(SpanModel):
    """A target said in words that mean a number."""

    qualitative_target_id: Series[str] = pa.Field(
        description="Key: item_id/qn, or measure_id/measure/qn for one of the measure's own text",
        metadata=zh("定性目标编号", "主键：计划项编号/qn；写在措施中的为 措施编号/measure/qn"),
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
        description="What is counted or measured: a noun phrase of the cell",
        metadata=zh("指标", "所计或所量的事物：单元格中的名词短语"),
    )
    meaning: Series[str] = pa.Field(
        isin=closed.MEANING,
        description="What the words mean; before: the year or period before, reference: another figure that they name",
        metadata=zh("含义", "措辞的含义；before 指上年或上期，reference 指原文所比的另一数"),
    )
    comparator: Series[str] = pa.Field(
        isin=closed.COMPARATOR,
        description="How the number binds: ge and le include it, gt and lt exclude it (Civil Code of the PRC, art. "
        "1259)",
        metadata=zh("比较", "数如何约束：ge、le 含本数，gt、lt 不含本数（《民法典》第一千二百五十九条）"),
    )
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
    basis: Series[str] = pa.Field(
        nullable=True,
        isin=closed.BASIS,
        description="level: a stock, rate or service level; added: newly added in the period; flow: a volume of the "
        "period; growth, reduction: a change",
        metadata=zh("口径", "level：存量、比率或服务水平；added：本期新增；flow：本期发生量；growth、reduction：增减"),
    )
    text: Series[str] = pa.Field(description="The wording as written", metadata=zh("原文", "措辞的原文"))
    start: Series[Int] = pa.Field(
        ge=0,
        description="Where the text begins in the cell (characters)",
        metadata=zh("起点", "原文在单元格中的起点（字符）"),
    )
    end: Series[Int] = pa.Field(
        ge=1, description="Where it ends in the cell, excluded", metadata=zh("终点", "原文在单元格中的终点，不含")
    )
    context: Series[str] = pa.Field(
        description="The clause that the wording stands in", metadata=zh("上下文", "措辞所在的分句")
    )
    rule: Series[str] = pa.Field(description="The rule that decided", metadata=zh("规则", "作出判断的规则"))
    commitment: Series[str] = pa.Field(
        nullable=True,
        description="The word that says how firmly it is promised (力争, 争取, 确保), where there is one",
        metadata=zh("力度", "表示承诺力度的词（力争、争取、确保），没有时为空"),
    )

    class Config(SpanModel.Config):
        """The table's name, what a row is, its keys."""

        name = "qualitative_targets"
        description = "A target said in words that mean a number: 全覆盖, 翻番, 不低于上年水平"
        unique: ClassVar = ["qualitative_target_id"]
        metadata: ClassVar = {
            "zh": "以措辞表示数量要求的目标：全覆盖、翻番、不低于上年水平",
            "foreign_keys": (
                ForeignKey(("doc_id",), "documents", ("doc_id",)),
                ForeignKey(("measure_id",), "measures", ("measure_id",)),
                ForeignKey(("item_id",), "plan_items", ("item_id",)),
            ),
        }
