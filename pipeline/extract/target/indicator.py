"""The noun phrase that a figure counts, from the words of its clause."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.extract.numeral.token import IDEOGRAPH
from pipeline.extract.target.comparison import Reading
from pipeline.lang.cue import Cue, Shape
from pipeline.lang.numeral import CHINESE, is_numeral_char
from pipeline.lang.period import CLOSING_TIMES, OPENING_TIMES

_LIST_NUMBER = (
    r"[（(]?\w{1,3}[）)]|\d{1,2}(?:\.\d{1,2})+(?![年月日])(?=[\u4e00-\u9fff]{2})|\d{1,2}[.、]|[Ⅰ-Ⅻ][.、]|[①-⓿❶-➓]"
)
_LAYERS = 3  # verbs and what stands between them before a noun
CIRCLED = re.compile("[①-⓿❶-➓]+$")
LEAD, _OPENING, VERB, _TRAIL = (Cue("phrase_words", place) for place in ("lead", "opening", "verb", "trail"))
JOINING, _EACH, PER_TIME = (Cue("sentence_cues", place) for place in ("joining", "each", "per_time"))
_COUNTER, _KEPT = Cue("noun_classes", "counter"), Cue("noun_classes", "kept")
NAMED_ACT, _PERSON = Cue("noun_classes", "named_act"), Cue("noun_classes", "person_unit")
_OF = Cue("sentence_cues", "rule_tail")
_PLACED, _ACTING, PERSON_ACTING = (Cue("sentence_cues", place) for place in ("placed", "acting", "person_acting"))
_RANK, _OVER, _HAVING = Cue("noun_classes", "rank"), Cue("sentence_cues", "including"), Cue("sentence_cues", "having")
_LEVEL, OUTLAY = Cue("noun_classes", "level"), Cue("noun_classes", "outlay")  # 投入, 签约 are nouns where none follows
_AND, _THAN, _COMPARED, _GROUND = (Cue("sentence_cues", place) for place in ("and", "than", "compared", "ground"))
_AT, _PART, _SHARE, OVER_BASE = (Cue("sentence_cues", place) for place in ("at", "part", "share", "over_base"))
BOUND = Cue("sentence_cues", "bound")
ACT, NO_NOUN, _BARE = (Cue("noun_classes", group) for group in ("act", "no_noun", "bare"))
_HEAD, WEIGHT, GENERIC = (Cue("noun_classes", group) for group in ("head", "weight", "generic"))
_RIGHT = Cue("comparators", "right")
DOING, RATIO_END = Cue("phrase_words", "doing"), Cue("noun_classes", "rate_end")
DONE_END = Cue("noun_classes", "done_end")
_DOES, _JOINT = Shape("@|@|@", OUTLAY, VERB, DOING), Shape("、|@", _AND)
_SHARE_OF = Shape("(?:@)?@[^、，]+@$", _HEAD, _SHARE, WEIGHT)
_GRADE = Shape(  # 百亿级, 3A级及以上, 省级及以上; 具有影响力的
    rf"(?:[\dA-Z{CHINESE}]+{IDEOGRAPH}?@(?:@|@)?|@@@|@[^、，]{{2,12}}@)(?={IDEOGRAPH}{{2}})",
    _RANK,
    _OVER,
    _RIGHT,
    _LEVEL,
    _RANK,
    _OVER,
    _HAVING,
    _OF,
)
HEAD_STOP = re.compile(r"[，。；：（）\n|]|$")
AFTER_STOP = re.compile(r"[、，。；：（）\n|①-⓿❶-➓]|$")
_PAUSE = re.compile("[，：]")
FIGURE_TAIL = re.compile(r"[\d.]+[\u4e00-\u9fff%]{0,4}$")
LONGEST_TRAIL = 24  # characters
LEAD_MARKS = r"[、，。；：:→\s]"
TRAIL_MARKS = r"[\s、：:，=≥≤><“（]|（[^（）]*）"
TRAIL_ENDS = " 、：:，=≥≤><“（）"
REMEMBERED = 256  # phrases; name and basis of a figure ask for the same one
_LOOK_BACK, PIECES = 200, 6  # characters and clauses that a subject may stand before its figure
_EMPTY = re.compile(r"^[\d\W_①-⓿❶-➓]*$")


def find_indicator(
    folded: str, text: str, this: Reading, after_class: Reading | None, stop: int
) -> tuple[str | None, str | None]:
    """Find the indicator of a quantity, and for a share what it is a share of.

    Both are the words as written, blanks removed: what follows the number (8家医院开展…) or what stands before it
    (接入机构数量达到10家). `after_class` is the figure that tells the class of what is counted (2个1000亿产业集群), `stop` where the next begins.
    """
    before = text[this.left : this.comparison.start]
    if this.comparison.cue and this.comparison.cue in before:
        before = before.rpartition(this.comparison.cue)[2]
    after = following_noun(folded, text, this, after_class, stop)
    quantity = this.quantity
    base = None
    if quantity.dimension == "ratio" and before.rstrip().endswith("的"):
        before, base = _split_base(before)
        if base is None and after:
            return after, clean_before(before) or None
    noun = clean_before(before)
    can_follow = quantity.dimension not in ("duration", "ratio")
    is_object = (
        can_follow
        and after is not None
        and not after[0].isdigit()
        and not _OPENING.begins(after)
        and _ends_in_verb(before)
    )
    prefers_after = (
        is_object
        or quantity.dimension in ("count", "area", "length", "mass", "other", "energy", "data_size", "ratio")
        or not noun
    )
    if after and prefers_after and not (noun and base):
        is_act = ACT.fills(after) or _is_act(noun, after)
        return (noun or after) if is_act else after, base
    return noun or after, base


def following_noun(
    folded: str, text: str, this: Reading, after_class: Reading | None, stop: int | None = None
) -> str | None:
    """The words that follow the number (or the figure that tells its class) up to the next mark."""
    start = (after_class or this).comparison.end
    limit = max(start, this.clause.end if stop is None else stop)
    mark = AFTER_STOP.search(folded, start, limit)
    end = mark.start() if mark else limit
    is_person = _PERSON.is_all(this.quantity.unit or "")
    piece = _squeeze(text[start:end]).removeprefix("的")
    piece = _described(_end_of_noun(piece, is_person, this.quantity.dimension == "ratio"))
    if len(piece) < 2 or _EMPTY.match(piece) or NO_NOUN.begins(piece) or _BARE.is_all(piece):
        return None
    if folded[end : end + 1] == "、" and "的" not in piece:
        return _head_noun(folded, text, end, this.clause.end) or piece
    return piece


def _end_of_noun(words: str, is_person: bool, is_share: bool) -> str:
    """The noun that a text begins with, before what it does: 技术人员|开展对接, 项目|全面建成; 和 at its end joins the next.

    Of an institution what it does is counted: 5家医院开展智慧医院建设.
    """
    acting = _ACTING.within(words, 2) or (PERSON_ACTING.within(words, 2) if is_person else None)
    if acting and not BOUND.begins(words, acting.end()):
        words = words[: acting.start()]
    cut = _AND.cut_end(words)
    cut = cut if is_share else DONE_END.cut_end(cut)
    return cut if len(cut) >= 2 else words


def _is_act(noun: str, after: str) -> bool:
    """Tell whether what follows the number says what is done with the noun before it (青年3千名开办实体)."""
    is_noun = bool(noun) and not noun.endswith("、") and not _AND.ends(noun)
    return is_noun and len(after) > 3 and _OPENING.begins(after)


def _head_noun(folded: str, text: str, start: int, end: int) -> str | None:
    """3个引领升级、影响力大的领军企业: the noun stands after the last 的 where no figure comes between."""
    stop = HEAD_STOP.search(folded, start, end)
    words = _squeeze(text[start : stop.start() if stop else end])
    noun = words.rpartition("的")[2] if "的" in words else ""
    is_figure = any(is_numeral_char(character) for character in words)
    return noun if 2 <= len(noun) <= 20 and not is_figure else None


def _split_base(before: str) -> tuple[str, str | None]:
    """A不少于B的80%: A is the indicator, B the base."""
    hits = OVER_BASE.all(before)
    if not hits:
        return before.rstrip().removesuffix("的"), None
    return before[: hits[-1].start()], _squeeze(before[hits[-1].end() :]).removesuffix("的") or None


@lru_cache(REMEMBERED)
def clean_before(before: str) -> str:
    """Take adverbs, verbs and marks off the words before a number."""
    phrase = before.rstrip()
    if phrase.count("（") > phrase.count("）"):
        phrase = _PART.cut_start(phrase.rpartition("（")[2])
    phrase = cut_trail(CIRCLED.sub("", phrase))
    for _ in range(_LAYERS):  # 建成并|开放|口袋公园
        opened = _open(_after_verb(_open(_cut_lead(phrase))))
        if opened == phrase:
            break
        phrase = opened
    phrase = _squeeze(_cut_lead(phrase)).strip("，。；：、|").removeprefix("的")
    phrase = _described(phrase)
    is_verb = VERB.is_all(phrase) and not OUTLAY.is_all(phrase)
    return "" if _EMPTY.match(phrase) or is_verb else phrase


def _ends_in_verb(before: str) -> bool:
    """Tell whether nothing but comparing words stands between a verb and the number: 安排不低于1亿元专项资金."""
    phrase = cut_trail(before.rstrip())
    return VERB.ends(phrase) or _OPENING.ends(phrase)


def _cut_lead(phrase: str) -> str:
    """Take what may stand before a noun off the front of a phrase."""
    found = _lead().match(phrase)
    return phrase[found.end() :] if found else phrase


@cache
def _lead() -> re.Pattern[str]:
    """Compile what may stand before a noun: marks, list numbers, times, words, 每个镇（街）."""
    each = rf"{_EACH.pattern}(?:(?:{_LEVEL.pattern}|[（）、])+|{_COUNTER.pattern}(?=[\u4e00-\u9fff]{{2}}))"
    return re.compile(
        rf"(?:{LEAD_MARKS}|{_LIST_NUMBER}|（(?:{OPENING_TIMES})）|{OPENING_TIMES}|\d{{1,2}} ?(?={LEAD.pattern})|{each}|{JOINING.pattern}|{LEAD.pattern})+"
    )


def cut_trail(phrase: str) -> str:
    """Take what may stand between a noun and its figure off the end of a phrase."""
    trail, ends = _trail(), _trail_ends()
    while phrase:
        low = max(0, len(phrase) - LONGEST_TRAIL)
        is_likely = (
            phrase[-1] in ends or phrase[-1].isspace() or _THAN.within(phrase, low) or _COMPARED.within(phrase, low)
        )
        found = trail.search(phrase, low) if is_likely else None
        if not found:
            break
        phrase = phrase[: found.start()]
    return phrase


@cache
def _trail() -> re.Pattern[str]:
    """Compile what may stand between a noun and its figure: marks, times, words, 比上年, 在2020年基础上."""
    compared = rf"{_THAN.pattern}(?!(?:{_TRAIL.pattern})+$)[^，。]{{2,12}}|{_COMPARED.pattern}[^，。\d]{{2,12}}|{_AT.pattern}[^，。]{{2,12}}{_GROUND.pattern}"
    return re.compile(rf"(?:{TRAIL_MARKS}|{compared}|{CLOSING_TIMES}|{PER_TIME.pattern}|{_TRAIL.pattern})$")


@cache
def _trail_ends() -> frozenset[str]:
    """The characters that what `cut_trail` looks for can end in: a phrase with another end is looked at no further."""
    return frozenset(TRAIL_ENDS + "上底末的月份前").union(word[-1] for word in (*_TRAIL.words, *PER_TIME.words))


def _after_verb(phrase: str) -> str:
    """Cut a phrase after its last verb of doing, where a noun is left (全年建成公园 → 公园)."""
    for found in reversed(list(_DOES.pattern.finditer(phrase))):
        rest = _join(_squeeze(phrase[found.end() :]))
        if _KEPT.begins(rest) and _is_noun(phrase[: found.start()]):
            continue
        is_noun = len(rest) >= 2 and not BOUND.begins(rest) and not GENERIC.is_all(rest)
        if is_noun and (RATIO_END.ends(rest) if found.start() > 1 else DOING.is_all(found[0])):
            continue  # 工伤认定|达标率: a part of the name; what opens a phrase `_open` takes off
        if is_noun and not _SHARE.within(phrase, 0, found.start()):
            return _join(phrase[found.end() :].lstrip())
    if _PLACED.begins(phrase) and (acts := _OPENING.all(phrase)):  # 在公交枢纽增设|母婴关爱室
        rest = _squeeze(phrase[acts[-1].end() :])
        return rest if len(rest) >= 2 and not BOUND.begins(rest) and not GENERIC.is_all(rest) else phrase
    return phrase


def _is_noun(words: str) -> bool:
    """Tell whether a noun alone stands before 新增, so that it is a part of a name: 城镇|新增就业."""
    return len(words) >= 2 and not _PLACED.begins(words) and not (VERB.within(words) or _OPENING.begins(words))


def _join(rest: str) -> str:
    """What follows a verb, without a second verb that is joined to it: 引进|和培养|人才, 新建|、改扩建|学校."""
    joined = _JOINT.match(rest)
    second = rest[joined.end() :] if joined else ""
    return second if second and (_OPENING.begins(second) or VERB.begins(second)) else rest


def _described(phrase: str) -> str:
    """A noun without what describes its size: 百亿级|产业集群, 3A级及以上|企业, 具有影响力的|企业."""
    found = _GRADE.match(phrase)
    return phrase[found.end() :] if found and len(phrase) - found.end() >= 2 else phrase


def _open(phrase: str) -> str:
    """Take verbs off the front of a phrase, one at a time, as long as a noun is left."""
    while _OPENING.begins(phrase):
        opened = _OPENING.cut_start(phrase)
        verb, opened = phrase[: len(phrase) - len(opened)], _join(opened)
        rest = _squeeze(opened)
        if (
            len(rest) < 2
            or (NAMED_ACT.is_all(verb) and (len(rest) == 2 or RATIO_END.ends(rest)))
            or BOUND.begins(rest)
            or GENERIC.is_all(rest)
        ):
            break
        if _OPENING.is_all(rest):  # 走访慰问
            break
        phrase = opened
    return phrase


def subject_of(text: str, this: Reading) -> str | None:
    """The subject of a clause that has none: the words of the clauses before it in the sentence."""
    start = max(this.sentence.start, this.clause.start - _LOOK_BACK)
    for piece in reversed(_PAUSE.split(text[start : this.clause.start])[-PIECES:]):
        noun = clean_before(FIGURE_TAIL.sub("", _RIGHT.cut_end(piece)))
        if len(noun) >= 2:
            return noun
    return None


def split_names(phrase: str) -> list[str]:
    """Cut 甲、乙和丙 into names; a tail that only the last has (城市、农村污水处理率) is given to all."""
    names = [name for name in (_squeeze(piece) for piece in _JOINT.pattern.split(phrase)) if name]
    last = names[-1] if names else ""
    head = _head(last)
    if head and len(names) > 1 and not any(_head(name) for name in names[:-1]):
        return [name + head for name in names[:-1]] + [last]
    if len(names) > 1 and not any(name[-1] == last[-1] for name in names[:-1]):
        size = len(names[0])
        if len(last) > size and all(len(name) <= size + 1 for name in names[:-1]):
            return [name + last[size:] for name in names[:-1]] + [last]
    return names


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _head(name: str) -> str:
    """The noun that a name ends in and that others can share: 产量, 占…比重, or nothing."""
    found = _SHARE_OF.search(name)
    return found[0] if found else name.removeprefix(_HEAD.cut_end(name))
