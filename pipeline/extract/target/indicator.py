"""The noun phrase that a figure counts, out of the words before it and behind it, and the base of a share."""

from __future__ import annotations

import re

from pipeline.extract.numeral.token import IDEOGRAPH
from pipeline.extract.shared_noun import RATE_ENDING, list_parts
from pipeline.extract.target.comparison import Reading
from pipeline.extract.target.noun import KEPT_ACT, PER_TIME, VERB, clean_before, cut_class, ends_in_verb, is_plain_noun
from pipeline.lang.cue import Cue, Shape
from pipeline.lang.heading import squeeze
from pipeline.lang.numeral import is_numeral_char

_OPENING, _PERSON = Cue("phrase_words", "opening"), Cue("noun_classes", "person_unit")
_ACTING, PERSON_ACTING = Cue("sentence_cues", "acting"), Cue("sentence_cues", "person_acting")
_AND, _BOUND, _SHARE, OVER_BASE = (Cue("sentence_cues", place) for place in ("and", "bound", "share", "over_base"))
ACT, NO_NOUN, _BARE = (Cue("noun_classes", group) for group in ("act", "no_noun", "bare"))
WEIGHT, DONE_END, QUALITY_END, TASK_NOUN = (
    Cue("noun_classes", group) for group in ("weight", "done_end", "quality_end", "task_noun")
)
_ADDED, _OF = Cue("basis", "verb", "added"), Cue("sentence_cues", "rule_tail")
NEWLY = Cue("sentence_cues", "newly")  # 新 of 新开工
LISTED_END = Cue("sentence_cues", "listed")
FINISHES, THEN = Cue("sentence_cues", "finishes"), Cue("sentence_cues", "and_then")
WORK_END, PROJECT, CAMPAIGN_END = (Cue("noun_classes", group) for group in ("work_end", "project", "campaign"))
JOINT_END = Shape("(?:、|@)$", _AND)
_TREATED = Shape(  # 生态化改造|海堤, 整治修复|岸段
    rf"(?:{IDEOGRAPH}{{2}}@)?(?:@(?:\W|@)?)*@$", Cue("noun_classes", "quality_end"), KEPT_ACT, _AND, KEPT_ACT
)
_ENDS_IN_ACT = Shape(r"@+(?![\u4e00-\u9fff])", ACT)
_DOING = (_OPENING, VERB, NO_NOUN)
_CLOSED = Shape("、[^、]+@[^、]{2,}$", _AND)
_BUILT = Shape("(@)@@", PROJECT, ACT, _AND)  # 8个专用线项目|建设及航道工程
_CAMPAIGN = Shape("(?:@)?@$", ACT, CAMPAIGN_END)  # 农村公路|提升行动
_RIGHT = Cue("comparators", "right")
PLACED_UNIT = Cue("noun_classes", "place_unit")
_WEIGHED = Shape("@([^、，]+?)(?:@)?@$", _SHARE, Cue("sentence_cues", "rule_tail"), WEIGHT)
HEAD_STOP = re.compile(r"[，。；：（）\n|]")
AFTER_STOP = re.compile(r"[、，,。；：（）\n|①-⓿❶-➓]")
_PAUSE = re.compile("[，：]")
_PLACES = Shape(" ?@（(?:@|、)+）", PLACED_UNIT, PLACED_UNIT)
FIGURE_TAIL = re.compile(r"[\d.]+[\u4e00-\u9fff%]{0,4}$")
TREATABLE = ("area", "length", "mass")  # dimensions of what is there already when something is done to it
NAMED_BEHIND = ("count", "area", "length", "mass", "other", "energy", "data_size", "ratio")  # dimensions
ONLY_BEHIND = ("count", "other", "energy", "data_size")  # of those whose name no word before the figure changes
_VERSION = re.compile(rf"\d+\.\d+{IDEOGRAPH}?$")  # 数据集|1.0版
OPEN, LONG_NOUN = "（", 8  # characters; shorter words hold no second thing that is done
ALL = 100  # per cent
_LONGEST_RUN = 12  # characters of verbs that are joined
_LOOK_BACK, PIECES = 200, 6  # characters and clauses that a subject may stand before its figure
_INNER = re.compile(r"（[^（），。；：\d]{1,8}）(?=[\u4e00-\u9fff])")
_EMPTY = re.compile(r"^[\d\W_①-⓿❶-➓]*$")

