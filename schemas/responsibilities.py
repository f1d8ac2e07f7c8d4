"""`responsibilities`: who does what."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from schemas import closed
from schemas.base import ForeignKey, Int, SpanModel


class Model(SpanModel):
    """One unit's part in one measure."""

    responsibility_id: Series[str] = pa.Field(description="Key: measure_id/role/position")
    measure_id: Series[str] = pa.Field(description="The measure")
    role: Series[str] = pa.Field(
        isin=closed.ROLE, description="lead, cooperate, or responsible where the list does not say who leads"
    )
    position: Series[Int] = pa.Field(ge=1, description="Place among the measure's units of that role, from 1")
    department_id: Series[str] = pa.Field(description="The unit")
    text: Series[str] = pa.Field(description="The unit as written")
    field: Series[str] = pa.Field(
        description="The cell that start and end point into; measure for an inline attribution (（市医保局牵头）)"
    )
    start: Series[Int] = pa.Field(ge=0, description="Where the unit begins in the cell (characters)")
    end: Series[Int] = pa.Field(ge=1, description="Where it ends in the cell, excluded")
    clause: Series[str] = pa.Field(
        nullable=True, description="Paragraph of the measure that an inline attribution speaks of, else null"
    )

    class Config(SpanModel.Config):
        """The table's name, what a row is, its keys."""

        name = "responsibilities"
        description = "One unit's part in one measure"
        unique: ClassVar = ["responsibility_id"]
        metadata: ClassVar = {
            "foreign_keys": (
                ForeignKey(("measure_id",), "measures", ("measure_id",)),
                ForeignKey(("department_id",), "departments", ("department_id",)),
            ),
        }
