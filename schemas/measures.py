"""`measures`: what is to be done."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from pipeline.model import closed
from schemas import shared
from schemas.base import MAY_BE_EMPTY, ForeignKey, Int, TableModel, zh


class Model(TableModel):
    """A measure: one row of the list."""

    measure_id: Series[str] = pa.Field(
        description="Key: doc_id/number, with the section before the number where numbers begin again in each section; g1, g2 … of goals, "
        "i1, i2 … of indicators",
        metadata=zh(
            "措施编号", "主键：文件编号/序号；各部分重新编号时序号前加部分号；目标段落为 g1、g2……，指标为 i1、i2……"
        ),
    )
    doc_id: Series[str] = pa.Field(**shared.DOC_ID)
    number: Series[str] = pa.Field(
        description="Number of the measure, as printed", metadata=zh("序号", "措施的序号，与原文一致")
    )
    text: Series[str] = pa.Field(
        metadata=MAY_BE_EMPTY | zh("措施内容", "去掉序号的措施原文，段落以换行符连接"),
        description="Text of the measure without its number, paragraphs joined by a line feed",
    )
    row: Series[Int] = pa.Field(
        ge=0,
        description="Row of the table, headings counted, from 1; of a plan in prose the paragraph",
        metadata=zh("行", "表格的第几行（含表头），从 1 起；正文为第几段"),
    )
    page: Series[Int] = pa.Field(**shared.PAGE)
    section: Series[str] = pa.Field(
        nullable=True,
        description="The headings above the measure, outermost first, joined by ' / ': those of the document, then the sections of the list",
        metadata=zh("部分", "措施之上的各级标题，由外到内以“ / ”连接：先文件的标题，后清单的部分；没有时为空"),
    )
    task: Series[str] = pa.Field(
        nullable=True,
        description="Task that the measure belongs to, where the list has a column for it (重点任务 beside 具体措施)",
        metadata=zh("任务", "措施所属的任务（如“具体措施”旁的“重点任务”列）；没有该列时为空"),
    )
    deadline: Series[str] = pa.Field(
        nullable=True,
        description="Deadline as written, of the column 完成时限 or of the text that names the units",
        metadata=zh("完成时限", "完成时限原文，取自“完成时限”列或写明责任单位之处"),
    )
    due_year: Series[Int] = pa.Field(
        nullable=True,
        ge=1900,
        le=2200,
        description="Year that the measure is due in: of its deadline, else of its column's heading, else of the heading above it (“十五五”时期: 2030), "
        "else of the list's title or a later year that its words state alone; null where none is said",
        metadata=zh(
            "完成年度",
            "措施应完成的年度：取自完成时限，其次列标题，再次上级标题（“十五五”时期为2030），再次清单标题或正文写明的更晚年度；都未写明时为空",
        ),
    )
    list_title: Series[str] = pa.Field(
        nullable=True,
        description="Title of the list that the measure stands in; a document may hold several",
        metadata=zh("清单标题", "措施所在清单的标题；一份文件可有多个清单"),
    )
    source: Series[str] = pa.Field(
        isin=closed.MEASURE_SOURCE,
        description="table: a row of a list; prose: a task of a plan in running text; goal: a paragraph that states a target and names "
        "no unit; indicator: a row of a table of indicators without units",
        metadata=zh(
            "来源",
            "table 表格的一行；prose 正文中的一项任务；goal 提出目标而未写明单位的段落；indicator 无责任单位的指标表的一行",
        ),
    )
    due_date: Series[pa.Date] = pa.Field(
        nullable=True,
        description="Last day on which the whole of the measure is due: what its deadline says, else its own words, else the end of `due_year`; "
        "null where nothing is said",
        metadata=zh("到期日", "整项措施最迟完成的日期：取自完成时限，其次正文所写，再次为完成年度的末日；都没有时为空"),
    )

    class Config(TableModel.Config):
        """The table's name, what a row is, its keys."""

        name = "measures"
        description = "A measure: one row of the list"
        unique: ClassVar = ["measure_id"]
        metadata: ClassVar = {
            "zh": "一项措施：清单的一行",
            "foreign_keys": (ForeignKey(("doc_id",), "documents", ("doc_id",)),),
        }
