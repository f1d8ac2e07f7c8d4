"""`checks`: what agrees and what does not."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from pipeline.model import closed
from schemas import shared
from schemas.base import LIST, ForeignKey, TableModel, zh


class Model(TableModel):
    """The outcome of one consistency check on one subject."""

    check_id: Series[str] = pa.Field(
        description="Key: doc_id/check/subject", metadata=zh("检查编号", "主键：文件编号/检查/对象")
    )
    check: Series[str] = pa.Field(description="Name of the check", metadata=zh("检查", "检查的名称"))
    status: Series[str] = pa.Field(
        isin=closed.CHECK_STATUS,
        description="pass; warn: a person should look; fail: the document contradicts itself",
        metadata=zh("结果", "pass：一致；warn：需要人看；fail：文件自相矛盾"),
    )
    measure_id: Series[str] = pa.Field(
        nullable=True,
        description="The measure, where the check is on one",
        metadata=zh("措施编号", "检查针对某项措施时的措施"),
    )
    message: Series[str] = pa.Field(
        description="What was compared and what came out, in English",
        metadata=zh("说明（英文）", "比较了什么，结果如何，英文"),
    )
    message_zh: Series[str] = pa.Field(
        description="What was compared and what came out, in Chinese", metadata=zh("说明", "比较了什么，结果如何")
    )
    evidence: Series[object] = pa.Field(
        metadata=LIST | zh("依据", "所比较的行的编号"), description="Keys of the rows that were compared"
    )

    doc_id: Series[str] = pa.Field(**shared.DOC_ID)

    class Config(TableModel.Config):
        """The table's name, what a row is, its keys."""

        name = "checks"
        description = "The outcome of one consistency check on one subject"
        unique: ClassVar = ["check_id"]
        metadata: ClassVar = {
            "zh": "一次一致性检查的结果",
            "foreign_keys": (
                ForeignKey(("doc_id",), "documents", ("doc_id",)),
                ForeignKey(("measure_id",), "measures", ("measure_id",)),
            ),
        }
