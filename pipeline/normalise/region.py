"""Which division a document is of: stated, in its title, named by its units, or named most in its texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.lang.attribution import find_attributions
from pipeline.lang.fold import fold
from pipeline.lang.text import read_once
from pipeline.model import Cell, Document, Region
from pipeline.model.field import read_field
from pipeline.normalise.divisions import choose, find_slots
from pipeline.rules.departments import forms
from pipeline.rules.divisions import (
    COUNTRY,
    Division,
    ancestors,
    by_code,
    by_name,
    full_name,
    level_words,
    longest_name,
)
from pipeline.rules.responsibility import duty_words

COMMON = ("老城区", "古城区", "港口区", "海港区", "山城区")  # counties whose whole name is a common word
_NATION = ("国家", "全国", "中国", "中华人民共和国")
PUBLISHED_LEVELS = {"nation": "national", "province": "province", "prefecture": "city", "county": "county"}
MINISTRIES = 2  # that are named, and oftener than offices of any other level
_PARTS = re.compile(r"[、，,；;：:。（）()\s]+")
MENTIONS = 3  # times a division has to be named in the texts, and twice as often as any other


def find_region(
    stated: str | None,
    titles: Iterable[str],
    unit_texts: Iterable[str],
    texts: Iterable[str],
    year: int | None = None,
) -> Region | None:
    """Find the division that a document is of; None where no evidence decides. Nothing is guessed.

    `stated` is the catalogue's word (a name or a code) and wins, even where it says nothing that we know;
    then the first of `titles` that names one (the list's title, then the lines that the file begins with: 监利市人民政府
    办公室关于…), then the nation where ministries are responsible, then the divisions inside of unit names (湛江海关),
    then the one named most in `texts`.
    """
    if stated and stated.strip():
        return name_region(stated, year)
    found = next((division for title in titles if (division := _in_title(fold(title), year))), None)
    if found:
        return _make(found)
    units = [read_once("".join(text.split(" "))).folded for text in unit_texts]
    texts = list(texts)
    words = list(_name_units(units, texts))
    level = _level_word(words)
    if _is_national(words, level):
        return _make(COUNTRY)
    found = _only(_named_by_units(units, year), level) or _only(_named_in_texts(texts, year), level, MENTIONS)
    return _make(found) if found else None


def find_home(stated: str | None, titles: Iterable[str], cells: Sequence[Cell], year: int | None) -> Region | None:
    """Find the division that a document is of, by its catalogue row, its titles and its cells."""
    units = [cell.text for cell in cells if read_field(cell.field).is_units]
    known = set(units)  # of a list of ten thousand rows
    return find_region(stated, titles, units, [cell.text for cell in cells if cell.text not in known], year)


def place(document: Document, region: Region | None) -> Document:
    """A document with what is known of its region."""
    if region is None:
        return document
    level = PUBLISHED_LEVELS.get(region.level, "other")
    return replace(document, region=region.name, region_code=region.code, region_level=level, province=region.province)


def name_region(stated: str, year: int | None = None) -> Region | None:
    """Read 湛江市, 湛江, 广州市天河区, 广东省湛江市 or 440800 as a region; None where unknown or ambiguous."""
    words = fold("".join(stated.split()))
    if words in by_code():
        return _make(by_code()[words])
    if words in _NATION:
        return _make(by_code()["100000"])
    for slot in find_slots(words, None, None, year):
        if not slot.is_level and slot.start == 0 and slot.end == len(words):
            chosen = choose(slot.divisions, None, words)
            return _make(chosen[0]) if len(chosen) == 1 else None
    return None


def _make(division: Division) -> Region:
    province = next((one.name for one in (division, *ancestors(division)) if one.level == "province"), None)
    return Region(full_name(division), division.code, division.level, province)


def _in_title(title: str, year: int | None) -> Division | None:
    """The one division that the title names in full, or the lowest of a chain (广东省 … 湛江市)."""
    found: list[Division] = []
    at = 0
    while at < len(title):
        named = _name_at(title, at, year)
        if named:
            found += [named[1]]
            at = named[0]
        else:
            at += 1
    return _lowest(found)


def _name_at(text: str, at: int, year: int | None) -> tuple[int, Division] | None:
    """The full name of a division at a place of the text, with its end; ambiguous ones are none."""
    for slot in find_slots(text[at : at + 2 * longest_name()], None, None, year):
        if slot.start > 0:
            return None
        name = text[at + slot.start : at + slot.end]
        full = [d for d in slot.divisions if name.endswith(d.name)]
        if len(full) == 1 and name == full[0].name and _is_common(full[0]) and not _is_of_office(text[at + slot.end :]):
            continue
        if not slot.is_level and len(full) == 1:
            return at + slot.end, full[0]
    return None


def _is_common(division: Division) -> bool:
    """Whether a county's name is a common word: 矿区, 城区; 老城区, 港口区."""
    return division.level == "county" and (len(division.name) == 2 or division.name in COMMON)


