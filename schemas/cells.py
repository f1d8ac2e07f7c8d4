"""`cells`: the list as written; every span points in here."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from schemas.base import MAY_BE_EMPTY, ForeignKey, Int, TableModel


class Model(TableModel):
    """A cell of the list, as written."""

    doc_id: Series[str] = pa.Field(description="The document")
    measure_id: Series[str] = pa.Field(description="The measure in whose row the cell stands")
    field: Series[str] = pa.Field(
        description="What the cell is: measure, lead_units, cooperating_units, responsible_units, a plan year (2023), "
        "plan, deadline, serial, indicator, remark",
    )
    text: Series[str] = pa.Field(
        metadata=MAY_BE_EMPTY, description="The cell text: paragraphs joined by a line feed, without outer white space"
    )
    row: Series[Int] = pa.Field(ge=0, description="Row of the table, headings counted, from 1")
    column: Series[Int] = pa.Field(ge=0, description="Column of the table, from 1")
    page: Series[Int] = pa.Field(nullable=True, ge=1, description="Page, from 1; null where the format has none")
    inherited: Series[bool] = pa.Field(
        description="Whether the text stands in a merged cell that begins in a row above"
    )

    class Config(TableModel.Config):
        """The table's name, what a row is, its keys."""

        name = "cells"
        description = "A cell of the list, as written"
        unique: ClassVar = ["doc_id", "measure_id", "field"]
        metadata: ClassVar = {
            "foreign_keys": (
                ForeignKey(("doc_id",), "documents", ("doc_id",)),
                ForeignKey(("measure_id",), "measures", ("measure_id",)),
            ),
        }
