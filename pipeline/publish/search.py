"""Full-text search of Chinese: the table `search` (FTS5) of pledges.sqlite, and what `pledges search` finds in it.

Chinese is written without blanks, so texts and questions are cut into words by jieba first: `cut_for_search` gives the short
words inside of long ones as well (居民, 收入 of 城乡居民人均可支配收入), without its guesses at new words (HMM off). Its dictionary
of 350 000 words takes most of a second to load. A text is cut by those of its words alone that begin as two neighbours in the text do, which are
found in a tenth of that; the cuts are the same.
"""

from __future__ import annotations

import re
import sqlite3
import warnings
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import cache, lru_cache
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.lang.fold import fold

FILE = "pledges.sqlite"  # named here: who searches it needs nothing of what writes it
# The tables that are searched: key, the text that is shown, what is searched besides it.
SEARCHED = (
    ("measures", "measure_id", "text", ()),
    ("plan_items", "item_id", "text", ()),
    ("targets", "target_id", "context", ("indicator",)),
    ("indicators", "indicator_id", "name_zh", ("name_en", "aliases")),
    ("departments", "department_id", "name", ("short_name", "aliases")),
)
# What a target is found by besides its own words: the names of its indicator (充电桩 finds 公共充电设施).
_BY_INDICATOR = "LEFT JOIN indicators USING (indicator_id)", ("indicators.name_zh", "indicators.aliases")
DECLARE = "CREATE VIRTUAL TABLE search USING fts5(words, table_name UNINDEXED, key UNINDEXED, tokenize = 'unicode61 remove_diacritics 0')"
_BATCH = 10_000  # rows
_REMEMBERED = 20_000  # texts that are not cut again


class Hit(NamedTuple):
    """A row that was found; `spans` are the words of the question in its text, ascending and disjoint."""

    table: str
    key: str
    text: str
    spans: tuple[tuple[int, int], ...]


class NoSearch(Exception):
    """The database has no search table: another program wrote it."""


class _Cutter:
    """Jieba with the words that may stand in some texts; asked for others again and again, with all words.

    The dictionary is read anew: jieba's own cache would be a file in a folder that others can write to.
    """

    def __init__(self) -> None:
        """Know no word yet."""
        self._starts: set[str] | None = set()  # of the words that are known; None: all
        self._left = _SMALL_LOADS
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba
        self._jieba = jieba.Tokenizer()
        self._jieba.initialized = True

    def learn(self, texts: Iterable[str]) -> Any:
        """Jieba, ready to cut texts, which are folded."""
        if self._starts is not None:
            wanted = {start for start in _find_starts(texts) if start >= _FIRST_CHINESE and start.isalnum()}
            if not self._starts >= wanted:
                self._starts = self._starts | wanted if self._left else None
                self._left -= 1
                self._load()
        return self._jieba

    def _load(self) -> None:
        with self._jieba.get_dict_file() as file:
            lines = f"\n{file.read().decode()}"
        known = self._starts
        able = "[^ \n]" if known is None else f"[!-{_FIRST_CHINESE}{re.escape(''.join(sorted(set(''.join(known)))))}]"
        found = re.findall(rf"\n({able}+) (\d+)", lines)
        if known is not None:
            found = [one for one in found if one[0][:2] in known or one[0] < _FIRST_CHINESE]
        words = {word: int(often) for word, often in found}
        # As jieba's `gen_pfdict`: beginnings of words are in the table with 0, so that a search knows when to go on.
        begun = dict.fromkeys((word[:end] for word in words for end in range(1, len(word))), 0)
        self._jieba.FREQ, self._jieba.total = begun | words, ALL_OFTEN


def _find_starts(texts: Iterable[str]) -> set[str]:
    """What words in texts may begin with: every character alone, and every two neighbours."""
    starts: set[str] = set()
    for text in texts:
        starts.update(text, map("".join, pairwise(text)))
    return starts


