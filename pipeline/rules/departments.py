"""What we know of units: tables of names, short forms, roles and endings, joined to one index.

A *key* is a unit's name with `*` in place of the division or its level: `*商务局` for 市商务局 and 湛江市商务局,
`中国移动*分公司`; `#` stands for a division by name only, `~` for one by its short name. A key without any of
these is one body of the whole country.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.model import closed
from pipeline.rules import load

_MOST_PARTS = 4  # of the name of a joint office
_SLOT, _MONTH, _SLUG = re.compile(r"\{.*?\}"), re.compile(r"(?:\d{4}(?:-\d\d)?)?"), re.compile(r"[\w-]*")
_SLOTS = {
    *("{region}", "{parent}", "{own}", "{court}", "{province_short}", "{short}", "{province}", "{party}", "{seat}"),
}
SUFFIXES = {
    "局": ("局",),
    "厅": ("厅",),
    "委": ("委", "委员会"),
    "办": ("办", "办公室"),
    "署": ("署",),
    "馆": ("馆",),
    "中心": ("中心",),
}


class DepartmentName(NamedTuple):
    """The stem of an official name and the suffixes it takes; `key` is the last part of a department_id."""

    official: str
    suffixes: str  # blank between
    key: str
    function: str
    kind: str
    valid_from: str  # month
    valid_to: str
    example: str
    source: str


class ShortForm(NamedTuple):
    """A way to write a stem. `sure` is "no" where cities differ in the official name behind it."""

    written: str
    official: str
    scope: str
    valid_from: str
    valid_to: str
    sure: str
    example: str
    source: str


class StemPart(NamedTuple):
    """A part of a joint office's name: 文旅 in 文旅体育局. The first part tells what the office is for."""

    part: str
    official: str
    function: str
    example: str
    source: str


class DepartmentForm(NamedTuple):
    """A written key and the official name behind it, with slots such as {region} (see normalise/names.py)."""

    written: str
    name: str
    key: str
    function: str
    kind: str
    scope: str
    valid_from: str
    valid_to: str
    sure: str
    example: str
    source: str


class Function(NamedTuple):
    """What government is for, and the key of its usual body at each level; a row is its own example."""

    function: str
    meaning: str
    nation: str
    province: str
    prefecture: str
    county: str


class Ending(NamedTuple):
    """What the last characters of an unknown name tell.

    `use`: `own` = the name as written is official (level word replaced by the region), `placed` = the same where it
    begins with the name of a division, `zone` = a type of zone whose committee is meant, `kind` = it tells no more
    than kind and function. `least` is how many characters have to stand before the ending, level word not counted:
    市检验检测中心 is a full name, 市公路中心 a short one.
    """

    ending: str
    use: str
    least: str
    official: (
        str  # what stands for the ending in the official name; empty = the ending itself, {} = what stands before it
    )
    kind: str
    function: str
    example: str
    source: str


class GroupCue(NamedTuple):
    """A word that makes a mention a group.

    `position`: start, within, whole, tail (any words before it), end (nothing but places and levels before it),
    tells (no more than what the group is for).
    """

    cue: str
    position: str
    function: str
    example: str
    source: str


@cache
def forms() -> dict[str, tuple[DepartmentForm, ...]]:
    """Every written key with the rows it may mean, in the order of the tables."""
    index: defaultdict[str, list[DepartmentForm]] = defaultdict(list)
    closed_columns = (("kind", closed.DEPARTMENT_KIND), ("sure", ("yes", "no")))
    key = ("written", "scope", "valid_from")
    rows = load(
        "normalise/departments.csv", DepartmentForm, key=key, closed=closed_columns, find_trouble=_find_form_trouble
    )
    for form in (*rows, *_stem_forms()):
        index[form.written].append(form)
    return {written: tuple(rows) for written, rows in index.items()}


def _find_form_trouble(row: DepartmentForm) -> str | None:
    if unknown := set(_SLOT.findall(row.name)) - _SLOTS:
        return f"name {row.name!r} has a slot {min(unknown)} that is none of {', '.join(sorted(_SLOTS))}"
    return _find_trouble(row) if row.name else "empty name"


def _find_trouble(row: DepartmentForm | DepartmentName | ShortForm) -> str | None:
    """A month that is none, a key or function that is no slug."""
    if months := [month for month in (row.valid_from, row.valid_to) if not _MONTH.fullmatch(month)]:
        return f"{months[0]!r} is no month (2018-12)"
    slugs = () if isinstance(row, ShortForm) else (row.key, row.function)
    return next((f"{slug!r} is no slug (low_altitude_economy)" for slug in slugs if not _SLUG.fullmatch(slug)), None)


def _find_name_trouble(row: DepartmentName) -> str | None:
    unknown = set(row.suffixes.split()) - set(SUFFIXES)
    return f"suffix {min(unknown)!r} is none of {', '.join(SUFFIXES)}" if unknown else _find_trouble(row)


