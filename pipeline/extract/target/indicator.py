"""The noun phrase that a figure counts, from the words of its clause."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.extract.target.comparison import Reading
from pipeline.lang.numeral import is_numeral_char
from pipeline.rules.language import phrase_words

LEAD_SHAPES = (
    r"[、，。；：:→\s和及与]|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.、]|到?20\d\d ?年(?:底前|[底末前])?|全?力?争取|每个?[县村镇乡区市（）、]{1,8}|"
    r"20\d\d ?年?[-—~至到]20\d\d ?年?(?:期间)?|到?[“”]?十[一二三四五]五[“”]?(?:时期|期间|期末|末)|"
    r"[①-⓿❶-➓]|第?[一二三四1-4]季度|[上下]半年|\d{1,2} ?月(?:份|底)?前?"
)
VERB_SHAPES = r"投入(?![强占总力产额])(?=[^，]{2})|对接[^，]{2,12}(?:局|部门)"
TRAIL_SHAPES = (
    r"[\s、：:，=≥≤><“（]|（[^（）]*）|(?<![占同环对之相])比(?![重例率])[^，。]{2,12}|较(?![大高])[^，。]{2,12}|在[^，。]{2,12}基础上|"
    r"(?:高于|低于|快于|好于|优于)[^，。\d]{2,12}|[由从]20\d\d ?年(?:底|末)?的?|每人每[月年]|每[人月周年天日]|\d{1,2} ?月(?:底|份|末)?前?"
)
HEAD_STOP = re.compile(r"[，。；：（）\n|]|$")
AFTER_STOP = re.compile(r"[、，。；：（）\n|]|$")
VERBAL = re.compile(
    r"^(?:竣工|验收|投产|开工|完工|建设|上线|运行|运营|落地|挂牌|投入使用|开放|启动|达标|创建|申报|评审|通过|工作|任务|改造|提升|整治|建成|任务|等|并)+$"
)
NOT_NOUN = re.compile(
    r"^(?:和(?![美谐平])|[与及、]|区间|范围|覆盖$|以上|以下|以内|左右|(?:新)?(?:台阶|大关|关口)|办结|完成|达到|为|的?(?:指标|目标|要求|标准|比例|速度|水平)$)"
)
HEAD_NOUN = re.compile(
    "(?:(?:增加值)?占[^、，]+比重|总?产量|总?产值|增加值|销量|面积|人数|数量|收入|支出|投资额|价格|浓度|规模|增速|占比|比重|次数|里程|津贴标准|补助标准|标准)$"
)
PART_HEAD = re.compile("^(?:含|其中|包括)")
PAUSE = re.compile("[，：]")
FIGURE_TAIL = re.compile(r"[\d.]+[万亿]?[\u4e00-\u9fff%％]{0,3}(?:以上|以下|以内|左右)?$")
LONGEST_TRAIL = 24  # characters
TRAIL_ENDS = " 、：:，=≥≤><“（）上底末的月天日年周人份前"  # of the shapes but for those that begin as OPEN_TRAIL says
OPEN_TRAIL = re.compile("[比较高低快好优]")
REMEMBERED = 256  # phrases; name and basis of a figure ask for the same one
LOOK_BACK, PIECES = 200, 6  # characters and clauses that a subject may stand before its figure
PLACES = ("城镇", "城市", "农村", "乡村", "省级", "市级", "县级", "区级", "镇级", "乡级", "村级")
BOUND = "的和、率额量数度值费性者力型业员"
GENERIC = re.compile("(?:面积|数量|比例|总量|规模|任务|工作|资金|投资|金额|人数|里程|总数)$")
SPLIT = re.compile(
    r"、|以及|(?<![普涉波惠触危遍])及(?![格时早相其])|(?<![共祥调饱温柔总])和(?![谐平])|(?<![参给])与(?!会)"
)
EMPTY = re.compile(r"^[\d\W_①-⓿❶-➓]*$")


@cache
def _phrase(place: str, template: str, shapes: str = "") -> re.Pattern[str]:
    """Compile the words of rules/extract/phrase_words.csv at one place, longest first, and shapes into `template` for @."""
    words = sorted((row.word for row in phrase_words() if row.place == place), key=lambda word: (-len(word), word))
    return re.compile(template.replace("@", "(?:" + "|".join([shapes, *words] if shapes else words) + ")"))


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
        and not _phrase("opening", "^@").match(after)
        and _ends_in_verb(before)
    )
    prefers_after = (
        is_object
        or quantity.dimension in ("count", "area", "length", "mass", "other", "energy", "data_size", "ratio")
        or not noun
    )
    if after and prefers_after and not (noun and base):
        is_act = VERBAL.match(after) or _is_act(noun, after)
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
    piece = _squeeze(text[start:end]).removeprefix("的")
    if len(piece) < 2 or EMPTY.match(piece) or NOT_NOUN.match(piece):
        return None
    if folded[end : end + 1] == "、" and "的" not in piece:
        return _head_noun(folded, text, end, this.clause.end) or piece
    return piece


def _is_act(noun: str, after: str) -> bool:
    """Tell whether what follows the number says what is done with the noun before it (青年3千名开办实体)."""
    is_noun = bool(noun) and not noun.endswith(("和", "及", "、"))
    return is_noun and len(after) > 3 and bool(_phrase("opening", "^@").match(after))


def _head_noun(folded: str, text: str, start: int, end: int) -> str | None:
    """3个引领升级、影响力大的领军企业: the noun stands after the last 的 where no figure comes between."""
    stop = HEAD_STOP.search(folded, start, end)
    words = _squeeze(text[start : stop.start() if stop else end])
    noun = words.rpartition("的")[2] if "的" in words else ""
    is_figure = any(is_numeral_char(character) for character in words)
    return noun if 2 <= len(noun) <= 20 and not is_figure else None


def _split_base(before: str) -> tuple[str, str | None]:
    """A不少于B的80%: A is the indicator, B the base."""
    hits = list(re.finditer(r"达到?|不少于|不低于|不超过|增加到|提高到|占|超过|不高于|完成", before))
    found = hits[-1] if hits else None
    if found is None:
        return before.rstrip().removesuffix("的"), None
    return before[: found.start()], _squeeze(before[found.end() :]).removesuffix("的") or None


@lru_cache(REMEMBERED)
def clean_before(before: str) -> str:
    """Take adverbs, verbs and marks off the words before a number."""
    phrase = before.replace("[bookmark: _GoBack]", "").rstrip()
    if phrase.count("（") > phrase.count("）"):
        phrase = PART_HEAD.sub("", phrase.rpartition("（")[2])
    phrase = _open(_after_verb(_open(_cut_lead(_cut_trail(phrase)))))
    phrase = _squeeze(_cut_lead(phrase)).strip("，。；：、|").removeprefix("的")
    return "" if EMPTY.match(phrase) or _phrase("verb", "@", VERB_SHAPES).fullmatch(phrase) else phrase


def _ends_in_verb(before: str) -> bool:
    """Tell whether nothing but comparing words stands between a verb and the number: 安排不低于1亿元专项资金."""
    phrase = _cut_trail(before.rstrip())
    return bool(_phrase("verb", "@$", VERB_SHAPES).search(phrase) or _phrase("opening", "@$").search(phrase))


def _cut_lead(phrase: str) -> str:
    """Take what may stand before a noun off the front of a phrase."""
    found = _phrase("lead", "^@+", LEAD_SHAPES).match(phrase)
    return phrase[found.end() :] if found else phrase


def _cut_trail(phrase: str) -> str:
    """Take what may stand between a noun and its figure off the end of a phrase."""
    trail, ends = _phrase("trail", "@$", TRAIL_SHAPES), _trail_ends()
    while phrase:
        low = max(0, len(phrase) - LONGEST_TRAIL)
        is_likely = phrase[-1] in ends or phrase[-1].isspace() or OPEN_TRAIL.search(phrase, low)
        found = trail.search(phrase, low) if is_likely else None
        if not found:
            break
        phrase = phrase[: found.start()]
    return phrase


@cache
def _trail_ends() -> frozenset[str]:
    """The characters that what `_cut_trail` looks for can end in: a phrase with another end is looked at no further."""
    return frozenset(TRAIL_ENDS) | {row.word[-1] for row in phrase_words() if row.place == "trail"}


def _after_verb(phrase: str) -> str:
    """Cut a phrase after its last verb of doing, where a noun is left (全年建成公园 → 公园)."""
    for found in list(_phrase("verb", "@", VERB_SHAPES).finditer(phrase))[::-1]:
        rest = _squeeze(phrase[found.end() :])
        is_noun = len(rest) >= 2 and rest[0] not in BOUND and not GENERIC.match(rest)
        if is_noun and "占" not in phrase[: found.start()]:
            return phrase[found.end() :]
    return phrase


def _open(phrase: str) -> str:
    """Take verbs off the front of a phrase, one at a time, as long as a noun is left."""
    while found := _phrase("opening", "^@").match(phrase):
        rest = _squeeze(phrase[found.end() :])
        if len(rest) < 3 or rest[0] in BOUND or GENERIC.match(rest):
            break
        phrase = phrase[found.end() :]
    return phrase


def subject_of(text: str, this: Reading) -> str | None:
    """The subject of a clause that has none: the words of the clauses before it in the sentence."""
    start = max(this.sentence.start, this.clause.start - LOOK_BACK)
    for piece in reversed(PAUSE.split(text[start : this.clause.start])[-PIECES:]):
        noun = clean_before(FIGURE_TAIL.sub("", piece))
        if len(noun) >= 2:
            return noun
    return None


def split_names(phrase: str) -> list[str]:
    """Cut 甲、乙和丙 into names; a tail that only the last has (城市、农村污水处理率) is given to all."""
    names = [name for name in (_squeeze(piece) for piece in SPLIT.split(phrase)) if name]
    last = names[-1] if names else ""
    if len(names) > 1 and all(name in PLACES for name in names[:-1]) and last[:2] in PLACES:
        return [name + last[2:] for name in names[:-1]] + [last]
    head = HEAD_NOUN.search(last)
    if head and len(names) > 1 and not any(HEAD_NOUN.search(name) for name in names[:-1]):
        return [name + head[0] for name in names[:-1]] + [last]
    if len(names) > 1 and not any(name[-1] == last[-1] for name in names[:-1]):
        size = len(names[0])
        if len(last) > size and all(len(name) <= size + 1 for name in names[:-1]):
            return [name + last[size:] for name in names[:-1]] + [last]
    return names


def _squeeze(text: str) -> str:
    return "".join(text.split())
