"""Questions that make a quantity a parameter: what a rule of a policy gives, charges or allows (补贴, 收费, 评分, 限额)."""

from __future__ import annotations

from pipeline.extract.target.look import Look, OfKind, Question, Ruled, Signs
from pipeline.lang.cue import PAUSES, Cue, Shape

_GIVEN = "money", "ratio"
INSTRUMENTAL = ("instrument", "per_base", "per_unit", "ceiling", "instrument_noun", "same_rule")

_CREATION, _FUTURE, SCOPE = Cue("roles", "creation"), Cue("roles", "future"), Cue("roles", "scope")
_RATE_NOUN, RULE_NOUN, RULE_VERB = Cue("roles", "rate_noun"), Cue("roles", "noun"), Cue("roles", "rule_verb")
_INSTRUMENT, INSTRUMENT_AFTER = Cue("roles", "instrument"), Cue("roles", "instrument_after")
STANDARD_AFTER, _REACHED = Cue("roles", "standard_after"), Cue("basis", "verb", "level")
PER_BASE, _EACH, GIVES, SCORES = (Cue("sentence_cues", place) for place in ("per_base", "each", "gives", "scores"))
CEILING, CONDITIONAL, RULE_TAIL = (Cue("sentence_cues", place) for place in ("ceiling", "conditional", "rule_tail"))
_CASE = Shape(f"@[{PAUSES}]", RULE_TAIL)
_OBJECT, _PER_ACT = Cue("sentence_cues", "object"), Shape("@@.{0,2}$", _EACH, _CREATION)
_FOR_THOSE = Shape(f"[^{PAUSES}]{{2,}}@[^{PAUSES}]{{2,}}，", RULE_TAIL)
SCORE_UNIT = Cue("noun_classes", "score_unit")


ANY_RULE = Signs(_INSTRUMENT, INSTRUMENT_AFTER, RULE_NOUN, _RATE_NOUN, PER_BASE, _EACH, CONDITIONAL, CEILING, GIVES)


def is_per_base(look: Look) -> bool:
    """按业务发生额的1%, 按每亩500元补助."""
    quantity = look.this.quantity
    return (
        _may_state_rule(look)
        and (PER_BASE.near_end(look.before, 24) or _is_next_rate(look))
        and (
            quantity.dimension == "ratio"
            or quantity.form == "colon"
            or bool(INSTRUMENT_AFTER.within(look.after))
            or STANDARD_AFTER.near_start(look.after, 8)
        )
    )


def _is_next_rate(look: Look) -> bool:
    """按废油100%、废轮胎20%、|塑料100%的比例: the next rate of a list of them."""
    return look.earlier is not None and look.ruled[-1].rule == "per_base"


def _may_state_rule(look: Look) -> bool:
    """Tell whether a clause, or what follows it, holds a word that the rule of an instrument can be told by."""
    clause = look.this.clause
    return ANY_RULE.pattern.search(look.folded, clause.start, clause.end + 8) is not None


def is_instrument(look: Look) -> bool:
    """给予50万元, 奖励10万元."""
    return _may_state_rule(look) and bool(_INSTRUMENT.within(look.before))


def is_condition(look: Look) -> bool:
    """满3年可申请, 达到50万元，给予补贴, 对吸纳10名以上劳动力的车间，."""
    if not _may_state_rule(look):
        return False
    if CONDITIONAL.begins(look.after):
        return True
    clause = look.this.clause
    if _FOR_THOSE.match(look.after) and _OBJECT.begins(look.before) and look.this.comparison.comparator != "eq":
        return True
    goes_on = look.folded[clause.end - 1] == "，" and not _CREATION.within(look.before)
    return goes_on and GIVES.begins(look.folded, clause.end)


def is_per_unit(look: Look) -> bool:
    """每亩补助500元, 每人每月500元标准."""
    is_said = INSTRUMENT_AFTER.within(look.before) or INSTRUMENT_AFTER.within(look.after)
    return bool(is_said and _EACH.within(look.before))


def is_per_act(look: Look) -> bool:
    """每培训1人补贴800元, 每新增1家奖励5万元: what something is given for."""
    if look.this.quantity.value != 1 or not _PER_ACT.search(look.before):
        return False
    return look.following is not None and INSTRUMENT_AFTER.within(look.after) is not None


def is_ceiling(look: Look) -> bool:
    """最高200万元, 单个企业补助不超过100万元."""
    is_each = SCOPE.begins(look.before) and INSTRUMENT_AFTER.within(look.before) is not None
    return is_each or CEILING.within(look.this.comparison.cue + look.before) is not None


def is_of_instrument(look: Look) -> bool:
    """贴息比例2%, 补助标准500元, 2%的费率; 贴息比例提高到3% is reached."""
    if not _may_state_rule(look):
        return False
    is_share = look.this.quantity.dimension == "ratio"
    nouns = (RULE_NOUN, _RATE_NOUN) if is_share else (RULE_NOUN,)
    if not _REACHED.ends(look.before.rstrip()) and any(noun.near_end(look.before, 6, PAUSES + "、") for noun in nouns):
        return True
    return is_share and _RATE_NOUN.begins(RULE_TAIL.cut_start(look.after))


def is_same_rule(look: Look) -> bool:
    """再补5%, 每户限补1件, 单件不超过2000元 after a rule that gives something."""
    parameters = [one for one in look.ruled if one.role == "parameter"] if look.ruled else []
    if not parameters:
        return False
    if SCOPE.begins(look.before):
        return True
    if not any(map(_is_instrumental, parameters)):
        return False
    if _CREATION.within(look.before) or _FUTURE.within(look.before):
        return False
    is_limit = look.this.comparison.comparator == "le" or bool(RULE_VERB.within(look.before))
    return is_limit or RULE_TAIL.ends(look.before.removesuffix(" "))


def _is_instrumental(one: Ruled) -> bool:
    is_rate = one.rule == "attribute" and one.reading.quantity.dimension == "ratio"
    return one.role == "parameter" and (one.rule in INSTRUMENTAL or is_rate)


def is_case(look: Look) -> bool:
    """已完成投资达到50%的，拨付首期资金: the case that something is done in."""
    return _CASE.match(look.after) is not None


def is_score(look: Look) -> bool:
    """过程管理占40分, 扣2分: what something counts for."""
    return SCORES.ends(look.before)


INSTRUMENT_SIGNS: dict[Question, Signs] = {
    is_case: Signs(RULE_TAIL),
    is_per_base: Signs(PER_BASE),
    is_instrument: Signs(_INSTRUMENT),
    is_condition: Signs(CONDITIONAL, GIVES),
    is_per_unit: Signs(INSTRUMENT_AFTER),
    is_per_act: Signs(INSTRUMENT_AFTER),
    is_ceiling: Signs(CEILING, SCOPE),
    is_of_instrument: Signs(RULE_NOUN, _RATE_NOUN),
    is_score: Signs(SCORES),
}  # where none of them stands in a sentence or right behind it, the answer is no
INSTRUMENT_KINDS: dict[Question, OfKind] = {
    is_per_unit: lambda kind: kind.dimension in _GIVEN,
    is_ceiling: lambda kind: kind.dimension == "money" and kind.comparator == "le",
    is_per_act: lambda kind: kind.comparator == "eq",
    is_score: lambda kind: SCORE_UNIT.is_all(kind.unit),
}  # of no other figure the answer is yes
