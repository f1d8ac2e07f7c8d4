"""Digits that only tell things apart: telephones, addresses, versions, standards, document numbers, codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from pipeline.extract.numeral.bare import is_measured
from pipeline.extract.numeral.token import SIDE, STREET, ReadLine, Token, simple
from pipeline.extract.numeral.units import match_plain, match_unit
from pipeline.lang.cue import Cue
from pipeline.rules.notation import join

_LABELLED = Cue("kind_words", "code", "after")
_NUMBERED = Cue("kind_words", "serial", "after")
STANDARDS = Cue("kind_words", "standard", "after")

DOCUMENT = re.compile(r"(?<=[〔\[（【])(?:19|20)\d\d ?[〕\]】）] ?第? ?\d+ ?号?")
# A mobile telephone (some digits hidden), a line with its area, a free one; 110 and 120 are words, 12345 is `SERVICE`
PHONE = re.compile(r"1[3-9]\d(?:\*{2,6}\d{2,4}|\d{8}(?!\d))|0\d{2,3}-\d{3,8}[Xx*\d]*(?!\d)|400-?\d{3}-?\d{4}(?!\d)")
VERSION = re.compile(r"\d++(?:\.\d+){2,}|\d++\.\d++(?= ?版)|\d\.0(?![\d%])")
LATIN = re.compile(r"\d++(?:\.\d++)?[A-Za-z]+[\dA-Za-z]*(?:[-/+][\dA-Za-z]+)*")
NOTED = re.compile(r"(?<=[〔\[【])\d{1,2}(?=[〕\]】])")  # of a note at the end: 七个有之[26]
LONG_CODE = re.compile(r"\d{9,}(?!\d|\.| ?[万亿元])")
COORDINATE = re.compile(r"\d{1,3}+(?:\.\d++)?° ?(?:\d{1,2}(?:\.\d+)?[′'] ?(?:\d{1,2}(?:\.\d+)?[″\"]?)?)?(?!C)")
ADDRESS = re.compile(
    rf"(?:(?<={STREET})|(?<={STREET}{SIDE}))\d++ ?号(?:院|楼|大院)?(?:\d+[栋幢号楼层])*(?:\d+室)?|\d{{2,4}}+ ?室"
)
LABEL_END = "|".join(f"(?<={join(words)})" for _, words in groupby(_LABELLED.words, key=len))
CODE = re.compile(rf"(?:(?<=[：: \n为])|{LABEL_END})\d[\d-]*(?![.\d])")
_DIGITS = re.compile(r"\d+(?!\d)")
SERVICE = re.compile(r"(?:12|95|96)\d{3}(?!\d)")
AFTER_BLANK = re.compile(r"(?<=[ \n])\d")
LATIN_WORD = re.compile(r"[A-Z][A-Za-z-]*[a-z] $")
SERIAL = _NUMBERED.compile(r"@[：:][ \n]?")
NAME_SIGN = re.compile("[A-Za-z@#]")  # one is in all NAMES
_NAMES = re.compile(
    r"[A-Za-z\d._%+-]{1,64}@[A-Za-z\d.-]+|(?:https?://|www\.)[A-Za-z\d_./?=&%#-]+|(?<![A-Za-z])N(?: ?\+ ?[\dN])+"
    rf"|(?<![A-Za-z]){STANDARDS.pattern}[A-Z\d]{{0,4}}(?:/[A-Z]+)?[ -]?\d+(?:\.\d+)*(?:/\d+)?(?:-\d{{4}})?"
    r"|(?<![A-Za-z])[A-Za-z]+[-._]?\d[\dA-Za-z]*(?:\.\d+)*(?:[-/+][A-Za-z\d]+)*"
    r"|#\d+"
)
LETTERS_AND_FIGURE = re.compile(r"([A-Za-z]+)\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)?")  # GDP5, GDP5-6
SCALED = re.compile("[余多]? ?[千百万亿%‰]|[-~]\\d+%")
CODES = ((NOTED, "note_mark"), (PHONE, "phone"), (COORDINATE, "coordinate"), (LONG_CODE, "code"))


def find_latin_names(text: str, folded: str) -> list[tuple[int, int]]:
    """Start and end of the Latin names that hold digits; in ETC5万套 and CPI3% the digits are a figure of their own."""
    if not NAME_SIGN.search(folded):
        return []
    return [found.span() for found in _find_names(folded) if not _is_figure_behind(text, folded, found)]


def _find_names(folded: str) -> Iterator[re.Match[str]]:
    """What `_NAMES` finds in a text: looked for where a letter or a sign stands, for addresses everywhere."""
    if "@" in folded:
        yield from _NAMES.finditer(folded)
        return
    end = 0
    while sign := NAME_SIGN.search(folded, end):
        found = _NAMES.match(folded, sign.start())
        end = found.end() if found else sign.end()
        if found:
            yield found


def _is_figure_behind(text: str, folded: str, found: re.Match[str]) -> bool:
    """Tell whether a scale, a % or, behind capitals, a measure word follows: 100台 of AED100台; A4, IPv6 are names."""
    parts = LETTERS_AND_FIGURE.fullmatch(found[0])
    if not parts:
        return False
    if SCALED.match(folded, found.end()):
        return True
    return len(parts[1]) > 1 and parts[1].isupper() and match_unit(text, folded, found.end()) is not None


def is_latin_name(line: ReadLine, position: int, floor: int) -> Token | None:
    """PM2.5, B2B, GB/T 33190-2016: letters before the digits."""
    found = line.names.get(position)
    return simple(max(floor, found[0]), found[1], "name", "latin_name") if found else None


def is_document_number(line: ReadLine, position: int, floor: int) -> Token | None:
    """〔2022〕10号."""
    found = DOCUMENT.match(line.folded, position)
    return simple(max(floor, position - 1), found.end(), "name", "document_number") if found else None


def is_code(line: ReadLine, position: int, floor: int) -> Token | None:
    """12345热线, 3.0版, 邮编510630, 东流路100号, 5G."""
    del floor
    folded = line.folded
    for pattern, rule in CODES:
        if found := pattern.match(folded, position):
            return simple(position, found.end(), "name", rule)
    found = VERSION.match(folded, position)
    if found and not _is_measured(folded, found.end()) and not is_measured(folded[max(0, position - 6) : position]):
        return simple(position, found.end(), "name", "version")
    if (found := CODE.match(folded, position)) and _is_labelled(folded, position, found.end()):
        return simple(position, found.end(), "name", "code")
    if found := ADDRESS.match(folded, position):
        return simple(position, found.end(), "name", "address")
    if found := LATIN.match(folded, position):
        quantity = line.quantity_at(position)
        if quantity is None or quantity.unit is None:
            return simple(position, found.end(), "name", "latin_name")
    return None


def _is_measured(folded: str, position: int) -> bool:
    """Tell whether a scale, or a unit other than 版, follows (2.0升, 2.0万)."""
    start = position + folded.startswith(" ", position)
    unit = match_plain(folded, start)
    return folded.startswith(("万", "亿"), start) or (unit is not None and unit[1].written != "版")


def _is_labelled(folded: str, position: int, end: int) -> bool:
    """Tell a number behind 邮编： or 电话：, or an extension (转8), from a figure."""
    before = folded[max(0, position - 8) : position].rstrip("：: \n")
    is_label = _LABELLED.ends(before) or _LABELLED.ends(before.removesuffix("为"))
    return is_label and match_plain(folded, end) is None


def is_bare_code(line: ReadLine, position: int, floor: int) -> Token | None:
    """Wi-Fi 7, 12350、96139: digits alone after a Latin word, or a public service number (工信部 12xxx, 95xxx, 96xxx)."""
    del floor
    found = SERVICE.match(line.folded, position) or (
        _DIGITS.match(line.folded, position) if LATIN_WORD.search(line.folded, max(0, position - 8), position) else None
    )
    quantity = line.quantity_at(position)
    if found is None or quantity is None or quantity.unit or quantity.end != found.end():  # 12345.6, 12345万
        return None
    return simple(position, found.end(), "name", "code")
