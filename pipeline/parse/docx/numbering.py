"""Automatic list numbers of Word (numbering.xml): the text that Word prints before a paragraph.

Source: ECMA-376 part 1, 17.9 (numbering).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pipeline.lang.list_label.style import format_number, is_known_style
from pipeline.parse.decode import read_integer
from pipeline.parse.ooxml import W

MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LAST_LEVEL = 8  # of a list, from 0
PLACE = re.compile(r"%([1-9])")
LONGEST_PATTERN = 255  # characters of %1.%2: a longer one is of no Office program, and each paragraph would repeat it
OFF = ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbered list."""

    style: str  # ST_NumberFormat
    pattern: str  # %1.%2
    start: int
    suffix: str  # tab, space, nothing
    restart: int | None  # 1-based level that restarts this one; 0 none; None every higher one
    is_decimal: bool  # all places of the pattern are written decimal


@dataclass(slots=True)
class NumberingList:
    """A list definition (w:num) over its abstract definition, whose counters it shares."""

    abstract: str
    levels: dict[int, Level]
    overrides: dict[int, int] = field(default_factory=dict)  # level → start
    used: set[int] = field(default_factory=set)


def get_value(element: Any, name: str, default: str = "") -> str:
    """Get w:val of a child; `default` where there is no such child."""
    found = element.find(W + name)
    return str(found.get(W + "val", default)) if found is not None else default


class Numbering:
    """Counts the automatic numbers of one document, paragraph by paragraph, in the order of the text."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        """Take the roots of numbering.xml and styles.xml; None for styles that number nothing."""
        self.unknown: set[str] = set()  # styles of numbers that are written decimal for want of better knowledge
        self._counters: dict[str, dict[int, int]] = {}
        self._style_levels: dict[str, int] = {}  # paragraph style → level that names it
        abstract = _read_abstract(numbering, self._style_levels)
        self._lists = {
            number.get(W + "numId", ""): _read_list(number, abstract) for number in numbering.iterfind(W + "num")
        }
        self._styles = _read_styles(styles) if styles is not None else {}

    def label(self, properties: Any) -> str:
        """Give the number that stands before a paragraph with these properties (w:pPr); "" where there is none.

        Has to be asked once for each paragraph, in the order of the text.
        """
        direct = properties.find(W + "numPr")
        style = get_value(properties, "pStyle")
        number_id, level = self._styles.get(style, ("", None))
        if direct is not None:
            number_id = get_value(direct, "numId", number_id)
            level = read_integer(get_value(direct, "ilvl"), level or 0)
        if level is None:
            level = self._style_levels.get(style, 0)
        numbered = self._lists.get(number_id)
        return self._count(numbered, level) if numbered and level in numbered.levels else ""

    def _count(self, numbered: NumberingList, index: int) -> str:
        """Count one on and write the label."""
        counters = self._counters.setdefault(numbered.abstract, {})
        level = numbered.levels[index]
        if index in numbered.overrides and index not in numbered.used:
            counters[index] = numbered.overrides[index]
        else:
            counters[index] = counters[index] + 1 if index in counters else level.start
        numbered.used.add(index)
        for deeper in [other for other in counters if other > index]:
            restart = numbered.levels[deeper].restart if deeper in numbered.levels else None
            if restart is None or index < restart:
                del counters[deeper]
        if level.style == "bullet":
            return ""
        pattern = level.pattern
        if len(pattern) > LONGEST_PATTERN:
            self.unknown.add(pattern[:20] + "…")
            pattern = f"%{index + 1}"
        text = PLACE.sub(lambda found: self._write(numbered, level, int(found[1]) - 1), pattern)
        return text + (" " if text and level.suffix == "space" else "")

    def _write(self, numbered: NumberingList, level: Level, index: int) -> str:
        """Write the counter of one level as `level`'s pattern wants it."""
        other = numbered.levels.get(index)
        if other is None:
            return ""
        style = "decimal" if level.is_decimal else other.style
        if not is_known_style(style):
            self.unknown.add(style)
        return format_number(self._counters[numbered.abstract].get(index, other.start), style)


def _read_abstract(numbering: Any, style_levels: dict[str, int]) -> dict[str, dict[int, Level]]:
    """Read the abstract lists; one that only links to a numbering style gets the levels of the list of that style."""
    found: dict[str, dict[int, Level]] = {}
    links: dict[str, str] = {}
    owners: dict[str, str] = {}
    for abstract in numbering.iterfind(W + "abstractNum"):
        key = abstract.get(W + "abstractNumId", "")
        found[key] = {}
        for element in abstract.iterfind(W + "lvl"):
            index = min(read_integer(element.get(W + "ilvl"), 0), LAST_LEVEL)
            found[key][index] = _read_level(element)
            if style := get_value(element, "pStyle"):
                style_levels.setdefault(style, index)
        links[key] = get_value(abstract, "numStyleLink")
        owners[get_value(abstract, "styleLink")] = key
    for key, link in links.items():
        if link and link in owners:
            found[key] = found[owners[link]]
    return found


def _read_level(element: Any) -> Level:
    """Read w:lvl. A custom format stands in mc:AlternateContent; its fallback is decimal."""
    style = get_value(element, "numFmt") or next(
        (get_value(fallback, "numFmt") for fallback in element.iter(MC_FALLBACK)), "decimal"
    )
    restart = get_value(element, "lvlRestart")
    legal = element.find(W + "isLgl")
    return Level(
        style,
        get_value(element, "lvlText"),
        read_integer(get_value(element, "start"), 1),
        get_value(element, "suff", "tab"),
        read_integer(restart, 0) if restart else None,
        legal is not None and legal.get(W + "val", "true") not in OFF,
    )


def _read_list(number: Any, abstract: dict[str, dict[int, Level]]) -> NumberingList:
    """Read w:num with its overrides."""
    key = get_value(number, "abstractNumId")
    numbered = NumberingList(key, dict(abstract.get(key, {})))
    for override in number.iterfind(W + "lvlOverride"):
        index = min(read_integer(override.get(W + "ilvl"), 0), LAST_LEVEL)
        if (level := override.find(W + "lvl")) is not None:
            numbered.levels[index] = _read_level(level)
        if start := get_value(override, "startOverride"):
            numbered.overrides[index] = read_integer(start, 1)
    return numbered


def _read_styles(styles: Any) -> dict[str, tuple[str, int | None]]:
    """Read which paragraph styles number their paragraphs, by themselves or by the style that they are based on."""
    own: dict[str, tuple[str, int | None]] = {}
    based: dict[str, str] = {}
    for style in styles.iterfind(W + "style"):
        name = style.get(W + "styleId", "")
        based[name] = get_value(style, "basedOn")
        properties = style.find(f"{W}pPr/{W}numPr")
        if properties is not None:
            level = get_value(properties, "ilvl")
            own[name] = (get_value(properties, "numId"), read_integer(level, 0) if level else None)
    roots: dict[str, str] = {name: name for name in own}
    for name in based:
        _find_root(name, roots, based)
    return {name: own[roots[name]] for name in based if roots[name]}


def _find_root(name: str, roots: dict[str, str], based: dict[str, str]) -> None:
    """Note the nearest style, from `name` down, that numbers; "" where none does or styles go in a ring."""
    passed: list[str] = []
    while name and name not in roots:
        roots[name] = ""  # until it is known, so that a ring ends
        passed.append(name)
        name = based.get(name, "")
    roots.update(dict.fromkeys(passed, roots.get(name, "")))
