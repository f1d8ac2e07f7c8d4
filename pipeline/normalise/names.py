"""From a unit's words to its official name: by table, by general rule, or not at all.

Nothing fuzzy decides: a name is a row of rules/normalise/departments.csv, department_names.csv or
department_short_forms.csv with the division put in, or the words themselves. See docs/design/units.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipeline.lang.text import read_once
from pipeline.model import Department, Region
from pipeline.normalise.divisions import fill
from pipeline.normalise.groups import find_group_function, is_group
from pipeline.normalise.local import find_local
from pipeline.normalise.own import LocalName
from pipeline.normalise.tables import Found, find_form
from pipeline.rules.departments import DepartmentForm
from pipeline.rules.divisions import NATION, UNKNOWN, Division, find_division, full_name, province_of

BRACKET = re.compile(r"（[^（）]*）")
ALIAS_BRACKET = re.compile(r"（[^（）]*）$")
LONGEST = 80  # characters; what is longer is no unit
LONG_LEVELS = ("自治区", "地区")


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
    if len(words) > LONGEST:
        return Resolution(_keep(words, region, "unresolved", None, None, "unresolved"))
    folded = read_once(words).folded
    home = find_division(region.code, region.name) if region else None
    if is_group(folded):
        return as_group(words, region)
    vague: Found | None = None  # a row of other places
    for core in _strip_alias(folded):
        found = find_form(core, home, inherited, year)
        if found and (found.division or found.candidates or home is None):
            return _resolve_row(found, words, region)
        vague = vague or found
    locals_ = [named for core in _strip_alias(folded) if (named := find_local(core, home, year))]
    for local in locals_:
        if local.name and local.division:
            return Resolution(_name_by_rule(local, local.name, local.division, words), (), local.division)
    if vague:
        return _resolve_row(vague, words, region)
    kind, function = (locals_[0].kind, locals_[0].function) if locals_ else (None, None)
    return Resolution(_keep(words, region, "unresolved", kind, function, "unresolved"))


def as_group(words: str, region: Region | None) -> Resolution:
    """Read words as a group under their own words."""
    return Resolution(_keep(words, region, "group", "group", find_group_function(read_once(words).folded), "alias"))


def is_known(resolution: Resolution) -> bool:
    """Whether the words are those of a unit or a group, be its division known or not."""
    department = resolution.department
    return department.resolution != "unresolved" or department.function is not None


def _strip_alias(folded: str) -> Iterator[str]:
    """The words, those without their last bracket (市市场监管局（市知识产权局）), those without any."""
    yield folded
    for pattern in (ALIAS_BRACKET, BRACKET):
        bare = pattern.sub("", folded)
        if bare and bare != folded:
            yield bare


def _resolve_row(found: Found, words: str, region: Region | None) -> Resolution:
    row, division, _ = found
    if division is None:
        candidates = tuple(f"{province_of(d).name}{full_name(d)}（{d.code}）" for d in found.candidates)
        return Resolution(_keep(words, region, "unresolved", row.kind, row.function, "unresolved"), candidates)
    name = fill(row.name, division)
    department = Department(
        department_id=f"{division.code}/{row.key}",
        name=name,
        short_name=_shorten(row, name, division),
        kind=row.kind,
        function=row.function,
        region=None if division.code == NATION else full_name(division),
        region_code=division.code,
        aliases=(words,),
        resolution="alias" if row.sure == "yes" else "rule",
    )
    return Resolution(department, (), division)


def _shorten(row: DepartmentForm, name: str, division: Division) -> str:
    """市商务局, 市税务局, 湛江海关, 中国移动湛江分公司."""
    level = next((word for word in LONG_LEVELS if division.name.endswith(word)), division.name[-1])
    mark = next((mark for mark in "*#~" if mark in row.written), "")
    if not mark:
        return row.written
    if name.startswith(full_name(division)):
        return level + name[len(full_name(division)) :]
    uses_short = "{short}" in row.name or "{seat}" in row.name or row.kind in ("enterprise", "vertical")
    return row.written.replace(mark, division.short_name if uses_short or mark != "*" else level)


def _name_by_rule(local: LocalName, name: str, division: Division, words: str) -> Department:
    return Department(
        department_id=f"{division.code}/{local.key}",
        name=name,
        short_name=None,
        kind=local.kind,
        function=local.function,
        region=full_name(division),
        region_code=division.code,
        aliases=(words,),
        resolution="rule",
    )


def _keep(
    words: str, region: Region | None, folder: str, kind: str | None, function: str | None, resolution: str
) -> Department:
    """A unit under its own words, in a folder of the document's region."""
    return Department(
        department_id=f"{region.code if region else UNKNOWN}/{folder}/{words}",
        name=words,
        short_name=None,
        kind=kind,
        function=function,
        region=region.name if region else None,
        region_code=region.code if region else None,
        aliases=(words,),
        resolution=resolution,
    )
