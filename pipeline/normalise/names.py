"""From a unit's words to its official name: by table, by general rule, or not at all.

Nothing fuzzy decides: a name is a row of rules/departments.csv, department_names.csv or
department_short_forms.csv with the division put in, or the words themselves. See docs/design/units.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from pipeline.lang.fold import fold
from pipeline.model import Department, Region
from pipeline.normalise.groups import find_group_function, is_group
from pipeline.normalise.places import choose, fill, find_slots
from pipeline.rules.departments import DepartmentForm, Ending, endings, forms, functions, is_in_force
from pipeline.rules.divisions import COUNTRY, NATION, UNKNOWN, Division, find_division, full_name, province_of

ALIAS_BRACKET = re.compile(r"（[^（）]*）$")


class Resolution(NamedTuple):
    """What a mention was read as. `candidates` are the divisions (names) it may belong to, where more than one."""

    department: Department
    candidates: tuple[str, ...] = ()
    division: Division | None = None


@lru_cache(maxsize=65536)
def resolve(written: str, region: Region | None, year: int | None, inherited: Division | None = None) -> Resolution:
    """Resolve a mention as `written` (blanks and an alias in brackets allowed) in a document of `region` and `year`.

    `inherited` is the division of the unit named before, for 市发改局、工信局.
    """
    words = "".join(written.split())
    folded = fold(words)
    home = find_division(region.code, region.name) if region else None
    if is_group(folded):
        group = _keep_words(words, region, "group")
        changes = {"kind": "group", "function": find_group_function(folded), "resolution": "alias"}
        return Resolution(_replace(group, **changes))
    for core in _strip_alias(folded):
        found = _find_form(core, home, inherited, year)
        if found:
            return found._replace(department=_with_words(found.department, words, region))
    return _resolve_ending(words, folded, home, region, year)


def _strip_alias(folded: str) -> Iterable[str]:
    """The words, then those without their last bracket: 市市场监管局（市知识产权局）."""
    yield folded
    bare = ALIAS_BRACKET.sub("", folded)
    if bare and bare != folded:
        yield bare


def is_known(resolution: Resolution) -> bool:
    """Whether the words are those of a unit or a group, be its division known or not."""
    department = resolution.department
    return department.resolution != "unresolved" or department.function is not None


# --- tables ----------------------------------------------------------------------------------


def _find_form(core: str, home: Division | None, inherited: Division | None, year: int | None) -> Resolution | None:
    """Find the table row that the words fit, slot by slot; the first slot whose division is certain wins."""
    doubtful: Resolution | None = None
    for slot in find_slots(core, home, inherited, year):
        rows = forms().get(core[: slot.start] + "*" + core[slot.end :])
        if not rows or (slot.end > slot.start and slot.end == len(core) and len(rows[0].written) == 1):
            continue
        divisions = slot.divisions
        if slot.is_level and divisions and core.endswith("厅") and rows[0].written.endswith("厅"):
            divisions = (province_of(divisions[0]),)  # 厅 stands at a province only
        fitting = {d: row for d in divisions if (row := choose_row(rows, d, year))}
        chosen = choose(fitting, home, core[slot.start : slot.end])
        if len(chosen) == 1:
            return _resolve_row(fitting[chosen[0]], chosen[0])
        if doubtful is None:
            doubtful = _doubt(rows[0], chosen)
    return _find_national(core, year) or doubtful or _find_stem(core, home, inherited, year)


def _find_national(core: str, year: int | None) -> Resolution | None:
    row = choose_row(forms().get(core, ()), COUNTRY, year)
    return _resolve_row(row, COUNTRY) if row else None


def _find_stem(core: str, home: Division | None, inherited: Division | None, year: int | None) -> Resolution | None:
    """A stem without its suffix (市财政): the usual body of that level, by rules/functions.csv."""
    for slot in find_slots(core, home, inherited, year):
        rest = core[: slot.start] + "*" + core[slot.end :]
        if not slot.is_level or len(slot.divisions) != 1 or not rest.startswith("*") or slot.end == len(core):
            continue
        division = slot.divisions[0]
        for suffix in ("局", "厅", "委", "办"):
            row = choose_row(forms().get(rest + suffix, ()), division, year)
            if row and _usual_suffix(row.function, division).startswith(suffix):
                return _resolve_row(row._replace(sure="no"), division)
    return None


def _usual_suffix(function: str, division: Division) -> str:
    usual = getattr(functions()[function], division.level, "") if function in functions() else ""
    return next((s for s in ("委员会", "办公室", "局", "厅") if str(usual).endswith(s)), "")


def choose_row(rows: Iterable[DepartmentForm], division: Division, year: int | None) -> DepartmentForm | None:
    """Choose the row for a division: the narrowest scope, in force in `year`, the earliest of two.

    A name that was not yet or no longer in force is kept as written, but is no confirmed one.
    """
    fitting = [row for row in rows if _fits(row.scope, division)]
    if not fitting:
        return None
    current = [row for row in fitting if is_in_force(row.valid_from, row.valid_to, year)]
    pool = current or [row._replace(sure="no") for row in fitting]
    return max(pool, key=lambda row: _rank(row.scope))


def _fits(scope: str, division: Division) -> bool:
    """Scope: empty, a level, a code (that division), or the two digits of a province (below it)."""
    if scope in ("", division.level, division.code):
        return scope != "" or division.level != "nation"
    return len(scope) == 2 and division.code.startswith(scope) and division.level != "province"


def _rank(scope: str) -> int:
    return 0 if not scope else {6: 3, 2: 2}.get(len(scope) if scope.isdigit() else 0, 1)


def _resolve_row(row: DepartmentForm, division: Division) -> Resolution:
    name = fill(row.name, division)
    is_nation = division.code == NATION
    department = Department(
        department_id=f"{division.code}/{row.key}",
        name=name,
        short_name=_shorten(row, name, division),
        kind=row.kind,
        function=row.function,
        region=None if is_nation else full_name(division),
        region_code=division.code,
        aliases=(),
        resolution="alias" if row.sure == "yes" else "rule",
    )
    return Resolution(department, (), division)


def _shorten(row: DepartmentForm, name: str, division: Division) -> str:
    """市商务局, 市税务局, 湛江海关, 中国移动湛江分公司."""
    level = next((w for w in ("自治区", "地区") if division.name.endswith(w)), division.name[-1])
    if "*" not in row.written:
        return row.written
    if name.startswith(full_name(division)):
        return level + name[len(full_name(division)) :]
    uses_short = "{short}" in row.name or "{seat}" in row.name or row.kind in ("enterprise", "vertical")
    return row.written.replace("*", division.short_name if uses_short else level)


def _doubt(row: DepartmentForm, chosen: tuple[Division, ...]) -> Resolution:
    """A known unit of an unknown division: it keeps its words, its kind and its function."""
    department = Department("", "", None, row.kind, row.function, None, None, (), "unresolved")
    return Resolution(department, tuple(f"{province_of(d).name}{full_name(d)}（{d.code}）" for d in chosen))


# --- own words -------------------------------------------------------------------------------


def _with_words(department: Department, words: str, region: Region | None) -> Department:
    """Add the words as an alias; what is unresolved gets them as its name, under the document's region."""
    if department.resolution != "unresolved":
        return _replace(department, aliases=(words,))
    return _replace(_keep_words(words, region, "unresolved"), kind=department.kind, function=department.function)


