"""The divisions of China (GB/T 2260): divisions.csv with its indexes. See docs/design/units.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.rules import load

NATION = "100000"  # no code of the standard: stands for the whole country, as map services use it
UNKNOWN = "000000"  # no code of the standard: the division is not known


class Division(NamedTuple):
    """A division under one name. The window (months) is the widest that the sources allow; empty = open."""

    code: str
    name: str
    short_name: str
    level: str  # nation, province, prefecture, county
    parent: str  # code
    valid_from: str
    valid_to: str
    source: str


COUNTRY = Division(NATION, "国家", "中国", "nation", "", "", "", "")


@cache
def divisions() -> tuple[Division, ...]:
    """Every row of the table, former names included."""
    return load("normalise/divisions.csv", Division, key=("code", "name"))


@cache
def by_code() -> dict[str, Division]:
    """Divisions by code; of several names of one code the newest."""
    newest = sorted(divisions(), key=lambda d: (not d.valid_to, d.valid_from))
    return {d.code: d for d in newest} | {NATION: COUNTRY}


@cache
def by_name() -> dict[str, tuple[Division, ...]]:
    """Divisions by their name and by their short name, as they stand in the table."""
    index: defaultdict[str, list[Division]] = defaultdict(list)
    for name, division in _named():
        index[name].append(division)
    return {name: tuple(found) for name, found in index.items()}


def _named() -> Iterator[tuple[str, Division]]:
    """Every name of every division."""
    others = division_short_forms()
    for division in divisions():
        name, short = division.name, division.short_name
        yield name, division
        if short != name:
            yield short, division
        if "自治" in name and not name.endswith("自治区"):
            yield _short_of_people(division), division
        if name in others:
            yield others[name], division


class DivisionShortForm(NamedTuple):
    """What a division is called beside its name and its short name: 科尔沁左翼后旗 is 科左后旗."""

    name: str
    short_form: str
    example: str
    source: str


@cache
def division_short_forms() -> dict[str, str]:
    """The short form of each division that has one, by its name."""
    rows = load("normalise/division_short_forms.csv", DivisionShortForm, key=("name",))
    return {row.name: row.short_form for row in rows}


@cache
def longest_name() -> int:
    """Length of the longest name: how far a scan has to look."""
    return max(map(len, by_name()))


@cache
def name_heads() -> frozenset[str]:
    """The first two characters of every name: where a scan may stop at once."""
    return frozenset(name[:2] for name, _ in _named())


def _short_of_people(division: Division) -> str:
    """恩施土家族苗族自治州 is also written 恩施州, 双江拉祜族…自治县 双江县, 鄂温克族自治旗 鄂温克旗."""
    return division.short_name.removesuffix("族") + division.name[-1]


def is_valid(division: Division, year: int | None) -> bool:
    """Whether the name was in use in `year`; without a year: whether it is today."""
    if year is None:
        return not division.valid_to
    since, until = division.valid_from[:4] or "0000", division.valid_to[:4] or "9999"
    return since <= f"{year:04}" <= until


def ancestors(division: Division) -> tuple[Division, ...]:
    """The division itself, then its parents up to the province."""
    chain = [division]
    while chain[-1].parent:
        chain.append(by_code()[chain[-1].parent])
    return tuple(chain)


def province_of(division: Division) -> Division:
    """Its province (itself for a province, the country for the country)."""
    return ancestors(division)[-1]


def full_name(division: Division) -> str:
    """The name under which its offices act: a district with its city (广州市天河区), others alone."""
    parent = by_code().get(division.parent)
    is_district = division.level == "county" and division.name.endswith("区") and parent and parent.name.endswith("市")
    return by_code()[division.parent].name + division.name if is_district else division.name


@cache
def find_division(code: str, name: str) -> Division:
    """The row of a region; raises KeyError where the table has no such code."""
    named = [d for d in by_name().get(name, ()) if d.code == code]
    return named[0] if named else by_code()[code]


class LevelWord(NamedTuple):
    """A word for the level of a division. `use`: `level` (市 in 市商务局), `own` (本 in 本市), `not_level` (市场)."""

    word: str
    use: str
    example: str
    source: str


@cache
def level_words(use: str = "level") -> tuple[str, ...]:
    """Level words of one use, in the order of rules/normalise/level_words.csv: 自治区 before 区."""
    return tuple(
        row.word for row in load("normalise/level_words.csv", LevelWord, key=("word", "use")) if row.use == use
    )


@cache
def level_ends() -> str:
    """The characters that a level word ends in: 省市区县州盟旗 and so on."""
    return "".join(dict.fromkeys(word for word in level_words() if len(word) == 1))
