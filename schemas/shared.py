"""Columns that several tables have, said once: `pa.Field(**shared.YEAR)`. Keys, places, figures, corrections."""

from __future__ import annotations

from typing import Any

from pipeline.model import closed
from schemas.base import LIST, zh

DOC_ID: dict[str, Any] = {
    "description": "The document",
    "metadata": zh("文件编号", "所属文件"),
}
MEASURE_ID: dict[str, Any] = {
    "description": "The measure",
    "metadata": zh("措施编号", "所属措施"),
}
ITEM_ID: dict[str, Any] = {
    "nullable": True,
    "description": "The plan item; null in the measure's own text",
    "metadata": zh("计划项编号", "所属计划项；写在措施中的为空"),
}
FIELD: dict[str, Any] = {
    "description": "The cell that start and end point into",
    "metadata": zh("字段", "起点和终点所指的单元格"),
}
PAGE: dict[str, Any] = {
    "nullable": True,
    "ge": 1,
    "description": "Page, from 1; null where the format has none",
    "metadata": zh("页", "第几页，从 1 起；格式没有页时为空"),
}
START: dict[str, Any] = {
    "ge": 0,
    "description": "Where the text begins in the cell (characters)",
    "metadata": zh("起点", "原文在单元格中的起点（字符）"),
}
END: dict[str, Any] = {
    "ge": 1,
    "description": "Where it ends in the cell, excluded",
    "metadata": zh("终点", "原文在单元格中的终点，不含"),
}
YEAR: dict[str, Any] = {
    "nullable": True,
    "ge": 1900,
    "le": 2200,
    "description": "Year in which it is due: the plan column's, or the year stated in the text",
    "metadata": zh("年度", "应完成的年度：计划栏的年度，或原文写明的年度"),
}
QUARTER: dict[str, Any] = {
    "nullable": True,
    "ge": 1,
    "le": 4,
    "description": "Quarter in which it is due",
    "metadata": zh("季度", "应完成的季度"),
}
DUE_DATE: dict[str, Any] = {
    "nullable": True,
    "description": "Last day on which it is due: the end of the month, quarter, half or year that is stated, or the deadline "
    "cell's day; null where nothing is stated",
    "metadata": zh("到期日", "应完成的最后一日：原文所写月、季、半年或年度的末日，或时限栏写明的日期；没有写明时为空"),
}
COMPARATOR: dict[str, Any] = {
    "isin": closed.COMPARATOR,
    "description": "How the number binds: ge and le include it, gt and lt exclude it (Civil Code of the PRC, art. "
    "1259)",
    "metadata": zh("比较", "数如何约束：ge、le 含本数，gt、lt 不含本数（《民法典》第一千二百五十九条）"),
}
BASIS: dict[str, Any] = {
    "nullable": True,
    "isin": closed.BASIS,
    "description": "level: a stock, rate or service level; added: newly added in the period; flow: a volume of the "
    "period; growth, reduction: a change",
    "metadata": zh("口径", "level：存量、比率或服务水平；added：本期新增；flow：本期发生量；growth、reduction：增减"),
}
VALUE_MAX: dict[str, Any] = {
    "nullable": True,
    "description": "Upper end of a range, else null",
    "metadata": zh("上限", "区间的上限，否则为空"),
}
SERIES_ID: dict[str, Any] = {
    "description": "Key of the series: the same indicator, unit and basis of the same measure over years and quarters, its own "
    "text and its plan alike; every target has one, alone or not",
    "metadata": zh(
        "序列编号",
        "同一措施中指标、单位、口径相同的目标（各年、各季度，正文和计划）属于同一序列；每个目标都有，单独一个也有",
    ),
}
RESTATES: dict[str, Any] = {
    "nullable": True,
    "description": "The plan's figure that a measure's own text says again; sums over the rows where it is null count nothing twice",
    "metadata": zh("重述", "措施正文所重述的计划目标；只对本列为空的行求和即不重复计算"),
}
BASE_VALUE: dict[str, Any] = {
    "description": "The value in base_unit: 800米 and 0.8公里 are 800 米, 3小时 is 10800 秒; to compare and to sum",
    "metadata": zh("基准值", "以基准单位计的数值：800米、0.8公里均为 800 米，3小时为 10800 秒；用于比较和加总"),
}
BASE_VALUE_MAX: dict[str, Any] = {
    "nullable": True,
    "description": "Upper end of a range in base_unit, else null",
    "metadata": zh("基准上限", "区间上限以基准单位计的数值，否则为空"),
}
BASE_UNIT: dict[str, Any] = {
    "nullable": True,
    "description": "One unit for each physical dimension (米, 平方米, 立方米, 吨, 瓦, 千瓦时, 吨标准煤, 字节, 秒, 年, CNY, %, pp …); of a unit "
    "per something part by part (吨标准煤/CNY); counted things, 工作日 and what nothing converts have their own unit",
    "metadata": zh(
        "基准单位",
        "每种物理量一个单位（米、平方米、立方米、吨、瓦、千瓦时、吨标准煤、字节、秒、年、CNY、%、pp……）；复合单位逐部换算"
        "（吨标准煤/CNY）；计数的事物、工作日和不能换算的单位保持原单位",
    ),
}
COMMITMENT: dict[str, Any] = {
    "nullable": True,
    "description": "The word that says how firmly it is promised (力争, 争取, 确保; of an indicator 约束性, 预期性), where there is one",
    "metadata": zh("力度", "表示承诺力度的词（力争、争取、确保；指标为约束性、预期性），没有时为空"),
}
RULE: dict[str, Any] = {
    "description": "The rule that decided",
    "metadata": zh("规则", "作出判断的规则"),
}
CORRECTED: dict[str, Any] = {
    "description": "Whether a person corrected the row (raw/<stem>.corrections.csv)",
    "metadata": zh("已更正", "是否由人更正过（raw/<文件名>.corrections.csv）"),
}
EXTRACTED: dict[str, Any] = {
    "metadata": LIST | zh("提取值", "更正前提取的值，一条一列：value=15000"),
    "description": "What was extracted before the correction, an entry a column: value=15000",
}
