"""rules/check/outcomes.csv: what checks say, in both languages, with its parameters; every sentence is said somewhere."""

import re
from pathlib import Path
from string import Formatter

import pytest

from pipeline import check
from pipeline.check.across import CHECKS
from pipeline.rules.checks import Said, outcome_rules, say

CODE = "\n".join(path.read_text(encoding="utf-8") for path in Path(check.__file__).parent.glob("*.py"))
HAN = re.compile(r"[\u4e00-\u9fff]")
RULES = tuple(outcome_rules().values())


def parameters(template: str) -> set[str]:
    """The parameters of a sentence."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.outcome)
def test_a_row_is_whole(rule):
    assert rule.check in CHECKS
    assert f'"{rule.outcome}"' in CODE, "no check says it"
    known = dict(part.split("=", 1) for part in rule.example.split("; "))
    assert parameters(rule.message_zh) == parameters(rule.message)
    assert parameters(rule.message) == set(known)
    assert not HAN.search(rule.message)
    assert HAN.search(rule.message_zh)
    said = say(rule.outcome, **known)
    assert all(value in said.en and value in said.zh for value in known.values())


def test_every_check_says_something():
    assert {rule.check for rule in RULES} == set(CHECKS)


def test_what_differs_by_language_is_said_in_each():
    said = say("growth_fits", target=Said("ge 5家", "≥5家"), before="1家", now="6家")
    assert said == ("ge 5家 fits 1家 → 6家", "≥5家 与 1家 → 6家 相符")


def test_an_unknown_outcome_is_an_error():
    with pytest.raises(KeyError, match="nothing"):
        say("nothing")
