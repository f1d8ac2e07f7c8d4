"""What the name of a department looks like, and words that say what departments do; no table of names is asked."""

from __future__ import annotations

import re
from functools import cache

from pipeline.rules.departments import endings, group_cues
from pipeline.rules.divisions import level_ends, level_words
from pipeline.rules.responsibility import duty_pattern, end_pattern, ends, role_pattern

PAUSE = re.compile(r"[，；、,;\s]+")
LIST_MARK = re.compile(r"\s*(?:[①-⑳]|（?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）.．、]\s*)?")
_LONGEST_NAME = 60  # characters
LONGEST_STEM = 6  # characters of a name without its last word


def ends_like_department(words: str) -> bool:
    """Tell whether folded words end like the name of a department: 局, 集团, 各乡镇."""
    return _department_end().search(words) is not None


def looks_like_department(words: str) -> bool:
    """Tell whether folded words look like a department: by their end, or by the level or group that they begin with."""
    if len(words) > _LONGEST_NAME or words in ends("common"):
        return False
    if words.startswith(heads()) and not words.startswith(level_words("not_level")):
        return len(words) > 2
    if len(words) < 3:
        return len(words) == 2 and (words.endswith(ends("office")) or words in ends("whole"))
    return ends_like_department(words)


@cache
def _department_end() -> re.Pattern[str]:
    levels, zones = level_ends(), "|".join(row.ending for row in endings() if row.use == "zone")
    return re.compile(
        rf"(?:{end_pattern('office', 'body', 'section', 'common', 'whole')}|{zones}|[各有相]\S*[{levels}镇乡])(?:（[^（]*）)?等?$"
    )


@cache
def heads() -> tuple[str, ...]:
    """What a department's name or a group begins with: 市, 各, 有关."""
    groups = tuple(row.cue for row in group_cues() if row.position == "start")
    return (*level_words(), *groups)


def _is_name(words: str) -> bool:
    """Tell whether words are a name by their end or by their length (市财政), and no sentence (各地结合实际抓好)."""
    return ends_like_department(words) or len(words) <= LONGEST_STEM


def tells_duty(words: str, strict: bool = False) -> bool:
    """Tell whether words begin with departments and what they do: 甲局牵头，乙局配合; 由甲局会同乙局负责.

    Strict: every name is one by itself, and none a common noun (支持企业参与).
    """
    verb = _verb_outside(words)
    subject = _take_off(words[: max(verb, 0)])
    pieces = [piece for piece in _between().split(subject) if piece]
    if strict and not all(
        looks_like_department(p) and (p.startswith(heads()) or not p.endswith(ends("common"))) for p in pieces
    ):
        return False
    return bool(pieces) and looks_like_department(pieces[-1]) and _is_name(pieces[-1])


def _verb_outside(words: str) -> int:
    """Where the first verb outside of brackets stands; -1 where none does."""
    for match in role_pattern("verb").finditer(words):
        if match.start() > 0 and words.count("（", 0, match.start()) <= words.count("）", 0, match.start()):
            return match.start()
    return -1


def _take_off(subject: str) -> str:
    """Take what is no name off the departments before a verb: 由 in front, 等部门共同 behind."""
    mark = LIST_MARK.match(subject)
    return _around().sub("", subject[mark.end() if mark else 0 :])


@cache
def _between() -> re.Pattern[str]:
    return re.compile(rf"{PAUSE.pattern}|{duty_pattern('joiner')}")


@cache
def _around() -> re.Pattern[str]:
    return re.compile(
        rf"^(?:{duty_pattern('before_by')}|由)+|(?:等[^，、]{{0,6}}?)?(?:{role_pattern('filler').pattern})+$|等[^，、]{{0,6}}$"
    )


def is_office(words: str) -> bool:
    """市商务局: no place (试点城市（青岛市、济南市）), no common noun (（医院、学校）)."""
    return looks_like_department(words) and ends_like_department(words) and words[-1] not in level_ends()
