"""Labels in front of departments: 牵头单位：, 【责任单位】, 责任单位（列第一位的为牵头单位）：."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.lang.department import ends_like_department
from pipeline.model import Span
from pipeline.rules.divisions import level_ends
from pipeline.rules.responsibility import label_role

BEFORE_LABEL = " \n\t，,；;。！（【[〔、)）.．:0123456789*●■◆★"
_OPENING = re.compile(r"(?P<label>\w{2,12})[:：]")
_NOTE = 60  # characters of a bracket between a label and its colon
LONGEST_LABEL = 12


class Label(NamedTuple):
    """牵头单位： in a text: where it begins, where the departments begin, their role, the note before its colon."""

    start: int
    end: int
    role: str
    note: str


def find_labels(folded: str, span: Span) -> Iterator[Label]:
    """Find 牵头单位：, 责任单位（列第一位的为牵头单位）：, 【责任单位】 that begin a line or follow a mark or blank."""
    for colon in _label_end().finditer(folded, span.start, span.end):
        end, note = colon.start(), ""
        if end > 0 and folded[end - 1] == "）":
            opening = folded.rfind("（", max(span.start, end - _NOTE), end)
            if opening < 0:
                continue
            end, note = opening, folded[opening:end]
        start = end
        while start > span.start and end - start < LONGEST_LABEL and folded[start - 1] not in BEFORE_LABEL:
            start -= 1
        role = label_role(folded[start:end])
        if role is None and colon[0] in ":：" and (glued := _find_glued(folded, start, end)):
            yield Label(glued, colon.end(), label_role(folded[glued:end]) or "", note)
            continue
        if role is None or (start > span.start and folded[start - 1] not in BEFORE_LABEL):
            continue
        opened = start > span.start and folded[start - 1] in "【[〔"
        closes = colon.end() < len(folded) and folded[colon.end()] in "】]〕"
        yield Label(start - opened, colon.end() + (opened and closes), role, note)


def opens_with_label(line: str) -> bool:
    """Tell whether a line begins with a label and its colon: 责任单位：市教育局."""
    found = _OPENING.match(line)
    return found is not None and label_role(found["label"]) is not None


def _find_glued(folded: str, start: int, end: int) -> int | None:
    """Where a label begins that follows a department without a mark, its line break being lost: 市水务局|配合单位：."""
    for at in range(start + 2, end - 2):
        if label_role(folded[at:end]) is not None and ends_like_department(folded[start:at]):
            return at
    return None


@cache
def _label_end() -> re.Pattern[str]:
    """A colon or bracket; without one the body of a label, a blank or 为 right before a level word."""
    levels = f"{level_ends()}各国"
    return re.compile(
        rf"[:：]|】|(?<=单位)(?=[{levels}])|(?<=部门)(?=[{levels}])|[ \t]+(?=[{levels}])|[为是](?=[{levels}由自])"
    )
