r"""How a cue is written in a cell of a rule table: words, and names of shapes and of groups of words. No cell is a regular expression.

| written | means |
|---|---|
| `首次` | the word |
| `到{year}年` | a shape: `SHAPES` |
| `高于{figure}` | one of the words of a group of rules/extract/word_groups.csv |
| `全部(按期){done}` | what stands in brackets may be missing |
| `^继续` | the word where no Chinese character stands before it |
| `收\|{digit}` | what stands behind the stroke has to follow, and is no part of the cue |
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from itertools import chain, groupby, starmap
from operator import itemgetter

from pipeline.rules import RuleError
from pipeline.rules.language import word_groups

_Row = tuple[str, str, str]  # word, place, value
_place = itemgetter(1)
_DIGITS = r"\d一二三四五六七八九"
SHAPES = {
    "digit": f"[{_DIGITS}]",
    "number": f"[{_DIGITS}十]+",
    "money": f"[{_DIGITS}百千万.]+元",
    "year": r"20\d\d",
    "pause": "[，；。]",
    "piece": "[^，。]{0,8}",
    "words": r"[^，。；、\d]{2,10}",
    "more": r"[^，。；、\d]{0,24}",
    "name": r"[\u4e00-\u9fff]{0,4}",
}
_SIGNS = re.compile(r"[\^{}()|]")
_PARTS = re.compile(r"\((?P<maybe>[^()]+)\)|\{(?P<name>\w+)\}|(?P<word>[^(){}]+)")


@cache
def by_place(table: Callable[[], Iterable[_Row]]) -> dict[str, list[_Row]]:
    """The rows of a table of words by their place."""
    rows = sorted(table(), key=_place)
    return {place: [*found] for place, found in groupby(rows, _place)}


@cache
def spell(cue: str) -> str:
    """Spell a cue out as a pattern. It begins with a character, or with a choice of such. Raises `RuleError` on an unknown name."""
    if not _SIGNS.search(cue):
        return re.escape(cue)
    word, _, follows = cue.removeprefix("^").partition("|")
    pattern = _spell_parts(word)
    if cue.startswith("^"):
        pattern += rf"(?<![\u4e00-\u9fff”]{pattern})"
    return pattern + (f"(?={_spell_parts(follows)})" if follows else "")


def _spell_parts(cue: str) -> str:
    parts = list(_PARTS.finditer(cue))
    if "".join(part[0] for part in parts) != cue:
        raise RuleError(f"cue {cue!r}: a bracket is not closed")
    return "".join(
        f"(?:{_spell_parts(part['maybe'])})?" if part["maybe"] else _named(part["name"] or "") or re.escape(part[0])
        for part in parts
    )


@cache
def _named(name: str) -> str:
    """The pattern of a shape or group; "" of no name."""
    if not name or name in SHAPES:
        return SHAPES.get(name, "")
    words = [row.word for row in word_groups() if row.group == name]
    if not words:
        raise RuleError(f"cue {{{name}}}: no shape, and no group of pipeline/rules/extract/word_groups.csv")
    return "(?:" + "|".join(_spell_parts(word) for word in sorted(words, key=lambda word: (-len(word), word))) + ")"


# Words become alternatives grouped by what they begin with: `re` tries the alternatives at a place one after the other,
# and skips to where one may begin only if each begins with a character. 建成|建设|举办 is 建(?:成|设)|举办. What is found stays
# the same: the first in order of those that fit, and only words of one group can fit at one place.
_FIRST = re.compile(r"(\\\W|[^\W\d]|[^\\\[\](){}|.^$?*+])(?![?*+{])")  # a character that stands for itself, once
_SLOT = re.compile(r"(?P<alone>(?<![^|(:])@(?:\|@)*(?![^|)]))|@")  # alone: alternatives that are nothing but words


def join(words: Iterable[str]) -> str:
    """The alternatives of a group, without brackets around them; of those that begin differently the short ones first."""
    runs: list[dict[str, list[str]]] = [{}]
    for word in words:
        first = _FIRST.match(word)
        if first:
            runs[-1].setdefault(first[1], []).append(word[first.end() :])
        else:  # nothing behind it may go before it
            runs += [{word: []}, {}]
    return "|".join(chain.from_iterable(sorted(starmap(_spell, run.items()), key=len) for run in runs))


def _spell(first: str, rests: list[str]) -> str:
    if len(rests) < 2:
        return first + "".join(rests)
    return f"{first}(?:{join(rests)})"


def fill(template: str, groups: Iterable[tuple[str, ...]]) -> str:
    """Put groups of words into a template, in order, one for each @; those that are alternatives of their own become one group."""
    left = iter(groups)

    def put(slot: re.Match[str]) -> str:
        words = join(chain.from_iterable(next(left) for _ in range(slot[0].count("@"))))
        return words if slot["alone"] else f"(?:{words})"

    return _SLOT.sub(put, template)
