"""Keys of measures: the number, where numbers begin again in each section or list with the section's number before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.lang.fold import fold

_PATH = " / "  # between headings
_MARKS = re.compile(r"[\s（）、|]+")
_LABEL = re.compile(
    r"(?:第[一二三四五六七八九十]{1,3}[章节部编]分?|（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}(?=[\s、.]|$)|\d{1,2}(?:\.\d{1,2})*(?=[\s、.]|$))"
)


class Place(NamedTuple):
    """Where a measure stands in its list: the section (levels joined by ` / `) and its number, with what goes before it."""

    section: str | None
    number: str


class Key(NamedTuple):
    """The key of a measure; `is_again` where the same number stood in the same section before."""

    text: str
    is_again: bool


def join_path(*parts: str | None) -> str | None:
    """Join paths of headings, each heading once; None where there is none."""
    names = [name for part in parts if part for name in part.split(_PATH)]
    return _PATH.join(dict.fromkeys(names)) or None


def cut_path(path: str | None) -> list[str]:
    """The headings of a path, outermost first."""
    return path.split(_PATH) if path else []


def strip_marks(label: str) -> str:
    """Take marks and blanks off a number: `10.` → 10, （一） → 一, ２、 → 2; the points inside 2.1 stay."""
    return _MARKS.sub("", fold(label)).strip(".").replace("/", "-")  # a key part holds no /


def make_keys(lists: Sequence[Sequence[Place]]) -> Iterator[list[Key]]:
    """Make the keys of all measures of a document, a list of keys a list.

    `3`; `二.3` where numbers begin again in each section (`s2.3` where sections have no number); `t2.3` in a second list
    whose numbers were used before; `3-2` for one that is there already.
    """
    used: dict[str, int] = {}
    for ordinal, places in enumerate(lists, start=1):
        names = _qualify(places)
        if any(name in used for name in names):
            names = [f"t{ordinal}.{name}" for name in names]
        yield [_take(name, used) for name in names]


def _qualify(places: Sequence[Place]) -> list[str]:
    """Put the section before the number where a number stands in two sections."""
    sections: dict[str, set[str | None]] = {}
    for place in places:
        sections.setdefault(place.number, set()).add(place.section)
    if all(len(found) == 1 for found in sections.values()):
        return [place.number for place in places]
    inside: dict[str | None, set[str]] = {}
    for place in places:
        inside.setdefault(place.section, set()).add(place.number)
    order = list(inside)
    return [_with_section(place, order.index(place.section) + 1, len(inside[place.section]) == 1) for place in places]


def _with_section(place: Place, ordinal: int, is_alone: bool) -> str:
    if place.section is None:
        return place.number
    labels = [strip_marks(found[0]) for part in fold(place.section).split(_PATH) if (found := _LABEL.match(part))]
    if is_alone and labels[1:] and labels[-1] == place.number:  # a heading that numbers the task below it
        labels.pop()
    return ".".join([*labels, place.number]) if labels else f"s{ordinal}.{place.number}"


def _take(name: str, used: dict[str, int]) -> Key:
    """Take a key that is free: the name, else `-2`, `-3` …."""
    used[name] = used.get(name, 0) + 1
    if used[name] == 1:
        return Key(name, False)
    count = used[name]
    while f"{name}-{count}" in used:
        count += 1
    used[f"{name}-{count}"] = 1
    return Key(f"{name}-{count}", True)