_FIRST_CHINESE = "\u2e80"  # of the radicals, the first block of Chinese characters; the few words that begin with another are always known
ALL_OFTEN = 60_101_967  # how often all words of the dictionary come; to sum them up was half of the time (a test does)
_SMALL_LOADS = 3  # of the words of some texts, before all are loaded
_cutter = cache(_Cutter)


def learn_texts(texts: Iterable[str]) -> None:
    """Make ready to cut texts: their words are loaded at once, not text by text."""
    _cutter().learn(fold(text).lower() for text in texts)


def cut_words(text: str) -> list[str]:
    """The words of a text, in its order, long ones with the short ones in them; no marks."""
    folded = fold(text).lower()
    words = _cutter().learn([folded]).cut_for_search(folded, HMM=False)
    return [word for word in words if any(map(str.isalnum, word))]


def cut_question(text: str) -> list[str]:
    """The words that an answer has to hold: of a long word the short ones in it, where they are all of it."""
    found: dict[str, None] = {}
    folded = fold(text).lower()
    for word in _cutter().learn([folded]).cut(folded, HMM=False):
        parts = [part for part in cut_words(word) if part != word]
        found |= dict.fromkeys(parts if set("".join(parts)) >= set(word) else cut_words(word)[-1:])
    return list(found)


def write_search(database: sqlite3.Connection) -> None:
    """Make the search table of a database whose tables are filled."""
    database.execute(DECLARE)
    learn_texts(value for _, batch in _read_texts(database) for _, *values in batch for value in values if value)
    for table, batch in _read_texts(database):
        entries = ((_words(values), table, name) for name, *values in batch)
        database.executemany("INSERT INTO search VALUES (?, ?, ?)", entries)
    database.execute("INSERT INTO search (search) VALUES ('optimize')")


def _read_texts(database: sqlite3.Connection) -> Iterator[tuple[str, list[Any]]]:
    """What is searched, in batches of a table: key, texts."""
    for table, key, text, more in SEARCHED:
        join, names = _BY_INDICATOR if table == "targets" else ("", ())
        columns = ", ".join((key, text, *more, *names))
        rows = database.execute(f"SELECT {columns} FROM {table} {join} ORDER BY {table}.rowid")
        while batch := list(islice(rows, _BATCH)):
            yield table, batch


def _words(values: Iterable[str | None]) -> str:
    return " ".join(word for value in values if value for word in _cut_once(value))


@lru_cache(_REMEMBERED)
def _cut_once(text: str) -> tuple[str, ...]:
    """Words and names of indicators come again and again."""
    return tuple(cut_words(text))


def find(path: Path, question: str, most: int) -> Iterator[Hit]:
    """Find the rows that hold every word of a question, the best first.

    Raises `FileNotFoundError` where there is no database, `NoSearch` where it has no search table.
    """
    words = cut_question(question)
    if not path.is_file():
        raise FileNotFoundError(2, "no such file", str(path))
    if not words:
        return
    asked = " AND ".join(f'"{word}"' for word in words)
    texts = {table: (key, text) for table, key, text, _ in SEARCHED}
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'search'").fetchone():
            raise NoSearch
        ranked = "SELECT table_name, key FROM search WHERE search MATCH ? ORDER BY rank, rowid LIMIT ?"
        for table, name in database.execute(ranked, (asked, most)).fetchall():
            key, text = texts[table]
            (found,) = database.execute(f"SELECT {text} FROM {table} WHERE {key} = ?", (name,)).fetchone()
            yield Hit(table, name, found, tuple(find_words(found, words)))


def find_words(text: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where words stand in a text; neighbours and what overlaps are one span."""
    folded = fold(text).lower()
    held = bytearray(len(folded))
    for word in words:
        at = folded.find(word)
        while at >= 0:
            held[at : at + len(word)] = b"\1" * len(word)
            at = folded.find(word, at + 1)
    start = held.find(1)
    while start >= 0:
        end = held.find(0, start)
        end = len(held) if end < 0 else end
        yield start, end
        start = held.find(1, end)
