"""Compiled forms of the cue tables."""

from __future__ import annotations

import re
from functools import cache

from pipeline.rules.language import Cue, bases, roles


def _join(rows: list[Cue]) -> str:
    return "|".join(row.cue for row in sorted(rows, key=lambda row: -len(row.cue)))


@cache
def basis_cues(place: str, value: str, template: str) -> re.Pattern[str]:
    """Compile the cues of rules/extract/basis.csv at one place into `template`, where @ stands for them."""
    rows = [row for row in bases() if row.place == place and row.value == value]
    return re.compile(template.replace("@", f"(?:{_join(rows)})"))


@cache
def role_cues(place: str, template: str) -> re.Pattern[str]:
    """Compile the cues of rules/extract/roles.csv at one place into `template`, where @ stands for them."""
    rows = [row for row in roles() if row.place == place]
    return re.compile(template.replace("@", f"(?:{_join(rows)})"))
