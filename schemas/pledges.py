"""`pledges`: the table to start with. Every column is one of another table, or the names of units; none is made here."""

from __future__ import annotations

from typing import Any, ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from schemas import cells, documents, measures, targets
from schemas.base import LIST, ForeignKey, Int, SpanModel, TableModel, columns, zh

_LIMITS = {"enum": "isin", "minimum": "ge", "maximum": "le", "pattern": "str_matches"}


def _as_in(model: type[TableModel], name: str) -> Any:
    """A column as another table declares it."""
    (column,) = (one for one in columns(model) if one.name == name)
    limits = {_LIMITS[limit]: value for limit, value in column.constraints.items() if limit in _LIMITS}
    metadata = model.to_schema().columns[name].metadata
    return pa.Field(description=column.description, metadata=metadata, nullable=column.is_nullable, **limits)


class Model(SpanModel):
    """A target with its document, its measure and its units."""

    target_id: Series[str] = _as_in(targets.Model, "target_id")
    doc_id: Series[str] = _as_in(targets.Model, "doc_id")
    title: Series[str] = _as_in(documents.Model, "title")
    region: Series[str] = _as_in(documents.Model, "region")
    region_code: Series[str] = _as_in(documents.Model, "region_code")
    region_level: Series[str] = _as_in(documents.Model, "region_level")
    province: Series[str] = _as_in(documents.Model, "province")
    published: Series[pa.Date] = _as_in(documents.Model, "published")
    measure_id: Series[str] = _as_in(targets.Model, "measure_id")
    measure_number: Series[str] = _as_in(measures.Model, "number")
    section: Series[str] = _as_in(measures.Model, "section")
    source: Series[str] = _as_in(measures.Model, "source")
    measure_text: Series[str] = _as_in(measures.Model, "text")
    indicator: Series[str] = _as_in(targets.Model, "indicator")
    indicator_id: Series[str] = _as_in(targets.Model, "indicator_id")
    indicator_name: Series[str] = pa.Field(
        nullable=True,
        description="Official name of the indicator, where it has an indicator_id whose name the dataset knows",
        metadata=zh("指标名称", "有指标代码且名称已知时，该指标的正式名称"),
    )
    series_id: Series[str] = _as_in(targets.Model, "series_id")
    restates: Series[str] = _as_in(targets.Model, "restates")
    year: Series[Int] = _as_in(targets.Model, "year")
    quarter: Series[Int] = _as_in(targets.Model, "quarter")
    due_date: Series[pa.Date] = _as_in(targets.Model, "due_date")
    comparator: Series[str] = _as_in(targets.Model, "comparator")
    value: Series[float] = _as_in(targets.Model, "value")
    value_max: Series[float] = _as_in(targets.Model, "value_max")
    unit: Series[str] = _as_in(targets.Model, "unit")
    base_value: Series[float] = _as_in(targets.Model, "base_value")
    base_value_max: Series[float] = _as_in(targets.Model, "base_value_max")
    base_unit: Series[str] = _as_in(targets.Model, "base_unit")
    dimension: Series[str] = _as_in(targets.Model, "dimension")
    basis: Series[str] = _as_in(targets.Model, "basis")
    commitment: Series[str] = _as_in(targets.Model, "commitment")
    lead_units: Series[object] = pa.Field(
        description="Official names of the units that lead the measure, in the document's order",
        metadata=LIST | zh("牵头单位", "牵头该措施的单位的正式名称，按原文顺序"),
    )
    cooperating_units: Series[object] = pa.Field(
        description="Official names of the units that cooperate",
        metadata=LIST | zh("配合单位", "配合该措施的单位的正式名称，按原文顺序"),
    )
    responsible_units: Series[object] = pa.Field(
        description="Official names of the responsible units, where the list does not say who leads",
        metadata=LIST | zh("责任单位", "清单未区分牵头和配合时，责任单位的正式名称，按原文顺序"),
    )
    text: Series[str] = _as_in(targets.Model, "text")
    context: Series[str] = _as_in(targets.Model, "context")
    field: Series[str] = _as_in(targets.Model, "field")
    start: Series[Int] = _as_in(targets.Model, "start")
    end: Series[Int] = _as_in(targets.Model, "end")
    page: Series[Int] = _as_in(cells.Model, "page")

    class Config(SpanModel.Config):
        """The table's name, what a row is, its keys."""

        name = "pledges"
        description = "A target with its document, measure, units and indicator joined: the table to start with"
        unique: ClassVar = ["target_id"]
        metadata: ClassVar = {
            "zh": "一个目标及其文件、措施、单位和指标，可首先使用的宽表",
            "foreign_keys": (
                ForeignKey(("target_id",), "targets", ("target_id",)),
                ForeignKey(("doc_id",), "documents", ("doc_id",)),
                ForeignKey(("measure_id",), "measures", ("measure_id",)),
            ),
        }
