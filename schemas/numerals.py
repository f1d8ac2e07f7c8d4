"""`numerals`: the ledger of every numeral, so that none is lost."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from schemas import closed
from schemas.base import ForeignKey, Int, SpanModel


class Model(SpanModel):
    """A numeral written in a measure or plan cell."""

    doc_id: Series[str] = pa.Field(description="The document")
    measure_id: Series[str] = pa.Field(description="The measure")
    field: Series[str] = pa.Field(description="The cell that start and end point into")
    start: Series[Int] = pa.Field(ge=0, description="Where the numeral begins in the cell (characters)")
    end: Series[Int] = pa.Field(ge=1, description="Where it ends in the cell, excluded")
    text: Series[str] = pa.Field(description="The numeral as written; a quantity with its scale and unit")
    kind: Series[str] = pa.Field(
        isin=closed.NUMERAL_KIND,
        description="What the numeral is; target: to be reached; parameter: a threshold or rate of a rule; reference: "
        "of things only mentioned",
    )
    value: Series[float] = pa.Field(nullable=True, description="The number in base units, where it has one")
    value_max: Series[float] = pa.Field(nullable=True, description="Upper end of a range, else null")
    unit: Series[str] = pa.Field(
        nullable=True, description="Unit of a quantity, as in targets; null for the other kinds"
    )
    comparator: Series[str] = pa.Field(
        nullable=True,
        isin=closed.COMPARATOR,
        description="Comparator of a quantity, as in targets; null for the other kinds",
    )
    rule: Series[str] = pa.Field(description="The rule that decided")

    class Config(SpanModel.Config):
        """The table's name, what a row is, its keys."""

        name = "numerals"
        description = "A numeral written in a measure or plan cell"
        unique: ClassVar = ["doc_id", "measure_id", "field", "start"]
        metadata: ClassVar = {
            "foreign_keys": (
                ForeignKey(("doc_id", "measure_id", "field"), "cells", ("doc_id", "measure_id", "field")),
            ),
        }
