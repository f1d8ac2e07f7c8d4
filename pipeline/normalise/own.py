"""Names that are official as written: full names of their kind, zones, offices whose stem says 和."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.normalise.divisions import LEVEL_WORDS, Slot, choose, is_near
from pipeline.normalise.tables import iter_known_names
from pipeline.rules import load
from pipeline.rules.departments import SUFFIXES, Ending, ShortForm, compose_stem, endings, forms, stem_parts
from pipeline.rules.divisions import Division, full_name

LEGAL_FORM = re.compile(r"有限(?:责任)?公司")
ORGAN = re.compile(r"(?:党工委)?(?:管委会?|管理委员会)$")
JOINED = re.compile(r"(?P<stem>.{2,}(?:和|与).{2,}?)(?P<suffix>委员会|办公室|局|厅|委|办)")
LEVEL = re.compile("|".join(LEVEL_WORDS))
OFFICE = re.compile(rf"(?:{LEVEL.pattern}).{{2,12}}(?:局|委|厅|办|署|委员会|办公室)")
OFFICE_STEM = re.compile(r"(?P<stem>.{2,12}?)(?P<suffix>委员会|局|厅|委)")
FULL = 6  # characters behind a short name: 三亚中央商务区管理局 is a full name, 海淀交通支队 none
AND = re.compile("(和|与)")


class LocalName(NamedTuple):
    """A unit named by rule. Without a name it stays unresolved, but its kind and function are known."""

    name: str | None
    kind: str
    function: str | None
    division: Division | None
    key: str = ""


def find_own(core: str, home: Division | None, year: int | None) -> LocalName | None:
    """Read a full name of its kind: 市第一人民医院 → 湛江市第一人民医院, 空港经济区管委会 → 广州空港经济区管理委员会."""
    return (
        _find_joined(core, home, year)
        or _find_composed(core, home, year)
        or _find_zone(core, home, year)
        or _find_by_ending(core, home, year)
        or _find_office(core)
    )


def _find_office(core: str) -> LocalName | None:
    """市项目办: an office of government or party nobody knows; 区规划资源分局 at least by its function."""
    if not OFFICE.fullmatch(core):
        return None
    rows = (
        forms().get("*" + LEVEL.sub("", core, count=1).removesuffix("分局") + "局", ()) if core.endswith("分局") else ()
    )
    kind = "party" if core[1] == "委" else "government"
    return LocalName(None, kind, rows[0].function if rows else None, None)


def _find_by_ending(core: str, home: Division | None, year: int | None) -> LocalName | None:
    row = next((row for row in endings() if row.use != "zone" and _ends_with(core, row)), None)
    is_legal = LEGAL_FORM.search(core)
    if is_legal and (row is None or row.use != "own"):
        return _make_own(core, core, "enterprise", row.function or None if row else None, home, year)
    if row is None:
        return None
    if row.use == "kind" or (row.use == "placed" and not _find_place(core, home, year)):
        return LocalName(None, row.kind, row.function or None, None)
    stem, ending = core.removesuffix(row.ending), row.official or row.ending
    official = ending.format(stem) if "{}" in ending else stem + ending
    return _make_own(core, official, row.kind, row.function or None, home, year)


def _ends_with(core: str, row: Ending) -> bool:
    if not core.endswith(row.ending) or len(core) == len(row.ending):
        return False
    before = len(core.removeprefix(next((w for w in LEVEL_WORDS if core.startswith(w)), ""))) - len(row.ending)
    return before >= int(row.least) or row.least == "1"


def _make_own(
    core: str,
    official: str,
    kind: str,
    function: str | None,
    home: Division | None,
    year: int | None,
) -> LocalName:
    """Put the region in the place of a level word; a name that begins with a place keeps it."""
    for slot in iter_known_names(core, home, year):
        chosen = choose(slot.divisions, home, core[: slot.end])
        if slot.is_level and not chosen:
            return LocalName(None, kind, function, None)
        if len(chosen) == 1:
            is_short = not slot.is_level and not core[: slot.end].endswith(chosen[0].name)
            if is_short and kind == "government" and len(core) - slot.end < FULL:
                return LocalName(None, kind, function, None)
            name = full_name(chosen[0]) + official[slot.end :] if slot.is_level else official
            return LocalName(name, kind, function, chosen[0], f"own/{name}")
    is_certain = home is not None and kind != "government"  # whose office a bare 张江管理局 is, nobody says
    return LocalName(official if is_certain else None, kind, function, home, f"own/{official}")


def _find_place(core: str, home: Division | None, year: int | None) -> Division | None:
    """The division that a name begins with, by name: 昆山 of 昆山旅游度假区."""
    for slot in iter_known_names(core, home, year):
        chosen = choose(slot.divisions, home, core[: slot.end])
        if not slot.is_level and len(chosen) == 1 and is_near(chosen[0], home):
            return chosen[0]
    return None


def _find_zone(core: str, home: Division | None, year: int | None) -> LocalName | None:
    """Name the committee of a zone: its type in full, its city before it where the name begins with no place."""
    zone = ORGAN.sub("", core)
    row = next((row for row in endings() if row.use == "zone" and _ends_with(zone, row)), None)
    if row is None or zone.startswith(LEVEL_WORDS):
        return None
    place = _find_place(zone, home, year)
    if place is None and home is None:
        return LocalName(None, row.kind, row.function, None)
    official = f"{zone.removesuffix(row.ending)}{row.official or row.ending}管理委员会"
    seat = place or home
    if place is None and home and home.level in ("prefecture", "county"):
        official = home.short_name + official
    return LocalName(official, row.kind, row.function, seat, f"own/{official}")


def _find_joined(core: str, home: Division | None, year: int | None) -> LocalName | None:
    """Read an office whose stem says 和, every part in full: 和 is seldom left in an abbreviation."""
    for slot in iter_known_names(core, home, year):
        chosen = choose(slot.divisions, home, core[: slot.end])
        match = JOINED.fullmatch(core[slot.end :])
        parts = AND.split(match["stem"]) if match else []
        full = [part if part in "和与" else _in_full(part) for part in parts]
        if match and len(chosen) == 1 and all(full):
            suffix = SUFFIXES.get(match["suffix"], (match["suffix"],))[-1]
            name = full_name(chosen[0]) + "".join(full) + suffix
            functions = [rows[0].function for part in parts if (rows := forms().get(f"*{part}局"))]
            return LocalName(name, "government", functions[0] if functions else None, chosen[0], f"own/{name}")
    return None


def _in_full(part: str) -> str:
    """Read a part of 大数据和政务局 in full: 大数据, 政务服务; empty for a short form that is no known part."""
    if part in stem_parts():
        return stem_parts()[part].official
    return "" if part in _short_stems() else part


def _find_composed(core: str, home: Division | None, year: int | None) -> LocalName | None:
    """Name a joint office of known parts: 市文旅体育局 → 阜阳市文化旅游和体育局."""
    slots = [Slot(0, 0, (home,), True)] if home else []
    for slot in (*iter_known_names(core, home, year), *slots):
        chosen = choose(slot.divisions, home, core[: slot.end])
        match = OFFICE_STEM.fullmatch(core[slot.end :])
        found = compose_stem(match["stem"]) if match and len(chosen) == 1 else None
        if match and found:
            name = full_name(chosen[0]) + found[0] + SUFFIXES.get(match["suffix"], (match["suffix"],))[-1]
            return LocalName(name, "government", found[1], chosen[0], f"own/{name}")
    return None


@cache
def _short_stems() -> frozenset[str]:
    """Every short form of a stem (工信, 粮食), but for those that only leave 和 out (工业信息化)."""
    return frozenset(
        row.written
        for row in load("normalise/department_short_forms.csv", ShortForm, key=("written", "scope", "valid_from"))
        if AND.sub("", row.official) != row.written
    )
