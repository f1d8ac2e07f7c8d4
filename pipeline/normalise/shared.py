"""Names that share an end: 禅城、南海、顺德区政府 are three governments, 市、区财政局 the city's and those of its districts.

In 各县（市、区）教育、卫生健康部门 the first shares its end with the second and the second the divisions of the first.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.model import Region, Span
from pipeline.normalise.divisions import Slot, find_by_level, find_slots
from pipeline.normalise.pieces import group_heads
from pipeline.rules.departments import compose_stem, forms
from pipeline.rules.divisions import Division, by_name, find_division, level_words
from pipeline.rules.responsibility import duty_pattern, duty_words, end_pattern, ends, role_pattern

_LONGEST = 40  # characters of the name that is whole


class Shared(NamedTuple):
    """What pieces mean by the end of a later one: words by the start of the piece, and pieces that are groups."""

    written: dict[int, str]
    groups: set[int]


def find_shared(folded: str, pieces: list[Span], region: Region | None, year: int | None) -> Shared:
    """Find the bare divisions (禅城) and bare levels (市) before a piece that says what of them is meant."""
    home = find_division(region.code, region.name) if region else None
    shared = Shared({}, set())
    _share_stems(folded, pieces, shared)
    after: list[Span] = []
    for piece, following in reversed(list(pairwise(pieces))):
        is_listed = folded[piece.end : following.start].strip() in ("、", *duty_words("joiner"))
        after = (
            after
            if is_listed and after and after[0] == following and following.start in shared.written
            else [following]
        )
        if is_listed:
            _share(folded, piece, after[-1], home, year, shared)
            after = [piece, after[-1]]
    return shared


def split_levels(folded: str, pieces: list[Span]) -> list[Span]:
    """Cut a bare level off what is joined to it: 市和各区水务局, 市及县（市、区）教育局."""
    cut: list[Span] = []
    for piece in pieces:
        found = _joined_level().match(folded, piece.start, piece.end)
        if found:
            cut.append(Span(piece.start, found.end("level")))
        cut.append(Span(found.end(), piece.end) if found else piece)
    return cut


@cache
def _joined_level() -> re.Pattern[str]:
    levels = "|".join(level_words())
    return re.compile(rf"(?P<level>{levels}){duty_pattern('joiner')}(?={group_heads()}?(?:{levels}))")


def _share_stems(folded: str, pieces: list[Span], shared: Shared) -> None:
    """Give 各县教育、卫生健康部门 its two groups: the stem before the 、 the end, the stem behind it the divisions."""
    first = 0
    while first < len(pieces):
        run = _find_stems(folded, pieces[first:])
        head = _all_divisions().match(folded, pieces[first].start)
        end = shared_end().search(_name(folded, run[-1])) if run else None
        for piece in run:
            before = head[0] if head and piece is not run[0] else ""
            behind = end[0] if end and piece is not run[-1] else ""
            shared.written[piece.start] = before + _name(folded, piece) + behind
            shared.groups.add(piece.start)
        first += max(len(run), 1)


def _find_stems(folded: str, pieces: list[Span]) -> list[Span]:
    """Find the pieces at the start that are the stems of one group; none where there is but one."""
    head = _all_divisions().match(folded, pieces[0].start, pieces[0].end)
    if not head or not is_stem(folded[head.end() : pieces[0].end]):
        return []
    for i, (piece, following) in enumerate(pairwise(pieces), 2):
        words = _name(folded, following)
        end = shared_end().search(words)
        if folded[piece.end : following.start].strip() != "、" or not is_stem(words[: end.start()] if end else words):
            return []
        if end:
            return pieces[:i]
    return []


def is_stem(words: str) -> bool:
    """Whether words are what offices are for: 教育, 卫生健康."""
    return compose_stem(words) is not None or bool(forms().get(f"*{words}{ends('office')[0]}"))


def _share(folded: str, piece: Span, full: Span, home: Division | None, year: int | None, shared: Shared) -> None:
    bare = folded[piece.start : piece.end]
    words = "".join(_name(folded, full).split())
    if len(words) >= _LONGEST or not words:
        return
    levels = None if words.startswith(level_words("not_level")) else _levels().match(words)
    if levels and _bare_level().fullmatch(bare) and levels[0] != bare:
        shared.written[piece.start] = bare + words[levels.end() :]
        for start, level in ((piece.start, bare), (full.start, levels["first"])):
            if find_by_level(level, home) is None:
                shared.groups.add(start)
        return
    for slot in find_slots(words, home, None, year):
        sibling = _find_sibling(bare, slot) if not slot.start and 0 < slot.end < len(words) - 1 else None
        if sibling:
            shared.written[piece.start] = sibling.name + words[slot.end :]
            return


def _level() -> str:
    return "|".join((*level_words(), *level_words("town")))


@cache
def _bare_level() -> re.Pattern[str]:
    return re.compile(_level())


@cache
def _levels() -> re.Pattern[str]:
    """What a name of several levels begins with: 区, 各区县, 县（市、区）, 区两级, 镇（街）."""
    both = "|".join(level_words("levels"))
    return re.compile(
        rf"{group_heads()}?(?P<first>{_level()})(?:{_level()})*(?:（[^（）]{{1,9}}）)?(?:{_level()})?(?:{both})?(?=..)"
    )


@cache
def _all_divisions() -> re.Pattern[str]:
    """各县（市、区）, 各区县, 各级, 县（市、区）: divisions of which there are many."""
    many = rf"{group_heads()}{duty_pattern('of_level')}?(?:{_level()})*(?:（[^（）]{{1,9}}）)?"
    return re.compile(rf"{many}|(?:{_level()})（[^（）]{{1,9}}）")


@cache
def shared_end() -> re.Pattern[str]:
    """What stems share: 部门, 主管部门, 局."""
    return re.compile(rf"(?:{duty_pattern('main')}?{duty_pattern('plural')}|{end_pattern('office')})$")


def _name(folded: str, piece: Span) -> str:
    """What stands before the verb: 市财政局 of 市财政局共同负责."""
    return _deed().split(folded[piece.start : piece.end], maxsplit=1)[0]


@cache
def _deed() -> re.Pattern[str]:
    """Where a name has ended: 市、区财政局共同负责, 市、区有关单位和各镇."""
    deed = f"{role_pattern('verb').pattern}|{role_pattern('filler').pattern}"
    return re.compile(rf"(?<=..)(?:{deed}|{duty_pattern('joiner')}(?={group_heads()}|{_level()}))")


def _find_sibling(bare: str, slot: Slot) -> Division | None:
    """The division of a bare short name that lies beside one of those that a slot means: 禅城 beside 顺德区."""
    parents = {d.parent for d in slot.divisions if not slot.is_level}
    found = [d for d in by_name().get(bare, ()) if d.parent in parents and not d.valid_to and d.name != bare]
    return found[0] if len(found) == 1 else None
