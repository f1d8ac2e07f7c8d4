"""What the closed values and the tables are called in print, in English and in Chinese."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.model import TABLES as REGISTERED
from pipeline.rules.headers import field_names


class Label(NamedTuple):
    """A name in two languages."""

    en: str
    zh: str


TABLES = {name: Label(table.label, table.label_zh) for name, table in REGISTERED.items()}
FIELDS = {row.field: Label(row.name_en, row.name_zh) for row in field_names()}
VALUES = {
    # status of a document, of a check
    "ok": Label("in order", "正常"),
    "warn": Label("look at it", "待核"),
    "failed": Label("failed", "失败"),
    "pass": Label("passes", "通过"),
    "fail": Label("contradicts itself", "矛盾"),
    # level of a finding
    "info": Label("for information", "提示"),
    "warning": Label("look at it", "需要人看"),
    "error": Label("not published", "未发布"),
    # level of a division
    "national": Label("nation", "国家"),
    "province": Label("province", "省级"),
    "city": Label("city", "地市级"),
    "county": Label("county", "县级"),
    "town": Label("town", "乡镇级"),
    # source of a measure
    "table": Label("row of a list", "表格"),
    "prose": Label("task in running text", "正文"),
    "goal": Label("goal without departments", "目标段落"),
    "indicator": Label("row of a table of indicators", "指标表"),
    # role
    "lead": Label("leads", "牵头"),
    "cooperate": Label("cooperates", "配合"),
    "responsible": Label("is responsible", "责任"),
    # kind of a unit, and how its name was found
    "government": Label("government", "政府部门"),
    "party": Label("party organ", "党委部门"),
    "mass_organisation": Label("mass organisation", "群团组织"),
    "vertical": Label("centrally managed", "垂直管理单位"),
    "public_institution": Label("public institution", "事业单位"),
    "enterprise": Label("enterprise", "企业"),
    "group": Label("group of units", "一组单位"),
    "alias": Label("listed", "查表认定"),
    "rule": Label("by rule", "按规则认定"),
    "unresolved": Label("not known", "未识别"),
    # kind of a numeral
    "target": Label("target", "目标"),
    "parameter": Label("parameter", "参数"),
    "reference": Label("reference", "提及"),
    "list_number": Label("list number", "项号"),
    "year": Label("year", "年份"),
    "date": Label("date or period", "日期"),
    "quarter": Label("quarter", "季度"),
    "ordinal": Label("ordinal", "序数"),
    "grade": Label("grade", "等级"),
    "name": Label("part of a name", "名称中的数字"),
    "indefinite": Label("indefinite number", "概数"),
    "word": Label("part of a word", "词语中的数字"),
    "unknown": Label("not known", "未知"),
    # comparator
    "eq": Label("equal to", "等于"),
    "ge": Label("at least", "不少于"),
    "gt": Label("more than", "超过"),
    "le": Label("at most", "不超过"),
    "lt": Label("less than", "低于"),
    "approx": Label("about", "约"),
    "range": Label("between", "区间"),
    # basis
    "level": Label("level", "总量或水平"),
    "added": Label("newly added", "新增"),
    "flow": Label("volume of the period", "当期发生"),
    "growth": Label("growth", "增长"),
    "reduction": Label("reduction", "下降"),
    # meaning of words
    "full": Label("all of it", "全部"),
    "zero": Label("none of it", "清零"),
    "doubling": Label("doubles", "翻番"),
    "halving": Label("halves", "减半"),
    "not_below_before": Label("not below the period before", "不低于上期"),
    "not_above_before": Label("not above the period before", "不高于上期"),
    "above_reference": Label("above the figure named", "高于所比的数"),
    "not_below_reference": Label("not below the figure named", "不低于所比的数"),
    "equal_to_reference": Label("in step with the figure named", "与所比的数同步"),
    "not_above_reference": Label("not above the figure named", "不高于所比的数"),
    "below_reference": Label("below the figure named", "低于所比的数"),
    "first_ever": Label("the first ever", "零的突破"),
    "positive_growth": Label("grows", "正增长"),
    "more_than_half": Label("more than half", "过半"),
    # dimension
    "count": Label("count", "数量"),
    "money": Label("money", "金额"),
    "ratio": Label("ratio", "比率"),
    "duration": Label("duration", "时长"),
    "data_size": Label("data size", "数据量"),
    "length": Label("length", "长度"),
    "area": Label("area", "面积"),
    "mass": Label("mass", "重量"),
    "energy": Label("energy", "能量"),
    "other": Label("other", "其他"),
}


def of(value: str) -> Label:
    """The label of a closed value; the value itself where it has none yet (a test says so)."""
    return VALUES.get(value, Label(value, value))
