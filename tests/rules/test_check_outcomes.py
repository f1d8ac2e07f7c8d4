"""rules/check/outcomes.csv: what checks say, in both languages, with its parameters; every sentence is said somewhere."""

import re
from datetime import date
from pathlib import Path
from string import Formatter
from types import SimpleNamespace

import pytest

from pipeline import check
from pipeline.check.across import CHECKS
from pipeline.check.matching import write_target
from pipeline.rules.checks import outcome_rules, say, say_day, say_part, sentence_parts

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
    said = say("growth_fits", target=say_part("ge", text="5家"), before="1家", now="6家")
    assert said == ("at least 5家 fits the step from 1家 to 6家", "不少于5家，与由1家到6家的变化相符")


@pytest.mark.parametrize("row", sentence_parts().values(), ids=lambda row: row.part)
def test_a_part_of_a_sentence_is_said_in_both_languages(row):
    parameters = dict(pair.strip().split("=") for pair in row.example.split(";")) if row.example else {}
    said = say_part(row.part, **parameters)
    assert said.en != said.zh
    assert all(value in text for value in parameters.values() for text in said if row.part != "day")


def test_targets_are_said_as_officials_say_them():
    asked = (
        ("gt", "1.86万个", "count", 2025, None),
        ("ge", "80%", "ratio", 2024, 3),
        ("eq", "18600个", "count", None, None),
    )
    names = ("comparator", "text", "dimension", "year", "quarter")
    said = [write_target(SimpleNamespace(**dict(zip(names, values, strict=True)))).zh for values in asked]
    assert said == ["2025年超过1.86万个", "2024年第三季度不低于80%", "18600个"]
    assert say_day(date(2022, 8, 5)) == ("2022-08-05", "2022年8月5日")


def test_an_unknown_outcome_is_an_error():
    with pytest.raises(KeyError, match="nothing"):
        say("nothing")
