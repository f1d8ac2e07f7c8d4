"""`targets`: the numbers that have to be reached."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from schemas import closed
from schemas.base import ForeignKey, Int, SpanModel


class Model(SpanModel):
    """A number that a unit has to reach, deliver, spend or hold."""

    target_id: Series[str] = pa.Field(
        description="Key: item_id/n, or measure_id/measure/n for one of the measure's own text"
    )
    measure_id: Series[str] = pa.Field(description="The measure")
    item_id: Series[str] = pa.Field(nullable=True, description="The plan item; null in the measure's own text")
    field: Series[str] = pa.Field(description="The cell that start and end point into")
    year: Series[Int] = pa.Field(
        nullable=True,
        ge=1900,
        le=2200,
        description="Year in which it is due: the plan column's, or the year stated in the text",
    )
    quarter: Series[Int] = pa.Field(nullable=True, ge=1, le=4, description="Quarter in which it is due")
    indicator: Series[str] = pa.Field(
        nullable=True, description="What is counted or measured: a noun phrase of the cell"
    )
    indicator_id: Series[str] = pa.Field(
        nullable=True, description="Key of a known indicator (5g_base_stations …), else null"
    )
    value: Series[float] = pa.Field(
        description="The number in base units: 4500万元 is 45000000, 1.86万个 is 18600, 85% is 85; the lower end of a "
        "range",
    )
    value_max: Series[float] = pa.Field(nullable=True, description="Upper end of a range, else null")
    unit: Series[str] = pa.Field(
        nullable=True,
        description="CNY, %, ‰, pp (percentage points), else the classifier or unit as written; null where none is "
        "written or implied",
    )
    dimension: Series[str] = pa.Field(isin=closed.DIMENSION, description="What kind of quantity")
    comparator: Series[str] = pa.Field(
        isin=closed.COMPARATOR,
        description="How the number binds: ge and le include it, gt and lt exclude it (Civil Code of the PRC, art. "
        "1259)",
    )
    basis: Series[str] = pa.Field(
        nullable=True,
        isin=closed.BASIS,
        description="level: a stock, rate or service level; added: newly added in the period; flow: a volume of the "
        "period; growth, reduction: a change",
    )
    base: Series[str] = pa.Field(nullable=True, description="What a ratio is a share of, where stated")
    text: Series[str] = pa.Field(description="The number as written, with its scale and unit, without the comparator")
    start: Series[Int] = pa.Field(ge=0, description="Where the text begins in the cell (characters)")
    end: Series[Int] = pa.Field(ge=1, description="Where it ends in the cell, excluded")
    context: Series[str] = pa.Field(description="The clause that the number stands in")
    rule: Series[str] = pa.Field(description="The rule that decided")
    commitment: Series[str] = pa.Field(
        nullable=True, description="The word that says how firmly it is promised (力争, 争取, 确保), where there is one"
    )

    class Config(SpanModel.Config):
        """The table's name, what a row is, its keys."""

        name = "targets"
        description = "A number that a unit has to reach, deliver, spend or hold"
        unique: ClassVar = ["target_id"]
        metadata: ClassVar = {
            "foreign_keys": (
                ForeignKey(("measure_id",), "measures", ("measure_id",)),
                ForeignKey(("item_id",), "plan_items", ("item_id",)),
            ),
        }
