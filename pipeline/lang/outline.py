"""The number of a heading: 第一篇 over 第一章 over 第一节 over 一、 over （一） over 1. over 1.1 over （1） over ①; the one eye for it.

And what says that something goes on, or is as above: 续表 over a table, （续） behind a title, 同上 and 〃 in a cell.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.lang.cue import Cue
from pipeline.lang.label import opens_with_label
from pipeline.lang.list_label.shape import parse_label
from pipeline.model import Span
from pipeline.rules.responsibility import duty_words

_HAN = "[一二三四五六七八九十百零〇\\d]"
_SHAPES = tuple(  # outermost first
    re.compile(shape)
    for shape in (
        rf"第{_HAN}{{1,4}}(?:[篇编]|部分?)[\s、：:]*(?=\S)",
        rf"第{_HAN}{{1,4}}章[\s、：:]*(?=\S)",
        rf"第{_HAN}{{1,4}}节[\s、：:]*(?=\S)",
        r"[一二三四五六七八九十]{1,3}(?:[、．.]\s*|[\s\u3000]+)(?=\S)",
        r"[（(][一二三四五六七八九十]{1,3}[）)][、．.]?\s*(?=\S)",
        r"\d{1,2}(?:[、．.](?!\d)\s*|[\s\u3000]+(?=[\u4e00-\u9fff“]))(?=\S)",
        r"\d{1,2}(?:[.．]\d{1,2}){1,3}(?:[、．.](?!\d)\s*|[\s\u3000]+(?=[\u4e00-\u9fff“]))(?=\S)",
        r"[（(]\d{1,2}[）)][、．.]?\s*(?=\S)",
        r"[①-⑳]\s*(?=\S)",
    )
)
_FIRST = re.compile(r"[第一二三四五六七八九十（(\d①-⑳]")  # what each of them begins with
LOWEST = len(_SHAPES)  # below every number


_NAMED = re.compile(r"[\u4e00-\u9fff/]{2,6}[一二三四五六七八九十\d]{1,3}(?:[：:]\s*|[\s\u3000]+)\S")
_CONTINUED = Cue("title_words", "continued")
_CONTINUED_LINE = (
    r"^[（(【]?(?:表\s*[\d.\-—]*\s*[（(]?\s*)?@\s*[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*[）)】]*[：:]?$"
)
_CONTINUED_END = r"\s*[（(【\[]\s*@\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*[）)】\]]$"
_CLOSING = ("）", ")", "】", "]", "\n")
_MARKS = "[〃″〞“”\"]|''|’’|''"


class HeadingNumber(NamedTuple):
    """The number that opens a line: its level, outermost 0, and where what it numbers begins."""

    level: int
    end: int


def read_heading_number(line: str) -> HeadingNumber | None:
    """Read the number that opens a line, as it may open a heading; None where there is none."""
    if not _FIRST.match(line):
        return None
    for level, shape in enumerate(_SHAPES):
        if found := shape.match(line):
            return HeadingNumber(level, found.end())
    return None


def begins_anew(text: str, line: str) -> bool:
    """Tell whether a printed line begins a paragraph behind `text` whatever room is left: it says who is responsible, or has the next number.

    In no bracket that is still open; behind what says who is responsible any number is the next task's.
    """
    is_new = opens_with_label(line)
    if not is_new and (number := read_heading_number(line)):
        is_new = opens_with_label(text.lstrip("（(【[")) or _follows(text, line, number)
    return is_new and max(map(text.rfind, "（(【[")) <= max(map(text.rfind, "）)】]"))


def _follows(text: str, line: str, number: HeadingNumber) -> bool:
    """Tell whether a line has the number after the one that a text begins with: （四） … （五）."""
    before = read_heading_number(text)
    if before is None or before.level != number.level or not line.startswith(("（", "(")):
        return False
    first, second = (parse_label(one[: found.end].strip("（）() ")) for one, found in ((text, before), (line, number)))
    return first is not None and second == first + 1


def is_named(line: str) -> bool:
    """Tell whether a line opens with a name and its number, as a heading below all others may: 赛道一：…, 专栏2 …."""
    return _NAMED.match(line) is not None


@cache
def _same() -> re.Pattern[str]:
    words = "|".join(r"\s*".join(map(re.escape, word)) for word in sorted(duty_words("same_as_above")))
    return re.compile(rf"\s*[（(]?(?P<words>{words}|{_MARKS})[）)]?[。.]?\s*")


def find_ditto(text: str) -> Span | None:
    """Where a cell says, and says nothing else, that it is as the one above: 同上, （同 上）, 〃; None where it does not."""
    found = _same().fullmatch(text)
    return Span(*found.span("words")) if found else None


def is_continued(line: str) -> bool:
    """Tell whether a line only says that a table goes on: 续表2, （续上表）, 表3（续）."""
    return _CONTINUED.compile(_CONTINUED_LINE).match(line.strip()) is not None


def cut_continued(title: str) -> str:
    """A title without what says that it was said before: 一、产业类（续表）."""
    return _CONTINUED.compile(_CONTINUED_END).sub("", title) if title.endswith(_CLOSING) else title
