"""`documents`: what was read."""

from __future__ import annotations

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from pipeline.model import closed
from schemas.base import Int, TableModel, zh


class Model(TableModel):
    """A source document."""

    doc_id: Series[str] = pa.Field(
        description="Key of the document: slug of the file's stem, or as given in raw/sources.csv",
        metadata=zh("文件编号", "主键：文件名去掉扩展名后的短名，或 raw/sources.csv 中给定的编号"),
    )
    title: Series[str] = pa.Field(
        description="Title of the list, from the catalogue or the document; the file's name where neither has one",
        metadata=zh("标题", "清单的标题，取自登记表或文件；两处都没有时用文件名"),
    )
    region: Series[str] = pa.Field(
        nullable=True,
        description="Division of China that the document is of (湛江市)",
        metadata=zh("地区", "文件所属的行政区划（湛江市）"),
    )
    region_code: Series[str] = pa.Field(
        nullable=True,
        str_matches=r"^[0-9]{6}$",
        description="Its code (GB/T 2260: 440800)",
        metadata=zh("区划代码", "该行政区划的代码（GB/T 2260：440800）"),
    )
    source_path: Series[str] = pa.Field(
        description="Path of the file inside of the raw folder, with /; of an attachment of an OFD file!/member",
        metadata=zh("源文件", "文件在 raw 目录中的路径，以 / 分隔；OFD 的附件写作 文件!/包内路径"),
    )
    source_format: Series[str] = pa.Field(
        description="What the file is by its content: docx, txt, pdf, html …; unknown where it could not be told",
        metadata=zh("源格式", "按内容判断的格式：docx、txt、pdf、html……；无法判断时为 unknown"),
    )
    source_sha256: Series[str] = pa.Field(
        str_matches=r"^[0-9a-f]{64}$",
        description="SHA-256 of the file, in hexadecimal",
        metadata=zh("源文件哈希", "文件的 SHA-256（十六进制）"),
    )
    converter: Series[str] = pa.Field(
        nullable=True,
        description="Name and version of the converter, where one was needed",
        metadata=zh("转换器", "转换器的名称和版本；不需要转换时为空"),
    )
    first_year: Series[Int] = pa.Field(
        nullable=True,
        ge=1900,
        le=2200,
        description="First year that the list plans",
        metadata=zh("首年", "清单规划的第一个年度"),
    )
    last_year: Series[Int] = pa.Field(
        nullable=True,
        ge=1900,
        le=2200,
        description="Last year that the list plans",
        metadata=zh("末年", "清单规划的最后一个年度"),
    )
    measure_count: Series[Int] = pa.Field(
        ge=0, description="Number of measures published", metadata=zh("措施数", "发布的措施数量")
    )
    pipeline_version: Series[str] = pa.Field(
        description="Version of the pipeline that read it", metadata=zh("程序版本", "读取该文件的程序版本")
    )
    status: Series[str] = pa.Field(
        isin=closed.STATUS,
        description="ok; warn: published, with findings or checks to look at; failed: nothing of it is published",
        metadata=zh("状态", "ok：正常；warn：已发布，但有提示或检查需要人看；failed：没有发布任何内容"),
    )
    region_level: Series[str] = pa.Field(
        nullable=True,
        isin=closed.REGION_LEVEL,
        description="Level of the division; null where no division is known",
        metadata=zh(
            "地区级别",
            "行政区划的级别：national 国家、province 省、city 地市、county 县区、town 乡镇、other 其他；不明时为空",
        ),
    )
    province: Series[str] = pa.Field(
        nullable=True,
        description="Name of the province that the division is or lies in",
        metadata=zh("省份", "该行政区划所在（或本身）的省级行政区名称"),
    )
    published: Series[pa.Date] = pa.Field(
        nullable=True,
        description="Date of publication: from raw/sources.csv, else as the document states it",
        metadata=zh("发布日期", "文件的发布日期：取自 raw/sources.csv，否则取文件中写明的日期"),
    )
    duplicate_of: Series[str] = pa.Field(
        nullable=True,
        description="doc_id of the first document with the same bytes, where there is one",
        metadata=zh("重复于", "内容完全相同的第一份文件的编号；没有时为空"),
    )

    class Config(TableModel.Config):
        """The table's name, what a row is, its keys."""

        name = "documents"
        description = "A source document"
        unique: ClassVar = ["doc_id"]
        metadata: ClassVar = {"zh": "一份文件"}
