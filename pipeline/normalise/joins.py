"""What 、 cut inside of one group and belongs together: 各市、县（市、区）人民政府; 市各有关部门、单位; 市、县、乡三级."""

from __future__ import annotations

import re
from functools import cache
from itertools import zip_longest

from pipeline.model import Span
from pipeline.normalise.pieces import LONGEST_PIECE, group_heads
from pipeline.normalise.shared import is_stem, shared_end
from pipeline.rules.divisions import level_ends, level_words
from pipeline.rules.responsibility import duty_pattern, duty_words, ends, role_pattern


def join_groups(text: str, pieces: list[Span]) -> list[Span]:
    """Join what 、 cut inside of one group: 各市、县（市、区）人民政府; 市各有关部门、单位."""
    joined: list[Span] = []
    levels = _find_levels(text, pieces)
    for piece in pieces:
        if piece in levels:
            joined[-1] = Span(joined[-1].start, piece.end)
            continue
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
    if _all_of_level().fullmatch(head) and _are_offices_below(rest):
        return True
    return bool(_divisions_only().fullmatch(head) and rest and _rest_of_group().fullmatch(rest))


def _find_levels(text: str, pieces: list[Span]) -> set[Span]:
    """Find the pieces that only go on with levels, where no office follows: 县 and 乡三级 of 市、县、乡三级."""
    found: set[Span] = set()
    run: list[Span] = []
    for piece, following in zip_longest(pieces, pieces[1:]):
        gap = text[piece.end : following.start].strip() if following else ""
        words = text[piece.start : piece.end]
        run = [*run, piece] if _bare_levels().fullmatch(words) else []
        if gap != "、":
            found.update(run[1:])
            run = []
    return found


@cache
def _bare_levels() -> re.Pattern[str]:
    """市, 镇（街道）, 乡三级."""
    level = "|".join((*level_words(), *level_words("town")))
    return re.compile(rf"(?:{level})+(?:（[^（）]{{1,9}}）)?(?:{'|'.join(level_words('levels'))})?")


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
def _all_of_level() -> re.Pattern[str]:
    """各市, 各市州."""
    return re.compile(rf"{group_heads()}[{level_ends()}]+(?:（[^（）]{{1,9}}）)?")


def _are_offices_below(rest: str) -> bool:
    """Whether words are 县（市、区）财政局, as what follows 各市、."""
    level, end = _below().match(rest), shared_end().search(rest)
    return bool(level and end and is_stem(rest[level.end() : end.start()]))


@cache
def _below() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(level_words('county'))})(?:（[^（）]{{1,9}}）)?")


@cache
def _bare_plural() -> re.Pattern[str]:
    offices = "".join(end for end in ends("office", "body") if len(end) == 1)
    return re.compile(
        rf"(?:{duty_pattern('plural_of')}*{duty_pattern('plural')}+|{duty_pattern('branch')}|[{offices}])(?:（[^（）]*）)?"
    )


def _division_words() -> str:
    """县（市、区）, 开发区, 设区市."""
    return rf"(?:{duty_pattern('division')}|[{level_ends()}])+(?:（[^（）]*）)?[{level_ends()}]?"
