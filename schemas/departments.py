"""`departments`: the units, under their official names."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from pipeline.model import closed
from schemas.base import LIST, TableModel, zh


class Model(TableModel):
    """A unit, under its official name."""

    department_id: Series[str] = pa.Field(
        description="Key: region_code/key", metadata=zh("单位编号", "主键：区划代码/键")
    )
    name: Series[str] = pa.Field(
        description="Official full name at the document's date; its own words where nobody knows the unit",
        metadata=zh("正式名称", "文件发布时的正式全称；不认识的单位保留原文"),
    )
    short_name: Series[str] = pa.Field(nullable=True, description="Usual short name", metadata=zh("简称", "通常的简称"))
    kind: Series[str] = pa.Field(
        nullable=True,
        isin=closed.DEPARTMENT_KIND,
        description="What kind of unit; vertical: tax, customs, financial regulator, central bank; group: several "
        "units named at once",
        metadata=zh(
            "类别", "单位的类别；vertical：税务、海关、金融监管、人民银行等垂直管理单位；group：一次提到的多个单位"
        ),
    )
    function: Series[str] = pa.Field(
        nullable=True,
        description="What it is for, the same in every city (commerce, finance …)",
        metadata=zh("职能", "单位的职能，各地一致（commerce 商务、finance 财政……）"),
    )
    region: Series[str] = pa.Field(
        nullable=True, description="Division that it belongs to", metadata=zh("地区", "单位所属的行政区划")
    )
    region_code: Series[str] = pa.Field(
        nullable=True,
        str_matches=r"^[0-9]{6}$",
        description="Code of that division (GB/T 2260)",
        metadata=zh("区划代码", "该行政区划的代码（GB/T 2260）"),
    )
    aliases: Series[object] = pa.Field(
        metadata=LIST | zh("写法", "该单位在各文件中的全部写法"),
        description="All the ways in which the documents write it",
    )
    resolution: Series[str] = pa.Field(
        isin=closed.RESOLUTION,
        description="How the name was found: alias: listed; rule: built from the region and a known function; "
        "unresolved: unknown, nothing guessed",
        metadata=zh("认定方式", "名称如何得来：alias 查表；rule 由地区和已知职能构成；unresolved 不认识，不作猜测"),
    )

    class Config(TableModel.Config):
        """The table's name, what a row is, its keys."""

        name = "departments"
        description = "A unit, under its official name"
        unique: ClassVar = ["department_id"]
        metadata: ClassVar = {"zh": "一个单位，以正式名称"}
