"""Full width → half width and look-alikes → the usual character, one character for one character.

Folding keeps the length, so a span found in the folded text holds in the text as written.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.rules.language import foldings

BLANKS = "\t\r\x0b\x0c\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u3000\ufeff"
_DASHES = "\u02d7\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2500\u2e3a\u2e3b\u30fc\ufe58\ufe63\uff0d"
TILDES = "\uff5e\u301c\u223c\u02dc\u2053"
_MARKS = {
    "(": "（",
    ")": "）",
    ";": "；",
    "︰": ":",
    "∶": ":",
    "：": "：",
    "﹪": "%",
    "≧": "≥",
    "⩾": "≥",
    "≦": "≤",
    "⩽": "≤",
    "＜": "<",
    "＞": ">",
    "✕": "×",
    "﹢": "+",
    "µ": "μ",
    "﹝": "〔",
    "﹞": "〕",
    "•": "·",
    "‧": "·",
    "∙": "·",
    "⋅": "·",
}
_NOISE = re.compile(r"[\s“”\"'‘’《》（）]+|(?<!\d)20\d\d ?年(?:度|底|末)?|[今本]年")
_KEPT = "，；：！？（）"  # full-width punctuation is correct Chinese and says that no number goes on here


@cache
def _table() -> tuple[re.Pattern[str], dict[str, str]]:
    """Map characters to their folded one, and compile what finds them: `str.translate` asks for every character."""
    table = {chr(0xFF01 + i): chr(0x21 + i) for i in range(94) if chr(0xFF01 + i) not in _KEPT}
    table |= dict.fromkeys(BLANKS, " ") | dict.fromkeys(_DASHES, "-") | dict.fromkeys(TILDES, "~") | _MARKS
    table |= {row.character: row.folded for row in foldings()}
    return re.compile("[" + re.escape("".join(table)) + "]"), table


def fold(text: str) -> str:
    """Fold `text`, keeping its length.

    Digits and letters become half width, blanks a space, dashes "-", radicals ideographs (Unicode
    EquivalentUnifiedIdeograph), traditional numerals and measure words simplified. Brackets and the semicolon
    become full width, so that rules need one form only; a line feed stays.
    """
    pattern, table = _table()
    return pattern.sub(lambda found: table[found[0]], text)


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """Fold a name to compare it: no blanks, quotes, brackets and years (2023年交易额 is 交易额), small letters."""
    return _NOISE.sub("", fold(name)).lower()
