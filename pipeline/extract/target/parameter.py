"""Questions that make a quantity a parameter: a size, a threshold, a limit, a share of something."""

from __future__ import annotations

import re

from pipeline.extract.numeral.token import IDEOGRAPH
from pipeline.extract.target.comparison import Reading, is_joint
from pipeline.extract.target.indicator import HEAD_STOP
from pipeline.extract.target.look import NOUN_AHEAD, Look, OfKind, Question, Signs
from pipeline.extract.target.noun import cut_trail
from pipeline.lang.cue import PAUSES, Cue, Shape

_ATTRIBUTE = re.compile(r"(?:（含）)? ?的")
MEASURES = ("money", "area", "mass", "energy", "length", "other", "data_size")

_CREATION, AGE_NOUN, CLASS_NOUN = (Cue("roles", place) for place in ("creation", "age_noun", "class_noun"))
RATE_NOUN, _MONEY_NOUN, THRESHOLD_STOP = (
    Cue("roles", place) for place in ("rate_noun", "money_noun", "threshold_stop")
)
_REACHED, _RIGHT = Cue("basis", "verb", "level"), Cue("comparators", "right")
_EACH, _AND, _CONDITION, ASIDE = (Cue("sentence_cues", place) for place in ("each", "and", "condition", "aside"))
FORBIDS, OWNS, _OF = (Cue("sentence_cues", place) for place in ("forbids", "owns", "rule_tail"))
_AGE_UNIT, CLASS_UNIT, SIZE_UNIT = (Cue("noun_classes", group) for group in ("age_unit", "class_unit", "size_unit"))
INCLUDING, OR_MORE, ALLOTS = (Cue("sentence_cues", place) for place in ("including", "or_more", "allots"))
_OBJECT, IN_CASE, LASTS = (Cue("sentence_cues", place) for place in ("object", "in_case", "lasts"))
FACILITY, _CAPACITY = Cue("noun_classes", "facility"), Cue("noun_classes", "capacity")
_OWN, STAFFED, TURNOVER = (Cue("noun_classes", group) for group in ("own", "staffed", "turnover"))
_FACTOR, EXTENT = Cue("sentence_cues", "factor"), Cue("noun_classes", "extent")
LIMIT_NOUN, RATE_END = Cue("noun_classes", "limit_noun"), Cue("noun_classes", "rate_end")

_GOES_ON, _SIZED = Shape("[^，。；]{0,2}(?:、|@)", _AND), Shape(rf"{IDEOGRAPH}{{0,6}}@", STAFFED)
SIZE_NOUN = Cue("noun_classes", "size_noun")
_SIZED_NOUN = Shape("@@" + IDEOGRAPH + "{2}", SIZE_NOUN, OR_MORE)
_SIZED_OBJECT = Shape(
    rf"{IDEOGRAPH}{{2,8}}(?:（[^（）]*）)?@{IDEOGRAPH}{{2}}", _OF
)  # 对超过100个|标准机架（2.5KW）的数据中心
BUILT_SIZE = Cue("noun_classes", "built_size")
_SIZED_BY = Shape(rf"{IDEOGRAPH}{{1,6}}?@@", _RIGHT, _OF)


def is_class_of(look: Look) -> bool:
    """2个1000亿产业集群, 40户10亿元以上企业, 110千伏变电站: a size between a count and its noun tells the class."""
    quantity, earlier = look.this.quantity, look.earlier
    if (
        CLASS_UNIT.is_all(quantity.unit or "")
        and look.this.comparison.comparator == "eq"
        and NOUN_AHEAD.match(look.after)
    ):
        return True
    if earlier is None or earlier.quantity.dimension != "count":
        return False
    is_sum = quantity.unit is None and quantity.is_scaled and quantity.value >= 10**8
    if quantity.dimension in ("count", "ratio") and not is_sum:
        return False
    gap = look.folded[earlier.comparison.end : look.this.comparison.start]
    if gap and not CLASS_NOUN.is_all(gap):
        return False
    return bool(NOUN_AHEAD.match(look.after)) or look.after.startswith("、")


def is_sum_of_class(look: Look) -> bool:
    """市值达1000亿元企业|两户, 实施|亿元技改项目: what has so much money is counted."""
    this, after = look.this.comparison, look.following
    is_alone = (this.start, this.end) == (look.this.quantity.start, look.this.quantity.end)
    if look.this.quantity.form == "bare" and is_alone and NOUN_AHEAD.match(look.after):
        return True
    noun = look.folded[this.end : after.comparison.start] if after and after.quantity.dimension == "count" else ""
    return _SIZED.fullmatch(noun) is not None and not _CREATION.begins(noun)