Named = tuple[str | None, str | None, str]  # indicator, base, and on which side of the figure


def find_indicator(folded: str, text: str, this: Reading, after_class: Reading | None, stop: int) -> Named:
    """Find the indicator of a quantity, for a share what it is a share of, and on which side of the number it was found.

    The first two are the words as written, blanks removed: what follows the number (8家医院开展…) or what stands before it
    (接入机构数量达到10家). `after_class` is the figure that tells the class of what is counted (2个1000亿产业集群), `stop` where the next begins.
    """
    before = text[this.left : this.comparison.start]
    if this.comparison.cue and this.comparison.cue in before:
        before = before.rpartition(this.comparison.cue)[2]
    after = following_noun(folded, text, this, after_class, stop)
    dimension, base = this.quantity.dimension, None
    if dimension == "ratio" and before.rstrip().endswith("的"):
        before, base = _split_base(before)
        if base is None and after:
            return after, clean_before(before) or None, "after"
    if after and dimension in ONLY_BEHIND and not _may_tell_act(after):
        return after, None, "after"
    if "、" in before and dimension != "ratio":
        before = _behind_list(before, this.is_first)
    noun = clean_before(before)
    if base is None and dimension == "ratio" and (share := _WEIGHED.search(noun)):
        base = share[1]
    can_follow = dimension not in ("duration", "ratio")
    is_object = (
        can_follow
        and after is not None
        and not after[0].isdigit()
        and not _OPENING.begins(after)
        and ends_in_verb(before)
    )
    rule = "before" if noun else "after"
    if after:
        if this.is_first and TASK_NOUN.ends(after) and _parts_a_name(before, noun, after):
            return noun + after, base, "around"
        if dimension == "ratio" and noun and this.quantity.value == ALL and _is_predicated(before, noun):
            return noun + _cut_goal(after), base, "around"
        if (is_object or dimension in NAMED_BEHIND or not noun) and not (noun and base):
            is_act = ACT.fills(after) or _is_act(noun, after)
            rule = "before" if is_act and noun else "after"
    named = noun if rule == "before" else after
    return (named, base, rule) if dimension not in TREATABLE else _with_treatment(before, named, base, rule)


def _is_predicated(before: str, noun: str) -> bool:
    """Tell whether a noun that is no rate stands directly before the share of it of which something is said: 排污口|100%纳入监管."""
    return before.rstrip().endswith(noun) and not RATE_ENDING.ends(noun)


def _cut_goal(words: str) -> str:
    """What is said of all of a thing: 质量100%|可追溯|的目标."""
    found = _OF.within(words, 2)
    return words[: found.start()] if found else words


def _with_treatment(before: str, name: str | None, base: str | None, rule: str) -> Named:
    """A name with what is done to an amount that is there already: 拆除|围填海3公顷, 治理|退化耕地3万亩; not 新建、改造|管网."""
    front = (before.rpartition(name)[0] if name and rule == "before" else before).rstrip()
    verb = _TREATED.search(front, max(0, len(front) - _LONGEST_RUN)) if name else None
    if not name or not verb:
        return name, base, rule
    made = front[: verb.start()]
    return (name if JOINT_END.search(made) or _ADDED.ends(made) else verb[0] + name), base, rule


def _may_tell_act(after: str) -> bool:
    """Tell whether words behind a figure may only say what is done with what stands before it; else they are what is counted."""
    return TASK_NOUN.ends(after) or _OPENING.begins(after) or ACT.fills(after)