def _replace(department: Department, **changes: object) -> Department:
    values = {name: getattr(department, name) for name in Department.__dataclass_fields__}
    return Department(**{**values, **changes})


def _keep_words(words: str, region: Region | None, folder: str) -> Department:
    code = region.code if region else UNKNOWN
    return Department(
        f"{code}/{folder}/{words}", words, None, None, None, region.name if region else None,
        region.code if region else None, (words,), "unresolved",
    )  # fmt: skip


def _resolve_ending(
    words: str, folded: str, home: Division | None, region: Region | None, year: int | None
) -> Resolution:
    """A unit that no table knows: its own words where they are a full name of their kind, else unresolved."""
    row = next((row for row in endings() if folded.endswith(row.ending) and len(folded) > len(row.ending) + 1), None)
    kept = _keep_words(words, region, "unresolved")
    if row is None:
        return Resolution(kept)
    kept = _replace(kept, kind=row.kind, function=row.function or None)
    if row.use != "own":
        return Resolution(kept)
    return _own_name(folded, row, home, year, kept)


def _own_name(folded: str, row: Ending, home: Division | None, year: int | None, kept: Department) -> Resolution:
    """市第一人民医院 → 湛江市第一人民医院; 苏州工业园区管委会 → 苏州工业园区管理委员会."""
    name = folded.removesuffix(row.ending) + (row.official or row.ending)
    division = None
    for slot in find_slots(folded, home, None, year):
        chosen = choose(slot.divisions, home, folded[slot.start : slot.end])
        if slot.start == 0 and slot.end > 0:
            if len(chosen) != 1:
                return Resolution(kept)
            division = chosen[0]
            name = full_name(division) + name[slot.end :] if slot.is_level else name
            break
    division = division or home
    changed = _replace(kept, name=name, resolution="rule", department_id=f"{UNKNOWN}/own/{name}")
    if division:
        changes = {"region": full_name(division), "region_code": division.code}
        changed = _replace(changed, department_id=f"{division.code}/own/{name}", **changes)
    return Resolution(changed, (), division)
