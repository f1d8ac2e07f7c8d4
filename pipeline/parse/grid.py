"""The grid model that all readers share: cell texts and grid positions (docs/design/grid.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.parse.errors import UnreadableFile
from pipeline.rules.limits import limit
from pipeline.rules.symbols import find_symbol

# Not on paper: soft hyphens, joiners and what has no width, marks of direction that turn nothing around (those that do
# stay, and are told: P60). Unicode 15, Default_Ignorable_Code_Point.
NOT_ON_PAPER = "\xad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a\u202c\u2060-\u2064\u2066\u2069\ufeff"
FILLERS = "\u115f\u1160\u3164\uffa0"  # of Hangul: blanks to the eye
_HYPHEN = "\u2011"  # that does not break: a hyphen on paper
_ODD = re.compile(f"(?P<line>(?m:^)[ \u3000\t]*)?(?:(?P<private>[\ue000-\uf8ff])|[{NOT_ON_PAPER}{FILLERS}{_HYPHEN}])")
HOLDS_ODD = re.compile(f"[\ue000-\uf8ff{NOT_ON_PAPER}{FILLERS}{_HYPHEN}]")  # found fast
_BLANK = "\u3000"


def cell_text(paragraphs: Iterable[str]) -> str:
    """Join paragraphs by line feeds, without outer blank lines and without white space at the ends of lines.

    White space at line ends is dropped, since LibreOffice drops it from every format that it writes and a PDF can not
    tell it: only so the text is the same from every format.
    """
    text = "\n".join(paragraphs)
    if HOLDS_ODD.search(text):
        text = _ODD.sub(_on_paper, text)
    if "\n" not in text:
        return text.strip()
    return "\n".join([line.strip() for line in text.split("\n")]).strip("\n")


def _on_paper(found: re.Match[str]) -> str:
    """Write a character as it is seen on paper; a bullet that begins a line is no text, as an automatic one is none."""
    before, mark = found["line"] or "", found[0][-1]
    if found["private"]:
        seen = find_symbol("", f"{ord(mark):X}")
        if seen is None:
            return found[0]
        return before if found["line"] is not None and seen != _BLANK else before + seen
    return before + ("-" if mark == _HYPHEN else _BLANK if mark in FILLERS else "")


class GridError(UnreadableFile):
    """A table that is larger than the limits; the reader says which one."""


def join_above(cells: Iterable[str]) -> list[str]:
    """The paragraphs of a row above a heading: each of its texts, but 填报单位： with what stands beside it."""
    texts = [text for text in cells if text]
    is_form = any(":" in text or "：" in text for text in texts[:1])
    return [" ".join(texts)] if is_form else texts


def begins_again(heading: Iterable[str]) -> bool:
    """Tell whether the first heading of a row comes again in it: lists stand beside each other."""
    texts = [text for text in heading if text]
    return texts[:1] != [] and texts[0] in texts[1:]


def check_size(n_rows: int, n_columns: int) -> None:
    """Refuse a table beyond the limits: a hostile span must not fill the memory. Raises `GridError`."""
    columns, positions = limit("table_columns"), limit("table_positions")
    if n_columns > columns or n_rows * n_columns > positions:
        raise GridError("R22", rows=n_rows, columns=n_columns, most_columns=columns, most=positions)
