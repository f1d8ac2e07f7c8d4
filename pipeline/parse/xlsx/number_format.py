"""A number of a spreadsheet as its number format shows it: 0.85 as 85%, 44563 as 1月2日.

Source: ECMA-376 part 1, 18.8.30 and 18.8.31 (number formats; those built in are shown as Excel in Chinese shows them).
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from typing import NamedTuple

from pipeline.lang.numeral import format_integer

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "d-mmm-yy",
    16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss.0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[([^\]]*)\]|(AM/PM|上午/下午)|([yYmMdDhHsS]+)|(\.0+)|(.)', re.S)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
EPOCH, EPOCH_1904, END = datetime(1899, 12, 30), datetime(1904, 1, 1), datetime(9999, 12, 31, 23, 59, 59)  # noqa: DTZ001  # a spreadsheet knows no time zone
LAST_DAY = 2_958_465  # 9999-12-31
LARGEST = 308  # power of ten of the numbers that a cell can hold (IEEE 754 double)
LONGEST_CODE = 255  # characters of a number format
EXACT = Context(prec=2 * LARGEST + LONGEST_CODE)  # digits of any such number in any such format
SHORT = re.compile(r"^[dmDM]+\W*[dmDM]+\W*$")


class Shown(NamedTuple):
    """A number as shown; `may_be_range` where it is a day without a year, which 1-2 turns into when it is typed."""

    text: str
    may_be_range: bool = False


def show(value: str, code: str, is_1904: bool = False) -> Shown:
    """Show the number of a cell. `value` is XML text; one that is no number is shown as it is."""
    try:
        number = Decimal(value)
    except ArithmeticError:
        return Shown(value)
    if not number.is_finite() or abs(number.adjusted()) > LARGEST:
        return Shown(value)
    code = code if len(code) <= LONGEST_CODE else "General"
    section, has_sign = _section(code, number)
    if _is_date(section) and 0 <= number <= LAST_DAY:
        plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", section)
        return Shown(_show_date(number, section, is_1904), SHORT.match(plain) is not None)
    if "general" in section.lower() or section.strip() in ("", "@"):
        return Shown(_show_general(number, section))
    return Shown(_show_number(number, section, has_sign))


@cache
def _is_date(section: str) -> bool:
    bare = re.sub(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]|general', "", section, flags=re.I)
    return re.search(r"[ymdhs]", bare, re.I) is not None


def _section(code: str, number: Decimal) -> tuple[str, bool]:
    """Take the part of the format for positive numbers, negative ones or zero, and whether a minus stands before it."""
    parts = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)
    if number < 0 and len(parts) > 1:
        return parts[1], False
    return parts[2 if number == 0 and len(parts) > 2 else 0], number < 0


def _show_general(number: Decimal, section: str) -> str:
    """Show a number with up to eleven digits; in Chinese numerals where the format wants it."""
    rounded = Decimal(format(number, ".11g"))
    if "dbnum" in section.lower() and abs(rounded) < 10**16 and rounded == rounded.to_integral_value():
        return ("-" if rounded < 0 else "") + format_integer(int(abs(rounded)))
    return format(rounded.normalize(), "f") if abs(rounded) < 10**20 else str(rounded)


def _show_number(number: Decimal, section: str, has_sign: bool) -> str:
    """Fill digits into the format: 0.0%, #,##0, 0.00"万元"."""
    digits = "".join(found[6] if found[6] in tuple("0#?,.%‰") else found[5] for found in _tokens(section))
    if not re.search(r"[0#?]", digits):  # literals only
        return "".join(found[0] or found[1] or found[6] for found in _tokens(section))
    thousands = sum(len(commas) for commas in re.findall(r"(?<=[0#?])(,+)(?![0#?,])", digits))
    scaled = EXACT.divide(number * (100 if "%" in digits else 1), Decimal(1000) ** thousands)
    places = len(re.sub(r"[^0#?]", "", digits.partition(".")[2]))
    least = digits.partition(".")[2].count("0")
    rounded = abs(scaled).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, EXACT)
    whole, _, fraction = format(rounded, "f").partition(".")
    fraction = fraction[:least] + fraction[least:].rstrip("0")
    width = digits.partition(".")[0].count("0")
    whole = whole.zfill(width) if width else whole.lstrip("0")
    if re.search(r"[0#?],[0#?]", digits):
        whole = f"{int(whole or 0):,}" if whole else whole
    text = whole + ("." + fraction if fraction else "")
    return _fill(section, ("-" if has_sign and rounded else "") + text)


def _fill(section: str, text: str) -> str:
    """Put the digits where the first placeholder stands, literals around them."""
    pieces, is_filled = [], False
    for quoted, escaped, _, _, letters, fraction, other in _tokens(section):
        if (other and other in "0#?,.") or fraction:
            pieces.append("" if is_filled else text)
            is_filled = True
        else:
            pieces.append(quoted or escaped or letters or other)
    return "".join(pieces)


def _tokens(section: str) -> list[tuple[str, ...]]:
    return TOKEN.findall(section)


def _show_date(number: Decimal, section: str, is_1904: bool) -> str:
    """Show a serial number as the day and time that it stands for."""
    epoch = EPOCH_1904 if is_1904 else EPOCH
    latest = int((END - epoch).total_seconds())
    moment = epoch + timedelta(seconds=min(round(float(number) * 86400), latest))
    if not is_1904 and number < 60:
        moment += timedelta(days=1)  # Excel holds 1900 for a leap year
    tokens = _tokens(section)
    has_noon = any(found[3] for found in tokens)
    pieces, last = [], ""
    for index, (quoted, escaped, bracket, noon, letters, fraction, other) in enumerate(tokens):
        letters = letters or (bracket if bracket.lower() in ("h", "hh", "m", "mm", "s", "ss") else "")
        following = next((found[4] for found in tokens[index + 1 :] if found[4]), "")
        if letters:
            is_minute = letters[0] in "mM" and (
                last in "hH" if last else False or following[:1] in "sS" if following else False
            )
            pieces.append(_show_part(moment, letters.lower(), is_minute, has_noon))
            last = letters[0]
        elif noon:
            pieces.append(noon.split("/")[moment.hour >= 12])
        else:
            pieces.append(quoted or escaped or (other if not fraction else ""))
    return "".join(pieces)


def _show_part(moment: datetime, letters: str, is_minute: bool, has_noon: bool) -> str:
    """Show one part of a date, such as yyyy or m."""
    kind, width = letters[0], len(letters)
    if kind == "y":
        return f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}"
    if kind == "m" and not is_minute:
        return MONTHS[moment.month - 1] if width > 2 else f"{moment.month:0{width}d}"
    if kind == "d" and width > 2:
        return moment.strftime("%a" if width == 3 else "%A")
    hour = (moment.hour - 1) % 12 + 1 if has_noon else moment.hour
    value = {"d": moment.day, "h": hour, "m": moment.minute, "s": moment.second}[kind]
    return f"{value:0{min(width, 2)}d}"
