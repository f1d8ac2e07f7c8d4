"""Labels in front of units (牵头单位：), and notes that say which of the units leads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model import Span
from pipeline.rules.departments import role_words

FIRST_LEADS = re.compile(
    r"(?:[列排]|位列|排名|排序|排列)?(?:名|序)?在?(?:第一[位个名]?|首[位个]|最前面?)[的者]?(?:单位|部门|责任单位)?"
    r"[为是系](?:总?牵头|主办|主要责任|主要负责|第一责任|主责)(?:责任)?(?:单位|部门)?"
)
OTHERS = re.compile(
    r"(?:其他|其余|其它|后续|余下)的?(?:单位|部门|各单位)?均?[为是](?P<role>配合|协办|参与|参加|协同|责任)(?:单位|部门)?"
)
MARKED_LEADS = re.compile(
    r"(?:[标加注带打画]有?|有)?[“\"‘「]?(?P<mark>[*★☆▲△●◆■※#])[”\"’」]?号?(?:标[注识记]|标志)?[的者]?(?:单位|部门|责任单位)?"
    r"[为是系](?:总?牵头|主办|主要责任)(?:责任)?(?:单位|部门)?"
)
MARKS = "*★☆▲△●◆■※#"
BEFORE_LABEL = " \n\t，,；;。！（【[〔、)）.．:0123456789*●■◆★"
LABEL_END = re.compile(
    r"[:：]|】|(?<=单位)(?=[市省县区州盟旗各])|(?<=部门)(?=[市省县区州盟旗各])|[ \t]+(?=[市省县区州盟旗各国])|[为是](?=[市省县区各州盟旗由国自])"
)
LONGEST_NOTE = 60  # characters of a bracket between a label and its colon
LONGEST_LABEL = 10


class Label(NamedTuple):
    """牵头单位： in a text: where it begins, where the units begin, what role it gives."""

    start: int
    end: int
    role: str
    first_leads: bool


def find_labels(folded: str, span: Span) -> Iterator[Label]:
    """Find 牵头单位：, 责任单位（列第一位的为牵头单位）：, 【责任单位】 that begin a line or follow a mark or blank."""
    words = role_words("label")
    for colon in LABEL_END.finditer(folded, span.start, span.end):
        end, note = colon.start(), ""
        if end > 0 and folded[end - 1] == "）":
            opening = folded.rfind("（", max(span.start, end - LONGEST_NOTE), end)
            if opening < 0:
                continue
            end, note = opening, folded[opening:end]
        first = max(span.start, end - LONGEST_LABEL)
        label = next((folded[i:end] for i in range(first, end - 1) if folded[i:end] in words), "")
        start = end - len(label)
        if not label or (start > span.start and folded[start - 1] not in BEFORE_LABEL):
            continue
        opened = start > span.start and folded[start - 1] in "【["
        closes = colon.end() < len(folded) and folded[colon.end()] in "】]"
        stop = colon.end() + (opened and closes)
        yield Label(start - opened, stop, words[label], bool(FIRST_LEADS.search(note)))
