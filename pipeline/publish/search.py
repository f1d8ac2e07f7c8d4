"""Full-text search of Chinese: the table `search` (FTS5) of pledges.sqlite, and what `pledges search` finds in it.

Chinese is written without blanks, so texts and questions are cut into words by jieba first: `cut_for_search` gives the short
words inside of long ones as well (居民, 收入 of 城乡居民人均可支配收入), without its guesses at new words (HMM off). Loading
its dictionary takes about a second, where a database is written or asked and nowhere else.
"""

from __future__ import annotations

import sqlite3
import warnings
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.lang.fold import fold

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


class Hit(NamedTuple):
    """A row that was found; `spans` are the words of the question in its text, ascending and disjoint."""

    table: str
    key: str
    text: str
    spans: tuple[tuple[int, int], ...]


class NoSearch(Exception):
    """The database has no search table: another program wrote it."""


@cache
def _cutter() -> Any:
    """Jieba with its dictionary, read anew: its own cache would be a file in a folder that others can write to."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba

    cutter = jieba.Tokenizer()
    cutter.FREQ, cutter.total = cutter.gen_pfdict(cutter.get_dict_file())
    cutter.initialized = True
    return cutter


def cut_words(text: str) -> list[str]:
    """The words of a text, in its order, long ones with the short ones in them; no marks."""
    words = _cutter().cut_for_search(fold(text).lower(), HMM=False)
    return [word for word in words if any(map(str.isalnum, word))]


def cut_question(text: str) -> list[str]:
    """The words that an answer has to hold: of a long word the short ones in it, where they are all of it."""
    found: dict[str, None] = {}
    for word in _cutter().cut(fold(text).lower(), HMM=False):
        parts = [part for part in cut_words(word) if part != word]
        found |= dict.fromkeys(parts if set("".join(parts)) >= set(word) else cut_words(word)[-1:])
    return list(found)


def write_search(database: sqlite3.Connection) -> None:
    """Make the search table of a database whose tables are filled."""
    database.execute(DECLARE)
    for table, key, text, more in SEARCHED:
        join, names = _BY_INDICATOR if table == "targets" else ("", ())
        columns = ", ".join((key, text, *more, *names))
        rows = database.execute(f"SELECT {columns} FROM {table} {join} ORDER BY {table}.rowid")
        while batch := list(islice(rows, _BATCH)):
            entries = ((_words(values), table, name) for name, *values in batch)
            database.executemany("INSERT INTO search VALUES (?, ?, ?)", entries)
    database.execute("INSERT INTO search (search) VALUES ('optimize')")


def _words(values: Iterable[str | None]) -> str:
    return " ".join(word for value in values if value for word in cut_words(value))


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
