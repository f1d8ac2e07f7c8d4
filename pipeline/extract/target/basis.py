"""Level, added, flow, growth or reduction: what kind of figure a target is (rules/extract/basis.csv)."""

from __future__ import annotations

import re

from pipeline.extract.numeral.quantity import Quantity
from pipeline.lang.cue import Cue

ADDED, REACHED = Cue("basis", "verb", "added"), Cue("basis", "verb", "level")
STOCK, STOCK_MONEY = Cue("basis", "stock"), Cue("basis", "stock_money")
LEVEL_NOUN, LEVEL_UNIT = Cue("basis", "noun_level"), Cue("basis", "level_unit")
FLOW_NOUN, FLOW_UNIT, FLOW_VERB = Cue("basis", "noun"), Cue("basis", "unit"), Cue("basis", "verb_flow")
GROWTH, REDUCTION = Cue("basis", "change", "growth"), Cue("basis", "change", "reduction")
REDUCED = Cue("basis", "verb_reduction")
PER_PERSON = re.compile("[人生户亩]均")
PER_HEAD = re.compile("每[百千万]")
IN_WORD = "备施计办发筑材值到至型"  # 新设备, 新建材, 增加至: the cue is the beginning of another word


def decide_basis(quantity: Quantity, before: str, noun: str) -> str | None:
    """Decide the basis; `before` is the clause up to the comparator, `noun` the noun phrase that is counted.

    The noun decides before the verb, and 新增 before the noun (contract, table of bases).
    """
    tail = before.rstrip(" ")
    change = _change(quantity, tail)
    if change:
        return change
    if quantity.dimension in ("ratio", "duration"):
        return "level"
    if _is_added(before):
        return "added"
    if quantity.dimension == "money" and quantity.rule != "heading_unit" and quantity.is_per:
        return "level"
    if quantity.dimension == "money" and STOCK_MONEY.ends(noun) and _is_reached(tail):
        return "level"
    is_state = LEVEL_UNIT.is_all(quantity.unit or "")
    if is_state or quantity.unit in ("岁", "周岁") or PER_HEAD.search(before):
        return "level"
    if STOCK.ends(noun):
        return "level"
    if FLOW_NOUN.ends(noun) or _is_flow_unit(quantity, before):
        return "flow"
    if quantity.dimension == "money":
        return "flow"
    if noun.endswith(("面积", "浓度")) and _is_bare(tail, noun):
        return "level"
    if (
        REACHED.ends(tail)
        or "累计" in before
        or (LEVEL_NOUN.ends(noun) and (_is_reached(tail) or quantity.rule == "heading_unit"))
    ):
        return "level"
    return "level" if noun.endswith(("总量", "存储量", "储量", "速率", "时延", "浓度")) else None


def _is_bare(tail: str, noun: str) -> bool:
    """Tell whether a noun stands before the figure without a verb."""
    return tail.endswith(noun) and tail.removesuffix(noun)[-1:] in ("", "、", "，", "和", "（", " ")


def _is_reached(tail: str) -> bool:
    return REACHED.ends(tail)


def _change(quantity: Quantity, tail: str) -> str | None:
    """增长8%, 下降12%, 翻一番; 提高到60% is a level."""
    if quantity.form == "doubling":
        return "growth"
    is_rate = quantity.dimension == "ratio"
    if REDUCTION.ends(tail.removesuffix("了")):
        return "reduction"
    if GROWTH.ends(tail.removesuffix("了")):
        if is_rate or not tail.endswith(("增加", "扩大", "提升")):
            return "growth"
        if PER_PERSON.search(tail):
            return "growth"
        return None if tail.endswith("提升") else "added"
    if quantity.dimension == "count" and _opens_with(REDUCED, tail):
        return "reduction"
    return None


def _is_added(before: str) -> bool:
    """新建3处, 净增值; no 新设备, no 增加至."""
    return any(
        found[0].endswith(("新增", "净增")) or before[found.end() : found.end() + 1] not in tuple(IN_WORD)
        for found in ADDED.all(before)
    )


def _opens_with(cue: Cue, words: str) -> bool:
    """Tell whether a verb begins a clause or a member of a list in it."""
    return any(found.start() == 0 or words[found.start() - 1] in "、，并" for found in cue.all(words))


def _is_flow_unit(quantity: Quantity, before: str) -> bool:
    """人次, 场, 节; 培训300名."""
    unit = quantity.unit or ""
    if FLOW_UNIT.is_all(unit):
        return True
    return unit in ("人", "名", "位") and bool(FLOW_VERB.within(before))
