"""Labels in front of departments: 牵头单位：, 【责任单位】, 责任单位（列第一位的为牵头单位）：."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.lang.department import PAUSE, ends_like_department, looks_like_department
from pipeline.model import Span
from pipeline.rules.divisions import level_ends
from pipeline.rules.responsibility import label_bodies, label_role

BEFORE_LABEL = " \n\t，,；;。！（【[〔、)）.．:0123456789*●■◆★"
_OPENING = re.compile(r"(?P<label>\w{2,12})[:：]")
_NOTE = 60  # characters of a bracket between a label and its colon
LONGEST_LABEL = 12
_NAMED = re.compile(r"[^，,。；;\n:：]{2,}?(?=[，,。；;\n]|$|[ \t]+\w{2,8}[:：])")


class Label(NamedTuple):
    """牵头单位： in a text: where it begins, where the departments begin, their role, the note before its colon."""

    start: int
    end: int
    role: str
    note: str
    is_known: bool = True  # else by its shape: 主抓单位： before departments


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
        is_known = role is not None
        if not is_known and colon[0] in ":：" and _is_shaped(folded, Span(start, end), Span(colon.end(), span.end)):
            role = "responsible"
        if role is None or (start > span.start and folded[start - 1] not in BEFORE_LABEL):
            continue
        opened = start > span.start and folded[start - 1] in "【[〔"
        closes = colon.end() < len(folded) and folded[colon.end()] in "】]〕"
        yield Label(start - opened, colon.end() + (opened and closes), role, note, is_known)


def _is_shaped(folded: str, label: Span, behind: Span) -> bool:
    """Tell whether words end as labels of departments do and departments follow: 主抓单位：|市教育局，完成期限：."""
    if not _shape().fullmatch(folded, *label):
        return False
    named = _NAMED.match(folded, *behind)
    pieces = [piece for piece in PAUSE.split(named[0].strip()) if piece] if named else []
    return bool(pieces) and all(map(looks_like_department, pieces))


@cache
def _shape() -> re.Pattern[str]:
    return re.compile(f"[\u4e00-\u9fff]{{2,4}}(?:{label_bodies()})")


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
