"""`documents`: what was read."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from schemas import closed
from schemas.base import Int, TableModel


class Model(TableModel):
    """A source document."""

    doc_id: Series[str] = pa.Field(
        description="Key of the document: slug of the file's stem, or as given in raw/sources.csv"
    )
    title: Series[str] = pa.Field(
        description="Title of the list, from the catalogue or the document; the file's name where neither has one"
    )
    region: Series[str] = pa.Field(nullable=True, description="Division of China that the document is of (湛江市)")
    region_code: Series[str] = pa.Field(
        nullable=True, str_matches=r"^[0-9]{6}$", description="Its code (GB/T 2260: 440800)"
    )
    source_path: Series[str] = pa.Field(description="Path of the file inside of the raw folder, with /")
    source_format: Series[str] = pa.Field(
        description="What the file is by its content: docx, txt, pdf, html …; unknown where it could not be told"
    )
    source_sha256: Series[str] = pa.Field(
        str_matches=r"^[0-9a-f]{64}$", description="SHA-256 of the file, in hexadecimal"
    )
    converter: Series[str] = pa.Field(
        nullable=True, description="Name and version of the converter, where one was needed"
    )
    first_year: Series[Int] = pa.Field(nullable=True, ge=1900, le=2200, description="First year that the list plans")
    last_year: Series[Int] = pa.Field(nullable=True, ge=1900, le=2200, description="Last year that the list plans")
    measure_count: Series[Int] = pa.Field(ge=0, description="Number of measures published")
    pipeline_version: Series[str] = pa.Field(description="Version of the pipeline that read it")
    status: Series[str] = pa.Field(
        isin=closed.STATUS,
        description="ok; warn: published, with findings or checks to look at; failed: nothing of it is published",
    )
    published: Series[str] = pa.Field(
        nullable=True,
        str_matches=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        description="Date of publication, from raw/sources.csv (ISO 8601)",
    )

    class Config(TableModel.Config):
        """The table's name, what a row is, its keys."""

        name = "documents"
        description = "A source document"
        unique: ClassVar = ["doc_id"]
