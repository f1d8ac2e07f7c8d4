"""Words that tell lists, titles and columns apart: rows of rules/find/*.csv."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from pipeline.rules import load


class FindWord(NamedTuple):
    """A word and what it is asked for (`use`).

    Titles: `annex` opens the line of an annex, `note` a note, `title_end` closes a title, `opens_title` goes on with the line
    of who issues it, `whole_title` closes one that no line below goes on with, `letterhead` closes a line that is no title,
    `continued` says that a table goes on, `site` is a line of a web page's menu, `footer` stands in what ends one,
    `total` is the label of a row of totals, `signer` of who signs a form, `signature` closes such
    a label that has a colon, `sample` is that of a row that shows how to fill it in,
    `goals` closes the heading of a chapter of goals,
    `unit_note` opens what is said of the unit of the figures below (单位：万元),
    `glossary` heads an explanation of words,
    `manual` closes the title of an annex that says how a thing is done,
    `conditions` closes the heading of who may apply, `defines` says in a sentence what a word means.
    Columns: `asked` names whom a list of requests turns to, `tasked` a column of departments that have to do something,
    `leads` and `cooperates` tell the part of departments under a heading that is not known, `company` closes the name of a
    company, `indicator_column` is a heading that only tables of indicators have, `date` is time that no year is said of,
    `commitment` says in a table of indicators how firmly a row binds,
    `rate` closes the heading of a column of rates of growth.
    """

    word: str
    use: str
    example: str
    source: str


@cache
def title_words() -> tuple[FindWord, ...]:
    """Words of titles, notes and rows that are none of a list."""
    return load("find/title_words.csv", FindWord, key=("word", "use"))


@cache
def column_words() -> tuple[FindWord, ...]:
    """Words of headings and cells that tell what a table is."""
    return load("find/column_words.csv", FindWord, key=("word", "use"))
