"""A numeral with its kind, and the line that it is found in."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.extract.numeral.quantity import Quantity, match_quantity
from pipeline.lang.numeral import CHINESE
from pipeline.model.record import record

HAN = f"[{CHINESE}]"  # a character of a Chinese number
HAN_NUMBER = f"{HAN}{{1,30}}"  # bounded, or each place of a long row would be tried to its end
NUMBER = rf"(?:\d++|{HAN_NUMBER})"
TO = "[-~至到]"
STREET = "[路街道巷弄]"
SIDE = "[ 东南西北中段]"
IDEOGRAPH = "[\u4e00-\u9fff]"
RUN = re.compile(rf"{HAN}+|\d+")


@record
class Token:
    """A numeral with its kind; `quantity` where it is one (then the kind is decided by its role)."""

    start: int
    end: int
    kind: str
    value: Decimal | None
    value_max: Decimal | None
    rule: str
    quantity: Quantity | None = None


@record
class ReadLine:
    """A text with what is found in it once: list numbers, Latin names and quotations by their position."""

    text: str
    folded: str
    listed: dict[int, tuple[int, int, str]]  # first numeral → start, end, rule
    names: dict[int, tuple[int, int]]
    quotes: dict[int, tuple[int, int]]  # position inside of a quotation that holds a numeral → the quotation
    marked: set[int]  # the positions of these three
    is_figure: bool  # a plan cell that holds figures only: 2000 is no year there
    quantities: dict[int, Quantity | None]  # what was read at a position; filled as one goes

    def quantity_at(self, position: int) -> Quantity | None:
        """The quantity that starts at `position`, read once."""
        if position not in self.quantities:
            self.quantities[position] = match_quantity(self.text, self.folded, position)
        return self.quantities[position]


def simple(start: int, end: int, kind: str, rule: str, value: Decimal | None = None) -> Token:
    """Make a token that is no quantity."""
    return Token(start, end, kind, value, None, rule)
