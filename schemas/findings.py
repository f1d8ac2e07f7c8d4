"""`findings`: what was odd, lost or refused."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from pipeline.model import closed
from schemas.base import MAY_BE_EMPTY, ForeignKey, TableModel, zh


class Model(TableModel):
    """Something odd, lost or refused, with its place."""

    finding_id: Series[str] = pa.Field(
        description="Key: doc_id/code/n; -/code/n for a finding of no document",
        metadata=zh("提示编号", "主键：文件编号/代码/n；不属于任何文件的为 -/代码/n"),
    )
    doc_id: Series[str] = pa.Field(
        nullable=True,
        description="The document; null where the finding is of none (raw/sources.csv)",
        metadata=zh("文件编号", "所属文件；不属于任何文件时为空（如 raw/sources.csv）"),
    )
    path: Series[str] = pa.Field(
        metadata=MAY_BE_EMPTY | zh("路径", "文件在 raw 目录中的路径"),
        description="Path of the file inside of the raw folder",
    )
    place: Series[str] = pa.Field(
        metadata=MAY_BE_EMPTY | zh("位置", "文件中的位置：表、行、栏，或某行的编号；整份文件时为空"),
        description="Where in the file: table, row, column, or a key; empty for the whole file",
    )
    code: Series[str] = pa.Field(
        str_matches=r"^[A-Z][0-9]{2}$",
        description="What it is (codes: below)",
        metadata=zh("代码", "提示的种类（代码见下）"),
    )
    level: Series[str] = pa.Field(
        isin=closed.LEVEL,
        description="error: the document or a part of it is not published; warning: a person should look; info",
        metadata=zh("级别", "error：文件或其一部分未发布；warning：需要人看；info：仅供参考"),
    )
    message: Series[str] = pa.Field(description="What is said, in English", metadata=zh("说明（英文）", "英文说明"))
    message_zh: Series[str] = pa.Field(description="What is said, in Chinese", metadata=zh("说明", "中文说明"))

    class Config(TableModel.Config):
        """The table's name, what a row is, its keys."""

        name = "findings"
        description = "Something odd, lost or refused, with its place"
        unique: ClassVar = ["finding_id"]
        metadata: ClassVar = {
            "zh": "一条提示：异常、丢失或拒收的内容及其位置",
            "foreign_keys": (ForeignKey(("doc_id",), "documents", ("doc_id",)),),
        }
