"""`measures`: what is to be done."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from schemas.base import MAY_BE_EMPTY, ForeignKey, Int, TableModel


class Model(TableModel):
    """A measure: one row of the list."""

    measure_id: Series[str] = pa.Field(description="Key: doc_id/number")
    doc_id: Series[str] = pa.Field(description="The document")
    number: Series[str] = pa.Field(description="Number of the measure, as printed")
    text: Series[str] = pa.Field(
        metadata=MAY_BE_EMPTY, description="Text of the measure without its number, paragraphs joined by a line feed"
    )
    row: Series[Int] = pa.Field(ge=0, description="Row of the table, headings counted, from 1")
    page: Series[Int] = pa.Field(nullable=True, ge=1, description="Page, from 1; null where the format has none")
    section: Series[str] = pa.Field(
        nullable=True, description="Section of the list that the measure stands in, where it has sections"
    )

    class Config(TableModel.Config):
        """The table's name, what a row is, its keys."""

        name = "measures"
        description = "A measure: one row of the list"
        unique: ClassVar = ["measure_id"]
        metadata: ClassVar = {
            "foreign_keys": (ForeignKey(("doc_id",), "documents", ("doc_id",)),),
        }
