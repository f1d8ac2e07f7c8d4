"""`measures`: what is to be done."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from schemas.base import MAY_BE_EMPTY, ForeignKey, Int, TableModel, zh


class Model(TableModel):
    """A measure: one row of the list."""

    measure_id: Series[str] = pa.Field(description="Key: doc_id/number", metadata=zh("措施编号", "主键：文件编号/序号"))
    doc_id: Series[str] = pa.Field(description="The document", metadata=zh("文件编号", "所属文件"))
    number: Series[str] = pa.Field(
        description="Number of the measure, as printed", metadata=zh("序号", "措施的序号，与原文一致")
    )
    text: Series[str] = pa.Field(
        metadata=MAY_BE_EMPTY | zh("措施内容", "去掉序号的措施原文，段落以换行符连接"),
        description="Text of the measure without its number, paragraphs joined by a line feed",
    )
    row: Series[Int] = pa.Field(
        ge=0,
        description="Row of the table, headings counted, from 1",
        metadata=zh("行", "表格的第几行（含表头），从 1 起"),
    )
    page: Series[Int] = pa.Field(
        nullable=True,
        ge=1,
        description="Page, from 1; null where the format has none",
        metadata=zh("页", "第几页，从 1 起；格式没有页时为空"),
    )
    section: Series[str] = pa.Field(
        nullable=True,
        description="Section of the list that the measure stands in, where it has sections",
        metadata=zh("部分", "措施所在的部分；清单不分部分时为空"),
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