def _parts_a_name(before: str, noun: str, after: str) -> bool:
    """稳经济50项|举措, 危房30户|改造工程: what follows names only that something is done, what it is stands before; not 甲、乙等5个|项目."""
    verb = TASK_NOUN.cut_end(after)
    is_closed = not LISTED_END.ends(before.rstrip()) and not ends_in_verb(before)
    return is_closed and (not verb or ACT.is_all(verb)) and is_plain_noun(noun)


def _behind_list(before: str, is_first: bool) -> str:
    """新增1个产业集群、|新入规企业20家, 实施行动、|完成投资5亿元: what is done next stands behind the 、."""
    cues = (FINISHES,) if is_first else (_OPENING, _ADDED)
    for found in re.finditer("、", before):
        if found.start() > 1 and any(cue.begins(before, found.end()) for cue in cues):
            return before[found.end() :]
    return before


def following_noun(
    folded: str, text: str, this: Reading, after_class: Reading | None, stop: int | None = None
) -> str | None:
    """The words that follow the number (or the figure that tells its class) up to the next mark."""
    start = (after_class or this).comparison.end
    limit = max(start, this.clause.end if stop is None else stop)
    mark = AFTER_STOP.search(folded, start, limit)
    end = mark.start() if mark else limit
    if mark and mark[0] == OPEN and end > start:
        end = _end_of_words(folded, end, limit)
    is_person = _PERSON.is_all(this.quantity.unit or "")
    piece = squeeze(text[start:end]).removeprefix("的")
    piece = cut_class(_end_of_noun(piece, is_person, this.quantity.dimension == "ratio"))
    if len(piece) < 2 or _EMPTY.match(piece) or NO_NOUN.begins(piece) or _BARE.is_all(piece):
        return _head_of(piece, folded, start) if piece else None
    if folded[end : end + 1] == "、" and "的" not in piece:
        if this.quantity.dimension == "ratio" or QUALITY_END.ends(piece):
            return _whole_list(folded, text, start, this.clause.end) or piece
        return _head_noun(folded, text, end, this.clause.end) or _closed_list(folded, text, start, limit) or piece
    return piece


def _end_of_words(folded: str, end: int, limit: int) -> int:
    """Where a noun ends whose bracket opens at `end`, which may stand inside of it: 开发（EOD）|模式试点, not 街区（厂区）改造."""
    while inner := _INNER.match(folded, end, limit):
        if _ENDS_IN_ACT.match(folded, inner.end(), limit):
            break
        mark = AFTER_STOP.search(folded, inner.end(), limit)
        end = mark.start() if mark else limit
    return end


def _whole_list(folded: str, text: str, start: int, end: int) -> str | None:
    """70%以上的|城乡学校、社区、家庭, 60个|资源化、无害化利用项目: all that follows where no other figure comes between."""
    stop = HEAD_STOP.search(folded, start, end)
    words = squeeze(text[start : stop.start() if stop else end]).removeprefix("的")
    return None if any(map(is_numeral_char, words)) else cut_class(_end_of_noun(words, is_person=False, is_share=True))


def _closed_list(folded: str, text: str, start: int, end: int) -> str | None:
    """200家|未来工厂、智能工厂和数字化车间: all that is named where the last name is joined and none is a deed."""
    words = _whole_list(folded, text, start, end)
    parts = list_parts(words) if words and _CLOSED.search(words) else []
    is_named = all(len(part) >= 2 and not _OPENING.begins(part) and not _ACTING.within(part) for part in parts)
    return words if len(parts) > 2 and is_named else None


def _head_of(words: str, folded: str, start: int) -> str | None:
    """The noun of words that are none: 16个县（市、区）|整县建成, 5个与要求相适应的|平台."""
    if place := _PLACES.match(folded, start):
        return place[0].strip()
    noun = words[_OF.all(words)[-1].end() :] if NO_NOUN.begins(words) and _OF.within(words) else ""
    return noun if len(noun) >= 2 else None


