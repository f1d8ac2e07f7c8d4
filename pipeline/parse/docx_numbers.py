"""Automatic list numbers of Word (numbering.xml): the text that Word prints before a paragraph.

Source: ECMA-376 part 1, 17.9 (numbering), 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

import re
from typing import Any

from pipeline.lang.numeral import format_integer

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def _roman(number: int) -> str:
    text = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def format_number(number: int, style: str) -> str:
    """Write a list number in a format of ST_NumberFormat; an unknown one is decimal."""
    if style in ("none", "bullet"):
        return ""
    if style in (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "koreanCounting",
    ):
        return format_integer(number)
    if style in ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"):
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
    if style in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(0x245F + number)
    if style in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(0xFF10 + int(digit)) for digit in str(number))
    if style in ("upperLetter", "lowerLetter") and number >= 1:
        letter = chr(65 + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if style == "upperLetter" else letter.lower()
    if style in ("upperRoman", "lowerRoman"):
        return _roman(number) if style == "upperRoman" else _roman(number).lower()
    if style == "ideographTraditional" and 1 <= number <= 10:
        return STEMS[number - 1]
    if style == "ideographZodiac" and 1 <= number <= 12:
        return BRANCHES[number - 1]
    return f"{number:02d}" if style == "decimalZero" else str(number)


def _value(element: Any, path: str, default: str = "") -> str:
    found = element.find(path) if element is not None else None
    return found.get(f"{W}val", default) if found is not None else default


class Numbering:
    """Counts the automatic numbers of one document, paragraph by paragraph, in the order of the text."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        """Take the roots of numbering.xml and styles.xml, None where a package has no such part."""
        self.levels: dict[tuple[str, int], tuple[str, str, int, str]] = {}
        self.abstract_of: dict[str, str] = {}
        self.overrides: dict[tuple[str, int], int] = {}
        self.counters: dict[str, dict[int, int]] = {}
        self.seen: set[tuple[str, int]] = set()
        self.style_numbers: dict[str, tuple[str, int]] = {}
        if numbering is not None:
            self._read_levels(numbering)
        if styles is not None:
            self._read_styles(styles)

    def _read_levels(self, numbering: Any) -> None:
        for abstract in numbering.iterfind(f"{W}abstractNum"):
            for level in abstract.iterfind(f"{W}lvl"):
                key = (abstract.get(f"{W}abstractNumId"), int(level.get(f"{W}ilvl", "0")))
                self.levels[key] = self._read_level(level)
        for number in numbering.iterfind(f"{W}num"):
            number_id = number.get(f"{W}numId")
            self.abstract_of[number_id] = _value(number, f"{W}abstractNumId")
            for override in number.iterfind(f"{W}lvlOverride"):
                index = int(override.get(f"{W}ilvl", "0"))
                start = _value(override, f"{W}startOverride")
                if start:
                    self.overrides[(number_id, index)] = int(start)
                level = override.find(f"{W}lvl")
                if level is not None:
                    self.levels[(f"num{number_id}", index)] = self._read_level(level)

    @staticmethod
    def _read_level(level: Any) -> tuple[str, str, int, str]:
        return (
            _value(level, f"{W}numFmt", "decimal"),
            _value(level, f"{W}lvlText"),
            int(_value(level, f"{W}start", "1") or 1),
            _value(level, f"{W}suff", "tab"),
        )

    def _read_styles(self, styles: Any) -> None:
        for style in styles.iterfind(f"{W}style"):
            properties = style.find(f"{W}pPr/{W}numPr")
            if properties is not None and _value(properties, f"{W}numId"):
                self.style_numbers[style.get(f"{W}styleId")] = (
                    _value(properties, f"{W}numId"),
                    int(_value(properties, f"{W}ilvl", "0") or 0),
                )

    def label(self, paragraph: Any) -> str:
        """Text of the number before a paragraph; "" where it has none. Has to be asked once for each paragraph."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return ""
        direct = properties.find(f"{W}numPr")
        inherited = self.style_numbers.get(_value(properties, f"{W}pStyle"))
        if direct is None and inherited is None:
            return ""
        number_id, level = inherited or ("", 0)
        if direct is not None:
            number_id = _value(direct, f"{W}numId", number_id)
            level = int(_value(direct, f"{W}ilvl", str(level)) or 0)
        return self._count(number_id, level)

    def _level(self, number_id: str, level: int) -> tuple[str, str, int, str] | None:
        return self.levels.get((f"num{number_id}", level)) or self.levels.get(
            (self.abstract_of.get(number_id, ""), level)
        )

    def _count(self, number_id: str, level: int) -> str:
        definition = self._level(number_id, level)
        if definition is None or number_id == "0":
            return ""
        counters = self.counters.setdefault(self.abstract_of[number_id], {})
        start = self.overrides.get((number_id, level))
        if start is not None and (number_id, level) not in self.seen:
            counters[level] = start
        else:
            counters[level] = counters[level] + 1 if level in counters else definition[2]
        self.seen.add((number_id, level))
        for deeper in [index for index in counters if index > level]:
            del counters[deeper]
        text = re.sub(r"%(\d)", lambda found: self._part(number_id, int(found[1]) - 1, counters), definition[1])
        return text + (" " if text and definition[3] == "space" else "") if definition[0] != "bullet" else ""

    def _part(self, number_id: str, level: int, counters: dict[int, int]) -> str:
        definition = self._level(number_id, level)
        return format_number(counters.get(level, definition[2]), definition[0]) if definition else ""
