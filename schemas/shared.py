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
COMMITMENT: dict[str, Any] = {
    "nullable": True,
    "description": "The word that says how firmly it is promised (力争, 争取, 确保; of an indicator 约束性, 预期性), where there is one",
    "metadata": zh("力度", "表示承诺力度的词（力争、争取、确保；指标为约束性、预期性），没有时为空"),
}
RULE: dict[str, Any] = {
    "description": "The rules that decided, joined by /: how the number was read, its role, and of a target its comparator, basis and indicator",
    "metadata": zh("规则", "作出判断的规则，以 / 相连：数的读法、数的用途；目标另有比较词、口径、指标各自所依的规则"),
}
CORRECTED: dict[str, Any] = {
    "description": "Whether a person corrected the row (raw/<stem>.corrections.csv)",
    "metadata": zh("已更正", "是否由人更正过（raw/<文件名>.corrections.csv）"),
}
EXTRACTED: dict[str, Any] = {
    "metadata": LIST | zh("提取值", "更正前提取的值，一条一列：value=15000"),
    "description": "What was extracted before the correction, an entry a column: value=15000",
}
