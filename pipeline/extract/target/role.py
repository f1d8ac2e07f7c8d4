"""Target, parameter or reference: what a quantity is there for. One list of questions, asked in order; the first yes decides."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import compress

from pipeline.extract import instrument
from pipeline.extract.target import parameter, reference
from pipeline.extract.target.comparison import Reading, is_either, is_joint, is_other
from pipeline.extract.target.look import Kind, Look, OfKind, Question, Ruled, Sentence, SignBoard, Signs, find_opening
from pipeline.extract.target.noun import cut_trail
from pipeline.extract.target.past_results import OF_REVIEW, is_past
from pipeline.lang.cue import Cue
from pipeline.lang.period import DueYears

_CREATION, _FUTURE, RULE_SIGN = Cue("roles", "creation"), Cue("roles", "future"), Cue("roles", "rule_sign")
TOLD_PART = Cue("sentence_cues", "told_part")
ANNOUNCING = Cue("noun_classes", "announcing")
_HAN = re.compile(r"[\u4e00-\u9fff]")
STATED = re.compile(r"[\u4e00-\u9fff］）][：:]? ?$")
_LABELLED = re.compile(r"[\u4e00-\u9fff](?:[：:] ?| )$")
_TOLD = ("achieved", "review", OF_REVIEW, "told_part", "abstract_noun", "existing")
_SHARED = ("attribute", "threshold", "class_of", "case")


def is_told_part(look: Look) -> bool:
    """已建成41家，其中省级6家; 提出21个指标，包括13个: a part of what is told or spoken of is so too."""
    start = look.this.clause.start
    if not look.ruled or look.ruled[-1].rule not in _TOLD:
        return False
    return TOLD_PART.begins(look.folded[max(0, start - 1) : start + 8].lstrip("，（ "))


def is_of_review(look: Look) -> bool:
    """A chapter that tells results: 回顾, 工作成效, 面临形势."""
    return look.sentence.told_by == OF_REVIEW


def is_told(look: Look) -> bool:
    """A sentence that reports, or a figure that was due before the document was written."""
    return bool(look.sentence.told_by) or look.is_past


def is_of_rule(look: Look) -> bool:
    """A figure of a sentence that states a rule belongs to it: nothing is done, no rate is reached."""
    if not look.sentence.states_rule or _CREATION.within(look.before) or _FUTURE.within(look.before):
        return False
    return look.this.quantity.dimension != "ratio" or not parameter.RATE_END.ends(cut_trail(look.before))


def is_bare(look: Look) -> bool:
    """Digits without a unit are a figure only after words that announce one, and where no noun goes on."""
    quantity, comparison, folded = look.this.quantity, look.this.comparison, look.folded
    if quantity.form != "plain":
        return False
    if not quantity.is_scaled and _HAN.match(folded, quantity.end):
        return True
    left = folded[max(0, comparison.start - 4) : comparison.start]
    if quantity.is_scaled:
        return not STATED.search(left)
    return not (ANNOUNCING.ends(left.rstrip(" ").rstrip("：:")) or _LABELLED.search(left))


def is_promised(_: Look) -> bool:
    """What no other question claims is promised."""
    return True


_Asked = tuple[str, str, Question]  # role, rule, question

QUESTIONS: tuple[_Asked, ...] = (
    ("parameter", "class_of", parameter.is_class_of),
    ("parameter", "frequency", parameter.is_frequency),
    ("parameter", "allotted", parameter.is_allotted),
    ("parameter", "constant", parameter.is_constant),
    ("parameter", "extent", parameter.is_extent),
    ("parameter", "limit", parameter.is_limit),
    ("parameter", "per_base", instrument.is_per_base),
    ("parameter", "case", instrument.is_case),
    ("parameter", "score", instrument.is_score),
    ("reference", "rank_or_level", reference.is_rank),
    ("reference", "front", reference.is_front),
    ("reference", "baseline", reference.is_baseline),
    ("reference", "abstract_noun", reference.is_abstract),
    ("reference", "parted", reference.is_parted),
    ("reference", "scope", reference.is_scope),
    ("reference", "achieved", reference.is_achieved),
    ("reference", "listed", reference.is_listed),
    ("reference", "existing", reference.is_existing),
    ("reference", "place", reference.is_place),
    ("reference", "spoken_of", reference.is_spoken_of),
    ("parameter", "age", parameter.is_age),
    ("parameter", "attribute", parameter.is_attribute),
    ("parameter", "threshold", parameter.is_threshold),
    ("parameter", "sum_of_class", parameter.is_sum_of_class),
    ("parameter", "named_size", parameter.is_size_of_named),
    ("parameter", "instrument", instrument.is_instrument),
    ("parameter", "condition", instrument.is_condition),
    ("parameter", "per_unit", instrument.is_per_unit),
    ("parameter", "per_act", instrument.is_per_act),
    ("parameter", "ceiling", instrument.is_ceiling),
    ("parameter", "instrument_noun", instrument.is_of_instrument),
    ("parameter", "same_rule", instrument.is_same_rule),
    ("parameter", "bracket_definition", parameter.is_bracketed),
    ("reference", "bare_number", is_bare),
    ("reference", OF_REVIEW, is_of_review),
    ("reference", "review", is_told),
    ("reference", "told_part", is_told_part),
    ("parameter", "rule_sentence", is_of_rule),
    ("target", "commitment", is_promised),
)
_SIGNS = SignBoard(
    {
        **parameter.PARAMETER_SIGNS,
        **instrument.INSTRUMENT_SIGNS,
        **reference.REFERENCE_SIGNS,
        is_told_part: Signs(TOLD_PART),
    }
)
_KINDS: dict[Question, OfKind] = {
    **parameter.PARAMETER_KINDS,
    **instrument.INSTRUMENT_KINDS,
    **reference.REFERENCE_KINDS,
    is_bare: lambda kind: not kind.unit and kind.comparator == "eq",
}
_OF_SENTENCE: tuple[Question, ...] = (is_of_review, is_told, is_of_rule)
_AHEAD = 16  # characters behind a sentence that a question may look at
_KEPT = 4096  # choices of questions


class _Choice(dict[tuple[str, str, str], tuple[_Asked, ...]]):
    """The questions that may say yes to a figure of each kind, in a sentence where those of `may` may."""

    def __init__(self, may: frozenset[Question]) -> None:
        silent = {*_SIGNS.needed, *_OF_SENTENCE} - may
        self.questions = [one for one in QUESTIONS if one[2] not in silent]

    def __missing__(self, key: tuple[str, str, str]) -> tuple[_Asked, ...]:
        """Choose for a kind that is met for the first time."""
        kind = Kind(*key)
        may = (one for one in self.questions if one[2] not in _KINDS or _KINDS[one[2]](kind))
        chosen = self[key] = tuple(may)
        return chosen


_choose = lru_cache(_KEPT)(_Choice)


def _find_questions(folded: str, sentence: Sentence, is_dated: bool) -> frozenset[Question]:
    """The questions that may say yes in a sentence, by the words that stand in it and what is known of it."""
    told = sentence.told_by
    facts = (told == OF_REVIEW, bool(told) or is_dated, sentence.states_rule)
    heard = _SIGNS.heard(folded, sentence.opening, sentence.span.end + _AHEAD)
    return heard.union(compress(_OF_SENTENCE, facts))


def decide_roles(
    folded: str, readings: list[Reading], due: DueYears, first_year: int | None, told_by: str
) -> list[Ruled]:
    """Decide the roles of the quantities of one sentence, left to right.

    `first_year` is the year of the document where no plan column says the year: what was due earlier is past;
    `told_by` is the rule by which the sentence tells what was done, "" where it does not.
    """
    span = readings[0].sentence
    states_rule = RULE_SIGN.within(folded, span.start, span.end) is not None
    sentence = Sentence(span, find_opening(folded, span.start), told_by, states_rule)
    choice = _choose(_find_questions(folded, sentence, first_year is not None))
    ruled: list[Ruled] = []
    for index, reading in enumerate(readings):
        past = first_year is not None and is_past(folded, span, due.at(reading.quantity.start), first_year)
        quantity, comparator = reading.quantity, reading.comparison.comparator
        questions = choice[quantity.unit or "", quantity.dimension, comparator]
        ruled.append(_ask(questions, _look(folded, readings, index, ruled, sentence, past)))
    return _share(folded, ruled) if len(ruled) > 1 else ruled


def _ask(questions: tuple[_Asked, ...], look: Look) -> Ruled:
    """Ask in order; the last question always says yes."""
    for role, rule, question in questions:
        if question(look):
            return Ruled(look.this, role, rule)
    raise AssertionError("nothing is promised")


def _look(folded: str, readings: list[Reading], index: int, ruled: list[Ruled], sentence: Sentence, past: bool) -> Look:
    """Lay a figure open to the questions."""
    this, clause = readings[index], readings[index].clause
    earlier = None if this.is_first else readings[index - 1]
    following = readings[index + 1] if index + 1 < len(readings) else None
    if following is not None and following.is_first:
        following = None
    before = folded[clause.start : this.comparison.start]
    after = folded[this.comparison.end : clause.end]
    return Look(folded, this, before, after, earlier, following, ruled, sentence, past)


def _share(folded: str, ruled: list[Ruled]) -> list[Ruled]:
    """超过10亿元、50亿元、100亿元的企业: figures that are joined have the role of the last one."""
    shared = list(ruled)
    for index in range(len(shared) - 2, -1, -1):
        this, after = shared[index], shared[index + 1]
        if this.role != "target" or after.role != "parameter" or after.rule not in _SHARED:
            continue
        one, other = this.reading, after.reading
        gap = folded[one.comparison.end : other.comparison.start]
        is_listed = one.quantity.unit == other.quantity.unit and gap.strip() and (is_joint(gap) or is_either(gap))
        if is_listed or is_other(gap):
            shared[index] = Ruled(one, after.role, after.rule)
    return shared
