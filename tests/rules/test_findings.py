"""rules/findings.csv: every code is said somewhere and every said code is there, in both languages, with its parameters."""

import re
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest

from pipeline.rules import findings
from pipeline.rules.findings import finding_rules, tell
from pipeline.rules.headers import say_field

PACKAGE = Path(findings.__file__).parents[1]
CODE = re.compile(r'"([A-Z][0-9]{2})"')
ROOMS = {"parse", "find", "split", "normalise", "extract", "check", "sources", "run"}
HAN = re.compile(r"[\u4e00-\u9fff]")
SOURCES = {path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
RULES = tuple(finding_rules().values())


def said() -> set[str]:
    """The codes that the code names."""
    return {code for text in SOURCES.values() for code in CODE.findall(text)}


def parameters(template: str) -> set[str]:
    """The parameters of a sentence."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def example(text: str) -> dict[str, str]:
    """The parameters that a row gives as its example."""
    return dict(part.split("=", 1) for part in text.split("; ")) if text else {}


def test_every_code_is_said_and_every_said_code_is_in_the_table():
    assert said() == set(finding_rules())


def test_a_finding_is_made_by_its_code():
    made = [
        str(path.relative_to(PACKAGE)) for path, text in SOURCES.items() if re.search(r"\bFinding\(\s*[\"'f]", text)
    ]
    assert made == [], 'make it by rules.findings.tell("P11", path, place, …), its sentences are in rules/findings.csv'


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_row_is_whole(rule):
    assert rule.level in ("info", "warning", "error")
    assert rule.room in ROOMS
    assert not HAN.search(re.sub("（责任单位：…）", "", rule.message))
    assert HAN.search(rule.message_zh)
    known = example(rule.example)
    assert parameters(rule.message) == parameters(rule.message_zh) == set(known)
    made = tell(rule.code, "a.docx", "table 1", **known)
    assert (made.code, made.level, made.path, made.place) == (rule.code, rule.level, "a.docx", "table 1")
    names = {name: say_field(value) if name.endswith("field") else value for name, value in known.items()}
    for sentence, values in ((made.message, known), (made.message_zh, names)):
        assert all(value in sentence or repr(value) in sentence for value in values.values())


FIELDS = {
    "remark-2": "备注 2",
    "2024-Q1": "2024 工作计划 Q1",
    "other:备查": "备查",
    "plan": "工作计划",
    "value": "value",
}


@pytest.mark.parametrize(("field", "name"), FIELDS.items())
def test_a_field_is_called_by_its_name_in_chinese(field, name):
    made = tell("P31", "a.docx", "", text="某局", columns=2, field=field)
    assert made.message.endswith(f"read as {field}")
    assert f"“{name}”" in made.message_zh


def test_no_two_codes_say_the_same():
    assert [
        text for text, n in Counter(rule.message for rule in RULES if rule.message != "{reason}").items() if n > 1
    ] == [
        "can not be read: {reason}",  # D05 before a build, W06 while it runs
        "columns have to be {expected}; found {found}",  # D14 of the catalogue, K01 of corrections
    ]


def test_an_unknown_code_and_a_missing_parameter_are_errors():
    with pytest.raises(KeyError, match="Q99"):
        tell("Q99", "", "")
    with pytest.raises(KeyError, match="text"):
        tell("P11", "", "")
