"""Chinese numerals ↔ numbers, exactly: 三百二十 ↔ 320, 1.2万亿, 三点五, 贰仟 (GB/T 15835-2011)."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_FORMAL = dict(zip("壹贰貳叁參肆伍陆陸柒捌玖", (1, 2, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9), strict=True))
SMALL = {"十": 10, "百": 100, "千": 1000}
FORMAL_SMALL = {"拾": 10, "佰": 100, "仟": 1000}
LARGE = {"万": 10**4, "亿": 10**8}
TENS = {"廿": "二十", "卅": "三十"}
CHINESE = "〇零一二两三四五六七八九十百千万亿" + "".join(TENS)
FORMAL_CHINESE = "".join(_FORMAL) + "".join(FORMAL_SMALL)
_DIGIT = _DIGITS | _FORMAL
_SMALL = SMALL | FORMAL_SMALL
_SCALE = _SMALL | LARGE
_ANY = re.compile(rf"[\d{CHINESE}萬億兩○半倍番]")
_NO_IDEOGRAPH = r"[^\u4e00-\u9fff]"
_MAY_BE = re.compile(f"{_ANY.pattern}|{_NO_IDEOGRAPH}")  # nearly all words hold no such character
_LONG = 20  # digits; shorter numbers are exact in decimal arithmetic, whose precision is 28
_LONGEST = 100  # characters of a number; a longer row of digits is none, and no float holds it


def is_numeral_char(character: str) -> bool:
    """Tell whether a character (folded or not) is a digit of any kind or a Chinese numeral character.

    The formal numerals (壹 贰 … 拾 佰 仟) are not counted: alone they are mostly other words (队伍, 收拾, 大陆).
    """
    return character in CHINESE or character.isdigit() or character in "萬億兩○"


def find_numeral_char(text: str) -> int | None:
    """Where the first such character stands; None where there is none."""
    return next((found.start() for found in _MAY_BE.finditer(text) if is_numeral_char(found[0])), None)


def holds_numeral(text: str) -> bool:
    """Tell whether a numeral may stand in a text, also one of a half, a multiple or a doubling."""
    return _ANY.search(text) is not None


def parse_integer(text: str) -> int | None:
    """Read a Chinese cardinal, or None where `text` is none.

    一百零五 is 105, 十二 is 12, 千万 is 10 000 000 (a bare multiplier counts once), 一万五 is 15 000.
    A row of digits (二〇二五) is read by `parse_digits`, not here.
    """
    if len(text) > _LONGEST:
        return None
    for written, plain in TENS.items():
        text = text.replace(written, plain)
    total = section = digit = 0
    has_digit = False
    last_scale = 10**17
    previous = ""
    for character in text:
        if character in _DIGIT:
            if has_digit and previous not in "零〇":
                return None
            digit, has_digit = _DIGIT[character], True
        elif character in _SMALL:
            if has_digit and digit == 0 and previous not in "零〇":
                return None
            section += (digit if has_digit and digit else 1) * _SMALL[character]
            digit, has_digit = 0, False
        elif character in LARGE:
            section += digit if has_digit else 0
            if section == 0 and total == 0:
                section = 1
            if LARGE[character] > last_scale or section == 0:
                total = (total + section) * LARGE[character]
            else:
                total += section * LARGE[character]
            last_scale = LARGE[character]
            section, digit, has_digit = 0, 0, False
        else:
            return None
        previous = character
    return total + section + _trailing(text, digit, has_digit)


def _trailing(text: str, digit: int, has_digit: bool) -> int:
    """Value of a last digit: 一百零五 → 5, 一万五 → 5000, 三百二 → 20."""
    if not has_digit:
        return 0
    scale = _SCALE.get(text[-2]) if len(text) >= 2 else None
    return digit * scale // 10 if scale and scale > 10 else digit


def parse_digits(text: str) -> int | None:
    """Read a row of Chinese digits as one reads a year: 二〇二五 → 2025."""
    if not 0 < len(text) <= _LONGEST or any(c not in _DIGIT for c in text):
        return None
    return int("".join(str(_DIGIT[c]) for c in text))


def parse_number(text: str) -> Decimal | None:
    """Read a number without unit in Chinese, Arabic or mixed writing, or None.

    320, 1.86, 2,600, 三百二十, 三点五, 百分之 is not read here. Scales are multiplied: 1.86万 → 18600, 3万4000 → 34000.
    """
    if text.isascii() and text[:1].isdecimal() and text.replace(".", "", 1).isdecimal() and len(text) < _LONG:
        return Decimal(text)
    text = text.replace(",", "").replace("，", "").replace(" ", "").replace("\n", "")
    if not 0 < len(text) <= _LONGEST:
        return None
    if text[0].isascii() and text[0].isdigit():
        return _parse_arabic(text)
    whole, point, fraction = text.partition("点")
    integer = parse_integer(whole)
    if integer is None:
        digits = parse_digits(whole)
        integer = digits if digits is not None and len(whole) > 1 and not point else None
    if integer is None or not point:
        return None if integer is None else Decimal(integer)
    tail = fraction.rstrip("十百千万亿")
    decimals = parse_digits(tail)
    if decimals is None:
        return None
    zeros = "".join(str(_DIGIT[c]) for c in tail)
    return Decimal(f"{integer}.{zeros}") * scale_of(fraction[len(tail) :])


def _parse_arabic(text: str) -> Decimal | None:
    """Read digits with scales: 1.2万亿, 3万4000, 25万6千, 1亿2千万."""
    total = Decimal(0)
    position = 0
    while position < len(text):
        end = position
        while end < len(text) and (text[end].isdigit() or text[end] == "."):
            end += 1
        scale_end = end
        while scale_end < len(text) and text[scale_end] in "十百千万亿":
            scale_end += 1
        if end == position or (scale_end < len(text) and scale_end == end):
            return None
        total += Decimal(text[position:end]) * scale_of(text[end:scale_end])
        position = scale_end
    return total


def scale_of(text: str) -> int:
    """Multiply scale characters: 百亿亿 → 10**18; "" → 1."""
    factor = 1
    for character in text:
        factor *= _SCALE[character]
    return factor


def format_integer(number: int) -> str:
    """Write 0 … 10**16-1 in Chinese: 10500 → 一万零五百."""
    text = _format_sections(number) or "零"
    return text[1:] if text.startswith("一十") else text


def _format_sections(number: int) -> str:
    """Write a number by its sections of four digits; 0 is the empty text."""
    for scale, name in ((10**8, "亿"), (10**4, "万")):
        if number >= scale:
            head, rest = divmod(number, scale)
            gap = "零" if rest and rest < scale // 10 else ""
            return _format_sections(head) + name + gap + _format_sections(rest)
    return _format_section(number)


def _format_section(number: int) -> str:
    """Write 1 … 9999."""
    text, gap = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            text += ("零" if gap and text else "") + "零一二三四五六七八九"[digit] + name
            gap = False
        else:
            gap = True
    return text