def _end_of_noun(words: str, is_person: bool, is_share: bool) -> str:
    """The noun that a text begins with, before what it does: 技术人员|开展对接, 项目|全面建成; 和 at its end joins the next.

    Of an institution what it does is counted: 5家医院开展智慧医院建设.
    """
    if len(words) > LONG_NOUN:
        words = _cut_second(words)
    acting = _ACTING.within(words, 2) or (PERSON_ACTING.within(words, 2) if is_person else None)
    if acting and not _BOUND.begins(words, acting.end()):
        words = words[: acting.start()]
    cut = _AND.cut_end(words)
    cut = cut if is_share else DONE_END.cut_end(cut)
    return cut if len(cut) >= 2 else words


def _cut_second(words: str) -> str:
    """A noun without what is done besides: 试点|并给予奖补, 专用线项目|建设及航道工程, 保种场|开展性能测定等工作."""
    acting = PERSON_ACTING.within(words, 2) if WORK_END.ends(words) else None
    if acting:
        return words[: acting.start()]
    per = PER_TIME.within(words, 2)  # 污水处理厂|每季度开展
    if per:
        return words[: per.start()]
    then, built = THEN.within(words, 2), _BUILT.search(words)
    if then and not ACT.ends(words[: then.start()]) and any(cue.begins(words, then.end()) for cue in _DOING):
        return words[: then.start()]
    return words[: built.end(1)] if built else words


def _is_act(noun: str, after: str) -> bool:
    """Tell whether what follows the number says what is done with the noun before it (青年3千名开办实体)."""
    is_noun = bool(noun) and not noun.endswith("、") and not _AND.ends(noun)
    return is_noun and len(after) > 3 and _OPENING.begins(after)


def _head_noun(folded: str, text: str, start: int, end: int) -> str | None:
    """3个引领升级、影响力大的领军企业: the noun stands after the last 的 where no figure comes between."""
    stop = HEAD_STOP.search(folded, start, end)
    words = _VERSION.sub("", squeeze(text[start : stop.start() if stop else end]))
    noun = words.rpartition("的")[2] if "的" in words else ""
    is_figure = any(is_numeral_char(character) for character in words)
    return noun if 2 <= len(noun) <= 20 and not is_figure else None


def _split_base(before: str) -> tuple[str, str | None]:
    """A不少于B的80%: A is the indicator, B the base."""
    hits = OVER_BASE.all(before)
    if not hits:
        return before.rstrip().removesuffix("的"), None
    return before[: hits[-1].start()], squeeze(before[hits[-1].end() :]).removesuffix("的") or None


def subject_of(text: str, this: Reading) -> str | None:
    """The subject of a clause that has none: the words of the clauses before it in the sentence."""
    start = max(this.sentence.start, this.clause.start - _LOOK_BACK)
    for piece in reversed(_PAUSE.split(text[start : this.clause.start])[-PIECES:]):
        noun = clean_before(FIGURE_TAIL.sub("", _RIGHT.cut_end(piece)))
        if len(noun) >= 2:
            campaign = _CAMPAIGN.search(noun)
            return noun[: campaign.start()] if campaign and campaign.start() >= 2 else noun
    return None


def with_threshold(text: str, sized: Reading, name: str | None, gap: str) -> str | None:
    """固投亿元以上|项目20个: how much money projects take that are counted is a part of their name; `gap` is what follows `sized`."""
    is_money = sized.quantity.dimension == "money" and sized.comparison.end > sized.quantity.end
    if not is_money or name is None or not PROJECT.is_all(name) or not squeeze(gap).startswith(name):
        return name
    front = clean_before(text[sized.left : sized.comparison.start])
    return name if not front else front + squeeze(text[sized.comparison.start : sized.comparison.end]) + name


def done_besides(gap: str, last: str) -> str | None:
    """项目|新开工43个、|竣工38个: what is done besides with the thing that was named last; `gap` is what stands between the figures."""
    act, thing = squeeze(gap).lstrip("、，"), _cut_done(last)
    return thing + act if ACT.is_all(act) and thing != last else None


def _cut_done(name: str) -> str:
    """A name without what is done at its end: 项目|新开工."""
    thing = ACT.cut_end(name)
    return name if thing == name else NEWLY.cut_end(thing)
