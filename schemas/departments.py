"""`departments`: the units, under their official names."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from schemas import closed
from schemas.base import LIST, TableModel


class Model(TableModel):
    """A unit, under its official name."""

    department_id: Series[str] = pa.Field(description="Key: region_code/key")
    name: Series[str] = pa.Field(
        description="Official full name at the document's date; its own words where nobody knows the unit"
    )
    short_name: Series[str] = pa.Field(nullable=True, description="Usual short name")
    kind: Series[str] = pa.Field(
        nullable=True,
        isin=closed.DEPARTMENT_KIND,
        description="What kind of unit; vertical: tax, customs, financial regulator, central bank; group: several "
        "units named at once",
    )
    function: Series[str] = pa.Field(
        nullable=True, description="What it is for, the same in every city (commerce, finance …)"
    )
    region: Series[str] = pa.Field(nullable=True, description="Division that it belongs to")
    region_code: Series[str] = pa.Field(
        nullable=True, str_matches=r"^[0-9]{6}$", description="Code of that division (GB/T 2260)"
    )
    aliases: Series[object] = pa.Field(metadata=LIST, description="All the ways in which the documents write it")
    resolution: Series[str] = pa.Field(
        isin=closed.RESOLUTION,
        description="How the name was found: alias: listed; rule: built from the region and a known function; "
        "unresolved: unknown, nothing guessed",
    )

    class Config(TableModel.Config):
        """The table's name, what a row is, its keys."""

        name = "departments"
        description = "A unit, under its official name"
        unique: ClassVar = ["department_id"]
