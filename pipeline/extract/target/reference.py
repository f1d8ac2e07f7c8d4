"""Questions that make a quantity a reference: ranks, counts of things spoken of, baselines, what is achieved already."""

from __future__ import annotations

import re

from pipeline.extract.target.look import Look
from pipeline.lang.cue import Cue

ACHIEVED, CREATION, FUTURE = Cue("roles", "achieved"), Cue("roles", "creation"), Cue("roles", "future")
BASELINE_AFTER = Cue("roles", "baseline_after")
AFTER_COUNT, AFTER_COUNT_ANY = Cue("roles", "after_count"), Cue("roles", "after_count_any")
FROM, THAN, GROUND, AT = (Cue("sentence_cues", place) for place in ("from", "than", "ground", "at"))
LISTED, FRONT, PARTED, EXCLUDED = (Cue("sentence_cues", place) for place in ("listed", "front", "parted", "excluded"))
SO_FAR = Cue("sentence_cues", "so_far")
ALL, AND, OBJECT, WHOLE = (Cue("sentence_cues", place) for place in ("all", "and", "object", "whole"))
BIG_UNIT, RANK_UNIT, KIND_UNIT = (Cue("noun_classes", group) for group in ("big_unit", "rank_unit", "kind_unit"))
PLACE_UNIT, WEIGHTY = Cue("noun_classes", "place_unit"), Cue("noun_classes", "weighty")
SHARE = re.compile(r"\d+%")
BRACKET = re.compile("（[^（）]*）")
LARGEST = 20  # a count of abstract things: 五个方面; more than that are things


def is_rank(look: Look) -> bool:
    """前20强, 市、县两级; 三级以上 is none."""
    unit = look.this.quantity.unit or ""
    if not RANK_UNIT.is_all(unit):
        return FRONT.ends(look.before)
    return unit != "级" or look.this.comparison.comparator == "eq"


def is_baseline(look: Look) -> bool:
    """由3天压缩至…, 在310家的基础上, 比2020年的7吨下降."""
    if GROUND.begins(look.after.removeprefix("的")):
        return True
    if FROM.near_end(look.before, 16) and BASELINE_AFTER.near_start(look.after, 12):
        return True
    return look.before.endswith("的") and THAN.near_end(look.before, 17) and BASELINE_AFTER.begins(look.after)


def is_abstract(look: Look) -> bool:
    """五个方面, 两项目标, 三个100%指标, 五类信息, 9大工程, 围绕3大系统."""
    quantity = look.this.quantity
    if BIG_UNIT.is_all(quantity.unit or ""):
        return True
    if quantity.dimension != "count" or quantity.value > LARGEST or quantity.value_max is not None:
        return False
    tail = look.folded[quantity.end : quantity.end + 14]
    if look.folded[quantity.start].isascii() and not _goes_on(AFTER_COUNT_ANY, tail):
        return False
    if KIND_UNIT.is_all(quantity.unit or ""):
        return not CREATION.within(look.folded, look.this.clause.start, quantity.start)
    return _goes_on(AFTER_COUNT, tail)


def _goes_on(nouns: Cue, tail: str) -> bool:
    """Tell whether a noun follows a count, directly or behind 大, 重要, 100%."""
    share = SHARE.match(tail)
    return nouns.begins(tail) or nouns.begins(tail[share.end() :] if share else WEIGHTY.cut_start(tail))


def is_parted(look: Look) -> bool:
    """分3批, 分为两类, （不含2家在建）."""
    if PARTED.ends(look.before.removesuffix(" ")):
        return True
    return bool(EXCLUDED.compile("（@[^（）]*$").search(look.before))


def is_scope(look: Look) -> bool:
    """在14个县新增学位2万个, 13个县均建成1所."""
    if not look.following or look.this.quantity.dimension != "count":
        return False
    if _stands_at(look.before) and not AND.compile("[^，。；]{0,2}(?:、|@)").match(look.after):
        return True
    return bool(ALL.compile(r"[^，。；\d]{1,14}@").match(look.after))


def _stands_at(before: str) -> bool:
    """Tell whether 在 opens the clause or a member of a list in it: 在全市|14个县."""
    words = WHOLE.cut_end(before.removesuffix(" "))
    return AT.ends(words) and (AT.is_all(words) or words[-2] in "，、")


def is_achieved(look: Look) -> bool:
    """已建成41家; 截至2024年底，全市共有86家，企业达到1230家."""
    if ACHIEVED.within(look.before):
        return True
    sentence = look.folded[look.this.sentence.start : look.this.quantity.start]
    head = SO_FAR.within(sentence)
    if not head or FUTURE.within(sentence, head.start()):
        return False
    return head[0] == "现有" or head.start() == 0 or sentence[head.start() - 1] in "，。；：（\n"


def is_listed(look: Look) -> bool:
    """甲、乙等17家 and 甲、乙、丙3乡 exist; 对甲、乙等17家…进行改造 is a commitment."""
    this, before = look.this, look.before
    is_count = this.is_first and this.quantity.dimension == "count"
    is_counted = is_count and this.quantity.value > 1 and BRACKET.sub("", before).count("、") + 1 == this.quantity.value
    if not (LISTED.ends(before) or is_counted):
        return False
    if CREATION.within(before) and not is_counted:
        return False
    is_place = PLACE_UNIT.is_all(this.quantity.unit or "")
    if is_counted and not is_place and CREATION.within(before.partition("、")[0]):
        return False
    is_done_to = OBJECT.begins(before) or OBJECT.compile("@[^，。；]{2,}$").search(before)
    return not (is_done_to and CREATION.within(look.after))
