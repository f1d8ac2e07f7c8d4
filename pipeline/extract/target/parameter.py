"""When a quantity is a threshold, limit or rate in the rule of an instrument."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.target.comparison import Reading
from pipeline.lang.cue import PAUSES, Cue
from pipeline.rules.language import roles

CREATION, FUTURE, SCOPE = Cue("roles", "creation"), Cue("roles", "future"), Cue("roles", "scope")
AGE_NOUN, CLASS_NOUN = Cue("roles", "age_noun"), Cue("roles", "class_noun")
RATE_NOUN, MONEY_NOUN, RULE_NOUN = Cue("roles", "rate_noun"), Cue("roles", "money_noun"), Cue("roles", "noun")
INSTRUMENT, INSTRUMENT_AFTER = Cue("roles", "instrument"), Cue("roles", "instrument_after")
STANDARD_AFTER, THRESHOLD_STOP = Cue("roles", "standard_after"), Cue("roles", "threshold_stop")
RULE_VERB = Cue("roles", "rule_verb")
DONE = re.compile("[了出到至]$")
HAN = re.compile("[\u4e00-\u9fff“]")
ATTRIBUTE = re.compile(r"(?:（含）)? ?的")
OWN = re.compile(r"的(?:目标|任务|规模|基础|要求)")
PER_BASE = re.compile(r"按照?(?!时|期|需|职责|计划|要求|部署|进度|程序|规定|季度|月|年)[^，。；]{0,24}$")
EACH = re.compile(r"每[户人家个年台次亩吨辆件套间月平名张项村]")
CONDITION = re.compile(r"^(?:对|对于|凡|符合|年|经|以|若|如)")
CEILING = re.compile("最高|封顶|上限")
PART = re.compile("含|其中|包括|不含|约|按|共")
RULE_TAIL = re.compile("(?:的|[上下]浮) ?$")
EACH_GETS = re.compile("每[^，。；\\d]{1,8}?(?:补贴|补助|奖励|奖补|资助|减免|优惠|补偿|增加)[^，。；\\d]{0,4}$")
NEXT_GIVES = re.compile("(?:按|可|再|分别|一次性|最高)?(?:给予|予以|奖励|补助|补贴)")
THINGS = re.compile("(?:[\u4e00-\u9fff]{0,4})(?:事故|企业|单位|场所|会议|活动|村庄|自然村|大班额)")
CONDITIONAL = re.compile("即可|方可|才[可能]|可(?:以)?(?:申请|享受|办理)")
REACHED = re.compile("(?:提高|提升|上升|扩大|增加|降低|下降|调整|下调|上调)[到至为] ?$|达到? ?$")
JOINED = re.compile(r"[^，。；]{0,2}[、和]")
MEASURES = ("money", "area", "mass", "energy", "length", "other", "data_size")

RULE_SIGNS = ("按", "每", "可", "才能", "最高", "封顶", "上限", "给予", "予以", "奖励", "补助", "补贴")
VOLTAGES = ("千伏", "kV", "KV", "伏")  # 110千伏变电站 is a class

Context = tuple[str, str]  # the clause before the comparator, and after the comparison
Neighbours = tuple[Reading | None, Reading | None]  # in the same clause


def find_parameter(
    folded: str, this: Reading, context: Context, neighbours: Neighbours, is_before: tuple[bool, bool]
) -> str | None:
    """Find the rule that makes a quantity a parameter, or None.

    `is_before` says that a quantity of the sentence is a parameter already, and that one is of an instrument's rule.
    """
    quantity, (before, after) = this.quantity, context
    if quantity.unit in ("岁", "周岁") and not AGE_NOUN.near_end(before, 6):
        return "age"
    if _is_class_of(folded, this, after, neighbours[0]):
        return "class_of"
    return (
        _attribute(this, before, after)
        or _threshold(folded, this, context, neighbours)
        or _instrument(folded, this, before, after)
        or _same_rule(this, before, is_before)
        or _bracketed(folded, this)
    )


def _is_class_of(folded: str, this: Reading, after: str, earlier: Reading | None) -> bool:
    """2个1000亿产业集群, 40户10亿元以上企业: a sum between a count and its noun tells the class."""
    quantity = this.quantity
    if quantity.unit in VOLTAGES and this.comparison.comparator == "eq" and HAN.match(after):
        return True
    if earlier is None or earlier.quantity.dimension != "count" or quantity.dimension in ("count", "ratio"):
        is_sum = earlier is not None and quantity.unit is None and quantity.is_scaled and quantity.value >= 10**8
        if earlier is None or earlier.quantity.dimension != "count" or not is_sum:
            return False
    gap = folded[earlier.comparison.end : this.comparison.start]
    if gap and not CLASS_NOUN.is_all(gap):
        return False
    return bool(HAN.match(after)) or after.startswith("、")


def _attribute(this: Reading, before: str, after: str) -> str | None:
    """注册资本5000万元的企业; but 3000万元的专项资金 and 建成10个的 are what is promised."""
    if not ATTRIBUTE.match(after) or OWN.match(after):
        return None
    if this.quantity.dimension == "ratio":
        is_rule = CONDITION.search(before) or RATE_NOUN.within(before)
        return "attribute" if is_rule else None
    noun = ATTRIBUTE.sub("", after, count=1)[:10]
    if CREATION.ends(DONE.sub("", before.rstrip())) and (
        this.quantity.dimension == "count" or MONEY_NOUN.near_start(noun, len(noun))
    ):
        return None
    return None if noun.startswith(("产值", "收入")) and not CONDITION.search(before) else "attribute"


def _threshold(folded: str, this: Reading, context: Context, neighbours: Neighbours) -> str | None:
    """亿元以上工业项目12个, 用工100人以上企业占比达到…: words follow the comparator, what counts comes after."""
    quantity, (before, after) = this.quantity, context
    if this.comparison.comparator in ("eq", "approx", "range") or quantity.dimension == "ratio":
        return None
    following = neighbours[1]
    if following and quantity.dimension == "money" and following.comparison.start == this.comparison.end:
        return "threshold"
    if not HAN.match(after) or CREATION.begins(after) or THRESHOLD_STOP.begins(after):
        return None
    is_right = this.comparison.end > quantity.end
    if quantity.dimension == "money" and MONEY_NOUN.near_start(after, 6, PAUSES + "、"):
        return None
    if quantity.dimension == "money" and (quantity.form == "bare" or is_right):
        return "threshold"
    is_size = quantity.dimension in MEASURES or (quantity.unit == "人" and THINGS.match(after))
    if is_right and is_size and not CREATION.ends(before.rstrip()):
        return "threshold" if _has_head(before) else None
    if following is None or JOINED.match(after):
        return None
    between = folded[this.comparison.end : following.comparison.start]
    if "、" in between or "，" in between:
        return None
    if _counts(this):
        return "threshold" if following.quantity.dimension == "ratio" and is_right else None
    return "threshold" if following.quantity.dimension in ("count", "ratio") or len(before) < 14 else None


def _has_head(before: str) -> bool:
    return not CREATION.near_end(before, 3)


def _counts(this: Reading) -> bool:
    """Tell whether the measure word counts things (个, 家, 项), so that it sets no size of them."""
    return this.quantity.dimension == "count" and this.quantity.unit not in ("人", "名", "张", "台", "辆", "卡")


@cache
def _any_rule() -> re.Pattern[str]:
    """Compile all that a rule of an instrument can be told by: a clause with none of it is asked no further."""
    places = ("instrument", "instrument_after", "noun", "rate_noun")
    return re.compile("|".join([*RULE_SIGNS, *(row.cue for row in roles() if row.place in places)]))


def _instrument(folded: str, this: Reading, before: str, after: str) -> str | None:
    """给予50万元, 按…的10%, 每亩补助, 最高200万元, 贴息比例."""
    quantity = this.quantity
    is_share = quantity.dimension == "ratio"
    if not _any_rule().search(folded, this.clause.start, min(this.clause.end + 8, len(folded))):
        return None
    if PER_BASE.search(before) and (
        is_share or quantity.form == "colon" or INSTRUMENT_AFTER.within(after) or STANDARD_AFTER.near_start(after, 8)
    ):
        return "per_base"
    if INSTRUMENT.within(before):
        return "instrument"
    if CONDITIONAL.match(after):
        return "condition"
    is_rule = INSTRUMENT_AFTER.within(before + after)
    if EACH_GETS.search(before) and quantity.dimension in ("money", "ratio"):
        return "per_unit"
    gives = NEXT_GIVES.match(folded, this.clause.end) if folded[this.clause.end - 1] == "，" else None
    if gives and not CREATION.within(before):
        return "condition"
    if EACH.search(before) and quantity.dimension in ("money", "ratio") and is_rule:
        return "per_unit"
    is_ceiling = CEILING.search(this.comparison.cue + before) and this.comparison.comparator == "le"
    if quantity.dimension == "money" and is_ceiling:
        return "ceiling"
    nouns = (RULE_NOUN, RATE_NOUN) if is_share else (RULE_NOUN,)
    if not REACHED.search(before) and any(noun.near_end(before, 6, PAUSES + "、") for noun in nouns):
        return "instrument_noun"
    if is_share and RATE_NOUN.begins(after.removeprefix("的")):
        return "instrument_noun"
    return None


def _same_rule(this: Reading, before: str, is_before: tuple[bool, bool]) -> str | None:
    """再补5%, 每户限补1件, 单件不超过2000元 after a rule that gives something."""
    is_parameter, is_instrument = is_before
    if is_parameter and SCOPE.begins(before):
        return "same_rule"
    if not is_instrument or CREATION.within(before) or FUTURE.within(before):
        return None
    is_limit = this.comparison.comparator == "le" or RULE_VERB.within(before) or RULE_TAIL.search(before)
    return "same_rule" if is_limit else None


def _bracketed(folded: str, this: Reading) -> str | None:
    """银牌项目（快递业务量超百万件）: a definition in brackets; （含省级6家） is a part instead."""
    if this.comparison.comparator == "eq":
        return None
    start = folded.rfind("（", this.sentence.start, this.quantity.start)
    if start < 0 or "）" in folded[start : this.quantity.start]:
        return None
    inside = folded[start + 1 : this.comparison.start]
    if PART.match(inside) or not inside or not HAN.match(folded[start - 1 : start] or " "):
        return None
    return "bracket_definition"
