"""Questions that make a quantity a reference: ranks, counts of things spoken of, baselines, what is achieved already."""

from __future__ import annotations

import re

from pipeline.extract.numeral.token import IDEOGRAPH
from pipeline.extract.target.comparison import is_joint
from pipeline.extract.target.look import BECOMES, LEADS_TO, NOUN_AHEAD, Look, OfKind, Question, Signs
from pipeline.lang.cue import Cue, Shape

_ACHIEVED, _CREATION, _FUTURE = Cue("roles", "achieved"), Cue("roles", "creation"), Cue("roles", "future")
AFTER_COUNT, AFTER_COUNT_ANY = Cue("roles", "after_count"), Cue("roles", "after_count_any")
FROM, _THAN, _GROUND, _AT = (Cue("sentence_cues", place) for place in ("from", "than", "ground", "at"))
LISTED, FRONT, _PARTED, EXCLUDED = (Cue("sentence_cues", place) for place in ("listed", "front", "parted", "excluded"))
SO_FAR, _HELD, EXISTING, _TAKEN = (Cue("sentence_cues", place) for place in ("so_far", "held", "existing", "taken_up"))
_ALL, _AND, _OBJECT, _WHOLE = (Cue("sentence_cues", place) for place in ("all", "and", "object", "whole"))
_IN_TURN = Cue("sentence_cues", "in_turn")
CHANGED, USES, _OR = Cue("basis", "change"), Cue("sentence_cues", "uses"), Cue("sentence_cues", "or")
MOVES, _INCLUDED, _TOWARD = (Cue("sentence_cues", place) for place in ("moves", "aside", "toward"))
BIG_UNIT, RANK_UNIT, KIND_UNIT = (Cue("noun_classes", group) for group in ("big_unit", "rank_unit", "kind_unit"))
FULFILLED, REACHED = Cue("noun_classes", "fulfilled"), Cue("basis", "verb", "level")
PLACE_UNIT, WEIGHTY = Cue("noun_classes", "place_unit"), Cue("noun_classes", "weighty")
UNDER_WAY = Cue("sentence_cues", "under_way")
ALL_OF_IT = Cue("sentence_cues", "all_of_it")
_TO_ALL = Shape(IDEOGRAPH + "{0,6}@@", BECOMES, ALL_OF_IT)  # 由30%|扩展到全部工业用地
STRENGTHENS, LIFTS, LIFTED, SUPPORTS = (
    Cue("sentence_cues", place) for place in ("strengthens", "lifts", "lifted", "supports")
)
_PLACES = Shape("[^，。；、\\d]{0,8}@（(?:@|、)+）", PLACE_UNIT, PLACE_UNIT)  # 扩权赋能县（市）
_LEADS_NEXT = Shape(IDEOGRAPH + r"{1,6}@", BECOMES)
_LEFT_OUT, _GOES_ON = Shape("（@[^（）]*$", EXCLUDED), Shape("[^，。；]{0,2}(?:、|@)", _AND)
_ALL_OF, _DONE_TO = Shape(r"[^，。；\d]{1,14}@", _ALL), Shape("@[^，。；]{2,}$", _OBJECT)
_COMMA, _OF = "，", "的"
_SHARE = re.compile(r"\d+%")
_BRACKET = re.compile("（[^（）]*）")
_NOUN_AND_VERB = 5  # characters behind a count: 三个|县创建
_NEAR = 4  # characters behind 依托
_MOST = 40  # 23个主要指标
_RELATIVE = 24  # characters of 纳入全国市场的|220家
_LARGEST = 20  # a count of abstract things: 五个方面; more than that are things


def is_rank(look: Look) -> bool:
    """500强, 市、县两级; 三级以上 is none."""
    return look.this.quantity.unit != "级" or look.this.comparison.comparator == "eq"


def is_front(look: Look) -> bool:
    """前20名."""
    return FRONT.ends(look.before)


def is_baseline(look: Look) -> bool:
    """由3天压缩至…, 在310家的基础上, 比2020年的7吨下降."""
    if _GROUND.begins(look.after.removeprefix(_OF)):
        return True
    if FROM.near_end(look.before, 16):
        is_changed = CHANGED.near_start(look.after, 12) or _becomes(look) or _is_changed_next(look)
        is_changed = is_changed or _TO_ALL.match(look.after) is not None
        if is_changed:
            return True
    is_compared = look.before.endswith(_OF) and _THAN.near_end(look.before, 17)
    return is_compared and CHANGED.begins(_IN_TURN.cut_start(_behind_list(look)))


def _becomes(look: Look) -> bool:
    """Tell whether words that end in 到 or 至 lead to the next figure, of one kind with this: 由200张扩充到|350张."""
    after = look.following
    if after is None or after.quantity.dimension != look.this.quantity.dimension:
        return False
    return LEADS_TO.fullmatch(look.folded, look.this.comparison.end, after.comparison.start) is not None


