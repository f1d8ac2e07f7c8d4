"""Where a text says who is responsible: （责任单位：甲局）, （甲局牵头，乙局配合）, （甲局、乙局）, a line 牵头单位：甲局.

Only the place is found here, by the words of rules/normalise/role_words.csv; whom it names is for normalise to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.rules.departments import role_words

BRACKET = re.compile(
    r"[（〔\[【](?:[^（）〔〕\[\]【】\n]|[（〔\[][^（）〔〕\[\]\n]{0,200}[）〕\]]){0,1000}[）〕\]】][。；]?"
)
UNIT_END = re.compile(
    r"(?:[局委办厅府院部室司队站所社联团处科行]|协会|学会|商会|中心|公司|集团|单位|部门|企业|学校|管委会|委员会|政府|街道|乡镇|[各有相]\S*[县区市州镇乡])"
    r"(?:（[^（）]*）)?等?$"
)
PAUSE = re.compile(r"[，；、,;\s]+")
LIST_MARK = re.compile(r"\s*(?:[①-⑳]|（?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）.．、]\s*)?")
LONGEST = 1000


class Attribution(NamedTuple):
    """A place that says who is responsible: `start`, `end` into the text; `is_line` where it is a labelled line."""

    start: int
    end: int
    is_line: bool


@cache
def _label_pattern() -> re.Pattern[str]:
    labels = sorted(role_words("label"), key=len, reverse=True)
    return re.compile(rf"(?P<label>{'|'.join(labels)})(?:（[^（）\n]{{0,60}}）)?[:：】]")


def find_attributions(folded: str) -> Iterator[Attribution]:
    """Find the brackets and labelled lines of a folded text that say who is responsible, in order."""
    start = 0
    while start <= len(folded):
        end = folded.find("\n", start)
        end = len(folded) if end < 0 else end
        if is_labelled(folded[start:end]):
            yield Attribution(start, end, True)
        else:
            for match in BRACKET.finditer(folded, start, end):
                if is_attribution(folded, match):
                    yield Attribution(match.start(), match.end(), False)
        start = end + 1


def is_labelled(line: str) -> bool:
    """Tell whether a folded line is nothing but 责任单位：甲局 (also after a list mark, also 完成时限：年底)."""
    mark = LIST_MARK.match(line)
    rest = line[mark.end() if mark else 0 :].lstrip(" 【[")
    return _label_pattern().match(rest) is not None


def names_units(line: str) -> bool:
    """Tell whether a labelled line names units and not only a time or a person."""
    return any(role_words("label")[found["label"]] != "other" for found in _label_pattern().finditer(line))


def is_attribution(folded: str, match: re.Match[str]) -> bool:
    """Tell whether a bracket says who is responsible: by its label, its verbs, or by naming only units after a stop."""
    inner = match[0].rstrip("。；")[1:-1].strip()
    if len(inner) > LONGEST:
        return False
    found = _label_pattern().match(inner)
    if found:
        return names_units(inner)
    after = folded[match.end() : match.end() + 1]
    before = folded[max(0, match.start() - 9) : match.start()].rstrip(" ")[-1:]
    if after not in ("", "\n") and before not in "。；！" and match[0][-1] in "）〕】]":
        return False
    pieces = [piece.strip() for piece in re.split("[，；,;]", inner)]
    if inner.startswith(tuple(role_words("label"))) or any(p.endswith(tuple(role_words("verb"))) for p in pieces):
        return True
    return before in ("。", "；", "！") and all(UNIT_END.search(piece) for piece in PAUSE.split(inner) if piece)
