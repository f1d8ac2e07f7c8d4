"""The texts of a workbook, each written once however many cells say it (ECMA-376 part 1, 18.4: the shared string table)."""

from __future__ import annotations

import re
from html import escape
from tempfile import TemporaryFile

LONGEST = 32_767  # characters that a cell of Excel holds
_MOST = 8_000_000  # characters of remembered texts
# What Excel writes as _xHHHH_ (ECMA-376, ST_Xstring): characters that XML has not, and what would be read as one.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9a-fA-F]{4}_)")
_ODD = re.compile("[&<>_\x00-\x08\x0b-\x1f\ufffe\uffff]")  # what may have to be written otherwise
_Runs = tuple[tuple[str, str], ...]  # a font (`<rPr>…</rPr>` or none) and its words


class SharedTexts(dict[str | _Runs, int]):
    """The table that cells point into: where a text, or one in runs, stands. What is not there yet is written at the end.

    It stands for xlsxwriter's own, which holds every text until the end. The texts go to a file; so many are remembered that memory has
    a bound: behind it a text may be written a second time.
    """

    def __init__(self) -> None:
        """Begin with no text."""
        super().__init__()
        self.count = 0  # texts in the file; xlsxwriter asks whether there are any
        self.file = TemporaryFile()  # noqa: SIM115  # the book closes it
        self._size = 0

    def __missing__(self, text: str | _Runs) -> int:
        """Write a text; what is too long is cut."""
        written = _write_text(cut_long(text)) if isinstance(text, str) else "".join(map(_write_run, text))
        if self._size > _MOST:
            self.clear()
            self._size = 0
        self._size += len(written)
        self.file.write(f"<si>{written}</si>".encode())
        self.count += 1
        self[text] = self.count - 1
        return self.count - 1

    def _sort_string_data(self) -> None:
        """What xlsxwriter does with its own table at the end."""


def cut_long(text: str) -> str:
    """A text that fits into a cell; the dots say that it goes on (whole in the CSV and the Parquet file)."""
    return text if len(text) < LONGEST else text[: LONGEST - 2] + "…"


def _write_text(text: str) -> str:
    """A text as XML holds it; blanks at its ends are kept only where that is said."""
    if _ODD.search(text):
        text = escape(_UNWRITABLE.sub(_spell, text), quote=False)
    keep = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    return f"<t{keep}>{text}</t>"


def _write_run(run: tuple[str, str]) -> str:
    font, words = run
    return f"<r>{font}{_write_text(words)}</r>"


def _spell(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"
