"""What can be done for the first time once only: 认定首批… in two years."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from pipeline.check.grouping import DocumentRows, MeasureRows, Outcome
from pipeline.lang.fold import fold
from pipeline.model import PlanItem
from pipeline.rules.checks import check_cues, say, say_all

_MIN_LENGTH = 3  # characters that name an object


@cache
def _pattern() -> re.Pattern[str]:
    """Compile cue + object, up to the next mark."""
    return re.compile("(" + "|".join(check_cues("first")) + r")([^，。；、：！？（）\n]{1,40})")


def find_firsts(text: str) -> Iterator[str]:
    """Find what a text calls the first of its kind (`首批直播基地`).

    With a 的 behind it the cue only describes somebody (首次申请贷款的企业): nothing is done for the first time.
    """
    for match in _pattern().finditer(fold(text)):
        name = re.sub(r"\s", "", match[2])
        if "的" not in name and len(name) >= _MIN_LENGTH:
            yield match[1] + name


def check_first_time(document: DocumentRows) -> Iterator[Outcome]:
    """Check that one measure does each thing for the first time in one year only."""
    for rows in document.measures:
        found: dict[str, list[PlanItem]] = defaultdict(list)
        for item in rows.items:
            for name in find_firsts(item.text):
                found[_find_same(name, found)].append(item)
        for name, items in found.items():
            yield _judge(rows, name, items)


def _find_same(name: str, found: dict[str, list[PlanItem]]) -> str:
    """Find the name under which the object is known: equal, or one begins with the other."""
    return next((known for known in found if known.startswith(name) or name.startswith(known)), name)


def _judge(rows: MeasureRows, name: str, items: list[PlanItem]) -> Outcome:
    """Judge one object by the years of its items."""
    years = sorted({item.year for item in items if item.year is not None})
    is_once = len(years) < 2
    said = "first_again" if not is_once else "first_once" if years else "first_undated"
    message = say(said, name=name, years=say_all(years))
    subject = f"{rows.measure.measure_id.split('/', 1)[-1]}/{name}"
    evidence = tuple(dict.fromkeys(item.item_id for item in items))
    return Outcome(subject, "pass" if is_once else "break", rows.measure.measure_id, message, evidence)
