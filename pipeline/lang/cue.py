"""Where words meet shapes: the words are rows of a table, where they have to stand is said here, in four named ways.

`ends` and `begins` ask of the very edge of a text, `near` of a few characters from it, `within` of the whole. A room
writes `CREATION = Cue("roles", "creation")` and asks `CREATION.ends(before)`; nothing is read or compiled before it asks.
A place may have longer words that hold one of its own and mean something else: 按 is one of `per_base`, 按计划 of `per_base_not`;
a cue of one character is none where a word of the dictionary holds it (`lang.word`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import repeat
from operator import methodcaller
from typing import Protocol

from pipeline.lang.word import guard, is_in_word
from pipeline.rules import language
from pipeline.rules.list_words import column_words, title_words
from pipeline.rules.notation import by_place, fill, join, spell

_Row = tuple[str, str, str]  # word, place, value

CUE_TABLES: dict[str, Callable[[], Iterable[_Row]]] = {
    "roles": lambda: ((row.cue, row.place, row.value) for row in language.roles()),
    "basis": lambda: ((row.cue, row.place, row.value) for row in language.bases()),
    "comparators": lambda: ((row.cue, row.place, row.value) for row in language.comparators()),
    "kind_words": lambda: ((row.word, row.rule, row.place) for row in language.kind_words()),
    "title_words": lambda: ((row.word, row.use, "") for row in title_words()),
    "column_words": lambda: ((row.word, row.use, "") for row in column_words()),
    "phrase_words": language.phrase_cues,
    "sentence_cues": lambda: ((row.cue, row.place, "") for row in language.sentence_cues()),
    "noun_classes": lambda: ((row.word, row.group, "") for row in language.noun_classes()),
}
_LOOK_AROUND = re.compile(r"\(\?<?[=!][^()]*\)")  # what a word that is a pattern says of its neighbours
_FEW = 12  # words that are tried one by one as fast as by their last character
PAUSES = "，。；"  # what a cue may not stand behind to be near


class _Find(Protocol):
    """The search of a compiled pattern: in a text, from one position to another."""

    def __call__(self, string: str, pos: int = 0, endpos: int = sys.maxsize, /) -> re.Match[str] | None:
        """Find the first."""


class _Begins(Protocol):
    def __call__(self, text: str, start: int = 0, /) -> bool: ...


class Lazy:
    """What is made of tables when it is first asked for, and kept."""

    def forget(self) -> None:
        """Forget it."""
        for name in [name for name in vars(self) if isinstance(getattr(type(self), name, None), cached_property)]:
            del vars(self)[name]


class Cue(Lazy):
    """The words of one place (and value) of a table of rules/extract/ or rules/find/."""

    def __init__(self, table: str, place: str, value: str | None = None) -> None:
        """Name the rows; `value` None takes all that stand at `place`."""
        self.table, self.place, self.value = table, place, value

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words as patterns, longest first. Raises `LookupError` where the table has none: a misspelt place asks for nothing."""
        found = self._at(self.place)
        if not found:
            raise LookupError(f"{self.table}.csv has no row of place {self.place!r}, value {self.value!r}")
        return found

    @cached_property
    def _longer(self) -> tuple[str, ...]:
        return self._at(self.place + "_not") or self._at(self.place + "_not", "sentence_cues")

    def _at(self, wanted: str, table: str = "") -> tuple[str, ...]:
        rows = by_place(CUE_TABLES[table or self.table]).get(wanted, ())
        words = {spell(word) for word, _, value in rows if table or self.value in (None, value)}
        return tuple(sorted(words, key=lambda word: (-len(word), word)))

    @cached_property
    def _is_literal(self) -> bool:
        """Whether every word is what it finds; the others are patterns."""
        return all(re.escape(word) == word for word in self.words)

    @cached_property
    def _is_plain(self) -> bool:
        return self._is_literal and not self._longer

    @cached_property
    def _single(self) -> frozenset[str]:
        """The cues of one character that may be a part of a longer word; nouns and what stands beside numerals are none."""
        if self.table in ("noun_classes", "kind_words"):
            return frozenset()
        return frozenset(word for word in self.words if len(_bare(word)) == 1 and guard(_bare(word)))

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """The words as patterns, each kept from being part of a longer word.

        Every choice begins with a character and looks back from behind it: `re` then skips to where one may begin.
        """
        return tuple(word + self._guard(word) for word in self.words)

    @cached_property
    def pattern(self) -> str:
        """The choices as one group, for a pattern that has them in its middle."""
        return f"(?:{join(self.choices)})"

    def _guard(self, word: str) -> str:
        """What may not stand around a word: (?<!占比)(?!重) of 比."""
        bare = _bare(word)
        guards = [guard(bare)] if word in self._single else []
        for longer in self._longer:
            left, found, right = longer.partition(bare)
            behind, ahead = f"(?<!{left}{bare})" if left else "", f"(?!{right})" if right else ""
            if found and behind and ahead:
                guards.append(f"(?:{behind}|{ahead})")
            elif found:
                guards.append(behind or ahead)
        return "".join(guards)

    @cached_property
    def _word(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    @cached_property
    def _compiled(self) -> dict[str | tuple[int, str], re.Pattern[str]]:
        return {}

    def compile(self, template: str) -> re.Pattern[str]:
        """Compile a shape around the words (@) once."""
        found = self._compiled.get(template)
        if found is None:
            found = self._compiled[template] = re.compile(fill(template, repeat(self.choices)))
        return found

    @cached_property
    def within(self) -> _Find:
        """The first word of a text, or between two positions of it."""
        return self._word.search

    def count(self, text: str, start: int = 0, end: int = sys.maxsize) -> int:
        """How many words stand between `start` and `end`."""
        return len(self._word.findall(text, start, end))

    def all(self, text: str) -> list[re.Match[str]]:
        """All words of a text, in order."""
        return list(self._word.finditer(text))

    @cached_property
    def _firsts(self) -> dict[str, tuple[str, ...]]:
        """The words by the character that each begins with."""
        return _group(self.words, lambda word: _bare(word)[0])

    @cached_property
    def signs(self) -> tuple[str, ...]:
        """What stands in a text wherever one of the words does: they themselves, what may not stand around them left out."""
        return tuple(map(_bare, self.words))

    @cached_property
    def _lasts(self) -> dict[str, tuple[str, ...]]:
        """The words by the character that each ends with."""
        return _group(self.words, lambda word: word[-1])

    @cached_property
    def _longest(self) -> int:
        """Characters that the longest word takes; of patterns nobody knows."""
        return len(self.words[0]) if self._is_literal else sys.maxsize

    @cached_property
    def begins(self) -> _Begins:
        """Tell whether a word stands at a position of a text, the first where none is said."""
        if not self._is_plain:
            known, match = self._firsts, self._word.match
            return lambda text, start=0: text[start : start + 1] in known and match(text, start) is not None
        firsts, single = _group(self.words, lambda word: word[0], self._single), self._single

        def begins(text: str, start: int = 0) -> bool:
            first = text[start : start + 1]
            words = firsts.get(first)
            if words is not None and text.startswith(words, start):
                return True
            return first in single and not is_in_word(text, start, start + 1)

        return begins

    @cached_property
    def ends(self) -> Callable[[str], bool]:
        """Tell whether a word ends the text."""
        if not self._is_plain:
            return self._ends_guarded
        lasts, single = _group(self.words, lambda word: word[-1], self._single), self._single
        if not single and len(self.words) <= _FEW:
            return methodcaller("endswith", self.words)

        def ends(text: str) -> bool:
            last = text[-1:]
            words = lasts.get(last)
            if words is not None and text.endswith(words):
                return True
            return last in single and not is_in_word(text, len(text) - 1, len(text))

        return ends

    def _ends_guarded(self, text: str) -> bool:
        is_likely = text[-1:] in self._lasts or not self._is_literal
        return is_likely and self.compile("@$").search(text, max(0, len(text) - self._longest)) is not None

    @cached_property
    def is_all(self) -> Callable[[str], bool]:
        """Tell whether a text is one of the words."""
        known, firsts, fullmatch = frozenset(self.words), self._firsts, self._word.fullmatch
        if self._is_literal:
            return known.__contains__ if self._is_plain else lambda text: text in known and fullmatch(text) is not None
        return lambda text: text[:1] in firsts and fullmatch(text) is not None

    def _is_at(self, word: str, text: str, start: int) -> bool:
        if start < 0 or not text.startswith(word, start):
            return False
        return word not in self._single or not is_in_word(text, start, start + 1)

    def fills(self, text: str) -> bool:
        """Tell whether a text is made of the words alone: 建设完成."""
        return bool(self.compile("@+").fullmatch(text))

    def near_end(self, text: str, gap: int, pauses: str = PAUSES) -> bool:
        """Tell whether a word stands at most `gap` characters before the end, no pause between: 资助比例原则上|."""
        found = self._compiled.get((gap, pauses))
        if found is None:
            found = self._compiled[gap, pauses] = re.compile(f"{self.pattern}[^{pauses}]{{0,{gap}}}$")
        return found.search(text, max(0, len(text) - gap - self._longest)) is not None

    def near_start(self, text: str, gap: int, pauses: str = PAUSES) -> bool:
        """Tell whether a word begins at most `gap` characters after the start, no pause between: |以上的贷款."""
        found = self.within(text)
        if found is None or found.start() > gap:
            return False
        return not any(pause in text[: found.start()] for pause in pauses)

    def cut_end(self, text: str) -> str:
        """Take the longest word that ends the text off it."""
        for word in self._lasts.get(text[-1:], ()):
            if self._is_at(word, text, len(text) - len(word)):
                return text.removesuffix(word)
        return text

    def cut_start(self, text: str) -> str:
        """Take the longest word that begins the text off it."""
        return text.removeprefix(
            next((word for word in self._firsts.get(text[:1], ()) if self._is_at(word, text, 0)), "")
        )


def _bare(word: str) -> str:
    """A word without what it says of its neighbours."""
    return _LOOK_AROUND.sub("", word)


def _group(
    words: tuple[str, ...], key: Callable[[str], str], without: frozenset[str] = frozenset()
) -> dict[str, tuple[str, ...]]:
    """Words in their order by a character of each."""
    groups: dict[str, list[str]] = {}
    for word in (word for word in words if word not in without):
        groups.setdefault(key(word), []).append(word)
    return {character: tuple(group) for character, group in groups.items()}


class Shape(Lazy):
    """A pattern with the words of cues in it, compiled when it is first asked for: @ stands for each cue, in order."""

    def __init__(self, template: str, *cues: Cue) -> None:
        """Name the shape and its cues."""
        self.template, self.cues = template, cues

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(fill(self.template, (cue.choices for cue in self.cues)))

    @cached_property
    def search(self) -> _Find:
        """Find the first."""
        return self.pattern.search

    @cached_property
    def match(self) -> _Find:
        """Find the one that stands at a position."""
        return self.pattern.match

    @cached_property
    def fullmatch(self) -> _Find:
        """Find it where it is all of a text."""
        return self.pattern.fullmatch
