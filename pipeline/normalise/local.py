"""Names that a general rule makes without a row of their own: branches, towns, full names of their kind."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.normalise.lookup import find_form, iter_known_names
from pipeline.normalise.places import LEVEL_WORDS, choose, fill
from pipeline.rules.departments import Ending, endings
from pipeline.rules.divisions import Division, by_name, divisions, full_name

BRANCH = re.compile(r"(?P<base>.{2,}?局)(?P<place>.{2,8})分局")
TOWN = re.compile(r"(?P<town>[\u4e00-\u9fff]{1,7}?(?P<kind>镇|乡|街道))(?P<organ>人民政府|政府|办事处|办)?")
LEGAL_FORM = re.compile(r"有限(?:责任)?公司")


class LocalName(NamedTuple):
    """A unit named by rule. Without a name it stays unresolved, but its kind and function are known."""

    name: str | None
    kind: str
    function: str | None
    division: Division | None
    key: str = ""


def find_local(core: str, home: Division | None, year: int | None) -> LocalName | None:
    """Name a unit that no table holds; None where no rule speaks of it."""
    return _find_branch(core, home, year) or _find_town(core, home, year) or _find_own(core, home, year)


def _find_branch(core: str, home: Division | None, year: int | None) -> LocalName | None:
    """市生态环境局博罗分局 → 惠州市生态环境局博罗分局: a known office and a county of its city."""
    match = BRANCH.fullmatch(core)
    base = find_form(match["base"], home, None, year) if match else None
    if not match or not base or not base.division:
        return None
    named = by_name().get(match["place"], ())
    inside = [d for d in named if d.parent == base.division.code and not d.valid_to]
    if len(inside) != 1:
        return LocalName(None, base.row.kind, base.row.function, None)
    name = f"{fill(base.row.name, base.division)}{match['place']}分局"
    return LocalName(name, base.row.kind, base.row.function, inside[0], f"{base.row.key}_branch")


def _find_town(core: str, home: Division | None, year: int | None) -> LocalName | None:
    """罗阳街道办 → 博罗县罗阳街道办事处; in a city's list the county is not said: unresolved."""
    division, rest = home, core
    for slot in iter_known_names(core, home, year):
        chosen = choose(slot.divisions, home, core[: slot.end])
        if len(chosen) == 1 and not slot.is_level and chosen[0].level in ("county", "prefecture"):
            division, rest = chosen[0], core[slot.end :]
            break
    match = TOWN.fullmatch(rest)
    if not match or (not match["organ"] and (len(rest) > 4 or rest.endswith("小镇"))):
        return None
    if division is None or not _has_towns(division):
        return LocalName(None, "government", "local_government", None)
    organ = "办事处" if match["kind"] == "街道" else "人民政府"
    name = full_name(division) + match["town"] + organ
    return LocalName(name, "government", "local_government", division, f"town/{match['town']}")


def _has_towns(division: Division) -> bool:
    """Whether towns lie directly in a division: counties, and the few cities without counties (东莞市)."""
    return division.level == "county" or (
        division.level == "prefecture" and not any(d.parent == division.code for d in divisions())
    )


def _find_own(core: str, home: Division | None, year: int | None) -> LocalName | None:
    """A full name of its kind: 市第一人民医院 → 湛江市第一人民医院; 苏州工业园区管委会 → …管理委员会."""
    row = next((row for row in endings() if _ends_with(core, row)), None)
    is_legal = LEGAL_FORM.search(core)
    if is_legal and (row is None or row.use != "own"):
        return _make_own(core, core, "enterprise", row.function or None if row else None, home, year)
    if row is None:
        return None
    if row.use != "own":
        return LocalName(None, row.kind, row.function or None, None)
    official = core.removesuffix(row.ending) + (row.official or row.ending)
    return _make_own(core, official, row.kind, row.function or None, home, year)


def _ends_with(core: str, row: Ending) -> bool:
    before = len(core.removeprefix(next((w for w in LEVEL_WORDS if core.startswith(w)), ""))) - len(row.ending)
    return core.endswith(row.ending) and len(core) > len(row.ending) and (before >= int(row.least) or row.least == "1")


def _make_own(
    core: str, official: str, kind: str, function: str | None, home: Division | None, year: int | None
) -> LocalName:
    """Put the region in the place of a level word; a name that begins with a place keeps it."""
    for slot in iter_known_names(core, home, year):
        chosen = choose(slot.divisions, home, core[: slot.end])
        if slot.is_level and not chosen:
            return LocalName(None, kind, function, None)
        if len(chosen) == 1:
            name = full_name(chosen[0]) + official[slot.end :] if slot.is_level else official
            return LocalName(name, kind, function, chosen[0], f"own/{name}")
    return LocalName(official if home else None, kind, function, home, f"own/{official}")