@cache
def _names() -> dict[str, DepartmentName]:
    closed_columns = (("kind", closed.DEPARTMENT_KIND),)
    rows = load(
        "normalise/department_names.csv", DepartmentName, closed=closed_columns, find_trouble=_find_name_trouble
    )
    return {row.official: row for row in rows}


@cache
def _short_forms() -> tuple[ShortForm, ...]:
    key, closed_columns = ("written", "scope", "valid_from"), (("sure", ("yes", "no")),)
    return load(
        "normalise/department_short_forms.csv",
        ShortForm,
        key=key,
        closed=closed_columns,
        find_trouble=lambda row: (
            _find_trouble(row) if row.official in _names() else f"no stem {row.official!r} in department_names.csv"
        ),
    )


def _stem_forms() -> list[DepartmentForm]:
    """Stems and their short forms, each with each suffix: *发改局, *发展和改革局 → {region}发展和改革局."""
    names, shorts = _names(), _short_forms()
    found = [form for row in names.values() for form in _with_suffixes(row, _as_short_form(row))]
    taken = {form.written for form in found if not form.valid_to}  # 粮食局 until 2019, then 粮食和物资储备局
    for short in shorts:
        made = _with_suffixes(names[short.official], short)
        found += [form for form in made if short.scope or form.written not in taken]
    return found


def _as_short_form(row: DepartmentName) -> ShortForm:
    """An official stem is a way to write itself."""
    return ShortForm(row.official, row.official, "", "", "", "yes", row.example, row.source)


def _with_suffixes(row: DepartmentName, short: ShortForm) -> list[DepartmentForm]:
    since, until = short.valid_from or row.valid_from, short.valid_to or row.valid_to
    return [
        DepartmentForm(
            f"*{short.written}{form}", f"{{region}}{row.official}{SUFFIXES[suffix][-1]}", row.key, row.function,
            row.kind, short.scope, since, until, short.sure, short.example, short.source,
        )
        for suffix in row.suffixes.split() for form in SUFFIXES[suffix]
    ]  # fmt: skip


@cache
def _written_shortly() -> dict[str, tuple[str, ...]]:
    """Official stem → the short forms that stand for it everywhere."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in _short_forms():
        if not row.scope and not row.valid_to:
            found[row.official].append(row.written)
    return {official: tuple(written) for official, written in found.items()}


def write_shortly(name: str) -> Iterator[str]:
    """The ways to write a name with a short form of its stem: 市发展和改革局 → 市发改局."""
    for end in range(len(name) - 1, 0, -1):
        for start in range(end):
            for written in _written_shortly().get(name[start:end], ()):
                yield name[:start] + written + name[end:]


def is_in_force(valid_from: str, valid_to: str, year: int | None) -> bool:
    """Whether a window of months touches `year`; without a year every window does."""
    return year is None or (valid_from[:4] or "0000") <= f"{year:04}" <= (valid_to[:4] or "9999")


@cache
def functions() -> dict[str, Function]:
    """Functions by slug."""
    return {row.function: row for row in load("normalise/functions.csv", Function)}


@cache
def stem_parts() -> dict[str, StemPart]:
    """Parts of the names of joint offices."""
    return {row.part: row for row in load("normalise/department_parts.csv", StemPart)}


def compose_stem(written: str) -> tuple[str, str] | None:
    """Read a stem made of known parts: 文旅体育 → 文化旅游和体育, with the function of its first; None for others.

    Parts all in full (农业农村水务) are a name as written; 和 stands before the last where one is short.
    """
    parts = _split_stem(written)
    if not 2 <= len(parts) <= _MOST_PARTS:
        return None
    official = [part.official for part in parts]
    is_full = official == [part.part for part in parts]
    name = written if is_full else f"{''.join(official[:-1])}和{official[-1]}"
    return name, parts[0].function


def _split_stem(written: str) -> list[StemPart]:
    """Split into the fewest parts; empty where some of it is no part."""
    best: list[list[StemPart] | None] = [[]]
    for end in range(1, len(written) + 1):
        options = [
            [*before, stem_parts()[written[start:end]]]
            for start in range(end)
            if (before := best[start]) is not None and written[start:end] in stem_parts()
        ]
        best.append(min(options, key=len, default=None))
    return best[-1] or []


@cache
def endings() -> tuple[Ending, ...]:
    """Endings, the longest first, those that ask for more before the others."""
    rows = load("normalise/unit_endings.csv", Ending, key=("ending", "use"))
    return tuple(sorted(rows, key=lambda row: (-len(row.ending), -int(row.least))))


@cache
def group_cues() -> tuple[GroupCue, ...]:
    """Cues of groups in the order of the table: the first that fits gives the function."""
    return load("normalise/group_cues.csv", GroupCue, key=("cue", "position"))
