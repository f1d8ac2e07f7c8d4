"""`checks`: what agrees and what does not."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from schemas import closed
from schemas.base import LIST, ForeignKey, TableModel


class Model(TableModel):
    """The outcome of one consistency check on one subject."""

    check_id: Series[str] = pa.Field(description="Key: doc_id/check/subject")
    check: Series[str] = pa.Field(description="Name of the check")
    status: Series[str] = pa.Field(
        isin=closed.CHECK_STATUS, description="pass; warn: a person should look; fail: the document contradicts itself"
    )
    measure_id: Series[str] = pa.Field(nullable=True, description="The measure, where the check is on one")
    message: Series[str] = pa.Field(description="What was compared and what came out")
    evidence: Series[object] = pa.Field(metadata=LIST, description="Keys of the rows that were compared")

    class Config(TableModel.Config):
        """The table's name, what a row is, its keys."""

        name = "checks"
        description = "The outcome of one consistency check on one subject"
        unique: ClassVar = ["check_id"]
        metadata: ClassVar = {
            "foreign_keys": (ForeignKey(("measure_id",), "measures", ("measure_id",)),),
        }
