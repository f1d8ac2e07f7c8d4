"""Signs that look alike and that what stands beside them settles: only where one reading is left.

A half-width comma or bracket beside a Chinese character is a full-width one; l, I, O, o between digits are 1 and 0; 。 between
digits is a point; 曰 after a digit is 日; what stands at both sides of the number of a page are dashes.
"""

from __future__ import annotations

import re

_HAN = "[\u3400-\u9fff\u3001-\u3011\u201c\u201d\uff01-\uff5e]"
_PAGE = re.compile(r"\A[\u4e00\u2014\u2013_\uff0d-]{1,2}( ?\d{1,4} ?)[\u4e00\u2014\u2013_\uff0d-]{1,2}\Z")
_FULL = str.maketrans(",;:!?()", "，；：！？（）")
_DIGIT = str.maketrans("lIOo。", "1100.")
_RULES = (
    (re.compile(rf"(?<={_HAN})[,;:!?()]|[,;:!?()](?={_HAN})"), _FULL),
    (re.compile(r"(?<=\d)[lIOo](?=[\d.%])|(?<=\d)。(?=\d)"), _DIGIT),
    (re.compile("(?<=\\d)\u66f0"), str.maketrans("\u66f0", "\u65e5")),
)


def settle(text: str) -> str:
    """The text of a line with its doubtful signs settled; as many characters as before."""
    if found := _PAGE.fullmatch(text):
        number = found[1]
        return "\u2014" * found.start(1) + number + "\u2014" * (len(text) - found.end(1))
    for shape, table in _RULES:
        text = shape.sub(lambda match, table=table: match[0].translate(table), text)  # type: ignore[misc]
    return text
