"""A text that is read once: what it is folded, and its list numbers; whoever has the words asks here and gets the same reading."""

from __future__ import annotations

from functools import lru_cache

from pipeline.lang.fold import fold
from pipeline.lang.list_label.list_number import ListNumber, find_list_numbers

_KEPT = 4096  # texts; the rooms read a document's cells one room after the other
LONGEST_KEPT = 20_000  # characters; a longer text is read again when it is asked for again, and not kept


class Text:
    """A text as written, folded (of equal length, `lang.fold`: a span found in it holds in both), and its list numbers."""

    __slots__ = ("_list_numbers", "folded", "written")

    def __init__(self, written: str) -> None:
        """Take a text as it is written."""
        self.written, self.folded = written, fold(written)
        self._list_numbers: tuple[ListNumber, ...] | None = None

    @property
    def list_numbers(self) -> tuple[ListNumber, ...]:
        """Its list numbers, in order, worked out when they are asked for."""
        if self._list_numbers is None:
            self._list_numbers = find_list_numbers(self.written, self.folded)
        return self._list_numbers


_read = lru_cache(_KEPT)(Text)


def read_once(written: str) -> Text:
    """The reading of a text: the same object for the same words."""
    return _read(written) if len(written) <= LONGEST_KEPT else Text(written)
