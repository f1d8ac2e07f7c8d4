"""When a quantity only refers: ranks, counts of things spoken of, baselines, what is achieved already."""

from __future__ import annotations

import re

from pipeline.extract.target.comparison import Reading
from pipeline.lang.cue import Cue

ACHIEVED, CREATION, FUTURE = Cue("roles", "achieved"), Cue("roles", "creation"), Cue("roles", "future")
BASELINE_AFTER = Cue("roles", "baseline_after")
AFTER_COUNT, AFTER_COUNT_ANY = Cue("roles", "after_count"), Cue("roles", "after_count_any")
WEIGHT = re.compile(r"的|大|重要|主要|\d+%")  # between a count and what it counts
FROM = re.compile(r"(?:由|从(?!事))[^，。；]{0,16}$")
THAN = re.compile(r"(?:比|较)[^，。；]{0,16}的?$")
GROUND = re.compile(r"(?:的)?基础上")
LISTED = re.compile(r"等(?:共)?$")
FRONT = re.compile(r"前(?:列)?$")
UNTIL = re.compile(r"截[至止]")
COMPLETE = re.compile(r"(?:已|截[至止])")
PAST_HEAD = re.compile(r"截[至止]|目前|上年度?|去年|现有")
BRACKET = re.compile("（[^（）]*）")
PLACES = ("乡", "镇", "县", "区", "市", "州", "村", "省", "街道", "旗")
PARTED = re.compile(r"分(?<![部划区]分)(?:成|为)? ?$")
EXCLUDED = re.compile(r"（(?:不含|不包括|除)[^（）]*$")
IN_PLACES = re.compile(r"在(?:(?<=^在)|(?<=[，、]在))(?:全[市省县区国])? ?$")
ALL_OF = re.compile(r"[^，。；\d]{1,14}(?:均|各|都)(?![类种级方界])")
JOINED = re.compile(r"[^，。；]{0,2}[、和]")
DONE_TO = re.compile(r"^[对将把]|[，、]?[对将把][^，。；]{2,}$")


def find_reference(folded: str, this: Reading, before: str, after: str, following: Reading | None) -> str | None:
    """前20强, 市、县两级, 两个目标, 由3天压缩至…, 在310家的基础上, 已建成41家, 甲、乙等17家."""
    if this.quantity.unit == "大":
        return "abstract_noun"
    if this.quantity.unit in ("强", "级") or FRONT.search(before):
        return None if this.quantity.unit == "级" and this.comparison.comparator != "eq" else "rank_or_level"
    if GROUND.match(after):
        return "baseline"
    if FROM.search(before) and BASELINE_AFTER.near_start(after, 12):
        return "baseline"
    if THAN.search(before) and after and before.endswith("的") and BASELINE_AFTER.begins(after):
        return "baseline"
    if this.quantity.dimension == "count" and _counts_abstract(folded, this):
        return "abstract_noun"
    if PARTED.search(before) or EXCLUDED.search(before):
        return "parted"
    if following and this.quantity.dimension == "count" and IN_PLACES.search(before) and not JOINED.match(after):
        return "scope"
    if following and this.quantity.dimension == "count" and ALL_OF.match(after):
        return "scope"
    return _achieved(folded, this, before) or _listed(this, before, after)


def _counts_abstract(folded: str, this: Reading) -> bool:
    """五个方面, 两项目标, 三个100%指标, 五类信息, 9大工程."""
    quantity = this.quantity
    if quantity.value > 20 or quantity.value_max is not None:
        return False
    tail = folded[quantity.end : quantity.end + 14]
    if folded[quantity.start].isascii() and not _goes_on(AFTER_COUNT_ANY, tail):
        return False
    if quantity.unit in ("类", "档", "大类"):
        before = folded[this.clause.start : quantity.start]
        return not CREATION.within(before)
    return _goes_on(AFTER_COUNT, tail)


def _goes_on(nouns: Cue, tail: str) -> bool:
    """Tell whether a noun follows a count, directly or behind 大, 重要, 100%."""
    weight = WEIGHT.match(tail)
    return nouns.begins(tail) or bool(weight and nouns.begins(tail, weight.end()))


def _achieved(folded: str, this: Reading, before: str) -> str | None:
    """已建成41家; 截至2024年底，全市共有86家，企业达到1230家."""
    if ACHIEVED.within(before):
        return "achieved"
    sentence = folded[this.sentence.start : this.quantity.start]
    if UNTIL.search(sentence) and COMPLETE.search(before):
        return "achieved"
    head = PAST_HEAD.search(sentence)
    if not head:
        return None
    since = sentence[head.start() :]
    is_open = head[0] == "现有" or head.start() == 0 or folded[this.sentence.start + head.start() - 1] in "，。；：（\n"
    return "achieved" if is_open and not FUTURE.within(since) else None


def _listed(this: Reading, before: str, after: str) -> str | None:
    """甲、乙等17家 and 甲、乙、丙3乡 exist; 对甲、乙等17家…进行改造 is a commitment."""
    is_counted = (
        this.is_first
        and this.quantity.dimension == "count"
        and BRACKET.sub("", before).count("、") + 1 == this.quantity.value
    )
    if not (LISTED.search(before) or (is_counted and this.quantity.value > 1)):
        return None
    if CREATION.within(before) and not is_counted:
        return None
    is_place = this.quantity.unit in PLACES
    if is_counted and not is_place and CREATION.within(before.partition("、")[0]):
        return None
    return None if DONE_TO.search(before) and CREATION.within(after) else "listed"
