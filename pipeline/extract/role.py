"""Target, parameter or reference: what a quantity is there for (rules/roles.csv; order in docs/design/numerals.md)."""

from __future__ import annotations

import re

from pipeline.extract.cues import role_cues
from pipeline.extract.reading import Reading

HAN = re.compile("[\u4e00-\u9fff]")
ATTRIBUTE = re.compile(r"(?:（含）)? ?的")
PER_BASE = re.compile(r"按照?(?!时|期|需|职责|计划|要求|部署|进度|程序|规定|季度|月|年)[^，。；]{0,16}$")
EACH = re.compile(r"每[户人家个年台次亩吨辆件套间月平名张项村]")
FROM = re.compile(r"(?:由|从(?!事))[^，。；]{0,16}$")
THAN = re.compile(r"(?:比|较)[^，。；]{0,16}的?$")
GROUND = re.compile(r"(?:的)?基础上")
LISTED = re.compile(r"等(?:共)?$")
FRONT = re.compile(r"前(?:列)?$")
UNTIL = re.compile(r"截[至止]")
CONDITION = re.compile(r"^(?:对|对于|凡|符合|年|经|以|若|如)")
COMPLETE = re.compile(r"(?:已|截[至止])")


def decide_role(folded: str, readings: list[Reading], index: int, is_parameter_before: bool) -> tuple[str, str]:
    """Decide the role of one quantity; returns role and the name of the rule.

    `is_parameter_before` says that a quantity of the same sentence is a parameter already.
    """
    this = readings[index]
    before = folded[this.clause.start : this.comparison.start]
    after = folded[this.comparison.end : this.clause.end]
    following = readings[index + 1] if index + 1 < len(readings) and readings[index + 1].clause == this.clause else None
    reference = _reference(folded, this, before, after)
    if reference:
        return "reference", reference
    parameter = _parameter(folded, this, before, after, following is not None, is_parameter_before)
    if parameter:
        return "parameter", parameter
    if this.quantity.unit is None and this.quantity.form == "plain" and not _is_stated(this, before):
        return "reference", "bare_number"
    return "target", "commitment"


def _is_stated(this: Reading, before: str) -> bool:
    """Digits without a unit are a figure only after words that announce one."""
    return this.comparison.comparator != "eq" or bool(re.search(r"[\u4e00-\u9fff）][：:]? ?$", before))


def _reference(folded: str, this: Reading, before: str, after: str) -> str | None:
    """前20强, 市、县两级, 两个目标, 由3天压缩至…, 在310家的基础上, 已建成41家, 甲、乙等17家."""
    if this.quantity.unit in ("强", "级") or FRONT.search(before):
        return "rank_or_level"
    if GROUND.match(after):
        return "baseline"
    if FROM.search(before) and role_cues("baseline_after", "[^，。；]{0,12}?@").match(after):
        return "baseline"
    if THAN.search(before) and after and before.endswith("的") and role_cues("baseline_after", "@").match(after):
        return "baseline"
    if this.quantity.dimension == "count" and _counts_abstract(folded, this):
        return "abstract_noun"
    if role_cues("achieved", "@").search(before) or (
        UNTIL.search(folded[this.sentence.start : this.quantity.start]) and COMPLETE.search(before)
    ):
        return "achieved"
    if LISTED.search(before) and not role_cues("creation", "@").search(before):
        return "listed"
    return None


def _counts_abstract(folded: str, this: Reading) -> bool:
    """五个方面, 两项目标, 三个100%指标, 五类信息."""
    quantity = this.quantity
    if quantity.value > 20 or folded[quantity.start].isascii() or quantity.value_max is not None:
        return False
    tail = folded[quantity.end : quantity.end + 14]
    if quantity.unit == "类":
        before = folded[this.clause.start : quantity.start]
        return not role_cues("creation", "@").search(before)
    return bool(role_cues("after_count", r"(?:的|大|重要|主要|100%|\d+%)?@").match(tail))


def _parameter(
    folded: str, this: Reading, before: str, after: str, has_following: bool, is_parameter_before: bool
) -> str | None:
    """Thresholds and rates in the rule of an instrument."""
    quantity = this.quantity
    is_share = quantity.dimension == "ratio"
    compared = this.comparison.comparator != "eq"
    if quantity.unit in ("岁", "周岁"):
        return "age"
    if not is_share and ATTRIBUTE.match(after) and not re.match(r"的(?:目标|任务|规模|基础|产值|收入)", after):
        return "attribute"
    if is_share and ATTRIBUTE.match(after) and (CONDITION.search(before) or role_cues("rate_noun", "@").search(before)):
        return "attribute"
    if compared and not is_share and HAN.match(after) and _stands_as_threshold(this, before, after, has_following):
        return "threshold"
    if role_cues("instrument", "@").search(before):
        return "instrument"
    if PER_BASE.search(before) and (
        is_share or quantity.form == "colon" or role_cues("instrument_after", "@").search(after)
    ):
        return "per_base"
    if (
        EACH.search(before)
        and quantity.dimension in ("money", "ratio")
        and role_cues("instrument_after", "@").search(before + after)
    ):
        return "per_unit"
    if (
        quantity.dimension == "money"
        and re.search("最高|封顶", this.comparison.cue + before)
        and this.comparison.comparator == "le"
    ):
        return "ceiling"
    nouns = ("noun", "rate_noun") if is_share else ("noun",)
    if any(role_cues(place, "@[^，。；、]{0,6}$").search(before) for place in nouns):
        return "instrument_noun"
    if is_parameter_before and (this.comparison.comparator == "le" or role_cues("scope", "^@").search(before)):
        return "same_rule"
    return _bracketed(folded, this, compared)


def _stands_as_threshold(this: Reading, before: str, after: str, has_following: bool) -> bool:
    """亿元以上工业项目12个, 用工100人以上企业占比达到…: words follow the comparator and then another figure."""
    if has_following and not re.match(r"[^，。；]{0,2}[、和]", after) and len(before) < 14:
        return True
    return this.quantity.form == "bare" and this.quantity.dimension == "money"


def _bracketed(folded: str, this: Reading, compared: bool) -> str | None:
    """银牌项目（快递业务量超百万件）: a definition in brackets; （含省级6家） is a part instead."""
    start = folded.rfind("（", this.sentence.start, this.quantity.start)
    if not compared or start < 0 or "）" in folded[start : this.quantity.start]:
        return None
    inside = folded[start + 1 : this.comparison.start]
    if re.match("含|其中|包括|不含|约|按|共", inside) or not inside or not HAN.match(folded[start - 1 : start] or " "):
        return None
    return "bracket_definition"
