"""Divisions inside the words of a unit: 湛江 in 中国移动湛江分公司, 市 in 市商务局."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.rules.divisions import (
    Division,
    ancestors,
    by_code,
    by_name,
    full_name,
    is_valid,
    level_words,
    longest_name,
    name_heads,
    province_of,
)

PREFECTURE_PARTY = "地委"  # the party committee of a 地区
_FAR = 4  # another province


class Slot(NamedTuple):
    """The place of a division in a unit's words. `divisions` holds every division it may mean."""

    start: int
    end: int
    divisions: tuple[Division, ...]
    is_level: bool  # a level word (市) or nothing at all; else a name


@lru_cache(maxsize=16384)
def find_slots(words: str, home: Division | None, inherited: Division | None, year: int | None) -> tuple[Slot, ...]:
    """Find what may be the division of `words` (without blanks): nothing at its start, level words, names.

    `home` is the division that the document is of, `inherited` that of the unit named before (市发改局、工信局).
    """
    bare = inherited or home
    slots = [Slot(0, 0, (bare,) if bare else (), True)]
    for start in range(len(words)):
        if words[start : start + 2] in name_heads():
            slots += [Slot(start, end, divisions, False) for end, divisions in _find_names(words, start, year)]
        if start == 0 or words[start] in _level_heads():
            slots += _find_level(words, start, home, year)
    return tuple(slots)


@cache
def _level_heads() -> frozenset[str]:
    return frozenset(word[0] for word in level_words())


def _find_level(words: str, start: int, home: Division | None, year: int | None) -> Iterator[Slot]:
    if start == 0 and words.startswith(PREFECTURE_PARTY):
        division = find_by_level("地区", home)
        yield Slot(0, 1, (division,) if division else (), True)
    skipped = 1 if start == 0 and words.startswith(level_words("own")) else 0
    for word in level_words():
        if words.startswith(word, start + skipped):
            division = find_by_level(word, home)
            end = start + skipped + len(word)
            yield Slot(start, end, (division,) if division else (), True)
            if division and start == 0:
                yield from _find_inside(words, end, division, year)


def _find_inside(words: str, end: int, division: Division, year: int | None) -> Iterator[Slot]:
    """市海珠区政府: a name behind the level word of the division that it lies in."""
    for inner_end, found in _find_names(words, end, year):
        inside = tuple(d for d in found if division in ancestors(d)[1:])
        if inside:
            yield Slot(0, inner_end, inside, False)


def find_by_level(word: str, home: Division | None) -> Division | None:
    """Find which division 市, 县, 自治区 … means in a document of `home`; None where it can not be said."""
    if home is None:
        return None
    chain = ancestors(home)
    if word in ("省", "自治区"):
        province = chain[-1]
        return province if province.name.endswith(word) else None
    if word == "兵团":
        return chain[-1] if chain[-1].name.endswith(word) else None
    if word == "区" and home.level == "province":
        return home if home.name.endswith("自治区") else None
    if word == "地区":
        return next((d for d in chain if d.name.endswith(word)), None)
    ending = word[-1]  # 自治州 and 州 are one word here
    return next((d for d in chain if d.name.endswith(ending) and not d.name.endswith(("自治区", "地区"))), None)


def _find_names(words: str, start: int, year: int | None) -> Iterator[tuple[int, tuple[Division, ...]]]:
    """Names that begin at `start`, the longest first; 湛江市霞山区 is one name, of 霞山区."""
    if words[start : start + 2] not in name_heads():
        return
    for end in range(min(len(words), start + longest_name()), start + 1, -1):
        found = _in_use(words[start:end], year)
        if found:
            for inner_end, inner in _find_names(words, end, year):
                inside = tuple(d for d in inner if any(f in ancestors(d)[1:] for f in found))
                if inside:
                    yield inner_end, inside
            yield end, found


def _in_use(name: str, year: int | None) -> tuple[Division, ...]:
    """Those of a name valid in `year`; a division whose code changed counts once, under its newest code."""
    found = by_name().get(name)
    if not found:
        return ()
    newest: dict[tuple[str, str], Division] = {}
    for division in sorted(found, key=lambda d: d.valid_from):
        if is_valid(division, year):
            newest[division.name, division.parent] = division
    return tuple(newest.values())


def choose(divisions: Iterable[Division], home: Division | None, name: str) -> tuple[Division, ...]:
    """Choose what a name means in a document of `home`: itself, inside of it, above it, in its province, anywhere.

    The nearest of these with a division of that name decides; there a full name goes before a short one and
    a higher division before a lower one (吉林 is 吉林省, not 吉林市). More than one result: it can not be said.
    """
    tiers: dict[int, list[Division]] = {}
    for division in divisions:
        tiers.setdefault(_distance(division, home), []).append(division)
    if not tiers:
        return ()
    nearest = tiers[min(tiers)]
    nearest = [d for d in nearest if d.name == name] or nearest
    levels = [_depth(d) for d in nearest]
    return tuple(d for d, depth in zip(nearest, levels, strict=True) if depth == min(levels))


def _depth(division: Division) -> int:
    return ("nation", "province", "prefecture", "county").index(division.level)


def _distance(division: Division, home: Division | None) -> int:
    if home is None:
        return 0
    if division.code == home.code:
        return 0
    if home in ancestors(division):
        return 1
    if division in ancestors(home):
        return 2
    return 3 if province_of(division).code == province_of(home).code else _FAR


def is_near(division: Division, home: Division | None) -> bool:
    """Whether a name may lie where the document is of: 南湖新区 in a list of 岳阳市 has nothing to do with 南湖区 of 嘉兴."""
    return home is None or home.level == "nation" or _distance(division, home) < _FAR


def fill_name(template: str, division: Division) -> str:
    """Fill the slots of an official name: {region} 湛江市, {short} 湛江, {province} 广东省 and so on."""
    region, province = full_name(division), province_of(division)
    parent = by_code()[division.parent] if division.parent else division
    is_county = division.level == "county" and parent.level == "prefecture"
    return template.format(
        region=region,
        own=division.name,
        short=division.short_name,
        province=province.name,
        province_short=province.short_name,
        parent=parent.name,
        seat=parent.short_name + division.short_name if is_county else division.short_name,
        party=f"中共{region}{'委员会' if region.endswith(('自治区', '地区', '兵团')) else '委'}",
        court=region if region.startswith(province.name) else province.name + region,
    )
