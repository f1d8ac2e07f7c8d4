"""From a unit's words to its official name: by table, by general rule, or not at all.

Nothing fuzzy decides: a name is a row of rules/normalise/departments.csv, department_names.csv or
department_short_forms.csv with the division put in, or the words themselves. See docs/design/units.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.lang.text import read_once
from pipeline.model import Department, Document, Region
from pipeline.normalise.by_rule import LocalName, find_local
from pipeline.normalise.divisions import fill_name
from pipeline.normalise.pieces import fold_brackets
from pipeline.normalise.tables import Found, find_form
from pipeline.rules.departments import DepartmentForm, forms, group_cues
from pipeline.rules.divisions import (
    NATION,
    UNKNOWN,
    Division,
    find_division,
    full_name,
    level_ends,
    level_words,
    province_of,
)
from pipeline.rules.responsibility import duty_pattern, duty_words, ends, label_bodies

_BRACKET = re.compile(r"（[^（）]*）")
ALIAS_BRACKET = re.compile(r"（[^（）]*）$")
_LONGEST = 80  # characters; what is longer is no unit


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
    if len(words) > _LONGEST:
        return Resolution(_keep(words, region, "unresolved", None, None, "unresolved"))
    folded = fold_brackets(read_once(words).folded)
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


def resolve_given(document: Document, name: str) -> Department:
    """The department of an official name that a person gave, as it is read in the document."""
    code, region, level = document.region_code, document.region, document.region_level or ""
    home = Region(region, code, level, document.province) if region and code else None
    year = document.published.year if document.published else document.first_year
    return resolve(name, home, year).department


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
    for pattern in (ALIAS_BRACKET, _BRACKET):
        bare = pattern.sub("", folded)
        if bare and bare != folded:
            yield bare


def _resolve_row(found: Found, words: str, region: Region | None) -> Resolution:
    row, division, _ = found
    if division is None:
        candidates = tuple(f"{province_of(d).name}{full_name(d)}（{d.code}）" for d in found.candidates)
        return Resolution(_keep(words, region, "unresolved", row.kind, row.function, "unresolved"), candidates)
    name = fill_name(row.name, division)
    department = Department(
        department_id=f"{division.code}/{row.key}",
        name=name,
        short_name=_shorten(row, name, division),
        kind=row.kind,
        function=row.function or None,
        region=None if division.code == NATION else full_name(division),
        region_code=division.code,
        aliases=(words,),
        resolution="alias" if row.sure == "yes" else "rule",
    )
    return Resolution(department, (), division)


def _shorten(row: DepartmentForm, name: str, division: Division) -> str:
    """市商务局, 市税务局, 湛江海关, 中国移动湛江分公司."""
    level = next((word for word in level_words() if len(word) > 1 and division.name.endswith(word)), division.name[-1])
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


# --- groups: 各县（市、区）政府, 市有关部门, 三大运营商 ---------------------------------------------------


@cache
def _places() -> re.Pattern[str]:
    """Level words before what makes a group: 市直, 全县, 市政府各."""
    heads = "|".join(_cues("start"))
    at = "|".join((*level_words("own"), *level_words("at")))
    return re.compile(
        rf"^(?:[{level_ends()}]{duty_pattern('of_level')}?|{at})+(?:{duty_pattern('of_level')}(?={heads}))?"
    )


@cache
def _main_body() -> re.Pattern[str]:
    """卫生健康行政部门 is what 卫生健康局 is."""
    return re.compile(rf"{duty_pattern('main')}?{label_bodies()}$")


@cache
def _cues(position: str) -> tuple[str, ...]:
    return tuple(row.cue for row in group_cues() if row.position == position)


@cache
def _levels() -> re.Pattern[str]:
    """县（市、区）教育局."""
    several = "|".join((*level_words(), *level_words("town")))
    return re.compile(rf"[{level_ends()}]（[{level_ends()}、]+）|(?:{several})(?:、(?:{several}))+")


def is_group(folded: str) -> bool:
    """Whether folded words name no single unit."""
    if re.search(duty_pattern("clause"), folded):  # 各区要组织教师到乡村学校 is a sentence
        return False
    if folded in _cues("whole") or folded.startswith(_cues("start")) or folded.endswith(_cues("tail")):
        return True
    if _levels().match(folded):
        return True
    body = _places().sub("", folded, count=1)
    if body.startswith(_cues("start")):
        return True
    if folded.endswith((*duty_words("plural"), "）")) and any(cue in folded[2:9] for cue in _cues("within")):
        return True
    return len(folded) > 1 and body in _cues("end") and body not in duty_words("organ")


def find_group_function(folded: str) -> str | None:
    """What a group is for: 各县（市、区）教育局 is education as every 教育局, else its last words tell."""
    bare = _BRACKET.sub("", folded)
    office = _main_body().sub(ends("office")[0], bare)
    for start in range(len(bare) - 1):
        rows = forms().get("*" + bare[start:], ()) or forms().get("*" + office[start:], ())
        if rows and rows[0].function not in ("local_government", "banking", "development_zone", "party_office"):
            return rows[0].function
    cues = (row for row in group_cues() if row.function)
    return next((row.function for row in cues if folded.endswith(row.cue) or bare.endswith(row.cue)), None)