def is_age(look: Look) -> bool:
    """60岁以上老人; 人均预期寿命79岁 and the figure joined to it are none, nor a figure alone beside a column of units."""
    before = look.earlier if look.earlier and look.ruled[-1].role == "target" else None
    if before and is_joint(look.folded[before.comparison.end : look.this.comparison.start]):
        return False
    if look.ruled and look.ruled[-1].role == "target" and _REACHED.is_all(look.before):  # 提升0.2岁，达到|80.6岁
        return look.ruled[-1].reading.quantity.unit != look.this.quantity.unit
    return look.this.quantity.rule != "column_unit" and not AGE_NOUN.near_end(look.before, 6)


def is_attribute(look: Look) -> bool:
    """注册资本5000万元的企业, 节能率15%以上的建筑; but 3000万元的专项资金 and 建成10个的 are what is promised."""
    if look.this.comparison.comparator not in ("eq", "approx", "range") and _SIZED_BY.match(look.after):
        return True  # 200张|床位以上的养老机构
    if look.this.comparison.comparator == "gt" and _OBJECT.begins(look.before) and _SIZED_OBJECT.match(look.after):
        return True
    if _SIZED_NOUN.match(look.after):
        return True  # 50万|人口以上城市
    found = _ATTRIBUTE.match(look.after)
    noun = look.after[found.end() :] if found else ""
    if not found or _OWN.begins(noun) or _is_capacity(look, noun):
        return False
    is_condition = _CONDITION.begins(look.before)
    if look.this.quantity.dimension == "ratio":
        return is_condition or bool(RATE_NOUN.within(look.before)) or RATE_END.ends(cut_trail(look.before))
    is_made = _CREATION.ends(look.before.rstrip()) or (_EACH.begins(look.before) and OWNS.ends(look.before))
    if is_made and (look.this.quantity.dimension == "count" or _MONEY_NOUN.near_start(noun[:10], 10)):
        return False
    return is_condition or not TURNOVER.begins(noun)


def _is_capacity(look: Look, noun: str) -> bool:
    """Tell whether what is made is as large as the figure says: 形成全市50吨/日的|餐厨垃圾处理能力."""
    return _CAPACITY.ends(HEAD_STOP.split(noun, 1)[0]) and _CREATION.within(look.before) is not None


def is_threshold(look: Look) -> bool:
    """亿元以上工业项目12个, 用工100人以上企业占比达到…: words follow the comparator, what counts comes after."""
    quantity, comparison, following = look.this.quantity, look.this.comparison, look.following
    is_money, is_right = quantity.dimension == "money", comparison.end > quantity.end
    if following and is_money and following.comparison.start == comparison.end:
        return True
    if not NOUN_AHEAD.match(look.after) or _CREATION.begins(look.after) or THRESHOLD_STOP.begins(look.after):
        return False
    if INCLUDING.within(look.folded, quantity.end, comparison.end) and _can_size(look):
        return True
    if is_money and _MONEY_NOUN.near_start(look.after, 6, PAUSES + "、"):
        return is_right and following is not None and following.quantity.dimension == "duration"
    if quantity.dimension == "duration" and OR_MORE.within(look.folded, quantity.end, comparison.end):
        return not _REACHED.ends(look.before.rstrip())
    if is_money and (quantity.form == "bare" or is_right):
        return True
    is_size = quantity.dimension in MEASURES or (quantity.unit == "人" and STAFFED.near_start(look.after, 4))
    if is_right and IN_CASE.begins(look.before):
        return True
    if is_right and FORBIDS.within(look.before):
        return True
    if is_right and is_size and not _CREATION.ends(look.before.rstrip()):
        return not _CREATION.near_end(look.before, 3)
    return following is not None and _sizes_what_follows(look, following, is_right)


def _can_size(look: Look) -> bool:
    """Tell whether a figure with 及以上 sizes what follows: 20蒸吨及以上锅炉, 10人及以上企业; 2个及以上公园 are made."""
    quantity = look.this.quantity
    is_sizing = quantity.dimension != "count" or SIZE_UNIT.is_all(quantity.unit or "")
    return is_sizing or STAFFED.near_start(look.after, 4)


