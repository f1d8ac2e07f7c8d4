"""`plan_items`: the plan, item by item."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from schemas.base import ForeignKey, Int, SpanModel


class Model(SpanModel):
    """One item of a year's plan."""

    item_id: Series[str] = pa.Field(description="Key: measure_id/field/position")
    measure_id: Series[str] = pa.Field(description="The measure")
    year: Series[Int] = pa.Field(
        nullable=True,
        ge=1900,
        le=2200,
        description="Year that the item is planned for; null where the list plans no years",
    )
    position: Series[Int] = pa.Field(ge=1, description="Place of the item in its cell, from 1")
    list_number: Series[str] = pa.Field(nullable=True, description="List number as printed; null where there is none")
    quarter: Series[Int] = pa.Field(nullable=True, ge=1, le=4, description="Quarter, where the item is one quarter's")
    text: Series[str] = pa.Field(description="Text of the item without its list number")
    start: Series[Int] = pa.Field(ge=0, description="Where the text begins in the cell (characters)")
    end: Series[Int] = pa.Field(ge=1, description="Where it ends in the cell, excluded")
    field: Series[str] = pa.Field(description="The cell that start and end point into")

    class Config(SpanModel.Config):
        """The table's name, what a row is, its keys."""

        name = "plan_items"
        description = "One item of a year's plan"
        unique: ClassVar = ["item_id"]
        metadata: ClassVar = {
            "foreign_keys": (ForeignKey(("measure_id",), "measures", ("measure_id",)),),
        }
