"""Target, parameter or reference: what a quantity is there for (rules/extract/roles.csv; order in docs/design/numerals.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.target.comparison import EITHER, JOINT, Reading
from pipeline.extract.target.parameter import find_parameter
from pipeline.extract.target.reference import find_reference
from pipeline.extract.target.report import is_past
from pipeline.lang.cue import Cue
from pipeline.lang.period import DueYears

CREATION, FUTURE, RULE_SIGN = Cue("roles", "creation"), Cue("roles", "future"), Cue("roles", "rule_sign")
HAN = re.compile(r"[\u4e00-\u9fff]")
STATED = re.compile(r"[\u4e00-\u9fff］）][：:]? ?$")
ANNOUNCED = re.compile(  # 系数达到1.2, 指标值：95; of 歼20 nothing is announced
    r"(?:[到至为达约是在于超过降增加率度量数值额积比分］）][：:]? ?|[\u4e00-\u9fff](?:[：:] ?| ))$"
)
INSTRUMENTAL = ("instrument", "per_base", "per_unit", "ceiling", "instrument_noun", "same_rule")
TOLD = ("achieved", "review")
PART = re.compile(r"[，（ ]*(?:其中|含|包括|占|同比|较|比上年|进度|增长|下降)")
RATE = re.compile(r"[率面度](?:均|都|要|应)?(?:达到?|不低于|保持在|提高到|稳定在|提升[到至])? ?$")
SHARED = ("attribute", "threshold", "class_of")


@dataclass(frozen=True, slots=True)
class Ruled:
    """A reading with its role and the rule that gave it."""

    reading: Reading
    role: str
    rule: str


def decide_roles(
    folded: str, readings: list[Reading], due: DueYears, first_year: int | None, is_report: bool
) -> list[Ruled]:
    """Decide the roles of the quantities of one sentence, left to right.

    `first_year` is the year of the document where no plan column says the year: what was due earlier is past;
    `is_report` says that the sentence tells what was done.
    """
    sentence = readings[0].sentence
    is_rule = bool(RULE_SIGN.within(folded, sentence.start, sentence.end))
    ruled: list[Ruled] = []
    is_parameter_before = is_instrument_before = False
    for index, reading in enumerate(readings):
        role, rule = _decide(folded, readings, index, is_parameter_before, is_instrument_before)
        if role == "target" and ruled and ruled[-1].rule in TOLD and PART.match(folded, reading.clause.start - 1):
            role, rule = "reference", ruled[-1].rule
        if role == "target" and (is_report or is_past(folded, readings, due.at(reading.quantity.start), first_year)):
            role, rule = "reference", "review"
        if role == "target" and is_rule and _is_ruled(folded, reading):
            role, rule = "parameter", "rule_sentence"
        is_parameter_before |= role == "parameter"
        is_rate = rule == "attribute" and reading.quantity.dimension == "ratio"
        is_instrument_before |= role == "parameter" and (rule in INSTRUMENTAL or is_rate)
        ruled.append(Ruled(reading, role, rule))
    return _share(folded, ruled)


def _decide(
    folded: str, readings: list[Reading], index: int, is_parameter_before: bool, is_instrument_before: bool
) -> tuple[str, str]:
    this = readings[index]
    before = folded[this.clause.start : this.comparison.start]
    after = folded[this.comparison.end : this.clause.end]
    following = readings[index + 1] if index + 1 < len(readings) and readings[index + 1].clause == this.clause else None
    earlier = readings[index - 1] if index and readings[index - 1].clause == this.clause else None
    parameter = find_parameter(
        folded, this, (before, after), (earlier, following), (is_parameter_before, is_instrument_before)
    )
    if parameter in ("per_base", "class_of"):
        return "parameter", parameter
    reference = find_reference(folded, this, before, after, following)
    if reference:
        return "reference", reference
    if parameter:
        return "parameter", parameter
    if this.quantity.unit is None and this.quantity.form == "plain" and not _is_stated(folded, this):
        return "reference", "bare_number"
    return "target", "commitment"


def _is_ruled(folded: str, this: Reading) -> bool:
    """Tell whether a figure of a sentence that states a rule belongs to it: nothing is done, no rate is reached."""
    before = folded[this.clause.start : this.comparison.start]
    if CREATION.within(before) or FUTURE.within(before):
        return False
    return this.quantity.dimension != "ratio" or not RATE.search(before)


def _is_stated(folded: str, this: Reading) -> bool:
    """Digits without a unit are a figure only after words that announce one, and where no noun goes on."""
    start = this.comparison.start
    if this.comparison.comparator == "eq" and not this.quantity.is_scaled and HAN.match(folded, this.quantity.end):
        return False
    announced = STATED if this.quantity.is_scaled else ANNOUNCED
    return this.comparison.comparator != "eq" or bool(announced.search(folded[max(0, start - 4) : start]))


def _share(folded: str, ruled: list[Ruled]) -> list[Ruled]:
    """超过10亿元、50亿元、100亿元的企业: figures that are joined have the role of the last one."""
    shared = list(ruled)
    for index in range(len(shared) - 2, -1, -1):
        this, after = shared[index], shared[index + 1]
        if this.role != "target" or after.role != "parameter" or after.rule not in SHARED:
            continue
        one, other = this.reading, after.reading
        gap = folded[one.quantity.end : other.quantity.start]
        if (
            one.quantity.unit == other.quantity.unit
            and (JOINT.match(gap.replace("以上", "")) or EITHER.match(gap))
            and gap.strip()
        ):
            shared[index] = Ruled(one, after.role, after.rule)
    return shared
