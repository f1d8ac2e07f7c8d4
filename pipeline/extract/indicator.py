"""The noun phrase that a figure counts, from the words of its clause."""

from __future__ import annotations

import re

from pipeline.extract.cues import basis_cues
from pipeline.extract.reading import Reading

LEAD = re.compile(
    r"^(?:[、，。；：:\s和及与]|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.、]|到?20\d\d ?年(?:底前|[底末前])?|全?力?争取|力争|争取|确保|努力|计划|预计|积极|"
    r"大力|全面|加快|推动|推进|实现|完成|全力|今年|明年|全年|年内|每年|每季度|每学期|每月|年度|当年|累计|全市|全省|全县|全区|共|并|其中|含|包括|拉动|带动|将|把|使|进一步|持续|"
    r"继续|逐步|稳步|基本|再|重点|新增|净增|至少|"
    r"最高|最多|力求|引导|鼓励|支持|组织|开展|举办|召开|各|每个?[县村镇乡区市（）、]{1,8}|第?[一二三四1-4]季度|[上下]半年|\d{1,2} ?月(?:份|底)?前?)+"
)
VERBS = re.compile(
    r"(?:申请|发放|安排|落实|举办|开展|召开|组织|建设和?完善|建设|建成|建立|新建|再建|改建|新增|净增|新设|新聘|新开行?|新认定|培育|引进|打造|创建|开通|开设|组建|改造|修缮|评选|认定|收录|完成|投入(?![强占总力产额])(?=[^，]{2})|争取|"
    r"争创|设立|成立|配发|配备|推出|推广|增加|实施|扶持|带动|拉动|筹集|选派|遴选|盘活|补植|发展|接待|惠及|覆盖|覆盖到|公布|制定|编制|开发|招引|吸引|完善|新购|更新|提供|免费|通过|形成|稳定|拓展|投放|联系|达成|签约|开工|对接[^，]{2,12}(?:局|部门)|将|把|实现|推动|推进)"
)
TRAIL = re.compile(
    r"(?:[\s、：:，=≥≤><“（]|（[^（）]*）|分别|均|都|各|达到?|扩大[到至]|提[升高][到至]|增[加至长][到至]?|保持在?|稳定在|维持在|控制在|压缩[到至]?|压减[到至]?|缩短[到至]?|降[低至到][到至]?|下降[到至]?|减少[到至]?|减至|上升[到至]?|"
    r"增长|上涨|提[高升]|下降|降低|减少|压减|翻|年均|同比|平均增[长速]|增速|增幅|增长率|实现|完成|为|约|超过?|突破|不少于|不低于|不超过|不高于|低于|高于|少于|多于|累计|总计|合计|共计|共|到|至|由|从|在|的|要|可|应|已|比(?![重例率])[^，。]{2,12}|较(?![大高])[^，。]{2,12}|基础上|"
    r"力争|争取|新增|年内|不能|不得|不多于|扩展到|拓展[到至])$"
)
AFTER_STOP = re.compile(r"[、，。；：（）\n|]|$")
VERBAL = re.compile(
    r"^(?:竣工|验收|投产|开工|完工|建设|上线|运行|运营|落地|挂牌|投入使用|开放|启动|达标|创建|申报|评审|通过|工作|任务|改造|提升|整治|建成|任务|等|并)+$"
)
NOT_NOUN = re.compile(
    r"^(?:[和与及、]|以上|以下|以内|左右|办结|完成|达到|为|的?(?:指标|目标|要求|标准|比例|速度|水平)$)"
)
SPLIT = re.compile(r"、|以及|(?<![普涉波惠触危遍])及(?![格时早])|(?<![共祥调饱温柔总])和(?![谐平])|(?<![参给])与(?!会)")
EMPTY = re.compile(r"^[\d\W_]*$")


