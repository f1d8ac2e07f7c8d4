"""The noun of the words before a figure: without the verbs, times, list numbers and comparing words around it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.extract.numeral.token import IDEOGRAPH
from pipeline.extract.target.look import Signs
from pipeline.lang.cue import Cue, Shape
from pipeline.lang.heading import squeeze
from pipeline.lang.numeral import CHINESE
from pipeline.lang.period import CLOSING_TIMES, OPENING_FIRSTS, OPENING_TIMES

_LIST_NUMBER = (
    r"[（(]?\w{1,3}[）)]|\d{1,2}(?:\.\d{1,2})+(?![年月日])(?=[\u4e00-\u9fff]{2})|\d{1,2}[.、]|[Ⅰ-Ⅻ][.、]|[①-⓿❶-➓]"
)
_LAYERS = 3  # verbs and what stands between them before a noun
CIRCLED = re.compile("^.*[①-⓿❶-➓](?=[^①-⓿❶-➓])|[①-⓿❶-➓]+$")
_CIRCLE = re.compile("[①-⓿❶-➓]")
LEAD, _OPENING, VERB, _TRAIL = (Cue("phrase_words", place) for place in ("lead", "opening", "verb", "trail"))
JOINING, _EACH, PER_TIME = (Cue("sentence_cues", place) for place in ("joining", "each", "per_time"))
_COUNTER, _KEPT, NAMED_ACT = (Cue("noun_classes", group) for group in ("counter", "kept", "named_act"))
_PLACED, _OF, _HAVING = (Cue("sentence_cues", place) for place in ("placed", "rule_tail", "having"))
_RANK, _OVER, _RIGHT = Cue("noun_classes", "rank"), Cue("sentence_cues", "including"), Cue("comparators", "right")
_LEVEL, OUTLAY = Cue("noun_classes", "level"), Cue("noun_classes", "outlay")  # 投入, 签约 are nouns where none follows
_AND, _OR, _THAN, _COMPARED, _GROUND = (
    Cue("sentence_cues", place) for place in ("and", "or", "than", "compared", "ground")
)
_AT, _PART, _SHARE, _BOUND = (Cue("sentence_cues", place) for place in ("at", "part", "share", "bound"))
GENERIC, DOING = Cue("noun_classes", "generic"), Cue("phrase_words", "doing")
_PLAIN = Cue("noun_classes", "plain")
_RATE = Shape("(?:@|@)$", Cue("noun_classes", "rate_end"), Cue("noun_classes", "weight"))
_AMOUNT_END = Cue("noun_classes", "amount_end")
_ADDED = Cue("basis", "verb", "added")
KEPT_ACT, EXTENT_END = Cue("noun_classes", "kept_act"), Cue("noun_classes", "extent_end")
COMPOUND_ACT, SITE_END = Cue("noun_classes", "compound_act"), Cue("noun_classes", "site_end")
_DOES, _JOINT = Shape("@|@|@", OUTLAY, VERB, DOING), Shape("、|@|@", _AND, _OR)
_ACTS = Shape("@(?:@?@)*@", KEPT_ACT, _AND, KEPT_ACT, EXTENT_END)  # 保护及修复面积
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
LONGEST_TRAIL = 24  # characters
OPEN_TRAIL = Signs(_THAN, _COMPARED, _EACH)  # what follows them in a trail may end in anything
_BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001))))  # all that \s matches
LEAD_MARKS = r"[、，。；：:→●■◆•\s]"
LEAD_FIRSTS = "、，。；：:→●■◆•（(" + "".join(
    map(chr, (*range(0x2160, 0x216C), *range(0x2460, 0x2500), *range(0x2776, 0x2794)))
)
TRAIL_MARKS = r"[\s、：:，=≥≤><“（［【\[〔]|（[^（）]*）"
TRAIL_ENDS = " 、：:，=≥≤><“（）［【[〔"
REMEMBERED = 256  # phrases; name and basis of a figure ask for the same one
_EMPTY = re.compile(r"^[\d\W_①-⓿❶-➓]*$")
_BEFORE_NOUN = Shape(  # marks, list numbers, times, words, 每个镇（街）
    rf"(?:{LEAD_MARKS}|{_LIST_NUMBER}|（(?:{OPENING_TIMES})）|{OPENING_TIMES}|\d{{1,2}} ?(?=@)"
    rf"|@(?=(?:{OPENING_TIMES}))"  # 为|2025年
    r"|@(?:(?:@|[（）、])+|@(?=[\u4e00-\u9fff]{2}))|@|@)+",
    LEAD,
    _PLACED,
    _EACH,
    _LEVEL,
    _COUNTER,
    JOINING,
    LEAD,
)
_BEHIND_NOUN = Shape(  # between a noun and its figure: marks, times, words, 比上年, 在2020年基础上
    rf"(?:{TRAIL_MARKS}|@(?!(?:@)+$)[^，。）]{{2,12}}|@[^，。）\d]{{2,12}}|@[^，。]{{2,12}}@|{CLOSING_TIMES}|@"
    r"|@(?:@[^\d，。；、]{1,5})?)$",
    _THAN,
    _TRAIL,
    _COMPARED,
    _AT,
    _GROUND,
    PER_TIME,
    _TRAIL,
    _EACH,
)


@lru_cache(REMEMBERED)
def clean_before(before: str) -> str:
    """Take adverbs, verbs and marks off the words before a number."""
    phrase = before.rstrip()
    if phrase.count("（") > phrase.count("）"):
        phrase = _PART.cut_start(phrase.rpartition("（")[2])
    phrase = cut_trail(CIRCLED.sub("", phrase) if _CIRCLE.search(phrase) else phrase)
    for _ in range(_LAYERS):  # 建成并|开放|口袋公园
        opened = _cut_front(phrase)
        if opened == phrase:
            break
        phrase = opened
    else:
        phrase = _cut_lead(phrase)
    phrase = squeeze(phrase).strip("，。；：、|").removeprefix("的")
    phrase = cut_class(phrase.lstrip("）"))  # 加装（更新）|电梯
    is_verb = (VERB.is_all(phrase) and not OUTLAY.is_all(phrase)) or _ADDED.is_all(phrase)
    return "" if len(phrase) < 2 or _EMPTY.match(phrase) or is_verb else phrase


def _cut_front(phrase: str) -> str:
    """Take a layer of what may stand before a noun off the front of a phrase: 今年|建成并|开放口袋公园."""
    opened = _open(_cut_lead(phrase))
    rest = _after_verb(opened)
    return _open(rest) if rest != opened else opened


def ends_in_verb(before: str) -> bool:
    """Tell whether nothing but comparing words stands between a verb and the number: 安排不低于1亿元专项资金."""
    phrase = cut_trail(before.rstrip())
    return VERB.ends(phrase) or _OPENING.ends(phrase)


def _cut_lead(phrase: str) -> str:
    """Take what may stand before a noun off the front of a phrase."""
    first, head = phrase[:1], phrase[1:5]
    is_likely = first in _lead_firsts() or first.isdecimal() or "）" in head or ")" in head  # ２. as 2.
    found = _BEFORE_NOUN.match(phrase) if is_likely else None
    return phrase[found.end() :] if found else phrase


@cache
def _lead_firsts() -> frozenset[str]:
    """The characters that what `_cut_lead` takes off can begin with, but for a list number in brackets."""
    return frozenset(LEAD_FIRSTS + OPENING_FIRSTS + _BLANKS).union(
        word[0] for cue in (LEAD, JOINING, _EACH, _PLACED) for word in cue.signs
    )


def cut_trail(phrase: str) -> str:
    """Take what may stand between a noun and its figure off the end of a phrase."""
    trail, ends = _BEHIND_NOUN.search, _trail_ends()
    while phrase:
        low = max(0, len(phrase) - LONGEST_TRAIL)
        is_likely = phrase[-1] in ends or OPEN_TRAIL.pattern.search(phrase, low)
        found = trail(phrase, low) if is_likely else None
        if not found:
            break
        phrase = phrase[: found.start()]
    return phrase


@cache
def _trail_ends() -> frozenset[str]:
    """The characters that what `cut_trail` looks for can end in: a phrase with another end is looked at no further."""
    return frozenset(TRAIL_ENDS + "上底末的月份前" + _BLANKS).union(
        word[-1] for word in (*_TRAIL.words, *PER_TIME.words)
    )


def _after_verb(phrase: str) -> str:
    """Cut a phrase after its last verb of doing, where a noun is left (全年建成公园 → 公园)."""
    acts = list(_DOES.pattern.finditer(phrase)) if _DOES.search(phrase) else ()
    for rank in range(len(acts) - 1, -1, -1):
        found = acts[rank]
        rest = _join(squeeze(phrase[found.end() :]))
        is_kept = _KEPT.begins(rest) or (EXTENT_END.ends(rest) and _ACTS.fullmatch(rest) is not None)
        if is_kept and is_plain_noun(phrase[: found.start()]):
            continue
        is_compound = COMPOUND_ACT.is_all(found[0]) and SITE_END.ends(rest)
        if is_compound and is_plain_noun(phrase[acts[rank - 1].end() if rank else 0 : found.start()]):
            continue  # 建设|污水收集管网
        is_noun = len(rest) >= 2 and not _BOUND.begins(rest) and not GENERIC.is_all(rest)
        is_noun = is_noun and not (found.start() and _PLAIN.is_all(rest))  # 节能改造|项目, 储备|能力
        if is_noun and _is_part(found[0], rest, found.start() > 0):
            continue
        if is_noun and not _SHARE.within(phrase, 0, found.start()):
            return _join(phrase[found.end() :].lstrip())
    if _PLACED.begins(phrase) and (acts := _OPENING.all(phrase)):  # 在公交枢纽增设|母婴关爱室
        rest = squeeze(phrase[acts[-1].end() :])
        return rest if len(rest) >= 2 and not _BOUND.begins(rest) and not GENERIC.is_all(rest) else phrase
    return phrase


def _is_part(verb: str, rest: str, is_inside: bool) -> bool:
    """Tell whether a verb is a part of a name: 工伤认定|达标率, 新建|小区绿地率; what opens a phrase `_open` takes off."""
    if is_inside:
        return _RATE.search(rest) is not None and not rest[0].isdecimal()  # 推动|2025年覆盖率
    return DOING.is_all(verb) or _stays(verb, rest)


def _stays(verb: str, rest: str) -> bool:
    """Tell whether a verb is a part of the name of the rate or amount it opens: 新建|小区绿地率, 修复|湿地面积; not 提高|开放率."""
    if EXTENT_END.ends(rest) and KEPT_ACT.is_all(verb):
        return True
    if _RATE.search(rest):
        return _ADDED.is_all(verb) or NAMED_ACT.is_all(verb)
    return NAMED_ACT.is_all(verb) and _AMOUNT_END.ends(rest)


def is_plain_noun(words: str) -> bool:
    """Tell whether a noun alone stands before 新增, so that it is a part of a name: 城镇|新增就业."""
    return len(words) >= 2 and not _PLACED.begins(words) and not (VERB.within(words) or _OPENING.begins(words))


def _join(rest: str) -> str:
    """What follows a verb, without a second verb that is joined to it: 引进|和培养|人才, 新建|、改扩建|学校."""
    joined = _JOINT.match(rest)
    second = rest[joined.end() :] if joined else ""
    return second if second and (_OPENING.begins(second) or VERB.begins(second)) else rest


def cut_class(phrase: str) -> str:
    """A noun without what describes its size: 百亿级|产业集群, 3A级及以上|企业, 具有影响力的|企业."""
    found = _GRADE.match(phrase)
    if not found:
        return phrase
    rest = phrase[found.end() :]
    return rest if len(rest) >= 2 and not _PLAIN.is_all(rest) else phrase


def _open(phrase: str) -> str:
    """Take verbs off the front of a phrase, one at a time, as long as a noun is left."""
    while _OPENING.begins(phrase):
        opened = _OPENING.cut_start(phrase)
        verb, opened = phrase[: len(phrase) - len(opened)], _join(opened)
        rest = squeeze(opened)
        if (
            len(rest) < 2
            or (NAMED_ACT.is_all(verb) and len(rest) == 2)
            or _stays(verb, rest)
            or _BOUND.begins(rest)
            or GENERIC.is_all(rest)
        ):
            break
        if _OPENING.is_all(rest):  # 走访慰问
            break
        phrase = opened
    return phrase
