"""What 、 cut inside of one group and belongs together: 各市、县（市、区）人民政府; 市各有关部门、单位."""

from __future__ import annotations

import re
from functools import cache

from pipeline.model import Span
from pipeline.normalise.pieces import LONGEST_PIECE, group_heads
from pipeline.rules.divisions import level_ends, level_words
from pipeline.rules.responsibility import duty_pattern, duty_words, ends, role_pattern


def join_groups(text: str, pieces: list[Span]) -> list[Span]:
    """Join what 、 cut inside of one group: 各市、县（市、区）人民政府; 市各有关部门、单位."""
    joined: list[Span] = []
    for piece in pieces:
        if joined and text[joined[-1].end : piece.start].strip() == "、":
            head, rest = text[joined[-1].start : joined[-1].end], text[piece.start : piece.end]
            last = re.split(rf"{duty_pattern('joiner')}|等", head)[-1]  # 市农业局和各县党委、政府
            if len(head) <= LONGEST_PIECE and _group_head().fullmatch(last) and _goes_on(last, rest):
                joined[-1] = Span(joined[-1].start, piece.end)
                continue
        joined.append(piece)
    return joined


def _goes_on(head: str, rest: str) -> bool:
    rest = role_pattern("verb").split(rest, maxsplit=1)[0]
    if _bare_plural().fullmatch(rest) or (head.endswith(duty_words("party")) and _rest_of_group().fullmatch(rest)):
        return True
    return bool(_divisions_only().fullmatch(head) and rest and _rest_of_group().fullmatch(rest))


@cache
def _group_head() -> re.Pattern[str]:
    own = rf"(?:{'|'.join(level_words('own'))})?[{level_ends()}]"
    return re.compile(rf"(?:{own})?{duty_pattern('of_level')}?{group_heads()}.*")


@cache
def _divisions_only() -> re.Pattern[str]:
    own = rf"(?:{'|'.join(level_words('own'))})?[{level_ends()}]"
    return re.compile(rf"(?:{own})?{group_heads()}+{_division_words()}{duty_pattern('league')}?(?:、.*)?")


@cache
def _rest_of_group() -> re.Pattern[str]:
    return re.compile(rf"(?:{_division_words()})?{duty_pattern('organ')}*(?:（[^（）]*）)?")


@cache
def _bare_plural() -> re.Pattern[str]:
    offices = "".join(end for end in ends("office", "body") if len(end) == 1)
    return re.compile(
        rf"(?:{duty_pattern('plural_of')}*{duty_pattern('plural')}+|{duty_pattern('branch')}|[{offices}])(?:（[^（）]*）)?"
    )


def _division_words() -> str:
    """县（市、区）, 开发区, 设区市."""
    return rf"(?:{duty_pattern('division')}|[{level_ends()}])+(?:（[^（）]*）)?[{level_ends()}]?"
