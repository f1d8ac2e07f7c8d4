"""A name that does not say what it is of (工程规模, 储备能力; 济南、青岛): the thing stands before it in the sentence.

See docs/design/indicators.md, "Bare measures".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from pipeline.extract.numeral.token import IDEOGRAPH, ReadLine
from pipeline.extract.phrase import cut_divisions
from pipeline.extract.shared_noun import AMOUNT_END, RATE_ENDING
from pipeline.extract.target.comparison import Reading
from pipeline.extract.target.indicator import FIGURE_TAIL, PLACED_UNIT
from pipeline.extract.target.noun import JOINING, VERB, clean_before, is_plain_noun
from pipeline.lang.cue import Cue, Shape
from pipeline.lang.heading import squeeze
from pipeline.model.record import record

_OPENING, _LEAD = Cue("phrase_words", "opening"), Cue("phrase_words", "lead")
_LISTED, _PLACED, _AND, _OF = (Cue("sentence_cues", place) for place in ("listed", "placed", "and", "rule_tail"))
_PART, _MANNER = Cue("sentence_cues", "part"), Cue("sentence_cues", "condition")
_EACH, _SHARE, _WHOLE = (Cue("sentence_cues", place) for place in ("each", "share", "whole"))
_MEASURE, ABOUT, ACT_MEASURE, MACRO_MEASURE = (
    Cue("noun_classes", group) for group in ("bare_measure", "measure_about", "act_measure", "macro_measure")
)
_HEAD, _MODIFIER, _WEIGHT = (Cue("noun_classes", group) for group in ("head", "head_modifier", "weight"))
_ACT, _CAMPAIGN, _PROJECT, _SITE = (Cue("noun_classes", group) for group in ("act", "campaign", "project", "site_end"))
_GENERIC, _PLAIN, REGION = (Cue("noun_classes", group) for group in ("generic", "plain", "region_end"))
OWNER, HOLDER, HELD = (Cue("noun_classes", group) for group in ("owner_end", "holder", "held_measure"))
YIELD, IMPROVING = Cue("noun_classes", "yield_measure"), Cue("noun_classes", "improving_act")
PART_ABOUT, PERSON = Cue("noun_classes", "part_about"), Cue("noun_classes", "beneficiary_unit")
_CHANGE = Cue("basis", "change")
_ADDED, _FAR, _RIGHT = Cue("basis", "verb", "added"), Cue("comparators", "far"), Cue("comparators", "right")
_DOING = (VERB, _OPENING, _LEAD, _LISTED)
_AMOUNTS = (RATE_ENDING, AMOUNT_END, Cue("noun_classes", "measured_end"), Cue("noun_classes", "said_by_unit"))
_BARE = Shape("(?:@|@|@|@)*@", VERB, _OPENING, ABOUT, _MODIFIER, _MEASURE)
_MEASURED = Shape("(?:@|@|@|@)*(?:@|@)$", VERB, _OPENING, ABOUT, _MODIFIER, _MEASURE, _HEAD)
_DONE = Shape(f"(?<={IDEOGRAPH}{{2}})(?:@|@)+$", _ACT, _CAMPAIGN)
_SECOND = Shape(f"(?<={IDEOGRAPH}{{2}})@(?:、|@|@)[^，]+$", _ACT, JOINING, _AND)  # 设施|建设及设施改造
_ALL_DONE = Shape("(?:@|@|@)+", VERB, _OPENING, _LEAD)
_KIND = Shape("(?:@|@)?", _PROJECT, _SITE)  # what a thing is that has the measure: 利用|设施 of 利用能力
_OWNED = Shape(f"(?:[^，、]{{2,12}}?@|[^，、]{{0,12}}?@)(?={IDEOGRAPH}{{2}})", OWNER, HOLDER)
_OF_REGION = Shape(f"^.*@(?={IDEOGRAPH}{{4}})", REGION)
_OF_PART = Shape("@+", PART_ABOUT)
_EXAMPLES = Shape(f"^[^，]*、[^，、]*?@(?={IDEOGRAPH}{{3}})", _LISTED)  # 甲、乙等|集中处理设施
_UNTOLD = Shape(  # a name that may not say what it is of: a measure, a part of a class, places
    "(?:.*@)?(?:@|@|@|@)*@|@|@.+|.*(?:@|@|、.{2,4})",
    PLACED_UNIT,
    VERB,
    _OPENING,
    ABOUT,
    _MODIFIER,
    _MEASURE,
    HELD,
    PART_ABOUT,
    REGION,
    PLACED_UNIT,
)
_PAUSE = re.compile("[，：]")
_THING = re.compile(f"(?:{IDEOGRAPH}|[A-Za-z“”《》]){{2,20}}")
_LOOK_BACK, _SHORTEST = 200, 3  # characters of a sentence; of a thing of the same clause
_LONGEST_PLACE = 5  # characters of a place that is listed last, with the 、 before it


@record
class Before:
    """What a sentence said before a figure."""

    line: ReadLine
    named: dict[int, str | None]  # what its figures were said to count, by where each starts, in order
    unit_of: Callable[[int], str | None]  # the unit of the figure that starts there

    def last(self) -> str:
        """The name that was given last, "" where none was."""
        return next(filter(None, reversed(self.named.values())), "")


def is_untold(name: str) -> bool:
    """Tell whether a name may not say what it is of: 工程规模, 储备能力, 省级重点项目, 济南、青岛."""
    is_likely = name[-1] in _untold_ends() or name[0] in _part_firsts() or "、" in name[-_LONGEST_PLACE:]
    return is_likely and _UNTOLD.fullmatch(name) is not None


@cache
def _untold_ends() -> frozenset[str]:
    """The characters that a measure and a place end in: a name with another end says what it is of."""
    return frozenset(word[-1] for cue in (_MEASURE, HELD, REGION, PLACED_UNIT) for word in cue.words)


@cache
def _part_firsts() -> frozenset[str]:
    return frozenset(word[0] for word in PART_ABOUT.words)


def complete(said: Before, this: Reading, name: str, told: str) -> str:
    """The name with what it is of; as it is where it says so, or nothing before it does. `told`: the rule that found it.

    Worth asking where the name `is_untold`, or what a share does (排污口|100%稳定达标排放).
    """
    is_ratio, is_bare = this.quantity.dimension == "ratio", _BARE.fullmatch(name) is not None
    is_of_all = _WHOLE.within(said.line.folded, this.left, this.comparison.start) is not None  # 全市|用水总量
    if told == "after" and is_ratio and not is_bare:
        return _whose(said.line, this, name) + name
    if earlier := said.last():
        whole = _name_places(name, earlier) if is_ratio else ""
        whole = whole or _name_part(said.line, this, name, earlier)
        if whole := whole or (
            _name_owner(name, earlier, is_bare=is_bare) if told == "before" and not is_of_all else ""
        ):
            return whole
    if not is_bare or told not in ("before", "after", "each"):
        return name
    if own := _name_in_clause(said.line, this, name, told):
        return own
    is_of_figure = told == "after" and _OF.begins(said.line.folded, this.comparison.end)  # 扣除10%的成本
    return name if is_of_figure or is_of_all else _compose(_thing_before(said, this, name), name)


def _name_places(name: str, earlier: str) -> str:
    """A rate of places alone is the one given last: 甲市污水处理率达到60%，乙市|达到50%."""
    rest = cut_divisions(name)
    if (rest and not (rest != name or REGION.ends(name))) or not (RATE_ENDING.ends(earlier) or _WEIGHT.ends(earlier)):
        return ""
    measured = cut_divisions(earlier)
    if rest and _BARE.fullmatch(rest):
        return name.removesuffix(rest) + measured if measured.endswith(rest) else ""
    if found := _OF_REGION.match(measured):
        return name + measured[found.end() :] if not rest or REGION.ends(rest) else ""
    return "" if rest else name + measured


def _name_part(line: ReadLine, this: Reading, name: str, earlier: str) -> str:
    """A part that says only what sets it apart: 节能改造项目6000项，其中省级重点|项目300项."""
    if not earlier.endswith(name[-2:]):
        return ""
    size = next(size for size in range(len(name), 1, -1) if earlier.endswith(name[-size:]))
    before = line.folded[max(0, this.clause.start - 1) : this.quantity.start].lstrip("，（ ")
    return name[:-size] + earlier if _PART.begins(before) and _OF_PART.fullmatch(name[:-size]) else ""


def _name_owner(name: str, earlier: str, *, is_bare: bool) -> str:
    """Whose measures a row tells is said once: 物流行业|库存周转率提升15%、生产效率提升12%."""
    owned = _OWNED.match(earlier) if is_bare or HELD.is_all(name) else None
    is_row = owned and (RATE_ENDING.ends(earlier) or _MEASURED.search(earlier)) and not OWNER.within(name)
    return owned[0] + name if owned and is_row and (is_bare or HOLDER.ends(owned[0])) else ""


def _whose(line: ReadLine, this: Reading, name: str) -> str:
    """Of what a share does what follows: 排污口|100%稳定达标排放; not 覆盖|85%有效灌溉面积, nor 60%以上|学校纳入管理."""
    end = this.comparison.end
    if len(name) <= _SHORTEST or end > this.quantity.end or _OF.begins(line.folded, end):
        return ""
    front = squeeze(line.text[this.left : this.comparison.start])
    if front.endswith("、") and (found := _LEAD.within(front, _SHORTEST)):
        front = front[: found.start()]
    thing = "" if VERB.ends(front) or _OPENING.ends(front) else clean_before(front)
    return thing if _is_thing(thing) and is_plain_noun(thing) else ""


def _name_in_clause(line: ReadLine, this: Reading, name: str, told: str) -> str:
    """The measure with what stands before the verb that it was cut at: 光伏项目|新增装机容量, 船舶溢油清除|控制能力."""
    words = squeeze(line.text[this.left : this.comparison.start])
    at = words.rfind(name) if told == "before" else -1
    front = words[:at] if at >= 0 else words
    while front != (cut := _ADDED.cut_end(_LEAD.cut_end(_FAR.cut_end(front))).rstrip("、")):
        front = cut
    thing = _thing_of(front)
    if len(thing) < _SHORTEST or not _is_thing(thing):
        return ""
    written = words[front.rfind(thing) : at + len(name)] if at >= 0 and thing in front else "、"
    return _compose(thing, name) if "、" in written else written


def _thing_before(said: Before, this: Reading, name: str) -> str:
    """The thing that the clauses before tell of, the nearest first: what their figure counts, else their object.

    Who gains by it (惠及居民3万户) has no area and costs nothing.
    """
    line, end = said.line, this.clause.start if this.is_first else this.left
    start = max(this.sentence.start, end - _LOOK_BACK)
    cuts = [start, *(found.end() for found in _PAUSE.finditer(line.folded, start, end))]
    if not this.is_first and cuts[-1] < this.clause.start:
        cuts.append(this.clause.start)
    is_of_act = ACT_MEASURE.ends(name)
    for begin, stop in zip(reversed(cuts), reversed([*cuts[1:], end]), strict=True):
        words = squeeze(line.text[begin:stop].rstrip("，："))
        counted = [place for place, one in said.named.items() if begin <= place < stop and one]
        if _PART.begins(words) or (counted and is_of_act and PERSON.is_all(said.unit_of(counted[-1]) or "")):
            continue
        if counted:
            return "" if YIELD.ends(name) else said.named[counted[-1]] or ""
        thing = _thing_of(words)
        if thing and "、" not in thing:
            return thing if _is_object(words, thing, is_of_act=is_of_act) else ""
    return ""


def _is_object(words: str, thing: str, *, is_of_act: bool) -> bool:
    """Tell whether a clause makes or has a thing: 抓好|煤矿投产, 农药使用量减少; not 强化|要素保障, 完成|摸底排查."""
    if _MEASURED.search(thing):
        return True
    front, rest = words[: words.rfind(thing)], _DONE.pattern.sub("", thing)
    is_act = not is_of_act and (VERB.ends(rest) or _OPENING.ends(rest))
    return not is_act and not IMPROVING.ends(front) and any(cue.ends(front) for cue in _DOING)


def _thing_of(words: str) -> str:
    """The thing that words tell of, without what is done besides; a place alone is none."""
    words = _SECOND.pattern.sub("", _EXAMPLES.pattern.sub("", words))
    noun = _PLACED.cut_start(clean_before(FIGURE_TAIL.sub("", _RIGHT.cut_end(words))))
    return noun if cut_divisions(noun) else ""


def _is_thing(words: str) -> bool:
    """Tell whether words may name a thing: a noun without figures and marks, that is more than a measure or a class."""
    is_noun = _THING.fullmatch(words) and not words.isascii() and not _OF.within(words) and not _MANNER.begins(words)
    is_noun = is_noun and not _EACH.begins(words) and not _SHARE.within(words)  # 每千人口床位数, 占GDP比重
    return bool(is_noun) and not (
        _ALL_DONE.fullmatch(words) or _BARE.fullmatch(words) or _GENERIC.is_all(words) or _PLAIN.is_all(words)
    )


def _compose(thing: str, name: str) -> str:
    """Thing and measure as one name, what both say once: 深海排放工程 + 工程规模; the measure where they make none."""
    thing = _CAMPAIGN.cut_end(thing)
    if measured := _MEASURED.search(thing):
        front = thing[: measured.start()]
        thing = "" if MACRO_MEASURE.ends(name) or _CHANGE.begins(front) else front  # not 扩大有效|投资
    elif not ACT_MEASURE.ends(name):
        thing = _DONE.pattern.sub("", thing)
    if not _is_thing(thing) or any(end.ends(thing) for end in _AMOUNTS):
        return name
    for size in range(len(name) - 1, 1, -1):
        at = thing.find(name[:size])
        if at == 0:
            return name
        if at > 0 and _KIND.fullmatch(thing, at + size):
            return thing[:at] + name
    return thing + name
