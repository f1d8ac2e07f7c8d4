"""The tables about Chinese writing: foldings, units, words and names that hold numerals, cues."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.model import closed
from pipeline.rules import load

WORD_KINDS = ("word", "name", "indefinite", "ordinal", "date", "grade")
_FACTOR = re.compile(r"(?=.*[1-9])\d+(?:\.\d+|/[1-9]\d*)?")


class Folding(NamedTuple):
    """A character and the one that rules see in its place."""

    character: str
    folded: str
    source: str


class Unit(NamedTuple):
    """A measure word or unit of measurement.

    `unit` is the published form, `base` and `factor`, an exact number or fraction, convert it (公里 = 1000 米, 亩 =
    2000/3 平方米), `divisible` is "yes" where 1.8 of
    it can exist. Words, parted by blanks, say where it is none: `not_before` begin what may not follow (居 庭: 家 counts
    nothing in 3家庭), but for those of `still_before` (庭农场); where `before` is not empty, a mark, the end or one of these
    has to follow (两县实施).
    """

    written: str
    unit: str
    dimension: str
    base: str
    factor: str
    divisible: str
    not_before: str
    still_before: str
    before: str
    example: str
    source: str


class Unconverted(NamedTuple):
    """A unit that is its own base, and why nothing converts it. Counted things need no row."""

    unit: str
    reason: str
    source: str


class Word(NamedTuple):
    """A word whose numerals are not numbers: kind `word`, `name`, `indefinite`, `ordinal`, `date` or `grade`.

    Words, parted by blanks, say where it is one: none of `not_after` ends directly before it, none of `not_before` begins
    behind it; where they are not empty, one of `before` begins directly behind it, one of `near` stands in the same clause.
    """

    word: str
    kind: str
    not_after: str
    not_before: str
    before: str
    near: str
    example: str
    source: str


class KindWord(NamedTuple):
    """A word beside a numeral that tells its kind.

    `rule` is the rule of `extract.numeral` that asks for it, and that `numerals` publishes; `place` says where the numeral
    stands: directly `before` the word, `after` it, `near` it (a few characters before), or must not (`not_before`, `not_after`).
    """

    rule: str
    place: str
    word: str
    example: str
    source: str


class Lexeme(NamedTuple):
    """A dictionary word that holds a numeral character."""

    word: str
    kind: str
    source: str


class LongerWord(NamedTuple):
    """A word of two characters of a general dictionary that begins or ends with a cue of one character: 由 of 自由 is none.

    `not_before` are characters, parted by blanks, that a word of the text joins to its last one: 在校 is none in 在校园.
    """

    word: str
    cue: str
    not_before: str
    source: str


class _Cue(NamedTuple):
    """Words that decide something about a quantity. `place` says where they stand, `value` what they decide."""

    cue: str
    place: str
    value: str
    example: str
    source: str


class SentenceCue(NamedTuple):
    """A word that orders a sentence: 比 of a comparison, 其中 of a part. `place` names what it is asked for.

    Rows of a place with `_not` behind its name are longer words that hold one of its words and mean something else
    (比重 is no 比).
    """

    cue: str
    place: str
    example: str
    source: str


class NounClass(NamedTuple):
    """A noun, or a character that a noun ends in, and the class (`group`) that a rule asks for."""

    word: str
    group: str
    example: str
    source: str


class PhraseWord(NamedTuple):
    """A word around the noun of an indicator that is no part of it.

    `place`: `lead` and `opening` (a verb) before the noun, `verb` anywhere before it, `trail` after it.
    """

    word: str
    place: str
    example: str
    source: str


class Verb(NamedTuple):
    """A verb of doing that opens a phrase and is no part of what it counts: 轮换 in 轮换老旧水表."""

    verb: str
    source: str


class GroupWord(NamedTuple):
    """A word of a group that cues name: {region} of 高于({region})平均. May itself be written as a cue is: `rules.notation`."""

    word: str
    group: str
    example: str
    source: str


class Qualitative(NamedTuple):
    """A wording, written as `rules.notation` says, that means a number, and the number that it means.

    `meaning` is one of `schemas.closed.MEANING`; `value` and `unit` are empty where the number is another figure
    (上年水平), `basis` where it depends on the noun.
    """

    wording: str
    meaning: str
    comparator: str
    value: str
    unit: str
    basis: str
    example: str
    source: str


@cache
def foldings() -> tuple[Folding, ...]:
    """Characters to fold (rules/lang/folding.csv)."""
    return load("lang/folding.csv", Folding)


@cache
def units() -> tuple[Unit, ...]:
    """Measure words and units (rules/extract/units.csv)."""
    closed_columns = (("dimension", closed.DIMENSION), ("divisible", ("", "yes")))
    return load("extract/units.csv", Unit, closed=closed_columns, find_trouble=_find_unit_trouble)


def _find_unit_trouble(row: Unit) -> str | None:
    """What a factor can not be: no number, nothing, or one without the unit that it leads to."""
    if not row.unit or bool(row.base) != bool(row.factor):
        return "a unit has a published form, and a base and a factor both or none"
    return (
        None if not row.factor or _FACTOR.fullmatch(row.factor) else f"factor {row.factor!r} is no number or fraction"
    )


@cache
def unconverted() -> tuple[Unconverted, ...]:
    """Units without a factor (rules/extract/unconverted.csv)."""
    return load("extract/unconverted.csv", Unconverted)


@cache
def words() -> tuple[Word, ...]:
    """Words and names that we wrote down (rules/extract/words.csv)."""
    return load("extract/words.csv", Word, closed=(("kind", WORD_KINDS),))


@cache
def kind_words() -> tuple[KindWord, ...]:
    """Words beside numerals (rules/extract/kind_words.csv)."""
    return load("extract/kind_words.csv", KindWord, key=("rule", "place", "word"))


@cache
def lexicon() -> tuple[Lexeme, ...]:
    """Words of a general dictionary that hold numerals (rules/extract/lexicon.csv)."""
    return load("extract/lexicon.csv", Lexeme)


@cache
def longer_words() -> tuple[LongerWord, ...]:
    """Words that hold a cue of one character and are none (rules/extract/longer_words.csv)."""
    return load("extract/longer_words.csv", LongerWord, key=("word", "cue"))


@cache
def comparators() -> tuple[_Cue, ...]:
    """Words that compare (rules/extract/comparators.csv)."""
    return load("extract/comparators.csv", _Cue, key=("cue", "place"), closed=(("value", closed.COMPARATOR),))


@cache
def bases() -> tuple[_Cue, ...]:
    """Words that tell level, added, flow, growth or reduction (rules/extract/basis.csv)."""
    return load("extract/basis.csv", _Cue, key=("cue", "place"), closed=(("value", closed.BASIS),))


@cache
def roles() -> tuple[_Cue, ...]:
    """Words that tell target, parameter and reference apart (rules/extract/roles.csv)."""
    return load("extract/roles.csv", _Cue, key=("cue", "place"))


@cache
def sentence_cues() -> tuple[SentenceCue, ...]:
    """Words that order a sentence (rules/extract/sentence_cues.csv)."""
    return load("extract/sentence_cues.csv", SentenceCue, key=("cue", "place"))


@cache
def noun_classes() -> tuple[NounClass, ...]:
    """Nouns by class (rules/extract/noun_classes.csv)."""
    return load("extract/noun_classes.csv", NounClass, key=("word", "group"))


@cache
def phrase_words() -> tuple[PhraseWord, ...]:
    """Words to take off an indicator (rules/extract/phrase_words.csv)."""
    return load("extract/phrase_words.csv", PhraseWord, key=("word", "place"))


@cache
def verbs() -> tuple[Verb, ...]:
    """Verbs of doing of a general dictionary (rules/extract/verbs.csv)."""
    return load("extract/verbs.csv", Verb)


@cache
def phrase_cues() -> tuple[tuple[str, str, str], ...]:
    """What is no part of an indicator as word, place and "": the words around a noun, and the verbs that open a phrase."""
    words = ((row.word, row.place, "") for row in phrase_words())
    return (*words, *((row.verb, place, "") for row in verbs() for place in ("opening", "doing")))


@cache
def word_groups() -> tuple[GroupWord, ...]:
    """Words by the group that cues name (rules/extract/word_groups.csv)."""
    return load("extract/word_groups.csv", GroupWord, key=("word", "group"))


@cache
def qualitative() -> tuple[Qualitative, ...]:
    """Wordings that mean a number (rules/extract/qualitative.csv)."""
    return load("extract/qualitative.csv", Qualitative)
