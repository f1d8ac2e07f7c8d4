"""A number of a spreadsheet as its number format shows it: 0.85 as 85%, 12345 as 1.2万人, 1012 as 10-12.

Source: ECMA-376 part 1, 18.8.30 and 18.8.31 (number formats; those built in are shown as Excel in Chinese shows them).
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import NamedTuple

from pipeline.lang.list_label.style import FORMAL
from pipeline.lang.numeral import format_integer
from pipeline.parse.xlsx.date_format import LAST_DAY, is_date_format, show_date

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "¥#,##0;¥-#,##0", 6: "¥#,##0;¥-#,##0",
    7: "¥#,##0.00;¥-#,##0.00", 8: "¥#,##0.00;¥-#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy",
    16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    41: '#,##0;-#,##0;"-"', 42: '¥#,##0;¥-#,##0;¥"-"', 43: '#,##0.00;-#,##0.00;"-"', 44: '¥#,##0.00;¥-#,##0.00;¥"-"', 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|(?P<wide>_.)|(?P<filled>\*.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|(?P<bracket>\[[^\]]*\])'
    r"|(?P<general>General|G/通用格式)|(?P<exponent>[eE][+-]0+)|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")
SECTIONS = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_LARGEST = 308  # power of ten of the numbers that a cell can hold (IEEE 754 double)
LONGEST_CODE = 255  # characters of a number format
EXACT = Context(prec=2 * _LARGEST + LONGEST_CODE)  # digits of any such number in any such format
_SHORT = re.compile(r"^[dmDM]+\W*[dmDM]+\W*$")
_PLACES = "0#?"
_TEXTS = 3  # the section of a format that is for texts
HAN_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


class Shown(NamedTuple):
    """A number as shown; `may_be_range` where it is a day without a year, which 1-2 turns into when it is typed."""

    text: str
    may_be_range: bool = False


class _Token(NamedTuple):
    """A piece of a format: a placeholder `0`, `#`, `?`, a mark `.`, `,`, `%`, `‰`, `/`, `@`, `general`, `exponent`, or a literal."""

    kind: str
    text: str


def show_number(value: str, code: str, is_1904: bool = False) -> Shown:
    """Show the number of a cell. `value` is XML text; one that is no number is shown as it is."""
    try:
        number = Decimal(value)
    except ArithmeticError:
        return Shown(value)
    if not number.is_finite() or abs(number.adjusted()) > _LARGEST:
        return Shown(value)
    code = code if len(code) <= LONGEST_CODE else "General"
    section, has_sign = _section(code, number)
    if section is None:
        return Shown("")
    if is_date_format(section) and 0 <= number <= LAST_DAY:
        plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", section)
        return Shown(show_date(number, section, is_1904).strip(), _SHORT.match(plain) is not None)
    tokens = list(_tokens(section))
    text = _show_number(number, section, tokens)
    return Shown((("-" if has_sign and re.search(r"[1-9一-九壹-玖]", text) else "") + text).strip())


def show_text(text: str, code: str) -> str:
    """Show the text of a cell: its format may have a section for texts, 15 as 15家 by @"家"; a fourth one without @ hides it."""
    if "@" not in code and ";" not in code:
        return text
    parts = SECTIONS.split(code)
    tokens = list(_tokens(parts[min(len(parts) - 1, _TEXTS)]))
    if len(parts) <= _TEXTS and not any(token.kind == "@" for token in tokens):
        return text
    return "".join(text if token.kind == "@" else token.text for token in tokens).strip()


def _section(code: str, number: Decimal) -> tuple[str | None, bool]:
    """Take the section of a format that a number falls under, None for one that shows nothing; and whether a minus stands before.

    By their conditions, or for positive numbers, negative ones and zero; what has only a section for texts is General.
    """
    parts = SECTIONS.split(code)[:3]
    if len(parts) == 1 and "@" in re.sub(r'"[^"]*"|\\.', "", code):
        return "General", number < 0
    if any(_CONDITION.search(part) for part in parts):
        for index, part in enumerate(parts):
            found = _CONDITION.search(part)
            if index == len(parts) - 1 or (_holds(number, found) if found else index == 1 and number < 0):
                return part, number < 0
    index = 1 if number < 0 and len(parts) > 1 else 2 if number == 0 and len(parts) > 2 else 0
    if len(parts) > 1 and not parts[index].strip():
        return None, False
    return parts[index] or "General", number < 0 and index == 0


def _holds(number: Decimal, condition: re.Match[str]) -> bool:
    sign, limit = condition[1], Decimal(condition[2])
    order = (number > limit) - (number < limit)
    return {"<": order < 0, ">": order > 0, "=": order == 0, "<=": order <= 0, ">=": order >= 0, "<>": order != 0}[sign]


def _tokens(section: str) -> list[_Token]:
    """Take a section to pieces."""
    found: list[_Token] = []
    for match in _TOKEN.finditer(section):
        kind, text = match.lastgroup or "", match[match.lastgroup or 0]
        if kind in ("quoted", "escaped", "currency"):
            found.append(_Token("literal", text))
        elif kind == "wide":
            found.append(_Token("literal", " "))
        elif kind in ("general", "exponent"):
            found.append(_Token(kind, text))
        elif kind == "other":
            found.append(_Token(text if text in "0#?.,%‰/@" else "literal", text))
    return found


def _show_number(number: Decimal, section: str, tokens: list[_Token]) -> str:
    kinds = [token.kind for token in tokens]
    numerals = re.search(r"\[DBNum([123])\]", section, re.IGNORECASE)
    if "general" in kinds or not tokens:
        text = _show_general(abs(number))
        if numerals:
            text = _in_chinese(text, numerals[1])
        return "".join(text if token.kind == "general" else token.text for token in tokens) if tokens else text
    if not any(kind in _PLACES for kind in kinds):
        return "".join(token.text for token in tokens)
    if "/" in kinds and (found := _show_fraction(abs(number), tokens)) is not None:
        return found
    text = _show_digits(abs(number), tokens)
    return _in_chinese(text, numerals[1]) if numerals else text


_EXACT = 10**15  # digits of a double


def _show_general(number: Decimal) -> str:
    """Show a number with up to eleven digits, a whole one with all that it holds exactly."""
    if number < _EXACT and number == number.to_integral_value():
        return format(number.to_integral_value(), "f")
    rounded = Decimal(format(number, ".11g"))
    return format(rounded.normalize(), "f") if rounded < 10**20 else str(rounded)


def _in_chinese(text: str, kind: str) -> str:
    """Write the digits of a text in Chinese: 五千, 伍仟 or ５０００, digit by digit where they are no whole number."""
    if kind == "3":
        return text.translate(WIDE_DIGITS)
    if text.isdecimal() and len(text) <= 16:
        words = format_integer(int(text))
        if kind == "2":
            words = ("一" + words if words.startswith("十") else words).translate(FORMAL["chineseLegalSimplified"])
        return words
    spelled = text.translate(HAN_DIGITS).replace(".", "点")
    return spelled.translate(FORMAL["chineseLegalSimplified"]) if kind == "2" else spelled


def _show_digits(number: Decimal, tokens: list[_Token]) -> str:
    """Put the digits of a number into their places: those before the point from the right, those behind it from the left."""
    kinds = [token.kind for token in tokens]
    point = kinds.index(".") if "." in kinds else len(kinds)
    places = [index for index, kind in enumerate(kinds) if kind in _PLACES]
    scale = sum(kind == "," and index > places[-1] for index, kind in enumerate(kinds))
    scale += (
        sum(kind == "," for kind in kinds[max([p for p in places if p < point], default=0) : point])
        if point < places[-1]
        else 0
    )
    power = 100 ** kinds.count("%") * 1000 ** kinds.count("‰")
    before, behind = [p for p in places if p < point], [p for p in places if p > point]
    if "exponent" in kinds:
        return _show_exponent(number, tokens, len(behind))
    scaled = EXACT.divide(number * power, Decimal(1000) ** scale)
    rounded = scaled.quantize(Decimal(1).scaleb(-len(behind)), ROUND_HALF_UP, EXACT)
    whole, _, fraction = format(rounded, "f").partition(".")
    is_grouped = any(kind == "," for kind in kinds[before[0] : before[-1]]) if before else False
    shown = {**_fill_whole(whole.lstrip("0"), before, kinds, is_grouped), **_fill_fraction(fraction, behind, kinds)}
    has_point = not before or any(shown[p] for p in behind)
    if not before and whole.strip("0"):
        shown[point] = whole.lstrip("0") + "."
    pieces = []
    for index, token in enumerate(tokens):
        if index in shown:
            pieces.append(shown[index])
        elif token.kind == ".":
            pieces.append("." if has_point and behind else "" if index == point else ".")
        elif token.kind != ",":
            pieces.append(token.text)
    return "".join(pieces)


def _fill_whole(digits: str, places: list[int], kinds: list[str], is_grouped: bool) -> dict[int, str]:
    """Give each place before the point its digit; the first one takes all that are left."""
    filled: dict[int, str] = {}
    position = 0
    for rank, place in enumerate(reversed(places)):
        rest = digits[: len(digits) - rank] if rank < len(digits) else ""
        own = rest if place == places[0] else rest[-1:]
        own = own or {"0": "0", "?": " "}.get(kinds[place], "")
        grouped = ""
        for digit in reversed(own):
            if is_grouped and position and position % 3 == 0 and digit.isdigit():
                grouped = "," + grouped
            grouped = digit + grouped
            position += 1
        filled[place] = grouped
    return filled


def _fill_fraction(digits: str, places: list[int], kinds: list[str]) -> dict[int, str]:
    """Give each place behind the point its digit; zeros at the end only where the format wants them."""
    filled: dict[int, str] = {}
    for rank, place in enumerate(places):
        is_needed = any(digit != "0" for digit in digits[rank:]) or any(kinds[p] == "0" for p in places[rank:])
        filled[place] = digits[rank] if is_needed else " " if kinds[place] == "?" else ""
    return filled


def _show_exponent(number: Decimal, tokens: list[_Token], places: int) -> str:
    exponent = next(token.text for token in tokens if token.kind == "exponent")
    power = number.adjusted() if number else 0
    mantissa = number.scaleb(-power, EXACT).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, EXACT)
    sign = "-" if power < 0 else "+" if exponent[1] == "+" else ""
    literals = "".join(token.text for token in tokens if token.kind == "literal")
    return f"{mantissa}E{sign}{abs(power):0{len(exponent) - 2}d}{literals}"


def _show_fraction(number: Decimal, tokens: list[_Token]) -> str | None:
    """Show a number as a fraction: # ?/?, # ??/100; None where the slash stands between no places."""
    slash = next(index for index, token in enumerate(tokens) if token.kind == "/")
    first = slash
    while first and tokens[first - 1].kind in _PLACES:
        first -= 1
    end = slash + 1
    while end < len(tokens) and (tokens[end].kind in _PLACES or tokens[end].text.isdecimal()):
        end += 1
    if first == slash or end == slash + 1:
        return None
    below = "".join(token.text for token in tokens[slash + 1 : end])
    has_whole = any(token.kind in _PLACES for token in tokens[:first])
    value = Fraction(number)
    whole = int(value) if has_whole else 0
    if re.search(r"[1-9]", below):
        denominator = int(below.replace("#", "").replace("?", "") or 1)
        numerator = round((value - whole) * denominator)
    else:
        rest = (value - whole).limit_denominator(10 ** len(below) - 1)
        numerator, denominator = rest.numerator, rest.denominator
    if has_whole and numerator == denominator:
        whole, numerator = whole + 1, 0
    shown = f"{numerator}/{denominator}" if numerator or not has_whole else ""
    parts = [str(whole) if whole or (has_whole and not shown) else "", shown]
    literals = [
        "".join(t.text for t in side if t.kind == "literal" and t.text.strip())
        for side in (tokens[:first], tokens[end:])
    ]
    return literals[0] + " ".join(part for part in parts if part) + literals[1]