def _sizes_what_follows(look: Look, following: Reading, is_right: bool) -> bool:
    """50张以上医院占比90%, 100人以上企业20家; no 、 and no clause parts the size from what it sizes."""
    between = look.folded[look.this.comparison.end : following.comparison.start]
    if _GOES_ON.match(look.after) or "、" in between or "，" in between:
        return False
    quantity = look.this.quantity
    if quantity.dimension == "count" and not SIZE_UNIT.is_all(quantity.unit or ""):
        return following.quantity.dimension == "ratio" and is_right
    return following.quantity.dimension in ("count", "ratio")


def is_frequency(look: Look) -> bool:
    """每2个月调度1次: how often is a rule of the work."""
    return _EACH.ends(look.before)


def is_allotted(look: Look) -> bool:
    """将培训费的70%用于课时补贴，30%用于设备更新: how something is shared out."""
    if not ALLOTS.begins(look.after):
        return False
    return _OBJECT.within(look.before) is not None or any(one.rule == "allotted" for one in look.ruled)


def is_constant(look: Look) -> bool:
    """除以29271, 乘以12/44: a number that is reckoned with."""
    return _FACTOR.ends(look.before.removesuffix(" "))


def is_extent(look: Look) -> bool:
    """供热半径30公里范围内的燃煤锅炉: how far from a thing, 再延长30年试点: how long; 控制在500米范围内 is reached."""
    if look.this.quantity.dimension == "duration":
        return LASTS.ends(look.before) and NOUN_AHEAD.match(look.after) is not None
    if look.this.quantity.dimension not in ("length", "area"):
        return False
    return EXTENT.begins(look.after.removeprefix(" ")) and not _REACHED.ends(look.before.rstrip())


def is_limit(look: Look) -> bool:
    """用水定额不超过20立方米/万元, 能耗限值15千瓦时: the noun says that it is a limit that somebody sets; 高度控制在18层以下 is one, too."""
    noun = cut_trail(look.before)
    if look.this.comparison.comparator == "le" and BUILT_SIZE.ends(noun):
        return True
    return LIMIT_NOUN.ends(noun) and not _REACHED.ends(look.before.rstrip())


def is_size_of_named(look: Look) -> bool:
    """东山90万千瓦抽水蓄能电站, 2×10万立方米储罐: the size is part of what a thing is called."""
    quantity = look.this.quantity
    is_named = bool(NOUN_AHEAD.match(look.before[-1:])) and not _CREATION.ends(look.before)
    is_product = "×" in look.folded[quantity.start : quantity.end]
    return (is_named or is_product) and FACILITY.near_start(look.after, 8, PAUSES + "、的")


def is_bracketed(look: Look) -> bool:
    """银牌项目（快递业务量超百万件）: a definition in brackets; （含省级6家） is a part instead."""
    start = look.folded.rfind("（", look.this.sentence.start, look.this.quantity.start)
    if start < 0 or "）" in look.folded[start : look.this.quantity.start]:
        return False
    inside = look.folded[start + 1 : look.this.comparison.start]
    return bool(inside) and not ASIDE.begins(inside) and bool(NOUN_AHEAD.match(look.folded[start - 1 : start] or " "))


PARAMETER_SIGNS: dict[Question, Signs] = {
    is_attribute: Signs(_OF, SIZE_NOUN),
    is_frequency: Signs(_EACH),
    is_allotted: Signs(ALLOTS),
    is_constant: Signs(_FACTOR),
    is_extent: Signs(EXTENT, LASTS),
    is_limit: Signs(LIMIT_NOUN, BUILT_SIZE),
    is_size_of_named: Signs(FACILITY),
}  # where none of them stands in a sentence or right behind it, the answer is no
PARAMETER_KINDS: dict[Question, OfKind] = {
    is_class_of: lambda kind: CLASS_UNIT.is_all(kind.unit) or not kind.unit or kind.dimension not in ("count", "ratio"),
    is_frequency: lambda kind: kind.dimension == "duration",
    is_allotted: lambda kind: kind.dimension == "ratio" and kind.comparator == "eq",
    is_age: lambda kind: _AGE_UNIT.is_all(kind.unit),
    is_threshold: lambda kind: kind.dimension != "ratio" and kind.comparator not in ("eq", "approx", "range"),
    is_size_of_named: lambda kind: kind.dimension in MEASURES and kind.comparator == "eq",
    is_sum_of_class: lambda kind: kind.dimension == "money" and kind.comparator == "eq",
    is_bracketed: lambda kind: kind.comparator != "eq",
}  # of no other figure the answer is yes