def _is_changed_next(look: Look) -> bool:
    """Tell whether the clause after a figure alone says what it becomes: 由30天|，调整为22天; not 由5天压减至|3天，提高."""
    is_end = look.after == _COMMA and not LEADS_TO.fullmatch(look.before[-3:])
    return is_end and _LEADS_NEXT.match(look.folded, look.this.clause.end) is not None


def _behind_list(look: Look) -> str:
    """What follows a figure or the figures joined to it: 比2018年的7.4吨、3.9吨|分别下降."""
    if look.following is None or not is_joint(look.folded[look.this.comparison.end : look.following.comparison.start]):
        return look.after
    return look.folded[look.following.comparison.end : look.this.clause.end]


def is_abstract(look: Look) -> bool:
    """五个方面, 两项目标, 三个100%指标, 五类信息, 9大工程, 围绕3大系统."""
    quantity = look.this.quantity
    if BIG_UNIT.is_all(quantity.unit or ""):
        return True
    if quantity.value > _MOST or quantity.value_max is not None:
        return False
    tail = look.folded[quantity.end : quantity.end + 14]
    is_counted = quantity.value > _LARGEST or look.folded[quantity.start].isascii()
    if is_counted and not _goes_on(AFTER_COUNT_ANY, tail):
        return False
    if KIND_UNIT.is_all(quantity.unit or ""):
        return not _CREATION.within(look.folded, look.this.clause.start, quantity.start)
    return _goes_on(AFTER_COUNT, tail)


def _goes_on(nouns: Cue, tail: str) -> bool:
    """Tell whether a noun follows a count, directly or behind 大, 重要, 100%."""
    share = _SHARE.match(tail)
    return nouns.begins(tail) or nouns.begins(tail[share.end() :] if share else WEIGHTY.cut_start(tail))


def is_parted(look: Look) -> bool:
    """分3批, 分为两类, （不含2家在建）, 5%以下（含5%）."""
    if _PARTED.ends(look.before.removesuffix(" ")):
        return True
    if look.earlier and look.this.quantity.start < look.earlier.comparison.end:
        return True
    return bool(_LEFT_OUT.search(look.before))


def is_scope(look: Look) -> bool:
    """在14个县新增学位2万个, 13个县均建成1所."""
    if not look.following:
        return False
    if _stands_at(look.before) and not _GOES_ON.match(look.after):
        return True
    return bool(_ALL_OF.match(look.after))


def _stands_at(before: str) -> bool:
    """Tell whether 在 opens the clause or a member of a list in it: 在全市|14个县."""
    words = _WHOLE.cut_end(before.removesuffix(" "))
    return _AT.ends(words) and (_AT.is_all(words) or words[-2] in "，、")


def is_achieved(look: Look) -> bool:
    """已建成41家; 截至2024年底，全市共有86家，企业达到1230家."""
    if _ACHIEVED.within(look.before) or _is_exceeded(look):
        return True
    sentence = look.folded[look.sentence.opening : look.this.quantity.start]
    if _is_held(sentence):
        return True
    head = SO_FAR.within(sentence)
    if not head or _FUTURE.within(sentence, head.start()):
        return False
    return head.start() == 0 or sentence[head.start() - 1] in "，。；：（\n"


def _is_exceeded(look: Look) -> bool:
    """Tell whether a plan was more than fulfilled: 完成率114.7%."""
    quantity = look.this.quantity
    return quantity.unit == "%" and quantity.value > 100 and FULFILLED.ends(REACHED.cut_end(look.before.rstrip()))


def _is_held(sentence: str) -> bool:
    """Tell whether a sentence says what there is: 全市现有企业86家，占地|5亩; 依托现有场馆 does something with it."""
    found = _HELD.within(sentence)
    clause = sentence[sentence.rfind(_COMMA) + 1 :]
    if not found or _CREATION.begins(clause) or _FUTURE.within(sentence, found.end()):
        return False
    what = sentence[found.end() :].partition(_COMMA)[0]
    if (what and is_joint(what[0])) or CHANGED.within(what):  # 现有和新建数据中心, 现有机组煤耗降到
        return False
    before = sentence[: found.start()]
    return before[-1:] in ("", _COMMA, "\n") or PLACE_UNIT.ends(before)


def is_existing(look: Look) -> bool:
    """依托18个院校联盟, 分解96项任务, 纳入名录的86家企业: what is counted is there already."""
    if look.before.endswith(_OF) and _TAKEN.near_end(look.before, _RELATIVE):
        return True
    if USES.ends(look.before) or look.this.quantity.dimension != "count":
        return USES.ends(look.before)
    if UNDER_WAY.begins(look.after) and not _CREATION.ends(look.before):  # 加快2条|在建国际海缆
        return True
    if _is_bettered(look):
        return True
    earlier = look.earlier
    gap = look.folded[earlier.comparison.end : look.this.comparison.start] if earlier else _COMMA
    found = EXISTING.all(look.before)
    if found and (not gap or AFTER_COUNT.is_all(gap)):
        return look.ruled[-1].rule in ("abstract_noun", "existing")
    if not found or len(look.before) - found[-1].end() > _NEAR:
        return False
    return not _CREATION.within(look.before, found[-1].end())


