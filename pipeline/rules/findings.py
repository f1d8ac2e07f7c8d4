"""What the house says of odd, lost or refused data: rules/findings.csv, a code a sentence, in English and in Chinese."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from pipeline.model import Finding
from pipeline.rules import load
from pipeline.rules.headers import say_field


class FindingRule(NamedTuple):
    """A code with its level, the room that says it, and its sentence as a format string in both languages.

    `example` gives the parameters, so that the sentences can be read and tested: `cells=3; columns=5`.
    """

    code: str
    level: str
    room: str
    message: str
    message_zh: str
    example: str


@cache
def finding_rules() -> dict[str, FindingRule]:
    """Read the codes, in their order."""
    return {row.code: row for row in load("findings.csv", FindingRule)}


def tell(code: str, path: str, place: str, /, **parameters: object) -> Finding:
    """Make a finding: `tell("P11", path, "table 1, row 3", text="2 | 市林业局")`.

    The Chinese sentence calls fields of a list (`field`, `other_field`) by their names. Raises `KeyError` for a code that
    the table does not have and for a parameter that its sentence lacks.
    """
    rule = finding_rules()[code]
    fields = {name: say_field(str(value)) for name, value in parameters.items() if name.endswith("field")}
    return Finding(
        code, rule.level, path, place, rule.message.format(**parameters), rule.message_zh.format(**parameters | fields)
    )