def find_indicator(folded: str, text: str, this: Reading) -> tuple[str | None, str | None]:
    """Find the indicator of a quantity, and for a share what it is a share of.

    Both are the words as written, blanks removed: what follows the number (8家医院开展…) or what stands before it
    (接入机构数量达到10家).
    """
    before = text[this.left : this.comparison.start]
    if this.comparison.cue in before:
        before = before.rpartition(this.comparison.cue)[2] if this.comparison.cue else before
    after = _after(folded, text, this)
    quantity = this.quantity
    base = None
    if quantity.dimension == "ratio" and before.rstrip().endswith("的"):
        before, base = _split_base(before)
        if base is None and after:
            return after, clean_before(before) or None
    noun = clean_before(before)
    prefers_after = (
        quantity.dimension in ("count", "area", "length", "mass", "other", "energy", "data_size", "ratio") or not noun
    )
    if after and prefers_after and not (noun and base):
        return (noun or after) if VERBAL.match(after) else after, base
    return noun or after, base


def _after(folded: str, text: str, this: Reading) -> str | None:
    """The words that follow the number up to the next mark."""
    start = this.comparison.end
    stop = AFTER_STOP.search(folded, start, this.clause.end)
    piece = _squeeze(text[start : stop.start() if stop else this.clause.end]).removeprefix("的")
    if len(piece) < 2 or EMPTY.match(piece) or NOT_NOUN.match(piece):
        return None
    return piece


def _split_base(before: str) -> tuple[str, str | None]:
    """A不少于B的80%: A is the indicator, B the base."""
    hits = list(re.finditer(r"达到?|不少于|不低于|不超过|增加到|提高到|占|超过|不高于|完成", before))
    found = hits[-1] if hits else None
    if found is None:
        return before.rstrip().removesuffix("的"), None
    return before[: found.start()], _squeeze(before[found.end() :]).removesuffix("的") or None


def clean_before(before: str) -> str:
    """Take adverbs, verbs and marks off the words before a number."""
    phrase = before.replace("[bookmark: _GoBack]", "").rstrip()
    if phrase.count("（") > phrase.count("）"):
        phrase = re.sub("^(?:含|其中|包括)", "", phrase.rpartition("（")[2])
    while True:
        shorter = TRAIL.sub("", phrase)
        if shorter == phrase:
            break
        phrase = shorter
    phrase = LEAD.sub("", phrase)
    for found in list(VERBS.finditer(phrase))[::-1]:
        if len(_squeeze(phrase[found.end() :])) >= 2 and phrase[found.end()] not in "的和、率额量数度值费":
            phrase = phrase[found.end() :]
            break
    phrase = _squeeze(LEAD.sub("", phrase)).strip("，。；：、|").removeprefix("的")
    return "" if EMPTY.match(phrase) or VERBS.fullmatch(phrase) else phrase


def subject_of(text: str, this: Reading) -> str | None:
    """The subject of a clause that has none: the words of the clauses before it in the sentence."""
    for piece in reversed(re.split(r"[，：]", text[this.sentence.start : this.clause.start])):
        noun = clean_before(re.sub(r"[\d.]+[万亿]?[\u4e00-\u9fff%％]{0,3}(?:以上|以下|以内|左右)?$", "", piece))
        if len(noun) >= 2:
            return noun
    return None


def split_names(phrase: str) -> list[str]:
    """Cut 甲、乙和丙 into names; a tail that only the last has (城市、农村污水处理率) is given to all."""
    names = [name for name in (_squeeze(piece) for piece in SPLIT.split(phrase)) if name]
    last = names[-1] if names else ""
    if len(names) > 1 and not any(name[-1] == last[-1] for name in names[:-1]):
        size = len(names[0])
        if len(last) > size and all(len(name) <= size + 1 for name in names[:-1]):
            return [name + last[size:] for name in names[:-1]] + [last]
    return names


def is_flow_noun(noun: str) -> bool:
    """Tell whether a noun names a volume of the period."""
    return bool(basis_cues("noun", "flow", "@$").search(noun))


def _squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)
