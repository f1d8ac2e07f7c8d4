"""Names in a row that share a noun: 城镇、农村|居民人均可支配收入, 公共图书馆、文化馆|免费开放率, 城市、农村|污水处理率."""

from __future__ import annotations

import re

from pipeline.extract.numeral.token import IDEOGRAPH
from pipeline.lang.cue import Cue, Shape
from pipeline.lang.heading import squeeze
from pipeline.lang.numeral import CHINESE

_AND, _SHARE = Cue("sentence_cues", "and"), Cue("sentence_cues", "share")
_HEAD, _WEIGHT, _MODIFIER = (Cue("noun_classes", group) for group in ("head", "weight", "head_modifier"))
RATE_ENDING, AMOUNT_END = Cue("noun_classes", "rate_end"), Cue("noun_classes", "amount_end")
_MEASURED, CONTRAST_END = Cue("noun_classes", "measured_end"), Cue("noun_classes", "contrast_end")
JOINT = Shape("、|@", _AND)
_SHARE_OF = Shape("(?:@)?@[^、，]+@$", _HEAD, _SHARE, _WEIGHT)
_WHOLE = Shape("(?:@|@|@|@)$", _HEAD, _WEIGHT, RATE_ENDING, AMOUNT_END)  # it can be measured as it is
_HEADED = Shape("(?:@)*@$", _MODIFIER, _HEAD)
CONTRASTS = PLACES, SCHOOLS, INSURED = tuple(
    Cue("noun_classes", f"contrast_{name}") for name in ("place", "school", "insured")
)
_MEASURE_OF, _PER_HEAD = Cue("noun_classes", "measure_of"), Cue("noun_classes", "per_head")
_OF_REGION = Cue("noun_classes", "of_region")
_MEASURE = Shape("(?:@)*@$", _MODIFIER, _MEASURE_OF)
_COUNTED_LIST = Shape(rf"@[\d{CHINESE}]", Cue("sentence_cues", "listed"))
_QUALITY = Shape(rf"{IDEOGRAPH}{{2}}@(?={IDEOGRAPH}{{2}})", Cue("noun_classes", "quality_end"))
_ENCLOSED = re.compile("（[^（）]*）|“[^“”]*”|《[^《》]*》")
_SHORTEST, LONGEST_CONTRAST = 2, 3  # characters of a name; of a word that only sets itself against another
LONGEST_MEASURE = 8  # characters of a measure that is said alone: 资源化综合利用率
_APART = 2  # characters that parallel words differ by: 图书馆、文化馆、博物馆


def split_names(phrase: str) -> list[str]:
    """Cut 甲、乙和丙 into names, blanks removed; what only the last has behind it (城市、农村|污水处理率) is given to all.

    So is what only the first has before it: 公共机构|人均能耗、人均用水量; 工业|能耗、水耗.
    """
    names = [name for name in map(squeeze, list_parts(phrase)) if name]
    others = names[:-1]
    if not others:
        return names
    is_whole = any(map(_WHOLE.search, others)) or all(map(_MEASURED.ends, others))
    tail = "" if is_whole else _find_tail(others, names[-1])
    if not tail:
        return _share_front(names)
    closed = _COUNTED_LIST.search(names[-1])  # 甲、乙和丙|等3项污染物|减排量
    last = names[-1][: closed.start()] + tail if closed and closed.start() >= _SHORTEST else names[-1]
    return _share_quality([*(name + tail for name in others), last], others[0])


def _share_quality(names: list[str], first: str) -> list[str]:
    """Give the quality that only the first begins with to the short words beside it: 溶剂型|涂料、油墨使用比例."""
    found = _QUALITY.match(first)
    if not found or any(_QUALITY.match(name) for name in names[1:]):
        return names
    tail = len(names[0]) - len(first)
    is_short = all(len(name) - tail <= LONGEST_CONTRAST for name in names[1:])
    return [names[0], *(found[0] + name for name in names[1:])] if is_short else names


def share_back(name: str, earlier: str) -> str:
    """A name that only sets itself against the one before takes its noun: 国家级|企业10家、省级 → 省级企业."""
    for contrast in CONTRASTS:
        if contrast.is_all(name) and contrast.begins(earlier):
            return name + contrast.cut_start(earlier)
    end = earlier.find(name[-1])
    is_short = CONTRAST_END.is_all(name[-1]) and 0 < end <= _SHORTEST
    return name + earlier[end + 1 :] if is_short else name


def share_measured(name: str, earlier: str) -> str:
    """A measure that is said alone is of what the one before was of: 林下经济|面积达到…、产值达到…."""
    found = _MEASURE.search(earlier) if _MEASURE.fullmatch(name) else None
    return earlier[: found.start()] + name if found and found.start() >= _SHORTEST else name


def _share_front(names: list[str]) -> list[str]:
    """Give what only the first name begins with to all that are a measure alone, or one per head or unit."""
    first, *others = names
    per = _PER_HEAD.within(first, _SHORTEST)
    if per and all(_PER_HEAD.begins(name) and not _OF_REGION.within(name) for name in others):
        return [first, *(first[: per.start()] + name for name in others)]
    return [first, *(share_measured(name, first) for name in others)]


def list_parts(phrase: str) -> list[str]:
    """The parts of a row; what stands in brackets or quotes is not cut."""
    closed = [found.span() for found in _ENCLOSED.finditer(phrase)]
    parts, start = [], 0
    for found in JOINT.pattern.finditer(phrase):
        if not any(begin < found.start() < end for begin, end in closed):
            parts.append(phrase[start : found.start()])
            start = found.end()
    return [*parts, phrase[start:]]


def _find_tail(names: list[str], last: str) -> str:
    """What the last name of a row has behind what sets it against the others; "" where nothing is shared."""
    for contrast in CONTRASTS:
        if contrast.begins(last) and all(contrast.ends(name) for name in names):
            return contrast.cut_start(last)
    place = last.find(names[-1][-1], 1) + 1
    is_parallel = place and abs(place - len(names[-1])) <= _APART and all(name[-1] == last[place - 1] for name in names)
    if is_parallel:
        return last[place:]
    if found := _SHARE_OF.search(last) or _HEADED.search(last):
        return found[0]
    size = len(names[0])
    is_alike = len(last) > size and all(len(name) <= size + 1 for name in names) and names[0][-1] != last[-1]
    return last[size:] if is_alike else ""
