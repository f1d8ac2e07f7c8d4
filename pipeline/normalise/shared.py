"""Names that share an end: 禅城、南海、顺德区政府 are three governments, 市、区财政局 the city's and those of its districts."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from pipeline.model import Region, Span
from pipeline.normalise.divisions import Slot, find_by_level, find_slots
from pipeline.rules.divisions import Division, by_name, find_division, level_words


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
        is_listed = folded[piece.end : following.start].strip() == "、"
        after = (
            after
            if is_listed and after and after[0] == following and following.start in shared.written
            else [following]
        )
        if is_listed:
            _share(folded, piece, after[-1], home, year, shared)
            after = [piece, after[-1]]
    return shared


def _share(folded: str, piece: Span, full: Span, home: Division | None, year: int | None, shared: Shared) -> None:
    bare = folded[piece.start : piece.end]
    words = "".join(folded[full.start : full.end].split())
    for slot in find_slots(words, home, None, year) if len(words) < 40 else ():
        tail = words[slot.end :]
        if slot.start or not slot.end or len(tail) < 2:
            continue
        if bare in level_words() and slot.is_level and bare != words[: slot.end] and find_by_level(bare, home):
            shared.written[piece.start] = bare + tail
            if not slot.divisions:
                shared.groups.add(full.start)
            return
        sibling = _find_sibling(bare, slot)
        if sibling:
            shared.written[piece.start] = sibling.name + tail
            return


def _find_sibling(bare: str, slot: Slot) -> Division | None:
    """The division of a bare short name that lies beside one of those that a slot means: 禅城 beside 顺德区."""
    parents = {d.parent for d in slot.divisions if not slot.is_level}
    found = [d for d in by_name().get(bare, ()) if d.parent in parents and not d.valid_to and d.name != bare]
    return found[0] if len(found) == 1 else None
