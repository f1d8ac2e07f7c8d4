"""Groups: mentions that name no single unit (各县（市、区）政府, 市有关部门, 三大运营商).

Their cues stand in rules/normalise/group_cues.csv.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.rules.departments import forms, group_cues

PLACES = re.compile(r"^(?:[省市区县州盟旗](?:直|级|属|内)?|全|本|我|在|驻)+(?:(?:委|(?:人民)?政府)(?=各|有关|相关))?")
PLURALS = ("部门", "单位", "企业", "机构", "政府", "）")
SINGULAR_TOO = ("人民政府", "政府", "管委会", "管理委员会")  # 市政府 is one unit
DEPARTMENTS = re.compile(r"(?:行政|主管)?部门$")  # 卫生健康行政部门 is what 卫生健康局 is
BRACKET = re.compile(r"（[^（）]*）")


@cache
def _cues(position: str) -> tuple[str, ...]:
    return tuple(row.cue for row in group_cues() if row.position == position)


def is_group(folded: str) -> bool:
    """Whether folded words name no single unit."""
    if folded in _cues("whole") or folded.startswith(_cues("start")) or folded.endswith(_cues("tail")):
        return True
    body = PLACES.sub("", folded, count=1)
    if body.startswith(_cues("start")):
        return True
    if folded.endswith(PLURALS) and any(cue in folded[2:9] for cue in _cues("within")):
        return True
    return len(folded) > 1 and body in _cues("end") and body not in SINGULAR_TOO


def find_group_function(folded: str) -> str | None:
    """What a group is for: 各县（市、区）教育局 is education as every 教育局, else its last words tell."""
    bare = BRACKET.sub("", folded)
    office = DEPARTMENTS.sub("局", bare)
    for start in range(len(bare) - 1):
        rows = forms().get("*" + bare[start:], ()) or forms().get("*" + office[start:], ())
        if rows and rows[0].function not in ("local_government", "banking", "development_zone", "party_office"):
            return rows[0].function
    cues = (row for row in group_cues() if row.function)
    return next((row.function for row in cues if folded.endswith(row.cue) or bare.endswith(row.cue)), None)
