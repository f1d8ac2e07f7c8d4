"""Signs that look alike and that what stands beside them settles: only where one reading is left (rules/parse/look_alikes.csv)."""

from __future__ import annotations

import re
from functools import cache

from pipeline.parse.pages.page import FULL_WIDTH
from pipeline.rules.look_alikes import look_alikes

_SHAPES = {  # {} is the class of the signs of the place
    "beside_chinese": f"(?:(?<={FULL_WIDTH})|(?<=[“”])){{0}}|{{0}}(?={FULL_WIDTH}|[“”])",
    "between_digits": r"(?<=\d){0}(?=[\d%])",
    "after_digit": r"(?<=\d){0}",
    "around_number": "{0}",  # of a line that is a page number as a whole
}
_NUMBER = r"{0}{{1,2}} ?\d{{1,4}} ?{0}{{1,2}}"  # the number of a page, which is its whole line


@cache
def _rules() -> list[tuple[str, re.Pattern[str], dict[int, str]]]:
    found = []
    for place, meant in look_alikes().items():
        if not meant:
            continue
        signs = f"[{re.escape(''.join(map(chr, meant)))}]"
        found.append((place, re.compile(_SHAPES[place].format(signs)), meant))
    return found


@cache
def _page_number() -> re.Pattern[str]:
    signs = "".join(map(chr, look_alikes()["around_number"]))
    return re.compile(_NUMBER.format(f"[—{re.escape(signs)}]"))


def settle(text: str) -> str:
    """The text of a line with its doubtful signs settled; as many characters as before."""
    is_number = _page_number().fullmatch(text) is not None
    for place, shape, meant in _rules():
        if place != "around_number" or is_number:
            text = shape.sub(lambda match, meant=meant: match[0].translate(meant), text)  # type: ignore[misc]
    return text
