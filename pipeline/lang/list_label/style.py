"""How Word writes a list number.

Source: ECMA-376 part 1, 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

from pipeline.lang.numeral import format_integer, parse_integer

STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
COUNTING = {
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
    "taiwaneseCountingThousand", "koreanCounting",
}  # fmt: skip
_DIGITS = {
    "ideographDigital": "〇一二三四五六七八九",
    "japaneseDigitalTenThousand": "〇一二三四五六七八九",
    "taiwaneseDigital": "○一二三四五六七八九",
    "decimalFullWidth": "０１２３４５６７８９",
    "decimalFullWidth2": "０１２３４５６７８９",
}
# style → code point of its 1, how many there are in a row
ENCLOSED = {
    "decimalEnclosedCircle": (0x2460, 20),
    "decimalEnclosedCircleChinese": (0x2460, 20),
    "decimalEnclosedParen": (0x2474, 20),
    "decimalEnclosedFullstop": (0x2488, 20),
    "ideographEnclosedCircle": (0x3280, 10),  # ㊀
}
FORMAL = {
    "chineseLegalSimplified": str.maketrans("一二三四五六七八九十百千零", "壹贰叁肆伍陆柒捌玖拾佰仟零"),
    "ideographLegalTraditional": str.maketrans("一二三四五六七八九十百千零万亿", "壹貳參肆伍陸柒捌玖拾佰仟零萬億"),
}
HAN_FIGURES = "〇零一二三四五六七八九十百千"
_PLAIN = {"decimal", "decimalHalfWidth", "none", "bullet", ""}


def is_known_style(style: str) -> bool:
    """Tell whether `format_number` writes this style as Word does."""
    others = {"upperLetter", "lowerLetter", "upperRoman", "lowerRoman", "ideographTraditional", "ideographZodiac"}
    tables = COUNTING | set(_DIGITS) | set(ENCLOSED) | set(FORMAL) | _PLAIN | others
    return style in tables | {"ideographZodiacTraditional", "decimalZero", "numberInDash", "ordinal"}


def enclose(text: str) -> str:
    """Put a number into a circle: 3 is ③, 三 is ㊂; in brackets where there is no such character."""
    number, style = (int(text), "decimalEnclosedCircle") if text.isascii() and text.isdigit() else (0, "")
    if not style:
        number, style = parse_integer(text) or 0, "ideographEnclosedCircle"
    first, count = ENCLOSED[style]
    return chr(first + number - 1) if 1 <= number <= count else f"（{text}）"


def put_label(label: str, text: str) -> str:
    """Put a generated list number before its text, as far apart as it takes for no reader to see one figure in both.

    `1` before 5家 is `1`, a tab, 5家; `1.` before 95% is `1. 95%`; 1、 before 5家 needs nothing.
    """
    if not label or not text:
        return label + text
    last, first = label[-1], text[0]
    if last.isspace() or first.isspace():
        return f"{label.rstrip()}\t{text.lstrip()}" if _is_figure(label.rstrip()[-1:]) else label + text
    if not _is_figure(first):
        return label + text
    return f"{label}\t{text}" if _is_figure(last) else f"{label} {text}" if last in ".．" else label + text


def _is_figure(text: str) -> bool:
    return text.isdecimal() or (text.isascii() and text.isalpha()) or (text != "" and text in HAN_FIGURES)


def format_number(number: int, style: str) -> str:
    """Write a list number in a style of ST_NumberFormat; where a style ends (①…⑳), and in an unknown one, decimal."""
    if style in ("none", "bullet"):
        return ""
    if number < 0:  # which only decimal can write
        return str(number)
    if style in COUNTING:
        return format_integer(number)
    if style in FORMAL:
        text = format_integer(number)
        return ("一" + text if text.startswith("十") else text).translate(FORMAL[style])
    if style in _DIGITS:
        return "".join(_DIGITS[style][int(digit)] for digit in str(number))
    if style in ENCLOSED:
        first, count = ENCLOSED[style]
        return chr(first + number - 1) if 1 <= number <= count else str(number)
    return _format_western(number, style) or _format_cyclic(number, style) or str(number)


def _format_western(number: int, style: str) -> str:
    """Write letters (a … z, aa, bb), Roman numerals and framed decimals; "" for other styles."""
    if style in ("upperLetter", "lowerLetter") and 1 <= number <= 780:
        letters = chr(65 + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters if style == "upperLetter" else letters.lower()
    if style in ("upperRoman", "lowerRoman") and 1 <= number < 4000:
        return _format_roman(number) if style == "upperRoman" else _format_roman(number).lower()
    if style == "ordinal":
        last = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{last}"
    return {"decimalZero": f"{number:02d}", "numberInDash": f"- {number} -"}.get(style, "")


def _format_roman(number: int) -> str:
    text = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _format_cyclic(number: int, style: str) -> str:
    """Write stems and branches: 甲乙丙, 子丑寅, 甲子乙丑; "" for other styles and beyond their end."""
    if style == "ideographTraditional" and 1 <= number <= 10:
        return STEMS[number - 1]
    if style == "ideographZodiac" and 1 <= number <= 12:
        return BRANCHES[number - 1]
    if style == "ideographZodiacTraditional" and 1 <= number <= 60:
        return STEMS[(number - 1) % 10] + BRANCHES[(number - 1) % 12]
    return ""
