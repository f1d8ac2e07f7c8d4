"""The unit tables: which row the words of a unit fit, with which division."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from pipeline.normalise.divisions import Slot, choose, fill_name, find_slots, is_near
from pipeline.rules.departments import DepartmentForm, forms, functions, is_in_force
from pipeline.rules.divisions import COUNTRY, Division, province_of
from pipeline.rules.responsibility import duty_pattern, ends

NATIONAL = ("", "国家", "国务院", "中国", "中央")


class Found(NamedTuple):
    """The row that words fit, and its division; without one `candidates` are those that it may belong to."""

    row: DepartmentForm
    division: Division | None
    candidates: tuple[Division, ...] = ()


def find_form(core: str, home: Division | None, inherited: Division | None, year: int | None) -> Found | None:
    """Find the row that `core` (folded, no blanks) fits; the first slot whose division is certain wins.

    `home` is the document's division, `inherited` that of the unit named before.
    """
    doubtful: Found | None = None
    for slot in find_slots(core, home, inherited, year):
        rows = _rows_at(core, slot)
        if not rows:
            continue
        if rows[0].function == "development_zone":
            slot = _of_home(slot, home)
        fitting = {d: row for d in _lift(slot, core, rows) if (row := choose_row(rows, d, year))}
        chosen = choose(fitting, home, core[slot.start : slot.end])
        if len({fill_name(fitting[d].name, d) for d in chosen}) == 1:  # 伊宁海关 is one, be it of 伊宁市 or 伊宁县
            return Found(fitting[chosen[0]], chosen[0])
        doubtful = doubtful or Found(rows[0], None, chosen)
    prefixes = NATIONAL if home and home.level == "nation" else ("",)  # 统计局 is 国家统计局 there
    for prefix in prefixes:
        national = choose_row(forms().get(prefix + core, ()), COUNTRY, year)
        if national:
            return Found(national, COUNTRY)
    return doubtful or _find_stem(core, home, inherited, year) or _find_legal_name(core, home, year)


def _of_home(slot: Slot, home: Division | None) -> Slot:
    """A zone is the document's own (青州市发改局、高新区) or of a division near it (海兴开发区 of 中卫 is not 海兴县's)."""
    if home and slot.end == 0:
        return slot._replace(divisions=(home,))
    return slot._replace(divisions=tuple(d for d in slot.divisions if is_near(d, home)))


def _rows_at(core: str, slot: Slot) -> tuple[DepartmentForm, ...]:
    """Rows of the key with `*`, with `#` where the division is named, with `~` where it is named in short.

    宁波金融监管局 is the state's, 市金融监管局 the city's; 德化生态环境局 is 泉州市's, 德化县生态环境局 was the county's.
    """
    head, tail, written = core[: slot.start], core[slot.end :], core[slot.start : slot.end]
    marks = "*" if slot.is_level else "#*" if any(written.endswith(d.name) for d in slot.divisions) else "~#*"
    return tuple(row for mark in marks for row in forms().get(f"{head}{mark}{tail}", ()))


def _lift(slot: Slot, core: str, rows: tuple[DepartmentForm, ...]) -> tuple[Division, ...]:
    """The divisions of a slot; a 厅 stands at a province only, so 民政厅 in a city's list is the province's."""
    is_provincial = slot.is_level and core.endswith("厅") and not core.endswith("办公厅")
    return (province_of(slot.divisions[0]),) if is_provincial and slot.divisions else slot.divisions


def _find_stem(core: str, home: Division | None, inherited: Division | None, year: int | None) -> Found | None:
    """A stem without its suffix (市财政, 市级财政部门): the usual body of that level, by rules/normalise/functions.csv."""
    bare = _plural().sub("", core)
    for slot in find_slots(bare, home, inherited, year):
        if not slot.is_level or len(slot.divisions) != 1 or slot.start > 0 or slot.end == len(bare):
            continue
        division = slot.divisions[0]
        if bare != core and not slot.end and not inherited:  # 财政部门 alone may be those of every level
            continue
        stem = _of_level().sub("", bare[slot.end :], count=1) if slot.end else bare
        for suffix in (end for end in ends("office") if len(end) == 1 and stem):
            row = choose_row(forms().get("*" + stem + suffix, ()), division, year)
            if row and _usual_ending(row.function, division).startswith(suffix):
                return Found(row._replace(sure="no"), division)
    return None


@cache
def _plural() -> re.Pattern[str]:
    """What stands for any office: 部门, 行政主管部门."""
    return re.compile(rf"{duty_pattern('main')}*{duty_pattern('plural')}$")


@cache
def _of_level() -> re.Pattern[str]:
    return re.compile(rf"^{duty_pattern('of_level')}")


def _usual_ending(function: str, division: Division) -> str:
    usual: str = getattr(functions()[function], division.level) if function in functions() else ""
    return next((ending for ending in sorted(ends("office"), key=len, reverse=True) if usual.endswith(ending)), "")


def _find_legal_name(core: str, home: Division | None, year: int | None) -> Found | None:
    """The full name of a company that the tables hold (中国移动通信集团广东有限公司佛山分公司)."""
    if not any(form in core for form in ends("legal", "utility")):
        return None
    for slot in find_slots(core, home, None, year):
        for division in () if slot.is_level else slot.divisions:
            for row in _company_rows():
                if choose_row((row,), division, year) and fill_name(row.name, division) == core:
                    return Found(row, division)
    return None


@cache
def _company_rows() -> tuple[DepartmentForm, ...]:
    """One row for each name and scope of companies with a slot."""
    rows = (row for found in forms().values() for row in found if row.kind == "enterprise" and "{" in row.name)
    return tuple({(row.name, row.scope): row for row in rows}.values())


def choose_row(rows: Iterable[DepartmentForm], division: Division, year: int | None) -> DepartmentForm | None:
    """Choose the row for a division: in force in `year`, of a named division, of the narrowest scope, the first.

    A name that was not yet or no longer in force is kept as written, but is no confirmed one.
    """
    fitting = [row for row in rows if _fits(row.scope, division)]
    current = [row for row in fitting if is_in_force(row.valid_from, row.valid_to, year)]
    pool = current or [row._replace(sure="no") for row in fitting]
    return max(pool, key=lambda row: (_precision(row.written), _rank(row.scope)), default=None)


def _precision(written: str) -> int:
    return next((i for i, mark in enumerate("*#~") if mark in written), 0)


def _fits(scope: str, division: Division) -> bool:
    """Scope: empty, a level, a code (that division), or the two digits of a province (below it)."""
    if not scope:
        return division.level != "nation"
    if len(scope) == 2:
        return division.code.startswith(scope) and division.level != "province"
    return scope in (division.level, division.code)


def _rank(scope: str) -> int:
    return {0: 0, 2: 2, 6: 3}[len(scope)] if scope.isdigit() or not scope else 1


def iter_known_names(core: str, home: Division | None, year: int | None) -> Iterator[Slot]:
    """The slots at the start of `core` that can be its division, the surest first: full name, level, short name."""
    slots = [slot for slot in find_slots(core, home, None, year) if slot.start == 0 and slot.end > 0]

    def rank(slot: Slot) -> int:
        is_full = any(core[: slot.end].endswith(d.name) for d in slot.divisions)
        return 0 if is_full and not slot.is_level else 1 if slot.is_level else 2

    yield from sorted(slots, key=rank)
