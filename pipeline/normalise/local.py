"""Names that a general rule makes without a row of their own: branches, sections, divisions, towns."""

from __future__ import annotations

import re

from pipeline.normalise.divisions import choose, fill
from pipeline.normalise.own import LocalName, find_own
from pipeline.normalise.tables import find_form, iter_known_names
from pipeline.rules.divisions import Division, by_name, divisions, full_name

BRANCH = re.compile(r"(?P<base>.{2,}?局)(?P<place>.{2,8})分局")
TOWN = re.compile(r"(?P<town>[\u4e00-\u9fff]{1,7}?(?P<kind>镇|乡|街道))(?P<organ>人民政府|政府|办事处|办)?")
SECTION = re.compile(r".{2,12}?(?:[科处股室]|[大支总中]队|分局|管理局|管理部|所|站|中心|服务厅|窗口)")
BASE = re.compile(r".{3,}?(?:局|委|厅|办|部|院|中心|委员会|办公室)(?=.{3})")


def find_local(core: str, home: Division | None, year: int | None) -> LocalName | None:
    """Name a unit that no table holds; None where no rule speaks of it."""
    return (
        _find_branch(core, home, year)
        or _find_section(core, home, year)
        or _find_division(core, home, year)
        or _find_town(core, home, year)
        or find_own(core, home, year)
    )


def _find_branch(core: str, home: Division | None, year: int | None) -> LocalName | None:
    """市生态环境局博罗分局 → 惠州市生态环境局博罗分局: a known office and a county of its city."""
    match = BRANCH.fullmatch(core)
    base = find_form(match["base"], home, None, year) if match else None
    if not match or not base or not base.division:
        return None
    named = by_name().get(match["place"], ())
    inside = [d for d in named if d.parent == base.division.code and not d.valid_to]
    name = f"{fill(base.row.name, base.division)}{match['place']}分局"
    if len(inside) != 1:  # 高新分局, 第一税务分局: of a zone or a number
        return LocalName(name, base.row.kind, base.row.function, base.division, f"{base.row.key}/{match['place']}分局")
    return LocalName(name, base.row.kind, base.row.function, inside[0], f"{base.row.key}_branch")


def _find_section(core: str, home: Division | None, year: int | None) -> LocalName | None:
    """市教育局基础教育科 → 惠州市教育局基础教育科: a section of a known office, under the office's name."""
    for match in BASE.finditer(core):
        rest = core[match.end() :]
        base = find_form(match[0], home, None, year) if SECTION.fullmatch(rest) else None
        if base and base.division:
            name = fill(base.row.name, base.division) + rest
            return LocalName(name, base.row.kind, base.row.function, base.division, f"{base.row.key}/{rest}")
    return None


def _find_division(core: str, home: Division | None, year: int | None) -> LocalName | None:
    """武侯区 in a list of units is its government: 成都市武侯区人民政府. Short names are none."""
    for slot in iter_known_names(core, home, year):
        chosen = choose(slot.divisions, home, core)
        if slot.end == len(core) and not slot.is_level and len(chosen) == 1 and _is_full(core, chosen[0]):
            organ = "行政公署" if core.endswith(("盟", "地区")) else "人民政府"
            return LocalName(full_name(chosen[0]) + organ, "government", "local_government", chosen[0], "government")
    return None


def _is_full(written: str, division: Division) -> bool:
    """Whether a name carries its level: 武侯区, 成都市武侯区, 鄂温克旗, but not 武侯."""
    return written.endswith(division.name) or (written[-1] == division.name[-1] and written != division.short_name)


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
