"""Level, added, flow, growth or reduction: what kind of figure a target is (rules/extract/basis.csv)."""

from __future__ import annotations

import re

from pipeline.extract.numeral.quantity import Quantity
from pipeline.lang.cue import basis_cues

PER_PERSON = re.compile("[人生户亩]均")
PER_HEAD = re.compile("每[百千万]")
NEW = "@(?:(?<=[新净]增)|(?![备施计办发筑材值到至型]))"  # 新增值 is new, 新建材 is none


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
    if basis_cues("verb", "added", NEW).search(before):
        return "added"
    if quantity.dimension == "money" and quantity.rule != "heading_unit" and quantity.is_per:
        return "level"
    if quantity.dimension == "money" and basis_cues("stock_money", "level", "@$").search(noun) and _is_reached(tail):
        return "level"
    is_state = basis_cues("level_unit", "level", "^@$").search(quantity.unit or "")
    if is_state or quantity.unit in ("岁", "周岁") or PER_HEAD.search(before):
        return "level"
    if basis_cues("stock", "level", "@$").search(noun):
        return "level"
    if basis_cues("noun", "flow", "@$").search(noun) or _is_flow_unit(quantity, before):
        return "flow"
    if quantity.dimension == "money":
        return "flow"
    if noun.endswith(("面积", "浓度")) and _is_bare(tail, noun):
        return "level"
    if (
        basis_cues("verb", "level", "@$").search(tail)
        or "累计" in before
        or (
            basis_cues("noun_level", "level", "@$").search(noun)
            and (_is_reached(tail) or quantity.rule == "heading_unit")
        )
    ):
        return "level"
    return "level" if noun.endswith(("总量", "存储量", "储量", "速率", "时延", "浓度")) else None


def _is_bare(tail: str, noun: str) -> bool:
    """Tell whether a noun stands before the figure without a verb."""
    return tail.endswith(noun) and tail.removesuffix(noun)[-1:] in ("", "、", "，", "和", "（", " ")


def _is_reached(tail: str) -> bool:
    return bool(basis_cues("verb", "level", "@$").search(tail))


def _change(quantity: Quantity, tail: str) -> str | None:
    """增长8%, 下降12%, 翻一番; 提高到60% is a level."""
    if quantity.form == "doubling":
        return "growth"
    is_rate = quantity.dimension == "ratio"
    if basis_cues("change", "reduction", "@(?:了)?$").search(tail):
        return "reduction"
    if basis_cues("change", "growth", "@(?:了)?$").search(tail):
        if is_rate or not tail.endswith(("增加", "扩大", "提升")):
            return "growth"
        if PER_PERSON.search(tail):
            return "growth"
        return None if tail.endswith("提升") else "added"
    if quantity.dimension == "count" and basis_cues("verb_reduction", "reduction", "(?:^|[、，并])@").search(tail):
        return "reduction"
    return None


def _is_flow_unit(quantity: Quantity, before: str) -> bool:
    """人次, 场, 节; 培训300名."""
    unit = quantity.unit or ""
    if basis_cues("unit", "flow", "^@$").search(unit):
        return True
    return unit in ("人", "名", "位") and bool(basis_cues("verb_flow", "flow", "@").search(before))