def _is_bettered(look: Look) -> bool:
    """做强5个集群, 做强甲、乙等3个集群, 支持29个县（市）率先发展, 提升39个县域帮扶质效: what is there is made better."""
    before = look.before
    if look.this.comparison.comparator != "eq":  # 做强1—2个产业
        return False
    if STRENGTHENS.ends(before) or (LISTED.ends(before) and STRENGTHENS.within(before)):
        return NOUN_AHEAD.match(look.after) is not None
    if LIFTS.ends(before):
        return LIFTED.ends(look.after.rstrip("，。；"))
    return SUPPORTS.ends(before) and _PLACES.match(look.after) is not None


def is_place(look: Look) -> bool:
    """在城内四区全面实施, 三县联动: places counted in words, none of which is made."""
    is_word = not look.folded[look.this.quantity.start].isascii()
    return is_word and not _CREATION.within(look.before)


def is_spoken_of(look: Look) -> bool:
    """引导五个新城率先探索, 五个新城、老城等区域: counted in words behind another verb or in a list, and nobody makes them."""
    if look.folded[look.this.quantity.start].isascii():
        return False
    quantity, before = look.this.quantity, look.before
    if _AT.begins(before) and before.endswith("、") and LISTED.within(look.after):  # 在甲区、五个新城等区域
        return True
    if quantity.value == 1:  # 使用一种或多种能源, 推动建设的一项任务
        return before.endswith(_OF) or _OR.begins(look.after)
    toward = _TOWARD.all(before)
    is_made = any(
        not MOVES.is_all(found[0]) for found in _CREATION.all(before[toward[-1].end() :] if toward else before)
    )
    if not 1 < quantity.value <= _LARGEST or not NOUN_AHEAD.match(look.after) or is_made:
        return False
    if "、" in look.after and (before[-1:] == "、" or LISTED.within(look.after)):
        return True
    return bool(NOUN_AHEAD.match(before.rstrip()[-1:])) and not _CREATION.within(look.after, 0, _NOUN_AND_VERB)


def is_listed(look: Look) -> bool:
    """甲、乙等17家 and 甲、乙、丙3乡 exist; 对甲、乙等17家…进行改造 is a commitment."""
    this, before = look.this, look.before
    is_list = this.is_first and this.quantity.dimension == "count" and "、" in before and this.quantity.value > 1
    is_counted = is_list and _count_members(_BRACKET.sub("", before)) == this.quantity.value
    if not (LISTED.ends(before) or is_counted) or (is_counted and _IN_TURN.within(before)):
        return False
    is_place = PLACE_UNIT.is_all(this.quantity.unit or "")
    if _CREATION.within(before) and not (is_counted or is_place):
        return False
    is_class = KIND_UNIT.is_all(this.quantity.unit or "") and not NOUN_AHEAD.match(look.after)  # 基础类、提升类2类。
    if is_counted and not (is_place or is_class) and _CREATION.within(before.partition("、")[0]):
        return False
    is_done_to = _OBJECT.begins(before) or _DONE_TO.search(before)
    return not (is_done_to and _CREATION.within(look.after))


def _count_members(listed: str) -> int:
    """How many things a list names: 甲、乙、丙 and 甲、乙和丙 are three."""
    return listed.count("、") + 1 + (_AND.within(listed, listed.rfind("、")) is not None)


REFERENCE_SIGNS: dict[Question, Signs] = {
    is_front: Signs(FRONT),
    is_baseline: Signs(_GROUND, FROM, _THAN),
    is_parted: Signs(_PARTED, EXCLUDED, _INCLUDED),
    is_scope: Signs(_AT, _ALL),
    is_achieved: Signs(_ACHIEVED, _HELD, SO_FAR, FULFILLED),
    is_existing: Signs(EXISTING, _TAKEN, USES, STRENGTHENS, LIFTS, SUPPORTS, UNDER_WAY),
}  # where none of them stands in a sentence or right behind it, the answer is no
REFERENCE_KINDS: dict[Question, OfKind] = {
    is_rank: lambda kind: RANK_UNIT.is_all(kind.unit),
    is_front: lambda kind: not RANK_UNIT.is_all(kind.unit),
    is_abstract: lambda kind: kind.dimension == "count" or BIG_UNIT.is_all(kind.unit),
    is_scope: lambda kind: kind.dimension == "count",
    is_existing: lambda kind: kind.unit != "",
    is_spoken_of: lambda kind: kind.dimension == "count" and kind.comparator == "eq",
    is_place: lambda kind: kind.dimension == "count" and PLACE_UNIT.is_all(kind.unit),
}  # of no other figure the answer is yes
