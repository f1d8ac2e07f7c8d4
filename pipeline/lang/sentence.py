"""Sentences and clauses of a text, by position; the one eye for where a sentence ends.

`ends_sentence`, `has_stop` and `cut_sentences` ask of any text, folded or not. `read_sentences` reads a cell: there a
stop may stand in quotes, a list number begins a sentence, and a break inside of one does not end it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from pipeline.model import PlanItem, Span
from pipeline.model.record import record

# Every choice begins with a character and looks back from there: `re` then skips to where one may begin.
SENTENCE_END = re.compile(
    "|".join(rf"{mark}[”’」』）]?" for mark in ("。", "；", "！", "？", "!", r"\?"))
    + r"|\n(?=\s{0,8}(?:[\d一二三四五六七八九十]{1,3}[.、．]|（[一二三四五六七八九十\d]{1,3}）|[①-⑳]))"
    r"|\n(?<=[。；：:！？]\n)|\n[ \n]*\n|\.(?<=[\u4e00-\u9fff\d%）]\.)(?=$|\s)"
)
_STOPS = "。；！？;!?"  # of either width: folding leaves ; and ! as they are
STOP = re.compile(f"[{_STOPS}]")
CLOSERS = "”’」』）)】 \t\n"  # what may stand behind a stop and still belong to its sentence
COMMA = re.compile(r"：|\||，(?<!\d，)|，(?!\d{3}(?!\d))|,(?!\d{3}(?!\d))|:(?<!\d:)(?!\d)")
LONGEST_SENTENCE, _LONGEST_CLAUSE = 1000, 400  # characters; longer ones are cut, so that reading stays linear

LINE_END, FULL_STOP = re.compile("\n"), re.compile("[。\n]")


def starts_behind(folded: str, marks: re.Pattern[str]) -> list[int]:
    """Where what follows a mark begins: lines behind `LINE_END`, paragraphs and sentences behind `FULL_STOP`."""
    return [found.end() for found in marks.finditer(folded)]


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends with a stop, closing marks aside: 办结。” and （由市教育局负责。）."""
    return text.rstrip(CLOSERS)[-1:] in tuple(_STOPS)


def has_stop(text: str) -> bool:
    """Tell whether a stop stands in a text: a title and a list of units have none."""
    return STOP.search(text) is not None


def cut_sentences(text: str) -> Iterator[Span]:
    """The stretches of a text between stops and line breaks, stops left out."""
    return (Span(*found.span()) for found in re.finditer(f"[^{_STOPS}\n]+", text))


@record
class Sentences:
    """Borders (sorted start offsets) of sentences and of comma clauses, and the length of the text."""

    sentences: list[int]
    commas: list[int]
    length: int


def read_sentences(folded: str, item_starts: tuple[int, ...] = ()) -> Sentences:
    """Cut a folded text at sentence ends, item starts and commas; commas inside brackets cut clauses too.

    What goes on for more than `LONGEST_SENTENCE` is no sentence of a person: it is cut at the last comma before, or
    there.
    """
    length = len(folded)
    sentences = sorted({0, *item_starts, *starts_behind(folded, SENTENCE_END)})
    commas = sorted({*sentences, *starts_behind(folded, COMMA)})
    if length > _LONGEST_CLAUSE:
        sentences = list(_cut_long(sentences, commas, length, LONGEST_SENTENCE))
        commas = list(_cut_long(sorted({*commas, *sentences}), [], length, _LONGEST_CLAUSE))
    return Sentences(sentences, commas, length)


def _cut_long(borders: list[int], pauses: list[int], length: int, longest: int) -> Iterator[int]:
    """Yield the borders with more between those that stand too far apart, at pauses where there are any."""
    for start, end in zip(borders, [*borders[1:], length], strict=True):
        yield start
        while end - start > longest:
            index = bisect_right(pauses, start + longest) - 1
            start = pauses[index] if index >= 0 and pauses[index] > start else start + longest
            yield start


def _around(borders: list[int], length: int, position: int) -> Span:
    index = bisect_right(borders, position)
    return Span(borders[index - 1], borders[index] if index < len(borders) else length)


def item_at(items: tuple[PlanItem, ...], position: int) -> PlanItem | None:
    """The plan item, of items in order, that holds `position`."""
    if not items:
        return None
    index = bisect_right(items, position, key=lambda item: item.start) - 1
    return items[index] if index >= 0 and position < items[index].end else None


def sentence_at(found: Sentences, position: int) -> Span:
    """Span of the sentence that holds `position`."""
    return _around(found.sentences, found.length, position)


def clause_at(found: Sentences, position: int) -> Span:
    """Span of the comma clause that holds `position`."""
    return _around(found.commas, found.length, position)
