"""Blanks that print sets between a number and its words (到 2030 年底, 第 2 位, 300 余名): read as if they were not there.

Where a number is followed by what counts it (a unit, a scale, 年, 余) the blanks before and behind it part nothing, nor does the
line that breaks a year (到2030⏎年底). Blanks around a number that stands alone stay: behind a list number (2.2 新建泵站), between a
name and its bare figure (常住人口 120).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from pipeline.extract.numeral.token import IDEOGRAPH
from pipeline.extract.numeral.units import match_plain
from pipeline.lang.cue import Cue
from pipeline.lang.text import read_once
from pipeline.model import Finding, Numeral, Passage, QualitativeTarget, Target
from pipeline.model.record import alter, record

_BLANKS = " \u00a0\u2002-\u200a\u202f"
_BLANK = f"[{_BLANKS}]{{1,2}}"
_BEFORE, _NUMBER, _BEHIND = rf"(?<={IDEOGRAPH}){_BLANK}", r"\d[\d.,:/]*+", rf"{_BLANK}(?={IDEOGRAPH})"
_YEAR = rf"(?:{_BEFORE})?(?<![\d.])(?P<year>(?:19|20)\d\d) *\n *(?={IDEOGRAPH})"  # broken over two lines
_PARTED = re.compile(
    rf"{_YEAR}|(?:{_BEFORE})?(?<![\d.,:/])(?P<number>{_NUMBER}){_BEHIND}|{_BEFORE}(?P<alone>{_NUMBER})"
)
_BESIDE = re.compile(rf"[{_BLANKS}\n](?:(?<=[\d.,:/].)|(?<=\d\n)|(?=\d)(?<!\n))")  # one is in all that `_PARTED` finds
COUNTS = Cue("kind_words", "counts", "before")  # 年, 万, 余: what goes on with a number and is no unit of its own

_set = object.__setattr__  # of a frozen record: `replace` asks for every field of it again
_RUN = frozenset(".,:/ \n\u00a0\u202f").union(
    map(chr, range(0x2002, 0x200B))
)  # beside digits all that stands in what `_PARTED` finds
_Read = Numeral | Target | QualitativeTarget | Finding


@record
class _Closed:
    """A passage without the blanks, and what was left out of it."""

    passage: Passage
    written: str
    gaps: list[int]  # where a blank was left out, in the passage without blanks

    def open(self, entry: _Read) -> _Read:
        """Give what was read its span and words in the text as written: the record is new, nobody has seen it yet."""
        if isinstance(entry, Finding):
            return entry
        if not isinstance(entry, Numeral):
            at = self.passage.text.find(entry.context, max(0, entry.end - len(entry.context)))
            _set(entry, "context", self.written[slice(*self._find(at, at + len(entry.context)))])
        start, end = self._find(entry.start, entry.end)
        if end - start != entry.end - entry.start:
            _set(entry, "text", self.written[start:end])
        _set(entry, "start", start)
        _set(entry, "end", end)
        return entry

    def _find(self, start: int, end: int) -> tuple[int, int]:
        return start + bisect_right(self.gaps, start), end + bisect_right(self.gaps, end - 1)


def close_up(passage: Passage) -> _Closed | None:
    """Take the blanks between numbers and their words out of a passage; None where there are none."""
    folded = read_once(passage.text).folded
    if not _BESIDE.search(folded):
        return None
    blanks = _find_blanks(folded)
    if not blanks:
        return None
    edges = [-1, *blanks, len(folded)]
    text = "".join(passage.text[edges[at] + 1 : edges[at + 1]] for at in range(len(blanks) + 1))
    items = tuple(
        alter(item, start=item.start - bisect_left(blanks, item.start), end=item.end - bisect_left(blanks, item.end))
        for item in passage.items
    )
    gaps = [blank - count for count, blank in enumerate(blanks)]
    return _Closed(alter(passage, text=text, items=items), passage.text, gaps)


def _find_blanks(folded: str) -> list[int]:
    """Every blank beside a number that something counts; what opens a line may be its list number: 1 家庭医生."""
    found: list[int] = []
    for one in _find_parted(folded):
        goes_on = COUNTS.begins(folded, one.end())
        if one["year"]:
            found += [*range(one.start(), one.start("year")), *range(one.end("year"), one.end())] if goes_on else ()
            continue
        if not goes_on and (match_plain(folded, one.end()) is None or _opens_line(folded, one)):
            continue
        found += range(one.start(), one.start("alone") if one["alone"] else one.start("number"))
        found += range(one.end("number"), one.end()) if one["number"] else ()
    return found


def _find_parted(folded: str) -> Iterator[re.Match[str]]:
    """What `_PARTED` finds in a text: looked for only around the blanks that are beside a digit."""
    end = 0
    for blank in _BESIDE.finditer(folded):
        start = at = blank.start()
        while start > end and (folded[start - 1].isdecimal() or folded[start - 1] in _RUN):
            start -= 1
        places = range(start, at + 1) if at >= end else ()
        found = next(filter(None, (_PARTED.match(folded, place) for place in places)), None)
        end = found.end() if found else max(end, at + 1)  # no place is tried twice
        if found:
            yield found


def _opens_line(folded: str, one: re.Match[str]) -> bool:
    return not one["alone"] and not folded[folded.rfind("\n", 0, one.start()) + 1 : one.start("number")].strip()
