"""Names that a general rule makes without a row of their own: branches, sections, divisions, towns, full names of their kind."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.normalise.divisions import Slot, choose, fill_name, is_near
from pipeline.normalise.tables import find_form, iter_known_names
from pipeline.rules import load
from pipeline.rules.departments import SUFFIXES, Ending, ShortForm, compose_stem, endings, forms, stem_parts
from pipeline.rules.divisions import Division, by_name, divisions, full_name, level_words
from pipeline.rules.responsibility import duty_pattern, duty_words, end_pattern

BRANCH = "分局"
LONGEST_PLAIN = 12  # characters; a longer name holds no verb
_FULL = 6  # characters behind a short name: 三亚中央商务区管理局 is a full name, 海淀交通支队 none


@cache
def _branch() -> re.Pattern[str]:
    return re.compile(rf"(?P<base>.{{2,}}?局)(?P<place>.{{2,8}}){BRANCH}")


@cache
def _town() -> re.Pattern[str]:
    towns, organs = "|".join(level_words("town")), duty_pattern("organ")
    return re.compile(rf"(?P<town>[\u4e00-\u9fff]{{1,7}}?(?P<kind>{towns}))(?P<organ>{organs}|办)?")


@cache
def _section() -> re.Pattern[str]:
    return re.compile(rf".{{2,12}}?{end_pattern('section')}")


@cache
def _base() -> re.Pattern[str]:
    return re.compile(rf".{{3,}}?{end_pattern('office', 'body')}(?=.{{3}})")


@cache
def _zone_organ() -> re.Pattern[str]:
    return re.compile(rf"{duty_pattern('organ')}{{1,2}}$")


@cache
def _joined() -> re.Pattern[str]:
    return re.compile(rf"(?P<stem>.{{2,}}{duty_pattern('and')}.{{2,}}?)(?P<suffix>{end_pattern('office')})")


@cache
def _and() -> re.Pattern[str]:
    return re.compile(f"({duty_pattern('and')})")


@cache
def _level() -> re.Pattern[str]:
    return re.compile("|".join(level_words()))


@cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"(?:{_level().pattern}).{{2,12}}{end_pattern('office')}")


@cache
def _office_stem() -> re.Pattern[str]:
    return re.compile(rf"(?P<stem>.{{2,12}}?)(?P<suffix>{end_pattern('office')})")


class LocalName(NamedTuple):
    """A unit named by rule. Without a name it stays unresolved, but its kind and function are known."""

    name: str | None
    kind: str
    function: str | None
    division: Division | None
    key: str = ""


def find_local(core: str, home: Division | None, year: int | None) -> LocalName | None:
    """Name a unit that no table holds; None where no rule speaks of it, or the words are a clause (各区要…到乡村学校)."""
    if len(core) > LONGEST_PLAIN and re.search(duty_pattern("clause"), core):
        return None
    return (
        _find_branch(core, home, year)
        or _find_section(core, home, year)
        or _find_division(core, home, year)
        or _find_town(core, home, year)
        or find_own(core, home, year)
    )


def _find_branch(core: str, home: Division | None, year: int | None) -> LocalName | None:
    """市生态环境局博罗分局 → 惠州市生态环境局博罗分局: a known office and a county of its city."""
    match = _branch().fullmatch(core)
    base = find_form(match["base"], home, None, year) if match else None
    if not match or not base or not base.division:
        return None
    named = by_name().get(match["place"], ())
    inside = [d for d in named if d.parent == base.division.code and not d.valid_to]
    name = f"{fill_name(base.row.name, base.division)}{match['place']}分局"
    if len(inside) != 1:  # 高新分局, 第一税务分局: of a zone or a number
        return LocalName(name, base.row.kind, base.row.function, base.division, f"{base.row.key}/{match['place']}分局")
    return LocalName(name, base.row.kind, base.row.function, inside[0], f"{base.row.key}_branch")


def _find_section(core: str, home: Division | None, year: int | None) -> LocalName | None:
    """市教育局基础教育科 → 惠州市教育局基础教育科: a section of a known office, under the office's name."""
    for match in _base().finditer(core):
        rest = core[match.end() :]
        base = find_form(match[0], home, None, year) if _section().fullmatch(rest) else None
        if base and base.division:
            name = fill_name(base.row.name, base.division) + rest
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
    match = _town().fullmatch(rest)
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


# --- official as written ---------------------------------------------------------------------


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
    if not _office().fullmatch(core):
        return None
    rows = (
        forms().get("*" + _level().sub("", core, count=1).removesuffix("分局") + "局", ())
        if core.endswith("分局")
        else ()
    )
    kind = "party" if core[1] == "委" else "government"
    return LocalName(None, kind, rows[0].function if rows else None, None)


def _find_by_ending(core: str, home: Division | None, year: int | None) -> LocalName | None:
    row = next((row for row in endings() if row.use != "zone" and _ends_with(core, row)), None)
    is_legal = re.search(end_pattern("legal"), core)
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
    before = len(core.removeprefix(next((w for w in level_words() if core.startswith(w)), ""))) - len(row.ending)
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
            if is_short and kind == "government" and len(core) - slot.end < _FULL:
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
    zone = _zone_organ().sub("", core)
    row = next((row for row in endings() if row.use == "zone" and _ends_with(zone, row)), None)
    if row is None or zone.startswith(level_words()):
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
        match = _joined().fullmatch(core[slot.end :])
        parts = _and().split(match["stem"]) if match else []
        full = [part if part in duty_words("and") else _in_full(part) for part in parts]
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
        match = _office_stem().fullmatch(core[slot.end :])
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
        if _and().sub("", row.official) != row.written
    )