def _is_of_office(rest: str) -> bool:
    """Whether what follows a name says that it is one: 矿区人民政府."""
    return rest.startswith(duty_words("organ"))


def _lowest(found: list[Division]) -> Division | None:
    """The division that all others contain; None where two stand side by side."""
    if not found:
        return None
    lowest = max(found, key=lambda d: len(ancestors(d)))
    return lowest if all(d in ancestors(lowest) for d in found) else None


def _name_units(units: Iterable[str], texts: Iterable[str]) -> Iterator[str]:
    """The words between separators in unit cells and in the places of a text that say who is responsible."""
    for unit in units:
        yield from _PARTS.split(unit)
    for folded in (read_once(text).folded for text in texts):
        for place in find_attributions(folded):
            if place.is_apart:
                yield from _PARTS.split(folded[place.start : place.end])


def _level_of(word: str) -> str:
    """The level that a unit carries: 市 in 市商务局, 自治区 in 自治区财政厅; "" where none."""
    level = next((level for level in level_words() if word.startswith(level)), "")
    return level if level and "*" + word.removeprefix(level) in forms() else ""


def _level_word(words: Iterable[str]) -> str:
    """The level that most units carry."""
    heads = Counter(level for word in words if (level := _level_of(word)))
    return heads.most_common(1)[0][0] if heads else ""


def _is_national(words: Iterable[str], level: str) -> bool:
    """Whether ministries are responsible (生态环境部, 市场监管总局), and not now and then beside 市商务局."""
    ministries: Counter[str] = Counter()
    local = 0
    for word in words:
        rows = forms().get(word, ())
        if any(row.scope == "nation" and row.kind == "government" for row in rows) and "*" + word not in forms():
            ministries[word] += 1
        local += bool(level) and _level_of(word) == level
    return len(ministries) >= MINISTRIES and ministries.total() > local


def _named_by_units(units: Iterable[str], year: int | None) -> Counter[str]:
    """Divisions (codes) inside of unit names: 湛江 in 中国移动湛江分公司."""
    votes: Counter[str] = Counter()
    for text in units:
        for word in text.replace("，", "、").replace("\n", "、").replace(",", "、").split("、"):
            for slot in find_slots(word.strip()[:80], None, None, year):
                if not slot.is_level and word[: slot.start] + "*" + word[slot.end :] in forms():
                    chosen = choose(slot.divisions, None, word[slot.start : slot.end])
                    votes.update(d.code for d in chosen if len(chosen) == 1)
                    break
    return votes


def _named_in_texts(texts: Iterable[str], year: int | None) -> Counter[str]:
    """Divisions named in running text, by full name or by the short name of a city that no other shares."""
    votes: Counter[str] = Counter()
    names = {name: d for name, found in by_name().items() if (d := _certain(name, found, year))}
    heads = {name[:2] for name in names}
    for text in texts:
        at = 0
        while at < len(text) - 1:
            end = at + 1
            if text[at : at + 2] in heads:
                end = next((e for e in range(min(len(text), at + 15), at + 1, -1) if text[at:e] in names), at + 1)
                if end > at + 1:
                    votes[names[text[at:end]].code] += 1
            at = end
    return votes


def _certain(name: str, found: tuple[Division, ...], year: int | None) -> Division | None:
    chosen = choose([d for d in found if not d.valid_to], None, name)
    is_city = (
        len(chosen) == 1 and not _is_common(chosen[0]) and (chosen[0].name == name or chosen[0].level == "prefecture")
    )
    return chosen[0] if is_city and len(name) > 1 else None


def _only(votes: Counter[str], level: str, least: int = 1) -> Division | None:
    """The division with the most votes, if none else comes near; a county votes for the city or province it lies in.

    Only divisions of the units' level word count: 银川市 speaks for 宁夏回族自治区 where 自治区财政厅 is responsible.
    """
    fitting: Counter[str] = Counter()
    for code, count in votes.items():
        found = next((d for d in ancestors(by_code()[code]) if not level or d.name.endswith(level)), None)
        if found:
            fitting[found.code] += count
    ranked = fitting.most_common(2)
    if not ranked or ranked[0][1] < least:
        return None
    if len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]:
        return None
    return by_code()[ranked[0][0]]
