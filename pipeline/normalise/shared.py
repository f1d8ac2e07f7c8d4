"""Names that share an end: 禅城、南海、顺德区政府 are three governments, 市、区财政局 the city's and those of its districts."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.model import Region, Span
from pipeline.normalise.divisions import Slot, find_by_level, find_slots
from pipeline.rules.departments import group_cues
from pipeline.rules.divisions import Division, by_name, find_division, level_words
from pipeline.rules.responsibility import duty_pattern, duty_words

_LONGEST = 40  # characters of the name that is whole


class Shared(NamedTuple):
    """What pieces mean by the end of a later one: words by the start of the piece, and pieces that are groups."""

    written: dict[int, str]
    groups: set[int]


def find_shared(folded: str, pieces: list[Span], region: Region | None, year: int | None) -> Shared:
    """Find the bare divisions (禅城) and bare levels (市) before a piece that says what of them is meant."""
    home = find_division(region.code, region.name) if region else None
    shared = Shared({}, set())
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
    return re.compile(rf"(?P<level>{levels}){duty_pattern('joiner')}(?={_heads()}?(?:{levels}))")


def _share(folded: str, piece: Span, full: Span, home: Division | None, year: int | None, shared: Shared) -> None:
    bare = folded[piece.start : piece.end]
    words = "".join(folded[full.start : full.end].split())
    if len(words) >= _LONGEST or not words:
        return
    levels = None if words.startswith(level_words("not_level")) else _levels().match(words)
    if levels and bare in level_words() and levels[0] != bare and find_by_level(bare, home):
        shared.written[piece.start] = bare + words[levels.end() :]
        if find_by_level(levels["first"], home) is None:
            shared.groups.add(full.start)
        return
    for slot in find_slots(words, home, None, year):
        sibling = _find_sibling(bare, slot) if not slot.start and 0 < slot.end < len(words) - 1 else None
        if sibling:
            shared.written[piece.start] = sibling.name + words[slot.end :]
            return


@cache
def _levels() -> re.Pattern[str]:
    """What a name of several levels begins with: 区, 各区县, 县（市、区）, 区两级."""
    level, both = "|".join(level_words()), "|".join(level_words("levels"))
    return re.compile(rf"{_heads()}?(?P<first>{level})(?:{level})*(?:（(?:{level}|、)+）)?(?:{both})?(?=..)")


@cache
def _heads() -> str:
    return "(?:" + "|".join(row.cue for row in group_cues() if row.position == "start") + ")"


def _find_sibling(bare: str, slot: Slot) -> Division | None:
    """The division of a bare short name that lies beside one of those that a slot means: 禅城 beside 顺德区."""
    parents = {d.parent for d in slot.divisions if not slot.is_level}
    found = [d for d in by_name().get(bare, ()) if d.parent in parents and not d.valid_to and d.name != bare]
    return found[0] if len(found) == 1 else None
