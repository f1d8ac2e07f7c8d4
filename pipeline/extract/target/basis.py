"""Level, added, flow, growth or reduction: what kind of figure a target is (rules/extract/basis.csv)."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.extract.numeral.quantity import Quantity
from pipeline.extract.target.noun import KEPT_ACT, VERB
from pipeline.lang.cue import Cue, Shape
from pipeline.lang.numeral import LARGE, SMALL

ADDED, _REACHED = Cue("basis", "verb", "added"), Cue("basis", "verb", "level")
_STOCK, STOCK_MONEY = Cue("basis", "stock"), Cue("basis", "stock_money")
LEVEL_NOUN, LEVEL_UNIT = Cue("basis", "noun_level"), Cue("basis", "level_unit")
FLOW_NOUN, FLOW_UNIT, FLOW_VERB = Cue("basis", "noun"), Cue("basis", "unit"), Cue("basis", "verb_flow")
_GROWTH, _REDUCTION = Cue("basis", "change", "growth"), Cue("basis", "change", "reduction")
_CHANGE = Cue("basis", "change")
REMOVED, LEVEL_PER = Cue("basis", "verb_removal"), Cue("basis", "level_per")
REDUCED, _RAISED = Cue("basis", "verb_reduction"), Cue("sentence_cues", "raised")
PER_PERSON, _EACH, CUMULATIVE = (Cue("sentence_cues", place) for place in ("per_person", "each", "cumulative"))
ENLARGED, _AND, _PERFECT = (Cue("sentence_cues", place) for place in ("enlarged", "and", "perfect"))
NEW_THING, STATE, _CAPACITY = (Cue("noun_classes", group) for group in ("new_thing", "state", "capacity"))
RATE, DONE_EXTENT = Cue("noun_classes", "rate_end"), Cue("noun_classes", "done_extent")
_AGE_UNIT, PERSON_UNIT = Cue("noun_classes", "age_unit"), Cue("noun_classes", "person_unit")
UNREMOVED = ("ratio", "duration", "count", "money")  # dimensions of which nothing is taken away
SCALES = (*SMALL, *LARGE)
Decision = tuple[str | None, str]  # a basis, and the rule that decided
UNSAID: Decision = None, "unsaid"
_DONE = Shape("@”?@$", DONE_EXTENT, STATE)  # 修复|面积: what is done in the period
_EACH_SCALE = Shape(f"@[{''.join(SCALES)}]", _EACH)


def decide_basis(quantity: Quantity, before: str, find_noun: Callable[[], str]) -> Decision:
    """Decide the basis by the first question that says yes; `before` is the clause up to the comparator, the noun what is counted.

    The noun decides before the verb, and 新增 before the noun (contract, table of bases).
    """
    tail, dimension = before.rstrip(" "), quantity.dimension
    change = _change(quantity, tail or find_noun()) or _removal(quantity, tail, find_noun)
    if change:  # of a table of indicators the row says it: 工业投资增速 | 12%
        return change
    if dimension in ("ratio", "duration"):
        return "level", dimension
    if _is_added(quantity, before):
        return "added", "added"
    if dimension == "money" and quantity.rule != "heading_unit" and quantity.is_per:
        return "level", "per_something"
    noun = find_noun()
    if dimension == "money" and STOCK_MONEY.ends(noun) and _is_reached(tail):
        return "level", "stock_money"
    if LEVEL_UNIT.is_all(quantity.unit or "") or _AGE_UNIT.is_all(quantity.unit or ""):
        return "level", "level_unit"
    if _EACH_SCALE.search(before):
        return "level", "each_scale"
    if _STOCK.ends(noun):
        return "level", "stock"
    if FLOW_NOUN.ends(noun):
        return "flow", "flow_noun"
    if _is_flow_unit(quantity, before):
        return "flow", "flow_unit"
    if dimension == "money":
        return "flow", "money"
    return _decide_level(quantity, before, tail, noun)


def _decide_level(quantity: Quantity, before: str, tail: str, noun: str) -> Decision:
    """Tell a level by its noun and its verb, where no unit says what kind of figure it is."""
    if STATE.ends(noun) and _is_bare(tail, noun):
        return ("flow", "done_extent") if _DONE.search(noun) else ("level", "state")
    if _REACHED.ends(tail):
        return "level", "reached"
    if CUMULATIVE.within(before):
        return "level", "cumulative"
    if LEVEL_NOUN.ends(noun) and (_is_reached(tail) or quantity.rule == "heading_unit"):
        return "level", "level_noun"
    return ("level", "measured") if _is_measured(quantity, noun) else UNSAID


def _is_measured(quantity: Quantity, noun: str) -> bool:
    """能源利用效率不高于1.3, 产能3万吨, 3株/平方米."""
    unit = quantity.unit
    is_rate = RATE.ends(noun) if unit is None else LEVEL_PER.is_all(unit.partition("/")[2])
    return is_rate or _CAPACITY.ends(noun)


def _removal(quantity: Quantity, tail: str, find_noun: Callable[[], str]) -> Decision | None:
    """退出|煤矿产能60万吨 takes an amount away; of 关停小砖窑7座 nothing is said."""
    removed = REMOVED.all(tail) if quantity.dimension not in UNREMOVED else None
    return ("reduction", "removed") if removed and _is_object(tail[removed[-1].end() :], find_noun()) else None


def _is_object(words: str, noun: str) -> bool:
    """Tell whether only a noun, or members of a list before it, stand between a verb and the figure: 退出|甲3吨、乙."""
    listed, mark, _ = words.removesuffix(noun).rpartition("、")
    return words in ("", noun) or (bool(mark) and VERB.within(listed) is None and words.endswith(f"、{noun}"))


def _is_bare(tail: str, noun: str) -> bool:
    """Tell whether a noun stands before the figure without a verb."""
    return tail.endswith(noun) and _opens(tail.removesuffix(noun).rstrip(" ")) and not KEPT_ACT.begins(noun)


def _opens(words: str) -> bool:
    """Tell whether nothing, a mark or 和 stands before a noun or a verb."""
    return words[-1:] in ("", "、", "，", "（") or _AND.ends(words)


def _is_reached(tail: str) -> bool:
    return _REACHED.ends(tail)


def _change(quantity: Quantity, tail: str) -> Decision | None:
    """增长8%, 下降12%, 翻一番; 提高到60% is a level."""
    if quantity.form == "doubling":
        return "growth", "doubling"
    is_rate = quantity.dimension == "ratio"
    verb = _PERFECT.cut_end(tail)
    is_change = _CHANGE.ends(verb)
    if is_change and _REDUCTION.ends(verb):
        return "reduction", "change"
    if is_change and _GROWTH.ends(verb):
        if is_rate or not ENLARGED.ends(tail) or PER_PERSON.within(tail):
            return "growth", "change"
        return None if _RAISED.ends(tail) else ("added", "enlarged")
    if quantity.dimension == "count" and _opens_with(REDUCED, tail):
        return "reduction", "reduced"
    return None


def _is_added(quantity: Quantity, before: str) -> bool:
    """新建3处, 净增值; no 新设备, no 增加至, and no index without a unit (新建数据中心PUE为1.3)."""
    if quantity.unit is None and not quantity.is_scaled:
        return False
    if ADDED.within(before) is None:
        return False
    return any(not NEW_THING.begins(before, found.start()) for found in ADDED.all(before))


def _opens_with(cue: Cue, words: str) -> bool:
    """Tell whether a verb begins a clause or a member of a list in it."""
    if cue.within(words) is None:
        return False
    return any(_opens(words[: found.start()]) for found in cue.all(words))


def _is_flow_unit(quantity: Quantity, before: str) -> bool:
    """人次, 场, 节; 培训300名."""
    unit = quantity.unit or ""
    if FLOW_UNIT.is_all(unit):
        return True
    return PERSON_UNIT.is_all(unit) and bool(FLOW_VERB.within(before))
